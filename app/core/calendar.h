#pragma once
/* calendar: days, bell times, closures, and Europe/London, without clock or time zone data. */
#include "core/base.h"

/* Bell times of a session, school-local minutes of the day (formats: [session AM]). */
struct bell {
	bool held; /* false: the school holds no such session */
	int16_t opens_min;
	int16_t starts_min;
	int16_t closes_min;
	int16_t flag_after_min; /* the office's time to confirm before flags go */
};

/* A dated closure (closures.csv). */
struct closure {
	int32_t day;
	bool parts[PART_COUNT];
	struct code code;
	uint32_t years; /* bit n: year group n (0 = reception); CALENDAR_ALL_YEARS: everyone */
};
#define CALENDAR_ALL_YEARS UINT32_MAX

struct calendar {
	struct bell bells[PART_COUNT];
	const struct closure *closures; /* by day, in any order within one; the caller's */
	size_t closure_count;
};

/* The instant as the school's wall clock shows it. Europe/London: GMT, and GMT+1 from the last
 * Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC (SI 1997/2982 under the
 * Summer Time Act 1972). */
struct moment calendar_moment(int64_t utc_ms, int64_t mono_ms, uint32_t boot, enum trust trust);
/* UTC milliseconds of a school-local day and minute. A minute that the clock change skips is read
 * as if the change came after it; of one that comes twice the first is meant. */
int64_t calendar_utc_ms(int32_t day, int minute);

/* Monday is 0, Sunday is 6. */
int calendar_weekday(int32_t day);
int32_t calendar_day(int year, int month, int day_of_month);
struct date {
	int year, month, day;
};
struct date calendar_date(int32_t day);
/* "2026-09-14", real dates of the years 1970 to 2199 only. */
bool calendar_parse_day(const char *text, int32_t *out);
#define DAY_TEXT_SIZE 11
/* Of the years 0 to 9999. */
void calendar_format_day(int32_t day, char out[DAY_TEXT_SIZE]);
/* "08:42"; 0 to 1439. */
bool calendar_parse_minute(const char *text, int16_t *out);
#define MINUTE_TEXT_SIZE 6
void calendar_format_minute(int minute, char out[MINUTE_TEXT_SIZE]);
/* RFC 3339 with ms: local with offset ("2026-09-14T08:41:10.400+01:00") or UTC with "Z". */
#define TIME_TEXT_SIZE 30
void calendar_format_local(const struct moment *at, char out[TIME_TEXT_SIZE]);
void calendar_format_utc(int64_t utc_ms, char out[TIME_TEXT_SIZE]);
/* RFC 3339 of the years 1970 to 2199, with "Z" or an offset, with or without a fraction (cut off at
 * ms); false: not one, and nothing is written. */
bool calendar_parse_time(const char *text, int64_t *utc_ms, int16_t *offset_min);
/* "2026-09-14/AM" (protocol: session). */
#define SESSION_TEXT_SIZE 14
void calendar_format_session(struct session session, char out[SESSION_TEXT_SIZE]);
bool calendar_parse_session(const char *text, struct session *out);

/* Does the school hold such a session on such a day: not on a weekend? Closures are not looked at. */
bool calendar_held(const struct calendar *calendar, struct session session);
/* The next closure of a session for this year group (-1: for everyone), from *at on, which begins as 0; NULL: no more. */
const struct closure *calendar_closure(const struct calendar *calendar, struct session session,
				       int year_group, size_t *at);
/* UTC instants of a session's bells. */
int64_t calendar_opens_ms(const struct calendar *calendar, struct session session);
int64_t calendar_closes_ms(const struct calendar *calendar, struct session session);
/* Close plus flag_after_min: from here on flags and the statement go. */
int64_t calendar_due_ms(const struct calendar *calendar, struct session session);
/* The session that an arrival at this minute belongs to: PM from the afternoon's opening on, else
 * AM; the only held one where there is one. */
enum part calendar_part_at(const struct calendar *calendar, int minute);
/* May the kiosk speak to the authorities now? On every weekday, from half an hour before the first
 * session held opens until half an hour after the last closes (protocol: When), or until its flags have gone where that is later. Closures are
 * not looked at: on the morning of an unplanned one the retractions must go, and a kiosk that
 * is well says so on any weekday. */
bool calendar_sending_hours(const struct calendar *calendar, const struct moment *now);
/* UTC instant from which it may: now->utc_ms itself within sending hours, else when they begin
 * next; INT64_MAX: the school holds no session. */
int64_t calendar_sending_from_ms(const struct calendar *calendar, const struct moment *now);
