#pragma once
/* progress: a bar on the terminal when something takes long; silent elsewhere. */
#include "core/base.h"

struct progress {
	bool terminal; /* is stderr one? */
	bool drawn;
	int percent;
	int64_t started_ms;
	const char *doing;
};

void progress_init(struct progress *progress);
/* `doing` is a few words in the present tense; the bar shows from half a second on. */
void progress_step(struct progress *progress, const char *doing, size_t done, size_t total);
/* Wipes the bar: call before printing anything else. */
void progress_end(struct progress *progress);
