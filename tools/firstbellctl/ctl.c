#include "ctl.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "core/calendar.h"
#include "json_out.h"

bool ctl_read_clock(struct ctl *ctl)
{
	struct timespec wall, mono;
	clock_gettime(CLOCK_REALTIME, &wall);
	clock_gettime(CLOCK_MONOTONIC, &mono);
	int64_t utc_ms = (int64_t)wall.tv_sec * 1000 + wall.tv_nsec / 1000000;
	int64_t mono_ms = (int64_t)mono.tv_sec * 1000 + mono.tv_nsec / 1000000;
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	if (epoch && *epoch) {
		char *end;
		errno = 0;
		long long seconds = strtoll(epoch, &end, 10);
		if (errno || *end || seconds < 0 || seconds > 7258118399) /* the year 2199 */
			return false;
		utc_ms = seconds * 1000;
		mono_ms = 0;
		ctl->repeatable = true;
	}
	/* Nobody here has asked the time servers: the clock is believed, not vouched for. */
	ctl->now = calendar_moment(utc_ms, mono_ms, 0, TRUST_HOLDOVER);
	return true;
}

enum err ctl_stream_number(const struct ctl *ctl, const char *kiosk, uint64_t *out)
{
	if (!ctl->repeatable)
		return getrandom(out, sizeof(*out), 0) == sizeof(*out) ? OK : ERR_IO;
	/* FNV-1a. */
	uint64_t hash = 0xcbf29ce484222325;
	for (const char *c = kiosk; *c; c++)
		hash = (hash ^ (uint8_t)*c) * 0x100000001b3;
	for (int shift = 0; shift < 64; shift += 8)
		hash = (hash ^ (uint8_t)(ctl->now.utc_ms >> shift)) * 0x100000001b3;
	*out = hash;
	return OK;
}

void ctl_database_words(char *out, size_t size, const char *database, const char *problem,
			enum err err)
{
	snprintf(out, size, "%s: %s", database, *problem ? problem : err_text(err));
	for (char *c = out; *c; c++)
		if (*c == '\n')
			*c = ' ';
}

enum ctl_exit ctl_fail(const struct ctl *ctl, const char *command, const char *words)
{
	if (!ctl->json) {
		fprintf(stderr, "firstbellctl %s: %s\n", command, words);
		return CTL_REFUSED;
	}
	struct json_out out = {.file = stdout};
	json_out_open(&out, NULL, '{');
	json_out_text(&out, "command", command);
	json_out_bool(&out, "done", false);
	json_out_text(&out, "problem", words);
	json_out_close(&out, '}');
	putchar('\n');
	return CTL_REFUSED;
}
