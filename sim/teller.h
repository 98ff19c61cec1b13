#pragma once
/* teller: what happened, in sentences for a person: what pupils saw, what was sent and what came back. */
#include <stdio.h>

#include "core/base.h"

/* One line for what is worth telling; nothing for the rest. Times are school-local. */
void teller_tell(FILE *file, int64_t utc_ms, const char *kind, const char *members);
/* The sentence alone, cut where there is no room; false: not worth one. */
bool teller_sentence(const char *kind, const char *members, char *out, size_t size);
/* "08:41:10", school-local. */
#define TELLER_TIME_SIZE 9
void teller_time(int64_t utc_ms, char out[TELLER_TIME_SIZE]);
