#include "status_questions.h"

#include <stdlib.h>

#include "store/school.h"

/* What is asked of one session. */
struct asking {
	const struct school *school;
	const struct roll *roll;
	const struct moment *now;
	struct session session;
	bool begun;
	bool closure_told; /* its code is in no table: of that all pupils have the verdict */
	struct status_questions *out;
};

static void take_confirm(const struct asking *asking, const struct pupil *pupil,
			 const struct verdict *verdict)
{
	struct status_questions *out = asking->out;
	if (out->confirm_count++ >= STATUS_LIST_SHOWN)
		return;
	struct status_confirm *shown = &out->confirms[out->confirm_count - 1];
	*shown = (struct status_confirm){.session = asking->session,
					 .code = verdict->code,
					 .by_min = verdict->confirm_by_min,
					 .overdue = asking->now->minute > verdict->confirm_by_min};
	(void)text_copy(shown->pupil_id, sizeof(shown->pupil_id), pupil->pupil_id);
}

/* The movement that stands against the mark, looked for as the rules do: of the session before one of earlier that day. */
static int16_t seen_min(const struct asking *asking, uint32_t pupil)
{
	const struct calendar *calendar = &asking->school->calendar;
	int closes_min = rules_closes_min(calendar, asking->roll, asking->session);
	struct roll_stay stay =
		roll_stay(asking->roll, calendar, pupil, asking->session, closes_min);
	const struct roll_fact *seen = stay.came ? stay.came : stay.left;
	if (!seen)
		seen = stay.before;
	return seen ? seen->at.minute : -1;
}

static bool in_no_table(const struct asking *asking, struct code code)
{
	return !codes_find(codes_for(asking->school->nation, asking->session.day), code);
}

static struct status_conflict conflict_of(const struct asking *asking, const struct pupil *pupil,
					  const struct verdict *verdict)
{
	struct roll_child day = roll_child(asking->roll, &asking->school->calendar, pupil->key,
					   asking->session.day);
	const struct roll_fact *mark = day.mark[asking->session.part];
	struct status_conflict conflict = {.session = asking->session,
					   .code = mark ? mark->code : verdict->code,
					   .seen_min = seen_min(asking, pupil->key)};
	conflict.in_no_table = in_no_table(asking, conflict.code);
	(void)text_copy(conflict.pupil_id, sizeof(conflict.pupil_id), pupil->pupil_id);
	return conflict;
}

static void take_conflict(struct asking *asking, const struct pupil *pupil,
			  const struct verdict *verdict)
{
	struct status_questions *out = asking->out;
	struct status_conflict found = {.session = asking->session,
					.code = verdict->code,
					.in_no_table = true,
					.seen_min = -1};
	if (verdict->state != STATE_CLOSED)
		found = conflict_of(asking, pupil, verdict);
	else if (asking->closure_told)
		return;
	else
		asking->closure_told = true;
	if (!asking->begun && !found.in_no_table)
		return;
	if (out->conflict_count++ < STATUS_LIST_SHOWN)
		out->conflicts[out->conflict_count - 1] = found;
}

static void ask_session(struct asking *asking, const struct roster *roster)
{
	const struct calendar *calendar = &asking->school->calendar;
	asking->begun = asking->now->minute >= calendar->bells[asking->session.part].starts_min;
	asking->closure_told = false;
	for (size_t i = 0; i < roster->pupil_count; i++) {
		struct child child = school_child(&roster->pupils[i]);
		struct verdict verdict;
		rules_verdict(asking->school, &child, asking->roll, asking->session, NULL,
			      &verdict);
		if (verdict.confirm_by_min > 0 && asking->begun)
			take_confirm(asking, &roster->pupils[i], &verdict);
		if (verdict.conflict)
			take_conflict(asking, &roster->pupils[i], &verdict);
	}
}

enum err status_questions_gather(const struct config *config, struct store *store,
				 const struct roster *roster, const struct moment *now,
				 struct status_questions *out)
{
	struct school school = school_of(config, roster);
	struct roll roll = {0};
	struct asking asking = {.school = &school, .roll = &roll, .now = now, .out = out};
	*out = (struct status_questions){.confirm_count = 0};
	enum err err = school_roll_read(store, now->day, now->day, STORE_ALL, &roll);
	for (enum part part = PART_AM; !err && part < PART_COUNT; part++) {
		asking.session = (struct session){now->day, part};
		ask_session(&asking, roster);
	}
	free(roll.facts);
	return err;
}
