/* Fingers, keys, cards, switches and time, at random, on the whole kiosk. SEED= chooses another run, STEPS= how long it is; a failing run
 * prints how to play it again (`make hands`). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/flow.h"
#include "tests/support/hands.h"

#define STEPS 6000
/* As many as it takes to come to the rarest of the staff's screens. */
#define STEPS_OF_STAFF 50000

static long number(const char *name, long fallback)
{
	const char *text = getenv(name);

	return text && *text ? strtol(text, NULL, 10) : fallback;
}

static void report(bool well, const char *sentence)
{
	printf("%s - %s\n", well ? "ok" : "not ok", sentence);
	fflush(stdout);
}

static bool play(uint64_t seed, long steps)
{
	const char *broken = NULL;

	hands_begin(seed);
	for (long step = 1; !broken && step <= steps; step++) {
		broken = hands_step();
		if (broken)
			printf("# broken at step %ld (%s): %s\n"
			       "# play it again: SEED=%llu STEPS=%ld "
			       "build/tests/fuzz/test_hands\n%s\n",
			       step, hands_did(), broken, (unsigned long long)seed, step,
			       hands_seen());
	}
	return !broken;
}

/* Screens that hands came to; a run that does not get anywhere proves nothing. */
static bool got_about(long steps)
{
	bool everywhere = true;

	for (int screen = 0; screen < SCREEN_COUNT; screen++) {
		printf("# %s: %ld\n", screen_text((enum screen)screen),
		       hands_counts.screens[screen]);
		everywhere =
			everywhere && ((screen > SCREEN_OUT_OF_ORDER && steps < STEPS_OF_STAFF) ||
				       hands_counts.screens[screen] > 0);
	}
	printf("# %ld steps, %ld controls, %ld slides, %ld keys, %ld cards, %ld ticks, "
	       "%ld times left alone, %ld nights, %ld power cuts, %ld staff cards\n",
	       hands_counts.steps, hands_counts.controls, hands_counts.slides, hands_counts.keys,
	       hands_counts.cards, hands_counts.ticks, hands_counts.quiet, hands_counts.days,
	       hands_counts.cuts, hands_counts.staff);
	return steps < STEPS || (everywhere && hands_counts.ticks > steps / 100);
}

/* -- laws that could not be broken would prove nothing ---------------------------------------------- */

static void the_laws_can_be_broken(void)
{
	char named[300], register_named[300];
	snprintf(named, sizeof(named), "screen \"idle\" 0,0 9x9\ntext \"%s\" 0,0 9x9\n",
		 hands_name());
	snprintf(register_named, sizeof(register_named),
		 "screen \"register\" 0,0 9x9\nchoice \"%s: In 08:41\" 0,0 9x9\n", hands_name());
	const struct {
		const char *says;
		struct hands_sight sight;
		bool broken;
	} table[] = {
		{"an idle screen breaks no law", {.text = "screen \"idle\" 0,0 9x9\n"}, false},
		{"a name on the idle screen does", {.text = named}, true},
		{"a name within a word does not",
		 {.text = "screen \"idle\" 0,0 9x9\ntext \"Annable\" 0,0 9x9\n"},
		 false},
		{"a list after fifty seconds does not",
		 {.text = "screen \"names\" 0,0 9x9\n", .quiet_ms = 50000},
		 false},
		{"... but after fifty-one it does",
		 {.text = "screen \"names\" 0,0 9x9\n", .quiet_ms = 51000},
		 true},
		{"staff mode a minute after the last touch does, though cards came",
		 {.text = "screen \"register\" 0,0 9x9\n", .untouched_ms = 61000},
		 true},
		{"... and before that does not",
		 {.text = "screen \"register\" 0,0 9x9\n",
		  .quiet_ms = 59000,
		  .untouched_ms = 59000},
		 false},
		{"a name said aloud does",
		 {.text = "screen \"confirm\" 0,0 9x9\n", .aloud = hands_name()},
		 true},
		{"... and other words do not",
		 {.text = "screen \"confirm\" 0,0 9x9\n", .aloud = "Is this you?"},
		 false},
		{"a name in staff mode does not", {.text = register_named}, false},
		{"... but after fifty-one seconds without a touch it does",
		 {.text = register_named, .untouched_ms = 51000},
		 true},
		{"out of order with a bad disk does not",
		 {.text = "screen \"out_of_order\" 0,0 9x9\n", .disk_bad = true},
		 false},
		{"... and with a good one does",
		 {.text = "screen \"out_of_order\" 0,0 9x9\n"},
		 true},
		{"a tick before its event does",
		 {.text = "screen \"idle\" 0,0 9x9\n", .early = "welcome"},
		 true},
	};
	for (size_t i = 0; i < COUNT_OF(table); i++)
		report((hands_broken(&table[i].sight) != NULL) == table[i].broken, table[i].says);
}

int main(void)
{
	const uint64_t seed = (uint64_t)number("SEED", 1);
	const long steps = number("STEPS", STEPS);

	report(play(seed, steps), "whatever hands do, the kiosk keeps its laws");
	report(got_about(steps), "hands came to every screen, or had few steps");
	the_laws_can_be_broken();
	hands_end();
	return 0;
}
