#include "sim/pace.h"

void pace_init(struct pace *pace, int64_t real_ms, int64_t virtual_ms)
{
	*pace = (struct pace){.real_ms = real_ms, .virtual_ms = virtual_ms, .speed = 1};
}

int64_t pace_target(const struct pace *pace, int64_t real_ms)
{
	if (pace->jump_ms)
		return pace->jump_ms;
	if (pace->paused)
		return pace->virtual_ms;
	return pace->virtual_ms + (real_ms - pace->real_ms) * pace->speed;
}

void pace_reached(struct pace *pace, int64_t real_ms, int64_t virtual_ms)
{
	pace->real_ms = real_ms;
	pace->virtual_ms = virtual_ms;
	if (virtual_ms >= pace->jump_ms)
		pace->jump_ms = 0;
}

void pace_set_speed(struct pace *pace, int64_t real_ms, int speed)
{
	pace_set_paused(pace, real_ms, false);
	pace->speed = speed;
}

void pace_set_paused(struct pace *pace, int64_t real_ms, bool paused)
{
	int64_t now_ms = pace->jump_ms ? pace->virtual_ms : pace_target(pace, real_ms);

	pace->jump_ms = 0;
	pace_reached(pace, real_ms, now_ms);
	pace->paused = paused;
}

void pace_jump(struct pace *pace, int64_t to_virtual_ms)
{
	pace->jump_ms = to_virtual_ms;
	pace->paused = false;
}

int64_t pace_wait_ms(const struct pace *pace, int64_t real_ms, int64_t virtual_ms)
{
	int64_t now_ms = pace_target(pace, real_ms);

	if (virtual_ms <= now_ms)
		return 0;
	if (pace->paused || virtual_ms == INT64_MAX)
		return INT64_MAX;
	return (virtual_ms - now_ms + pace->speed - 1) / pace->speed;
}

bool pace_fast(const struct pace *pace)
{
	return pace->jump_ms != 0 || (!pace->paused && pace->speed > 1);
}
