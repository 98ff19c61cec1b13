#include "firmware/clock.h"

#include <sys/timex.h>
#include <time.h>

static int64_t read_ms(clockid_t id)
{
	struct timespec now = {0};

	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_read(struct clock_reading *out)
{
	struct timex kernel = {.modes = 0};

	out->synced = adjtimex(&kernel) >= 0 && !(kernel.status & STA_UNSYNC);
	out->utc_ms = read_ms(CLOCK_REALTIME);
	out->mono_ms = read_ms(CLOCK_BOOTTIME);
}

static bool holds_over(const struct clock *clock, const struct clock_reading *reading)
{
	int64_t since_ms = reading->mono_ms - clock->synced_mono_ms;
	int64_t moved_ms = reading->utc_ms - clock->synced_utc_ms - since_ms;

	return clock->was_synced && since_ms <= CLOCK_HOLDOVER_MS && moved_ms <= CLOCK_STEP_MS &&
	       moved_ms >= -CLOCK_STEP_MS;
}

enum trust clock_judge(struct clock *clock, const struct clock_reading *reading)
{
	if (reading->utc_ms < CLOCK_FIRST_UTC_MS) {
		clock->was_synced = false;
		return TRUST_UNTRUSTED;
	}
	if (reading->synced || clock->always_synced) {
		clock->was_synced = true;
		clock->synced_mono_ms = reading->mono_ms;
		clock->synced_utc_ms = reading->utc_ms;
		return TRUST_SYNCED;
	}
	clock->was_synced = holds_over(clock, reading);
	return clock->was_synced ? TRUST_HOLDOVER : TRUST_UNTRUSTED;
}
