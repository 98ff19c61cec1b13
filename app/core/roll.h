#pragma once
/* roll: the set of facts known of each child and each kiosk, and what they add up to.
 * A fold over a set: any order, any number of times, the same roll; two kiosks merge by union. */
#include "core/calendar.h"
#include "core/event.h"

/* What the roll keeps of an event. What a kiosk says of itself (a hundred heartbeats a day) has pupil 0; the few facts of
 * the school as a whole (closures, closes of registers, doors not in use) lie apart as pupil ROLL_SCHOOL, so that they are found at once. */
#define ROLL_SCHOOL UINT32_MAX
struct roll_fact {
	struct event_key key;
	enum event_kind kind;
	enum event_source source;
	struct moment at;
	uint32_t pupil;
	struct session session;
	struct code code;
	int64_t number;
	union {
		struct event_key target; /* EVENT_UNDONE */
		char door
			[KIOSK_ID_SIZE]; /* EVENT_DOOR_NOT_IN_USE, EVENT_DOOR_IN_USE: which kiosk's */
		char by_role[ROLE_SIZE]; /* of all others */
	};
};

/* Sorted by the day spoken of (session.day), pupil, time (utc_ms), kiosk, its start (boot), key; no key twice. Memory is the caller's. */
struct roll {
	struct roll_fact *facts;
	size_t count;
	size_t capacity;
};

/* Adds an event; one that is there already changes nothing. An EVENT_UNDONE speaks of the same pupil and day as its
 * target, so that it is found with it. ERR_FULL: nothing changed, give it more room. */
MUST_CHECK enum err roll_add(struct roll *roll, const struct event *event);
/* The same for a fact of another roll. */
MUST_CHECK enum err roll_add_fact(struct roll *roll, const struct roll_fact *fact);
/* The facts of one pupil (0: of the kiosks; ROLL_SCHOOL: of the school) on one day. */
struct roll_slice {
	const struct roll_fact *facts;
	size_t count;
};
struct roll_slice roll_find(const struct roll *roll, uint32_t pupil, int32_t day);
/* The same of all pupils together. */
struct roll_slice roll_find_pupils(const struct roll *roll, int32_t day);

/* Was a fact of the roll taken back? */
bool roll_undone(const struct roll *roll, const struct roll_fact *fact);

/* One child's day, added up; undone facts left out. */
struct roll_child {
	const struct roll_fact *
		arrived[PART_COUNT]; /* first arrival of each part (calendar_part_at); NULL: none */
	const struct roll_fact *left; /* last time out; NULL: never left */
	const struct roll_fact
		*returned; /* first time back in (returned or arrived) after that, or NULL */
	const struct roll_fact *mark[PART_COUNT]; /* the latest mark; NULL: none */
	bool inside;                              /* arrived (or returned) and not left since */
};
struct roll_child roll_child(const struct roll *roll, const struct calendar *calendar,
			     uint32_t pupil, int32_t day);
/* One child's comings and goings as one session sees them; undone facts left out. A movement belongs to the part that
 * calendar_part_at() names; going out from the minute of the close on says nothing of the session. */
struct roll_stay {
	const struct roll_fact
		*before; /* came in earlier that day and was in when the session opened */
	const struct roll_fact
		*out_before;          /* went out earlier that day and was out when it opened */
	const struct roll_fact *came; /* first time in (arrived or returned) of the session */
	const struct roll_fact *left; /* last time out of the session before closes_min */
	const struct roll_fact *back; /* first time in after that */
	const struct roll_fact *mark[PART_COUNT]; /* the latest mark of each part of the day */
};
struct roll_stay roll_stay(const struct roll *roll, const struct calendar *calendar, uint32_t pupil,
			   struct session session, int closes_min);
/* The latest closure announced for a session, not undone; NULL: none. */
const struct roll_fact *roll_closure(const struct roll *roll, struct session session);
/* When the register of a session was closed (earliest such fact); NULL: not yet. */
const struct roll_fact *roll_closed(const struct roll *roll, struct session session);
/* Was most of this form (rules_form) not seen when the register of the session closed, and nobody took that back? */
bool roll_form_missing(const struct roll *roll, struct session session, int64_t form);
/* How many different pupils arrived in a session. */
size_t roll_arrivals(const struct roll *roll, const struct calendar *calendar,
		     struct session session);
