#include "core/calendar.h"

#include <string.h>

#define MINUTE_MS 60000
#define HOUR_MS 3600000
#define DAY_MS 86400000
#define DAY_MINUTES 1440
#define SENDING_MARGIN_MIN 30
/* Where the office has long to confirm, sending goes on until its flags have gone. */
#define FLAGS_TAKE_MIN 5

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int calendar_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	int64_t since_monday = (int64_t)day + 3;
	return (int)(since_monday - floor_div(since_monday, 7) * 7);
}

/* Both ways count in years that begin in March, so that a leap day comes last, and in the 400
 * years after which the Gregorian calendar repeats (146,097 days). */
int32_t calendar_day(int year, int month, int day_of_month)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year =
		(153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day_of_month - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return (int32_t)(era * 146097 + day_of_era - 719468);
}

struct date calendar_date(int32_t day)
{
	int64_t shifted = (int64_t)day + 719468;
	int64_t era = floor_div(shifted, 146097);
	int32_t day_of_era = (int32_t)(shifted - era * 146097);
	int32_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int32_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int32_t month = (5 * day_of_year + 2) / 153;
	return (struct date){
		.year = (int)(year_of_era + era * 400 + (month >= 10)),
		.month = (int)(month < 10 ? month + 3 : month - 9),
		.day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
	};
}

/* Of a month of 31 days. */
static int64_t last_sunday_01_utc_ms(int32_t day, int day_of_month)
{
	int32_t last = day + 31 - day_of_month;
	int32_t sunday = last - (calendar_weekday(last) + 1) % 7;
	return (int64_t)sunday * DAY_MS + HOUR_MS;
}

static bool is_summer_time(int64_t utc_ms)
{
	int32_t day = (int32_t)floor_div(utc_ms, DAY_MS);
	struct date date = calendar_date(day);
	if (date.month == 3)
		return utc_ms >= last_sunday_01_utc_ms(day, date.day);
	if (date.month == 10)
		return utc_ms < last_sunday_01_utc_ms(day, date.day);
	return date.month > 3 && date.month < 10;
}

struct moment calendar_moment(int64_t utc_ms, int64_t mono_ms, uint32_t boot, enum trust trust)
{
	int16_t offset_min = is_summer_time(utc_ms) ? 60 : 0;
	int64_t local_min = floor_div(utc_ms, MINUTE_MS) + offset_min;
	int64_t day = floor_div(local_min, DAY_MINUTES);
	return (struct moment){
		.utc_ms = utc_ms,
		.mono_ms = mono_ms,
		.day = (int32_t)day,
		.minute = (int16_t)(local_min - day * DAY_MINUTES),
		.offset_min = offset_min,
		.boot = boot,
		.trust = trust,
	};
}

int64_t calendar_utc_ms(int32_t day, int minute)
{
	int64_t as_gmt_ms = ((int64_t)day * DAY_MINUTES + minute) * MINUTE_MS;
	return is_summer_time(as_gmt_ms - HOUR_MS) ? as_gmt_ms - HOUR_MS : as_gmt_ms;
}

bool calendar_held(const struct calendar *calendar, struct session session)
{
	return calendar->bells[session.part].held && calendar_weekday(session.day) < 5;
}

static bool closes_for(const struct closure *closure, enum part part, int year_group)
{
	if (!closure->parts[part])
		return false;
	if (closure->years == CALENDAR_ALL_YEARS)
		return true;
	return year_group >= 0 && year_group < 32 && (closure->years >> year_group & 1) != 0;
}

/* The first closure of a day or later. */
static size_t first_closure(const struct calendar *calendar, int32_t day)
{
	size_t low = 0, high = calendar->closure_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (calendar->closures[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct closure *calendar_closure(const struct calendar *calendar, struct session session,
				       int year_group, size_t *at)
{
	if (*at == 0)
		*at = first_closure(calendar, session.day);
	while (*at < calendar->closure_count) {
		const struct closure *closure = &calendar->closures[(*at)++];
		if (closure->day != session.day)
			break;
		if (closes_for(closure, session.part, year_group))
			return closure;
	}
	return NULL;
}

int64_t calendar_opens_ms(const struct calendar *calendar, struct session session)
{
	return calendar_utc_ms(session.day, calendar->bells[session.part].opens_min);
}

int64_t calendar_closes_ms(const struct calendar *calendar, struct session session)
{
	return calendar_utc_ms(session.day, calendar->bells[session.part].closes_min);
}

int64_t calendar_due_ms(const struct calendar *calendar, struct session session)
{
	return calendar_closes_ms(calendar, session) +
	       (int64_t)calendar->bells[session.part].flag_after_min * MINUTE_MS;
}

enum part calendar_part_at(const struct calendar *calendar, int minute)
{
	const struct bell *am = &calendar->bells[PART_AM];
	const struct bell *pm = &calendar->bells[PART_PM];
	if (!pm->held)
		return PART_AM;
	return !am->held || minute >= pm->opens_min ? PART_PM : PART_AM;
}

/* Local minutes from..to (without it) in which a school day's kiosk sends; false: no session is
 * held. */
static bool sending_minutes(const struct calendar *calendar, int *from, int *to)
{
	*from = DAY_MINUTES;
	*to = 0;
	for (int part = 0; part < PART_COUNT; part++) {
		const struct bell *bell = &calendar->bells[part];
		if (!bell->held)
			continue;
		if (bell->opens_min - SENDING_MARGIN_MIN < *from)
			*from = bell->opens_min - SENDING_MARGIN_MIN;
		int after = bell->flag_after_min + FLAGS_TAKE_MIN;
		if (after < SENDING_MARGIN_MIN)
			after = SENDING_MARGIN_MIN;
		if (bell->closes_min + after > *to)
			*to = bell->closes_min + after;
	}
	if (*from < 0)
		*from = 0;
	return *from < *to;
}

bool calendar_sending_hours(const struct calendar *calendar, const struct moment *now)
{
	return calendar_sending_from_ms(calendar, now) == now->utc_ms;
}

int64_t calendar_sending_from_ms(const struct calendar *calendar, const struct moment *now)
{
	int from = 0;
	int to = 0;
	if (!sending_minutes(calendar, &from, &to))
		return INT64_MAX;
	int32_t day = now->day;
	if (calendar_weekday(day) < 5 && now->minute < to) {
		if (now->minute >= from)
			return now->utc_ms;
		return calendar_utc_ms(day, from);
	}
	do
		day++;
	while (calendar_weekday(day) >= 5);
	return calendar_utc_ms(day, from);
}
