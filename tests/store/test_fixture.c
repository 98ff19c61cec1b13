#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/care_store.h"
#include "store/outbox_store.h"
#include "store/staff_store.h"
#include "tests/support/store_rig.h"

static struct store_report report;

/* How the fixture of today's version was made: test_fixture --make-fixture FOLDER. */
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
	text_copy(pupils[1].upn, sizeof pupils[1].upn, "Q801200005003");
	assert_int_equal(store_replace_pupils(store, pupils, 3, STORE_RIG_DAY), OK);
	assert_int_equal(store_commit(store), OK);
}

static void fill_events(struct store *store)
{
	struct event events[5] = {
		store_rig_arrival(1, STORE_RIG_DAY, 525), store_rig_arrival(2, STORE_RIG_DAY, 531),
		store_rig_arrival(2, STORE_RIG_DAY, 540), store_rig_arrival(0, STORE_RIG_DAY, 541),
		store_rig_arrival(0, STORE_RIG_DAY, 560)};

	events[2].kind = EVENT_UNDONE;
	events[2].target = (struct event_key){"door", STORE_RIG_STREAM, 2};
	events[3].kind = EVENT_HEARTBEAT;
	events[3].number = 1;
	events[4].kind = EVENT_SESSION_CLOSED;
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

static const struct card staff_card = {{4, 8, 8, 8}, 4};

static void fill_staff(struct store *store)
{
	struct staff_member member = {.name = "R. Okafor", .post = POST_ATTENDANCE};
	struct card given = {{4, 9, 9, 9}, 4};
	char hash[PIN_HASH_SIZE];

	assert_int_equal(pin_hash("2580", hash), OK);
	assert_int_equal(staff_store_add(store, &member, &staff_card, hash), OK);
	assert_int_equal(store_give_card(store, &given, 2), OK);
	assert_int_equal(store_block_cards(store, 1), OK);
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
	fill_staff(store);
	store_close(store);
	err = care_store_open(&care_store, folder, true, &report);
	if (err == OK)
		err = care_store_replace(care_store, rows, 2);
	care_store_close(care_store);
	puts(err_text(err));
	return err == OK ? 0 : 1;
}

/* Copies tests/fixtures/FIXTURE into a folder of its own. */
static char *copy_of(const char *fixture)
{
	static const char *const names[] = {"firstbell.db", "care.db"};
	char *folder = store_rig_folder();

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char path[80];
		long size;
		char *bytes;

		snprintf(path, sizeof path, "tests/fixtures/%s/%s", fixture, names[i]);
		bytes = store_rig_slurp(path, &size);
		if (!bytes)
			fail_msg("%s is missing", path);
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

static void check_roster(const struct roster *roster)
{
	assert_int_equal(roster->pupil_count, 3);
	assert_string_equal(roster->pupils[0].legal_surname, "Ó Súilleabháin");
	assert_int_equal(roster->card_count, 2);
	assert_int_equal(roster->expectation_count, 1);
	assert_int_equal(roster->closure_count, 1);
	assert_int_equal(roster->version, 2);
}

static void check_care(const char *folder, const struct roster *roster)
{
	struct care_store *care_store;
	struct care *care;
	size_t count;

	assert_int_equal(care_store_open(&care_store, folder, false, &report), OK);
	assert_int_equal(care_store_load(care_store, roster, &care, &count), OK);
	assert_int_equal(count, 2);
	assert_int_equal(care[0].pupil, 1);
	assert_string_equal(care[0].child_ref, "CH-19");
	free(care);
	care_store_close(care_store);
}

/* The PIN that versions 3 and 4 were written with. */
static bool staff_may_come_in(struct store *store)
{
	struct staff_member member;
	enum pin_answer answer = PIN_ANSWER_LATER;
	int wait_s;

	return staff_store_by_card(store, &staff_card, &member) == OK &&
	       staff_store_check_pin(store, member.key, "2580", &(struct moment){0}, &answer,
				     &wait_s) == OK &&
	       answer == PIN_ANSWER_RIGHT;
}

/* What each version could hold reads as it was written, and goes on. */
static void every_version_opens(void **state)
{
	static const struct {
		const char *fixture;
		int events;
		int32_t register_day;
		size_t former_upns;
		bool staff;
	} rows[] = {{"store-v1", 4, INT32_MIN, 0, false},
		    {"store-v2", 5, STORE_RIG_DAY, 1, false},
		    {"store-v3", 5, STORE_RIG_DAY, 1, true},
		    {"store-v4", 5, STORE_RIG_DAY, 1, true}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *folder = copy_of(rows[i].fixture);
		struct store *store;
		struct outbox_cursor cursor;
		struct roster roster;
		struct event event = store_rig_arrival(1, STORE_RIG_DAY + 1, 525);
		int64_t last = 0;
		int32_t day;
		int events = 0;

		assert_int_equal(store_open(&store, folder, false, &report), OK);
		assert_int_equal(store_load_roster(store, &roster), OK);
		check_roster(&roster);
		assert_int_equal(roster.former_upn_count, rows[i].former_upns);
		assert_int_equal(staff_may_come_in(store), rows[i].staff);
		assert_int_equal(store_last_register(store, INT32_MAX, &day), OK);
		assert_int_equal(day, rows[i].register_day);
		assert_int_equal(store_read_events(store, 0, INT32_MAX, STORE_ALL, 0, &last,
						   count_event, &events),
				 OK);
		assert_int_equal(events, rows[i].events);
		assert_int_equal(outbox_store_cursor(store, "835", 1, &cursor), OK);
		assert_int_equal(cursor.stream, 77);
		assert_int_equal(cursor.waiting, 2);
		check_care(folder, &roster);
		store_close(store);
		store = store_rig_open(folder); /* goes on with the stream that is there */
		store_rig_append(store, &event);
		assert_int_equal(event.key.sequence, rows[i].events + 1);
		roster_release(&roster);
		store_close(store);
		store_rig_remove(folder);
	}
}

/* Before version 2 a number could stand at a pupil who had left and at the one who has it now. */
static void a_number_of_two_stays_with_who_is_here(void **state)
{
	static const char left[] =
		"INSERT INTO pupil SELECT 9, 'P0009', 0, upn, legal_forename, legal_surname, "
		"preferred_forename, preferred_surname, year_group, form, on_roll_from, "
		"on_roll_to, "
		"language FROM pupil WHERE key = 1";
	char *folder = copy_of("store-v1");
	struct store *store;
	sqlite3 *connection;

	(void)state;
	assert_int_equal(sqlite3_open(store_rig_path(folder, "firstbell.db"), &connection),
			 SQLITE_OK);
	assert_int_equal(sqlite3_exec(connection, left, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_open(&store, folder, false, &report), OK);
	assert_int_equal(
		store_rig_integer(connection,
				  "SELECT max(key) FROM pupil WHERE upn = 'B801200005001'"),
		1);
	sqlite3_close(connection);
	store_close(store);
	store_rig_remove(folder);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_version_opens),
		cmocka_unit_test(a_number_of_two_stays_with_who_is_here)};

	if (argc == 3 && strcmp(argv[1], "--make-fixture") == 0)
		return make_fixture(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
