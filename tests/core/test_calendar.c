#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/calendar.h"

#define HOUR_MS INT64_C(3600000)
#define MINUTE_MS INT64_C(60000)

static struct moment at_utc(int64_t utc_ms)
{
	return calendar_moment(utc_ms, 0, 1, TRUST_SYNCED);
}

static struct moment at_local(int32_t day, int minute)
{
	return at_utc(calendar_utc_ms(day, minute));
}

static void check_hour(int64_t utc_s)
{
	struct tm tm;
	time_t t = (time_t)utc_s;
	localtime_r(&t, &tm);
	struct moment at = at_utc(utc_s * 1000 + 123);
	struct date date = calendar_date(at.day);
	if (at.offset_min * 60 != tm.tm_gmtoff || at.minute != tm.tm_hour * 60 + tm.tm_min ||
	    date.year != tm.tm_year + 1900 || date.month != tm.tm_mon + 1 ||
	    date.day != tm.tm_mday || calendar_weekday(at.day) != (tm.tm_wday + 6) % 7)
		fail_msg("libc has another local time at %lld", (long long)utc_s);
	/* Back again: the same instant, but for the hour that comes a second time. */
	int64_t back_s = calendar_utc_ms(at.day, at.minute) / 1000;
	bool again = back_s == utc_s - 3600 && at_utc(back_s * 1000).minute == at.minute;
	if (back_s != utc_s && !again)
		fail_msg("the local time of %lld does not read back", (long long)utc_s);
	t = (time_t)(utc_s - 1);
	localtime_r(&t, &tm);
	assert_int_equal(at_utc((utc_s - 1) * 1000).offset_min * 60, tm.tm_gmtoff);
}

static void every_hour_is_libcs(void **state)
{
	(void)state;
	setenv("TZ", "Europe/London", 1);
	tzset();
	int64_t from = (int64_t)calendar_day(1996, 1, 1) * 86400;
	int64_t to = (int64_t)calendar_day(2038, 1, 1) * 86400;
	int changes = 0;
	for (int64_t s = from; s < to; s += 3600) {
		check_hour(s);
		changes += at_utc(s * 1000).offset_min != at_utc((s - 3600) * 1000).offset_min;
	}
	/* Also shows that libc knew the zone: else there would be no changes to agree on. */
	assert_int_equal(changes, 84);
}

static void clock_changes_fall_on_their_sundays(void **state)
{
	(void)state;
	int32_t march = calendar_day(2026, 3, 29);
	int32_t october = calendar_day(2026, 10, 25);
	int64_t spring = (int64_t)march * 24 * HOUR_MS + HOUR_MS;
	int64_t autumn = (int64_t)october * 24 * HOUR_MS + HOUR_MS;
	assert_int_equal(at_utc(spring - 1).minute, 59);
	assert_int_equal(at_utc(spring).minute, 120);
	assert_int_equal(at_utc(autumn - 1).minute, 119);
	assert_int_equal(at_utc(autumn).minute, 60);
	/* 01:30 is skipped in March: read as if the change came after it (GMT). */
	assert_int_equal(calendar_utc_ms(march, 90), spring + 30 * MINUTE_MS);
	/* 01:30 comes twice in October: the first is meant. */
	assert_int_equal(calendar_utc_ms(october, 90), autumn - 30 * MINUTE_MS);
	assert_int_equal(calendar_utc_ms(october, 120), autumn + HOUR_MS);
	assert_int_equal(at_utc(-1).day, -1);
	assert_int_equal(at_utc(-1).minute, 1439);
}

static void every_day_has_one_date(void **state)
{
	(void)state;
	struct date last = calendar_date(calendar_day(1899, 12, 31));
	for (int32_t day = calendar_day(1900, 1, 1); day < calendar_day(2201, 1, 1); day++) {
		struct date date = calendar_date(day);
		bool next_day = date.day == last.day + 1 && date.month == last.month;
		bool next_month =
			date.day == 1 && last.day >= 28 &&
			(date.month == last.month + 1 || (date.month == 1 && last.month == 12));
		if ((!next_day && !next_month) ||
		    calendar_day(date.year, date.month, date.day) != day ||
		    calendar_weekday(day) != (calendar_weekday(day - 1) + 1) % 7)
			fail_msg("day %d is not the day after the one before", day);
		last = date;
	}
	assert_int_equal(calendar_day(1970, 1, 1), 0);
	assert_int_equal(calendar_day(2000, 2, 29) + 1, calendar_day(2000, 3, 1));
	assert_int_equal(calendar_day(2100, 2, 28) + 1, calendar_day(2100, 3, 1));
	assert_int_equal(calendar_weekday(calendar_day(2026, 9, 14)), 0);
}

static void days_minutes_sessions_read_back(void **state)
{
	(void)state;
	for (int32_t day = 0; day < calendar_day(2200, 1, 1); day++) {
		char text[DAY_TEXT_SIZE];
		char session_text[SESSION_TEXT_SIZE];
		int32_t read = -1;
		struct session session = {-1, PART_AM};
		calendar_format_day(day, text);
		calendar_format_session((struct session){day, PART_PM}, session_text);
		assert_true(calendar_parse_day(text, &read) && read == day);
		assert_true(calendar_parse_session(session_text, &session));
		assert_true(session.day == day && session.part == PART_PM);
	}
	for (int minute = 0; minute < 1440; minute++) {
		char text[MINUTE_TEXT_SIZE];
		int16_t read = -1;
		calendar_format_minute(minute, text);
		assert_true(calendar_parse_minute(text, &read) && read == minute);
	}
	char text[SESSION_TEXT_SIZE];
	calendar_format_session((struct session){calendar_day(2026, 9, 14), PART_AM}, text);
	assert_string_equal(text, "2026-09-14/AM");
}

static void what_is_no_day_is_refused(void **state)
{
	(void)state;
	static const char *const days[] = {
		"",           "2026-02-29", "2026-13-01",  "2026-00-10",
		"2026-04-31", "2026-04-00", "1969-12-31",  "2200-01-01",
		"2026-9-14",  "2026/09/14", "2026-09-14 ", " 2026-09-14",
		"20260914",   "14/09/2026", "2026-09-1x",  "-026-09-14",
		"2100-02-29", "2026-04-99",
	};
	static const char *const minutes[] = {"",     "24:00",    "8:42", "08:60",
					      "08:4", "08:42:00", "0842"};
	static const char *const sessions[] = {"",
					       "2026-09-14",
					       "2026-09-14/",
					       "2026-09-14/EV",
					       "2026-09-14/AMX",
					       "2026-02-30/AM",
					       "2026-09-14/am",
					       "2026-09-14 AM"};
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		int32_t day = 7;
		if (calendar_parse_day(days[i], &day) || day != 7)
			fail_msg("\"%s\" is read as a day", days[i]);
	}
	for (size_t i = 0; i < COUNT_OF(minutes); i++) {
		int16_t minute = 7;
		if (calendar_parse_minute(minutes[i], &minute) || minute != 7)
			fail_msg("\"%s\" is read as a minute", minutes[i]);
	}
	for (size_t i = 0; i < COUNT_OF(sessions); i++) {
		struct session session = {7, PART_PM};
		if (calendar_parse_session(sessions[i], &session) || session.day != 7)
			fail_msg("\"%s\" is read as a session", sessions[i]);
	}
}

static void times_are_written(void **state)
{
	(void)state;
	char text[TIME_TEXT_SIZE];
	int64_t utc_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 8 * 60 + 41) + 10400;
	struct moment at = at_utc(utc_ms);
	calendar_format_local(&at, text);
	assert_string_equal(text, "2026-09-14T08:41:10.400+01:00");
	calendar_format_utc(utc_ms, text);
	assert_string_equal(text, "2026-09-14T07:41:10.400Z");
	at = at_utc(0);
	calendar_format_local(&at, text);
	assert_string_equal(text, "1970-01-01T00:00:00.000+00:00");
	calendar_format_utc(-1, text);
	assert_string_equal(text, "1969-12-31T23:59:59.999Z");
}

static void times_are_read(void **state)
{
	(void)state;
	const int64_t base = INT64_C(1789371670000); /* 2026-09-14T07:41:10Z */
	const struct {
		const char *sentence, *text;
		int64_t utc_ms; /* -1: refused */
		int offset_min;
	} rows[] = {
		{"UTC", "2026-09-14T07:41:10Z", base, 0},
		{"small letters", "2026-09-14t07:41:10z", base, 0},
		{"an offset", "2026-09-14T08:41:10+01:00", base, 60},
		{"an offset to the west", "2026-09-14T03:11:10-04:30", base, -270},
		{"an offset over midnight", "2026-09-15T00:41:10+17:00", base, 1020},
		{"milliseconds", "2026-09-14T07:41:10.400Z", base + 400, 0},
		{"tenths", "2026-09-14T07:41:10.4Z", base + 400, 0},
		{"nanoseconds are cut off", "2026-09-14T07:41:10.400999999Z", base + 400, 0},
		{"a leap second", "2026-12-31T23:59:60Z", INT64_C(1798761600000), 0},
		{"a leap second elsewhere", "2027-01-01T00:59:60+01:00", INT64_C(1798761600000),
		 60},
		{"no leap second at noon", "2026-12-31T12:00:60Z", -1, 0},
		{"no offset", "2026-09-14T07:41:10", -1, 0},
		{"a point without digits", "2026-09-14T07:41:10.Z", -1, 0},
		{"a comma", "2026-09-14T07:41:10,4Z", -1, 0},
		{"no seconds", "2026-09-14T07:41Z", -1, 0},
		{"a space for the T", "2026-09-14 07:41:10Z", -1, 0},
		{"hour 24", "2026-09-14T24:00:00Z", -1, 0},
		{"second 61", "2026-09-14T07:41:61Z", -1, 0},
		{"offset of 24 hours", "2026-09-14T07:41:10+24:00", -1, 0},
		{"offset without colon", "2026-09-14T07:41:10+0100", -1, 0},
		{"more behind it", "2026-09-14T07:41:10Z ", -1, 0},
		{"a day there is not", "2026-02-30T07:41:10Z", -1, 0},
		{"nothing", "", -1, 0},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t utc_ms = -1;
		int16_t offset_min = 0;
		bool read = calendar_parse_time(rows[i].text, &utc_ms, &offset_min);
		if (read != (rows[i].utc_ms != -1) || utc_ms != rows[i].utc_ms ||
		    offset_min != rows[i].offset_min)
			fail_msg("%s: %s reads as %lld", rows[i].sentence, rows[i].text,
				 (long long)utc_ms);
	}
}

/* -- bells and closures ------------------------------------------------------------------------ */

#define MONDAY 20710                                     /* 2026-09-14 */
static const struct bell am = {true, 510, 530, 560, 10}; /* 08:30 08:50 09:20 */
static const struct bell pm = {true, 760, 790, 805, 10}; /* 12:40 13:10 13:25 */
static const struct bell none = {.held = false};

/* Are there just these closures of a session, "# Y4", in the order of the list? */
static bool closed_by(const struct calendar *calendar, struct session session, int year,
		      const char *codes)
{
	char found[32] = "";
	size_t at = 0, length = 0;
	const struct closure *closure;
	while ((closure = calendar_closure(calendar, session, year, &at)) != NULL) {
		length += (size_t)snprintf(found + length, sizeof(found) - length, "%s%s",
					   length ? " " : "", closure->code.text);
		assert_true(length < sizeof(found));
	}
	return strcmp(found, codes) == 0;
}

static void a_session_is_held_and_closed(void **state)
{
	(void)state;
	assert_int_equal(calendar_day(2026, 9, 14), MONDAY);
	const struct closure closures[] = {
		{MONDAY + 1, {true, true}, {"Y4"}, CALENDAR_ALL_YEARS},
		{MONDAY + 1, {true, true}, {"#"}, CALENDAR_ALL_YEARS},
		{MONDAY + 2, {false, true}, {"#"}, CALENDAR_ALL_YEARS},
		{MONDAY + 3, {true, true}, {"Y3"}, 1u << 7 | 1u << 0},
	};
	const struct calendar calendar = {{am, pm}, closures, COUNT_OF(closures)};
	static const struct {
		const char *sentence;
		int32_t day;
		enum part part;
		int year;
		bool held;
		const char *codes;
	} rows[] = {
		{"a plain Monday, before all closures", MONDAY, PART_AM, 7, true, ""},
		{"a Friday, after all closures", MONDAY + 4, PART_AM, 7, true, ""},
		{"a Saturday", MONDAY + 5, PART_AM, 7, false, ""},
		{"a Sunday", MONDAY + 6, PART_PM, 7, false, ""},
		{"two closures of one day", MONDAY + 1, PART_AM, 7, true, "Y4 #"},
		{"an afternoon's closure leaves the morning", MONDAY + 2, PART_AM, 7, true, ""},
		{"... and closes the afternoon", MONDAY + 2, PART_PM, 7, true, "#"},
		{"a closure of year 7 closes year 7", MONDAY + 3, PART_AM, 7, true, "Y3"},
		{"... and reception, named with it", MONDAY + 3, PART_AM, 0, true, "Y3"},
		{"... and no other year", MONDAY + 3, PART_AM, 8, true, ""},
		{"... nor the nursery", MONDAY + 3, PART_AM, -1, true, ""},
		{"a closure of all closes the nursery", MONDAY + 1, PART_AM, -2, true, "Y4 #"},
		{"a year beyond the set is in no set", MONDAY + 3, PART_AM, 39, true, ""},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct session session = {rows[i].day, rows[i].part};
		if (calendar_held(&calendar, session) != rows[i].held ||
		    !closed_by(&calendar, session, rows[i].year, rows[i].codes))
			fail_msg("%s", rows[i].sentence);
	}
	const struct calendar mornings = {{am, none}, NULL, 0};
	assert_true(calendar_held(&mornings, (struct session){MONDAY, PART_AM}));
	assert_false(calendar_held(&mornings, (struct session){MONDAY, PART_PM}));
}

static void an_arrival_has_a_session(void **state)
{
	(void)state;
	const struct calendar both = {{am, pm}, NULL, 0};
	const struct calendar mornings = {{am, none}, NULL, 0};
	const struct calendar afternoons = {{none, pm}, NULL, 0};
	assert_int_equal(calendar_part_at(&both, 0), PART_AM);
	assert_int_equal(calendar_part_at(&both, 759), PART_AM);
	assert_int_equal(calendar_part_at(&both, 760), PART_PM);
	assert_int_equal(calendar_part_at(&both, 1439), PART_PM);
	assert_int_equal(calendar_part_at(&mornings, 1000), PART_AM);
	assert_int_equal(calendar_part_at(&afternoons, 500), PART_PM);
}

static void bells_ring_by_the_wall_clock(void **state)
{
	(void)state;
	const struct calendar calendar = {{am, pm}, NULL, 0};
	/* The Fridays before and the Mondays after both clock changes of 2026. */
	static const struct {
		int month, day, offset_min;
	} rows[] = {{3, 27, 0}, {3, 30, 60}, {10, 23, 60}, {10, 26, 0}};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct session session = {calendar_day(2026, rows[i].month, rows[i].day), PART_AM};
		int64_t midnight =
			(int64_t)session.day * 24 * HOUR_MS - rows[i].offset_min * MINUTE_MS;
		assert_int_equal(calendar_opens_ms(&calendar, session), midnight + 510 * MINUTE_MS);
		assert_int_equal(calendar_closes_ms(&calendar, session),
				 midnight + 560 * MINUTE_MS);
		assert_int_equal(calendar_due_ms(&calendar, session), midnight + 570 * MINUTE_MS);
	}
}

static void sending_hours_are_weekdays_around_the_bells(void **state)
{
	(void)state;
	const struct closure closed = {MONDAY + 1, {true, true}, {"Y4"}, CALENDAR_ALL_YEARS};
	const struct calendar calendar = {{am, pm}, &closed, 1};
	static const struct {
		const char *sentence;
		int32_t day;
		int minute;
		bool sends;
		int32_t from_day; /* and minute 480, when it does not */
	} rows[] = {
		{"a minute before eight: not yet", MONDAY, 479, false, MONDAY},
		{"half an hour before opening", MONDAY, 480, true, 0},
		{"at noon", MONDAY, 720, true, 0},
		{"the last minute", MONDAY, 834, true, 0},
		{"half an hour after the close: no more", MONDAY, 835, false, MONDAY + 1},
		{"an unplanned closure must still be told", MONDAY + 1, 600, true, 0},
		{"Friday evening waits for Monday", MONDAY + 4, 1200, false, MONDAY + 7},
		{"Saturday waits for Monday", MONDAY + 5, 600, false, MONDAY + 7},
		{"Sunday waits for Monday", MONDAY + 6, 600, false, MONDAY + 7},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct moment now = at_local(rows[i].day, rows[i].minute);
		int64_t from = rows[i].sends ? now.utc_ms : calendar_utc_ms(rows[i].from_day, 480);
		if (calendar_sending_hours(&calendar, &now) != rows[i].sends ||
		    calendar_sending_from_ms(&calendar, &now) != from)
			fail_msg("%s", rows[i].sentence);
	}
	const struct calendar no_school = {{none, none}, NULL, 0};
	struct moment now = at_local(MONDAY, 600);
	assert_false(calendar_sending_hours(&no_school, &now));
	assert_int_equal(calendar_sending_from_ms(&no_school, &now), INT64_MAX);
	const struct calendar late = {{none, {true, 10, 20, 1430, 0}}, NULL, 0};
	now = at_local(MONDAY, 0);
	assert_true(calendar_sending_hours(&late, &now));
	now = at_local(MONDAY, 1439);
	assert_true(calendar_sending_hours(&late, &now));
}

/* Law: sending_from is the first minute, from now on, that is within sending hours. */
static void sending_from_is_the_next_sending_minute(void **state)
{
	(void)state;
	const struct calendar calendar = {{am, pm}, NULL, 0};
	int64_t expected = INT64_MAX;
	int64_t begin = calendar_utc_ms(calendar_day(2026, 10, 19), 0);
	for (int64_t m = 14 * 1440; m >= 0; m--) {
		struct moment now = at_utc(begin + m * MINUTE_MS);
		if (calendar_sending_hours(&calendar, &now))
			expected = now.utc_ms;
		if (m < 11 * 1440)
			assert_int_equal(calendar_sending_from_ms(&calendar, &now), expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_hour_is_libcs),
		cmocka_unit_test(clock_changes_fall_on_their_sundays),
		cmocka_unit_test(every_day_has_one_date),
		cmocka_unit_test(days_minutes_sessions_read_back),
		cmocka_unit_test(what_is_no_day_is_refused),
		cmocka_unit_test(times_are_written),
		cmocka_unit_test(times_are_read),
		cmocka_unit_test(a_session_is_held_and_closed),
		cmocka_unit_test(an_arrival_has_a_session),
		cmocka_unit_test(bells_ring_by_the_wall_clock),
		cmocka_unit_test(sending_hours_are_weekdays_around_the_bells),
		cmocka_unit_test(sending_from_is_the_next_sending_minute),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
