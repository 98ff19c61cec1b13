#include "day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/wire.h"

#define CLOCK_STEP_MS 2000
/* A clock that shows an earlier year has not been set since the machine started. */
#define SET_YEAR 2020

/* Of days further back than what was told of them is kept, nothing is told anew. */
static void remember_late(struct day *day, int32_t late)
{
	if (late < day->roll_day - DAY_LATE_BACK)
		return;
	for (size_t i = 0; i < day->late_count; i++)
		if (day->late[i] == late)
			return;
	if (day->late_count < DAY_LATE_MAX)
		day->late[day->late_count++] = late;
}

/* Takes an event into memory: today's into the roll, another day's as something to look at again. */
static enum err take_event(void *context, const struct event *event)
{
	struct day *day = context;
	day->facts++;
	if (event->kind != EVENT_HEARTBEAT)
		day->changes++;
	if (event->session.day == day->roll_day)
		return school_roll_add(&day->roll, event);
	if (event->session.day < day->roll_day)
		remember_late(day, event->session.day);
	return OK;
}

static enum err read_new_events(struct day *day)
{
	return store_read_events(day->store, INT32_MIN, INT32_MAX, STORE_ALL, day->last_row,
				 &day->last_row, take_event, day);
}

/* Most of what other programs write is no import. */
static bool same_roster(const struct roster *a, const struct roster *b)
{
	return a->version == b->version && a->closure_count == b->closure_count &&
	       a->expectation_count == b->expectation_count && a->card_count == b->card_count &&
	       (!a->closure_count ||
		memcmp(a->closures, b->closures, a->closure_count * sizeof(*a->closures)) == 0) &&
	       (!a->expectation_count ||
		memcmp(a->expectations, b->expectations,
		       a->expectation_count * sizeof(*a->expectations)) == 0);
}

enum err day_load_roster(struct day *day)
{
	struct roster roster = {0};
	enum err err = store_load_roster(day->store, &roster);
	if (err)
		return err;
	bool imported = !same_roster(&roster, &day->roster);
	roster_release(&day->roster);
	day->roster = roster;
	day->imports += imported;
	day->facts += imported;
	day->changes += imported;
	day->school = school_of(&day->config, &day->roster);
	return OK;
}

static void read_clock(struct day *day)
{
	struct hal_clock clock = {0};
	hal_clock(&clock);
	day->now = calendar_moment(clock.utc_ms, clock.mono_ms, day->boot, clock.trust);
}

/* The first day in the log tells since when the kiosk has been in use. */
static enum err find_first_day(struct day *day)
{
	enum err err =
		store_first_day(day->store, calendar_day(SET_YEAR, 1, 1), &day->usable_from_day);
	if (!err && day->usable_from_day > day->now.day)
		day->usable_from_day = day->now.day;
	return err;
}

/* Begins the roll of the day that it now is. */
static enum err turn(struct day *day)
{
	day->roll.count = 0;
	day->roll_day = day->now.day;
	day->turned = true;
	day->facts++;
	day->changes++;
	enum err err = find_first_day(day);
	return err ? err
		   : school_roll_read(day->store, day->roll_day, day->roll_day, STORE_ALL,
				      &day->roll);
}

static enum err load(struct day *day)
{
	uint64_t random_stream = 0;
	hal_random(&random_stream, sizeof(random_stream));
	enum err err = store_begin(day->store);
	if (!err)
		err = store_next_boot(day->store, &day->boot);
	if (!err)
		err = store_stream(day->store, day->config.site.kiosks[0], random_stream,
				   &day->stream);
	if (err) {
		store_rollback(day->store);
		return err;
	}
	err = store_commit(day->store);
	if (err)
		return err;
	read_clock(day);
	day->wall_minus_mono_ms = day->now.utc_ms - day->now.mono_ms;
	err = day_load_roster(day);
	if (!err)
		err = store_data_version(day->store, &day->data_version);
	if (!err)
		err = store_last_row(day->store, &day->last_row);
	if (!err)
		err = turn(day);
	return err;
}

enum err day_open(struct day *day, const char *data_dir)
{
	char problem[600] = "";
	enum err err = config_load(data_dir, &day->config, problem, sizeof(problem));
	if (err)
		hal_log(HAL_ERROR, problem);
	day->school = school_of(&day->config, &day->roster);
	read_clock(day);
	return err;
}

enum err day_open_store(struct day *day, const char *data_dir)
{
	char problem[600];
	struct store_report report = {0};
	enum err err = store_open(&day->store, data_dir, false, &report);
	if (!err)
		err = load(day);
	if (!err)
		return OK;
	snprintf(problem, sizeof(problem), "database cannot be used: %s",
		 report.problem[0] ? report.problem : err_text(err));
	hal_log(HAL_ERROR, problem);
	store_close(day->store);
	day->store = NULL;
	return err;
}

void day_release(struct day *day)
{
	store_close(day->store);
	roster_release(&day->roster);
	free(day->roll.facts);
	free(day->undated.facts);
	memset(day, 0, sizeof(*day));
}

static void fill(struct day *day, struct event *event)
{
	if (event->at.utc_ms == 0)
		event->at = day->now;
	if (event->session.day != 0)
		return;
	event->session.day = event->at.day;
	event->session.part = calendar_part_at(&day->school.calendar, event->at.minute);
}

enum err day_append(struct day *day, struct event *event)
{
	fill(day, event);
	return store_append_event(day->store, event);
}

/* What a witness may see of an event: the trace of a scenario. */
static void observe(struct day *day, const struct event *event)
{
	const struct pupil *pupil = roster_pupil(&day->roster, event->pupil);
	char *members = wire_members_event(event, pupil ? pupil->pupil_id : NULL);
	if (members)
		hal_observe("event", members);
	free(members);
}

enum err day_record(struct day *day, struct event *event)
{
	return day_record_with(day, event, NULL, NULL);
}

/* Makes them durable, with what is written beside them: all of it or nothing. */
static enum err keep(struct day *day, struct event *events, size_t count, day_write *write,
		     void *context)
{
	if (!day->store)
		return ERR_DAMAGED;
	enum err err = store_begin(day->store);
	if (err)
		return err;
	for (size_t i = 0; !err && i < count; i++)
		err = day_append(day, &events[i]);
	if (!err && write)
		err = write(day->store, context);
	if (!err)
		err = store_commit(day->store);
	if (err)
		store_rollback(day->store);
	return err;
}

static enum err take_own(struct day *day, const struct event *event)
{
	observe(day, event);
	if (event_is_movement(event->kind) && event->at.trust == TRUST_UNTRUSTED) {
		enum err err = school_roll_add(&day->undated, event);
		if (err)
			return err;
	}
	return take_event(day, event);
}

enum err day_record_with(struct day *day, struct event *event, day_write *write, void *context)
{
	enum err err = keep(day, event, 1, write, context);
	return err ? err : take_own(day, event);
}

enum err day_record_all(struct day *day, struct event *events, size_t count)
{
	enum err err = keep(day, events, count, NULL, NULL);
	for (size_t i = 0; !err && i < count; i++)
		err = take_own(day, &events[i]);
	return err;
}

enum err day_note(struct day *day, enum event_kind kind, int64_t number)
{
	struct event event = {.kind = kind, .source = SOURCE_KIOSK, .number = number};
	return day_record(day, &event);
}

/* What the log says of a movement: its words, which the roll does not keep, and whether it was taken back. */
struct said {
	const struct roll_fact *fact;
	struct event_words words;
	bool undone;
};

static enum err find_said(void *context, const struct event *event)
{
	struct said *said = context;
	const struct event_key *key = &said->fact->key;
	if (event_key_compare(&event->key, key) == 0)
		said->words = event->words;
	else if (event->kind == EVENT_UNDONE && event_key_compare(&event->target, key) == 0)
		said->undone = true;
	return OK;
}

/* A movement taken while the clock was wrong is told again with its true time, which the monotonic clock knows; the first
 * telling stays in the log, undone (P7). What staff took back meanwhile stays taken back. */
static enum err date_again(struct day *day, const struct roll_fact *fact)
{
	int64_t utc_ms = day->now.utc_ms - (day->now.mono_ms - fact->at.mono_ms);
	int64_t off_ms = utc_ms - fact->at.utc_ms;
	if (off_ms > -CLOCK_STEP_MS && off_ms < CLOCK_STEP_MS)
		return OK;
	struct event undone = {
		.kind = EVENT_UNDONE,
		.source = SOURCE_KIOSK,
		.pupil = fact->pupil,
		.session = fact->session,
		.target = fact->key,
	};
	struct event again = {
		.kind = fact->kind,
		.source = fact->source,
		.pupil = fact->pupil,
		.at = calendar_moment(utc_ms, fact->at.mono_ms, day->boot, day->now.trust),
	};
	struct said said = {.fact = fact};
	int64_t row = 0;
	enum err err = store_read_events(day->store, fact->session.day, fact->session.day,
					 fact->pupil, 0, &row, find_said, &said);
	if (err || said.undone)
		return err;
	again.words = said.words;
	err = day_record(day, &again);
	return err ? err : day_record(day, &undone);
}

static enum err date_undated(struct day *day)
{
	for (; day->undated.count > 0; day->undated.count--) {
		enum err err = date_again(day, &day->undated.facts[day->undated.count - 1]);
		if (err)
			return err;
	}
	return OK;
}

enum err day_tick(struct day *day)
{
	read_clock(day);
	if (!day->store)
		return OK;
	int64_t by_ms = day->now.utc_ms - day->now.mono_ms - day->wall_minus_mono_ms;
	day->wall_minus_mono_ms += by_ms;
	enum err err = day->now.day == day->roll_day ? OK : turn(day);
	if (!err && (by_ms > CLOCK_STEP_MS || by_ms < -CLOCK_STEP_MS))
		err = day_note(day, EVENT_CLOCK_STEPPED, by_ms);
	if (!err && day->now.trust != TRUST_UNTRUSTED)
		err = date_undated(day);
	return err;
}

enum err day_refresh(struct day *day)
{
	if (!day->store)
		return OK;
	int64_t version = 0;
	enum err err = store_data_version(day->store, &version);
	if (!err && version != day->data_version)
		err = day_load_roster(day);
	if (!err)
		err = read_new_events(day);
	if (!err)
		day->data_version = version;
	return err;
}

bool day_clock_lost(const struct day *day)
{
	return day->now.trust == TRUST_UNTRUSTED && day->now.day < calendar_day(SET_YEAR, 1, 1);
}

bool day_in_window(const struct day *day)
{
	const struct calendar *calendar = &day->school.calendar;
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		struct session session = {day->now.day, part};
		const struct bell *bell = &calendar->bells[part];
		if (rules_school_open(&day->school, session) &&
		    day->now.minute >= bell->opens_min && day->now.minute <= bell->closes_min + 1)
			return true;
	}
	return false;
}
