/* The site: its people at its doors, its staff, its office. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/simulation/shelf.h"
#include "tests/simulation/world.h"

#define MINUTE_MS 60000
/* So much of the window may go unvouched for (coverage.h). */
#define GAP_MIN 2

/* -- the office ------------------------------------------------------------------------------------ */

struct lists {
	struct pupil pupils[PLAN_PEOPLE_MAX];
	struct closure closures[PLAN_CLOSURES_MAX];
	struct expectation expectations[PLAN_ARRANGED_MAX];
	struct care_row care[PLAN_REFS_MAX];
};
static struct lists lists;

/* The kiosks number pupils in the order in which they first heard of them. */
static void number_pupils(struct world *world, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int person = (int)strtol(lists.pupils[i].pupil_id + 1, NULL, 10);
		if (world->keys[person])
			continue;
		world->keys[person] = (uint32_t)++world->key_count;
		world->person_of[world->key_count] = (int16_t)person;
	}
}

static void import(struct world *world, int kiosk, int64_t as_of_ms)
{
	const struct plan *plan = &world->plan;
	const char *dir = world->kiosks[kiosk].dir;
	kiosk_now = &world->kiosks[kiosk];
	size_t pupils = plan_pupils(plan, as_of_ms, lists.pupils);
	number_pupils(world, pupils);
	int32_t day = calendar_moment(as_of_ms, 0, 0, TRUST_SYNCED).day;
	enum err err = shelf_import_pupils(dir, lists.pupils, pupils, day);
	size_t count = plan_closures(plan, as_of_ms, lists.closures);
	if (!err)
		err = shelf_import_closures(dir, lists.closures, count);
	count = plan_expectations(plan, as_of_ms, lists.expectations);
	for (size_t i = 0; i < count; i++)
		lists.expectations[i].pupil = world->keys[lists.expectations[i].pupil - 1];
	if (!err)
		err = shelf_import_expectations(dir, lists.expectations, count);
	count = plan_care_rows(plan, as_of_ms, lists.care);
	if (!err)
		err = shelf_import_care(dir, lists.care, count);
	ENSURE(!err);
	world->counts.of[COUNT_IMPORTS]++;
}

void site_catch_up(struct world *world, int kiosk)
{
	struct kiosk *one = &world->kiosks[kiosk];
	for (; one->imports < world->import_count; one->imports++)
		import(world, kiosk, world->imports[one->imports]);
}

void site_import(struct world *world)
{
	ENSURE(world->import_count < WORLD_IMPORTS_MAX);
	world->imports[world->import_count++] = world->now_ms;
	for (int i = 0; i < world->plan.kiosk_count; i++)
		if (world->kiosks[i].on)
			site_catch_up(world, i);
}

/* -- kiosks ---------------------------------------------------------------------------------------- */

void site_start(struct world *world, int kiosk)
{
	struct kiosk *one = &world->kiosks[kiosk];
	if (one->on)
		return;
	site_catch_up(world, kiosk);
	kiosk_start(one);
	world->trouble_ms[kiosk] = world->now_ms;
	world->counts.of[COUNT_CLOCK_UNSET] += one->unset;
	/* What a start owes it does at once, at whatever hour. */
	world_push(world, world->now_ms + MINUTE_MS, STEP_BEAT, kiosk, 1, 0);
}

void site_beat(struct world *world, int kiosk, bool full)
{
	struct kiosk *one = &world->kiosks[kiosk];
	if (!one->on)
		return;
	/* What comes is looked at with the minute's work: once a minute. */
	kiosk_now = one;
	struct hal_clock clock;
	hal_clock(&clock);
	if (clock.utc_ms / MINUTE_MS != one->minute)
		exchange_pull(world, kiosk);
	uint64_t failed = one->failed;
	int64_t minute = one->minute;
	size_t imports = one->imports;
	bool worked = kiosk_step(one, full);
	if (one->minute != minute && one->ready)
		world->seen_imports[kiosk] = imports;
	if (one->failed != failed)
		world->trouble_ms[kiosk] = world->now_ms;
	world->counts.of[COUNT_FAILED_COMMITS] += one->failed - failed;
	if (!one->ready)
		return;
	if (worked) {
		world->full_ms[kiosk] = world->now_ms;
		exchange_done(world, kiosk);
		post_written(world, kiosk);
	}
	if (full)
		post_tick(world, kiosk);
}

/* The kiosk at the door, or the next that can be used; through a door that stays shut nobody gets; -1: none. */
static int kiosk_at(const struct world *world, int door, bool through)
{
	struct moment now = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED);
	for (int i = 0; i < world->plan.kiosk_count; i++) {
		int at = (door + i) % world->plan.kiosk_count;
		bool shut = through && plan_door_shut(&world->plan, at, now.day, now.minute);
		if (!shut && world->kiosks[at].ready && !world->kiosks[at].out_of_order)
			return at;
	}
	return -1;
}

/* The child gives up, and goes in. */
static void turned_away(struct world *world, const struct step *step)
{
	struct moment now = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED);
	const struct bell *am = &world->plan.bells[PART_AM];
	if (step->kind == STEP_MOVE && step->a == EVENT_ARRIVED &&
	    now.minute > am->opens_min + GAP_MIN && now.minute < am->closes_min)
		world->turned_away[step->person] = now.day;
}

static void again_later(struct world *world, const struct step *step)
{
	struct step later = *step;
	later.at_ms = world->now_ms + 3 * MINUTE_MS;
	if (--later.b > 0)
		queue_push(&world->queue, &later);
	else
		turned_away(world, step);
}

void site_move(struct world *world, const struct step *step)
{
	int at = kiosk_at(world, step->kiosk, true);
	uint32_t key = world->keys[step->person];
	struct counts *counts = &world->counts;
	if (at < 0) {
		counts->of[COUNT_NO_KIOSK]++;
		again_later(world, step);
		return;
	}
	struct kiosk *kiosk = &world->kiosks[at];
	/* Who is on no list here has no card and no name to touch. */
	kiosk_now = kiosk;
	if (!key || !roster_pupil(&kiosk->day.roster, key))
		return;
	bool lost = kiosk->reader == HAL_READER_LOST;
	bool arrives = step->a == EVENT_ARRIVED;
	if (arrives && kiosk_already(kiosk, key))
		return;
	struct event event = {
		.kind = (enum event_kind)step->a,
		.source = arrives && !lost ? SOURCE_CARD : SOURCE_TOUCH,
		.pupil = key,
	};
	uint64_t failed = kiosk->failed;
	if (kiosk_record(kiosk, &event)) {
		counts->of[COUNT_REFUSED]++;
		counts->of[COUNT_FAILED_COMMITS] += kiosk->failed - failed;
		world->trouble_ms[at] = world->now_ms;
		again_later(world, step);
		return;
	}
	counts->of[COUNT_TOUCHED] += arrives && lost;
	facts_ticked(world, at, &event);
	world_trace(world, "person %d %s at kiosk %d as %llu", step->person,
		    event_kind_text(event.kind), at, (unsigned long long)event.key.sequence);
}

/* -- staff ----------------------------------------------------------------------------------------- */

static void sign(struct event *event, const char *reason)
{
	snprintf(event->words.reason, sizeof(event->words.reason), "%s", reason);
	snprintf(event->words.by_name, sizeof(event->words.by_name), "R. Okafor");
	snprintf(event->words.by_role, sizeof(event->words.by_role), "attendance officer");
}

static void record_at_any(struct world *world, int door, struct event *event,
			  const struct step *step)
{
	int at = kiosk_at(world, door, false);
	if (at < 0) {
		again_later(world, step);
		return;
	}
	struct kiosk *kiosk = &world->kiosks[at];
	uint64_t failed = kiosk->failed;
	if (kiosk_record(kiosk, event)) {
		world->counts.of[COUNT_FAILED_COMMITS] += kiosk->failed - failed;
		world->trouble_ms[at] = world->now_ms;
		again_later(world, step);
	} else {
		facts_ticked(world, at, event);
		world_trace(world, "staff: %s %s for person %d at kiosk %d",
			    event_kind_text(event->kind), event->code.text, step->person, at);
	}
}

void site_mark(struct world *world, const struct step *step)
{
	uint32_t key = world->keys[step->person];
	if (!key)
		return;
	struct event event = {
		.kind = EVENT_MARKED,
		.source = step->b & 2 ? SOURCE_MIS : SOURCE_STAFF,
		.pupil = key,
		.session = {(int32_t)step->a, (enum part)(step->b & 1)},
	};
	memcpy(event.code.text, step->code, sizeof(step->code));
	sign(&event, "as told to the office");
	record_at_any(world, step->kiosk, &event, step);
}

void site_closure(struct world *world, const struct step *step)
{
	int32_t day = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	struct event event = {
		.kind = EVENT_CLOSURE,
		.source = SOURCE_STAFF,
		.session = {day, PART_AM},
		.number = 1,
	};
	memcpy(event.code.text, step->code, sizeof(step->code));
	sign(&event, "boiler");
	record_at_any(world, step->kiosk, &event, step);
}

void site_door(struct world *world, const struct step *step)
{
	int at = kiosk_at(world, step->kiosk, false);
	/* By a clock that cannot be trusted it is not taken (staff_say_door). */
	if (at >= 0 && step->a && world->kiosks[at].trust == TRUST_UNTRUSTED)
		return;
	struct event event = {
		.kind = step->a ? EVENT_DOOR_NOT_IN_USE : EVENT_DOOR_IN_USE,
		.source = SOURCE_STAFF,
	};
	char name[KIOSK_ID_SIZE];
	plan_kiosk_name(step->other, name);
	sign(&event, name);
	record_at_any(world, step->kiosk, &event, step);
}

void site_undo(struct world *world, const struct step *step)
{
	int32_t day = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	facts_read(world);
	const struct fact *arrival = facts_of(world, step->person, day);
	while (arrival && (arrival->kind != EVENT_ARRIVED || arrival->lost))
		arrival = arrival->next;
	if (!arrival)
		return;
	struct event event = {
		.kind = EVENT_UNDONE,
		.source = SOURCE_STAFF,
		.pupil = world->keys[step->person],
		.session = arrival->session,
		.target = {.stream = arrival->stream, .sequence = arrival->sequence},
	};
	plan_kiosk_name(arrival->kiosk, event.target.kiosk);
	sign(&event, "another child's card");
	record_at_any(world, step->kiosk, &event, step);
}
