/* Which doors stay shut on which days, and what staff say of them, from the seed, the kiosk and the day alone. */
#include "tests/simulation/plan.h"

struct door_day plan_door(const struct plan *plan, int kiosk, int32_t day)
{
	struct dice dice = dice_of(plan->seed, 700 + (uint64_t)kiosk, (uint64_t)day);
	struct door_day door = {.kind = DOOR_AS_USUAL};
	const struct bell *am = &plan->bells[PART_AM], *pm = &plan->bells[PART_PM];
	if (!dice_mill(&dice, plan->kiosk_count > 1 ? 70 : 8))
		return door;
	static const enum door_kind kinds[] = {DOOR_SHUT, DOOR_SHUT,   DOOR_SHUT,
					       DOOR_SHUT, DOOR_OPENED, DOOR_OPENED,
					       DOOR_LIE,  DOOR_LIE,    DOOR_MISTAKE};
	door.kind = kinds[dice_in(&dice, 0, (int)COUNT_OF(kinds) - 1)];
	const int times[] = {am->opens_min - 40, am->opens_min + 5,   am->closes_min,
			     am->closes_min + 1, am->closes_min + 30, pm->closes_min + 4};
	door.said_min =
		times[dice_in(&dice, 0, door.kind == DOOR_OPENED ? 2 : 5)] + dice_in(&dice, 0, 8);
	/* Nobody comes or goes there until it is opened, after the last who are late. */
	door.again_min = door.kind == DOOR_OPENED    ? am->closes_min + dice_in(&dice, 31, 100)
			 : door.kind == DOOR_MISTAKE ? door.said_min + dice_in(&dice, 1, 90)
						     : -1;
	int odds = dice_in(&dice, 0, 9);
	door.off = door.kind == DOOR_SHUT && odds < 5;
	door.silent = !door.off && odds < 8;
	/* Where children come in all the same, some are heard of before. */
	door.silent_min =
		door.kind == DOOR_SHUT ? 6 * 60 + 50 : am->opens_min + dice_in(&dice, 8, 40);
	return door;
}

static bool stays_shut(const struct plan *plan, int kiosk, int32_t day, int minute)
{
	struct door_day door = plan_door(plan, kiosk, day);
	return door.kind == DOOR_SHUT || (door.kind == DOOR_OPENED && minute < door.again_min);
}

bool plan_door_shut(const struct plan *plan, int kiosk, int32_t day, int minute)
{
	int shut = 0;
	for (int i = 0; i < plan->kiosk_count; i++)
		shut += stays_shut(plan, i, day, minute);
	/* Somewhere they come in. */
	return shut < plan->kiosk_count && stays_shut(plan, kiosk, day, minute);
}

bool plan_doors_spoken_of(const struct plan *plan, int32_t day)
{
	for (int i = 0; i < plan->kiosk_count; i++)
		if (plan_door(plan, i, day).kind != DOOR_AS_USUAL)
			return true;
	return false;
}

bool plan_door_lie(const struct plan *plan, int kiosk, int32_t day)
{
	struct door_day door = plan_door(plan, kiosk, day);
	bool shut = door.kind == DOOR_SHUT || door.kind == DOOR_OPENED;
	return door.kind != DOOR_AS_USUAL && !(shut && plan_door_shut(plan, kiosk, day, 0));
}
