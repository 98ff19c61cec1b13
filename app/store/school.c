#include "store/school.h"

#include <stdlib.h>
#include <string.h>

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

enum err school_roll_read(struct store *store, int32_t from_day, int32_t to_day, uint32_t pupil,
			  struct roll *roll)
{
	int64_t row = 0;
	return store_read_events(store, from_day, to_day, pupil, 0, &row, take_event, roll);
}
