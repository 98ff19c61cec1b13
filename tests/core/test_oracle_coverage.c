/* Coverage against the oracle, on random sites of one to three kiosks. SEED and COUNT as in test_oracle.c; one site for
 * each fifty child-sessions there. */
#include "tests/support/facts.h"
#include "tests/support/invented.h"
#include "tests/support/oracle.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct invented school;
static struct roll_fact memory[INVENTED_FACTS];

static void ask_core(struct session session, struct coverage *out)
{
	struct roll roll = {.facts = memory, .capacity = COUNT_OF(memory)};
	for (size_t i = 0; i < school.count; i++) {
		struct event event = invented_event(&school.facts[i]);
		assert_int_equal(roll_add(&roll, &event), OK);
	}
	coverage_of(&roll, &school.school.calendar, &school.school.site, session, out);
}

static void ask_oracle(struct session session, struct coverage *out)
{
	struct oracle_facts facts = {school.facts, school.count};
	oracle_coverage(&facts, &school.school.calendar, &school.school.site, session, out);
}

static const char *difference(const struct coverage *a, const struct coverage *b)
{
	if (a->count != b->count)
		return "count";
	for (size_t i = 0; i < a->count; i++) {
		if (strcmp(a->kiosks[i].kiosk, b->kiosks[i].kiosk) != 0)
			return "kiosk";
		if (a->kiosks[i].complete != b->kiosks[i].complete)
			return "complete, of a kiosk";
		if (a->kiosks[i].because != b->kiosks[i].because)
			return "because, of a kiosk";
		if (a->kiosks[i].not_in_use != b->kiosks[i].not_in_use)
			return "not in use, of a kiosk";
		if (a->kiosks[i].through_utc_ms != b->kiosks[i].through_utc_ms)
			return "through";
	}
	if (a->complete != b->complete)
		return "complete";
	return a->because != b->because ? "because" : NULL;
}

static const char *disagreement(struct session session)
{
	struct coverage core, oracle;
	ask_core(session, &core);
	ask_oracle(session, &oracle);
	return difference(&core, &oracle);
}

/* Leaves out what the difference does not need. */
static void shrink(struct session session, const char *what)
{
	for (size_t i = school.count; i-- > 0;) {
		struct roll_fact left_out = school.facts[i];
		size_t after = (school.count - i - 1) * sizeof(school.facts[0]);
		memmove(&school.facts[i], &school.facts[i + 1], after);
		school.count--;
		const char *now = disagreement(session);
		if (now && strcmp(now, what) == 0)
			continue;
		memmove(&school.facts[i + 1], &school.facts[i], after);
		school.facts[i] = left_out;
		school.count++;
	}
}

static void say_coverage(const char *who, const struct coverage *coverage)
{
	printf("# %s:", who);
	for (size_t i = 0; i < coverage->count; i++) {
		const struct coverage_kiosk *kiosk = &coverage->kiosks[i];
		char through[TIME_TEXT_SIZE] = "never";
		if (kiosk->through_utc_ms != 0)
			calendar_format_utc(kiosk->through_utc_ms, through);
		printf(" %s %s because %u through %s;", kiosk->kiosk,
		       kiosk->not_in_use ? "not in use"
		       : kiosk->complete ? "complete"
					 : "incomplete",
		       kiosk->because, through);
	}
	printf(" all %s because %u\n", coverage->complete ? "complete" : "incomplete",
	       coverage->because);
}

static void say_disagreement(struct session session, const char *what)
{
	struct coverage core, oracle;
	struct child nobody = {.pupil = 0};
	shrink(session, what);
	ask_core(session, &core);
	ask_oracle(session, &oracle);
	printf("# they differ in %s, of %s\n", what, session.part == PART_AM ? "AM" : "PM");
	school.school.calendar.closure_count = school.school.expectation_count = 0;
	invented_say_lists(&school, &nobody);
	invented_say_facts(&school, 0);
	say_coverage("rules ", &core);
	say_coverage("oracle", &oracle);
}

/* What must have occurred for an agreement to say anything. */
#define SITUATIONS(X)                                                                              \
	X(COMPLETE, "a kiosk vouches for all of it")                                               \
	X(INCOMPLETE, "a kiosk does not")                                                          \
	X(SITE_COMPLETE, "two or three kiosks vouch")                                              \
	X(READER, "reader_fault alone")                                                            \
	X(DOWN, "kiosk_down alone")                                                                \
	X(NOT_HEARD, "kiosk_not_heard alone")                                                      \
	X(CLOCK, "clock_untrusted alone")                                                          \
	X(SEVERAL, "several causes")                                                               \
	X(UNUSED, "the door of a kiosk is not in use")                                             \
	X(UNUSED_COMPLETE, "the others vouch without it")                                          \
	X(ALL_UNUSED, "said of every door of several, and each is needed")                         \
	X(SAID_IN_VAIN, "not in use, they said, and it is needed all the same")                    \
	X(NEVER, "never vouched")                                                                  \
	X(PARTLY, "vouched for a part of the time")
#define SITUATION_ENUM(name, text) name,
enum situation { SITUATIONS(SITUATION_ENUM) SITUATION_COUNT };
#define SITUATION_TEXT(name, text) text,
static const char *const situation_texts[] = {SITUATIONS(SITUATION_TEXT)};
static long happened[SITUATION_COUNT];

static void count_doors(const struct coverage *coverage)
{
	size_t unused = 0, spoken_of = 0;
	for (size_t i = 0; i < coverage->count; i++) {
		const char *kiosk = coverage->kiosks[i].kiosk;
		bool said = false;
		for (size_t k = 0; k < school.count; k++)
			said |= school.facts[k].kind == EVENT_DOOR_NOT_IN_USE &&
				strcmp(school.facts[k].door, kiosk) == 0;
		unused += coverage->kiosks[i].not_in_use;
		spoken_of += said;
	}
	happened[UNUSED] += unused > 0;
	happened[UNUSED_COMPLETE] += unused > 0 && coverage->complete;
	happened[ALL_UNUSED] += coverage->count > 1 && spoken_of == coverage->count && unused == 0;
	happened[SAID_IN_VAIN] += unused < spoken_of;
}

static void count_situations(const struct coverage *coverage)
{
	count_doors(coverage);
	happened[SITE_COMPLETE] += coverage->complete && coverage->count > 1;
	for (size_t i = 0; i < coverage->count; i++) {
		const struct coverage_kiosk *kiosk = &coverage->kiosks[i];
		unsigned because = kiosk->because;
		happened[kiosk->complete ? COMPLETE : INCOMPLETE]++;
		happened[READER] += because == BECAUSE_READER_FAULT;
		happened[DOWN] += because == BECAUSE_KIOSK_DOWN;
		happened[NOT_HEARD] += because == BECAUSE_KIOSK_NOT_HEARD;
		happened[CLOCK] += because == BECAUSE_CLOCK_UNTRUSTED;
		happened[SEVERAL] += (because & (because - 1)) != 0;
		happened[NEVER] += kiosk->through_utc_ms == 0;
		happened[PARTLY] += kiosk->through_utc_ms != 0 && !kiosk->complete;
	}
}

static void test_coverage(void **state)
{
	(void)state;
	uint64_t seed = facts_seed();
	for (long left = invented_count() / 50; left > 0; left--) {
		invented_lists(&school, &seed);
		struct session session = {school.first_day + (int32_t)facts_random(&seed, 28),
					  (enum part)facts_random(&seed, 2)};
		invented_site(&school, session, &seed);
		struct coverage oracle;
		ask_oracle(session, &oracle);
		count_situations(&oracle);
		const char *what = disagreement(session);
		if (what) {
			say_disagreement(session, what);
			fail_msg("coverage and the oracle differ in %s", what);
		}
	}
}

/* Each of them in one site of five hundred at least. */
static void test_situations(void **state)
{
	(void)state;
	for (int i = 0; i < SITUATION_COUNT; i++) {
		printf("# %8ld %s\n", happened[i], situation_texts[i]);
		assert_in_range(happened[i], invented_count() / 25000 + 1, LONG_MAX);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_situations),
	};
	return cmocka_run_group_tests_name("coverage against the oracle", tests, NULL, NULL);
}
