#include <stdlib.h>

#include "closing_private.h"

/* -- what is known -------------------------------------------------------------------------------- */

static enum err make_room(struct closing *closing)
{
	size_t room = closing->care_count + GONE_MAX;
	free(closing->pupils);
	free(closing->cases);
	free(closing->lines);
	free(closing->notices);
	closing->pupils = calloc(room, sizeof(*closing->pupils));
	closing->cases = calloc(room, sizeof(*closing->cases));
	closing->lines = calloc(room, sizeof(*closing->lines));
	closing->notices = calloc(2 * room + 1, sizeof(*closing->notices));
	bool whole = closing->pupils && closing->cases && closing->lines && closing->notices;
	return whole ? OK : ERR_NO_MEMORY;
}

static void note_pupil(struct closing *closing, uint32_t pupil)
{
	for (size_t i = 0; i < closing->pupil_count; i++)
		if (closing->pupils[i] == pupil)
			return;
	if (pupil)
		closing->pupils[closing->pupil_count++] = pupil;
}

enum err closing_load_care(struct closing *closing, struct day *day, bool *changed)
{
	int64_t version = 0;
	enum err err = care_store_data_version(closing->store, &version);
	if (err)
		return err;
	*changed =
		version != closing->care_version || day->roster.version != closing->roster_version;
	if (!*changed)
		return OK;
	free(closing->care);
	closing->care = NULL;
	closing->care_count = closing->pupil_count = 0;
	closing->care_version = -1;
	err = care_store_load(closing->store, &day->roster, &closing->care, &closing->care_count);
	if (!err)
		err = make_room(closing);
	if (err)
		return err;
	for (size_t i = 0; i < closing->care_count; i++)
		note_pupil(closing, closing->care[i].pupil);
	closing->care_version = version;
	closing->roster_version = day->roster.version;
	return OK;
}

/* -- one child ------------------------------------------------------------------------------------- */

/* A child whom the authority names and the roll does not is looked for all the same: never silence. */
struct child closing_child(const struct day *day, const struct care *care)
{
	const struct pupil *pupil = roster_pupil(&day->roster, care->pupil);
	if (pupil)
		return school_child(pupil);
	return (struct child){
		.on_no_roll = true, .on_roll_from = care->from_day, .on_roll_to = care->to_day};
}

void closing_case(const struct closing *closing, const struct day *day,
		  const struct sitting *sitting, const struct care *care, struct notice_case *out)
{
	const struct roll *roll = &closing->history.roll;
	*out = (struct notice_case){.care = care};
	ENSURE(text_copy(out->told.child, sizeof(out->told.child), care->child_ref));
	struct child child = closing_child(day, care);
	rules_verdict(&day->school, &child, roll, sitting->session,
		      sitting->closed ? &sitting->coverage : NULL, &out->verdict);
	rules_settle(&day->school, roll, sitting->session, day->now.day, &out->verdict);
	const struct roll_fact *why = out->verdict.evidence;
	out->says_absent = why && why->kind == EVENT_MARKED;
}
