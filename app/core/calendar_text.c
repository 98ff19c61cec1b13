#include "core/calendar.h"

#include <string.h>

#define FIRST_YEAR 1970
#define LAST_YEAR 2199

/* Exactly `count` digits; moves *text past them. False: others. */
static bool take_digits(const char **text, int count, int *out)
{
	*out = 0;
	for (int i = 0; i < count; i++, (*text)++) {
		if (**text < '0' || **text > '9')
			return false;
		*out = *out * 10 + (**text - '0');
	}
	return true;
}

static bool take_char(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

static char *put_digits(char *out, int count, int64_t value)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
	return out + count;
}

static char *put_char(char *out, char c)
{
	*out = c;
	return out + 1;
}

static bool take_day(const char **text, int32_t *out)
{
	struct date date;
	if (!take_digits(text, 4, &date.year) || !take_char(text, '-') ||
	    !take_digits(text, 2, &date.month) || !take_char(text, '-') ||
	    !take_digits(text, 2, &date.day))
		return false;
	if (date.year < FIRST_YEAR || date.year > LAST_YEAR || date.month < 1 || date.month > 12)
		return false;
	/* A day the month does not have comes back as another date. */
	int32_t day = calendar_day(date.year, date.month, date.day);
	if (date.day < 1 || calendar_date(day).day != date.day)
		return false;
	*out = day;
	return true;
}

static bool take_minute(const char **text, int *out)
{
	int hours;
	int minutes;
	if (!take_digits(text, 2, &hours) || !take_char(text, ':') ||
	    !take_digits(text, 2, &minutes))
		return false;
	*out = hours * 60 + minutes;
	return hours < 24 && minutes < 60;
}

bool calendar_parse_day(const char *text, int32_t *out)
{
	int32_t day;
	if (!take_day(&text, &day) || *text != '\0')
		return false;
	*out = day;
	return true;
}

static char *put_day(char *out, int32_t day)
{
	struct date date = calendar_date(day);
	ENSURE(date.year >= 0 && date.year <= 9999);
	out = put_char(put_digits(out, 4, date.year), '-');
	out = put_char(put_digits(out, 2, date.month), '-');
	return put_digits(out, 2, date.day);
}

static char *put_minute(char *out, int minute)
{
	ENSURE(minute >= 0 && minute < 1440);
	out = put_char(put_digits(out, 2, minute / 60), ':');
	return put_digits(out, 2, minute % 60);
}

void calendar_format_day(int32_t day, char out[DAY_TEXT_SIZE])
{
	*put_day(out, day) = '\0';
}

bool calendar_parse_minute(const char *text, int16_t *out)
{
	int minute;
	if (!take_minute(&text, &minute) || *text != '\0')
		return false;
	*out = (int16_t)minute;
	return true;
}

void calendar_format_minute(int minute, char out[MINUTE_TEXT_SIZE])
{
	*put_minute(out, minute) = '\0';
}

void calendar_format_local(const struct moment *at, char out[TIME_TEXT_SIZE])
{
	int64_t within_ms = at->utc_ms % 60000;
	int offset = at->offset_min;
	out = put_char(put_day(out, at->day), 'T');
	out = put_char(put_minute(out, at->minute), ':');
	within_ms += within_ms < 0 ? 60000 : 0;
	out = put_char(put_digits(out, 2, within_ms / 1000), '.');
	out = put_digits(out, 3, within_ms % 1000);
	out = put_char(out, offset < 0 ? '-' : '+');
	*put_minute(out, offset < 0 ? -offset : offset) = '\0';
}

void calendar_format_utc(int64_t utc_ms, char out[TIME_TEXT_SIZE])
{
	int64_t minutes = utc_ms / 60000 - (utc_ms % 60000 < 0);
	int64_t day = minutes / 1440 - (minutes % 1440 < 0);
	struct moment at = {
		.utc_ms = utc_ms,
		.day = (int32_t)day,
		.minute = (int16_t)(minutes - day * 1440),
	};
	calendar_format_local(&at, out);
	char *offset = strchr(out, '+');
	offset[0] = 'Z';
	offset[1] = '\0';
}

/* ":10", ":10.4", ":10.400123": what is finer than a millisecond is cut off. */
static bool take_seconds(const char **text, int *second, int *ms)
{
	*ms = 0;
	if (!take_char(text, ':') || !take_digits(text, 2, second) || *second > 60)
		return false;
	if (!take_char(text, '.'))
		return true;
	int digit;
	if (!take_digits(text, 1, &digit))
		return false;
	*ms = digit * 100;
	for (int worth = 10; **text >= '0' && **text <= '9'; worth /= 10, (*text)++)
		*ms += (**text - '0') * worth;
	return true;
}

static bool take_offset(const char **text, int16_t *offset_min)
{
	int offset = 0;
	char sign = **text;
	if (take_char(text, 'Z') || take_char(text, 'z')) {
		*offset_min = 0;
		return true;
	}
	if ((!take_char(text, '+') && !take_char(text, '-')) || !take_minute(text, &offset))
		return false;
	*offset_min = (int16_t)(sign == '-' ? -offset : offset);
	return true;
}

bool calendar_parse_time(const char *text, int64_t *utc_ms, int16_t *offset_min)
{
	int32_t day;
	int minute;
	int second;
	int ms;
	int16_t offset;
	if (!take_day(&text, &day) || (!take_char(&text, 'T') && !take_char(&text, 't')) ||
	    !take_minute(&text, &minute) || !take_seconds(&text, &second, &ms) ||
	    !take_offset(&text, &offset) || *text != '\0')
		return false;
	int64_t utc_s = ((int64_t)day * 1440 + minute - offset) * 60 + second;
	/* A leap second is the last of a UTC day (RFC 3339 5.7); it reads as the first of the next. */
	if (second == 60 && utc_s % 86400 != 0)
		return false;
	*utc_ms = utc_s * 1000 + ms;
	*offset_min = offset;
	return true;
}

void calendar_format_session(struct session session, char out[SESSION_TEXT_SIZE])
{
	out = put_char(put_day(out, session.day), '/');
	out = put_char(out, session.part == PART_AM ? 'A' : 'P');
	*put_char(out, 'M') = '\0';
}

bool calendar_parse_session(const char *text, struct session *out)
{
	int32_t day;
	if (!take_day(&text, &day))
		return false;
	bool am = strcmp(text, "/AM") == 0;
	if (!am && strcmp(text, "/PM") != 0)
		return false;
	*out = (struct session){.day = day, .part = am ? PART_AM : PART_PM};
	return true;
}
