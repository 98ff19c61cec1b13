/* An idle kiosk: how often it asks to be called, and what it shows, counted in virtual time. The clock wakes it when the minute turns, the
 * beat once a minute, the lamp once, and here, where no virtual school answers, each of three authorities is tried again. */
#include <stdio.h>

#include "sim/world.h"
#include "tests/support/hall.h"

#define MINUTE_MS 60000

struct calls {
	int steps;
	unsigned frames;
};

/* Lets so many minutes pass, stepping the kiosk at its own deadlines alone. */
static struct calls idle(int minutes)
{
	struct calls calls = {.frames = world.frames};
	int64_t end_ms = world.true_ms + (int64_t)minutes * MINUTE_MS;

	while (hall.deadline_ms < end_ms && calls.steps < 10000) {
		world_advance(hall.deadline_ms > world.true_ms ? hall.deadline_ms : world.true_ms);
		int64_t mono_ms = app_step(hall.app);
		while (app_busy(hall.app))
			app_drive(hall.app);
		hall.deadline_ms = mono_ms - world_mono_ms() + world.true_ms;
		calls.steps++;
	}
	world_advance(end_ms);
	calls.frames = world.frames - calls.frames;
	return calls;
}

static void expect(const char *sentence, int minutes, int most_a_minute, unsigned frames_a_minute)
{
	struct calls calls = idle(minutes);
	bool well = calls.steps >= minutes && calls.steps <= most_a_minute * minutes &&
		    calls.frames <= frames_a_minute * (unsigned)minutes;

	if (!well)
		printf("# %d minutes: %d steps, %u frames\n", minutes, calls.steps, calls.frames);
	hall_report(well, sentence);
}

static enum hal_light light_at(int day, int hour, int minute)
{
	hall_run_to(day, hour, minute);
	return world.light;
}

int main(void)
{
	hall_set_up();
	hall_on();
	hall_run_to(0, 8, 45);
	expect("while registers are open it is called a few times a minute", 30, 6, 2);
	hall_run_to(0, 16, 5);
	hall_report(world.light == HAL_LIGHT_OFF, "after school it is dark");
	expect("in the evening too, and nothing is shown", 120, 5, 0);
	hall_run_to(5, 9, 0);
	expect("nor on a Saturday", 120, 5, 0);
	hall_report(light_at(7, 7, 59) == HAL_LIGHT_OFF, "before school it is dark");
	hall_report(light_at(7, 8, 1) == HAL_LIGHT_FULL, "for the first who come it is bright");
	hall_run_to(7, 10, 0);
	hall_tap("04000000000042");
	hall_run_for(1000);
	hall_report(world.light == HAL_LIGHT_FULL, "and for each card");
	hall_run_for((int64_t)5 * MINUTE_MS);
	hall_report(world.light == HAL_LIGHT_DIM, "five minutes later it is dim");

	/* The kiosk does not know the hour. */
	world.trust = TRUST_UNTRUSTED;
	hall_report(light_at(7, 20, 0) == HAL_LIGHT_DIM,
		    "a clock that cannot be believed puts no light out");
	world.trust = TRUST_SYNCED;
	hall_report(light_at(7, 20, 10) == HAL_LIGHT_OFF, "once it can be, it does");
	hall_end();
	return 0;
}
