#pragma once
/* oracle: a slow, obvious statement of where a child is in a session, and how long it has been away, from the plan and the logs. */
#include "tests/simulation/world.h"

enum said {
	SAID_NO_ROLL,  /* in no roster at all */
	SAID_NOT_HERE, /* not on the roll on that day */
	SAID_FREE,     /* no session for the child */
	SAID_ATTENDS,  /* here, or was */
	SAID_ELSEWHERE,
	SAID_EXPLAINED,
	SAID_SUSPENDED,
	SAID_NOT_EXPECTED,
	SAID_MISSING,
};
const char *said_text(enum said said);

/* From whose point of view: which logs and which lists. */
struct view_of {
	struct world *world;
	int kiosk;        /* what this one knows; -1: all there is */
	int64_t lists_ms; /* the office's lists of this instant */
};
/* Has this kiosk heard of it, and is it not lost? */
bool oracle_knows(const struct view_of *view, const struct fact *fact);
enum said oracle_says(const struct view_of *view, int person, struct session session);
/* Was a register of the site closed on the session's own day? */
bool oracle_closed(const struct view_of *view, struct session session);
bool oracle_held(const struct view_of *view, struct session session, int year_group);
/* Is this kiosk not needed for the session, because nobody comes or goes by its door that day? */
bool oracle_door_unused(const struct view_of *view, int kiosk, struct session session);
struct oracle_spell {
	int days;
	bool first_day;
	bool not_returned; /* first_day, and not of one day */
};
/* False: it cannot be told. */
bool oracle_spell(const struct view_of *view, int person, struct session session,
		  int32_t told_from_day, int32_t first_log_day, struct oracle_spell *out);
/* Does this reference answer to its authority on a day, by the lists of the instant? */
const struct plan_care *oracle_care(const struct plan *plan, int ref, int32_t day,
				    int64_t lists_ms);
