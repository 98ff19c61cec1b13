/* What goes wrong on a day. */
#include "tests/simulation/world.h"

#define MINUTE_MS 60000

static int64_t some_time(const struct agenda *agenda, struct dice *dice)
{
	return calendar_utc_ms(agenda->day, dice_in(dice, 7 * 60, 15 * 60)) +
	       dice_in(dice, 0, 59999);
}

static void fault(struct agenda *agenda, int64_t at_ms, enum step_kind kind, enum step_class class,
		  int kiosk, int64_t a, int64_t b)
{
	struct step step = {.at_ms = at_ms,
			    .kind = (uint8_t)kind,
			    .class = (uint8_t) class,
			    .kiosk = (uint8_t)kiosk,
			    .a = a,
			    .b = b};
	agenda_push(agenda, &step);
}

static void power(struct agenda *agenda, struct dice *dice, int kiosk)
{
	int which = dice_in(dice, 0, 999);
	if (which < 25)
		fault(agenda, some_time(agenda, dice), STEP_CUT, CLASS_POWER, kiosk,
		      dice_in(dice, 1, 30), 0);
	else if (which < 29)
		fault(agenda, some_time(agenda, dice), STEP_CUT, CLASS_POWER, kiosk,
		      dice_in(dice, 60, 600), 0);
	else if (which < 33)
		fault(agenda, some_time(agenda, dice), STEP_OFF, CLASS_POWER, kiosk,
		      dice_in(dice, 5, 240), 0);
	else if (which < 36)
		fault(agenda, some_time(agenda, dice), STEP_OFF, CLASS_POWER, kiosk,
		      dice_in(dice, 1440, 7 * 1440), 0);
}

static void reader(struct agenda *agenda, struct dice *dice, int kiosk)
{
	if (!dice_mill(dice, 22))
		return;
	int64_t from = some_time(agenda, dice);
	fault(agenda, from, STEP_READER, CLASS_READER, kiosk, 1, 0);
	int minutes = dice_mill(dice, 400) ? dice_in(dice, 0, 2) : dice_in(dice, 3, 300);
	fault(agenda, from + minutes * (int64_t)MINUTE_MS + 7000, STEP_READER, CLASS_READER, kiosk,
	      0, 0);
}

/* Wrong and known to be so; unset at a start; set right by small steps while it is trusted. */
static void clock(struct agenda *agenda, struct dice *dice, int kiosk)
{
	int which = dice_in(dice, 0, 999);
	int64_t from = some_time(agenda, dice);
	int64_t to = from + dice_in(dice, 3, 150) * (int64_t)MINUTE_MS;
	if (which < 14) {
		fault(agenda, from, STEP_CLOCK, CLASS_CLOCK, kiosk,
		      dice_in(dice, -30, 30) * (int64_t)MINUTE_MS, TRUST_UNTRUSTED);
	} else if (which < 22) {
		fault(agenda, from, STEP_CUT, CLASS_CLOCK, kiosk, dice_in(dice, 1, 5), 1);
	} else if (which < 28) {
		fault(agenda, from, STEP_CLOCK, CLASS_CLOCK, kiosk, dice_in(dice, -50000, 50000),
		      TRUST_SYNCED);
	} else if (which < 34) {
		fault(agenda, from, STEP_CLOCK, CLASS_CLOCK, kiosk, 0, TRUST_HOLDOVER);
	} else {
		return;
	}
	fault(agenda, to, STEP_CLOCK, CLASS_CLOCK, kiosk, 0, TRUST_SYNCED);
}

static void disk(struct agenda *agenda, struct dice *dice, int kiosk)
{
	if (!dice_mill(dice, 30))
		return;
	int64_t from = some_time(agenda, dice);
	int64_t to = from + dice_in(dice, 1, 40) * (int64_t)MINUTE_MS;
	fault(agenda, from, STEP_COMMIT, CLASS_COMMIT, kiosk, dice_in(dice, 1, 25), 0);
	fault(agenda, to, STEP_COMMIT, CLASS_COMMIT, kiosk, 0, 0);
}

static void network(struct agenda *agenda, struct dice *dice, int kiosk)
{
	int which = dice_in(dice, 0, 999);
	int64_t from = some_time(agenda, dice);
	if (which < 25) {
		int minutes = which < 1 ? dice_in(dice, 1440, 2 * 1440) : dice_in(dice, 2, 240);
		fault(agenda, from, STEP_NETWORK, CLASS_NETWORK, kiosk, 1, 0);
		fault(agenda, from + minutes * (int64_t)MINUTE_MS, STEP_NETWORK, CLASS_NETWORK,
		      kiosk, 0, 0);
	} else if (which < 40) {
		fault(agenda, from, STEP_SLOW, CLASS_NETWORK, kiosk, dice_in(dice, 3000, 90000), 0);
		fault(agenda, from + dice_in(dice, 5, 200) * (int64_t)MINUTE_MS, STEP_SLOW,
		      CLASS_NETWORK, kiosk, 0, 0);
	}
}

static void exchange(struct agenda *agenda, struct dice *dice, int from, int to)
{
	if (dice_mill(dice, 20)) {
		struct step step = {.at_ms = some_time(agenda, dice),
				    .kind = STEP_AGAIN,
				    .class = CLASS_EXCHANGE,
				    .kiosk = (uint8_t)from,
				    .other = (uint8_t)to};
		agenda_push(agenda, &step);
	}
	if (!dice_mill(dice, 60))
		return;
	struct step silent = {.at_ms = some_time(agenda, dice),
			      .kind = STEP_EXCHANGE,
			      .class = CLASS_EXCHANGE,
			      .kiosk = (uint8_t)from,
			      .other = (uint8_t)to,
			      .a = 1};
	int minutes = dice_mill(dice, 400) ? dice_in(dice, 1, 12) : dice_in(dice, 13, 400);
	struct step heard = silent;
	heard.at_ms += minutes * (int64_t)MINUTE_MS;
	heard.a = 0;
	agenda_push(agenda, &silent);
	agenda_push(agenda, &heard);
}

/* The kiosk stands there as it was on the evening before. */
static void restore(struct agenda *agenda, struct dice *dice, int kiosk)
{
	if (!dice_mill(dice, 3))
		return;
	fault(agenda, calendar_utc_ms(agenda->day, 16 * 60 + 12), STEP_BACKUP, CLASS_RESTORE, kiosk,
	      0, 0);
	int32_t next = agenda->day + 1;
	while (calendar_weekday(next) > 4)
		next++;
	int minute = dice_mill(dice, 500) ? 7 * 60 + 3 : dice_in(dice, 9 * 60, 14 * 60);
	fault(agenda, calendar_utc_ms(next, minute) + 5000, STEP_RESTORE, CLASS_RESTORE, kiosk, 0,
	      0);
}

void agenda_faults(struct world *world, int32_t day)
{
	struct agenda agenda = {.world = world, .day = day, .named = 8000};
	/* The last days are for healing. */
	if (day > world->plan.last_day - 9)
		return;
	for (int i = 0; i < world->plan.kiosk_count; i++) {
		struct dice dice = dice_of(world->plan.seed, 100 + (uint64_t)i, (uint64_t)day);
		power(&agenda, &dice, i);
		reader(&agenda, &dice, i);
		clock(&agenda, &dice, i);
		disk(&agenda, &dice, i);
		network(&agenda, &dice, i);
		restore(&agenda, &dice, i);
		for (int to = 0; to < world->plan.kiosk_count; to++)
			if (to != i)
				exchange(&agenda, &dice, i, to);
	}
}
