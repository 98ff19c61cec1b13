#include <stdlib.h>
#include <string.h>

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
	struct roll roll; /* of the kiosks, and behind it one pupil's after the other's */
	size_t kiosk_count;
};

static struct school school_of(const struct config *config, const struct roster *roster)
{
	struct school school = {
		.nation = config->nation,
		.afternoon = config->afternoon,
		.site = config->site,
		.calendar = {.closures = roster->closures, .closure_count = roster->closure_count},
		.expectations = roster->expectations,
		.expectation_count = roster->expectation_count,
		.roster_day = roster->day,
	};
	memcpy(school.calendar.bells, config->bells, sizeof(school.calendar.bells));
	return school;
}

static enum err take_event(void *context, const struct event *event)
{
	struct roll *roll = context;
	if (roll->count == roll->capacity) {
		size_t capacity = roll->capacity ? roll->capacity * 2 : 1024;
		struct roll_fact *facts = realloc(roll->facts, capacity * sizeof(*facts));
		if (!facts)
			return ERR_NO_MEMORY;
		roll->facts = facts;
		roll->capacity = capacity;
	}
	return roll_add(roll, event);
}

static enum err read_facts(struct reading *reading, int32_t from_day, int32_t to_day,
			   uint32_t pupil)
{
	int64_t row = 0;
	return store_read_events(reading->store, from_day, to_day, pupil, 0, &row, take_event,
				 &reading->roll);
}

/* -- the sessions */

static void look_at_session(const struct reading *reading, struct session session,
			    struct returns_session *out)
{
	const struct roll_fact *closed = roll_closed(&reading->roll, session);
	*out = (struct returns_session){.session = session,
					.judged = closed && closed->at.day == session.day};
	rules_coverage(&reading->school, &reading->roll, session, &out->coverage);
	if (roll_form_missing(&reading->roll, session, FORM_WHOLE_SCHOOL)) {
		out->coverage.because |= BECAUSE_IMPLAUSIBLE;
		out->coverage.complete = false;
	}
}

/* Nobody is missing from a register that is still open. */
static bool is_over(const struct reading *reading, struct session session, const struct moment *now)
{
	return session.day < now->day || roll_closed(&reading->roll, session) ||
	       !rules_session_held(&reading->school, &reading->roll, session, -1) ||
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
		bool held = rules_session_held(&reading->school, &reading->roll, session, -1);
		out->sessions += held;
		out->unvouched += held && !(one->judged && one->coverage.complete);
	}
}

/* Heartbeats are many, and have said what they have to say. */
static void drop_heartbeats(struct roll *roll)
{
	size_t kept = 0;
	for (size_t i = 0; i < roll->count; i++)
		if (roll->facts[i].kind != EVENT_HEARTBEAT)
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
	enum err err = read_facts(reading, out->from_day, out->to_day, 0);
	if (err)
		return err;
	for (int32_t day = out->from_day; day <= out->to_day; day++)
		if (calendar_weekday(day) <= FRIDAY)
			look_at_day(reading, day, now, out);
	drop_heartbeats(&reading->roll);
	reading->kiosk_count = reading->roll.count;
	return OK;
}

/* -- the pupils */

static void add_up(const struct reading *reading, const struct pupil *pupil, struct tally *out)
{
	struct child child = {.pupil = pupil->key,
			      .on_roll_from = pupil->on_roll_from,
			      .on_roll_to = pupil->on_roll_to,
			      .year_group = pupil->year_group,
			      .form = rules_form(pupil->form)};
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

static enum err take_pupil(struct reading *reading, const struct pupil *pupil, struct returns *out)
{
	if (pupil->on_roll_from > out->to_day || pupil->on_roll_to < out->from_day)
		return OK;
	out->pupils++;
	reading->roll.count = reading->kiosk_count;
	enum err err = read_facts(reading, out->from_day, out->to_day, pupil->key);
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
	free(reading.roll.facts);
	return err;
}
