/* The speaker: there or not, now or later, and closed as soon as nothing sounds. */
#include "core/flow.h"
#include "firmware/sound.h"
#include "firmware/speech.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int logged;

void hal_log(enum hal_level level, const char *line)
{
	logged++;
	print_message("# <%d>%s\n", (int)level, line);
}

static struct sound sound;
static int16_t minute[60 * SPEECH_RATE];

static int set_up(void **state)
{
	(void)state;
	logged = 0;
	sound = (struct sound){0};
	return setenv("SDL_AUDIODRIVER", "dummy", 1);
}

static int tear_down(void **state)
{
	(void)state;
	sound_release(&sound);
	SDL_QuitSubSystem(SDL_INIT_AUDIO);
	return 0;
}

/* Asks for the sound of a welcome at this time. True: it sounds. */
static bool sounds(int64_t mono_ms)
{
	sound_want(&sound, "welcome", HAL_USUAL);
	sound_step(&sound, mono_ms);
	return sound.device != 0;
}

static void a_tune_is_over_and_the_device_closed(void **state)
{
	(void)state;
	assert_true(sounds(1000));
	int64_t end_ms = sound_step(&sound, 1000);
	assert_in_range(end_ms, 1000 + sound_length_ms("welcome"), 2000);
	assert_int_equal(sound_step(&sound, end_ms), INT64_MAX);
	assert_int_equal(sound.device, 0);
}

/* EN 301 549 5.1.3.10 and WCAG 1.4.2 speak of three seconds; a queue at the door has none to spare. */
static void no_tune_lasts_half_a_second(void **state)
{
	(void)state;
	for (enum feedback feedback = FEEDBACK_WELCOME; feedback <= FEEDBACK_FAULT; feedback++)
		if (sound_length_ms(feedback_text(feedback)) >= 500)
			fail_msg("too long: %s", feedback_text(feedback));
}

static void a_speaker_that_comes_later_is_found(void **state)
{
	(void)state;
	setenv("SDL_AUDIODRIVER", "no such driver", 1);
	assert_false(sounds(1000));
	setenv("SDL_AUDIODRIVER", "dummy", 1);
	assert_false(sounds(2000)); /* looking for one takes time that a pupil waits for */
	assert_true(sounds(1000 + SOUND_AGAIN_MS));
	assert_int_equal(logged, 1);
}

static void a_speaker_that_never_comes_is_told_of_once(void **state)
{
	(void)state;
	setenv("SDL_AUDIODRIVER", "no such driver", 1);
	for (int i = 0; i < 10; i++)
		assert_false(sounds(1000 + i * (int64_t)SOUND_AGAIN_MS));
	assert_int_equal(logged, 1);
}

/* An open device wakes the processor some forty times a second. */
static void hushed_speech_does_not_keep_the_device(void **state)
{
	(void)state;
	sound_say(&sound, minute, COUNT_OF(minute), 1000);
	assert_true(sound_step(&sound, 1000) > 50000);
	sound_hush(&sound);
	int64_t end_ms = sound_step(&sound, 1000);
	assert_true(end_ms < 2000);
	assert_int_equal(sound_step(&sound, end_ms), INT64_MAX);
	assert_int_equal(sound.device, 0);
}

static void a_hush_does_not_cut_the_tune_of_a_result(void **state)
{
	(void)state;
	sound_say(&sound, minute, COUNT_OF(minute), 1000);
	assert_true(sounds(1000));
	int64_t end_ms = sound_step(&sound, 1000);
	sound_hush(&sound);
	assert_true(SDL_GetAudioDeviceStatus(sound.device) == SDL_AUDIO_PLAYING);
	assert_int_equal(sound_step(&sound, 1100), end_ms);
	assert_true(end_ms > 1000 + sound_length_ms("welcome"));
}

static void what_is_said_after_a_hush_is_heard(void **state)
{
	(void)state;
	sound_say(&sound, minute, COUNT_OF(minute), 1000);
	sound_hush(&sound);
	sound_step(&sound, 1010);
	sound_say(&sound, minute, COUNT_OF(minute), 1020);
	assert_true(sound_step(&sound, 1030) > 50000);
}

#define WITH_DUMMY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DUMMY(a_tune_is_over_and_the_device_closed),
		WITH_DUMMY(no_tune_lasts_half_a_second),
		WITH_DUMMY(a_speaker_that_comes_later_is_found),
		WITH_DUMMY(a_speaker_that_never_comes_is_told_of_once),
		WITH_DUMMY(hushed_speech_does_not_keep_the_device),
		WITH_DUMMY(a_hush_does_not_cut_the_tune_of_a_result),
		WITH_DUMMY(what_is_said_after_a_hush_is_heard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
