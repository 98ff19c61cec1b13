/* Rules at their edges: the same instant, marks made long after, closures of several kinds, registers shut at odd times. */
#include "tests/support/course.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DAY FACTS_MONDAY
static struct facts facts;
static struct school school;

struct row {
	const char *sentence;
	enum part part;
	const char *facts;
	const char *verdict;  /* see course_say_verdict() */
	const char *arranged; /* code of this session; NULL: none */
};
static struct row rows[] = {
	{"N in the instant of the tap: the child is here, and nobody need ask", PART_AM,
	 "08:41 tap; 08:41 mark AM N", "present /", NULL},
	{"N a minute after the tap: here, but somebody must ask", PART_AM,
	 "08:41 tap; 08:42 mark AM N", "present / conflict", NULL},
	{"N for the afternoon in the instant of the morning's tap: a person says it", PART_PM,
	 "08:41 tap; 08:41 mark PM N", "unexplained N unverified conflict", NULL},
	{"N for the afternoon before the morning's tap: the tap is news", PART_PM,
	 "08:40 mark PM N; 08:41 tap", "present \\", NULL},
	{"marked here for the morning only at two: here in the afternoon as well", PART_PM,
	 "14:00 mark AM /", "present \\", NULL},
	{"marked here for the morning only after the child had left in the afternoon", PART_PM,
	 "13:00 left; 13:30 mark AM /", "left \\", NULL},
	{"left in the carried afternoon, N given after that: what was seen counts", PART_PM,
	 "08:41 tap; 13:00 left; 13:30 mark PM N", "left \\ conflict", NULL},
	{"marked here in the morning, tapped in the afternoon, marked ill: a conflict", PART_PM,
	 "09:00 mark AM /; 13:00 tap; 13:20 mark PM I", "explained I conflict", NULL},
	{"marked here in the morning, marked ill in the afternoon: none", PART_PM,
	 "09:00 mark AM /; 13:20 mark PM I", "explained I", NULL},
	{"an unexplained absence cannot be arranged: expected like all others", PART_AM, "",
	 "unexplained N confirmed", "O"},
	{"nor can a presence", PART_AM, "", "unexplained N confirmed", "/"},
	{"an arrangement of one's own among those of many", PART_AM, "", "elsewhere B ask by 10:20",
	 "B"},
};

/* Of twelve pupils each has an arrangement, in memory of its own size; the asked one's is the tenth. */
static struct expectation *arrange(const struct row *row)
{
	const size_t count = 12;
	struct expectation *all = calloc(count, sizeof(*all));
	assert_non_null(all);
	for (size_t i = 0; i < count; i++) {
		all[i] = (struct expectation){.pupil = (uint32_t)i + FACTS_PUPIL - 9,
					      .part = row->part,
					      .code = {"D"},
					      .to_day = DAY_OPEN};
		if (all[i].pupil == FACTS_PUPIL)
			assert_true(code_from_text(row->arranged, &all[i].code));
	}
	school.expectations = all;
	school.expectation_count = count;
	return all;
}

static void check_row(void **state)
{
	const struct row *row = *state;
	facts_school(&school);
	facts_clear(&facts);
	facts_add(&facts, DAY, row->facts);
	struct expectation *arranged = row->arranged ? arrange(row) : NULL;
	struct child child = facts_child();
	struct verdict verdict;
	rules_verdict(&school, &child, &facts.roll, (struct session){DAY, row->part}, NULL,
		      &verdict);
	char said[128] = "";
	course_say_verdict(said, sizeof(said), &verdict);
	free(arranged);
	assert_string_equal(said, row->verdict);
}

static void a_child_on_no_roll_is_looked_for_on_the_authoritys_days_alone(void **unused)
{
	(void)unused;
	facts_school(&school);
	facts_clear(&facts);
	struct child child = facts_child();
	child.on_no_roll = true;
	child.on_roll_to = DAY;
	struct verdict verdict;
	rules_verdict(&school, &child, &facts.roll, (struct session){DAY, PART_AM}, NULL, &verdict);
	assert_int_equal(verdict.state, STATE_UNKNOWN);
	rules_verdict(&school, &child, &facts.roll, (struct session){DAY + 1, PART_AM}, NULL,
		      &verdict);
	assert_int_equal(verdict.state, STATE_NOT_EXPECTED);
	assert_false(verdict.on_roll);
}

/* -- closures */

static void of_several_closures_the_one_that_shuts_counts(void **unused)
{
	(void)unused;
	static const struct {
		const char *sentence;
		struct code first, second;
		const char *announced; /* facts; NULL: none */
		const char *code;
		bool by_announcement, held;
	} cases[] = {
		{"two that shut: the code that sorts first",
		 {"#"},
		 {"Y4"},
		 NULL,
		 "#",
		 false,
		 false},
		{"one that shuts and one of a part", {"#"}, {"Y3"}, NULL, "#", false, false},
		{"one that shuts though it sorts last", {"V"}, {"Y4"}, NULL, "Y4", false, false},
		{"two that shut nothing: the code that sorts first",
		 {"S"},
		 {"V"},
		 NULL,
		 "S",
		 false,
		 true},
		{"everybody on a visit: there is a register", {"V"}, {"V"}, NULL, "V", false, true},
		{"planned for a part, announced for another part: as planned",
		 {"Y3"},
		 {"Y3"},
		 "08:00 closure AM V",
		 "Y3",
		 false,
		 true},
		{"planned for a part, announced for all: as announced",
		 {"Y3"},
		 {"Y3"},
		 "08:00 closure AM Y4",
		 "Y4",
		 true,
		 false},
		{"planned for all, announced for all: as planned",
		 {"#"},
		 {"#"},
		 "08:00 closure AM Y4",
		 "#",
		 false,
		 false},
	};
	struct session session = {DAY, PART_AM};
	for (size_t i = 0; i < COUNT_OF(cases) * 2; i++) {
		bool turned = i % 2;
		size_t at = i / 2;
		struct closure closures[] = {{DAY,
					      {true, true},
					      turned ? cases[at].second : cases[at].first,
					      CALENDAR_ALL_YEARS},
					     {DAY,
					      {true, true},
					      turned ? cases[at].first : cases[at].second,
					      CALENDAR_ALL_YEARS}};
		facts_school(&school);
		school.calendar.closures = closures;
		school.calendar.closure_count = COUNT_OF(closures);
		facts_clear(&facts);
		facts_add(&facts, DAY, cases[at].announced);
		struct code code;
		const struct roll_fact *announced;
		assert_true(rules_closure(&school, &facts.roll, session, 9, &code, &announced));
		if (strcmp(code.text, cases[at].code) != 0 ||
		    (announced != NULL) != cases[at].by_announcement ||
		    rules_session_held(&school, &facts.roll, session, 9) != cases[at].held)
			fail_msg("%s", cases[at].sentence);
	}
}

/* -- the last minute of a register */

static void a_register_closes_at_its_bell_or_when_staff_shut_it_that_day(void **unused)
{
	(void)unused;
	static const struct {
		const char *sentence, *facts;
		int closes_min;
	} cases[] = {
		{"at its bell", "", 560},
		{"shut by staff a minute before", "09:19 shut AM", 559},
		{"shut by staff after it", "09:30 shut AM", 560},
		{"shut by staff before the session starts: nobody is late yet", "08:40 shut AM",
		 530},
		{"shut by staff as the session starts", "08:50 shut AM", 530},
		{"a kiosk's own close before the bell is its clock's mistake", "09:00 closed AM",
		 560},
		{"shut by staff early on the day after", NULL, 560},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		facts_school(&school);
		facts_clear(&facts);
		facts_add(&facts, DAY, cases[i].facts ? cases[i].facts : "");
		if (!cases[i].facts)
			facts_add(&facts, DAY + 1, "08:55 shut AM-1");
		int closes_min = rules_closes_min(&school.calendar, &facts.roll,
						  (struct session){DAY, PART_AM});
		if (closes_min != cases[i].closes_min)
			fail_msg("%s: %d", cases[i].sentence, closes_min);
	}
}

/* -- N becomes O on the fifth school day after, a Monday; Wednesday is closed in the morning */

static void n_is_settled_on_the_fifth_school_day(void **unused)
{
	(void)unused;
	const struct closure morning = {DAY + 2, {true, false}, {"#"}, CALENDAR_ALL_YEARS};
	facts_school(&school);
	school.calendar.closures = &morning;
	school.calendar.closure_count = 1;
	facts_clear(&facts);
	for (int32_t today = DAY; today <= DAY + 14; today++) {
		struct verdict verdict = {.on_roll = true, .code = {"N"}};
		rules_settle(&school, &facts.roll, (struct session){DAY, PART_AM}, today, &verdict);
		assert_string_equal(verdict.code.text, today < DAY + 7 ? "N" : "O");
	}
	struct verdict gone = {.code = {"N"}};
	rules_settle(&school, &facts.roll, (struct session){DAY, PART_AM}, DAY + 14, &gone);
	assert_string_equal(gone.code.text, "N");
}

static void a_quarter_of_the_usual_is_plausible(void **unused)
{
	(void)unused;
	assert_false(rules_implausible(400, 1600));
	assert_true(rules_implausible(399, 1600));
	assert_true(rules_implausible(0, 0));
	assert_false(rules_implausible(1, 0));
}

static void a_form_is_missing_where_the_school_is_not(void **unused)
{
	(void)unused;
	static const struct {
		const char *sentence;
		struct form_count form, school;
		bool missing;
	} cases[] = {
		{"three of five in a school that is there", {5, 3}, {100, 3}, true},
		{"half of six is not most", {6, 3}, {100, 3}, false},
		{"four are too few to be a form", {4, 4}, {100, 4}, false},
		{"less than half of the school unseen as well", {5, 5}, {21, 10}, true},
		{"half of the school unseen: it is the school that is missing",
		 {5, 5},
		 {20, 10},
		 false},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (rules_form_missing(&cases[i].form, &cases[i].school) != cases[i].missing)
			fail_msg("%s", cases[i].sentence);
}

/* Facts of old logs name forms by it. The published values of FNV-1a for these words, halved, and made odd. */
static void a_form_has_the_same_name_for_ever(void **unused)
{
	(void)unused;
	assert_int_equal(rules_form(""), 0);
	assert_true(rules_form("a") == INT64_C(0x57b1ee264300f647));
	assert_true(rules_form("foobar") == INT64_C(0x42ca20b8fb9cb3f5));
}

/* Planned for reception alone, it shuts no register for the others. */
static void receptions_closure_is_not_the_schools(void **unused)
{
	(void)unused;
	const struct closure closures[] = {{DAY, {true, true}, {"#"}, 1u << 0},
					   {DAY + 1, {true, true}, {"#"}, 1u << 0}};
	facts_school(&school);
	school.calendar.closures = closures;
	school.calendar.closure_count = COUNT_OF(closures);
	facts_clear(&facts);
	struct child child = facts_child();
	child.on_no_roll = true;
	struct verdict verdict;
	rules_verdict(&school, &child, &facts.roll, (struct session){DAY, PART_AM}, NULL, &verdict);
	assert_int_equal(verdict.state, STATE_UNKNOWN);
	verdict = (struct verdict){.on_roll = true, .code = {"N"}};
	rules_settle(&school, &facts.roll, (struct session){DAY, PART_AM}, DAY + 7, &verdict);
	assert_string_equal(verdict.code.text, "O");
}

static void what_no_kiosk_vouches_for_is_unknown_with_or_without_a_cause(void **unused)
{
	(void)unused;
	facts_school(&school);
	facts_clear(&facts);
	struct child child = facts_child();
	struct coverage coverage = {.complete = false};
	struct verdict verdict;
	rules_verdict(&school, &child, &facts.roll, (struct session){DAY, PART_AM}, &coverage,
		      &verdict);
	assert_int_equal(verdict.state, STATE_UNKNOWN);
	assert_int_equal(verdict.certainty, CERTAINTY_UNVERIFIED);
}

/* Its year is not known, so that reception's weeks off are no break for it. */
static void a_child_on_no_roll_has_no_ones_holidays(void **unused)
{
	(void)unused;
	struct closure closures[11];
	for (int i = 0; i < 11; i++)
		closures[i] = (struct closure){DAY + 1 + i, {true, true}, {"#"}, 1u << 0};
	facts_school(&school);
	school.calendar.closures = closures;
	school.calendar.closure_count = COUNT_OF(closures);
	facts_clear(&facts);
	facts_add(&facts, DAY, "09:20 closed AM");
	struct child child = facts_child();
	child.on_no_roll = true;
	child.on_roll_from = DAY;
	struct spell spell;
	assert_true(rules_spell(&school, &child, &facts.roll, (struct session){DAY + 14, PART_AM},
				DAY, DAY, &spell));
	assert_false(spell.first_day);
	assert_int_equal(spell.days, 2);
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows) + 10] = {
		cmocka_unit_test(a_child_on_no_roll_is_looked_for_on_the_authoritys_days_alone),
		cmocka_unit_test(of_several_closures_the_one_that_shuts_counts),
		cmocka_unit_test(a_register_closes_at_its_bell_or_when_staff_shut_it_that_day),
		cmocka_unit_test(n_is_settled_on_the_fifth_school_day),
		cmocka_unit_test(a_quarter_of_the_usual_is_plausible),
		cmocka_unit_test(a_child_on_no_roll_has_no_ones_holidays),
		cmocka_unit_test(a_form_is_missing_where_the_school_is_not),
		cmocka_unit_test(a_form_has_the_same_name_for_ever),
		cmocka_unit_test(receptions_closure_is_not_the_schools),
		cmocka_unit_test(what_no_kiosk_vouches_for_is_unknown_with_or_without_a_cause),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[10 + i] =
			(struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("rules at their edges", tests, NULL, NULL);
}
