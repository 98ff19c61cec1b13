/* Notices from verdicts that a day seldom brings together, and what was told as the log has it. */
#include "core/care.h"
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct row {
	const char *sentence;
	struct verdict now;
	struct notice_told before;
	const char *told; /* see facts_say() */
	bool not_due;
	bool no_statement; /* not told yet */
};
#define ABSENT .state = STATE_UNEXPLAINED, .code = {"N"}
#define FLAGGED .flag = FLAG_OPEN, .code = {"N"}

static struct row rows[] = {
	{"absent by the rules, but off the roll: no flag",
	 {ABSENT},
	 {.state_told = true, .state = STATE_UNEXPLAINED, .code = {"N"}},
	 .told = ""},
	{"explained, but off the roll by now: the flag goes",
	 {.state = STATE_EXPLAINED, .code = {"I"}},
	 {FLAGGED},
	 .told = "withdrawn CH-A not_on_roll - 10:00; recorded CH-A explained - 10:00"},
	{"suspended, but off the roll: no suspension of ours",
	 {.state = STATE_SUSPENDED, .code = {"E"}},
	 {FLAGGED},
	 .told = "withdrawn CH-A not_on_roll E 10:00; recorded CH-A suspended E 10:00"},
	{"off the roll after a flag that was withdrawn: what is true now is said",
	 {.state = STATE_NOT_EXPECTED, .code = {""}},
	 {.flag = FLAG_WITHDRAWN, .code = {"B"}},
	 .told = "recorded CH-A not_expected - 10:00"},
	{"off the roll, never spoken of: not a word",
	 {.state = STATE_NOT_EXPECTED, .code = {""}},
	 {.flag = FLAG_NONE},
	 .told = ""},
	{"with a provider, as came to be known after the flag: corrected, and said",
	 {.state = STATE_ELSEWHERE, .code = {"B"}, .on_roll = true},
	 {FLAGGED},
	 .told = "withdrawn CH-A correction B 10:00; recorded CH-A elsewhere B 10:00"},
	{"a doubt without a cause is told as well",
	 {ABSENT, .on_roll = true, .certainty = CERTAINTY_UNVERIFIED},
	 {FLAGGED, .certainty = CERTAINTY_CONFIRMED},
	 .told = "updated CH-A unverified N"},
	{"... and once",
	 {ABSENT, .on_roll = true, .certainty = CERTAINTY_UNVERIFIED},
	 {FLAGGED, .certainty = CERTAINTY_UNVERIFIED},
	 .told = ""},
	{"before the register is due a child who came back is told of",
	 {.state = STATE_RETURNED, .code = {"/"}, .on_roll = true},
	 {.flag = FLAG_NONE},
	 .not_due = true,
	 .no_statement = true,
	 .told = "recorded CH-A returned / 10:00"},
	{"the clock put back to before the due time: who is here is told of",
	 {.state = STATE_PRESENT, .code = {"/"}, .on_roll = true},
	 {.state_told = true, .state = STATE_EXPLAINED},
	 .not_due = true,
	 .told = "recorded CH-A present / 10:00"},
	{"... a flag that is out already is kept up to date",
	 {ABSENT, .on_roll = true, .certainty = CERTAINTY_UNVERIFIED,
	  .because = BECAUSE_KIOSK_DOWN},
	 {FLAGGED},
	 .not_due = true,
	 .told = "updated CH-A unverified kiosk_down N"},
	{"... and a new one waits",
	 {ABSENT, .on_roll = true},
	 {.state_told = true, .state = STATE_PRESENT, .code = {"/"}},
	 .not_due = true,
	 .told = ""},
};

static void check_row(void **state)
{
	const struct row *row = *state;
	const struct care care = {.authority = "835", .child_ref = "CH-A"};
	struct notice_case one = {.care = &care,
				  .verdict = row->now,
				  .spell = {.days = 1, .first_day = true},
				  .told = row->before};
	text_copy(one.told.child, sizeof(one.told.child), "CH-A");
	struct coverage coverage = {.kiosks = {{.kiosk = "door"}}, .count = 1, .complete = true};
	int64_t now_ms = calendar_utc_ms(FACTS_MONDAY, 600);
	struct notice_question question = {
		.authority = "835",
		.session = {FACTS_MONDAY, PART_AM},
		.due = !row->not_due,
		.flags = true,
		.statement_told = !row->no_statement,
		.now = calendar_moment(now_ms, 0, 1, TRUST_SYNCED),
		.closed_at = calendar_moment(now_ms - 1800000, 0, 1, TRUST_SYNCED),
		.cases = &one,
		.case_count = 1,
		.coverage = &coverage,
	};
	struct notice_child lines[1];
	struct notice out[3];
	char told[256] = "";
	size_t count = notice_diff(&question, lines, out);
	for (size_t i = 0; i < count; i++)
		facts_say(told, sizeof(told), &out[i]);
	assert_string_equal(told, row->told);
}

static void each_child_is_found_in_a_statement(void **unused)
{
	(void)unused;
	const struct notice_child lines[] = {{"CH-A", STATE_PRESENT, {"/"}},
					     {"CH-B", STATE_LATE, {"L"}},
					     {"CH-C", STATE_EXPLAINED, {""}}};
	const struct notice statement = {
		.kind = NOTICE_SESSION_CLOSED, .children = lines, .child_count = COUNT_OF(lines)};
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct notice_told told = {0};
		text_copy(told.child, sizeof(told.child), lines[i].child);
		notice_fold(&told, &statement);
		assert_true(told.state_told);
		assert_int_equal(told.state, lines[i].state);
	}
	struct notice_told told = {.child = "CH-D"};
	notice_fold(&told, &statement);
	assert_false(told.state_told);
}

/* The log may hold withdrawals that other rules wrote. */
static void a_withdrawal_tells_the_state_by_its_reason_or_its_code(void **unused)
{
	(void)unused;
	static const struct {
		enum withdrawal reason;
		struct code code;
		bool told;
		enum state state;
	} withdrawals[] = {
		{WITHDRAWAL_ARRIVED_LATE, {""}, true, STATE_ARRIVED_LATE},
		{WITHDRAWAL_CLOSURE, {""}, true, STATE_CLOSED},
		{WITHDRAWAL_NOT_ON_ROLL, {"I"}, true, STATE_NOT_EXPECTED},
		{WITHDRAWAL_MARKED, {"/"}, true, STATE_PRESENT},
		{WITHDRAWAL_CORRECTION, {"\\"}, true, STATE_PRESENT},
		{WITHDRAWAL_SEEN_ELSEWHERE, {"L"}, true, STATE_LATE},
		{WITHDRAWAL_MARKED, {"U"}, true, STATE_ARRIVED_LATE},
		{WITHDRAWAL_MARKED, {"B"}, false, STATE_PRESENT},
		{WITHDRAWAL_CORRECTION, {""}, false, STATE_PRESENT},
	};
	for (size_t i = 0; i < COUNT_OF(withdrawals); i++) {
		struct notice notice = {.kind = NOTICE_FLAG_WITHDRAWN,
					.child = "CH-A",
					.withdrawal = withdrawals[i].reason,
					.code = withdrawals[i].code};
		struct notice_told told = {.child = "CH-A", .flag = FLAG_OPEN};
		notice_fold(&told, &notice);
		assert_int_equal(told.flag, FLAG_WITHDRAWN);
		assert_false(told.suspension_told);
		assert_int_equal(told.state_told, withdrawals[i].told);
		if (told.state_told)
			assert_int_equal(told.state, withdrawals[i].state);
	}
}

/* Told of while on the roll, and on no roll now. */
static void what_was_known_stands(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		struct notice_told told;
		bool on_roll; /* this school answers for the child that day */
		enum state state;
		const char *code;
		bool raises;
	} rows_kept[] = {
		{"nothing was told: nobody knows",
		 {.state = STATE_PRESENT},
		 true,
		 STATE_UNKNOWN,
		 "N",
		 true},
		{"told as here: here",
		 {.state_told = true, .state = STATE_PRESENT, .code = {"/"}},
		 true,
		 STATE_PRESENT,
		 "/",
		 false},
		{"told as explained, without the code",
		 {.state_told = true, .state = STATE_EXPLAINED},
		 true,
		 STATE_EXPLAINED,
		 "",
		 false},
		{"told as unknown: unknown",
		 {.state_told = true, .state = STATE_UNKNOWN},
		 true,
		 STATE_UNKNOWN,
		 "N",
		 true},
		{"told as unexplained: unknown",
		 {.state_told = true, .state = STATE_UNEXPLAINED, .code = {"N"}},
		 true,
		 STATE_UNKNOWN,
		 "N",
		 true},
		{"an open flag without a reason stays open",
		 {FLAGGED},
		 true,
		 STATE_UNKNOWN,
		 "N",
		 false},
		{"one that has become O too",
		 {.flag = FLAG_OPEN, .code = {"O"}},
		 true,
		 STATE_UNKNOWN,
		 "N",
		 false},
		{"one that was answered keeps its answer",
		 {.flag = FLAG_OPEN, .code = {"I"}, .state_told = true, .state = STATE_UNEXPLAINED},
		 true,
		 STATE_EXPLAINED,
		 "I",
		 false},
		{"one that was withdrawn: as told then",
		 {.flag = FLAG_WITHDRAWN,
		  .state_told = true,
		  .state = STATE_ARRIVED_LATE,
		  .code = {"U"}},
		 true,
		 STATE_ARRIVED_LATE,
		 "U",
		 false},
		{"gone to another authority: nothing of ours stands",
		 {.state_told = true, .state = STATE_PRESENT, .code = {"/"}},
		 false,
		 STATE_UNKNOWN,
		 "N",
		 false},
	};
	for (size_t i = 0; i < COUNT_OF(rows_kept); i++) {
		struct notice_case one = {
			.verdict = {.state = STATE_UNKNOWN,
				    .code = {"N"},
				    .on_roll = rows_kept[i].on_roll,
				    .because = BECAUSE_ROSTER_STALE},
			.told = rows_kept[i].told,
		};
		notice_keep_told(&one);
		if (one.verdict.state != rows_kept[i].state ||
		    strcmp(one.verdict.code.text, rows_kept[i].code) != 0 ||
		    one.verdict.on_roll != rows_kept[i].on_roll ||
		    notice_raises(&one) != rows_kept[i].raises)
			fail_msg("%s", rows_kept[i].sentence);
	}
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows) + 3] = {
		cmocka_unit_test(what_was_known_stands),
		cmocka_unit_test(each_child_is_found_in_a_statement),
		cmocka_unit_test(a_withdrawal_tells_the_state_by_its_reason_or_its_code),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[3 + i] =
			(struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("notices at their edges", tests, NULL, NULL);
}
