#include <stdlib.h>
#include <string.h>

#include "progress.h"
#include "returns.h"
#include "store/school.h"

/* A clock that shows an earlier year has not been set since the machine started. */
#define SET_YEAR 2020
#define FRIDAY 4

struct returns_session {
	struct session session;
	bool judged; /* the register was closed on its own day */
	struct coverage coverage;
};

/* One reading of the log. */
struct reading {
	struct store *store;
	struct school school;
	struct returns_session *sessions; /* in order, both parts of each weekday */
	size_t session_count;
	struct roll whole; /* of the kiosks and the school */
	struct roll own;   /* of one pupil after the other */
	struct roll roll;  /* of that pupil and the school: what the rules are given */
};

/* -- the sessions */

static void look_at_session(const struct reading *reading, struct session session,
			    struct returns_session *out)
{
	const struct roll_fact *closed = roll_closed(&reading->whole, session);
	*out = (struct returns_session){.session = session,
					.judged = closed && closed->at.day == session.day};
	rules_coverage(&reading->school, &reading->whole, session, &out->coverage);
	if (roll_form_missing(&reading->whole, session, FORM_WHOLE_SCHOOL)) {
		out->coverage.because |= BECAUSE_IMPLAUSIBLE;
		out->coverage.complete = false;
	}
}

/* Nobody is missing from a register that is still open. */
static bool is_over(const struct reading *reading, struct session session, const struct moment *now)
{
	return session.day < now->day || roll_closed(&reading->whole, session) ||
	       !rules_session_held(&reading->school, &reading->whole, session, -1) ||
	       now->utc_ms >= calendar_closes_ms(&reading->school.calendar, session);
}

static void look_at_day(struct reading *reading, int32_t day, const struct moment *now,
			struct returns *out)
{
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		struct session session = {day, part};
		if (!is_over(reading, session, now))
			return;
		struct returns_session *one = &reading->sessions[reading->session_count++];
		look_at_session(reading, session, one);
		bool held = rules_session_held(&reading->school, &reading->whole, session, -1);
		out->sessions += held;
		out->unvouched += held && !(one->judged && one->coverage.complete);
	}
}

static enum err look_at_sessions(struct reading *reading, const struct moment *now,
				 struct returns *out)
{
	size_t days = (size_t)(out->to_day - out->from_day + 1);
	reading->sessions = calloc(days * PART_COUNT, sizeof(*reading->sessions));
	if (!reading->sessions)
		return ERR_NO_MEMORY;
	enum err err =
		school_roll_read(reading->store, out->from_day, out->to_day, 0, &reading->whole);
	if (err)
		return err;
	for (int32_t day = out->from_day; day <= out->to_day; day++)
		if (calendar_weekday(day) <= FRIDAY)
			look_at_day(reading, day, now, out);
	return OK;
}

/* -- the pupils */

static void add_up(const struct reading *reading, const struct pupil *pupil, struct tally *out)
{
	struct child child = school_child(pupil);
	tally_init(out, reading->school.nation);
	for (size_t i = 0; i < reading->session_count; i++) {
		const struct returns_session *one = &reading->sessions[i];
		struct verdict verdict;
		rules_verdict(&reading->school, &child, &reading->roll, one->session,
			      one->judged ? &one->coverage : NULL, &verdict);
		tally_take(out, one->session, &verdict, one->judged);
	}
}

static bool crosses_any(const struct tally *tally)
{
	for (size_t i = 0; i < TALLY_THRESHOLD_COUNT; i++)
		if (tally->crossings[i].crossed)
			return true;
	return false;
}

static enum err add_slice(struct roll *roll, struct roll_slice slice)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < slice.count; i++)
		err = school_roll_add_fact(roll, &slice.facts[i]);
	return err;
}

/* Day by day, as a roll is sorted: then nothing in it has to be moved. Without the kiosks' heartbeats, which are many and
 * have said what they have to say. */
static enum err put_together(struct reading *reading, uint32_t pupil, const struct returns *out)
{
	struct roll *roll = &reading->roll;
	roll->count = 0;
	enum err err = OK;
	for (int32_t day = out->from_day; !err && day <= out->to_day; day++) {
		err = add_slice(roll, roll_find(&reading->own, pupil, day));
		if (!err)
			err = add_slice(roll, roll_find(&reading->whole, ROLL_SCHOOL, day));
	}
	return err;
}

static enum err take_pupil(struct reading *reading, const struct pupil *pupil, struct returns *out)
{
	if (pupil->on_roll_from > out->to_day || pupil->on_roll_to < out->from_day)
		return OK;
	out->pupils++;
	reading->own.count = 0;
	enum err err = school_roll_read(reading->store, out->from_day, out->to_day, pupil->key,
					&reading->own);
	if (!err)
		err = put_together(reading, pupil->key, out);
	if (err)
		return err;
	struct returns_row *row = &out->rows[out->row_count];
	row->pupil = pupil;
	add_up(reading, pupil, &row->tally);
	out->row_count += crosses_any(&row->tally);
	return OK;
}

static int compare_rows(const void *a, const void *b)
{
	const struct pupil *left = ((const struct returns_row *)a)->pupil;
	const struct pupil *right = ((const struct returns_row *)b)->pupil;
	if (left->year_group != right->year_group)
		return left->year_group - right->year_group;
	int order = strcmp(left->form, right->form);
	return order ? order : strcmp(left->pupil_id, right->pupil_id);
}

static enum err take_pupils(struct reading *reading, const struct roster *roster,
			    struct returns *out)
{
	out->rows = calloc(roster->pupil_count + 1, sizeof(*out->rows));
	if (!out->rows)
		return ERR_NO_MEMORY;
	struct progress progress;
	progress_init(&progress);
	enum err err = OK;
	for (size_t i = 0; !err && i < roster->pupil_count; i++) {
		progress_step(&progress, "adding up the registers", i, roster->pupil_count);
		err = take_pupil(reading, &roster->pupils[i], out);
	}
	progress_end(&progress);
	qsort(out->rows, out->row_count, sizeof(*out->rows), compare_rows);
	return err;
}

enum err returns_gather(struct store *store, const struct config *config,
			const struct roster *roster, const struct moment *now, struct returns *out)
{
	struct reading reading = {.store = store, .school = school_of(config, roster)};
	int32_t first_day;
	enum err err = store_first_day(store, calendar_day(SET_YEAR, 1, 1), &first_day);
	if (err)
		return err;
	if (out->from_day < first_day)
		out->from_day = first_day;
	if (out->from_day > out->to_day)
		return OK;
	err = look_at_sessions(&reading, now, out);
	if (!err)
		err = take_pupils(&reading, roster, out);
	free(reading.sessions);
	free(reading.whole.facts);
	free(reading.own.facts);
	free(reading.roll.facts);
	return err;
}
