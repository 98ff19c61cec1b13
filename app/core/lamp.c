#include "core/lamp.h"

#define MINUTE_MS 60000

void lamp_init(struct lamp *lamp, const struct lamp_rule *rule, int64_t mono_ms)
{
	*lamp = (struct lamp){
		.rule = *rule, .level = LAMP_FULL, .seen_mono_ms = mono_ms, .in_hours = true};
}

bool lamp_hours(const struct school *school, int16_t day_ends_min, const struct moment *now)
{
	int from_min = INT16_MAX, to_min = day_ends_min;
	bool open = false;

	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		const struct bell *bell = &school->calendar.bells[part];

		if (!bell->held)
			continue;
		if (bell->opens_min < from_min)
			from_min = bell->opens_min;
		if (bell->closes_min > to_min)
			to_min = bell->closes_min;
		open = open || rules_school_open(school, (struct session){now->day, part});
	}
	return open && now->minute >= from_min - LAMP_MARGIN_MIN &&
	       now->minute < to_min + LAMP_MARGIN_MIN;
}

bool lamp_wake(struct lamp *lamp, int64_t mono_ms)
{
	bool dark = lamp->level == LAMP_OFF;

	lamp->seen_mono_ms = mono_ms;
	lamp->level = LAMP_FULL;
	return dark;
}

bool lamp_finger(struct lamp *lamp, int64_t mono_ms, bool down)
{
	bool dark = lamp_wake(lamp, mono_ms);

	if (down || dark)
		lamp->unseen = dark;
	return !lamp->unseen;
}

/* When it has been full for long enough. */
static int64_t idle_mono_ms(const struct lamp *lamp)
{
	int minutes = lamp->rule.dim_after_min > 0 ? lamp->rule.dim_after_min : LAMP_AWAKE_MIN;

	return lamp->seen_mono_ms + (int64_t)minutes * MINUTE_MS;
}

static enum lamp_level idle_level(const struct lamp *lamp)
{
	if (!lamp->in_hours && lamp->rule.off_outside_hours)
		return LAMP_OFF;
	return lamp->rule.dim_after_min > 0 ? LAMP_DIM : LAMP_FULL;
}

void lamp_step(struct lamp *lamp, int64_t mono_ms, bool in_hours)
{
	/* Children come: a dark screen would tell them that the kiosk is out of order. */
	if (in_hours && !lamp->in_hours)
		lamp->seen_mono_ms = mono_ms;
	lamp->in_hours = in_hours;
	lamp->level = mono_ms < idle_mono_ms(lamp) ? LAMP_FULL : idle_level(lamp);
}

int64_t lamp_deadline(const struct lamp *lamp)
{
	return lamp->level == idle_level(lamp) ? INT64_MAX : idle_mono_ms(lamp);
}
