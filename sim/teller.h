#pragma once
/* teller: what happened, in sentences for a person: what pupils saw, what was sent and what came back. */
#include <stdio.h>

#include "core/base.h"

/* One line for what is worth telling; nothing for the rest. Times are school-local. */
void teller_tell(FILE *file, int64_t utc_ms, const char *kind, const char *members);
