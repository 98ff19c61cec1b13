#pragma once
/* trouble: how commands say that they did not do it. */
#include "core/base.h"

/* Says "what: why" to stderr; returns exit 1. */
int trouble_failed(const char *what, enum err err);
/* Says "virtual-school: " and these words to stderr. */
void trouble_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Says that the command line is not right; returns exit 2. */
int trouble_usage(void);
