/* What is planned for a day: the kiosks' beats, who comes and goes when, and what staff and office do. */
#include <stdio.h>

#include "tests/simulation/world.h"

#define MINUTE_MS 60000
#define SECOND_MS 1000
#define BEATS_EVERY_MIN 2

void agenda_push(struct agenda *agenda, struct step *step)
{
	/* The name says the day and the place in its agenda: the same whatever else is left out. */
	step->name =
		(uint32_t)(agenda->day - agenda->world->plan.first_day + 1) << 14 | ++agenda->named;
	if (!filter_drops(agenda->world->filter, step, agenda->day) &&
	    (step->class <= CLASS_IMPORTS || agenda->world->faults >> step->class & 1))
		queue_push(&agenda->world->queue, step);
}

static int64_t at(const struct agenda *agenda, int minute, int second)
{
	return calendar_utc_ms(agenda->day, minute) + second * SECOND_MS;
}

/* -- the kiosks' beats -------------------------------------------------------------------------------- */

static void beat(struct agenda *agenda, int kiosk, int minute, bool full)
{
	char name[KIOSK_ID_SIZE];
	plan_kiosk_name(kiosk, name);
	world_push(agenda->world, at(agenda, minute, full ? outbox_beat_s(name) : 0), STEP_BEAT,
		   kiosk, full, 0);
}

/* On some days only; the kiosk works at each minute, and the same comes of it. */
static void now_and_then(struct agenda *agenda, int kiosk, int minute, int mill)
{
	struct dice dice = dice_of(agenda->world->plan.seed, 500 + (uint64_t)kiosk,
				   (uint64_t)agenda->day << 12 | (uint64_t)minute);
	if (dice_mill(&dice, mill))
		beat(agenda, kiosk, minute, true);
}

static void beats(struct agenda *agenda, int kiosk)
{
	const struct plan *plan = &agenda->world->plan;
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		const struct bell *bell = &plan->bells[part];
		for (int minute = bell->opens_min; minute <= bell->closes_min;
		     minute += BEATS_EVERY_MIN)
			beat(agenda, kiosk, minute, false);
		beat(agenda, kiosk, bell->closes_min + 1, false);
		int due = bell->closes_min + bell->flag_after_min;
		now_and_then(agenda, kiosk, bell->opens_min - 15, part == PART_AM ? 500 : 0);
		now_and_then(agenda, kiosk, bell->opens_min + 5, 300);
		beat(agenda, kiosk, due, true);
		now_and_then(agenda, kiosk, due + 4, 350);
		now_and_then(agenda, kiosk, bell->closes_min + 75, part == PART_AM ? 500 : 0);
		if (kiosk == 0)
			world_push(agenda->world, at(agenda, due + 6, 1), STEP_CHECK, 0, part, 0);
	}
	if (world_heals(agenda->world, agenda->day))
		beat(agenda, kiosk, plan->bells[PART_PM].closes_min + 23, true);
	else
		now_and_then(agenda, kiosk, plan->bells[PART_PM].closes_min + 23, 300);
}

/* -- children ------------------------------------------------------------------------------------------ */

static void move(struct agenda *agenda, struct dice *dice, int person, enum event_kind kind,
		 int64_t at_ms, enum step_class class)
{
	const struct plan *plan = &agenda->world->plan;
	int door = dice_in(dice, 0, plan->kiosk_count - 1);
	int minute = calendar_moment(at_ms, 0, 0, TRUST_SYNCED).minute;
	while (plan_door_shut(plan, door, agenda->day, minute))
		door = (door + 1) % plan->kiosk_count;
	struct step step = {
		.at_ms = at_ms,
		.kind = STEP_MOVE,
		.class = (uint8_t) class,
		.kiosk = (uint8_t)door,
		.person = (int16_t)person,
		.a = kind,
		.b = 4,
	};
	agenda_push(agenda, &step);
}

static int64_t within(const struct agenda *agenda, struct dice *dice, int from_min, int to_min)
{
	return at(agenda, dice_in(dice, from_min, to_min), dice_in(dice, 1, 59));
}

static int64_t coming(const struct agenda *agenda, struct dice *dice, enum conduct_kind kind,
		      enum part part)
{
	const struct bell *bell = &agenda->world->plan.bells[part];
	switch (kind) {
	case CONDUCT_LATE: return within(agenda, dice, bell->starts_min + 1, bell->closes_min - 1);
	case CONDUCT_AT_CLOSE: return within(agenda, dice, bell->closes_min, bell->closes_min);
	case CONDUCT_AFTER_CLOSE:
		return within(agenda, dice, bell->closes_min + 1, bell->closes_min + 30);
	case CONDUCT_MIDDAY:
		return within(agenda, dice, bell->closes_min + 40, bell->closes_min + 100);
	case CONDUCT_IN_TIME:
	case CONDUCT_ABSENT: break;
	}
	return within(agenda, dice, bell->opens_min - 12, bell->starts_min - 1);
}

static void noon(struct agenda *agenda, struct dice *dice, int person,
		 const struct conduct *conduct)
{
	const struct plan *plan = &agenda->world->plan;
	const struct bell *am = &plan->bells[PART_AM], *pm = &plan->bells[PART_PM];
	int64_t out = within(agenda, dice, pm->opens_min - 35, pm->opens_min - 12);
	switch (conduct->noon) {
	case NOON_STAYS:
		if (plan->afternoon == AFTERNOON_TAP && dice_mill(dice, 940))
			move(agenda, dice, person, EVENT_ARRIVED,
			     coming(agenda, dice,
				    dice_mill(dice, 920) ? CONDUCT_IN_TIME : CONDUCT_LATE, PART_PM),
			     CLASS_TAPS);
		return;
	case NOON_OUT_AND_BACK:
		move(agenda, dice, person, EVENT_LEFT, out, CLASS_NOON);
		move(agenda, dice, person, EVENT_RETURNED,
		     within(agenda, dice, pm->opens_min, pm->starts_min - 1), CLASS_NOON);
		return;
	case NOON_BACK_LATE:
		move(agenda, dice, person, EVENT_LEFT, out, CLASS_NOON);
		move(agenda, dice, person, EVENT_RETURNED,
		     within(agenda, dice, pm->closes_min + 1, pm->closes_min + 30), CLASS_NOON);
		return;
	case NOON_GONE: move(agenda, dice, person, EVENT_LEFT, out, CLASS_NOON); return;
	case NOON_SLIPS_OUT:
		move(agenda, dice, person, EVENT_LEFT,
		     within(agenda, dice, am->starts_min, am->closes_min - 3), CLASS_NOON);
		if (dice_mill(dice, 700))
			move(agenda, dice, person, EVENT_RETURNED,
			     within(agenda, dice, am->closes_min - 2, am->closes_min + 20),
			     CLASS_NOON);
		return;
	}
}

/* -- staff --------------------------------------------------------------------------------------------- */

static void mark(struct agenda *agenda, struct dice *dice, int person, const char *code,
		 int64_t at_ms, struct session session, bool mis)
{
	struct step step = {
		.at_ms = at_ms,
		.kind = STEP_MARK,
		.class = CLASS_MARKS,
		.kiosk = (uint8_t)dice_in(dice, 0, agenda->world->plan.kiosk_count - 1),
		.person = (int16_t)person,
		.a = session.day,
		.b = (int64_t)session.part | (mis ? 2 : 0),
	};
	snprintf(step.code, sizeof(step.code), "%s", code);
	agenda_push(agenda, &step);
}

static void mark_both(struct agenda *agenda, struct dice *dice, int person, const char *code,
		      int64_t at_ms)
{
	mark(agenda, dice, person, code, at_ms, (struct session){agenda->day, PART_AM}, false);
	mark(agenda, dice, person, code, at_ms + SECOND_MS, (struct session){agenda->day, PART_PM},
	     false);
}

static void explain(struct agenda *agenda, struct dice *dice, int person,
		    const struct conduct *conduct)
{
	const struct plan *plan = &agenda->world->plan;
	const struct bell *am = &plan->bells[PART_AM];
	bool wales = plan->nation == NATION_WALES;
	int64_t early = within(agenda, dice, am->opens_min, am->closes_min - 2);
	switch (conduct->absence) {
	case ABSENCE_SILENT:
	case ABSENCE_DAYS_LATER: return;
	case ABSENCE_RANG_IN:
		mark_both(agenda, dice, person, dice_mill(dice, 800) ? "I" : "M", early);
		return;
	case ABSENCE_LOOKED:
		mark(agenda, dice, person, "N", early, (struct session){agenda->day, PART_AM},
		     false);
		return;
	case ABSENCE_AFTER_FLAG:
		mark_both(agenda, dice, person, "I",
			  within(agenda, dice, am->closes_min + 30, am->closes_min + 70));
		return;
	case ABSENCE_SUSPENDED: mark_both(agenda, dice, person, "E", early); return;
	case ABSENCE_HOLIDAY: mark_both(agenda, dice, person, "G", early); return;
	case ABSENCE_OUT_OF_COUNT:
		mark_both(agenda, dice, person,
			  dice_mill(dice, 500) ? "X"
			  : wales              ? "Y"
					       : "Y2",
			  early);
		return;
	}
}

/* What the MIS says today of days gone by. */
static void explain_late(struct agenda *agenda, struct dice *dice, int person)
{
	const struct plan *plan = &agenda->world->plan;
	for (int back = 1; back <= 5; back++) {
		int32_t day = agenda->day - back;
		struct conduct then = plan_conduct(plan, person, day);
		if (then.kind != CONDUCT_ABSENT || then.absence != ABSENCE_DAYS_LATER ||
		    (day + person) % 5 + 1 != back || calendar_weekday(day) > 4)
			continue;
		int64_t at_ms = within(agenda, dice, 9 * 60 + 50, 11 * 60);
		for (enum part part = PART_AM; part < PART_COUNT; part++)
			mark(agenda, dice, person, "I", at_ms + (int64_t)part * SECOND_MS,
			     (struct session){day, part}, true);
	}
}

static void odd(struct agenda *agenda, struct dice *dice, int person, const struct conduct *conduct)
{
	const struct bell *am = &agenda->world->plan.bells[PART_AM];
	struct session morning = {agenda->day, PART_AM};
	if (conduct->two_doors) {
		agenda->world->counts.of[COUNT_TWO_DOORS]++;
		move(agenda, dice, person, EVENT_ARRIVED,
		     within(agenda, dice, am->opens_min, am->closes_min), CLASS_TAPS);
	}
	if (conduct->marked_absent)
		mark(agenda, dice, person, "I",
		     within(agenda, dice, am->closes_min + 30, am->closes_min + 60), morning, true);
	if (conduct->marked_present)
		mark(agenda, dice, person, "/",
		     within(agenda, dice, am->starts_min, am->closes_min + 60), morning, false);
	if (!conduct->mistaken)
		return;
	/* In time, or after the flag, which is then raised again. */
	bool late = dice_mill(dice, 400);
	move(agenda, dice, person, EVENT_ARRIVED,
	     late ? within(agenda, dice, am->closes_min + 18, am->closes_min + 20)
		  : coming(agenda, dice, CONDUCT_IN_TIME, PART_AM),
	     CLASS_TAPS);
	struct step undo = {
		.at_ms = late ? within(agenda, dice, am->closes_min + 50, am->closes_min + 70)
			      : within(agenda, dice, am->starts_min + 2, am->closes_min + 50),
		.kind = STEP_UNDO,
		.class = CLASS_MARKS,
		.person = (int16_t)person,
		.b = 3,
	};
	agenda_push(agenda, &undo);
}

static void child(struct agenda *agenda, int person)
{
	const struct plan *plan = &agenda->world->plan;
	const struct plan_person *who = &plan->people[person];
	struct dice dice = dice_of(plan->seed, 80000 + (uint64_t)person, (uint64_t)agenda->day);
	bool here = who->from_day <= agenda->day && agenda->day <= who->to_day &&
		    who->known_day <= agenda->day && agenda->day < who->deleted_day;
	if (who->tracked)
		explain_late(agenda, &dice, person);
	if (!here)
		return;
	struct conduct conduct = plan_conduct(plan, person, agenda->day);
	if (conduct.kind != CONDUCT_ABSENT) {
		int64_t comes = coming(agenda, &dice, conduct.kind, PART_AM);
		move(agenda, &dice, person, EVENT_ARRIVED, comes, CLASS_TAPS);
		if (who->tracked || plan->afternoon == AFTERNOON_TAP)
			noon(agenda, &dice, person, &conduct);
	}
	if (!who->tracked)
		return;
	if (conduct.kind == CONDUCT_ABSENT)
		explain(agenda, &dice, person, &conduct);
	odd(agenda, &dice, person, &conduct);
}

/* -- the day --------------------------------------------------------------------------------------------- */

/* Closed before anyone comes, or sent home after the flags have gone? */
static bool closes_unplanned(struct agenda *agenda, struct dice *dice)
{
	const struct plan *plan = &agenda->world->plan;
	if (!dice_mill(dice, 12))
		return false;
	bool before = dice_mill(dice, 500);
	struct step step = {
		.at_ms = before ? at(agenda, 7 * 60 + 40, 12)
				: at(agenda, plan->bells[PART_AM].closes_min + 33, 12),
		.kind = STEP_CLOSURE,
		.class = CLASS_CLOSURES,
		.kiosk = (uint8_t)dice_in(dice, 0, plan->kiosk_count - 1),
		.b = 4,
	};
	const char *code = plan->nation == NATION_WALES     ? "#"
			   : before && dice_mill(dice, 300) ? "Y3"
							    : "Y4";
	snprintf(step.code, sizeof(step.code), "%s", code);
	bool empty = before && code[1] != '3' &&
		     !filter_drops(agenda->world->filter, &step, agenda->day);
	agenda_push(agenda, &step);
	return empty;
}

static bool closed_all_day(const struct plan *plan, int32_t day)
{
	for (int i = 0; i < plan->closure_count; i++) {
		const struct closure *closure = &plan->closures[i].closure;
		if (closure->day == day && closure->years == CALENDAR_ALL_YEARS &&
		    closure->parts[PART_AM] && closure->parts[PART_PM])
			return true;
	}
	return false;
}

void agenda_day(struct world *world, int32_t day)
{
	struct agenda agenda = {.world = world, .day = day};
	struct dice dice = dice_of(world->plan.seed, 2, (uint64_t)day);
	const struct plan *plan = &world->plan;
	bool closed = closed_all_day(plan, day);
	for (int i = 0; i < plan->kiosk_count; i++) {
		if (!closed || dice_mill(&dice, 200))
			beats(&agenda, i);
		else
			beat(&agenda, i, plan->bells[PART_AM].closes_min + 21, true);
	}
	agenda_faults(world, day);
	if (closed)
		return;
	agenda_doors(world, day);
	bool empty = closes_unplanned(&agenda, &dice);
	if (empty)
		return;
	for (int i = 0; i < plan->person_count; i++)
		if (!plan->people[i].on_no_roll)
			child(&agenda, i);
}
