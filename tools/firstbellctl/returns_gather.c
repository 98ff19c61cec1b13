#include <stdlib.h>
#include <string.h>

#include "logbook.h"
#include "progress.h"
#include "returns.h"

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
	struct roll
		whole; /* of the kiosks and the school; once its sessions are looked at, of the school alone */
	struct roll roll; /* of one pupil, and behind it the school's */
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

/* Heartbeats are many, and the kiosks have said what they have to say. */
static void drop_kiosks(struct roll *roll)
{
	size_t kept = 0;
	for (size_t i = 0; i < roll->count; i++)
		if (roll->facts[i].pupil == ROLL_SCHOOL)
			roll->facts[kept++] = roll->facts[i];
	roll->count = kept;
}

static enum err look_at_sessions(struct reading *reading, const struct moment *now,
				 struct returns *out)
{
	size_t days = (size_t)(out->to_day - out->from_day + 1);
	reading->sessions = calloc(days * PART_COUNT, sizeof(*reading->sessions));
	if (!reading->sessions)
		return ERR_NO_MEMORY;
	enum err err = logbook_read(reading->store, out->from_day, out->to_day, 0, &reading->whole);
	if (err)
		return err;
	for (int32_t day = out->from_day; day <= out->to_day; day++)
		if (calendar_weekday(day) <= FRIDAY)
			look_at_day(reading, day, now, out);
	drop_kiosks(&reading->whole);
	return OK;
}

/* -- the pupils */

static void add_up(const struct reading *reading, const struct pupil *pupil, struct tally *out)
{
	struct child child = logbook_child(pupil);
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

/* In one piece: facts of the school sort behind each pupil's, and would be moved for each of them. */
static enum err add_school(struct roll *roll, const struct roll *school)
{
	size_t count = roll->count + school->count;
	if (count > roll->capacity) {
		struct roll_fact *facts = realloc(roll->facts, count * sizeof(*facts));
		if (!facts)
			return ERR_NO_MEMORY;
		roll->facts = facts;
		roll->capacity = count;
	}
	if (school->count)
		memcpy(&roll->facts[roll->count], school->facts,
		       school->count * sizeof(*roll->facts));
	roll->count = count;
	return OK;
}

static enum err take_pupil(struct reading *reading, const struct pupil *pupil, struct returns *out)
{
	if (pupil->on_roll_from > out->to_day || pupil->on_roll_to < out->from_day)
		return OK;
	out->pupils++;
	reading->roll.count = 0;
	enum err err = logbook_read(reading->store, out->from_day, out->to_day, pupil->key,
				    &reading->roll);
	if (!err)
		err = add_school(&reading->roll, &reading->whole);
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
	struct reading reading = {.store = store, .school = logbook_school(config, roster)};
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
	free(reading.roll.facts);
	return err;
}
