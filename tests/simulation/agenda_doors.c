/* What staff say of doors on a day, and what befalls the kiosks at those that stay shut. */
#include "tests/simulation/world.h"

#define MINUTE_MS 60000
#define OUT_OF_USE_MIN 600

static void push(struct agenda *agenda, enum step_kind kind, int kiosk, int other, int minute,
		 int64_t a)
{
	struct step step = {.at_ms = calendar_utc_ms(agenda->day, minute) + 23000,
			    .kind = (uint8_t)kind,
			    .class = CLASS_DOORS,
			    .kiosk = (uint8_t)kiosk,
			    .other = (uint8_t)other,
			    .a = a,
			    .b = 4};
	agenda_push(agenda, &step);
}

/* The kiosk is on, and nobody hears of it. */
static void fall_silent(struct agenda *agenda, int kiosk, int minute)
{
	for (int to = 0; to < agenda->world->plan.kiosk_count; to++) {
		if (to == kiosk)
			continue;
		push(agenda, STEP_EXCHANGE, kiosk, to, minute, 1);
		push(agenda, STEP_EXCHANGE, kiosk, to, 6 * 60 + 50 + OUT_OF_USE_MIN, 0);
	}
}

void agenda_doors(struct world *world, int32_t day)
{
	struct agenda agenda = {.world = world, .day = day, .named = 12000};
	const struct plan *plan = &world->plan;
	if (day > plan->last_day - 9) /* for healing */
		return;
	for (int i = 0; i < plan->kiosk_count; i++) {
		struct door_day door = plan_door(plan, i, day);
		struct dice dice = dice_of(plan->seed, 720 + (uint64_t)i, (uint64_t)day);
		int at = dice_in(&dice, 0, plan->kiosk_count - 1);
		if (door.kind == DOOR_AS_USUAL)
			continue;
		push(&agenda, STEP_DOOR, at, i, door.said_min, 1);
		if (door.again_min >= 0)
			push(&agenda, STEP_DOOR, dice_in(&dice, 0, plan->kiosk_count - 1), i,
			     door.again_min, 0);
		if (door.off && plan_door_shut(plan, i, day, 0))
			push(&agenda, STEP_OFF, i, 0, 6 * 60 + 50, OUT_OF_USE_MIN);
		else if (door.silent)
			fall_silent(&agenda, i, door.silent_min);
	}
}
