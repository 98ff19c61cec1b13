/* The rules against the oracle (tests/support/oracle.h), on random schools. SEED chooses them, COUNT how many
 * child-sessions are asked about. */
#include "tests/support/asked.h"
#include "tests/support/facts.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct invented school;
static struct roll_fact memory[INVENTED_FACTS];
static struct roll roll;
static long closed_early;

/* The facts reach the roll in any order, some of them twice, some as events and some from another roll. */
static void fill_roll(uint64_t *seed)
{
	static size_t order[INVENTED_FACTS];
	roll = (struct roll){.facts = memory, .capacity = COUNT_OF(memory)};
	for (size_t i = 0; i < school.count; i++) {
		size_t other = facts_random(seed, (uint32_t)i + 1);
		order[i] = order[other];
		order[other] = i;
	}
	for (size_t i = 0; i < school.count; i++) {
		const struct roll_fact *fact = &school.facts[order[i]];
		struct event event = invented_event(fact);
		assert_true(event_valid(&event));
		struct roll_fact room;
		struct roll other = {.facts = &room, .capacity = 1};
		assert_int_equal(roll_add(&other, &event), OK);
		if (facts_random(seed, 2) == 0)
			assert_int_equal(roll_add(&roll, &event), OK);
		else
			assert_int_equal(roll_add_fact(&roll, &room), OK);
		if (facts_random(seed, 16) == 0)
			assert_int_equal(roll_add(&roll, &event), OK);
	}
	assert_int_equal(roll.count, school.count);
}

static void ask_oracle(const struct asked *asked, struct answer *out)
{
	struct oracle_facts facts = {school.facts, school.count};
	memset(out, 0, sizeof(*out));
	oracle_verdict(&school.school, asked->child, &facts, asked->session, asked->coverage,
		       &out->verdict);
	out->settled = oracle_settle(&school.school, &facts, asked->session, asked->today,
				     out->verdict.code);
	out->asked_spell = asked->spell && asked_is_absence(&out->verdict);
	if (out->asked_spell)
		out->whole = oracle_spell(&school.school, asked->child, &facts, asked->session,
					  asked->from_day, asked->told_from_day, &out->spell);
}

static void ask_rules(const struct asked *asked, struct answer *out)
{
	memset(out, 0, sizeof(*out));
	rules_verdict(&school.school, asked->child, &roll, asked->session, asked->coverage,
		      &out->verdict);
	struct verdict settled = out->verdict;
	rules_settle(&school.school, &roll, asked->session, asked->today, &settled);
	out->settled = settled.code;
	out->asked_spell = asked->spell && asked_is_absence(&out->verdict);
	if (out->asked_spell)
		out->whole = rules_spell(&school.school, asked->child, &roll, asked->session,
					 asked->from_day, asked->told_from_day, &out->spell);
}

static const char *disagreement(const struct asked *asked, struct answer *oracle)
{
	struct answer rules;
	ask_rules(asked, &rules);
	ask_oracle(asked, oracle);
	return asked_difference(&rules, oracle);
}

static bool still(const struct asked *asked, const char *what)
{
	uint64_t seed = 1;
	fill_roll(&seed);
	struct answer oracle;
	const char *now = disagreement(asked, &oracle);
	return now && strcmp(now, what) == 0;
}

/* Leaves out of a list what the difference does not need. */
static void shrink_list(const struct asked *asked, const char *what, void *list, size_t size,
			size_t *count)
{
	static unsigned char kept[sizeof(school.facts)];
	unsigned char *bytes = list;
	for (size_t i = *count; i-- > 0;) {
		memcpy(kept, bytes, *count * size);
		memmove(bytes + i * size, bytes + (i + 1) * size, (*count - i - 1) * size);
		(*count)--;
		if (still(asked, what))
			continue;
		(*count)++;
		memcpy(bytes, kept, *count * size);
	}
}

static void shrink(const struct asked *asked, const char *what)
{
	for (int again = 0; again < 2; again++) {
		shrink_list(asked, what, school.facts, sizeof(school.facts[0]), &school.count);
		shrink_list(asked, what, school.closures, sizeof(school.closures[0]),
			    &school.school.calendar.closure_count);
		shrink_list(asked, what, school.arrangements, sizeof(school.arrangements[0]),
			    &school.school.expectation_count);
	}
	assert_true(still(asked, what));
}

static void say_disagreement(const struct asked *asked, const char *what)
{
	shrink(asked, what);
	struct answer rules, oracle;
	ask_rules(asked, &rules);
	ask_oracle(asked, &oracle);
	char session[SESSION_TEXT_SIZE];
	calendar_format_session(asked->session, session);
	printf("# they differ in %s, of %s\n", what, session);
	invented_say_lists(&school, asked->child);
	invented_say_facts(&school, asked->child->pupil);
	printf("# coverage: %u; today is %d days later; history from %d, told from %d days "
	       "before\n",
	       asked->coverage ? asked->coverage->because : 0, asked->today - asked->session.day,
	       asked->session.day - asked->from_day, asked->session.day - asked->told_from_day);
	asked_say("rules ", &rules);
	asked_say("oracle", &oracle);
}

static void ask_about(const struct child *child, int32_t day, int part, uint64_t *seed)
{
	struct coverage coverage;
	struct answer oracle;
	struct asked asked = {.child = child, .session = {day, (enum part)part}};
	asked.coverage = invented_coverage(&coverage, seed);
	asked.today = day + (int32_t)facts_random(seed, 12);
	asked.spell = facts_random(seed, 2) == 0;
	asked.from_day = school.first_day - 1;
	if (facts_random(seed, 4) == 0)
		asked.from_day = day - (int32_t)facts_random(seed, 10);
	asked.told_from_day = day + 1 - (int32_t)facts_random(seed, 30);
	const char *what = disagreement(&asked, &oracle);
	if (what) {
		say_disagreement(&asked, what);
		fail_msg("the rules and the oracle differ in %s", what);
	}
	asked_count(&school, &asked, &oracle);
}

/* What is asked of a session, whoever the child. */
static void ask_of_session(struct session session, uint64_t *seed)
{
	const struct calendar *calendar = &school.school.calendar;
	struct oracle_facts facts = {school.facts, school.count};
	int minute = 480 + (int)facts_random(seed, 360);
	assert_int_equal(rules_school_open(&school.school, session),
			 oracle_school_open(&school.school, session));
	for (int year = -1; year < 32; year += 8)
		assert_int_equal(rules_session_held(&school.school, &roll, session, year),
				 oracle_session_held(&school.school, &facts, session, year));
	int closes = oracle_closes_min(calendar, &facts, session);
	closed_early += closes < calendar->bells[session.part].closes_min;
	assert_int_equal(rules_closes_min(calendar, &roll, session), closes);
	assert_int_equal(rules_arrival(&calendar->bells[session.part], closes, minute),
			 oracle_arrival(calendar, &facts, session, minute));
}

static void test_rules(void **state)
{
	(void)state;
	uint64_t seed = facts_seed();
	assert_true(oracle_open());
	for (long left = invented_count(); left > 0;) {
		invented_school(&school, &seed);
		fill_roll(&seed);
		for (int32_t i = 0; i < INVENTED_DAYS * PART_COUNT; i++) {
			struct session session = {school.first_day + i / 2, (enum part)(i % 2)};
			ask_of_session(session, &seed);
			for (size_t k = 0; k < INVENTED_CHILDREN; k++, left--)
				ask_about(&school.children[k], session.day, session.part, &seed);
		}
	}
}

/* Each of them in one child-session of ten thousand at least. */
static void test_situations(void **state)
{
	(void)state;
	long least = invented_count() / 10000 + 1;
	const char *rare = asked_rare(least);
	printf("# %8ld staff closed the register before its bell\n", closed_early);
	assert_in_range(closed_early, least, LONG_MAX);
	if (rare)
		fail_msg("too few of: %s", rare);
}

static void test_shares(void **state)
{
	(void)state;
	for (size_t arrivals = 0; arrivals < 40; arrivals++) {
		for (size_t usual = 0; usual < 170; usual++)
			assert_int_equal(rules_implausible(arrivals, usual),
					 oracle_implausible(arrivals, usual));
	}
	for (size_t i = 0; i < 40 * 40 * 20; i++) {
		struct form_count whole = {.expected = i % 40, .unseen = i / 40 % 40};
		struct form_count form = {.expected = i / 1600, .unseen = i % 13};
		if (whole.unseen > whole.expected || form.unseen > form.expected)
			continue;
		assert_int_equal(rules_form_missing(&form, &whole),
				 oracle_form_missing(&form, &whole));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_situations),
		cmocka_unit_test(test_shares),
	};
	return cmocka_run_group_tests_name("rules against the oracle", tests, NULL, NULL);
}
