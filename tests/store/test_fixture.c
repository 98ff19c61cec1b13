#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/care_store.h"
#include "store/outbox_store.h"
#include "tests/support/store_rig.h"

static struct store_report report;

/* How the fixture of today's version was made: test_open --make-fixture FOLDER. */
static void fill_roster(struct store *store)
{
	struct pupil pupils[3] = {
		{.pupil_id = "P0001",
		 .upn = "B801200005001",
		 .legal_forename = "Siân",
		 .legal_surname = "Ó Súilleabháin",
		 .preferred_forename = "Siân",
		 .year_group = 9,
		 .form = "9T",
		 .on_roll_from = 20698,
		 .on_roll_to = DAY_OPEN,
		 .language = "cy"},
		{.pupil_id = "P0002",
		 .upn = "Q801200005002",
		 .legal_forename = "محمد",
		 .on_roll_to = DAY_OPEN},
		{.pupil_id = "P0003",
		 .legal_forename = "Nguyễn",
		 .year_group = -2,
		 .on_roll_to = 20800},
	};
	struct store_card cards[2] = {{{{4, 1, 2, 3}, 4}, 1}, {{{4, 1, 2, 3, 4, 5, 6}, 7}, 2}};
	struct expectation expectation = {2, 4, PART_PM, {"D"}, 20698, DAY_OPEN};
	struct store_closure closure = {{20720, {false, true}, {"Y4"}, CALENDAR_ALL_YEARS},
					"boiler"};

	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_pupils(store, pupils, 3, STORE_RIG_DAY), OK);
	assert_int_equal(store_replace_cards(store, cards, 2), OK);
	assert_int_equal(store_replace_expectations(store, &expectation, 1), OK);
	assert_int_equal(store_replace_closures(store, &closure, 1), OK);
	assert_int_equal(store_bump_roster_version(store), OK);
	assert_int_equal(store_bump_roster_version(store), OK);
	assert_int_equal(store_commit(store), OK);
}

static void fill_events(struct store *store)
{
	struct event events[4] = {
		store_rig_arrival(1, STORE_RIG_DAY, 525), store_rig_arrival(2, STORE_RIG_DAY, 531),
		store_rig_arrival(2, STORE_RIG_DAY, 540), store_rig_arrival(0, STORE_RIG_DAY, 541)};

	events[2].kind = EVENT_UNDONE;
	events[2].target = (struct event_key){"door", STORE_RIG_STREAM, 2};
	events[3].kind = EVENT_HEARTBEAT;
	events[3].number = 1;
	for (size_t i = 0; i < COUNT_OF(events); i++)
		store_rig_append(store, &events[i]);
}

static void fill_notices(struct store *store)
{
	struct outbox_row row = {.authority = "835",
				 .stream = 77,
				 .at_utc_ms = INT64_C(1789372800000),
				 .kind = "flag.raised",
				 .session = {STORE_RIG_DAY, PART_AM},
				 .body = "{\"n\":1}"};
	struct outbox_cursor cursor;

	assert_int_equal(outbox_store_cursor(store, "835", 77, &cursor), OK);
	assert_int_equal(store_begin(store), OK);
	for (row.sequence = 1; row.sequence <= 3; row.sequence++)
		assert_int_equal(outbox_store_append(store, &row), OK);
	assert_int_equal(outbox_store_ack(store, "835", 1, row.at_utc_ms), OK);
	assert_int_equal(outbox_store_park(store, "835", 2, "schema", "{\"q\":2}"), OK);
	assert_int_equal(store_commit(store), OK);
}

static int make_fixture(const char *folder)
{
	struct care_row rows[2] = {{"B801200005001", {0, "835", "CH-19", 0, 20000, DAY_OPEN}},
				   {"X33340002699Z", {0, "W6", "CH-20", 2, 20000, 20800}}};
	struct store *store = store_rig_open(folder);
	struct care_store *care_store;
	enum err err;

	fill_roster(store);
	fill_events(store);
	fill_notices(store);
	store_close(store);
	err = care_store_open(&care_store, folder, true, &report);
	if (err == OK)
		err = care_store_replace(care_store, rows, 2);
	care_store_close(care_store);
	puts(err_text(err));
	return err == OK ? 0 : 1;
}

/* Copies tests/fixtures/store-v1 into a folder of its own. */
static char *fixture(void)
{
	static const char *const names[] = {"firstbell.db", "care.db"};
	char *folder = store_rig_folder();

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		long size;
		char *bytes =
			store_rig_slurp(store_rig_path("tests/fixtures/store-v1", names[i]), &size);

		if (!bytes)
			fail_msg("tests/fixtures/store-v1/%s is missing", names[i]);
		store_rig_spill(store_rig_path(folder, names[i]), bytes, size);
		free(bytes);
	}
	return folder;
}

static enum err count_event(void *context, const struct event *event)
{
	(void)event;
	++*(int *)context;
	return OK;
}

static void version_1_opens(void **state)
{
	char *folder = fixture();
	struct care_store *care_store;
	struct store *store;
	struct outbox_cursor cursor;
	struct roster roster;
	struct care *care;
	int64_t last = 0;
	size_t count;
	int events = 0;

	(void)state;
	assert_int_equal(store_open(&store, folder, false, &report), OK);
	assert_int_equal(store_load_roster(store, &roster), OK);
	assert_int_equal(roster.pupil_count, 3);
	assert_string_equal(roster.pupils[0].legal_surname, "Ó Súilleabháin");
	assert_int_equal(roster.card_count, 2);
	assert_int_equal(roster.expectation_count, 1);
	assert_int_equal(roster.closure_count, 1);
	assert_int_equal(roster.version, 2);
	assert_int_equal(
		store_read_events(store, 0, INT32_MAX, STORE_ALL, 0, &last, count_event, &events),
		OK);
	assert_int_equal(events, 4);
	assert_int_equal(outbox_store_cursor(store, "835", 1, &cursor), OK);
	assert_int_equal(cursor.stream, 77);
	assert_int_equal(cursor.waiting, 2);
	assert_int_equal(care_store_open(&care_store, folder, false, &report), OK);
	assert_int_equal(care_store_load(care_store, &roster, &care, &count), OK);
	assert_int_equal(count, 2);
	assert_int_equal(care[0].pupil, 1);
	assert_string_equal(care[0].child_ref, "CH-19");
	free(care);
	roster_release(&roster);
	care_store_close(care_store);
	store_close(store);
	store_rig_remove(folder);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(version_1_opens)};

	if (argc == 3 && strcmp(argv[1], "--make-fixture") == 0)
		return make_fixture(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
