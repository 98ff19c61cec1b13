/* The people of the year: pupils, who looks after whom, and what is arranged for whom. */
#include "core/calendar.h"
#include "tests/simulation/plan.h"

#include <stdio.h>
#include <string.h>

#define FORM_OF 10

static int32_t some_day(const struct plan *plan, struct dice *dice)
{
	return plan->first_day + dice_in(dice, 15, plan->last_day - plan->first_day - 25);
}

static void make_pupil(struct plan *plan, struct dice *dice, int at)
{
	struct plan_person *person = &plan->people[at];
	*person = (struct plan_person){
		.year_group = (int8_t)(7 + at / FORM_OF % 6),
		.form = (uint8_t)(at / FORM_OF),
		.from_day = plan->first_day - 400,
		.to_day = DAY_OPEN,
		.to_told_day = DAY_OPEN,
		.known_day = INT32_MIN,
		.deleted_day = DAY_OPEN,
		.new_upn_day = DAY_OPEN,
		.long_from = DAY_OPEN,
	};
	if (dice_mill(dice, 70)) {
		person->long_from = some_day(plan, dice);
		person->long_to = person->long_from + dice_in(dice, 8, 55);
	}
}

/* Starters, leavers, late deletions: the last pupils of the list, so that the keys of all others stay. */
static void make_change(struct plan *plan, struct dice *dice, int at)
{
	struct plan_person *person = &plan->people[at];
	switch (dice_in(dice, 0, 5)) {
	case 0:
		person->from_day = some_day(plan, dice);
		person->known_day = person->from_day - dice_in(dice, 0, 6);
		break;
	case 1:
		person->to_day = some_day(plan, dice);
		person->to_told_day = person->to_day - dice_in(dice, -4, 6);
		break;
	case 2: person->deleted_day = some_day(plan, dice); break;
	case 3: person->new_upn_day = some_day(plan, dice); break;
	default: break;
	}
}

static int add_ref(struct plan *plan, int person, int authority)
{
	int at = plan->ref_count++;
	plan->refs[at] = (struct plan_ref){.person = person, .authority = authority};
	snprintf(plan->refs[at].text, sizeof(plan->refs[at].text), "C-%03d", at);
	plan->people[person].tracked = true;
	return at;
}

static struct plan_care *add_care(struct plan *plan, int ref, int32_t from, int32_t to)
{
	struct plan_care *care = &plan->care[plan->care_count++];
	*care = (struct plan_care){ref, COHORT_LOOKED_AFTER, from, to, INT64_MIN, INT64_MAX};
	return care;
}

static int64_t told_ms(int32_t day, struct dice *dice)
{
	static const int minutes[] = {6 * 60 + 40, 6 * 60 + 40, 9 * 60 + 7, 11 * 60 + 3,
				      14 * 60 + 9};
	return calendar_utc_ms(day, minutes[dice_in(dice, 0, 4)]);
}

/* Mostly one authority all year; some enter or leave care, or change authority, told before, on the day or after it. */
static void make_care(struct plan *plan, struct dice *dice, int person)
{
	int authority = dice_in(dice, 0, plan->authority_count - 1);
	int ref = add_ref(plan, person, authority);
	int kind = dice_in(dice, 0, 9);
	struct plan_care *care = add_care(plan, ref, plan->first_day - 300, DAY_OPEN);
	if (kind > 3)
		return;
	int32_t day = some_day(plan, dice);
	int64_t in_ms = told_ms(day + dice_in(dice, -2, 2), dice);
	if (kind == 0) { /* enters care */
		care->from_day = day;
		care->in_ms = in_ms;
		return;
	}
	if (kind == 1 && dice_mill(dice, 300)) { /* another cohort, of which nobody hears */
		care->cohort = COHORT_KINSHIP;
		return;
	}
	care->out_ms = in_ms; /* leaves care, or another authority takes over */
	add_care(plan, ref, plan->first_day - 300, day - 1)->in_ms = in_ms;
	if (kind == 1)
		return;
	int other = (authority + 1) % plan->authority_count;
	add_care(plan, add_ref(plan, person, other), day, DAY_OPEN)->in_ms = in_ms;
}

/* An authority hears of a move some days late or early, and is an alarm on no roll for that time. */
static void follow_roll(struct plan *plan, struct dice *dice, int person)
{
	const struct plan_person *who = &plan->people[person];
	int days = dice_in(dice, 0, 6);
	for (int i = 0; i < plan->care_count; i++) {
		struct plan_care *care = &plan->care[i];
		if (plan->refs[care->ref].person != person)
			continue;
		if (who->known_day != INT32_MIN) {
			int64_t heard_ms = plan_morning_ms(who->known_day - days / 2);
			if (care->in_ms < heard_ms)
				care->in_ms = heard_ms;
			if (care->from_day < who->from_day - days)
				care->from_day = who->from_day - days;
		}
		if (who->deleted_day != DAY_OPEN &&
		    care->out_ms > plan_morning_ms(who->deleted_day + days))
			care->out_ms = plan_morning_ms(who->deleted_day + days);
	}
}

static void arrange(struct plan *plan, int person, int weekday, enum part part, const char *code,
		    int32_t from, int32_t to, int32_t told)
{
	if (plan->arranged_count == PLAN_ARRANGED_MAX)
		return;
	struct plan_arranged *arranged = &plan->arranged[plan->arranged_count++];
	*arranged = (struct plan_arranged){
		.person = person,
		.expectation = {.pupil = (uint32_t)person + 1,
				.weekday = (int8_t)weekday,
				.part = part,
				.from_day = from,
				.to_day = to},
		.told_day = told,
	};
	snprintf(arranged->expectation.code.text, sizeof(arranged->expectation.code.text), "%s",
		 code);
}

/* Part-time timetables, dual registration, provision elsewhere; some end. */
static void make_arranged(struct plan *plan, struct dice *dice, int person)
{
	static const char *const codes[] = {"C2", "D", "B", "W", "X"};
	const char *code = codes[dice_in(dice, 0, 4)];
	if (plan->nation == NATION_WALES && code[0] == 'C')
		code = "D";
	int32_t from = dice_mill(dice, 500) ? plan->first_day - 100 : some_day(plan, dice);
	int32_t to = dice_mill(dice, 500) ? DAY_OPEN : from + dice_in(dice, 20, 160);
	int32_t told = from - dice_in(dice, 0, 3);
	bool whole = dice_mill(dice, 400);
	for (int weekday = dice_in(dice, 0, 3); weekday < 5; weekday += dice_in(dice, 1, 3)) {
		if (whole || dice_mill(dice, 400))
			arrange(plan, person, weekday, PART_AM, code, from, to, told);
		arrange(plan, person, weekday, PART_PM, code, from, to, told);
	}
}

static void make_tracked(struct plan *plan, struct dice *dice, int pupils)
{
	int tracked = pupils < 100 ? 8 : 40;
	for (int i = 0; i < tracked; i++) {
		int person = i < 3 ? pupils - 1 - i : dice_in(dice, 0, pupils - 4);
		if (plan->people[person].tracked)
			continue;
		if (i < 3)
			make_change(plan, dice, person);
		make_care(plan, dice, person);
		follow_roll(plan, dice, person);
		if (dice_mill(dice, 350))
			make_arranged(plan, dice, person);
	}
	if (!dice_mill(dice, 300))
		return;
	int person = plan->person_count++;
	make_pupil(plan, dice, person);
	plan->people[person].on_no_roll = true;
	plan->people[person].known_day = DAY_OPEN;
	int32_t from = some_day(plan, dice);
	struct plan_care *care =
		add_care(plan, add_ref(plan, person, 0), from, from + dice_in(dice, 3, 30));
	care->in_ms = plan_morning_ms(from);
}

void plan_make_people(struct plan *plan, struct dice *dice, int pupils)
{
	plan->authority_count = dice_in(dice, 2, PLAN_AUTHORITIES_MAX);
	for (int i = 0; i < plan->authority_count; i++) {
		snprintf(plan->authorities[i].id, AUTHORITY_ID_SIZE, "%d", 831 + i);
		plan->authorities[i].explained_too = dice_mill(dice, 500);
	}
	plan->person_count = pupils;
	for (int i = 0; i < pupils; i++)
		make_pupil(plan, dice, i);
	make_tracked(plan, dice, pupils);
}

void plan_make(struct plan *plan, uint64_t seed, int pupils)
{
	struct dice dice = dice_of(seed, 1, 0);
	memset(plan, 0, sizeof(*plan));
	plan->seed = seed;
	int door = dice_in(&dice, 0, 9);
	plan->kiosk_count = door < 5 ? 1 : door < 9 ? 2 : 3;
	plan_make_days(plan, &dice);
	plan_make_people(plan, &dice, pupils);
}
