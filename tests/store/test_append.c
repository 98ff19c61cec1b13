#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/facts.h"
#include "tests/support/store_rig.h"

#define TAKEN_MAX 400

static struct {
	struct event events[TAKEN_MAX];
	size_t count;
} taken;

static enum err take(void *context, const struct event *event)
{
	(void)context;
	assert_true(taken.count < TAKEN_MAX);
	taken.events[taken.count++] = *event;
	return OK;
}

static void read_all(struct store *store)
{
	int64_t last = 0;

	taken.count = 0;
	assert_int_equal(
		store_read_events(store, INT32_MIN, INT32_MAX, STORE_ALL, 0, &last, take, NULL),
		OK);
}

static void begin_stream(struct store *store, uint64_t number)
{
	uint64_t stream;

	assert_int_equal(store_stream(store, "door", number, &stream), OK);
	assert_true(stream == number);
}

static void each_start_writes_a_stream_of_its_own(void **state)
{
	struct store_rig *rig = *state;

	for (uint64_t start = 1; start <= 3; start++) {
		begin_stream(rig->store, start);
		for (int i = 0; i < 2; i++) {
			struct event event = store_rig_arrival(1, STORE_RIG_DAY, 530 + i);

			store_rig_append(rig->store, &event);
		}
		store_close(rig->store);
		rig->store = store_rig_open(rig->folder);
	}
	read_all(rig->store);
	assert_int_equal(taken.count, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(taken.events[i].key.stream, i / 2 + 1);
		assert_int_equal(taken.events[i].key.sequence, i % 2 + 1);
		assert_string_equal(taken.events[i].key.kiosk, "door");
	}
}

static void copy_file(const struct store_rig *rig, const char *from, const char *to)
{
	long size;
	char *bytes = store_rig_slurp(store_rig_path(rig->folder, from), &size);

	assert_non_null(bytes);
	store_rig_spill(store_rig_path(rig->folder, to), bytes, size);
	free(bytes);
}

/* What a restored kiosk has forgotten stands at the site's other kiosks under the same key for ever. */
static void a_backup_put_back_gives_no_key_twice(void **state)
{
	struct store_rig *rig = *state;
	struct event lost = store_rig_arrival(1, STORE_RIG_DAY, 530), after = lost;

	store_close(rig->store);
	copy_file(rig, "firstbell.db", "backup");
	rig->store = store_rig_open(rig->folder);
	begin_stream(rig->store, 11);
	store_rig_append(rig->store, &lost);
	store_close(rig->store);
	copy_file(rig, "backup", "firstbell.db");
	rig->store = store_rig_open(rig->folder);
	begin_stream(rig->store, 12);
	store_rig_append(rig->store, &after);
	assert_int_not_equal(event_key_compare(&lost.key, &after.key), 0);
	assert_int_equal(after.key.sequence, 1);
	store_rig_append(rig->store, &lost); /* and comes back from there, to its place */
	read_all(rig->store);
	assert_int_equal(taken.count, 2);
}

static void no_event_no_log(void **state)
{
	struct store_rig *rig = *state;
	uint64_t stream;
	sqlite3 *connection;

	begin_stream(rig->store, 7);
	assert_int_equal(store_stream(rig->store, "", 1, &stream), ERR_BAD_INPUT);
	assert_int_equal(
		store_stream(rig->store, "a name that is longer than a kiosk's may be", 1, &stream),
		ERR_BAD_INPUT);
	store_close(rig->store);
	assert_int_equal(sqlite3_open(store_rig_path(rig->folder, "firstbell.db"), &connection),
			 SQLITE_OK);
	assert_int_equal(store_rig_integer(connection, "SELECT count(*) FROM log"), 0);
	sqlite3_close(connection);
	rig->store = store_rig_open(rig->folder);
}

static void write_many(const char *folder)
{
	struct store *store = store_rig_open(folder);

	for (int i = 0; i < 150; i++) {
		struct event event =
			store_rig_arrival(1 + (uint32_t)i % STORE_RIG_PUPILS, STORE_RIG_DAY, 530);

		store_rig_append(store, &event);
	}
	store_close(store);
}

static void two_writers_leave_no_hole(void **state)
{
	struct store_rig *rig = *state;
	int status;
	pid_t child;

	store_close(rig->store); /* SQLite is not carried through a fork */
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		write_many(rig->folder);
		_exit(0);
	}
	write_many(rig->folder);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	rig->store = store_rig_open(rig->folder);
	read_all(rig->store);
	assert_int_equal(taken.count, 300);
	for (size_t i = 0; i < taken.count; i++)
		assert_int_equal(taken.events[i].key.sequence, i + 1);
}

static void the_last_register_is_found(void **state)
{
	struct store_rig *rig = *state;
	static const struct {
		const char *sentence;
		int32_t before, expected;
	} rows[] = {
		{"nothing before the first", STORE_RIG_DAY - 9, INT32_MIN},
		{"the first", STORE_RIG_DAY - 8, STORE_RIG_DAY - 9},
		{"not the day itself", STORE_RIG_DAY, STORE_RIG_DAY - 3},
		{"over days without one", STORE_RIG_DAY - 4, STORE_RIG_DAY - 9},
		{"the last of all", INT32_MAX, STORE_RIG_DAY},
	};
	static const int32_t closed[] = {STORE_RIG_DAY, STORE_RIG_DAY - 9, STORE_RIG_DAY - 3};
	int32_t day = 0;

	store_rig_watch();
	store_close(rig->store);
	rig->store = store_rig_open(rig->folder);
	assert_int_equal(store_last_register(rig->store, INT32_MAX, &day), OK);
	assert_int_equal(day, INT32_MIN);
	for (int32_t i = 0; i < 20; i++) {
		struct event event = store_rig_arrival(0, STORE_RIG_DAY - i, 530);

		event.kind = EVENT_KIOSK_UP;
		store_rig_append(rig->store, &event);
	}
	for (size_t i = 0; i < COUNT_OF(closed); i++) {
		struct event event = store_rig_arrival(0, closed[i], 560);

		event.kind = EVENT_SESSION_CLOSED;
		store_rig_append(rig->store, &event);
		/* closed late: its statement may not have been written yet */
		event = store_rig_arrival(0, STORE_RIG_DAY + 2, 530);
		event.kind = EVENT_SESSION_CLOSED;
		event.session.day = STORE_RIG_DAY - 1;
		store_rig_append(rig->store, &event);
	}
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(store_last_register(rig->store, rows[i].before, &day), OK);
		if (day != rows[i].expected)
			fail_msg("%s: found %d", rows[i].sentence, (int)day);
	}
	assert_true(store_rig_searches("session_closed", "INDEX event_closed (day<?)"));
}

/* One row after another on one log of another kiosk. */
static void another_kiosks_log_has_no_hole(void **state)
{
	struct store_rig *rig = *state;
	static const struct {
		const char *sentence;
		uint64_t stream, sequence;
		uint32_t pupil;
		const char *reason;
		enum err expected;
	} rows[] = {
		{"a log does not begin at 2", 9, 2, 3, "", ERR_REFUSED},
		{"it begins at 1", 9, 1, 3, "", OK},
		{"the same again counts once", 9, 1, 3, "", ERR_EXISTS},
		{"another pupil at its place is a clone", 9, 1, 4, "", ERR_BAD_INPUT},
		{"other words at its place are a clone", 9, 1, 3, "bus", ERR_BAD_INPUT},
		{"a hole of one", 9, 3, 3, "", ERR_REFUSED},
		{"a hole of all there is", 9, UINT64_MAX, 3, "", ERR_REFUSED},
		{"a pupil who never was here", 9, 2, 4711, "", ERR_BAD_INPUT},
		{"the next", 9, 2, 4, "", OK},
		{"and the one after", 9, 3, 4, "bus", OK},
		{"an earlier one again", 9, 2, 4, "", ERR_EXISTS},
		{"another stream begins for itself", 10, 2, 3, "", ERR_REFUSED},
		{"a stream of all bits", UINT64_MAX, 1, 3, "", OK},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct event event = store_rig_arrival(rows[i].pupil, STORE_RIG_DAY, 530), before;
		enum err err;

		event.key = (struct event_key){"back-door", rows[i].stream, rows[i].sequence};
		text_copy(event.words.reason, sizeof event.words.reason, rows[i].reason);
		before = event;
		assert_int_equal(store_begin(rig->store), OK);
		err = store_append_event(rig->store, &event);
		assert_int_equal(store_commit(rig->store), OK);
		if (err != rows[i].expected)
			fail_msg("%s: %s", rows[i].sentence, err_text(err));
		assert_memory_equal(&event, &before, sizeof event);
	}
	read_all(rig->store);
	assert_int_equal(taken.count, 4);
	assert_true(taken.events[3].key.stream == UINT64_MAX);
}

/* Any order, any repetition: who brings again what was refused has every event once, in order. */
static void a_shuffled_log_comes_whole(void **state)
{
	struct store_rig *rig = *state;
	uint64_t seed = facts_seed();
	enum { EVENTS = 60 };
	int refused = 0, again = 0;

	for (uint64_t through = 0; through < EVENTS;) {
		struct event event;
		uint64_t sequence = 1 + facts_random(&seed, EVENTS);
		enum err err;

		event = store_rig_arrival(3, STORE_RIG_DAY, 400 + (int)sequence);
		event.key = (struct event_key){"back-door", 9, sequence};
		assert_int_equal(store_begin(rig->store), OK);
		err = store_append_event(rig->store, &event);
		assert_int_equal(store_commit(rig->store), OK);
		assert_int_equal(err, sequence <= through       ? ERR_EXISTS
				      : sequence == through + 1 ? OK
								: ERR_REFUSED);
		through += err == OK;
		refused += err == ERR_REFUSED;
		again += err == ERR_EXISTS;
	}
	assert_true(refused > 0 && again > 0);
	read_all(rig->store);
	assert_int_equal(taken.count, EVENTS);
	for (size_t i = 0; i < EVENTS; i++)
		assert_int_equal(taken.events[i].key.sequence, i + 1);
}

#define TEST(function)                                                                             \
	cmocka_unit_test_setup_teardown(function, store_rig_setup, store_rig_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_start_writes_a_stream_of_its_own),
		TEST(a_backup_put_back_gives_no_key_twice),
		TEST(no_event_no_log),
		TEST(another_kiosks_log_has_no_hole),
		TEST(a_shuffled_log_comes_whole),
		TEST(two_writers_leave_no_hole),
		TEST(the_last_register_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
