#pragma once
/* clock: the time, and how far it can be believed. A Pi without a battery clock starts in the past. */
#include "core/base.h"

/* No Firstbell ran before 2026-01-01T00:00:00Z: a clock that says so is wrong whoever vouches for it. */
#define CLOCK_FIRST_UTC_MS 1767225600000
/* The kernel itself calls its clock unsynced when it has heard nothing for about 9 hours (maxerror over 16 s at 500
 * ppm, adjtimex(2)). A quartz loses less than 10 s in the day that we allow on top. */
#define CLOCK_HOLDOVER_MS (24 * 3600 * 1000)
/* Set by hand, not drifted: a clock moved by more than this while unsynced. */
#define CLOCK_STEP_MS 10000

struct clock {
	bool always_synced;                    /* --trust-clock */
	bool was_synced;                       /* in this run of the program ... */
	int64_t synced_mono_ms, synced_utc_ms; /* ... last then */
};
struct clock_reading {
	int64_t utc_ms;
	int64_t mono_ms; /* CLOCK_BOOTTIME */
	bool synced;     /* the kernel's word: STA_UNSYNC is clear */
};

/* Reads the kernel's clocks; changes nothing. */
void clock_read(struct clock_reading *out);
/* Synced: the kernel says so. Holdover: it said so within CLOCK_HOLDOVER_MS, and nobody set the clock since. */
enum trust clock_judge(struct clock *clock, const struct clock_reading *reading);
