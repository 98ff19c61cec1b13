/* The calendar at its edges: when sending begins and ends for bells out of the ordinary, and which years a closure names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/calendar.h"

#define MONDAY 20710 /* 2026-09-14 */
#define NONE                                                                                       \
	{                                                                                          \
		.held = false                                                                      \
	}

struct row {
	const char *sentence;
	struct bell am, pm;
	int first, last; /* minutes in which it sends */
};
static struct row rows[] = {
	{"half an hour on either side of the only session",
	 {true, 510, 530, 560, 10},
	 NONE,
	 480,
	 589},
	{"from before the morning until after the afternoon",
	 {true, 510, 530, 560, 10},
	 {true, 760, 790, 805, 10},
	 480,
	 834},
	{"the office has an hour to confirm: until five minutes after its flags have gone",
	 {true, 510, 530, 560, 10},
	 {true, 760, 790, 805, 60},
	 480,
	 869},
	{"an hour to confirm the morning ends before the afternoon does",
	 {true, 510, 530, 560, 60},
	 {true, 760, 790, 805, 10},
	 480,
	 834},
	{"twenty-four minutes to confirm: the half hour is enough",
	 {true, 510, 530, 560, 24},
	 NONE,
	 480,
	 589},
	{"five hours to confirm the morning: until its flags have gone, long after the afternoon",
	 {true, 510, 530, 560, 300},
	 {true, 760, 790, 805, 10},
	 480,
	 864},
	{"four hours to confirm the afternoon: until its flags have gone",
	 {true, 510, 530, 560, 10},
	 {true, 760, 790, 805, 250},
	 480,
	 1059},
	{"twenty-six minutes to confirm: a minute longer",
	 {true, 510, 530, 560, 26},
	 NONE,
	 480,
	 590},
	{"a night school sends until midnight", NONE, {true, 1420, 1425, 1430, 0}, 1390, 1439},
	{"one that closes at half past eleven does, too",
	 NONE,
	 {true, 1400, 1405, 1410, 0},
	 1370,
	 1439},
	{"one that closes a minute before does not", NONE, {true, 1400, 1405, 1409, 0}, 1370, 1438},
	{"a school that opens at twenty past midnight sends from midnight",
	 {true, 20, 25, 30, 0},
	 NONE,
	 0,
	 59},
	{"one that opens at half past, as well", {true, 30, 35, 40, 0}, NONE, 0, 69},
	{"one that opens a minute later waits for a minute", {true, 31, 35, 40, 0}, NONE, 1, 69},
};

static void check_row(void **state)
{
	const struct row *row = *state;
	struct calendar calendar = {.bells = {row->am, row->pm}};
	for (int minute = 0; minute < 1440; minute++) {
		/* The last instant of the minute is of the minute. */
		int64_t utc_ms = calendar_utc_ms(MONDAY, minute) + (59999);
		struct moment now = calendar_moment(utc_ms, 0, 1, TRUST_SYNCED);
		bool sends = minute >= row->first && minute <= row->last;
		int32_t day = minute > row->last ? MONDAY + 1 : MONDAY;
		int64_t from_ms = sends ? utc_ms : calendar_utc_ms(day, row->first);
		assert_int_equal(calendar_sending_hours(&calendar, &now), sends);
		assert_int_equal(calendar_sending_from_ms(&calendar, &now), from_ms);
	}
}

static void a_closure_names_the_years_0_to_31(void **unused)
{
	(void)unused;
	struct closure closure = {MONDAY, {true, true}, {"Y3"}, 1u << 31 | 1u << 0};
	struct calendar calendar = {{{true, 510, 530, 560, 10}, NONE}, &closure, 1};
	for (int year = -2; year <= 40; year++) {
		bool closed = year == 0 || year == 31;
		size_t at = 0;
		struct session session = {MONDAY, PART_AM};
		if ((calendar_closure(&calendar, session, year, &at) != NULL) != closed)
			fail_msg("year %d", year);
	}
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows) + 1] = {
		cmocka_unit_test(a_closure_names_the_years_0_to_31),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[1 + i] =
			(struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("the calendar at its edges", tests, NULL, NULL);
}
