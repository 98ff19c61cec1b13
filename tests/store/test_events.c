#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/school.h"
#include "tests/support/facts.h"
#include "tests/support/store_rig.h"

#define TAKEN_MAX 2000

struct taken {
	struct event events[TAKEN_MAX];
	size_t count;
	size_t stop_at; /* 0: never */
};

static enum err take(void *context, const struct event *event)
{
	struct taken *taken = context;

	assert_true(taken->count < TAKEN_MAX);
	taken->events[taken->count++] = *event;
	return taken->count == taken->stop_at ? ERR_NO_MEMORY : OK;
}

static struct taken taken;

static void read_all(struct store *store, int32_t from, int32_t to, uint32_t pupil)
{
	int64_t last = 0;

	taken = (struct taken){.count = 0};
	assert_int_equal(store_read_events(store, from, to, pupil, 0, &last, take, &taken), OK);
}

/* Each kind with everything it can carry, in words of several scripts. */
static size_t every_kind(struct event out[EVENT_KIND_COUNT])
{
	for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
		struct event event = store_rig_arrival(7, STORE_RIG_DAY, 521);

		event.kind = (enum event_kind)kind;
		if (kind > EVENT_MARKED && kind != EVENT_LATE_REASON && kind < EVENT_STAFF_IN)
			event.pupil = 0;
		if (kind >= EVENT_STAFF_IN) {
			event.source = SOURCE_STAFF;
			text_copy(event.words.by_name, sizeof event.words.by_name, "Siân");
			text_copy(event.words.by_role, sizeof event.words.by_role, "teacher");
		}
		if (kind == EVENT_STAFF_IN || kind >= EVENT_DOOR_NOT_IN_USE)
			event.pupil = 0;
		if (kind >= EVENT_DOOR_NOT_IN_USE)
			text_copy(event.words.reason, sizeof event.words.reason, "side-gate");
		if (kind == EVENT_LATE_REASON)
			text_copy(event.words.reason, sizeof event.words.reason, "felt ill");
		if (kind == EVENT_MARKED || kind == EVENT_CLOSURE || kind == EVENT_UNDONE) {
			event.source = SOURCE_STAFF;
			text_copy(event.words.by_name, sizeof event.words.by_name,
				  "Siân Ó Súilleabháin");
			text_copy(event.words.by_role, sizeof event.words.by_role,
				  "attendance officer");
			text_copy(event.words.reason, sizeof event.words.reason,
				  "rang in; \"ill\" — أنفلونزا");
			text_copy(event.code.text, sizeof event.code.text, "Y3");
		}
		if (kind == EVENT_UNDONE)
			event.target = (struct event_key){"other", UINT64_MAX, 9};
		if (kind == EVENT_CLOCK_STEPPED)
			event.number = -7200123;
		if (kind == EVENT_ROSTER_CHANGED || kind == EVENT_HEARTBEAT ||
		    kind == EVENT_CLOSURE || kind == EVENT_FORM_MISSING)
			event.number = 1;
		out[kind] = event;
	}
	return EVENT_KIND_COUNT;
}

static void an_event_reads_back_as_written(void **state)
{
	struct store_rig *rig = *state;
	struct event events[EVENT_KIND_COUNT];
	size_t count = every_kind(events);

	for (size_t i = 0; i < count; i++)
		store_rig_append(rig->store, &events[i]);
	store_close(rig->store);
	rig->store = store_rig_open(rig->folder);
	read_all(rig->store, STORE_RIG_DAY, STORE_RIG_DAY, STORE_ALL);
	assert_int_equal(taken.count, count);
	for (size_t i = 0; i < count; i++) {
		const char *field = store_rig_difference(&events[i], &taken.events[i]);

		assert_int_equal(taken.events[i].key.sequence, i + 1);
		assert_true(taken.events[i].key.stream == STORE_RIG_STREAM);
		if (field)
			fail_msg("%s: another %s came back", event_kind_text(events[i].kind),
				 field);
	}
}

static void what_is_not_well_formed_is_refused(void **state)
{
	struct store_rig *rig = *state;
	static const struct {
		const char *sentence;
		uint32_t pupil;
		enum event_kind kind;
		int minute_off;
	} rows[] = {
		{"an arrival of nobody", 0, EVENT_ARRIVED, 0},
		{"an arrival of a pupil who never was in the roster", 4711, EVENT_ARRIVED, 0},
		{"a heartbeat of a pupil", 3, EVENT_HEARTBEAT, 0},
		{"a minute that is not the instant's", 3, EVENT_ARRIVED, 1},
		{"an undoing of nothing", 3, EVENT_UNDONE, 0},
	};

	assert_int_equal(store_begin(rig->store), OK);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct event event = store_rig_arrival(rows[i].pupil, STORE_RIG_DAY, 530), before;

		event.kind = rows[i].kind;
		event.at.minute = (int16_t)(event.at.minute + rows[i].minute_off);
		before = event;
		if (store_append_event(rig->store, &event) != ERR_BAD_INPUT)
			fail_msg("%s was let in", rows[i].sentence);
		assert_memory_equal(&event, &before, sizeof event);
	}
	assert_int_equal(store_commit(rig->store), OK);
	read_all(rig->store, INT32_MIN, INT32_MAX, STORE_ALL);
	assert_int_equal(taken.count, 0);
}

static void a_word_not_ours_is_damage(void **state)
{
	struct store_rig *rig = *state;
	struct event event = store_rig_arrival(1, STORE_RIG_DAY, 530);
	sqlite3 *connection;
	int64_t last = 0;

	store_rig_append(rig->store, &event);
	assert_int_equal(sqlite3_open(store_rig_path(rig->folder, "firstbell.db"), &connection), 0);
	assert_int_equal(sqlite3_exec(connection,
				      "DROP TRIGGER event_kept_as_is;"
				      "UPDATE event SET kind = 'teleported'",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(connection);
	taken = (struct taken){.count = 0};
	assert_int_equal(store_read_events(rig->store, STORE_RIG_DAY, STORE_RIG_DAY, STORE_ALL, 0,
					   &last, take, &taken),
			 ERR_DAMAGED);
	assert_int_equal(taken.count, 0);
}

static void no_event_is_changed_or_removed(void **state)
{
	struct store_rig *rig = *state;
	static const char *const attempts[] = {"UPDATE event SET pupil = 2", "DELETE FROM event",
					       "UPDATE OR REPLACE event SET row = row + 1",
					       "REPLACE INTO event SELECT * FROM event"};
	struct event event = store_rig_arrival(1, STORE_RIG_DAY, 530);
	sqlite3 *connection;

	store_rig_append(rig->store, &event);
	assert_int_equal(sqlite3_open(store_rig_path(rig->folder, "firstbell.db"), &connection), 0);
	sqlite3_exec(connection, "PRAGMA recursive_triggers = ON", NULL, NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(attempts); i++) {
		if (sqlite3_exec(connection, attempts[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
			fail_msg("the database let it be: %s", attempts[i]);
	}
	sqlite3_close(connection);
	read_all(rig->store, STORE_RIG_DAY, STORE_RIG_DAY, STORE_ALL);
	assert_int_equal(taken.count, 1);
	assert_null(store_rig_difference(&event, &taken.events[0]));
}

/* The slow oracle: everything that was appended, in an array. */
static struct event history[TAKEN_MAX];

static void check_reading(struct store *store, size_t count, int32_t from, int32_t to,
			  uint32_t pupil, int64_t after)
{
	int64_t last = -1, expected_last = -1;
	size_t found = 0;

	taken = (struct taken){.count = 0};
	assert_int_equal(store_read_events(store, from, to, pupil, after, &last, take, &taken), OK);
	for (size_t i = 0; i < count; i++) {
		const struct event *event = &history[i];

		if (event->session.day < from || event->session.day > to ||
		    (int64_t)i + 1 <= after || (pupil != STORE_ALL && event->pupil != pupil))
			continue;
		assert_true(found < taken.count);
		assert_null(store_rig_difference(event, &taken.events[found]));
		found++;
		expected_last = (int64_t)i + 1;
	}
	assert_int_equal(found, taken.count);
	assert_int_equal(last, expected_last);
}

static void reading_agrees_with_a_list(void **state)
{
	struct store_rig *rig = *state;
	uint64_t seed = facts_seed();
	size_t count = 600;

	assert_int_equal(store_begin(rig->store), OK);
	for (size_t i = 0; i < count; i++) {
		int32_t day = STORE_RIG_DAY - (int32_t)facts_random(&seed, 60);
		uint32_t pupil = facts_random(&seed, 6);

		history[i] = store_rig_arrival(pupil, day, 500 + (int)facts_random(&seed, 300));
		if (pupil == 0)
			history[i].kind = EVENT_KIOSK_UP;
		assert_int_equal(store_append_event(rig->store, &history[i]), OK);
	}
	assert_int_equal(store_commit(rig->store), OK);
	for (int i = 0; i < 200; i++) {
		int32_t from = STORE_RIG_DAY - (int32_t)facts_random(&seed, 60);
		int32_t to = from + (int32_t)facts_random(&seed, 50) - 2;
		uint32_t pupil = facts_random(&seed, 7);

		check_reading(rig->store, count, from, to, pupil == 6 ? STORE_ALL : pupil,
			      facts_random(&seed, 2) ? 0 : facts_random(&seed, 620));
	}
	check_reading(rig->store, count, INT32_MIN, INT32_MAX, STORE_ALL, 0);
}

/* The close knows the movements of few; at a door that is not in use those of all are needed. */
static void who_moved_at_a_door_not_in_use_is_read_with_the_kiosks(void **state)
{
	struct store_rig *rig = *state;
	struct event said = store_rig_arrival(0, STORE_RIG_DAY, 480);
	struct event moved = store_rig_arrival(3, STORE_RIG_DAY, 520);
	struct event marked = store_rig_arrival(3, STORE_RIG_DAY, 525);
	struct event other_day = store_rig_arrival(3, STORE_RIG_DAY + 1, 520);
	struct roll roll = {0};

	marked.kind = EVENT_MARKED;
	marked.source = said.source = SOURCE_STAFF;
	text_copy(marked.code.text, sizeof marked.code.text, "I");
	store_rig_append(rig->store, &moved);
	store_rig_append(rig->store, &marked);
	store_rig_append(rig->store, &other_day);
	assert_int_equal(school_roll_read(rig->store, STORE_RIG_DAY, STORE_RIG_DAY + 1, 0, &roll),
			 OK);
	assert_int_equal(roll.count, 0);
	said.kind = EVENT_DOOR_NOT_IN_USE;
	text_copy(said.words.reason, sizeof said.words.reason, "gate");
	store_rig_append(rig->store, &said);
	assert_int_equal(school_roll_read(rig->store, STORE_RIG_DAY, STORE_RIG_DAY + 1, 0, &roll),
			 OK);
	assert_int_equal(roll.count, 1);
	said.key.sequence = 0;
	text_copy(said.words.reason, sizeof said.words.reason, "door");
	store_rig_append(rig->store, &said);
	assert_int_equal(school_roll_read(rig->store, STORE_RIG_DAY, STORE_RIG_DAY + 1, 0, &roll),
			 OK);
	assert_int_equal(roll.count, 3);
	assert_int_equal(roll.facts[0].pupil, 3);
	assert_int_equal(roll.facts[0].kind, EVENT_ARRIVED);
	assert_int_equal(roll.facts[0].session.day, STORE_RIG_DAY);
	free(roll.facts);
}

static void a_taker_can_stop(void **state)
{
	struct store_rig *rig = *state;
	int64_t last = 0;

	for (int i = 0; i < 5; i++) {
		struct event event = store_rig_arrival(1, STORE_RIG_DAY, 530 + i);

		store_rig_append(rig->store, &event);
	}
	taken = (struct taken){.stop_at = 3};
	assert_int_equal(store_read_events(rig->store, STORE_RIG_DAY, STORE_RIG_DAY, STORE_ALL, 0,
					   &last, take, &taken),
			 ERR_NO_MEMORY);
	assert_int_equal(taken.count, 3);
	assert_int_equal(last, 2);
}

static void a_pupil_and_a_day_are_found_by_index(void **state)
{
	struct store_rig *rig = *state;

	store_rig_watch();
	store_close(rig->store);
	rig->store = store_rig_open(rig->folder);
	read_all(rig->store, INT32_MIN, INT32_MAX, 3);
	assert_true(store_rig_searches("FROM event ",
				       "INDEX event_pupil (pupil=? AND day>? AND day<?)"));
	assert_false(store_rig_searches("FROM event ", "INDEX event_day"));
	read_all(rig->store, STORE_RIG_DAY - 3, STORE_RIG_DAY, STORE_ALL);
	assert_true(store_rig_searches("FROM event ", "INDEX event_day (day>? AND day<?)"));
}

static void a_rolled_back_step_leaves_nothing(void **state)
{
	struct store_rig *rig = *state;
	struct event event = store_rig_arrival(1, STORE_RIG_DAY, 530);

	assert_int_equal(store_begin(rig->store), OK);
	assert_int_equal(store_append_event(rig->store, &event), OK);
	store_rollback(rig->store);
	event = store_rig_arrival(2, STORE_RIG_DAY, 531);
	store_rig_append(rig->store, &event);
	assert_int_equal(event.key.sequence, 1);
	read_all(rig->store, STORE_RIG_DAY, STORE_RIG_DAY, STORE_ALL);
	assert_int_equal(taken.count, 1);
	assert_int_equal(taken.events[0].pupil, 2);
}

#define TEST(function)                                                                             \
	cmocka_unit_test_setup_teardown(function, store_rig_setup, store_rig_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_event_reads_back_as_written),
		TEST(what_is_not_well_formed_is_refused),
		TEST(a_word_not_ours_is_damage),
		TEST(no_event_is_changed_or_removed),
		TEST(reading_agrees_with_a_list),
		TEST(who_moved_at_a_door_not_in_use_is_read_with_the_kiosks),
		TEST(a_taker_can_stop),
		TEST(a_pupil_and_a_day_are_found_by_index),
		TEST(a_rolled_back_step_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
