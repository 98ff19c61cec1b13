/* Which table is in force: with tables of this test's own in place of the real ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/codes.h"

static const struct code_row one[] = {{{"/"}, "here", CLASS_P, STATE_PRESENT}};
const struct code_table codes_tables[] = {
	{NATION_ENGLAND, 300, false, one, 1}, {NATION_WALES, 150, false, one, 1},
	{NATION_ENGLAND, 100, false, one, 1}, {NATION_ENGLAND, 200, false, one, 1},
	{NATION_WALES, 50, true, one, 1},
};
const size_t codes_tables_count = COUNT_OF(codes_tables);

static void the_newest_not_after_the_day(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		enum nation nation;
		int32_t day, from_day;
	} rows[] = {
		{"before all: the oldest", NATION_ENGLAND, 0, 100},
		{"the day before the first: the oldest", NATION_ENGLAND, 99, 100},
		{"the first day", NATION_ENGLAND, 100, 100},
		{"the day before the second", NATION_ENGLAND, 199, 100},
		{"the second's first day", NATION_ENGLAND, 200, 200},
		{"the day before the third", NATION_ENGLAND, 299, 200},
		{"the third's first day", NATION_ENGLAND, 300, 300},
		{"after all: the newest", NATION_ENGLAND, INT32_MAX, 300},
		{"another nation before all: its own oldest", NATION_WALES, 49, 50},
		{"another nation between: its own", NATION_WALES, 149, 50},
		{"another nation after all: its own newest", NATION_WALES, 250, 150},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct code_table *table = codes_for(rows[i].nation, rows[i].day);
		if (table->nation != rows[i].nation || table->valid_from_day != rows[i].from_day)
			fail_msg("%s", rows[i].sentence);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newest_not_after_the_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
