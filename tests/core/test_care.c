#include "core/care.h"
#include "core/rules.h"
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void cohorts_have_words(void **unused)
{
	(void)unused;
	for (int i = 0; i < COHORT_COUNT; i++) {
		enum cohort cohort = COHORT_COUNT;
		assert_true(cohort_parse(cohort_text((enum cohort)i), &cohort));
		assert_int_equal(cohort, i);
	}
	enum cohort cohort;
	assert_false(cohort_parse("adopted", &cohort));
	assert_false(cohort_parse("", &cohort));
}

static void a_fact_holds_on_its_days(void **unused)
{
	(void)unused;
	static const struct {
		const char *sentence;
		enum cohort cohort;
		int32_t from, to, day;
		bool holds;
	} rows[] = {
		{"the first day counts", COHORT_LOOKED_AFTER, 10, 20, 10, true},
		{"the last day counts", COHORT_LOOKED_AFTER, 10, 20, 20, true},
		{"not the day before", COHORT_LOOKED_AFTER, 10, 20, 9, false},
		{"not the day after", COHORT_LOOKED_AFTER, 10, 20, 21, false},
		{"open-ended", COHORT_LOOKED_AFTER, 10, DAY_OPEN, 90000, true},
		{"others are not reported", COHORT_PREVIOUSLY_LOOKED_AFTER, 10, 20, 15, false},
		{"nor kinship", COHORT_KINSHIP, 10, 20, 15, false},
		{"nor with a social worker", COHORT_SOCIAL_WORKER, 10, 20, 15, false},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct care care = {
			.cohort = rows[i].cohort, .from_day = rows[i].from, .to_day = rows[i].to};
		if (care_holds(&care, COHORTS_LOOKED_AFTER, rows[i].day) != rows[i].holds)
			fail_msg("%s", rows[i].sentence);
	}
}

static int plain_compare(const void *left, const void *right)
{
	const struct care *a = left, *b = right;
	int order = strcmp(a->authority, b->authority);
	if (!order)
		order = strcmp(a->child_ref, b->child_ref);
	return order ? order : (a->from_day > b->from_day) - (a->from_day < b->from_day);
}

/* However they lie at first, sorted they are in the same order, and it is the order promised. */
static void sorting_is_as_promised(void **unused)
{
	(void)unused;
	uint64_t seed = facts_seed();
	for (int round = 0; round < 200; round++) {
		struct care care[40], again[40];
		size_t count = facts_random(&seed, 41);
		for (size_t i = 0; i < count; i++) {
			care[i] = (struct care){.pupil = facts_random(&seed, 3),
						.from_day = (int32_t)facts_random(&seed, 2),
						.to_day = (int32_t)facts_random(&seed, 3),
						.cohort = facts_random(&seed, COHORT_COUNT)};
			care[i].authority[0] = (char)('3' + facts_random(&seed, 3));
			care[i].child_ref[0] = (char)('A' + facts_random(&seed, 5));
		}
		memcpy(again, care, sizeof(care));
		for (size_t i = count; i > 1; i--) {
			size_t other = facts_random(&seed, (uint32_t)i);
			struct care held = again[i - 1];
			again[i - 1] = again[other];
			again[other] = held;
		}
		care_sort(care, count);
		care_sort(again, count);
		assert_memory_equal(care, again, count * sizeof(*care));
		for (size_t i = 1; i < count; i++)
			assert_true(plain_compare(&care[i - 1], &care[i]) <= 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cohorts_have_words),
		cmocka_unit_test(a_fact_holds_on_its_days),
		cmocka_unit_test(sorting_is_as_promised),
	};
	return cmocka_run_group_tests_name("care", tests, NULL, NULL);
}
