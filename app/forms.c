#include "forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/usual.h"

#define FORMS_MAX 256

struct form {
	int64_t id; /* rules_form */
	const char *name;
	struct form_count count;
};

struct forms {
	struct form rows[FORMS_MAX];
	size_t count;
	struct form_count school;
	size_t in_time; /* seen by a kiosk up to the close */
};

static bool seen_in_time(const struct verdict *verdict)
{
	return verdict->evidence && verdict->evidence->kind != EVENT_MARKED &&
	       (verdict->state == STATE_PRESENT || verdict->state == STATE_LATE ||
		verdict->state == STATE_LEFT || verdict->state == STATE_RETURNED);
}

/* -- the whole school */

size_t forms_arrivals(const struct day *day, struct session session)
{
	const struct calendar *calendar = &day->school.calendar;
	size_t arrivals = roll_arrivals(&day->roll, calendar, session);
	if (session.part == PART_PM && day->school.afternoon == AFTERNOON_CARRIED)
		arrivals +=
			roll_arrivals(&day->roll, calendar, (struct session){session.day, PART_AM});
	return arrivals;
}

/* Once a day: the kiosks' facts of this weekday's last weeks are read. */
static enum err find_usual(struct day *day)
{
	if (day->usual_day == day->roll_day)
		return OK;
	struct roll roll = {0};
	enum err err = OK;
	for (int week = 1; !err && week <= USUAL_WEEKS; week++)
		err = school_roll_read(day->store, day->roll_day - 7 * week,
				       day->roll_day - 7 * week, 0, &roll);
	for (enum part part = PART_AM; !err && part < PART_COUNT; part++)
		day->usual[part] = usual_arrivals(&roll, (struct session){day->roll_day, part});
	if (!err)
		day->usual_day = day->roll_day;
	free(roll.facts);
	return err;
}

/* -- form by form */

/* NULL: no room; a school with so many forms is looked at form by form up to there. */
static struct form *form_of(struct forms *forms, int64_t id, const char *name)
{
	for (size_t i = 0; i < forms->count; i++)
		if (forms->rows[i].id == id)
			return &forms->rows[i];
	if (forms->count == FORMS_MAX)
		return NULL;
	forms->rows[forms->count] = (struct form){.id = id, .name = name};
	return &forms->rows[forms->count++];
}

static void count_pupil(struct forms *forms, const struct day *day, const struct pupil *pupil,
			struct session session)
{
	struct child child = school_child(pupil);
	struct verdict verdict;
	rules_verdict(&day->school, &child, &day->roll, session, NULL, &verdict);
	if (verdict.state == STATE_NOT_EXPECTED || verdict.state == STATE_CLOSED)
		return;
	bool unseen = verdict.state == STATE_UNEXPLAINED || verdict.state == STATE_UNKNOWN;
	forms->school.expected++;
	forms->school.unseen += unseen;
	forms->in_time += seen_in_time(&verdict);
	struct form *form = child.form ? form_of(forms, child.form, pupil->form) : NULL;
	if (form) {
		form->count.expected++;
		form->count.unseen += unseen;
	}
}

/* This kiosk's own note; another kiosk takes its own back. NULL: none that stands. */
static const struct roll_fact *own_note(const struct day *day, struct session session, int64_t form)
{
	struct roll_slice slice = roll_find(&day->roll, ROLL_SCHOOL, session.day);
	for (size_t i = slice.count; i > 0; i--) {
		const struct roll_fact *fact = &slice.facts[i - 1];
		if (fact->kind == EVENT_FORM_MISSING && fact->session.part == session.part &&
		    fact->number == form &&
		    strcmp(fact->key.kiosk, day->config.site.kiosks[0]) == 0 &&
		    !roll_undone(&day->roll, fact))
			return fact;
	}
	return NULL;
}

static enum err note(struct day *day, struct session session, const struct form *form)
{
	struct event event = {.kind = EVENT_FORM_MISSING,
			      .source = SOURCE_KIOSK,
			      .session = session,
			      .number = form->id};
	ENSURE(text_copy(event.words.reason, sizeof(event.words.reason), form->name));
	char line[160];
	snprintf(line, sizeof(line),
		 "register: most of %s not seen: ask where they are before flags go",
		 form->name[0] ? form->name : "the school");
	hal_log(HAL_WARNING, line);
	return day_record(day, &event);
}

static enum err take_back(struct day *day, struct session session, const struct roll_fact *noted)
{
	struct event undone = {.kind = EVENT_UNDONE,
			       .source = SOURCE_KIOSK,
			       .session = session,
			       .target = noted->key};
	return day_record(day, &undone);
}

static enum err settle(struct day *day, struct session session, const struct form *form,
		       bool missing)
{
	const struct roll_fact *noted = own_note(day, session, form->id);
	if (missing && !noted)
		return note(day, session, form);
	return !missing && noted ? take_back(day, session, noted) : OK;
}

/* Too few for this weekday; where that is not known, nobody. A child who comes after the close proves nothing of the others,
 * for the door may have been blocked until then. */
static bool implausible(const struct day *day, struct session session, const struct forms *forms)
{
	return forms->school.expected > 0 &&
	       rules_implausible(forms->in_time, day->usual[session.part]);
}

/* False: its register has not closed, or there is none. */
static bool count_all(const struct day *day, struct session session, struct forms *forms)
{
	forms->count = forms->in_time = 0;
	forms->school = (struct form_count){0};
	if (!roll_closed(&day->roll, session) || !rules_school_open(&day->school, session))
		return false;
	for (size_t i = 0; i < day->roster.pupil_count; i++)
		count_pupil(forms, day, &day->roster.pupils[i], session);
	return true;
}

bool forms_taken(const struct day *day, struct session session)
{
	struct forms forms;
	return count_all(day, session, &forms) && 2 * forms.in_time > forms.school.expected;
}

static enum err judge_session(struct day *day, struct session session)
{
	struct forms forms;
	if (!count_all(day, session, &forms))
		return OK;
	const struct form school = {.id = FORM_WHOLE_SCHOOL, .name = ""};
	enum err err = settle(day, session, &school, implausible(day, session, &forms));
	for (size_t i = 0; !err && i < forms.count; i++) {
		const struct form *form = &forms.rows[i];
		err = settle(day, session, form, rules_form_missing(&form->count, &forms.school));
	}
	return err;
}

enum err forms_judge(struct day *day)
{
	if (day->judged == day->changes)
		return OK;
	enum err usual = find_usual(day);
	if (usual)
		return usual;
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		enum err err = judge_session(day, (struct session){day->roll_day, part});
		if (err)
			return err;
	}
	day->judged = day->changes;
	return OK;
}
