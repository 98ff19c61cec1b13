#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "core/door.h"

/* How far a longer spell is first read back. */
#define FURTHER_DAYS 140

/* So much more than is asked for is kept before it is all read anew. */
#define SPARE_DAYS 28

/* Day by day, as the roll is sorted: each fact goes to its end. */
static enum err read_days(struct history *history, struct day *day, int32_t from_day,
			  int32_t to_day, const uint32_t *pupils, size_t count)
{
	enum err err = OK;
	for (int32_t on_day = from_day; !err && on_day <= to_day; on_day++) {
		err = school_roll_read(day->store, on_day, on_day, 0, &history->roll);
		for (size_t i = 0; !err && i < count; i++)
			err = school_roll_read(day->store, on_day, on_day, pupils[i],
					       &history->roll);
	}
	return err;
}

static enum err read_news(struct history *history, struct day *day, const uint32_t *pupils,
			  size_t count)
{
	enum err err = read_days(history, day, history->to_day, day->roll_day, pupils, count);
	for (size_t i = 0; !err && i < day->late_count; i++)
		err = read_days(history, day, day->late[i], day->late[i], pupils, count);
	return err;
}

enum err history_update(struct history *history, struct day *day, int32_t from_day,
			const uint32_t *pupils, size_t count, bool anew)
{
	/* Before the first day in the log nobody was missing: there was no register here. */
	if (from_day < day->usable_from_day)
		from_day = day->usable_from_day;
	bool whole = anew || history->roll.count == 0 || from_day < history->from_day ||
		     from_day > history->from_day + SPARE_DAYS || day->roll_day < history->to_day;
	if (whole) {
		history->roll.count = 0;
		history->from_day = from_day;
	}
	enum err err = whole ? read_days(history, day, from_day, day->roll_day, pupils, count)
			     : read_news(history, day, pupils, count);
	history->to_day = day->roll_day;
	if (err)
		history->roll.count = 0; /* read in part: all of it anew the next time */
	return err;
}

/* The history has no fact of today that the day has not: as many are the same. */
static enum err add_slice(struct history *history, const struct day *day, uint32_t pupil)
{
	struct roll_slice slice = roll_find(&day->roll, pupil, day->roll_day);
	if (roll_find(&history->roll, pupil, day->roll_day).count == slice.count)
		return OK;
	enum err err = OK;
	for (size_t i = 0; !err && i < slice.count; i++)
		err = school_roll_add_fact(&history->roll, &slice.facts[i]);
	return err;
}

/* Whoever moved at a door that was said not to be in use, though nothing else is kept of most of them. */
static enum err add_movements(struct history *history, const struct day *day)
{
	struct roll_slice moved = roll_find_pupils(&day->roll, day->roll_day);
	enum err err = OK;
	for (size_t i = 0; !err && i < moved.count; i++)
		if (door_concerns(&day->roll, &moved.facts[i]))
			err = school_roll_add_fact(&history->roll, &moved.facts[i]);
	return err;
}

enum err history_add_today(struct history *history, const struct day *day, const uint32_t *pupils,
			   size_t count)
{
	enum err err = add_slice(history, day, 0);
	if (!err)
		err = add_slice(history, day, ROLL_SCHOOL);
	if (!err)
		err = add_movements(history, day);
	for (size_t i = 0; !err && i < count; i++)
		err = add_slice(history, day, pupils[i]);
	return err;
}

enum err history_spell(const struct history *history, struct day *day, const struct child *child,
		       struct session session, int32_t told_from_day, struct spell *out)
{
	if (rules_spell(&day->school, child, &history->roll, session, history->from_day,
			told_from_day, out))
		return OK;
	struct roll roll = {0};
	enum err err = OK;
	for (int32_t back = FURTHER_DAYS;; back *= 2) {
		int32_t from = session.day - back;
		if (from < day->usable_from_day)
			from = day->usable_from_day;
		roll.count = 0;
		err = school_roll_read(day->store, from, day->roll_day, 0, &roll);
		if (!err && child->pupil)
			err = school_roll_read(day->store, from, day->roll_day, child->pupil,
					       &roll);
		if (err ||
		    rules_spell(&day->school, child, &roll, session, from, told_from_day, out) ||
		    from == day->usable_from_day)
			break;
	}
	free(roll.facts);
	return err;
}

void history_release(struct history *history)
{
	free(history->roll.facts);
	memset(history, 0, sizeof(*history));
}
