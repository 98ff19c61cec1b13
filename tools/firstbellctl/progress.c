#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SHOWN_AFTER_MS 500
#define BAR_WIDTH 40

static int64_t mono_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_init(struct progress *progress)
{
	*progress = (struct progress){
		.terminal = isatty(STDERR_FILENO) == 1, .percent = -1, .started_ms = mono_ms()};
}

void progress_step(struct progress *progress, const char *doing, size_t done, size_t total)
{
	int percent = total == 0 ? 100 : (int)(done * 100 / total);
	if (!progress->terminal || (percent == progress->percent && doing == progress->doing) ||
	    mono_ms() - progress->started_ms < SHOWN_AFTER_MS)
		return;
	progress->percent = percent;
	progress->doing = doing;
	progress->drawn = true;
	int filled = percent * BAR_WIDTH / 100;
	fprintf(stderr, "\r\033[K%s [%.*s%*s] %d %%", doing, filled,
		"########################################", BAR_WIDTH - filled, "", percent);
	fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", stderr);
	progress->drawn = false;
}
