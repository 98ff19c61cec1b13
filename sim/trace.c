#include "sim/trace.h"

#include "core/calendar.h"

void trace_line(FILE *file, int64_t utc_ms, const char *kind, const char *members)
{
	char time[TIME_TEXT_SIZE];
	struct moment at = calendar_moment(utc_ms, 0, 0, TRUST_SYNCED);
	calendar_format_local(&at, time);
	fprintf(file, "{\"t\":\"%s\",\"kind\":\"%s\"%s%s}\n", time, kind, *members ? "," : "",
		members);
}
