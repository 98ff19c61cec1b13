/* What each child does on each day, from the seed, the child and the day alone. */
#include "tests/simulation/plan.h"

#define LONGEST_ABSENCE 6

/* Begins an absence on this day, and of how many calendar days? 0: none. */
static int absence_from(const struct plan *plan, int person, int32_t day, enum absence_kind *kind)
{
	struct dice dice = dice_of(plan->seed, 20 + (uint64_t)person, (uint64_t)day);
	int mill = plan->people[person].tracked ? 45 : 12;
	if (!dice_mill(&dice, mill))
		return 0;
	static const enum absence_kind kinds[] = {
		ABSENCE_SILENT,      ABSENCE_SILENT,     ABSENCE_SILENT,     ABSENCE_RANG_IN,
		ABSENCE_RANG_IN,     ABSENCE_LOOKED,     ABSENCE_AFTER_FLAG, ABSENCE_AFTER_FLAG,
		ABSENCE_DAYS_LATER,  ABSENCE_DAYS_LATER, ABSENCE_SUSPENDED,  ABSENCE_HOLIDAY,
		ABSENCE_OUT_OF_COUNT};
	*kind = kinds[dice_in(&dice, 0, (int)COUNT_OF(kinds) - 1)];
	return dice_mill(&dice, 550) ? 1 : dice_in(&dice, 2, LONGEST_ABSENCE);
}

static bool absent(const struct plan *plan, int person, int32_t day, struct conduct *out)
{
	out->kind = CONDUCT_ABSENT;
	for (int back = 0; back < LONGEST_ABSENCE; back++) {
		enum absence_kind kind = ABSENCE_SILENT;
		if (absence_from(plan, person, day - back, &kind) <= back)
			continue;
		/* Who does not come is often explained at first, and then no longer. */
		bool wanes = back > 1 && (plan->seed + (uint64_t)person) % 2 == 0;
		out->absence = wanes ? ABSENCE_SILENT : kind;
		return true;
	}
	const struct plan_person *who = &plan->people[person];
	out->absence = (plan->seed + (uint64_t)day) % 3 ? ABSENCE_SILENT : ABSENCE_DAYS_LATER;
	return who->long_from != DAY_OPEN && who->long_from <= day && day <= who->long_to;
}

static enum conduct_kind some_coming(struct dice *dice)
{
	int which = dice_in(dice, 0, 99);
	if (which < 84)
		return CONDUCT_IN_TIME;
	if (which < 90)
		return CONDUCT_LATE;
	if (which < 92)
		return CONDUCT_AT_CLOSE;
	return which < 97 ? CONDUCT_AFTER_CLOSE : CONDUCT_MIDDAY;
}

static enum noon_kind some_noon(struct dice *dice)
{
	int which = dice_in(dice, 0, 99);
	if (which < 84)
		return NOON_STAYS;
	return (enum noon_kind)(NOON_STAYS + 1 + which % 4);
}

struct conduct plan_conduct(const struct plan *plan, int person, int32_t day)
{
	struct conduct conduct = {0};
	struct dice dice = dice_of(plan->seed, 40000 + (uint64_t)person, (uint64_t)day);
	if (!plan->people[person].tracked) {
		conduct.kind = dice_mill(&dice, 60) ? CONDUCT_ABSENT : CONDUCT_IN_TIME;
		return conduct;
	}
	if (absent(plan, person, day, &conduct)) {
		conduct.mistaken = dice_mill(&dice, 25);
		conduct.marked_present = dice_mill(&dice, 25);
		return conduct;
	}
	conduct.kind = some_coming(&dice);
	conduct.noon = some_noon(&dice);
	conduct.two_doors = dice_mill(&dice, 30);
	conduct.marked_absent = dice_mill(&dice, 8);
	return conduct;
}
