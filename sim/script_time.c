#include "sim/script_time.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"

/* Digits and at most one dot; strtod would take hex, exponents and the locale's comma. */
static bool read_decimal(const char **text, double *out)
{
	double value = 0, scale = 1;
	bool dot = false;
	const char *at = *text;
	if (*at < '0' || *at > '9')
		return false;
	for (; (*at >= '0' && *at <= '9') || (*at == '.' && !dot); at++) {
		if (*at == '.') {
			dot = true;
			continue;
		}
		value = value * 10 + (*at - '0');
		scale *= dot ? 10 : 1;
	}
	*text = at;
	*out = value / scale;
	return true;
}

bool script_clock(const char *text, int64_t *out)
{
	int16_t minute;
	char head[6] = "";
	if (strlen(text) < 5)
		return false;
	memcpy(head, text, 5);
	if (!calendar_parse_minute(head, &minute))
		return false;
	*out = minute * 60000LL;
	if (!text[5])
		return true;
	if (text[5] != ':' || strlen(text) < 8)
		return false;
	const char *end = text + 6;
	double seconds;
	if (!read_decimal(&end, &seconds) || *end || seconds >= 60)
		return false;
	*out += (int64_t)(seconds * 1000 + 0.5);
	return true;
}

bool script_span(const char *text, int64_t *out)
{
	char *end = NULL;
	if (*text != '+' && *text != '-')
		return false;
	long hours = strtol(text + 1, &end, 10);
	long minutes = *end == ':' ? strtol(end + 1, &end, 10) : -1;
	long seconds = *end == ':' ? strtol(end + 1, &end, 10) : -1;
	if (*end || hours < 0 || hours > 1000000 || minutes < 0 || minutes > 59 || seconds < 0 ||
	    seconds > 59)
		return false;
	*out = (hours * 3600LL + minutes * 60 + seconds) * 1000 * (*text == '-' ? -1 : 1);
	return true;
}

bool script_duration(const char *text, int64_t *out)
{
	const char *end = text;
	double value;
	if (!read_decimal(&end, &value) || value <= 0 || value > 86400)
		return false;
	if (strcmp(end, "s") == 0)
		value *= 1000;
	else if (strcmp(end, "ms") != 0)
		return false;
	*out = (int64_t)value;
	return true;
}
