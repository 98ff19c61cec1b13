/* status: what the office may have to see to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "core/calendar.h"
#include "core/rules.h"
#include "store/school.h"
#include "tests/support/office_log.h"

#define TODAY 20710 /* Monday 14 September 2026 */
#define EXPECTATIONS "pupil_id,weekday,session,code,from,to\n"

static void status(struct office *office, bool json)
{
	office->ctl.json = json;
	assert_int_equal(office_status(office), CTL_DONE);
}

/* Of what ended then status warns no more before the fortnight is over, and the rules do. */
#define LONG_AGO ",2026-08-"

static const struct {
	const char *sentence, *file, *words; /* NULL: no warning */
} arrangements[] = {
	{"none at all", EXPECTATIONS, NULL},
	{"one that goes on", EXPECTATIONS "P1,mon,AM,C2,2026-09-01,\n", NULL},
	{"one that ends today", EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-14\n", NULL},
	{"one that ended yesterday", EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-13\n",
	 "WARNING       P1 is expected again mon AM: C2 ended on 2026-09-13 and nothing follows\n"},
	{"one that ended thirty days ago", EXPECTATIONS "P1,fri,PM,D,2026-06-01,2026-08-15\n",
	 "P1 is expected again fri PM: D ended on 2026-08-15"},
	{"one that ended thirty-one days ago", EXPECTATIONS "P1,fri,PM,D,2026-06-01,2026-08-14\n",
	 NULL},
	{"one followed by another",
	 EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-04\nP1,mon,AM,B,2026-09-05,2026-10-30\n",
	 NULL},
	{"one followed by another that has ended too",
	 EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-04\nP1,mon,AM,B,2026-09-05,2026-09-11\n",
	 "mon AM: B ended on 2026-09-11"},
	{"one followed by another that has yet to begin",
	 EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-04\nP1,mon,AM,B,2026-10-05,\n"
		      "P1,mon,AM,W,2026-09-28,2026-10-04\n",
	 "P1 is expected again mon AM: C2 ended on 2026-09-04 and the next begins on 2026-09-28\n"},
	{"one followed by another that begins on its day",
	 EXPECTATIONS "P1,tue,AM,C2,2026-09-01,2026-09-13\nP1,tue,AM,B,2026-09-15,\n", NULL},
	{"one followed by another that begins on the day after",
	 EXPECTATIONS "P1,tue,AM,C2,2026-09-01,2026-09-13\nP1,tue,AM,B,2026-09-16,\n",
	 "tue AM: C2 ended on 2026-09-13 and the next begins on 2026-09-16"},
	{"one followed on another weekday",
	 EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-04\nP1,tue,AM,C2,2026-09-05,\n",
	 "mon AM: C2 ended on 2026-09-04"},
	{"one followed in the other session",
	 EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-04\nP1,mon,PM,C2,2026-09-05,\n",
	 "mon AM: C2 ended on 2026-09-04"},
	{"one followed for another pupil",
	 EXPECTATIONS "P1,mon,AM,C2,2026-09-01,2026-09-04\nP2,mon,AM,C2,2026-09-05,\n",
	 "P1 is expected again mon AM"},
	{"of a pupil who has yet to begin", EXPECTATIONS "P4,mon,AM,C2,2026-09-01,2026-09-13\n",
	 NULL},
	{"of a pupil who has left", EXPECTATIONS "P5,mon,AM,C2,2026-09-01,2026-09-04\n", NULL},
};

static void import_pupils(struct office *office)
{
	static const char roster[] =
		"pupil_id,upn,legal_forename,legal_surname,preferred_forename,preferred_surname,"
		"year_group,form,on_roll_from,on_roll_to,language\n"
		"P1,B801200005001,Siân,Jones,,,7,7A,2026-09-01,,cy\n"
		"P2,Q801200005002,Jack,Ward,,,7,7A,2026-09-01,,\n"
		"P3,W878410224017,Mia,Hall,,,8,8A,2026-09-01,,\n"
		"P4,M660400126001,Rhys,Pugh,,,9,9A,2026-09-21,,\n"
		"P5,M80120000500A,Ava,Reed,,,10,10A,2026-09-01,2026-09-11,\n"
		"P6,P80120000501B,Noah,Shaw,,,11,11A,2026-09-01,,\n";
	office_reset(office);
	assert_int_equal(office_import(office, "roster", roster, strlen(roster)), CTL_DONE);
}

static void an_arrangement_that_ended_is_warned_of(void **state)
{
	struct office *office = *state;
	import_pupils(office);
	for (size_t i = 0; i < COUNT_OF(arrangements); i++) {
		const char *words = arrangements[i].words;
		assert_int_equal(office_import(office, "expectations", arrangements[i].file,
					       strlen(arrangements[i].file)),
				 CTL_DONE);
		status(office, false);
		if (office_times(office, "is expected again") != (words != NULL) ||
		    (words && !strstr(office->output, words)))
			fail_msg("%s:\n%s", arrangements[i].sentence, office->output);
		status(office, true);
		assert_int_equal(office_times(office, words ? "\"arrangements_ended_count\": 1,"
							    : "\"arrangements_ended_count\": 0,"),
				 1);
		office->ctl.json = false;
	}
}

/* How many sessions of a day's pupils the rules themselves warn of. */
static int by_the_rules(const struct office *office, int32_t day)
{
	struct config config;
	struct roster roster;
	char words[200];
	int ended = 0;
	assert_int_equal(config_load(office->dir, &config, words, sizeof(words)), OK);
	struct store *store = office_log_open(office);
	assert_int_equal(store_load_roster(store, &roster), OK);
	struct school school = school_of(&config, &roster);
	struct roll roll = {0};
	for (size_t i = 0; i < roster.pupil_count; i++)
		for (enum part part = PART_AM; part < PART_COUNT; part++) {
			struct child child = school_child(&roster.pupils[i]);
			struct verdict verdict;
			rules_verdict(&school, &child, &roll, (struct session){day, part}, NULL,
				      &verdict);
			ended += verdict.grid_ended;
		}
	roster_release(&roster);
	office_log_close(store);
	return ended;
}

/* Among the warnings of each day are those of the rules for that day, and no other of its weekday. */
static void arrangements_end_as_the_rules_say(void **state)
{
	struct office *office = *state;
	static const char *const weekdays[] = {"mon AM", "mon PM", "tue AM", "tue PM", "wed AM",
					       "wed PM", "thu AM", "thu PM", "fri AM", "fri PM"};
	struct moment monday = office->ctl.now;
	int ended = 0;
	import_pupils(office);
	for (size_t i = 0; i < COUNT_OF(arrangements); i++) {
		if (strstr(arrangements[i].file, LONG_AGO))
			continue;
		assert_int_equal(office_import(office, "expectations", arrangements[i].file,
					       strlen(arrangements[i].file)),
				 CTL_DONE);
		for (size_t day = 0; day < 10; day++) {
			int32_t today = TODAY + (int32_t)(day / 5 * 7 + day % 5);
			office->ctl.now = calendar_moment(calendar_utc_ms(today, 7 * 60), 0, 0,
							  TRUST_HOLDOVER);
			status(office, false);
			int said = 0, by_rules = by_the_rules(office, today);
			for (size_t part = 0; part < 2; part++) {
				char words[60];
				snprintf(words, sizeof(words),
					 "is expected again %s:", weekdays[day % 5 * 2 + part]);
				said += office_times(office, words);
			}
			if (said != by_rules)
				fail_msg("%s, %d days on: %d by the rules\n%s",
					 arrangements[i].sentence, (int)(today - TODAY), by_rules,
					 office->output);
			ended += by_rules;
		}
	}
	assert_true(ended >= 10);
	office->ctl.now = monday;
}

/* An event of the kiosk about a session, at a day and minute. */
static struct event say(struct store *store, enum event_kind kind, struct session session,
			int32_t day, int minute, const char *form)
{
	struct event event = {
		.kind = kind,
		.source = SOURCE_KIOSK,
		.at = calendar_moment(calendar_utc_ms(day, minute), 0, 1, TRUST_SYNCED),
		.session = session};
	if (kind == EVENT_FORM_MISSING)
		event.number = *form ? rules_form(form) : FORM_WHOLE_SCHOOL;
	text_copy(event.words.reason, sizeof(event.words.reason), form);
	assert_int_equal(store_append_event(store, &event), OK);
	return event;
}

static void take_back(struct store *store, const struct event *event)
{
	struct event undone = {.kind = EVENT_UNDONE,
			       .source = SOURCE_KIOSK,
			       .at = event->at,
			       .session = event->session,
			       .target = event->key};
	assert_int_equal(store_append_event(store, &undone), OK);
}

static const struct session monday = {TODAY, PART_AM}, friday = {TODAY - 3, PART_AM},
			    friday_pm = {TODAY - 3, PART_PM};

static void a_form_that_is_missing_is_warned_of(void **state)
{
	struct office *office = *state;
	office_reset(office);
	struct store *store = office_log_open(office);
	say(store, EVENT_SESSION_CLOSED, friday, TODAY - 3, 560, "");
	say(store, EVENT_FORM_MISSING, friday, TODAY - 3, 560, "7A");
	struct event second = say(store, EVENT_FORM_MISSING, friday, TODAY - 3, 560, "9A");
	take_back(store, &second);
	struct event whole = say(store, EVENT_FORM_MISSING, friday_pm, TODAY - 3, 805, "");
	say(store, EVENT_FORM_MISSING, (struct session){TODAY - 4, PART_AM}, TODAY - 4, 560, "8A");
	struct event other = say(store, EVENT_FORM_MISSING, friday, TODAY - 3, 561, "7A");
	office_log_close(store);
	status(office, false);
	assert_int_equal(office_times(office, "WARNING"), 2);
	assert_int_equal(office_times(office,
				      "WARNING       2026-09-11/AM: most of 7A was not seen when "
				      "the register closed; ask where they are\n"),
			 1);
	assert_int_equal(
		office_times(office, "WARNING       2026-09-11/PM: most of the school was not"), 1);
	status(office, true);
	assert_int_equal(office_times(office,
				      "\"forms_missing\": [{\"session\": \"2026-09-11/AM\", "
				      "\"form\": \"7A\"}, {\"session\": \"2026-09-11/PM\", "
				      "\"form\": null}]"),
			 1);
	office->ctl.json = false;
	store = office_log_open(office);
	take_back(store, &other);
	take_back(store, &whole);
	office_log_close(store);
	status(office, false);
	assert_int_equal(office_times(office, "WARNING"),
			 1); /* the first note on 7A still stands */
	store = office_log_open(office);
	say(store, EVENT_SESSION_CLOSED, monday, TODAY, 560, "");
	office_log_close(store);
	status(office, false);
	assert_int_equal(office_times(office, "WARNING"),
			 0); /* Friday's is not the last close any more */
}

static const struct {
	const char *sentence;
	struct session session;
	int32_t day;
	int minute;
	const char *words; /* NULL: no warning */
} closes[] = {
	{"on the minute", {TODAY, PART_AM}, TODAY, 560, NULL},
	{"early, by staff", {TODAY, PART_AM}, TODAY, 545, NULL},
	{"within two minutes", {TODAY, PART_AM}, TODAY, 562, NULL},
	{"three minutes late",
	 {TODAY, PART_AM},
	 TODAY,
	 564,
	 "WARNING       2026-09-14/AM: the register was closed late, at "
	 "2026-09-14T09:24:00.000+01:00; its absences are unverified\n"},
	{"the next school day", {TODAY - 3, PART_PM}, TODAY, 480, "2026-09-11/PM: the register"},
	{"a session of last month, closed today",
	 {TODAY - 40, PART_AM},
	 TODAY,
	 480,
	 "2026-08-05/AM: the register"},
	{"late, six days ago", {TODAY - 6, PART_AM}, TODAY - 6, 700, "2026-09-08/AM"},
	{"late, seven days ago", {TODAY - 7, PART_AM}, TODAY - 7, 700, NULL},
};

static void a_register_closed_late_is_warned_of(void **state)
{
	struct office *office = *state;
	for (size_t i = 0; i < COUNT_OF(closes); i++) {
		const char *words = closes[i].words;
		office_reset(office);
		struct store *store = office_log_open(office);
		say(store, EVENT_SESSION_CLOSED, closes[i].session, closes[i].day, closes[i].minute,
		    "");
		office_log_close(store);
		status(office, false);
		if (office_times(office, "WARNING") != (words != NULL) ||
		    (words && !strstr(office->output, words)))
			fail_msg("%s:\n%s", closes[i].sentence, office->output);
	}
	/* another kiosk closed it in time: then it was not closed late */
	office_reset(office);
	struct store *store = office_log_open(office);
	say(store, EVENT_SESSION_CLOSED, friday, TODAY, 480, "");
	say(store, EVENT_SESSION_CLOSED, friday, TODAY - 3, 560, "");
	office_log_close(store);
	status(office, true);
	assert_int_equal(office_times(office, "\"closed_late_count\": 0, \"closed_late\": []"), 1);
	office->ctl.json = false;
}

static void a_long_list_ends_somewhere(void **state)
{
	struct office *office = *state;
	office_reset(office);
	struct store *store = office_log_open(office);
	for (int i = 0; i < 15; i++)
		for (enum part part = PART_AM; part < PART_COUNT; part++)
			say(store, EVENT_SESSION_CLOSED, (struct session){TODAY - 20 + i, part},
			    TODAY, 480, "");
	office_log_close(store);
	status(office, false);
	assert_int_equal(office_times(office, "the register was closed late"), 20);
	assert_int_equal(
		office_times(office, "WARNING       and 10 more registers that were closed late\n"),
		1);
	status(office, true);
	json_t *json = json_loads(office->output, 0, NULL);
	assert_non_null(json);
	assert_int_equal(json_integer_value(json_object_get(json, "closed_late_count")), 30);
	assert_int_equal(json_array_size(json_object_get(json, "closed_late")), 20);
	json_decref(json);
	office->ctl.json = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_arrangement_that_ended_is_warned_of),
		cmocka_unit_test(arrangements_end_as_the_rules_say),
		cmocka_unit_test(a_form_that_is_missing_is_warned_of),
		cmocka_unit_test(a_register_closed_late_is_warned_of),
		cmocka_unit_test(a_long_list_ends_somewhere),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
