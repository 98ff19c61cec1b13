/* status: what the rules would have the office ask today. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "core/calendar.h"
#include "tests/support/office_log.h"

#define TODAY 20710 /* Monday 14 September 2026 */
#define FACTS 4

struct row {
	const char *sentence;
	const char *expectations, *closures; /* rows of the file; NULL: none */
	struct office_fact facts[FACTS];
	int minute;        /* now */
	const char *words; /* the only question; NULL: none */
};

#define NOON (12 * 60)
#define IN(pupil, minute)                                                                          \
	{                                                                                          \
		EVENT_ARRIVED, pupil, minute, PART_AM, NULL                                        \
	}
#define IN_PM(pupil, minute)                                                                       \
	{                                                                                          \
		EVENT_ARRIVED, pupil, minute, PART_PM, NULL                                        \
	}
#define OUT(pupil, minute)                                                                         \
	{                                                                                          \
		EVENT_LEFT, pupil, minute, PART_AM, NULL                                           \
	}
#define OUT_PM(pupil, minute)                                                                      \
	{                                                                                          \
		EVENT_LEFT, pupil, minute, PART_PM, NULL                                           \
	}
#define MARK(pupil, minute, part, code)                                                            \
	{                                                                                          \
		EVENT_MARKED, pupil, minute, part, code                                            \
	}

static const struct row confirms[] = {
	{"before the session begins nobody is asked for",
	 "P2,mon,AM,B,2026-09-01,\n",
	 NULL,
	 {{0}},
	 8 * 60 + 49,
	 NULL},
	{"when it begins, until an hour after the bell that closes the register",
	 "P2,mon,AM,B,2026-09-01,\n",
	 NULL,
	 {{0}},
	 8 * 60 + 50,
	 "to confirm    2026-09-14/AM: P2 is with a provider (B); ask by 10:20 whether they "
	 "came\n"},
	{"in that minute it is not too late",
	 "P2,mon,AM,K,2026-09-01,\n",
	 NULL,
	 {{0}},
	 10 * 60 + 20,
	 "P2 is with a provider (K); ask by 10:20 whether they came\n"},
	{"after it, overdue",
	 "P2,mon,AM,W,2026-09-01,\n",
	 NULL,
	 {{0}},
	 10 * 60 + 21,
	 "P2 is with a provider (W); ask by 10:20 whether they came: overdue\n"},
	{"in the afternoon by a bell of its own",
	 "P2,mon,PM,B,2026-09-01,\n",
	 NULL,
	 {{0}},
	 13 * 60 + 10,
	 "2026-09-14/PM: P2 is with a provider (B); ask by 14:25 whether they came\n"},
	{"a morning's is overdue in the evening still",
	 "P2,mon,AM,B,2026-09-01,\n",
	 NULL,
	 {{0}},
	 18 * 60,
	 "ask by 10:20 whether they came: overdue\n"},
	{"on a trip the school has them itself",
	 "P2,mon,AM,V,2026-09-01,\n",
	 NULL,
	 {{0}},
	 NOON,
	 NULL},
	{"on another weekday", "P2,tue,AM,B,2026-09-01,\n", NULL, {{0}}, NOON, NULL},
	{"an arrangement that has ended",
	 "P2,mon,AM,B,2026-09-01,2026-09-13\n",
	 NULL,
	 {{0}},
	 NOON,
	 NULL},
	{"the provider's word was marked",
	 "P2,mon,AM,B,2026-09-01,\n",
	 NULL,
	 {MARK("P2", 600, PART_AM, "B")},
	 NOON,
	 NULL},
	{"came here instead", "P2,mon,AM,B,2026-09-01,\n", NULL, {IN("P2", 530)}, NOON, NULL},
	{"of a closed school nobody is asked for",
	 "P2,mon,AM,B,2026-09-01,\n",
	 NULL,
	 {{EVENT_CLOSURE, NULL, 480, PART_AM, "Y4"}},
	 NOON,
	 NULL},
	{"a year at work experience",
	 NULL,
	 "2026-09-14,AM,W,,11\n",
	 {{0}},
	 9 * 60,
	 "to confirm    2026-09-14/AM: P6 is with a provider (W); ask by 10:20 whether they "
	 "came\n"},
};

static const struct row conflicts[] = {
	{"marked ill and seen",
	 NULL,
	 NULL,
	 {MARK("P1", 500, PART_AM, "I"), IN("P1", 521)},
	 530,
	 "conflict      2026-09-14/AM: P1 is marked I and was seen at 08:41; ask where they are\n"},
	{"before the session begins they may still go",
	 NULL,
	 NULL,
	 {MARK("P1", 500, PART_AM, "I"), IN("P1", 521)},
	 529,
	 NULL},
	{"marked ill and not seen", NULL, NULL, {MARK("P1", 500, PART_AM, "I")}, NOON, NULL},
	{"marked on a trip and seen before the bus goes",
	 NULL,
	 NULL,
	 {MARK("P1", 500, PART_AM, "V"), IN("P1", 521)},
	 NOON,
	 NULL},
	{"marked with a provider and seen",
	 NULL,
	 NULL,
	 {MARK("P1", 500, PART_AM, "B"), IN("P1", 521)},
	 NOON,
	 "P1 is marked B and was seen at 08:41"},
	{"came after the N",
	 NULL,
	 NULL,
	 {MARK("P1", 561, PART_AM, "N"), IN("P1", 600)},
	 NOON,
	 NULL},
	{"an N after the child came is a question",
	 NULL,
	 NULL,
	 {IN("P1", 521), MARK("P1", 561, PART_AM, "N")},
	 NOON,
	 "P1 is marked N and was seen at 08:41; ask where they are\n"},
	{"here in the morning, N in the afternoon",
	 NULL,
	 NULL,
	 {IN("P1", 521), MARK("P1", 800, PART_PM, "N")},
	 810,
	 "2026-09-14/PM: P1 is marked N and was seen at 08:41"},
	{"at the dentist in the afternoon: before it begins they may still go",
	 NULL,
	 NULL,
	 {IN("P1", 521), MARK("P1", 530, PART_PM, "M")},
	 780,
	 NULL},
	{"and when it has begun, they were not seen to go",
	 NULL,
	 NULL,
	 {IN("P1", 521), MARK("P1", 530, PART_PM, "M")},
	 790,
	 "2026-09-14/PM: P1 is marked M and was seen at 08:41"},
	{"seen to go",
	 NULL,
	 NULL,
	 {IN("P1", 521), MARK("P1", 530, PART_PM, "M"), OUT("P1", 720)},
	 790,
	 NULL},
	{"of two sightings that of the session counts",
	 NULL,
	 NULL,
	 {IN("P1", 521), MARK("P1", 530, PART_PM, "M"), OUT("P1", 720), IN_PM("P1", 785)},
	 790,
	 "PM: P1 is marked M and was seen at 13:05"},
	{"and a going out is a sighting too",
	 NULL,
	 NULL,
	 {IN("P1", 521), MARK("P1", 530, PART_PM, "M"), OUT_PM("P1", 786)},
	 790,
	 "PM: P1 is marked M and was seen at 13:06"},
	{"the mark that says here again ends it",
	 NULL,
	 NULL,
	 {MARK("P1", 500, PART_AM, "I"), IN("P1", 521), MARK("P1", 570, PART_AM, "/")},
	 NOON,
	 NULL},
	{"a code in no table, from the first hour on",
	 NULL,
	 NULL,
	 {MARK("P1", 470, PART_PM, "ZZ")},
	 480,
	 "conflict      2026-09-14/PM: P1 has the code ZZ, which is in no table; a person must "
	 "look\n"},
	{"and when they were seen",
	 NULL,
	 NULL,
	 {MARK("P1", 500, PART_AM, "ZZ"), IN("P1", 521)},
	 530,
	 "in no table; a person must look; seen at 08:41\n"},
	{"a closure in no table is told once and not for each pupil",
	 NULL,
	 NULL,
	 {{EVENT_CLOSURE, NULL, 480, PART_AM, "Q9"}},
	 490,
	 "conflict      2026-09-14/AM: the closure has the code Q9, which is in no table; a person "
	 "must look\n"},
};

static int questions(const struct office *office)
{
	return office_times(office, "to confirm    ") + office_times(office, "conflict      ");
}

static void import_rows(struct office *office, const char *kind, const char *header,
			const char *rows)
{
	char file[300];
	snprintf(file, sizeof(file), "%s%s", header, rows);
	assert_int_equal(office_import(office, kind, file, strlen(file)), CTL_DONE);
}

static void ask(struct office *office, int minute, bool json)
{
	office->ctl.now = calendar_moment(calendar_utc_ms(TODAY, minute), 0, 0, TRUST_HOLDOVER);
	office->ctl.json = json;
	assert_int_equal(office_status(office), CTL_DONE);
	office->ctl.json = false;
}

static void prepare(struct office *office, const struct row *row)
{
	office_reset(office);
	if (row->expectations)
		import_rows(office, "expectations", "pupil_id,weekday,session,code,from,to\n",
			    row->expectations);
	if (row->closures)
		import_rows(office, "closures", "date,session,code,reason,year_groups\n",
			    row->closures);
	office_log_facts(office, row->facts, FACTS, TODAY);
}

static void check_rows(struct office *office, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		prepare(office, &rows[i]);
		ask(office, rows[i].minute, false);
		if (questions(office) != (rows[i].words != NULL) ||
		    (rows[i].words && !strstr(office->output, rows[i].words)))
			fail_msg("%s:\n%s", rows[i].sentence, office->output);
	}
}

static void providers_are_asked(void **state)
{
	check_rows(*state, confirms, COUNT_OF(confirms));
}

static void conflicts_are_shown(void **state)
{
	check_rows(*state, conflicts, COUNT_OF(conflicts));
}

static void only_today_is_asked_of(void **state)
{
	struct office *office = *state;
	static const struct office_fact facts[] = {MARK("P1", 500, PART_AM, "I"), IN("P1", 521),
						   MARK("P2", 500, PART_AM, "ZZ")};
	office_reset(office);
	office_log_facts(office, facts, COUNT_OF(facts), TODAY - 3);
	ask(office, NOON, false);
	assert_int_equal(questions(office), 0);
}

static void machines_are_told_the_same(void **state)
{
	struct office *office = *state;
	static const struct row row = {.expectations =
					       "P2,mon,AM,B,2026-09-01,\nP3,mon,PM,K,2026-09-01,\n",
				       .facts = {MARK("P1", 500, PART_AM, "I"),
						 IN("P1", 521),
						 MARK("P4", 500, PART_AM, "ZZ"),
						 {EVENT_CLOSURE, NULL, 480, PART_PM, "Q9"}}};
	static const char *const words[] = {
		"\"to_confirm_count\": 1, \"to_confirm\": [{\"pupil_id\": \"P2\", \"session\": "
		"\"2026-09-14/AM\", \"code\": \"B\", \"by\": \"10:20\", \"overdue\": true}], ",
		"\"conflicts_count\": 3, \"conflicts\": [{\"pupil_id\": \"P1\", \"session\": "
		"\"2026-09-14/AM\", \"code\": \"I\", \"in_no_table\": false, \"seen\": "
		"\"08:41\"}, ",
		"{\"pupil_id\": \"P4\", \"session\": \"2026-09-14/AM\", \"code\": \"ZZ\", "
		"\"in_no_table\": true, \"seen\": null}, ",
		"{\"pupil_id\": null, \"session\": \"2026-09-14/PM\", \"code\": \"Q9\", "
		"\"in_no_table\": true, \"seen\": null}], "};
	prepare(office, &row);
	ask(office, 800, true);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (office_times(office, words[i]) != 1)
			fail_msg("not said: %s\n%s", words[i], office->output);
	json_t *json = json_loads(office->output, 0, NULL);
	assert_non_null(json);
	json_decref(json);
}

/* Who is looked after must not show: neither in what is asked nor in its order. */
static void care_changes_no_question(void **state)
{
	struct office *office = *state;
	static const char other[] = "upn,authority,child_ref,cohort,from,to\n"
				    "Q801200005002,835,CH-2,looked_after,2024-01-01,\n";
	static const struct row row = {.expectations =
					       "P1,mon,AM,B,2026-09-01,\nP2,mon,AM,B,2026-09-01,\n",
				       .facts = {MARK("P3", 500, PART_AM, "I"), IN("P3", 521)}};
	char before[2000];
	prepare(office, &row);
	for (int pass = 0; pass < 2; pass++) {
		ask(office, NOON, false);
		const char *from = strstr(office->output, "to confirm"),
			   *to = strstr(office->output, "disk ");
		assert_non_null(from);
		assert_non_null(to);
		assert_int_equal(questions(office), 3);
		size_t size = (size_t)(to - from);
		assert_true(size < sizeof(before));
		if (pass == 0) {
			memcpy(before, from, size);
			before[size] = '\0';
			office->ctl.force = true;
			assert_int_equal(office_import(office, "care", other, strlen(other)),
					 CTL_DONE);
		} else {
			assert_int_equal(size, strlen(before));
			assert_memory_equal(from, before, size);
		}
	}
}

static void a_long_list_ends_somewhere(void **state)
{
	struct office *office = *state;
	char roster[4000] = "pupil_id,upn,legal_forename,legal_surname,preferred_forename,"
			    "preferred_surname,year_group,form,on_roll_from,on_roll_to,language\n";
	static const char closure[] = "date,session,code,reason,year_groups\n"
				      "2026-09-14,AM,W,,11\n";
	size_t used = strlen(roster);
	for (int i = 1; i <= 26; i++)
		used += (size_t)snprintf(roster + used, sizeof(roster) - used,
					 "Y%d,,Jo,Bloggs,,,11,11A,2026-09-01,,\n", i);
	office_reset(office);
	office->ctl.force = true;
	assert_int_equal(office_import(office, "roster", roster, used), CTL_DONE);
	assert_int_equal(office_import(office, "closures", closure, strlen(closure)), CTL_DONE);
	ask(office, 9 * 60, false);
	assert_int_equal(office_times(office, "is with a provider (W)"), 20);
	assert_int_equal(
		office_times(office, "to confirm    and 6 more pupils to confirm with providers\n"),
		1);
	ask(office, 9 * 60, true);
	json_t *json = json_loads(office->output, 0, NULL);
	assert_non_null(json);
	assert_int_equal(json_integer_value(json_object_get(json, "to_confirm_count")), 26);
	assert_int_equal(json_array_size(json_object_get(json, "to_confirm")), 20);
	json_decref(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(providers_are_asked),
		cmocka_unit_test(conflicts_are_shown),
		cmocka_unit_test(only_today_is_asked_of),
		cmocka_unit_test(machines_are_told_the_same),
		cmocka_unit_test(care_changes_no_question),
		cmocka_unit_test(a_long_list_ends_somewhere),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
