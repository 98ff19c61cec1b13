#pragma once
/* trace: what happened, JSON Lines, one object a line (formats: scenario files). */
#include <stdio.h>

#include "core/base.h"

/* "{"t": ..., "kind": ..., members}" at the instant of true time, school-local. */
void trace_line(FILE *file, int64_t utc_ms, const char *kind, const char *members);
