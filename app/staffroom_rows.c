#include "staffroom_rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/alphabet.h"
#include "views.h"

static bool is_in(enum state state)
{
	return state == STATE_PRESENT || state == STATE_LATE || state == STATE_ARRIVED_LATE;
}

/* Someone who came and went is gone, whatever the register says of the session, but who was seen here after that is here. */
static void note_movements(const struct day *day, const struct pupil *pupil,
			   const struct roll_fact *why, struct staff_row *out)
{
	struct roll_child child =
		roll_child(&day->roll, &day->school.calendar, pupil->key, day->roll_day);
	if (!is_in(out->state) || !child.left)
		return;
	const struct roll_fact *last = child.returned ? child.returned : child.left;
	if (out->marked && why->at.utc_ms > last->at.utc_ms)
		return;
	out->state = child.returned ? STATE_RETURNED : STATE_LEFT;
	out->minute = last->at.minute;
}

void staffroom_row(const struct day *day, const struct pupil *pupil, struct session session,
		   struct staff_row *out)
{
	struct child child = school_child(pupil);
	struct verdict verdict;
	char name[NAME_SIZE];
	memset(out, 0, sizeof(*out));
	out->pupil = pupil->key;
	views_full_name(pupil, name);
	(void)text_copy(out->name, sizeof(out->name), name);
	(void)text_copy(out->form, sizeof(out->form), pupil->form);
	rules_verdict(&day->school, &child, &day->roll, session, NULL, &verdict);
	const struct roll_fact *why = verdict.evidence;
	out->state = verdict.state;
	out->code = verdict.code;
	out->marked = why && why->kind == EVENT_MARKED;
	out->minute = why && event_is_movement(why->kind) ? why->at.minute : -1;
	out->seen = verdict.state != STATE_UNEXPLAINED || out->marked ||
		    roll_closed(&day->roll, session);
	note_movements(day, pupil, why, out);
}

bool staffroom_inside(const struct day *day, const struct pupil *pupil)
{
	struct roll_child child =
		roll_child(&day->roll, &day->school.calendar, pupil->key, day->roll_day);
	if (child.inside)
		return true;
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		const struct roll_fact *mark = child.mark[part];
		const struct code_row *row =
			mark ? codes_find(codes_for(day->config.nation, day->roll_day), mark->code)
			     : NULL;
		bool gone_since = child.left && mark && child.left->at.utc_ms >= mark->at.utc_ms;
		if (row && is_in(row->at_close) && !gone_since)
			return true;
	}
	return false;
}

/* -- lists in order -------------------------------------------------------------------------------- */

static int compare_pupils(enum language language, const void *a, const void *b)
{
	const struct pupil *x = *(const struct pupil *const *)a;
	const struct pupil *y = *(const struct pupil *const *)b;
	char name_x[NAME_SIZE], name_y[NAME_SIZE];
	int order = (x->year_group > y->year_group) - (x->year_group < y->year_group);
	if (!order)
		order = strcmp(x->form, y->form);
	if (order)
		return order;
	views_full_name(x, name_x);
	views_full_name(y, name_y);
	order = alphabet_compare(language, name_x, name_y);
	return order ? order : (x->key > y->key) - (x->key < y->key);
}

/* qsort hands its comparison nothing but the two: one for each language. */
static int compare_pupils_en(const void *a, const void *b)
{
	return compare_pupils(LANGUAGE_EN, a, b);
}

static int compare_pupils_cy(const void *a, const void *b)
{
	return compare_pupils(LANGUAGE_CY, a, b);
}

enum err staffroom_collect(const struct day *day, staffroom_wanted *wanted, const void *context,
			   struct staffroom_pupils *out)
{
	*out = (struct staffroom_pupils){0};
	out->pupils = calloc(day->roster.pupil_count + 1, sizeof(const struct pupil *));
	if (!out->pupils)
		return ERR_NO_MEMORY;
	for (size_t i = 0; i < day->roster.pupil_count; i++) {
		const struct pupil *pupil = &day->roster.pupils[i];
		if (views_welcomes(day, pupil) && wanted(day, pupil, context))
			out->pupils[out->count++] = pupil;
	}
	qsort(out->pupils, out->count, sizeof(const struct pupil *),
	      day->config.language == LANGUAGE_CY ? compare_pupils_cy : compare_pupils_en);
	return OK;
}
