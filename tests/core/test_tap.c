#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/tap.h"

static struct sighting sight(unsigned number, int64_t mono_ms)
{
	return (struct sighting){
		.card = {.bytes = {4, (uint8_t)(number / 256), (uint8_t)number, 7}, .length = 4},
		.mono_ms = mono_ms,
	};
}

static bool step(struct tap *tap, unsigned number, int64_t mono_ms)
{
	struct sighting sighting = sight(number, mono_ms);
	return tap_step(tap, &sighting);
}

static void a_held_card_is_one_tap(void **state)
{
	(void)state;
	struct tap tap = {0};
	int taps = 0;
	for (int64_t ms = 0; ms <= 3000; ms += 150)
		taps += step(&tap, 1, 5000 + ms);
	assert_int_equal(taps, 1);
	/* Longer than the window, too: what counts is the last sighting. */
	for (int64_t ms = 3000; ms <= 60000; ms += 2900)
		taps += step(&tap, 1, 5000 + ms);
	assert_int_equal(taps, 1);
}

static void it_is_a_new_tap_after_the_window(void **state)
{
	(void)state;
	struct tap tap = {0};
	assert_true(step(&tap, 1, 1000));
	assert_false(step(&tap, 1, 1000 + TAP_WINDOW_MS));
	assert_true(step(&tap, 1, 1000 + TAP_WINDOW_MS + TAP_WINDOW_MS + 1));
}

static void two_cards_together_are_one_tap_each(void **state)
{
	(void)state;
	struct tap tap = {0};
	int taps[2] = {0, 0};
	for (int64_t ms = 0; ms < 3000; ms += 75)
		taps[ms / 75 % 2] += step(&tap, (unsigned)(ms / 75 % 2), ms);
	assert_int_equal(taps[0], 1);
	assert_int_equal(taps[1], 1);
}

static void eight_cards_are_remembered(void **state)
{
	(void)state;
	struct tap tap = {0};
	int taps = 0;
	for (int64_t ms = 0; ms < 8000; ms += 20)
		taps += step(&tap, (unsigned)(ms / 20 % TAP_RECENT_MAX), ms);
	assert_int_equal(taps, TAP_RECENT_MAX);
	/* A ninth takes the place of the one seen longest ago (card 0), and of no other. */
	assert_true(step(&tap, 99, 8000));
	for (unsigned card = 1; card < TAP_RECENT_MAX; card++)
		assert_false(step(&tap, card, 8001));
	assert_true(step(&tap, 0, 8002));
}

static void none_of_two_hundred_in_a_second_is_lost(void **state)
{
	(void)state;
	struct tap tap = {0};
	int taps = 0;
	for (unsigned card = 0; card < 200; card++) {
		taps += step(&tap, card, card * 5);
		taps += step(&tap, card, card * 5 + 2);
	}
	assert_int_equal(taps, 200);
}

static void time_that_runs_backwards_begins_anew(void **state)
{
	(void)state;
	struct tap tap = {0};
	for (unsigned card = 0; card < TAP_RECENT_MAX; card++)
		assert_true(step(&tap, card, 1000000));
	assert_true(step(&tap, 1, 10));
	assert_false(step(&tap, 1, 160));
	/* The old places, seen in a time yet to come, do not keep the new ones out. */
	int taps = 0;
	for (int64_t ms = 200; ms < 1000; ms += 10)
		taps += step(&tap, 20 + (unsigned)(ms / 10 % (TAP_RECENT_MAX - 1)), ms);
	assert_int_equal(taps, TAP_RECENT_MAX - 1);
	assert_false(step(&tap, 1, 1000));
}

static void no_card_is_no_tap(void **state)
{
	(void)state;
	struct tap tap = {0};
	struct sighting nothing = {.mono_ms = 5};
	assert_false(tap_step(&tap, &nothing));
	/* The same first bytes, longer: another card. */
	struct sighting seven = sight(1, 6);
	seven.card.length = 7;
	assert_true(step(&tap, 1, 5));
	assert_true(tap_step(&tap, &seven));
}

/* Law: against every sighting ever made, a tap is one whose card was not seen within the window before. */
static void it_is_what_a_long_memory_says(void **state)
{
	(void)state;
	enum { CARDS = TAP_RECENT_MAX };
	uint32_t seed = 20260914;
	print_message("seed %u\n", seed);
	struct tap tap = {0};
	int64_t seen[CARDS];
	int64_t now = 0;
	int taps = 0;
	for (size_t i = 0; i < CARDS; i++)
		seen[i] = -TAP_WINDOW_MS - 1;
	for (int i = 0; i < 20000; i++) {
		seed = seed * 1664525 + 1013904223;
		now += seed >> 22; /* up to a second */
		unsigned card = seed >> 8 & (CARDS - 1);
		bool expected = now - seen[card] > TAP_WINDOW_MS;
		seen[card] = now;
		taps += expected;
		if (step(&tap, card, now) != expected)
			fail_msg("sighting %d of card %u", i, card);
	}
	assert_true(taps > 1000 && taps < 19000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_held_card_is_one_tap),
		cmocka_unit_test(it_is_a_new_tap_after_the_window),
		cmocka_unit_test(two_cards_together_are_one_tap_each),
		cmocka_unit_test(eight_cards_are_remembered),
		cmocka_unit_test(none_of_two_hundred_in_a_second_is_lost),
		cmocka_unit_test(time_that_runs_backwards_begins_anew),
		cmocka_unit_test(no_card_is_no_tap),
		cmocka_unit_test(it_is_what_a_long_memory_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
