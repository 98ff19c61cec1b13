#include "sim/world.h"

#include <stdlib.h>
#include <string.h>

/* A Pi without a battery clock needs about this long until programs start. */
#define BOOT_TAKES_MS 20000

struct world world;

enum err world_init(uint64_t seed)
{
	world.random = seed;
	world.trust = TRUST_SYNCED;
	world.reader = HAL_READER_WELL;
	world.pixels = calloc((size_t)world.screen.width_px * (size_t)world.screen.height_px,
			      sizeof(uint32_t));
	return world.pixels ? OK : ERR_NO_MEMORY;
}

void world_release(void)
{
	free(world.pixels);
	free(world.printed);
	memset(&world, 0, sizeof(world));
}

int64_t world_mono_ms(void)
{
	return world.true_ms - world.boot_ms + BOOT_TAKES_MS;
}

static void see(const struct card *card, int64_t mono_ms)
{
	if (world.waiting_count < WORLD_LYING_MAX)
		world.waiting[world.waiting_count++] = (struct sighting){*card, mono_ms};
}

void world_see(const struct card *card)
{
	see(card, world_mono_ms());
}

static void lift_card(size_t at)
{
	world.lying_count--;
	memmove(&world.lying[at], &world.lying[at + 1],
		(world.lying_count - at) * sizeof(world.lying[0]));
}

void world_advance(int64_t true_ms)
{
	ENSURE(true_ms >= world.true_ms);
	world.true_ms = true_ms;
	for (size_t i = world.lying_count; i-- > 0;) {
		struct world_card *lying = &world.lying[i];
		if (lying->next_ms <= true_ms) {
			if (world.reader == HAL_READER_WELL)
				see(&lying->card, world_mono_ms());
			lying->next_ms = true_ms + WORLD_SIGHTING_MS;
		}
		if (lying->next_ms > lying->until_ms)
			lift_card(i);
	}
}

int64_t world_deadline(void)
{
	int64_t deadline = INT64_MAX;
	for (size_t i = 0; i < world.lying_count; i++)
		if (world.lying[i].next_ms < deadline)
			deadline = world.lying[i].next_ms;
	if (world.print_end_ms > world.true_ms && world.print_end_ms < deadline)
		deadline = world.print_end_ms;
	return deadline;
}

enum err world_put_card(const struct card *card, int64_t for_ms)
{
	if (world.lying_count == WORLD_LYING_MAX)
		return ERR_FULL;
	world.lying[world.lying_count++] = (struct world_card){
		.card = *card,
		.next_ms = world.true_ms + WORLD_SIGHTING_MS,
		.until_ms = world.true_ms + for_ms,
	};
	return OK;
}

void world_take_card(const struct card *card, int64_t at_ms)
{
	for (size_t i = 0; i < world.lying_count; i++)
		if (card_equal(&world.lying[i].card, card))
			world.lying[i].until_ms = at_ms;
}

enum err world_touch(enum hal_finger finger, int x_px, int y_px)
{
	if (world.touch_count == WORLD_TOUCHES_MAX)
		return ERR_FULL;
	world.touches[world.touch_count++] = (struct hal_touch){finger, x_px, y_px};
	return OK;
}

enum err world_key(enum hal_key key, int digit)
{
	if (world.key_count == WORLD_KEYS_MAX)
		return ERR_FULL;
	world.keys[world.key_count++] = (struct hal_press){key, digit};
	return OK;
}

void world_boot(void)
{
	world.boot_ms = world.true_ms;
	world.waiting_count = 0;
	world.touch_count = 0;
	world.key_count = 0;
	world.spoken[0] = '\0';
	world.print_ends = HAL_PRINTED_NOTHING;
	world.light = HAL_LIGHT_FULL;
}

const char *world_light_text(enum hal_light light)
{
	static const char *const names[] = {"full", "dim", "off"};

	ENSURE(light >= 0 && (size_t)light < COUNT_OF(names));
	return names[light];
}

void world_tell(const char *kind, const char *members)
{
	if (world.witness)
		world.witness(world.witness_context, kind, members);
}
