/* The seam of the simulated kiosks: virtual time, seeded randomness, silence. */
#include "hal/hal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/simulation/kiosk.h"

struct kiosk *kiosk_now;

void hal_clock(struct hal_clock *out)
{
	const struct kiosk *kiosk = kiosk_now;
	int64_t mono_ms = *kiosk->true_ms - kiosk->started_ms + 20000;
	*out = (struct hal_clock){
		.utc_ms = kiosk->unset ? mono_ms : *kiosk->true_ms + kiosk->offset_ms,
		.mono_ms = mono_ms,
		.trust = kiosk->trust,
	};
}

enum hal_reader hal_reader(void)
{
	return kiosk_now->reader;
}

void hal_random(void *out, size_t size)
{
	unsigned char *bytes = out;
	while (size > 0) {
		uint64_t word = dice_roll(&kiosk_now->random);
		size_t part = size < sizeof(word) ? size : sizeof(word);
		memcpy(bytes, &word, part);
		bytes += part;
		size -= part;
	}
}

/* SIMULATION_LOG shows what the kiosks log, for whoever looks into one failing year. */
void hal_log(enum hal_level level, const char *line)
{
	if (level <= HAL_ERROR)
		kiosk_now->failed++;
	if (getenv("SIMULATION_LOG"))
		fprintf(stderr, "<%d>%s: %s\n", (int)level, kiosk_now->dir, line);
}

void hal_observe(const char *kind, const char *members)
{
	(void)kind;
	(void)members;
}
