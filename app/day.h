#pragma once
/* day: the school day in memory: the roster, the roll and the instant, over the store. What happens is recorded here. */
#include "core/rules.h"
#include "hal/hal.h"
#include "store/school.h"

/* News of days further back than this is kept in the school; what was told of them is kept for longer. Both outlast the
 * summer: an N of July becomes O in September. */
#define DAY_LATE_BACK 70
#define NOTICE_KEPT_DAYS 100
#define DAY_LATE_MAX (DAY_LATE_BACK + 2) /* each of those days and today: there is always room */

struct day {
	struct config config;
	struct store *store; /* NULL: damaged, nothing can be recorded */
	struct roster roster;
	struct school school; /* of config and roster; pointers into them */
	struct roll roll;     /* today's facts */
	int32_t roll_day;
	int64_t last_row; /* the event log is read up to here */
	int64_t data_version;
	int32_t usable_from_day; /* the first day in the log: there are no sessions before it */
	uint32_t boot;
	uint64_t stream;
	struct moment now;
	int64_t wall_minus_mono_ms; /* jumps when the clock is stepped */
	int32_t usual_day;          /* of `usual` */
	size_t usual[PART_COUNT]; /* arrivals at a close on this weekday; 0: not known (forms.h) */
	uint64_t judged;          /* `changes` when the forms were last judged (forms.h) */
	struct roll
		undated;  /* movements taken in this start while the clock could not be trusted */
	bool turned;      /* the roll begins a new day: look back over the last ones */
	uint64_t imports; /* counts changes of the roster, the calendar and the expectations */
	uint64_t facts;   /* counts these and the facts taken in */
	uint64_t changes; /* the same without heartbeats */
	int32_t late[DAY_LATE_MAX]; /* days gone by of which something new was heard */
	size_t late_count;
};

/* Loads the configuration. ERR_BAD_CONFIG, ERR_NOT_FOUND: logged. */
MUST_CHECK enum err day_open(struct day *day, const char *data_dir);
/* Opens the store and loads the day. After an error, logged, day->store is NULL and the kiosk is out of order; it may be
 * tried again. Errors: as store_open. */
MUST_CHECK enum err day_open_store(struct day *day, const char *data_dir);
void day_release(struct day *day);
/* Reads the clock; a step of more than two seconds is recorded. Once the clock can be trusted, arrivals taken before are
 * dated again where it was wrong. At midnight the roll is begun anew. */
MUST_CHECK enum err day_tick(struct day *day);
/* Takes in what other programs have written (imports). */
MUST_CHECK enum err day_refresh(struct day *day);
/* Makes an event durable in a transaction of its own and adds it to the roll; `at`, session and key are filled in
 * (a session.day other than 0 is kept). Not durable: the roll is as it was. */
MUST_CHECK enum err day_record(struct day *day, struct event *event);
/* The same, with something else that is written in the event's transaction: both or neither. */
typedef enum err day_write(struct store *store, void *context);
MUST_CHECK enum err day_record_with(struct day *day, struct event *event, day_write *write,
				    void *context);
/* The same for several at once: all of them or none. */
MUST_CHECK enum err day_record_all(struct day *day, struct event *events, size_t count);
/* Reads the roster anew, after this program has itself changed it. */
MUST_CHECK enum err day_load_roster(struct day *day);
/* As day_record, inside a transaction of the caller's, without touching the roll. */
MUST_CHECK enum err day_append(struct day *day, struct event *event);
/* An event of this kiosk's own, without words. */
MUST_CHECK enum err day_note(struct day *day, enum event_kind kind, int64_t number);
/* The clock has not been set since the machine started: nothing may be closed by it. */
bool day_clock_lost(const struct day *day);
/* Is a register of today open, from its opening to the minute after its close, which vouches for the close itself? Each such
 * minute has its heartbeat. */
bool day_in_window(const struct day *day);
