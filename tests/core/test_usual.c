/* What is usual at the close of a session, by the closes of the weeks before. */
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "core/usual.h"

/* Seen by the close of the same session one, two, ... five weeks ago; -1: there was no register. */
struct row {
	const char *sentence;
	int seen[5];
	size_t usual;
};

static const struct row rows[] = {
	{"nothing is known", {-1, -1, -1, -1, -1}, 0},
	{"two weeks are too few", {90, 95, -1, -1, -1}, 0},
	{"of three the middle one", {90, 30, 95, -1, -1}, 90},
	{"whichever week was the odd one", {30, 95, 90, -1, -1}, 90},
	{"of four the upper of the middle ones", {80, 90, 100, 110, -1}, 100},
	{"in whatever order", {110, 80, 100, 90, -1}, 100},
	{"the fifth week back is not asked", {90, 95, -1, -1, 100}, 0},
	{"a week without anybody (the reader was off) is left out", {0, 90, 95, 100, -1}, 95},
	{"and leaves too few", {0, 0, 95, 100, -1}, 0},
};

static void add_close(struct roll *roll, int32_t day, enum part part, int64_t seen)
{
	struct event event = {.key = {.kiosk = "door", .stream = 1, .sequence = roll->count + 1},
			      .kind = EVENT_SESSION_CLOSED,
			      .at = calendar_moment(calendar_utc_ms(day, 560), 0, 1, TRUST_SYNCED),
			      .session = {day, part},
			      .number = seen};
	assert_int_equal(roll_add(roll, &event), OK);
}

static void each_row_says_what_is_usual(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		static struct roll_fact memory[32];
		struct roll roll = {.facts = memory, .capacity = COUNT_OF(memory)};
		for (int week = 1; week <= 5; week++) {
			int32_t day = FACTS_MONDAY - 7 * week;
			if (rows[i].seen[week - 1] >= 0)
				add_close(&roll, day, PART_AM, rows[i].seen[week - 1]);
			/* other sessions say nothing of this one */
			add_close(&roll, day, PART_PM, 7);
			add_close(&roll, day + 1, PART_AM, 7);
		}
		size_t usual = usual_arrivals(&roll, (struct session){FACTS_MONDAY, PART_AM});
		if (usual != rows[i].usual)
			fail_msg("%s: %zu", rows[i].sentence, usual);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_says_what_is_usual),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
