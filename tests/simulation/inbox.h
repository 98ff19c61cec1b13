#pragma once
/* inbox: a virtual school as the protocol tells it: every event once by its place in its stream, and what is read from them,
 * the same whatever the order they came in. */
#include "core/notice.h"
#include "core/outbox.h"
#include "tests/simulation/plan.h"

struct letter_line {
	int16_t ref; /* of the plan's refs; -1: a child nobody named */
	uint8_t state;
	struct code code;
};
/* A notice on its way, without what the simulation has no use for. */
struct letter {
	uint64_t stream, sequence;
	uint64_t content; /* of all that it says */
	uint64_t flag;    /* of the flag's id; 0: none */
	int64_t at_ms;
	struct session session;
	struct code code;
	int16_t ref;
	uint8_t kind, state, certainty, because, withdrawal, office;
	bool first_day, complete;
	int16_t day;
	uint64_t by_role; /* of the role's text; 0: none */
	int16_t expected, present, absent, unknown;
	uint8_t coverage_because;
	int16_t line_count;
	struct letter_line *lines;
	struct letter *next; /* of the same session and authority, in order of coming */
	uint8_t kiosk;
	uint8_t stream_at; /* which of the inbox's streams */
};

/* A batch on its way, and its answer. */
struct packet {
	uint8_t kiosk, authority;
	uint32_t start; /* of the kiosk, which may have been started again since */
	uint64_t stream;
	struct letter **letters;
	size_t count;
	bool lost, reply_lost, refused, filtered; /* the network's doing */
	bool done;                                /* its answer has been taken */
	int posts_left;                           /* times that it is still to arrive */
	int status;                               /* of the answer; 0: none */
	bool ours;
	const char *problem;
	uint64_t acked_through;
	struct outbox_range missing[OUTBOX_MISSING_MAX];
	size_t missing_count;
};

struct inbox_stream {
	int authority, kiosk;
	uint64_t stream;
	bool known;
	uint64_t asked, asked_from, lost_through, acked_through, last;
	struct letter **letters; /* by sequence */
	size_t capacity;
};
#define INBOX_STREAMS_MAX 96
struct inbox {
	const struct plan *plan;
	struct inbox_stream streams[INBOX_STREAMS_MAX];
	size_t stream_count;
	struct letter **sessions; /* first letter by authority, day and part */
	int32_t day_count;
	/* memory for letters, given back as a whole */
	struct inbox_block *blocks;
	uint64_t accepted, duplicates, conflicts, unknown_streams, holes;
};
void inbox_open(struct inbox *inbox, const struct plan *plan);
void inbox_close(struct inbox *inbox);
/* Zeroed, and kept until the inbox is closed. */
void *inbox_memory(struct inbox *inbox, size_t size);
/* Copies a notice into a letter. */
struct letter *inbox_letter(struct inbox *inbox, int kiosk, uint64_t stream, uint64_t sequence,
			    const struct notice *notice);
/* Takes a batch and answers it. */
void inbox_take(struct inbox *inbox, struct packet *packet);
/* The letters of a session to an authority, in no order. */
const struct letter *inbox_session(const struct inbox *inbox, int authority,
				   struct session session);
/* Does the virtual school know of events of this kiosk that have not come? */
bool inbox_has_holes(const struct inbox *inbox, int authority, int kiosk);
uint64_t inbox_hash(const char *text);
