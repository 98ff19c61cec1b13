#include "closing_private.h"

/* Does any authority hear of this pupil on that day? */
static bool tracked(const struct closing *closing, const struct day *day, uint32_t pupil,
		    int32_t on_day)
{
	for (size_t i = 0; i < closing->care_count; i++) {
		const struct care *care = &closing->care[i];
		const struct config_authority *authority =
			config_find_authority(&day->config, care->authority);
		if (care->pupil == pupil && authority &&
		    care_holds(care, authority->cohorts, on_day))
			return true;
	}
	return false;
}

static bool accounted_for(const struct day *day, const struct sitting *sitting,
			  const struct pupil *pupil)
{
	struct child child = school_child(pupil);
	struct verdict verdict;
	rules_verdict(&day->school, &child, &day->roll, sitting->session, &sitting->coverage,
		      &verdict);
	bool missing = verdict.state == STATE_UNEXPLAINED || verdict.state == STATE_UNKNOWN;
	return !missing || (verdict.evidence && verdict.evidence->kind == EVENT_MARKED);
}

enum err closing_list(struct closing *closing, struct day *day, struct closing_list *out)
{
	*out = (struct closing_list){.due_minute = -1};
	if (!sitting_last_closed(day, &out->session))
		return OK;
	bool changed = false;
	enum err err = closing_load_care(closing, day, &changed);
	if (err)
		return err;
	struct sitting sitting;
	sitting_make(day, &day->roll, out->session, &sitting);
	out->closed = true;
	if (!sitting.due) {
		int64_t due_ms = calendar_due_ms(&day->school.calendar, out->session);
		out->due_minute = calendar_moment(due_ms, 0, 0, TRUST_SYNCED).minute;
	}
	for (size_t i = 0; i < closing->pupil_count && out->count < CLOSING_LIST_MAX; i++) {
		const struct pupil *pupil = roster_pupil(&day->roster, closing->pupils[i]);
		if (pupil && tracked(closing, day, pupil->key, out->session.day) &&
		    !accounted_for(day, &sitting, pupil))
			out->pupils[out->count++] = pupil->key;
	}
	/* The next run must still find that much is new. */
	if (changed)
		closing->care_version = -1;
	return OK;
}
