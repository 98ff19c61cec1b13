#include "tools/bench/hall.h"

#include "hal/hal.h"
#include "tests/support/no_printer.h"
#include "tools/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct hall hall = {.width_px = 1280, .height_px = 720};

void hall_lay(const struct card *card)
{
	hall.card = *card;
	hall.lying = true;
}

void hall_touch(void)
{
	hall.fingers = 2;
}

void hal_clock(struct hal_clock *out)
{
	*out = (struct hal_clock){hall.utc_ms, hall.utc_ms, TRUST_SYNCED};
}

bool hal_sighting(struct sighting *out)
{
	if (!hall.lying)
		return false;
	hall.lying = false;
	*out = (struct sighting){hall.card, hall.utc_ms};
	hall.seen_ms = measure_now_ms();
	return true;
}

enum hal_reader hal_reader(void)
{
	return HAL_READER_WELL;
}

void hal_screen(struct hal_screen *out)
{
	*out = (struct hal_screen){hall.width_px, hall.height_px, 5.9F};
}

bool hal_touch(struct hal_touch *out)
{
	if (hall.fingers == 0)
		return false;
	if (hall.fingers == 2)
		hall.seen_ms = measure_now_ms();
	*out = (struct hal_touch){hall.fingers == 2 ? HAL_FINGER_DOWN : HAL_FINGER_UP,
				  hall.width_px / 2, hall.height_px / 2};
	hall.fingers--;
	return true;
}

bool hal_key(struct hal_press *out)
{
	(void)out;
	return false;
}

bool hal_headset(void)
{
	return false;
}

void hal_speak(const struct hal_words *words, size_t count)
{
	(void)words;
	(void)count;
}

void hal_hush(void)
{
}

void hal_present(const uint32_t *pixels, int pitch_bytes)
{
	(void)pixels;
	(void)pitch_bytes;
	hall.shown_ms = measure_now_ms();
}

void hal_light(enum hal_light light)
{
	hall.dark = light == HAL_LIGHT_OFF;
	if (light == HAL_LIGHT_FULL)
		hall.lit_ms = measure_now_ms();
}

void hal_feedback(const char *feedback, enum hal_loudness loudness)
{
	(void)loudness;
	hall.told_ms = measure_now_ms();
	hall.welcomes += strcmp(feedback, "welcome") == 0 || strcmp(feedback, "late") == 0;
}

void hal_random(void *out, size_t size)
{
	if (getrandom(out, size, 0) != (ssize_t)size)
		abort();
}

void hal_log(enum hal_level level, const char *line)
{
	if (level <= HAL_ERROR)
		fprintf(stderr, "<%d>%s\n", (int)level, line);
}

void hal_observe(const char *kind, const char *members)
{
	(void)kind;
	(void)members;
}
