#pragma once
/* facts: the events that stand in the kiosks' logs, read back from their disks: what a checker may lean on. */
#include "tests/simulation/inbox.h"

struct world;

struct fact {
	struct fact *next; /* of the same child and day, the latest read first */
	uint64_t stream, sequence, target_stream, target_sequence;
	uint64_t ordinal; /* of the kiosk's own events, in the order of its rows */
	int64_t utc_ms, number, read_ms;
	int32_t at_day;
	struct session session;
	int16_t minute;
	uint8_t kind, source, kiosk, target_kiosk;
	bool lost;      /* with a restore */
	bool untrusted; /* the clock it was dated by */
	struct code code;
	uint64_t by_role;
};

struct ticked {
	uint64_t stream, sequence;
	uint32_t pupil;
	int64_t utc_ms;
};
struct facts_log { /* the reading of one kiosk's log */
	int64_t row;
	uint64_t ordinal;      /* of the last event that was read */
	struct ticked *ticked; /* what was shown as recorded, in order */
	size_t ticked_count, ticked_capacity, found;
	/* as of the backup */
	int64_t backup_row;
	uint64_t backup_ordinal;
	size_t backup_ticked;
	int64_t backup_ms; /* 0: none */
};

#define FACTS_CHILDREN_MAX 64
struct facts {
	int32_t first_day, day_count;
	int16_t child_of[PLAN_PEOPLE_MAX + 2]; /* person -> place among the tracked; -1 */
	int children;
	struct fact **
		days; /* by child and day; after the children come the school itself, and its doors */
	uint64_t *past; /* by kiosk, day and part: see facts_past */
	struct facts_log logs[PLAN_KIOSKS_MAX];
};

void facts_open(struct world *world);
void facts_close(struct world *world);
/* Reads what has been added to the logs of all kiosks. Reports I5. */
void facts_read(struct world *world);
/* What the kiosk told a child was recorded. */
void facts_ticked(struct world *world, int kiosk, const struct event *event);
/* After a day's end: everything ticked must have been found. */
void facts_check_ticked(struct world *world);
void facts_backed_up(struct world *world, int kiosk);
/* What was recorded since the backup is gone. */
void facts_restored(struct world *world, int kiosk);
/* The facts of a tracked person (-1: of the school) on the day spoken of. */
const struct fact *facts_of(const struct world *world, int person, int32_t day);
/* What was said of doors on a day on which something was planned to be said, and who moved then, tracked or not; `target_kiosk` is
 * the door spoken of. */
const struct fact *facts_of_doors(const struct world *world, int32_t day);
/* The ordinal of the first event that a kiosk wrote of itself after the end of the session's window, on its day; 0: none. */
uint64_t facts_past(const struct world *world, int kiosk, struct session session);
