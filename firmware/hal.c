#include "hal/hal.h"

#include "firmware/devices.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

static struct devices *devices;

void devices_use(struct devices *used)
{
	devices = used;
}

void hal_clock(struct hal_clock *out)
{
	struct clock_reading reading;

	clock_read(&reading);
	out->utc_ms = reading.utc_ms;
	out->mono_ms = reading.mono_ms;
	out->trust = clock_judge(&devices->clock, &reading);
}

bool hal_sighting(struct sighting *out)
{
	return devices->has_reader && reader_child_sighting(&devices->reader, out);
}

enum hal_reader hal_reader(void)
{
	return devices->has_reader ? devices->reader.state : HAL_READER_NONE;
}

void hal_screen(struct hal_screen *out)
{
	*out = devices->screen.size;
}

bool hal_touch(struct hal_touch *out)
{
	return screen_touch(&devices->screen, out);
}

bool hal_key(struct hal_press *out)
{
	return keypad_key(&devices->screen.keypad, out);
}

void hal_present(const uint32_t *pixels, int pitch_bytes)
{
	screen_present(&devices->screen, pixels, pitch_bytes);
}

void hal_light(enum hal_light light)
{
	backlight_set(&devices->backlight, light);
	/* A lamp that is merely low, or none, would still show something. */
	if (light == HAL_LIGHT_OFF)
		screen_black(&devices->screen);
}

void hal_feedback(const char *feedback, enum hal_loudness loudness)
{
	sound_want(&devices->sound, feedback, loudness);
}

bool hal_headset(void)
{
	return devices->headset.in;
}

void hal_speak(const struct hal_words *words, size_t count)
{
	sound_hush(&devices->sound);
	if (!devices->sound.silent)
		speech_want(&devices->speech, words, count);
}

void hal_hush(void)
{
	sound_hush(&devices->sound);
	speech_hush(&devices->speech);
}

static int64_t now_ms(void)
{
	struct clock_reading reading;

	clock_read(&reading);
	return reading.mono_ms;
}

bool hal_print(const char *printer, const char *title, const char *text)
{
	return printer_begin(&devices->printer, printer, title, text, now_ms());
}

enum hal_printed hal_printed(void)
{
	return devices->printer.last;
}

void hal_random(void *out, size_t size)
{
	uint8_t *bytes = out;

	while (size > 0) {
		ssize_t got = getrandom(bytes, size, 0);
		if (got < 0 && errno != EINTR)
			abort(); /* ids that repeat would be worse than none */
		if (got > 0) {
			bytes += got;
			size -= (size_t)got;
		}
	}
}

void hal_log(enum hal_level level, const char *line)
{
	fprintf(stderr, "<%d>%s\n", (int)level, line);
}

void hal_observe(const char *kind, const char *members)
{
	(void)kind;
	(void)members;
}
