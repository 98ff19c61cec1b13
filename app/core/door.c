#include "core/door.h"

#include <string.h>

static bool is_said(const struct roll_fact *fact, enum event_kind kind, const char *kiosk)
{
	return fact->kind == kind && strcmp(fact->door, kiosk) == 0;
}

/* One door on one day. */
struct door {
	const struct roll *roll;
	const char *kiosk;
	struct roll_slice said, moved; /* of the school, and of all pupils */
};

static struct door door_of(const struct roll *roll, int32_t day, const char *kiosk)
{
	return (struct door){
		.roll = roll,
		.kiosk = kiosk,
		.said = roll_find(roll, ROLL_SCHOOL, day),
		.moved = roll_find_pupils(roll, day),
	};
}

static bool shows_movement(const struct door *door, const struct roll_fact *fact)
{
	return event_is_movement(fact->kind) && strcmp(fact->key.kiosk, door->kiosk) == 0;
}

static bool shows_in_use(const struct door *door, const struct roll_fact *fact)
{
	return is_said(fact, EVENT_DOOR_IN_USE, door->kiosk) && !roll_undone(door->roll, fact);
}

static bool by_no_clock(const struct roll_fact *fact)
{
	return fact->at.trust == TRUST_UNTRUSTED;
}

/* The stretch of the day that one saying speaks of, as it turned out. */
struct stretch {
	int64_t from_ms, said_ms, to_ms; /* to_ms: INT64_MAX while it is not taken back */
	bool in_use;                     /* after all */
};

static void stretch_take_said(struct stretch *stretch, const struct roll_fact *fact)
{
	int64_t at_ms = fact->at.utc_ms;
	if (by_no_clock(fact))
		stretch->in_use = true;
	else if (at_ms < stretch->said_ms)
		stretch->from_ms = stretch->said_ms;
	else if (at_ms < stretch->to_ms)
		stretch->to_ms = at_ms;
}

static void stretch_take_movement(struct stretch *stretch, const struct roll_fact *fact)
{
	int64_t at_ms = fact->at.utc_ms;
	if (by_no_clock(fact) || (at_ms >= stretch->said_ms && at_ms < stretch->to_ms))
		stretch->in_use = true;
	else if (at_ms < stretch->said_ms)
		stretch->from_ms = stretch->said_ms;
}

static struct stretch stretch_of(const struct door *door, const struct roll_fact *said)
{
	struct stretch stretch = {
		.from_ms = INT64_MIN, .said_ms = said->at.utc_ms, .to_ms = INT64_MAX};
	for (size_t i = 0; i < door->said.count; i++)
		if (shows_in_use(door, &door->said.facts[i]))
			stretch_take_said(&stretch, &door->said.facts[i]);
	for (size_t i = 0; i < door->moved.count; i++)
		if (shows_movement(door, &door->moved.facts[i]))
			stretch_take_movement(&stretch, &door->moved.facts[i]);
	return stretch;
}

static bool counts(const struct door *door, const struct roll_fact *fact)
{
	return is_said(fact, EVENT_DOOR_NOT_IN_USE, door->kiosk) && !by_no_clock(fact) &&
	       !roll_undone(door->roll, fact);
}

bool door_shut(const struct roll *roll, int32_t day, const char *kiosk, int64_t from_ms,
	       int64_t to_ms)
{
	struct door door = door_of(roll, day, kiosk);
	for (size_t i = 0; i < door.said.count; i++) {
		if (!counts(&door, &door.said.facts[i]))
			continue;
		struct stretch stretch = stretch_of(&door, &door.said.facts[i]);
		bool stands = stretch.to_ms == INT64_MAX || stretch.said_ms < to_ms;
		if (!stretch.in_use && stands && stretch.from_ms <= from_ms &&
		    to_ms <= stretch.to_ms)
			return true;
	}
	return false;
}

/* Of several that stand the last decides, for what refutes it refutes those before it; the first that holds reaches back furthest. */
enum door_state door_state(const struct roll *roll, int32_t day, const char *kiosk,
			   int64_t *since_ms)
{
	struct door door = door_of(roll, day, kiosk);
	enum door_state state = DOOR_IN_USE;
	for (size_t i = 0; i < door.said.count; i++) {
		if (!counts(&door, &door.said.facts[i]))
			continue;
		struct stretch stretch = stretch_of(&door, &door.said.facts[i]);
		if (stretch.to_ms != INT64_MAX)
			continue;
		if (state != DOOR_NOT_IN_USE)
			*since_ms = stretch.from_ms;
		state = stretch.in_use ? DOOR_USED_AFTER_ALL : DOOR_NOT_IN_USE;
	}
	return state;
}

bool door_concerns(const struct roll *roll, const struct roll_fact *fact)
{
	struct roll_slice said = roll_find(roll, ROLL_SCHOOL, fact->session.day);
	for (size_t i = 0; i < said.count && event_is_movement(fact->kind); i++)
		if (is_said(&said.facts[i], EVENT_DOOR_NOT_IN_USE, fact->key.kiosk))
			return true;
	return false;
}
