#include "closing_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/care.h"
#include "forms.h"
#include "notice_log.h"

/* Most spells end within the four weeks before a session. */
#define BEFORE_DAYS 28
enum err closing_open(struct closing **out, const char *data_dir)
{
	struct closing *closing = calloc(1, sizeof(*closing));
	if (!closing)
		return ERR_NO_MEMORY;
	struct store_report report = {0};
	enum err err = care_store_open(&closing->store, data_dir, false, &report);
	if (err) {
		char line[700];
		snprintf(line, sizeof(line), "database cannot be used: %s",
			 report.problem[0] ? report.problem : err_text(err));
		hal_log(HAL_ERROR, line);
		closing_close(closing);
		return err;
	}
	closing->care_version = -1;
	closing->owes_all = true;
	*out = closing;
	return OK;
}

void closing_close(struct closing *closing)
{
	if (!closing)
		return;
	care_store_close(closing->store);
	free(closing->care);
	free(closing->pupils);
	history_release(&closing->history);
	free(closing->cases);
	free(closing->lines);
	free(closing->notices);
	free(closing);
}

/* -- what is known -------------------------------------------------------------------------------- */

static bool nothing_new(const struct closing *closing, const struct day *day)
{
	return closing->done && !closing->owes_all && !day->turned && day->late_count == 0 &&
	       closing->done_facts == day->facts && closing->done_stages == sitting_stages(day);
}

static enum err gather(struct closing *closing, struct day *day, bool changed)
{
	if (!changed && !day->turned && day->late_count == 0 &&
	    closing->history.to_day == day->roll_day)
		return history_add_today(&closing->history, day, closing->pupils,
					 closing->pupil_count);
	int32_t from = 0;
	enum err err = sitting_look_back(day, &from);
	for (size_t i = 0; !err && i < day->late_count; i++)
		if (day->late[i] < from)
			from = day->late[i];
	return err ? err
		   : history_update(&closing->history, day, from - BEFORE_DAYS, closing->pupils,
				    closing->pupil_count, changed);
}

/* -- what was told -------------------------------------------------------------------------------- */

struct telling {
	struct closing *closing;
	const struct config_authority *authority;
	size_t case_count;
	bool statement_told;
};

static bool is_case(const struct telling *telling, const char *child)
{
	for (size_t i = 0; i < telling->case_count; i++)
		if (strcmp(telling->closing->cases[i].care->child_ref, child) == 0)
			return true;
	return false;
}

/* A child who was flagged, and answers to this authority no longer: a case that is on no roll, so that the flag is
 * taken back. */
static void note_gone(struct telling *telling, const char *child)
{
	struct closing *closing = telling->closing;
	if (is_case(telling, child) || closing->gone_count == GONE_MAX)
		return;
	struct care *care = &closing->gone[closing->gone_count++];
	*care = (struct care){.to_day = DAY_OPEN};
	ENSURE(text_copy(care->child_ref, sizeof(care->child_ref), child));
	struct notice_case *gone = &closing->cases[telling->case_count++];
	*gone = (struct notice_case){.care = care, .verdict = {.state = STATE_NOT_EXPECTED}};
	ENSURE(text_copy(gone->told.child, sizeof(gone->told.child), child));
}

static void take_told(void *context, const struct notice *notice)
{
	struct telling *telling = context;
	if (notice->kind == NOTICE_SESSION_CLOSED)
		telling->statement_told = true;
	else if (notice->kind == NOTICE_FLAG_RAISED)
		note_gone(telling, notice->child);
	for (size_t i = 0; i < telling->case_count; i++)
		notice_fold(&telling->closing->cases[i].told, notice);
}

/* Only a flag yet to be raised speaks of its spell, which may take long to read. */
static enum err find_spells(struct day *day, const struct sitting *sitting,
			    const struct telling *telling)
{
	const struct closing *closing = telling->closing;
	enum err err = OK;
	for (size_t i = 0; !err && i < telling->case_count; i++) {
		struct notice_case *one = &closing->cases[i];
		if (!notice_raises(one))
			continue;
		size_t at = (size_t)(one->care - closing->care);
		struct child child = closing_child(day, one->care);
		err = history_spell(&closing->history, day, &child, sitting->session,
				    care_since(closing->care, at, telling->authority->cohorts),
				    &one->spell);
	}
	return err;
}

static enum err reconcile(struct closing *closing, struct day *day, const struct sitting *sitting,
			  const struct config_authority *authority)
{
	struct telling telling = {.closing = closing, .authority = authority};
	for (size_t i = 0; i < closing->care_count; i++) {
		const struct care *care = &closing->care[i];
		if (strcmp(care->authority, authority->id) ||
		    !care_holds(care, authority->cohorts, sitting->session.day))
			continue;
		closing_case(closing, day, sitting, care, &closing->cases[telling.case_count++]);
	}
	closing->gone_count = 0;
	enum err err = notice_log_read(day, authority->id, sitting->session, take_told, &telling);
	for (size_t i = 0; i < telling.case_count; i++) /* pupil 0: on no roll */
		if (!closing->cases[i].care->pupil)
			notice_keep_told(&closing->cases[i]);
	if (!err && sitting->due && sitting->today)
		err = find_spells(day, sitting, &telling);
	/* Where there is no register there is nothing to say, but to take back what was said. */
	if (err || (!sitting->open && !telling.statement_told))
		return err;
	struct notice_question question = {
		.authority = authority->id,
		.explained_too = authority->explained_too,
		.session = sitting->session,
		.due = sitting->due,
		.flags = sitting->today,
		.statement_told = telling.statement_told,
		.now = day->now,
		.closed_at = sitting->closed ? sitting->closed->at : day->now,
		.cases = closing->cases,
		.case_count = telling.case_count,
		.coverage = &sitting->coverage,
		.reader_activity = sitting->activity,
		.roster_version = day->roster.version,
	};
	size_t count = notice_diff(&question, closing->lines, closing->notices);
	for (size_t i = 0; !err && i < count; i++)
		err = notice_log_write(day, &closing->notices[i]);
	return err;
}

static enum err reconcile_session(struct closing *closing, struct day *day, struct session session)
{
	const struct calendar *calendar = &day->school.calendar;
	if (!calendar_held(calendar, session) || session.day < closing->history.from_day ||
	    day->now.utc_ms < calendar_opens_ms(calendar, session))
		return OK;
	struct sitting sitting;
	sitting_make(day, &closing->history.roll, session, &sitting);
	for (size_t i = 0; i < day->config.authority_count; i++) {
		enum err err = reconcile(closing, day, &sitting, &day->config.authorities[i]);
		if (err)
			return err;
	}
	return OK;
}

/* What it writes is news of days gone by, and belongs into the history. */
static enum err close_late(struct closing *closing, struct day *day)
{
	size_t known = day->late_count;
	enum err err = sitting_close_late(day, &closing->history.roll);
	return err || day->late_count == known ? err : gather(closing, day, false);
}

static enum err reconcile_day(struct closing *closing, struct day *day, int32_t which)
{
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		enum err err = reconcile_session(closing, day, (struct session){which, part});
		if (err)
			return err;
	}
	return OK;
}

/* Today, and of the days gone by those of which there may be something to say: all of the last weeks when much is new, else
 * since the day that was done last, the day whose N becomes O, and those of which there is news. */
static enum err reconcile_all(struct closing *closing, struct day *day, bool look_back)
{
	int32_t from = day->roll_day;
	enum err err = OK;
	if (look_back && closing->owes_all)
		err = sitting_look_back(day, &from);
	else if (look_back && closing->done_day < from)
		from = closing->done_day;
	for (int32_t past = from; !err && past < day->roll_day; past++)
		err = reconcile_day(closing, day, past);
	int32_t settled =
		look_back ? sitting_settled_day(day, &closing->history.roll) : day->roll_day;
	if (!err && settled < from)
		err = reconcile_day(closing, day, settled);
	for (size_t i = 0; !err && i < day->late_count; i++)
		if (day->late[i] < from && day->late[i] != settled)
			err = reconcile_day(closing, day, day->late[i]);
	return err ? err : reconcile_day(closing, day, day->roll_day);
}

static enum err prepare(struct closing *closing, struct day *day, bool *nothing)
{
	bool care_changed = false;
	enum err err = sitting_close_registers(day);
	if (!err)
		err = forms_judge(day);
	if (!err)
		err = closing_load_care(closing, day, &care_changed);
	if (err)
		return err;
	if (care_changed || closing->imports != day->imports)
		closing->owes_all = true;
	closing->imports = day->imports;
	*nothing = nothing_new(closing, day);
	if (*nothing)
		return OK;
	closing->done = false;
	err = gather(closing, day, care_changed);
	if (err)
		closing->care_version = -1; /* what came with it is to be gathered again */
	return err;
}

enum err closing_run(struct closing *closing, struct day *day)
{
	if (day_clock_lost(day))
		return OK;
	bool nothing = false;
	enum err err = prepare(closing, day, &nothing);
	if (err || nothing)
		return err;
	/* A clock that cannot be trusted may close today's registers (unverified), never other days'. */
	bool trusted = day->now.trust != TRUST_UNTRUSTED;
	bool look_back = (day->turned || closing->owes_all) && trusted;
	if (day->roll_day - closing->done_day > 1)
		closing->owes_all =
			true; /* an N may have become O on a day that was not looked at */
	if (look_back)
		err = close_late(closing, day);
	if (!err)
		err = store_begin(day->store);
	if (err)
		return err;
	err = reconcile_all(closing, day, look_back);
	if (!err)
		err = store_commit(day->store);
	if (err) {
		store_rollback(day->store);
		return err;
	}
	if (look_back) {
		day->turned = closing->owes_all = false;
		closing->done_day = day->roll_day;
	}
	if (trusted)
		day->late_count = 0;
	closing->done = true;
	closing->done_facts = day->facts;
	closing->done_stages = sitting_stages(day);
	return OK;
}
