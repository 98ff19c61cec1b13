/* The appliance as it is, main and all, but for its clock, which begins at FIRSTBELL_BENCH_UTC_MS and is believed; and it tells
 * on standard output when a frame was shown and a tap was answered: "frame MS", "tick MS", of CLOCK_MONOTONIC. */
#include "firmware/clock.h"
#include "hal/hal.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void __real_clock_read(struct clock_reading *out);
void __real_hal_feedback(const char *feedback, enum hal_loudness loudness);
void __real_hal_present(const uint32_t *pixels, int pitch_bytes);
void __wrap_clock_read(struct clock_reading *out);
void __wrap_hal_feedback(const char *feedback, enum hal_loudness loudness);
void __wrap_hal_present(const uint32_t *pixels, int pitch_bytes);

void __wrap_clock_read(struct clock_reading *out)
{
	static int64_t ahead_ms;

	__real_clock_read(out);
	if (ahead_ms == 0) {
		const char *begin = getenv("FIRSTBELL_BENCH_UTC_MS");
		ENSURE(begin);
		ahead_ms = strtoll(begin, NULL, 10) - out->mono_ms;
	}
	out->utc_ms = out->mono_ms + ahead_ms;
	out->synced = true;
}

static void tell(const char *what)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	printf("%s %.3f\n", what, (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6);
	fflush(stdout);
}

void __wrap_hal_feedback(const char *feedback, enum hal_loudness loudness)
{
	tell("tick");
	__real_hal_feedback(feedback, loudness);
}

void __wrap_hal_present(const uint32_t *pixels, int pitch_bytes)
{
	__real_hal_present(pixels, pitch_bytes);
	tell("frame");
}
