/* What imports leave behind: events, versions, and the same again for the same again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "core/calendar.h"
#include "store/care_store.h"
#include "store/store.h"
#include "tests/support/office.h"

#define MARKS "pupil_id,date,session,code,reason,by_name,by_role\n"
#define FIRST                                                                                      \
	MARKS "P1,2026-09-14,AM,I,rang in,R. Okafor,attendance officer\nP2,2026-09-11,PM,\\,,R. "  \
	      "Okafor,officer\n"

/* The last events of a kind, newest last. */
struct seen {
	enum event_kind kind;
	struct event last;
	int count;
};

static enum err see(void *context, const struct event *event)
{
	struct seen *seen = context;
	if (event->kind == seen->kind) {
		seen->last = *event;
		seen->count++;
	}
	return OK;
}

static struct seen look(const struct office *office, enum event_kind kind, struct roster *roster)
{
	struct seen seen = {.kind = kind};
	struct store_report report;
	struct store *store;
	int64_t row = 0;
	assert_int_equal(store_open(&store, office->dir, false, &report), OK);
	assert_int_equal(store_read_events(store, 0, 100000, STORE_ALL, 0, &row, see, &seen), OK);
	if (roster)
		assert_int_equal(store_load_roster(store, roster), OK);
	store_close(store);
	return seen;
}

static void import_text(struct office *office, const char *kind, const char *text)
{
	assert_int_equal(office_import(office, kind, text, strlen(text)), CTL_DONE);
}

static void a_mark_is_an_event_with_all_its_words(void **state)
{
	struct office *office = *state;
	struct roster roster;
	office_reset(office);
	import_text(office, "marks", FIRST);
	struct seen seen = look(office, EVENT_MARKED, &roster);
	assert_int_equal(seen.count, 2);
	import_text(office, "marks",
		    MARKS "P3,2026-09-10,PM,M,\"dentist, at\n2\",R. Okafor,attendance officer\n");
	seen = look(office, EVENT_MARKED, NULL);
	assert_int_equal(seen.count, 3);
	assert_int_equal(seen.last.pupil, roster_pupil_by_id(&roster, "P3")->key);
	assert_int_equal(seen.last.source, SOURCE_MIS);
	assert_int_equal(seen.last.session.day, calendar_day(2026, 9, 10));
	assert_int_equal(seen.last.session.part, PART_PM);
	assert_string_equal(seen.last.code.text, "M");
	assert_string_equal(seen.last.words.by_name, "R. Okafor");
	assert_string_equal(seen.last.words.by_role, "attendance officer");
	assert_string_equal(seen.last.words.reason, "dentist, at 2");
	assert_string_equal(seen.last.key.kiosk, "front-door");
	assert_true(seen.last.at.utc_ms == office->ctl.now.utc_ms);
	roster_release(&roster);
}

static void the_same_marks_twice_add_nothing(void **state)
{
	struct office *office = *state;
	office_reset(office);
	import_text(office, "marks", FIRST);
	assert_non_null(strstr(office->output, "marks: 2 rows imported\n"));
	import_text(office, "marks", FIRST);
	assert_non_null(strstr(office->output, "marks: 0 rows imported, 2 there already\n"));
	assert_int_equal(look(office, EVENT_MARKED, NULL).count, 2);
}

static void the_order_of_the_rows_is_nothing_to_it(void **state)
{
	struct office *office = *state;
	static const char back[] = MARKS "P1,2026-09-14,PM,M,,R. Okafor,officer\n"
					 "P1,2026-09-10,AM,I,,R. Okafor,officer\n"
					 "P2,2026-09-14,PM,M,,R. Okafor,officer\n"
					 "P1,2026-09-14,AM,I,,R. Okafor,officer\n"
					 "P2,2026-09-09,AM,I,,R. Okafor,officer\n";
	office_reset(office);
	import_text(office, "marks", back);
	import_text(office, "marks", back);
	assert_non_null(strstr(office->output, "marks: 0 rows imported, 5 there already\n"));
}

/* All within one second of the clock: the log's order decides which mark is the latest. */
static void a_change_and_a_change_back_are_two_events(void **state)
{
	struct office *office = *state;
	office_reset(office);
	import_text(office, "marks", FIRST);
	import_text(office, "marks", MARKS "P1,2026-09-14,AM,M,,R. Okafor,officer\n");
	assert_non_null(strstr(office->output, "marks: 1 rows imported\n"));
	import_text(office, "marks", FIRST);
	assert_non_null(strstr(office->output, "marks: 1 rows imported, 1 there already\n"));
	struct seen seen = look(office, EVENT_MARKED, NULL);
	assert_int_equal(seen.count, 4);
	assert_string_equal(seen.last.code.text, "I");
}

/* A mark that a person took back is none: the next import says it again. */
static void a_mark_taken_back_is_marked_again(void **state)
{
	struct office *office = *state;
	struct store_report report;
	struct store *store;
	uint64_t stream;
	office_reset(office);
	import_text(office, "marks", MARKS "P1,2026-09-14,AM,I,,R. Okafor,officer\n");
	struct seen seen = look(office, EVENT_MARKED, NULL);
	struct event undone = {.kind = EVENT_UNDONE,
			       .source = SOURCE_STAFF,
			       .at = office->ctl.now,
			       .pupil = seen.last.pupil,
			       .session = seen.last.session,
			       .target = seen.last.key};
	assert_int_equal(store_open(&store, office->dir, false, &report), OK);
	assert_int_equal(store_stream(store, "front-door", 1, &stream), OK);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_append_event(store, &undone), OK);
	assert_int_equal(store_commit(store), OK);
	store_close(store);
	import_text(office, "marks", MARKS "P1,2026-09-14,AM,I,,R. Okafor,officer\n");
	assert_int_equal(look(office, EVENT_MARKED, NULL).count, 2);
}

static void roster_and_care_count_the_version_up_and_others_do_not(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *sentence, *kind, *text;
		int events;
	} steps[] = {
		{"cards", "cards", "card,pupil_id\nA1B2C3D4,P1\n", 2},
		{"closures", "closures", "date,session,code,reason,year_groups\n2026-10-26,,#,,\n",
		 2},
		{"care", "care",
		 "upn,authority,child_ref,cohort,from,to\nB801200005001,835,CH-1,looked_after,2024-"
		 "01-01,\nM660400126001,681,CH-4,looked_after,2026-10-01,\n",
		 3},
		{"marks", "marks", FIRST, 3},
	};
	office_reset(office);
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		struct roster roster;
		import_text(office, steps[i].kind, steps[i].text);
		struct seen seen = look(office, EVENT_ROSTER_CHANGED, &roster);
		if (seen.count != steps[i].events || roster.version != (uint64_t)steps[i].events ||
		    seen.last.number != steps[i].events)
			fail_msg("%s: %d events, version %d", steps[i].sentence, seen.count,
				 (int)roster.version);
		roster_release(&roster);
	}
}

/* Keys are what events know pupils by: they outlive imports, and cards of those who stay are kept. */
static void pupils_keep_their_keys_and_cards(void **state)
{
	struct office *office = *state;
	struct roster before, after;
	office_reset(office);
	import_text(office, "cards", "card,pupil_id\nA1B2C3D4,P6\nB1B2C3D4,P1\n");
	(void)look(office, EVENT_MARKED, &before);
	import_text(office, "roster",
		    "legal_surname,pupil_id,upn,legal_forename,preferred_forename,preferred_"
		    "surname,year_group,form,on_roll_from,on_roll_to,language,note\n"
		    "Pugh,P4,M660400126001,Rhys,,,9,9A,2026-09-01,,,x\n"
		    "Jones,P1,B801200005001,Siân,Sianni,,7,7B,2026-09-01,,cy,x\n"
		    "Reed,P5,M80120000500A,Ava,,,10,10A,2026-09-01,,,x\n"
		    "Hall,P3,W878410224017,Mia,,,8,8A,2026-09-01,,,x\n"
		    "Ward,P2,Q801200005002,Jack,,,7,7A,2026-09-01,,,x\n");
	(void)look(office, EVENT_MARKED, &after);
	assert_int_equal(after.pupil_count, 5);
	const struct pupil *was = roster_pupil_by_id(&before, "P1");
	const struct pupil *is = roster_pupil_by_id(&after, "P1");
	assert_int_equal(was->key, is->key);
	assert_string_equal(is->preferred_forename, "Sianni");
	assert_string_equal(is->form, "7B");
	assert_int_equal(after.card_count, 1);
	assert_int_equal(after.cards[0].pupil, is->key);
	roster_release(&before);
	roster_release(&after);
}

static void json_is_json(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *sentence, *kind, *text;
		bool done;
		int added, problems, warnings;
	} rows[] = {
		{"done", "cards", "card,pupil_id\nA1B2C3D4,P1\n", true, 1, 0, 0},
		{"with a warning", "cards", "card,pupil_id,\"no\"\"te\\\"\nA1B2C3D4,P1,x\n", true,
		 1, 0, 1},
		{"refused", "cards", "card,pupil_id\nA1B2C3D4,P\"1\"\n", false, 0, 1, 0},
		{"many", "cards", "card,pupil_id\n08B2C3D4,P1\n08B2C3D4,\x7f\n", false, 0, 3, 0},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		office_reset(office);
		office->ctl.json = true;
		enum ctl_exit code =
			office_import(office, rows[i].kind, rows[i].text, strlen(rows[i].text));
		json_t *json = json_loads(office->output, 0, NULL);
		if (!json)
			fail_msg("%s: not JSON: %s", rows[i].sentence, office->output);
		assert_int_equal(code == CTL_DONE, rows[i].done);
		assert_int_equal(json_is_true(json_object_get(json, "done")), rows[i].done);
		assert_int_equal(json_integer_value(json_object_get(json, "added")), rows[i].added);
		assert_int_equal(json_array_size(json_object_get(json, "problems")),
				 rows[i].problems);
		assert_int_equal(json_integer_value(json_object_get(json, "problem_count")),
				 rows[i].problems);
		assert_int_equal(json_array_size(json_object_get(json, "warnings")),
				 rows[i].warnings);
		json_decref(json);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_is_an_event_with_all_its_words),
		cmocka_unit_test(the_same_marks_twice_add_nothing),
		cmocka_unit_test(the_order_of_the_rows_is_nothing_to_it),
		cmocka_unit_test(a_change_and_a_change_back_are_two_events),
		cmocka_unit_test(a_mark_taken_back_is_marked_again),
		cmocka_unit_test(roster_and_care_count_the_version_up_and_others_do_not),
		cmocka_unit_test(pupils_keep_their_keys_and_cards),
		cmocka_unit_test(json_is_json),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
