/* Since when an authority has answered for a child without a gap. */
#include "core/care.h"
#include "core/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KIN COHORT_KINSHIP
#define CARE COHORT_LOOKED_AFTER

struct row {
	const char *sentence;
	struct care care[3]; /* sorted; the last is asked of */
	int32_t since, since_of_kin_too;
};
static struct row rows[] = {
	{"one fact: since its first day", {{7, "835", "A", CARE, 10, 20}}, 10, 10},
	{"the one before ended on the day before: no gap",
	 {{7, "835", "A", CARE, 1, 9}, {7, "835", "A", CARE, 10, 20}},
	 1,
	 1},
	{"a day in between is a gap",
	 {{7, "835", "A", CARE, 1, 8}, {7, "835", "A", CARE, 10, 20}},
	 10,
	 10},
	{"three without a gap",
	 {{7, "835", "A", CARE, 1, 4}, {7, "835", "A", CARE, 5, 9}, {7, "835", "A", CARE, 10, 20}},
	 1,
	 1},
	{"a gap before the last but one",
	 {{7, "835", "A", CARE, 1, 3}, {7, "835", "A", CARE, 5, 9}, {7, "835", "A", CARE, 10, 20}},
	 5,
	 5},
	{"a long fact spans the gap of two short ones",
	 {{7, "835", "A", CARE, 1, 90}, {7, "835", "A", CARE, 5, 9}, {7, "835", "A", CARE, 20, 40}},
	 1,
	 1},
	{"a fact without an end",
	 {{7, "835", "A", CARE, 1, DAY_OPEN}, {7, "835", "A", CARE, 10, DAY_OPEN}},
	 1,
	 1},
	{"another authority's days are not this one's",
	 {{7, "341", "A", CARE, 1, 9}, {7, "835", "A", CARE, 10, 20}},
	 10,
	 10},
	{"nor are another child's",
	 {{7, "835", "A", CARE, 1, 9}, {8, "835", "B", CARE, 10, 20}},
	 10,
	 10},
	{"days with kin count where the authority hears of them",
	 {{7, "835", "A", KIN, 1, 9}, {7, "835", "A", CARE, 10, 20}},
	 10,
	 1},
	{"days with kin in between are a gap where it does not",
	 {{7, "835", "A", CARE, 1, 4}, {7, "835", "A", KIN, 5, 9}, {7, "835", "A", CARE, 10, 20}},
	 10,
	 1},
};

/* In memory of its own size, so that a look beyond it is noticed under the sanitizers. */
static void check_row(void **state)
{
	const struct row *row = *state;
	size_t count = 0;
	while (count < COUNT_OF(row->care) && row->care[count].pupil)
		count++;
	struct care *care = malloc(count * sizeof(*care));
	assert_non_null(care);
	memcpy(care, row->care, count * sizeof(*care));
	assert_int_equal(care_since(care, count - 1, COHORTS_LOOKED_AFTER), row->since);
	assert_int_equal(care_since(care, count - 1, COHORTS_LOOKED_AFTER | 1u << COHORT_KINSHIP),
			 row->since_of_kin_too);
	free(care);
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows)];
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[i] = (struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("care without a gap", tests, NULL, NULL);
}
