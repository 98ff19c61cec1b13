/* What the rules make of the code tables and of the dates of arrangements. */
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define AM PART_AM

static struct facts facts;

/* The tables say of each code what it is at the close; a mark without a tap says the same. */
static void check_codes(enum nation nation)
{
	const struct code_table *table = codes_for(nation, FACTS_MONDAY);
	struct school school;
	facts_school(&school);
	school.nation = nation;
	struct child child = facts_child();
	assert_true(table->count > 20);
	for (size_t i = 0; i < table->count; i++) {
		const char *code = table->rows[i].code.text;
		char script[32];
		snprintf(script, sizeof(script), "08:55 mark AM %s", code);
		facts_clear(&facts);
		facts_add(&facts, FACTS_MONDAY, script);
		struct verdict verdict;
		rules_verdict(&school, &child, &facts.roll, (struct session){FACTS_MONDAY, AM},
			      NULL, &verdict);
		bool late = strcmp(code, "L") == 0;
		assert_int_equal(verdict.state, late ? STATE_LATE : table->rows[i].at_close);
		assert_string_equal(verdict.code.text, code);
		assert_false(verdict.conflict);
	}
}

static void check_every_code(void **unused)
{
	(void)unused;
	check_codes(NATION_ENGLAND);
	check_codes(NATION_WALES);
}

/* Of two arrangements the one with the later start counts; one that has run out does not. */
static void check_expectation_dates(void **unused)
{
	(void)unused;
	struct school school;
	facts_school(&school);
	int32_t day = FACTS_MONDAY;
	struct expectation list[] = {
		{.pupil = 3, .part = AM, .code = {"B"}, .from_day = 0, .to_day = DAY_OPEN},
		{.pupil = FACTS_PUPIL,
		 .part = AM,
		 .code = {"C2"},
		 .from_day = day - 7,
		 .to_day = day + 7},
		{.pupil = FACTS_PUPIL,
		 .part = AM,
		 .code = {"D"},
		 .from_day = day - 14,
		 .to_day = day},
		{.pupil = FACTS_PUPIL, .weekday = 1, .part = AM, .code = {"W"}, .to_day = DAY_OPEN},
		{.pupil = 9, .part = AM, .code = {"K"}, .from_day = 0, .to_day = DAY_OPEN},
	};
	school.expectations = list;
	school.expectation_count = COUNT_OF(list);
	struct child child = facts_child();
	static const struct {
		int days;
		const char *code;
	} cases[] = {{0, "C2"}, {7, "C2"}, {14, "N"}, {-7, "C2"}, {-14, "D"}, {-21, "N"}, {1, "W"}};
	facts_clear(&facts);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct verdict verdict;
		rules_verdict(&school, &child, &facts.roll,
			      (struct session){day + cases[i].days, AM}, NULL, &verdict);
		assert_string_equal(verdict.code.text, cases[i].code);
	}
}

static void check_implausible(void **unused)
{
	(void)unused;
	assert_true(rules_implausible(0, 300));
	assert_true(rules_implausible(74, 300));
	assert_false(rules_implausible(75, 300));
	assert_true(rules_implausible(0, 0)); /* a dead reader on the first day */
	assert_false(rules_implausible(1, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_every_code),
		cmocka_unit_test(check_expectation_dates),
		cmocka_unit_test(check_implausible),
	};
	return cmocka_run_group_tests_name("rules tables", tests, NULL, NULL);
}
