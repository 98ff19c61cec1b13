/* Laws of what an authority is told, over random mornings of three children and two doors. */
#include "core/care.h"
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define CHILDREN 3
#define MORNINGS 10000

static struct facts facts;
static struct school school;
static struct care care[CHILDREN] = {
	{.pupil = 1, .authority = "835", .child_ref = "CH-A", .to_day = DAY_OPEN},
	{.pupil = 2, .authority = "835", .child_ref = "CH-B", .to_day = DAY_OPEN},
	{.pupil = 3, .authority = "835", .child_ref = "CH-C", .to_day = DAY_OPEN},
};

/* One morning: what was told so far, and what the rules make of it now. */
struct morning {
	struct notice_case cases[CHILDREN];
	struct notice_child lines[CHILDREN];
	struct notice notices[2 * CHILDREN + 1];
	struct notice_question question;
	struct coverage coverage;
	struct child children[CHILDREN];
	int open[CHILDREN]; /* flags, counted from the notices alone */
	int raised, withdrawn, updated;
};

static void add_random(uint64_t *seed)
{
	static const char *const words[] = {"tap",       "tap",       "@gate tap", "left",
					    "back",      "mark AM I", "mark AM N", "mark AM /",
					    "mark AM E", "mark AM V", "mark AM O", "mark AM &",
					    "undo",      "undo",      "undo"};
	char script[64], at[MINUTE_TEXT_SIZE];
	const char *word = words[facts_random(seed, COUNT_OF(words))];
	if (strcmp(word, "undo") == 0 && facts.count == 0)
		return;
	if (facts_random(seed, 60) == 0)
		word = "closure AM Y4";
	facts.pupil = 1 + facts_random(seed, CHILDREN);
	calendar_format_minute(500 + (int)facts_random(seed, 120), at);
	snprintf(script, sizeof(script), "%s %s", at, word);
	facts_add(&facts, FACTS_MONDAY, script);
}

static void morning_begin(struct morning *morning, uint64_t *seed)
{
	*morning = (struct morning){0};
	facts_school(&school);
	facts_clear(&facts);
	morning->question = (struct notice_question){
		.authority = "835",
		.explained_too = facts_random(seed, 2),
		.session = {FACTS_MONDAY, PART_AM},
		.flags = facts_random(seed, 8) != 0,
		.closed_at =
			calendar_moment(calendar_utc_ms(FACTS_MONDAY, 560), 0, 1, TRUST_SYNCED),
		.cases = morning->cases,
		.case_count = CHILDREN,
		.coverage = &morning->coverage,
	};
	for (size_t i = 0; i < CHILDREN; i++) {
		morning->children[i] = facts_child();
		morning->children[i].pupil = care[i].pupil;
		morning->cases[i].care = &care[i];
		text_copy(morning->cases[i].told.child, CHILD_REF_SIZE, care[i].child_ref);
	}
}

static void judge(struct morning *morning, uint64_t *seed)
{
	static const unsigned causes[] = {0, 0, 0, BECAUSE_READER_FAULT, BECAUSE_KIOSK_NOT_HEARD};
	if (facts_random(seed, 4) == 0)
		morning->coverage.because = causes[facts_random(seed, COUNT_OF(causes))];
	morning->coverage.complete = !morning->coverage.because;
	text_copy(morning->coverage.kiosks[0].kiosk, KIOSK_ID_SIZE, "door");
	if (facts_random(seed, 40) == 0)
		morning->children[facts_random(seed, CHILDREN)].on_roll_to = FACTS_MONDAY - 1;
	for (size_t i = 0; i < CHILDREN; i++) {
		struct notice_case *one = &morning->cases[i];
		rules_verdict(&school, &morning->children[i], &facts.roll,
			      morning->question.session, &morning->coverage, &one->verdict);
		one->spell = (struct spell){.days = 1, .first_day = true};
	}
}

static size_t child_index(const struct notice *notice)
{
	for (size_t i = 0; i < CHILDREN; i++) {
		if (strcmp(notice->child, care[i].child_ref) == 0)
			return i;
	}
	fail_msg("a notice of nobody's child: %s", notice->child);
	return 0;
}

static void check_statement(const struct morning *morning, const struct notice *notice)
{
	assert_false(morning->question.statement_told);
	assert_int_equal(notice->expected, notice->present + notice->absent + notice->unknown);
	int expected = 0;
	for (size_t i = 0; i < notice->child_count; i++) {
		enum state state = notice->children[i].state;
		expected += state != STATE_NOT_EXPECTED && state != STATE_CLOSED;
	}
	assert_int_equal(notice->expected, expected);
	size_t on_roll = 0;
	for (size_t i = 0; i < CHILDREN; i++)
		on_roll += morning->cases[i].verdict.on_roll;
	assert_in_range(notice->child_count, on_roll, CHILDREN);
}

/* No confirmed flag for a child who tapped in time at any door. */
static void check_raised(struct morning *morning, const struct notice *notice, size_t child)
{
	assert_true(morning->question.due && morning->question.flags);
	assert_int_equal(morning->open[child]++, 0);
	morning->raised++;
	if (notice->certainty == CERTAINTY_UNVERIFIED)
		return;
	assert_int_equal(notice->because, 0);
	assert_true(morning->coverage.complete);
	struct roll_child day =
		roll_child(&facts.roll, &school.calendar, care[child].pupil, FACTS_MONDAY);
	const struct roll_fact *arrived = day.arrived[PART_AM];
	assert_true(!arrived || arrived->at.minute > 560);
}

/* Each withdrawal cites an arrival, a person's role, or that there was nothing to attend. */
static void check_withdrawn(struct morning *morning, const struct notice *notice, size_t child)
{
	const struct verdict *verdict = &morning->cases[child].verdict;
	assert_int_equal(morning->open[child]--, 1);
	morning->withdrawn++;
	assert_true(notice->has_at);
	if (notice->withdrawal == WITHDRAWAL_NOT_ON_ROLL) {
		assert_false(verdict->on_roll);
		return;
	}
	assert_non_null(verdict->evidence);
	assert_int_equal(notice->at.utc_ms, verdict->evidence->at.utc_ms);
	bool by_person =
		verdict->evidence->kind == EVENT_MARKED || verdict->evidence->kind == EVENT_CLOSURE;
	assert_int_equal(notice->by_role[0] != '\0', by_person);
}

static void check_notice(struct morning *morning, const struct notice *notice)
{
	if (notice->kind == NOTICE_SESSION_CLOSED) {
		assert_true(morning->question.due);
		check_statement(morning, notice);
		return;
	}
	size_t child = child_index(notice);
	enum state state = notice->state;
	if (notice->kind == NOTICE_ATTENDANCE && !morning->question.due)
		assert_true(state != STATE_UNEXPLAINED && state != STATE_UNKNOWN);
	if (notice->kind == NOTICE_ATTENDANCE && state == STATE_EXPLAINED)
		assert_true(morning->question.explained_too || !notice->code.text[0]);
	if (notice->kind == NOTICE_FLAG_UPDATED) {
		assert_int_equal(morning->open[child], 1);
		morning->updated++;
	}
	if (notice->kind == NOTICE_FLAG_RAISED)
		check_raised(morning, notice, child);
	if (notice->kind == NOTICE_FLAG_WITHDRAWN)
		check_withdrawn(morning, notice, child);
}

/* What is told agrees with what is so: at any time after the due time. */
static void check_agreement(const struct morning *morning)
{
	for (size_t i = 0; i < CHILDREN; i++) {
		const struct verdict *verdict = &morning->cases[i].verdict;
		const struct notice_told *told = &morning->cases[i].told;
		bool absent = verdict->on_roll && (verdict->state == STATE_UNEXPLAINED ||
						   verdict->state == STATE_UNKNOWN);
		bool excused =
			verdict->state == STATE_EXPLAINED || verdict->state == STATE_SUSPENDED;
		assert_int_equal(told->flag == FLAG_OPEN, morning->open[i]);
		if (absent && morning->question.flags)
			assert_int_equal(told->flag, FLAG_OPEN);
		if (told->flag == FLAG_OPEN)
			assert_true(absent || excused);
		else if (verdict->on_roll || told->state_told)
			assert_int_equal(told->state, verdict->state);
	}
}

static void reconcile(struct morning *morning)
{
	size_t count = notice_diff(&morning->question, morning->lines, morning->notices);
	assert_in_range(count, 0, COUNT_OF(morning->notices));
	for (size_t n = 0; n < count; n++) {
		const struct notice *notice = &morning->notices[n];
		check_notice(morning, notice);
		for (size_t i = 0; i < CHILDREN; i++)
			notice_fold(&morning->cases[i].told, notice);
		if (notice->kind == NOTICE_SESSION_CLOSED)
			morning->question.statement_told = true;
	}
	/* Run twice, it adds nothing. */
	assert_int_equal(notice_diff(&morning->question, morning->lines, morning->notices), 0);
	if (morning->question.due) {
		assert_true(morning->question.statement_told);
		check_agreement(morning);
	}
}

static void random_mornings_keep_the_laws(void **unused)
{
	(void)unused;
	uint64_t seed = facts_seed();
	int raised = 0, withdrawn = 0, updated = 0;
	for (int n = 0; n < MORNINGS; n++) {
		struct morning morning;
		morning_begin(&morning, &seed);
		int steps = 1 + (int)facts_random(&seed, 16);
		int due_at = (int)facts_random(&seed, 8);
		for (int step = 0; step < steps; step++) {
			if (facts_random(&seed, 3) != 0)
				add_random(&seed);
			judge(&morning, &seed);
			morning.question.due = step >= due_at;
			reconcile(&morning);
		}
		raised += morning.raised;
		withdrawn += morning.withdrawn;
		updated += morning.updated;
	}
	/* All of it happened often, or this proved little. */
	assert_true(raised > MORNINGS && withdrawn > MORNINGS / 2 && updated > MORNINGS / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(random_mornings_keep_the_laws)};
	return cmocka_run_group_tests_name("notice laws", tests, NULL, NULL);
}
