/* The keys of a USB keypad, as SDL tells of them. */
#include "firmware/keypad.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct keypad keypad;

static SDL_Event down(SDL_Scancode code, Uint16 mod, Uint8 repeat)
{
	return (SDL_Event){.key = {.type = SDL_KEYDOWN,
				   .repeat = repeat,
				   .keysym = {.scancode = code, .mod = mod}}};
}

static const struct row {
	const char *sentence;
	SDL_Scancode code;
	Uint16 mod;
	bool ours;
	enum hal_key key;
	int digit;
} rows[] = {
	{"Tab goes on", SDL_SCANCODE_TAB, 0, true, HAL_KEY_NEXT, 0},
	{"Shift and Tab goes back", SDL_SCANCODE_TAB, KMOD_LSHIFT, true, HAL_KEY_BEFORE, 0},
	{"down goes on", SDL_SCANCODE_DOWN, 0, true, HAL_KEY_NEXT, 0},
	{"up goes back", SDL_SCANCODE_UP, 0, true, HAL_KEY_BEFORE, 0},
	{"a number pad's plus goes on", SDL_SCANCODE_KP_PLUS, 0, true, HAL_KEY_NEXT, 0},
	{"its minus goes back", SDL_SCANCODE_KP_MINUS, 0, true, HAL_KEY_BEFORE, 0},
	{"its Enter presses", SDL_SCANCODE_KP_ENTER, KMOD_NUM, true, HAL_KEY_PRESS, 0},
	{"its star listens", SDL_SCANCODE_KP_MULTIPLY, 0, true, HAL_KEY_LISTEN, 0},
	{"its stroke is back", SDL_SCANCODE_KP_DIVIDE, 0, true, HAL_KEY_BACK, 0},
	{"its point erases", SDL_SCANCODE_KP_PERIOD, 0, true, HAL_KEY_ERASE, 0},
	{"its nought", SDL_SCANCODE_KP_0, KMOD_NUM, true, HAL_KEY_DIGIT, 0},
	{"its nine, whatever Num Lock says", SDL_SCANCODE_KP_9, 0, true, HAL_KEY_DIGIT, 9},
	{"a keyboard's four", SDL_SCANCODE_4, 0, true, HAL_KEY_DIGIT, 4},
	{"Escape is back", SDL_SCANCODE_ESCAPE, 0, true, HAL_KEY_BACK, 0},
	{"a letter is nothing", SDL_SCANCODE_A, 0, false, HAL_KEY_NEXT, 0},
	{"Alt is nothing", SDL_SCANCODE_LALT, 0, false, HAL_KEY_NEXT, 0},
};

static void every_key_means_what_it_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const SDL_Event event = down(rows[i].code, rows[i].mod, 0);
		struct hal_press press = {0};
		bool taken = keypad_take(&keypad, &event);
		bool waits = keypad_key(&keypad, &press);

		if (taken != rows[i].ours || waits != rows[i].ours ||
		    (waits && (press.key != rows[i].key || press.digit != rows[i].digit)))
			fail_msg("%s", rows[i].sentence);
	}
}

static void a_key_held_down_counts_once(void **state)
{
	const SDL_Event first = down(SDL_SCANCODE_TAB, 0, 0), again = down(SDL_SCANCODE_TAB, 0, 1);
	SDL_Event up = first;
	struct hal_press press;

	(void)state;
	up.type = SDL_KEYUP;
	assert_true(keypad_take(&keypad, &first));
	for (int i = 0; i < 50; i++)
		assert_true(keypad_take(&keypad, &again));
	assert_false(keypad_take(&keypad, &up));
	assert_true(keypad_key(&keypad, &press));
	assert_false(keypad_key(&keypad, &press));
}

static void a_storm_of_keys_is_bounded_and_in_order(void **state)
{
	struct hal_press press;
	int count = 0;

	(void)state;
	for (int i = 0; i < 200; i++) {
		const SDL_Event event = down(SDL_SCANCODE_1 + (SDL_Scancode)(i % 9), 0, 0);
		keypad_take(&keypad, &event);
	}
	while (keypad_key(&keypad, &press))
		assert_int_equal(press.digit, 1 + count++ % 9);
	assert_int_equal(count, KEYPAD_KEYS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_means_what_it_should),
		cmocka_unit_test(a_key_held_down_counts_once),
		cmocka_unit_test(a_storm_of_keys_is_bounded_and_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
