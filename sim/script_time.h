#pragma once
/* script_time: the times of a scenario file, as ms. False: not one; the result is then nothing. */
#include "core/base.h"

/* "08:41", "08:41:10" or "08:41:10.250": of the day. */
bool script_clock(const char *text, int64_t *out);
/* "+00:10:00", "-497160:00:00": hours may be many. */
bool script_span(const char *text, int64_t *out);
/* "3s", "0.5s", "400ms": above 0. */
bool script_duration(const char *text, int64_t *out);
