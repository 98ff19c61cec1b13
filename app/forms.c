#include "forms.h"

#include <stdio.h>
#include <string.h>

#define FORMS_MAX 256

struct form {
	int64_t id; /* rules_form */
	const char *name;
	size_t expected, unseen;
};

struct forms {
	struct form rows[FORMS_MAX];
	size_t count;
};

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
	struct child child = day_child(pupil);
	struct form *form = child.form ? form_of(forms, child.form, pupil->form) : NULL;
	if (!form)
		return;
	struct verdict verdict;
	rules_verdict(&day->school, &child, &day->roll, session, NULL, &verdict);
	if (verdict.state == STATE_NOT_EXPECTED || verdict.state == STATE_CLOSED)
		return;
	form->expected++;
	form->unseen += verdict.state == STATE_UNEXPLAINED || verdict.state == STATE_UNKNOWN;
}

/* This kiosk's own note; another kiosk takes its own back. NULL: none that stands. */
static const struct roll_fact *own_note(const struct day *day, struct session session, int64_t form)
{
	struct roll_slice slice = roll_find(&day->roll, 0, session.day);
	for (size_t i = slice.count; i > 0; i--) {
		const struct roll_fact *fact = &slice.facts[i - 1];
		if (fact->kind == EVENT_FORM_MISSING && fact->session.part == session.part &&
		    fact->number == form &&
		    strcmp(fact->key.kiosk, day->config.site.kiosks[0]) == 0)
			return roll_undone(&day->roll, fact) ? NULL : fact;
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
	snprintf(
		line, sizeof(line),
		"register: of form %s %zu of %zu were not seen: ask where they are before flags go",
		form->name, form->unseen, form->expected);
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

static enum err judge_session(struct day *day, struct session session)
{
	if (!roll_closed(&day->roll, session) || !rules_school_open(&day->school, session))
		return OK;
	struct forms forms;
	forms.count = 0;
	for (size_t i = 0; i < day->roster.pupil_count; i++)
		count_pupil(&forms, day, &day->roster.pupils[i], session);
	enum err err = OK;
	for (size_t i = 0; !err && i < forms.count; i++) {
		const struct form *form = &forms.rows[i];
		bool missing = rules_form_missing(form->expected, form->unseen);
		const struct roll_fact *noted = own_note(day, session, form->id);
		if (missing && !noted)
			err = note(day, session, form);
		else if (!missing && noted)
			err = take_back(day, session, noted);
	}
	return err;
}

enum err forms_judge(struct day *day)
{
	if (day->judged == day->changes)
		return OK;
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		enum err err = judge_session(day, (struct session){day->roll_day, part});
		if (err)
			return err;
	}
	day->judged = day->changes;
	return OK;
}
