/* The calendar of the year: terms, holidays, half days, years that come and go at other times. */
#include "core/calendar.h"
#include "tests/simulation/plan.h"

#include <stdio.h>

#define FRIDAY 4

int64_t plan_morning_ms(int32_t day)
{
	return calendar_utc_ms(day, 6 * 60 + 40);
}

void plan_add_closure(struct plan *plan, int32_t day, const char *code, uint32_t years, bool am,
		      bool pm, int64_t in_ms)
{
	if (plan->closure_count == PLAN_CLOSURES_MAX || calendar_weekday(day) > FRIDAY)
		return;
	struct plan_closure *closure = &plan->closures[plan->closure_count++];
	*closure = (struct plan_closure){.closure = {.day = day, .parts = {am, pm}, .years = years},
					 .in_ms = in_ms};
	snprintf(closure->closure.code.text, sizeof(closure->closure.code.text), "%s", code);
}

static void close_days(struct plan *plan, int32_t from, int32_t to)
{
	for (int32_t day = from; day <= to; day++)
		plan_add_closure(plan, day, "#", CALENDAR_ALL_YEARS, true, true, INT64_MIN);
}

/* The first such weekday on or after a date. */
static int32_t weekday_from(int year, int month, int day_of_month, int weekday)
{
	int32_t day = calendar_day(year, month, day_of_month);
	return day + (weekday - calendar_weekday(day) + 7) % 7;
}

static void make_bells(struct plan *plan, struct dice *dice)
{
	int16_t opens = (int16_t)(8 * 60 + 5 * dice_in(dice, 3, 8));
	int16_t after = (int16_t)(dice_mill(dice, 150) ? 0 : 5 * dice_in(dice, 1, 3));
	plan->bells[PART_AM] =
		(struct bell){true, opens, (int16_t)(opens + 4), (int16_t)(opens + 8), after};
	int16_t noon = (int16_t)(12 * 60 + 5 * dice_in(dice, 6, 12));
	plan->bells[PART_PM] =
		(struct bell){true, noon, (int16_t)(noon + 4), (int16_t)(noon + 8), after};
}

static void make_terms(struct plan *plan, struct dice *dice)
{
	int year = dice_in(dice, 2024, 2029);
	plan->first_day = weekday_from(year, 9, 1, dice_in(dice, 0, FRIDAY));
	int32_t half_autumn = weekday_from(year, 10, dice_in(dice, 18, 24), 0);
	close_days(plan, half_autumn, half_autumn + 4);
	int32_t christmas = weekday_from(year, 12, dice_in(dice, 17, 21), dice_in(dice, 0, FRIDAY));
	close_days(plan, christmas, weekday_from(year + 1, 1, 2, 0) - 1);
	int32_t half_spring = weekday_from(year + 1, 2, dice_in(dice, 9, 15), 0);
	close_days(plan, half_spring, half_spring + 4);
	int32_t easter = weekday_from(year + 1, 3, dice_in(dice, 24, 31), 0);
	close_days(plan, easter, easter + 11);
	plan_add_closure(plan, weekday_from(year + 1, 5, 1, 0), "#", CALENDAR_ALL_YEARS, true, true,
			 INT64_MIN);
	plan_add_closure(plan, weekday_from(year + 1, 5, 1, 3), "#", CALENDAR_ALL_YEARS, true, true,
			 plan_morning_ms(weekday_from(year + 1, 3, 1, 0)));
	int32_t half_summer = weekday_from(year + 1, 5, 24, 0);
	close_days(plan, half_summer, half_summer + 4);
	plan->last_day = weekday_from(year + 1, 7, 16, dice_in(dice, 0, FRIDAY));
}

/* INSET days, half days, staggered starts, study leave, a part of the premises. */
static void make_odd_days(struct plan *plan, struct dice *dice)
{
	int32_t span = plan->last_day - plan->first_day;
	for (int i = 0; i < 4; i++)
		plan_add_closure(plan, plan->first_day + dice_in(dice, 20, span - 30), "#",
				 CALENDAR_ALL_YEARS, true, true, INT64_MIN);
	for (int i = 0; i < 3; i++) {
		bool am = dice_mill(dice, 400);
		plan_add_closure(plan, plan->first_day + dice_in(dice, 20, span - 30), "#",
				 CALENDAR_ALL_YEARS, am, !am, INT64_MIN);
	}
	for (int32_t day = plan->first_day; day < plan->first_day + dice_in(dice, 1, 3); day++)
		plan_add_closure(plan, day, "#", 1u << 9 | 1u << 10, true, true, INT64_MIN);
	int32_t leave = plan->last_day - dice_in(dice, 40, 50);
	for (int32_t day = leave; day < leave + 12; day++)
		plan_add_closure(plan, day, "S", 1u << 11, true, true, INT64_MIN);
	int32_t part = plan->first_day + dice_in(dice, 30, span - 40);
	if (plan->nation == NATION_ENGLAND)
		plan_add_closure(plan, part, "Y3", 1u << 8, true, true, plan_morning_ms(part));
	/* Entered only after the flags have gone: they are taken back. */
	for (int i = 0; i < 2; i++) {
		int32_t late = plan->first_day + dice_in(dice, 30, span - 40);
		plan_add_closure(plan, late, "#", CALENDAR_ALL_YEARS, true, true,
				 calendar_utc_ms(late + dice_in(dice, 0, 3), 10 * 60 + 31));
	}
}

void plan_make_days(struct plan *plan, struct dice *dice)
{
	plan->nation = dice_mill(dice, 150) ? NATION_WALES : NATION_ENGLAND;
	plan->afternoon = dice_mill(dice, 400) ? AFTERNOON_TAP : AFTERNOON_CARRIED;
	make_bells(plan, dice);
	make_terms(plan, dice);
	make_odd_days(plan, dice);
}
