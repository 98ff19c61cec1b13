/* The desk's side of the seam: app/hal/hal.h over the simulated hall. */
#include "hal/hal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/members.h"
#include "sim/world.h"

void hal_clock(struct hal_clock *out)
{
	*out = (struct hal_clock){
		.utc_ms = world.true_ms + world.clock_offset_ms,
		.mono_ms = world_mono_ms(),
		.trust = world.trust,
	};
}

bool hal_sighting(struct sighting *out)
{
	if (world.waiting_count == 0)
		return false;
	*out = world.waiting[0];
	world.waiting_count--;
	memmove(world.waiting, world.waiting + 1, world.waiting_count * sizeof(world.waiting[0]));
	return true;
}

enum hal_reader hal_reader(void)
{
	return world.reader;
}

void hal_screen(struct hal_screen *out)
{
	*out = world.screen;
}

bool hal_touch(struct hal_touch *out)
{
	if (world.touch_count == 0)
		return false;
	*out = world.touches[0];
	world.touch_count--;
	memmove(world.touches, world.touches + 1, world.touch_count * sizeof(world.touches[0]));
	return true;
}

bool hal_key(struct hal_press *out)
{
	if (world.key_count == 0)
		return false;
	*out = world.keys[0];
	world.key_count--;
	memmove(world.keys, world.keys + 1, world.key_count * sizeof(world.keys[0]));
	return true;
}

void hal_present(const uint32_t *pixels, int pitch_bytes)
{
	size_t width = (size_t)world.screen.width_px;
	const char *row = (const char *)pixels;
	world.frames++;
	for (int y = 0; y < world.screen.height_px; y++, row += pitch_bytes)
		memcpy(world.pixels + (size_t)y * width, row, width * sizeof(uint32_t));
}

void hal_light(enum hal_light light)
{
	char members[32];
	world.light = light;
	world.frames++; /* it is to be seen anew */
	snprintf(members, sizeof(members), "\"light\":\"%s\"", world_light_text(light));
	world_tell("light", members);
}

void hal_feedback(const char *feedback, enum hal_loudness loudness)
{
	char members[64];
	snprintf(members, sizeof(members), "\"feedback\":\"%s\"%s", feedback,
		 loudness == HAL_SOFT ? ",\"soft\":true" : "");
	world_tell("feedback", members);
}

bool hal_headset(void)
{
	return world.headset;
}

static void tell_speech(const char *language, const char *said)
{
	char text[2 * WORLD_SPOKEN_SIZE];
	char members[2 * WORLD_SPOKEN_SIZE + 64];
	members_quote(said, text, sizeof(text));
	snprintf(members, sizeof(members), "\"headset\":%s,\"language\":\"%s\",\"text\":%s",
		 world.headset ? "true" : "false", language, text);
	world_tell("speech", members);
}

void hal_speak(const struct hal_words *words, size_t count)
{
	size_t used = 0;
	for (size_t i = 0; i < count; i++) {
		char *said = world.spoken + used;
		size_t room = sizeof(world.spoken) - used;
		size_t length = words[i].length < room ? words[i].length : room - 1;
		memcpy(said, words[i].text, length);
		said[length] = '\0';
		for (char *at = said; *at; at++)
			if (*at == '\n')
				*at = ' ';
		tell_speech(words[i].language, said);
		used += length;
	}
}

void hal_hush(void)
{
	if (!world.spoken[0])
		return;
	world.spoken[0] = '\0';
	tell_speech("", "");
}

/* What is on the paper has names in it: the trace has how much it is, and a sign by which two are told apart. */
static void tell_print(const char *printer, const char *title)
{
	uint64_t hash = 0xcbf29ce484222325U;
	size_t sheets = 1, lines = 0;
	char members[400], name[160], job[160];
	for (const char *at = world.printed; *at; at++) {
		hash = (hash ^ (unsigned char)*at) * 0x100000001b3U;
		sheets += *at == '\f';
		lines += *at == '\n';
	}
	members_quote(printer, name, sizeof(name));
	members_quote(title, job, sizeof(job));
	snprintf(members, sizeof(members),
		 "\"printer\":%s,\"title\":%s,\"sheets\":%zu,\"lines\":%zu,\"digest\":\"%016llx\"",
		 name, job, sheets, lines, (unsigned long long)hash);
	world_tell("print", members);
}

bool hal_print(const char *printer, const char *title, const char *text)
{
	if (hal_printed() == HAL_PRINTING)
		return false;
	free(world.printed);
	world.printed = strdup(text);
	if (!world.printed)
		abort();
	world.print_end_ms = world.true_ms + WORLD_PRINT_MS;
	world.print_ends = world.printer_gone ? HAL_PRINT_REFUSED : HAL_PRINTED;
	if (!world.printer_gone)
		tell_print(printer, title);
	return true;
}

enum hal_printed hal_printed(void)
{
	if (world.print_ends == HAL_PRINTED_NOTHING)
		return HAL_PRINTED_NOTHING;
	return world.true_ms < world.print_end_ms ? HAL_PRINTING : world.print_ends;
}

/* SplitMix64: small, seeded, and good enough to spread ids and jitter. */
static uint64_t next_random(void)
{
	uint64_t z = world.random += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

void hal_random(void *out, size_t size)
{
	uint8_t *bytes = out;
	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)(next_random() >> 56);
}

void hal_log(enum hal_level level, const char *line)
{
	char text[1024];
	char members[1100];
	members_quote(line, text, sizeof(text));
	snprintf(members, sizeof(members), "\"level\":%d,\"line\":%s", (int)level, text);
	world_tell("log", members);
}

void hal_observe(const char *kind, const char *members)
{
	world_tell(kind, members);
}
