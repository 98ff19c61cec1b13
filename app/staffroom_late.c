#include "staffroom_late.h"

#include <string.h>

#include "staffroom_rows.h"
#include "views.h"

static bool last_begun(const struct day *day, struct session *out)
{
	const struct calendar *calendar = &day->school.calendar;
	for (int part = PART_COUNT - 1; part >= 0; part--) {
		struct session session = {day->roll_day, (enum part)part};
		if (!rules_school_open(&day->school, session) ||
		    day->now.minute <= calendar->bells[part].starts_min)
			continue;
		*out = session;
		return true;
	}
	return false;
}

/* A mark of presence after somebody went would put them on the evacuation list. */
static bool is_in(const struct day *day, const struct pupil *pupil)
{
	struct roll_child child =
		roll_child(&day->roll, &day->school.calendar, pupil->key, day->roll_day);
	return child.inside;
}

/* When the pupil came to the session, too late and not yet spoken of; NULL: not so. */
static const struct roll_fact *came_late(const struct day *day, const struct pupil *pupil,
					 struct session session)
{
	struct child child = school_child(pupil);
	struct verdict verdict;
	rules_verdict(&day->school, &child, &day->roll, session, NULL, &verdict);
	bool late = verdict.state == STATE_LATE || verdict.state == STATE_ARRIVED_LATE;
	bool marked = verdict.evidence && verdict.evidence->kind == EVENT_MARKED;
	return late && !marked && is_in(day, pupil) ? verdict.evidence : NULL;
}

/* -- the newest first ------------------------------------------------------------------------------ */

struct comer {
	uint32_t pupil;
	int64_t came_utc_ms;
};

static bool before(const struct comer *a, const struct comer *b)
{
	if (a->came_utc_ms != b->came_utc_ms)
		return a->came_utc_ms > b->came_utc_ms;
	return a->pupil < b->pupil;
}

/* At its place among the others; the oldest falls off the end. */
static size_t insert(struct comer comers[STAFF_TOGETHER_MAX], size_t count,
		     const struct comer *comer)
{
	size_t at = count;
	while (at > 0 && before(comer, &comers[at - 1]))
		at--;
	if (at == STAFF_TOGETHER_MAX)
		return count;
	size_t kept = count < STAFF_TOGETHER_MAX ? count : STAFF_TOGETHER_MAX - 1;
	memmove(&comers[at + 1], &comers[at], (kept - at) * sizeof(comers[0]));
	comers[at] = *comer;
	return kept + 1;
}

void staffroom_late(const struct day *day, struct staff_group *out)
{
	struct comer comers[STAFF_TOGETHER_MAX];
	memset(out, 0, sizeof(*out));
	if (!last_begun(day, &out->session))
		return;
	for (size_t i = 0; i < day->roster.pupil_count; i++) {
		const struct pupil *pupil = &day->roster.pupils[i];
		const struct roll_fact *came =
			views_welcomes(day, pupil) ? came_late(day, pupil, out->session) : NULL;
		struct comer comer = {pupil->key, came ? came->at.utc_ms : 0};
		if (came)
			out->count = insert(comers, out->count, &comer);
	}
	for (size_t i = 0; i < out->count; i++)
		out->pupils[i] = comers[i].pupil;
}

void staffroom_late_row(const struct day *day, const struct pupil *pupil, struct session session,
			struct staff_row *out)
{
	const struct roll_fact *came = came_late(day, pupil, session);
	staffroom_row(day, pupil, session, out);
	/* Whoever went out and came back was late all the same. */
	out->state = STATE_LATE;
	out->minute = came ? came->at.minute : -1;
}
