/* returns, on the registers of seven weeks at the office's small school. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "core/calendar.h"
#include "tests/support/office_weeks.h"

#define DAYS 35

static const struct office_weeks weeks = {
	/*         1     2     3     4     5     6     7 */
	.school = "..... .k... ..o.. ..... ..... ..... .c.rd",
	.pupils =
		{
			"..... iiiii iiiii iiiii i.... ..... .....", /* P1: 15 days, one unknown */
			"..... ..... .nnnn nnnnn nnn.. ..... ....n", /* P2: 11 days, two unknown */
			"mmm.. ..... ..... ..... ..... ..... l...n", /* P3: 6 of the first 60 */
			"mmm.. .n... ..... ..... ..... ..... ...nn", /* P4: and not seen */
			"h.... ..... ..... ..... ..... ..... ....n", /* P5: too little */
			"..... ..... ..... ..... ..... ..... ....n", /* P6 */
		},
};

static json_t *returns_json(struct office *office)
{
	office->ctl.json = true;
	assert_int_equal(office_returns(office), CTL_DONE);
	json_t *json = json_loads(office->output, 0, NULL);
	if (!json)
		fail_msg("not JSON: %s", office->output);
	return json;
}

static json_t *row_of(json_t *json, const char *pupil_id)
{
	size_t index;
	json_t *row;
	json_array_foreach(json_object_get(json, "pupils"), index, row)
	{
		if (strcmp(json_string_value(json_object_get(row, "pupil_id")), pupil_id) == 0)
			return row;
	}
	return NULL;
}

/* "illness_15 2026-10-12/PM; " and so on; "~": no more. */
static void say_thresholds(json_t *row, char *out, size_t size)
{
	size_t index, used = 0;
	json_t *one;
	out[0] = '\0';
	json_array_foreach(json_object_get(row, "thresholds"), index, one)
	{
		used += (size_t)snprintf(out + used, size - used, "%s%s %s%s", index ? "; " : "",
					 json_string_value(json_object_get(one, "threshold")),
					 json_string_value(json_object_get(one, "reached")),
					 json_is_true(json_object_get(one, "now")) ? "" : "~");
	}
}

static void seven_weeks_add_up(void **state)
{
	struct office *office = *state;
	office_live(office, &weeks, DAYS);
	json_t *json = returns_json(office);
	static const struct {
		const char *sentence, *pupil, *key;
		json_int_t number;
	} figures[] = {
		{"35 days, less two closed sessions, less two of which nothing is known", "P1",
		 "possible", 66},
		{"sixteen days marked ill, one while the kiosk was off", "P1", "authorised", 30},
		{"and 30 half days", "P1", "illness_half_days", 30},
		{"the closed day was not possible", "P1", "not_possible", 2},
		{"the kiosk's day off is unknown", "P1", "unknown", 2},
		{"30 of 66", "P1", "missed_per_mille", 454},
		{"the day off neither ends nor lengthens the run", "P2",
		 "unauthorised_half_days_on_end", 22},
		{"late once", "P3", "late", 1},
		{"not seen while the kiosk was off, when the register stayed open, in a morning "
		 "without a reader and the afternoon that carries it on, when hardly anybody was: "
		 "unknown",
		 "P4", "unknown", 2 + 2 + 2 + 2},
		{"and so never absent without authority", "P4", "unauthorised", 0},
		{"not possible, unknown and possible are all there is", "P4", "possible",
		 70 - 2 - 8},
		{"of whom a day is unknown when hardly anybody was seen, fewer are possible", "P2",
		 "possible", 64},
		{"who was seen that day is present all the same", "P1", "attended", 36},
	};
	for (size_t i = 0; i < COUNT_OF(figures); i++) {
		json_t *row = row_of(json, figures[i].pupil);
		json_int_t found = json_integer_value(json_object_get(row, figures[i].key));
		if (!row || found != figures[i].number)
			fail_msg("%s: %d\n%s", figures[i].sentence, (int)found, office->output);
	}
	assert_int_equal(json_integer_value(json_object_get(json, "sessions")), 68);
	assert_int_equal(json_integer_value(json_object_get(json, "pupils_on_roll")), 6);
	json_decref(json);
}

static void each_threshold_has_its_session(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *sentence, *pupil, *thresholds;
	} rows[] = {
		{"fifteen days of illness in the afternoon of the fifteenth, and a share", "P1",
		 "illness_15 2026-10-12/PM; persistent 2026-10-26/PM; severe 2026-10-26/PM~"},
		{"ten days away, the day off passed over", "P2",
		 "unauthorised_10 2026-10-13/PM; persistent 2026-10-26/PM"},
		{"a tenth of sixty, and less since", "P3", "persistent 2026-10-26/PM~"},
		{"of sixty that are known", "P4", "persistent 2026-10-28/PM"},
	};
	office_live(office, &weeks, DAYS);
	json_t *json = returns_json(office);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char said[300];
		say_thresholds(row_of(json, rows[i].pupil), said, sizeof(said));
		if (strcmp(said, rows[i].thresholds) != 0)
			fail_msg("%s: %s", rows[i].sentence, said);
	}
	assert_int_equal(json_array_size(json_object_get(json, "pupils")), COUNT_OF(rows));
	json_decref(json);
}

/* The kiosk was off on 30 September; the school's own register knows. */
static void a_mark_makes_an_unknown_session_known(void **state)
{
	struct office *office = *state;
	static const char marks[] = "pupil_id,date,session,code,reason,by_name,by_role\n"
				    "P1,2026-09-30,AM,I,,R. Okafor,attendance officer\n"
				    "P1,2026-09-30,PM,I,,R. Okafor,attendance officer\n"
				    "P3,2026-09-30,AM,/,,R. Okafor,attendance officer\n";
	char said[300];
	office_live(office, &weeks, DAYS);
	assert_int_equal(office_import(office, "marks", marks, strlen(marks)), CTL_DONE);
	json_t *json = returns_json(office);
	json_t *ill = row_of(json, "P1");
	say_thresholds(ill, said, sizeof(said));
	assert_non_null(strstr(said, "illness_15 2026-10-09/PM; persistent 2026-10-23/PM; "));
	assert_int_equal(json_integer_value(json_object_get(ill, "unknown")), 0);
	json_t *here = row_of(json, "P3");
	/* the afternoon is carried on from the mark; the day when hardly anybody was seen stays */
	assert_int_equal(json_integer_value(json_object_get(here, "unknown")), 2);
	json_decref(json);
}

static void words_say_what_the_school_must_do(void **state)
{
	struct office *office = *state;
	office_live(office, &weeks, DAYS);
	assert_int_equal(office_returns(office), CTL_DONE);
	static const char *const lines[] = {
		"2026-09-14 to 2026-11-02: 68 sessions with a register, 6 pupils.\n",
		"Of 8 of the sessions the kiosks cannot say who was absent",
		"Sickness return to the authority: 15 school days of illness",
		"The school tells, once for a continuous illness in a school year; Firstbell only "
		"prompts.\n",
		"  P1            7A      2026-10-12/PM        66      30   45.4 %      15.0 ",
		"  P2            7A      2026-10-13/PM        64      22   34.3 %       0.0        "
		"  "
		"11.0    11.0        4\n",
		"        2  no longer so\n",
	};
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (!strstr(office->output, lines[i]))
			fail_msg("not said: %s\n%s", lines[i], office->output);
	/* all pupils alike: neither a name nor who is looked after */
	static const char *const never[] = {"Jones", "Si\xc3\xa2n", "looked", "835", "CH-1"};
	for (size_t i = 0; i < COUNT_OF(never); i++)
		assert_null(strstr(office->output, never[i]));
}

static void care_changes_no_byte(void **state)
{
	struct office *office = *state;
	static const char other[] = "upn,authority,child_ref,cohort,from,to\n"
				    "Q801200005002,835,CH-2,looked_after,2024-01-01,\n";
	char before[OFFICE_OUTPUT_SIZE];
	office_live(office, &weeks, DAYS);
	assert_int_equal(office_returns(office), CTL_DONE);
	memcpy(before, office->output, sizeof(before));
	office->ctl.force = true;
	assert_int_equal(office_import(office, "care", other, strlen(other)), CTL_DONE);
	assert_int_equal(office_returns(office), CTL_DONE);
	assert_string_equal(office->output, before);
}

/* Returns are of pupils of compulsory school age; the rest of what is told is the same. */
static void in_year_12_no_return_is_due(void **state)
{
	struct office *office = *state;
	static const char roster[] =
		"pupil_id,upn,legal_forename,legal_surname,preferred_forename,preferred_surname,"
		"year_group,form,on_roll_from,on_roll_to,language\n"
		"P1,B801200005001,Siân,Jones,,,12,12A,2026-09-01,,cy\n"
		"P2,Q801200005002,Jack,Ward,,,11,11A,2026-09-01,,\n"
		"P3,W878410224017,Mia,Hall,,,8,8A,2026-09-01,,\n"
		"P4,M660400126001,Rhys,Pugh,,,9,9A,2026-09-01,,\n"
		"P5,M80120000500A,Ava,Reed,,,10,10A,2026-09-01,2026-09-11,\n"
		"P6,P80120000501B,Noah,Shaw,,,11,11A,2027-01-04,2027-06-30,\n";
	static const char note[] = "  no return: not of compulsory school age (year 12)\n";
	office_live(office, &weeks, DAYS);
	office->ctl.force = true;
	assert_int_equal(office_import(office, "roster", roster, strlen(roster)), CTL_DONE);
	assert_int_equal(office_returns(office), CTL_DONE);
	char *found = strstr(office->output, note);
	assert_non_null(found); /* of illness, and of no share */
	assert_null(strstr(found + 1, note));
	json_t *json = returns_json(office);
	json_t *ill = json_array_get(json_object_get(row_of(json, "P1"), "thresholds"), 0);
	json_t *away = json_array_get(json_object_get(row_of(json, "P2"), "thresholds"), 0);
	assert_true(json_is_false(json_object_get(ill, "return_due")));
	/* by year group and not by letters, and P5 is gone and P6 not there yet */
	static const char *const order[] = {"P3", "P4", "P2", "P1"};
	for (size_t i = 0; i < COUNT_OF(order); i++)
		assert_ptr_equal(json_array_get(json_object_get(json, "pupils"), i),
				 row_of(json, order[i]));
	assert_int_equal(json_integer_value(json_object_get(json, "pupils_on_roll")), 4);
	assert_true(json_is_true(json_object_get(away, "return_due")));
	json_decref(json);
}

/* Runs returns with a word of firstbell.conf replaced by one as long. */
static void run_with(struct office *office, const char *word, const char *other)
{
	char path[128];
	size_t size;
	char *config = office_read(office, "firstbell.conf", &size);
	snprintf(path, sizeof(path), "%s/firstbell.conf", office->dir);
	for (int pass = 0; pass < 2; pass++) {
		char *at = strstr(config, pass ? other : word);
		assert_non_null(at);
		memcpy(at, pass ? word : other, strlen(word));
		FILE *file = fopen(path, "wb");
		assert_non_null(file);
		assert_int_equal(fwrite(config, 1, size, file), size);
		assert_int_equal(fclose(file), 0);
		if (pass == 0)
			assert_int_equal(office_returns(office), CTL_DONE);
	}
	free(config);
}

static void wales_has_words_of_its_own(void **state)
{
	struct office *office = *state;
	static const char *const lines[] = {
		"\nReturn to the authority: 10 school days on end of absence that was not "
		"authorised\n",
		"The school tells, as agreed with the authority",
		"\n15 school days of illness (code I), on end or all told\n  No return is laid "
		"down "
		"in Wales",
	};
	office_live(office, &weeks, DAYS);
	run_with(office, "nation = england", "nation = wales  ");
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (!strstr(office->output, lines[i]))
			fail_msg("not said: %s\n%s", lines[i], office->output);
	assert_null(strstr(office->output, "Sickness return"));
}

/* The morning of 29 October without a reader says nothing of an afternoon in which all tap again. */
static void a_tapped_afternoon_is_as_sure_as_itself(void **state)
{
	struct office *office = *state;
	office_live(office, &weeks, DAYS);
	office->ctl.from = office->ctl.to = "2026-10-29";
	assert_int_equal(office_returns(office), CTL_DONE);
	assert_non_null(strstr(office->output, "Of 2 of the sessions the kiosks cannot say"));
	run_with(office, "afternoon = carried", "afternoon = tap    ");
	assert_non_null(strstr(office->output, "Of 1 of the sessions the kiosks cannot say"));
}

static void a_register_still_open_has_no_absences(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *sentence;
		int minute;
		json_int_t sessions;
	} rows[] = {
		{"before the bell", 8 * 60, 10},
		{"in the minute before the close", 9 * 60 + 19, 10},
		{"at the close", 9 * 60 + 20, 11},
		{"in the afternoon, at its close", 13 * 60 + 25, 12},
	};
	office_live(office, &weeks, 5);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		office->ctl.now = calendar_moment(
			calendar_utc_ms(OFFICE_MONDAY + 7, rows[i].minute), 0, 0, TRUST_HOLDOVER);
		json_t *json = returns_json(office);
		json_int_t sessions = json_integer_value(json_object_get(json, "sessions"));
		if (sessions != rows[i].sessions)
			fail_msg("%s: %d", rows[i].sentence, (int)sessions);
		json_decref(json);
	}
}

static void days_are_chosen_by_date(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *sentence, *from, *to, *words;
		enum ctl_exit exit;
	} rows[] = {
		{"from the first day in the log at the earliest", NULL, "2026-09-18",
		 "2026-09-14 to 2026-09-18: 10 sessions", CTL_DONE},
		{"from a day on", "2026-09-21", "2026-09-25",
		 "2026-09-21 to 2026-09-25: 10 sessions", CTL_DONE},
		{"a year gone by without a kiosk", NULL, "2026-07-20",
		 "No register was taken by this kiosk in these days, up to 2026-07-20.\n",
		 CTL_DONE},
		{"a weekend", "2026-09-19", "2026-09-20", "2026-09-19 to 2026-09-20: 0 sessions",
		 CTL_DONE},
		{"hardly anybody was seen, as the kiosk noted", "2026-10-30", "2026-10-30",
		 "Of 2 of the sessions", CTL_DONE},
		{"no date", "yesterday", NULL, "--from is no date like 2026-09-01: yesterday",
		 CTL_USAGE},
		{"no such day", NULL, "2026-09-31", "--to is no date", CTL_USAGE},
		{"a day to come", NULL, "2026-12-24", "--to is a day to come", CTL_USAGE},
		{"back to front", "2026-09-25", "2026-09-21", "--from is after the last day",
		 CTL_USAGE},
		{"two school years at once", "2025-09-01", "2026-09-30", "more than a school year",
		 CTL_USAGE},
	};
	office_live(office, &weeks, DAYS);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		office->ctl.from = rows[i].from;
		office->ctl.to = rows[i].to;
		enum ctl_exit code = office_returns(office);
		if (code != rows[i].exit || !strstr(office->output, rows[i].words))
			fail_msg("%s: exit %d, %s", rows[i].sentence, (int)code, office->output);
	}
}

static void no_log_is_no_error(void **state)
{
	struct office *office = *state;
	office_reset(office);
	assert_int_equal(office_returns(office), CTL_DONE);
	assert_non_null(strstr(office->output, "No register was taken by this kiosk"));
	json_t *json = returns_json(office);
	assert_int_equal(json_array_size(json_object_get(json, "pupils")), 0);
	json_decref(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seven_weeks_add_up),
		cmocka_unit_test(each_threshold_has_its_session),
		cmocka_unit_test(a_mark_makes_an_unknown_session_known),
		cmocka_unit_test(words_say_what_the_school_must_do),
		cmocka_unit_test(care_changes_no_byte),
		cmocka_unit_test(in_year_12_no_return_is_due),
		cmocka_unit_test(wales_has_words_of_its_own),
		cmocka_unit_test(a_tapped_afternoon_is_as_sure_as_itself),
		cmocka_unit_test(a_register_still_open_has_no_absences),
		cmocka_unit_test(days_are_chosen_by_date),
		cmocka_unit_test(no_log_is_no_error),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
