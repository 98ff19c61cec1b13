#include "store/school.h"

#include <stdlib.h>
#include <string.h>

#include "core/door.h"

struct school school_of(const struct config *config, const struct roster *roster)
{
	struct school school = {
		.nation = config->nation,
		.afternoon = config->afternoon,
		.site = config->site,
		.calendar = {.closures = roster->closures, .closure_count = roster->closure_count},
		.expectations = roster->expectations,
		.expectation_count = roster->expectation_count,
		.roster_day = roster->day,
	};
	memcpy(school.calendar.bells, config->bells, sizeof(school.calendar.bells));
	return school;
}

struct child school_child(const struct pupil *pupil)
{
	return (struct child){
		.pupil = pupil->key,
		.on_roll_from = pupil->on_roll_from,
		.on_roll_to = pupil->on_roll_to,
		.year_group = pupil->year_group,
		.form = rules_form(pupil->form),
	};
}

static enum err make_room(struct roll *roll)
{
	if (roll->count < roll->capacity)
		return OK;
	size_t capacity = roll->capacity ? roll->capacity * 2 : 256;
	struct roll_fact *facts = realloc(roll->facts, capacity * sizeof(*facts));
	if (!facts)
		return ERR_NO_MEMORY;
	roll->facts = facts;
	roll->capacity = capacity;
	return OK;
}

enum err school_roll_add(struct roll *roll, const struct event *event)
{
	enum err err = make_room(roll);
	return err ? err : roll_add(roll, event);
}

enum err school_roll_add_fact(struct roll *roll, const struct roll_fact *fact)
{
	enum err err = make_room(roll);
	return err ? err : roll_add_fact(roll, fact);
}

static enum err take_event(void *context, const struct event *event)
{
	return school_roll_add(context, event);
}

/* Movements at such a door belong to what is known of the door, whoever it was. */
static enum err take_movement(void *context, const struct event *event)
{
	struct roll *roll = context;
	struct roll_fact moved = {
		.key = event->key, .kind = event->kind, .session = event->session};
	return door_concerns(roll, &moved) ? school_roll_add(roll, event) : OK;
}

static bool speaks_of_doors(const struct roll *roll, int32_t day)
{
	struct roll_slice said = roll_find(roll, ROLL_SCHOOL, day);
	for (size_t i = 0; i < said.count; i++)
		if (said.facts[i].kind == EVENT_DOOR_NOT_IN_USE)
			return true;
	return false;
}

enum err school_roll_read(struct store *store, int32_t from_day, int32_t to_day, uint32_t pupil,
			  struct roll *roll)
{
	int64_t row = 0;
	enum err err = store_read_events(store, from_day, to_day, pupil, 0, &row, take_event, roll);
	for (int32_t day = from_day; !err && pupil == 0 && day <= to_day; day++) {
		if (!speaks_of_doors(roll, day))
			continue;
		row = 0;
		err = store_read_events(store, day, day, STORE_ALL, 0, &row, take_movement, roll);
	}
	return err;
}
