#pragma once
/* shelf_memory: what the quick shelf is inside. Private to shelf_memory*.c. */
#include "tests/simulation/shelf.h"

/* -- events: one growing array by row (row = place + 1), and lists of places with their days ----------------------- */
#define ZONE_PLACES 64
struct place {
	uint32_t event;
	int32_t day; /* session.day */
};
/* Of each ZONE_PLACES places of a list the earliest and the latest day; wider than need be after a rollback. */
struct zone {
	int32_t min_day, max_day;
};
struct list {
	struct place *places;
	struct zone *zones;
	size_t count, capacity;
};
/* An event without its words; those few that have words or a target have them in `more`. */
struct kept_event {
	int64_t utc_ms, mono_ms, number;
	uint64_t sequence;
	uint32_t pupil, boot;
	int32_t at_day, day;
	uint32_t log;
	uint32_t more; /* place in `mores` + 1; 0: none */
	int16_t minute, offset_min;
	uint8_t kind, source, trust, part;
	struct code code;
};
struct more {
	struct event_key target;
	struct event_words words;
};
/* Sequences 1 to last_sequence of a kiosk's stream are here: others' events come without holes. */
struct log {
	char kiosk[KIOSK_ID_SIZE];
	uint64_t stream;
	size_t last_sequence;
	uint32_t *places; /* [sequence - 1] */
	size_t capacity;
	bool own;
};
struct events {
	struct kept_event *kept;
	size_t count, capacity;
	struct more *mores;
	size_t more_count, more_capacity;
	struct log *logs;
	size_t log_count, log_made, log_capacity; /* made: have room of their own */
	struct list all, own, closed; /* of all, of this kiosk's own, of the closes of registers */
	struct list *pupils;          /* by key; [0]: the kiosks' */
	size_t pupil_capacity;
};

/* -- roster and care: never changed, replaced as a whole; counted references ----------------------------------------- */
struct book {
	unsigned references;
	struct roster roster;
	struct pupil *ever; /* every pupil that ever was: key = place + 1 */
	size_t ever_count;
	struct expectation *expectations; /* those of pupils who are gone as well */
	size_t expectation_count;
	struct former_upn *formers; /* by UPN; likewise */
	size_t former_count;
};
struct care_book {
	unsigned references;
	size_t count;
	struct care_row rows[];
};

/* -- notices --------------------------------------------------------------------------------------------------------- */
#define NOT_ACKED INT64_MIN
#define NO_NOTICE UINT32_MAX
struct notice_place {
	uint64_t stream, sequence;
	int64_t acked_utc_ms; /* NOT_ACKED: not */
	bool pruned;
};
struct kept_notice {
	struct notice_place place;
	int64_t at_utc_ms;
	struct session session;
	uint32_t next; /* of the same authority and session; NO_NOTICE: none */
	uint8_t queue;
};
/* How a notice lay before it was acknowledged, moved or pruned. */
struct undo {
	uint32_t notice;
	struct notice_place place;
};
struct queue {
	char id[AUTHORITY_ID_SIZE];
	uint64_t stream, acked_through, last_sequence;
	uint64_t pruned_through; /* rows of the stream may lack up to here */
};
struct chain {
	uint32_t first, last; /* NO_NOTICE: the place is free */
	int32_t day;
	uint8_t part, queue;
};
struct notices {
	struct kept_notice *kept;
	struct notice *notices; /* beside `kept` */
	size_t count, capacity;
	struct queue queues[AUTHORITIES_MAX];
	size_t queue_count;
	uint32_t *by_sequence
		[AUTHORITIES_MAX]; /* of the current stream: [sequence - 1] is the notice */
	size_t sequence_capacity[AUTHORITIES_MAX];
	struct chain *chains; /* a hash of authority, day and part */
	size_t chain_count, chain_capacity;
	struct undo *undos;
	size_t undo_count, undo_capacity;
	struct arena *arena; /* what notices point to */
};

/* -- a kiosk ------------------------------------------------------------------------------------------------------------ */
/* How far everything had come: what lies beyond is taken away by a rollback. */
struct mark {
	size_t event_count, more_count, log_count, notice_count, undo_count;
	struct queue queues[AUTHORITIES_MAX];
	size_t queue_count;
	uint32_t boot;
};
struct base {
	struct base *next;
	char dir[PATH_SIZE];
	struct config config;
	struct events events;
	struct notices notices;
	struct book *book;
	struct care_book *care;
	uint32_t boot;
	int64_t version, care_version; /* count what others than the kiosk itself have written */
	unsigned fail_in, cut_in;      /* 0: never */
	bool is_cut;                   /* by cut_in: nothing works until shelf_cut */
	unsigned life;                 /* handles of an earlier one are dead */
	unsigned handles;              /* open */
	const struct store *writer;    /* who is in a transaction; NULL: nobody */
	struct mark begun;
	bool is_saved;
	struct mark saved;
	struct book *saved_book;
	struct care_book *saved_care;
};
struct store {
	struct base *base;
	unsigned life;
	char kiosk[KIOSK_ID_SIZE];
	uint64_t stream;
};

/* NULL: no such kiosk. */
struct base *base_find(const char *dir);
/* Counts a write, or a commit. ERR_IO: this is the one that fails, or at which the power went. */
MUST_CHECK enum err base_write(struct base *base, bool commit);
void base_mark(const struct base *base, struct mark *out);
/* Takes away what came after the mark. */
void base_take_back(struct base *base, const struct mark *mark);
/* The same with the check that the handle is alive. */
MUST_CHECK enum err store_alive(const struct store *store);
MUST_CHECK enum err store_write(struct store *store);

/* Room for one more after `count` items of an array. Ends the program when memory is out: a simulation has nothing to add to that. */
void *shelf_room(void *array, size_t count, size_t *capacity, size_t item_size);

/* -- shelf_memory_events.c ------------------------------------------------------------------------------------------- */
/* As store_append_event; `kiosk` and `stream` are where events without a key go. */
MUST_CHECK enum err events_append(struct base *base, const char *kiosk, uint64_t stream,
				  struct event *event);
void events_take_back(struct events *events, const struct mark *mark);
/* This kiosk's own that are committed. */
MUST_CHECK enum err events_read_own(const struct base *base, int64_t after_row, int64_t *last_row,
				    store_take_event *take, void *context);
void events_clear(struct events *events);
void events_release(struct events *events);

/* -- shelf_memory_list.c ------------------------------------------------------------------------------------------------ */
void list_add(struct list *list, uint32_t event, int32_t day);
void list_drop(struct list *list);
void list_release(struct list *list);
/* The first place of an event not before `event`; list->count: none. */
size_t list_from(const struct list *list, uint32_t event);
/* The next place from `at` on whose day lies in from..to; list->count: none. */
size_t list_next(const struct list *list, size_t at, int32_t from_day, int32_t to_day);

/* -- shelf_memory_book.c, shelf_memory_roster.c --------------------------------------------------------------------------- */
/* Room for so many of each; counted once. */
struct book *book_make(size_t ever, size_t expectations, size_t closures, size_t formers);
/* The roster has what speaks of its own pupils, of all that was imported: once these are set. */
void book_list(struct book *book);
struct book *book_new(void);
struct book *book_keep(struct book *book);
void book_release(struct book *book);
/* Each gives the book as it is after an import, one version on; the old one is released. */
MUST_CHECK enum err book_pupils(struct book **book, const struct pupil *pupils, size_t count,
				int32_t day);
MUST_CHECK enum err book_expectations(struct book **book, const struct expectation *expectations,
				      size_t count);
MUST_CHECK enum err book_closures(struct book **book, const struct closure *closures, size_t count);
void book_bump(struct book **book);

/* -- shelf_memory_care.c ------------------------------------------------------------------------------------------------- */
struct care_book *care_keep(struct care_book *care);
void care_release(struct care_book *care);
MUST_CHECK enum err care_import(struct care_book **care, const struct care_row *rows, size_t count);

/* -- shelf_memory_notices.c -------------------------------------------------------------------------------------------- */
void notices_take_back(struct notices *notices, const struct mark *mark);
void notices_clear(struct notices *notices);
void notices_release(struct notices *notices);
/* What becomes of a notice when it is written in JSON and read again; what it points to is copied. */
void notice_as_read(struct notice *out, const struct notice *notice, enum trust trust,
		    struct arena **arena);
void arena_clear(struct arena **arena);
