#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/outbox_store.h"
#include "tests/support/store_rig.h"

#define DAY_MS INT64_C(86400000)
#define NOON (STORE_RIG_DAY * DAY_MS + DAY_MS / 2)

static char *folder;
static struct store *store;

static int open_store(void **state)
{
	struct outbox_cursor cursor;

	(void)state;
	folder = store_rig_folder();
	store = store_rig_open(folder);
	assert_int_equal(outbox_store_cursor(store, "835", STORE_RIG_STREAM, &cursor), OK);
	return 0;
}

static int close_store(void **state)
{
	(void)state;
	store_close(store);
	store_rig_remove(folder);
	return 0;
}

/* One row with a body that says which it is. */
static enum err append(const char *authority, uint64_t stream, uint64_t sequence, int32_t day)
{
	char body[64];
	struct outbox_row row = {.authority = authority,
				 .stream = stream,
				 .sequence = sequence,
				 .at_utc_ms = NOON + (int64_t)sequence,
				 .kind = "flag.raised",
				 .session = {day, PART_AM},
				 .body = body};

	snprintf(body, sizeof body, "%s-%d", authority, (int)sequence);
	return outbox_store_append(store, &row);
}

static void append_many(const char *authority, uint64_t count)
{
	assert_int_equal(store_begin(store), OK);
	for (uint64_t sequence = 1; sequence <= count; sequence++)
		assert_int_equal(append(authority, STORE_RIG_STREAM, sequence, STORE_RIG_DAY), OK);
	assert_int_equal(store_commit(store), OK);
}

static struct outbox_cursor cursor_of(const char *authority)
{
	struct outbox_cursor cursor;

	assert_int_equal(outbox_store_cursor(store, authority, STORE_RIG_STREAM, &cursor), OK);
	return cursor;
}

static void ack(uint64_t through, int64_t now_utc_ms)
{
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_ack(store, "835", through, now_utc_ms), OK);
	assert_int_equal(store_commit(store), OK);
}

/* Everything handed out, as "1:835-1 2:835-2 ". */
struct text {
	char all[2000];
	int stop_after; /* 0: never */
	int count;
};

static enum err collect(void *context, uint64_t sequence, const char *body)
{
	struct text *text = context;
	size_t length = strlen(text->all);

	if (text->stop_after && text->count == text->stop_after)
		return ERR_FULL;
	text->count++;
	snprintf(text->all + length, sizeof text->all - length, "%d:%s ", (int)sequence, body);
	return OK;
}

static void assert_read(uint64_t first, uint64_t last, const char *expected)
{
	struct text text = {.all = ""};

	assert_int_equal(outbox_store_read(store, "835", first, last, collect, &text), OK);
	assert_string_equal(text.all, expected);
}

static void assert_session(int32_t day, const char *expected)
{
	struct session session = {day, PART_AM};
	struct text text = {.all = ""};

	assert_int_equal(outbox_store_read_session(store, "835", session, collect, &text), OK);
	assert_string_equal(text.all, expected);
}

static void a_stream_is_made_once(void **state)
{
	struct outbox_cursor cursor;

	(void)state;
	assert_int_equal(outbox_store_cursor(store, "835", 5, &cursor), OK);
	assert_true(cursor.stream == STORE_RIG_STREAM);
	assert_int_equal(cursor.last_sequence + cursor.acked_through + cursor.waiting, 0);
	assert_int_equal(cursor.oldest_unsent_utc_ms, 0);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_cursor(store, "W6", 5, &cursor), OK);
	store_rollback(store);
	assert_int_equal(outbox_store_cursor(store, "W6", 6, &cursor), OK);
	assert_int_equal(cursor.stream, 6);
}

static void rows_wait_until_acknowledged(void **state)
{
	struct outbox_cursor cursor;

	(void)state;
	append_many("835", 5);
	assert_read(1, 5, "1:835-1 2:835-2 3:835-3 4:835-4 5:835-5 ");
	assert_read(2, 3, "2:835-2 3:835-3 ");
	assert_read(6, UINT64_MAX, "");
	ack(2, NOON);
	cursor = cursor_of("835");
	assert_int_equal(cursor.acked_through, 2);
	assert_int_equal(cursor.last_sequence, 5);
	assert_int_equal(cursor.waiting, 3);
	assert_true(cursor.oldest_unsent_utc_ms == NOON + 3);
	ack(0, NOON); /* unknown-stream */
	assert_int_equal(cursor_of("835").waiting, 5);
	ack(99, NOON); /* a claim beyond what was written */
	cursor = cursor_of("835");
	assert_int_equal(cursor.acked_through, 5);
	assert_int_equal(cursor.oldest_unsent_utc_ms, 0);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(append("835", STORE_RIG_STREAM, 6, STORE_RIG_DAY), OK);
	assert_int_equal(store_commit(store), OK);
	assert_int_equal(cursor_of("835").waiting, 1);
}

static void a_row_has_one_place(void **state)
{
	static const struct {
		const char *sentence, *authority;
		uint64_t stream, sequence;
		enum err expected;
	} rows[] = {
		{"a place that is taken", "835", STORE_RIG_STREAM, 3, ERR_EXISTS},
		{"a hole", "835", STORE_RIG_STREAM, 5, ERR_BAD_INPUT},
		{"another stream", "835", 7, 4, ERR_BAD_INPUT},
		{"an authority nobody knows", "999", STORE_RIG_STREAM, 1, ERR_BAD_INPUT},
		{"the next", "835", STORE_RIG_STREAM, 4, OK},
	};

	(void)state;
	append_many("835", 3);
	assert_int_equal(store_begin(store), OK);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum err err =
			append(rows[i].authority, rows[i].stream, rows[i].sequence, STORE_RIG_DAY);

		if (err != rows[i].expected)
			fail_msg("%s: %s", rows[i].sentence, err_text(err));
	}
	assert_int_equal(store_commit(store), OK);
	assert_read(1, 9, "1:835-1 2:835-2 3:835-3 4:835-4 ");
}

static void each_authority_has_its_own(void **state)
{
	struct outbox_cursor cursor;

	(void)state;
	assert_int_equal(outbox_store_cursor(store, "W6", STORE_RIG_STREAM, &cursor), OK);
	append_many("835", 2);
	append_many("W6", 4);
	ack(2, NOON);
	assert_int_equal(cursor_of("835").waiting, 0);
	assert_int_equal(cursor_of("W6").waiting, 4);
	assert_session(STORE_RIG_DAY, "1:835-1 2:835-2 ");
}

static void a_taker_can_stop_well(void **state)
{
	struct text text = {.stop_after = 2};

	(void)state;
	append_many("835", 5);
	assert_int_equal(outbox_store_read(store, "835", 1, 5, collect, &text), OK);
	assert_string_equal(text.all, "1:835-1 2:835-2 ");
}

static void a_refused_row_is_parked(void **state)
{
	struct outbox_cursor cursor;

	(void)state;
	append_many("835", 3);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_park(store, "835", 2, "schema", "quarantined"), OK);
	assert_int_equal(outbox_store_park(store, "835", 4, "schema", "x"), ERR_NOT_FOUND);
	assert_int_equal(outbox_store_park(store, "W6", 1, "schema", "x"), ERR_NOT_FOUND);
	assert_int_equal(store_commit(store), OK);
	assert_read(1, 3, "1:835-1 2:quarantined 3:835-3 ");
	assert_session(STORE_RIG_DAY, "1:835-1 2:835-2 3:835-3 ");
	assert_int_equal(outbox_store_cursor(store, "835", 1, &cursor), OK);
	assert_int_equal(cursor.parked, 1);
	assert_int_equal(outbox_store_cursor(store, "W6", 1, &cursor), OK);
	assert_int_equal(cursor.parked, 0);
}

static char *restamp(const char *body, uint64_t stream, uint64_t sequence)
{
	char *out = NULL;

	if (asprintf(&out, "%s@%d.%d", body, (int)stream, (int)sequence) < 0)
		return NULL;
	return out;
}

static char *no_memory(const char *body, uint64_t stream, uint64_t sequence)
{
	(void)body, (void)stream;
	return sequence == 2 ? NULL : strdup("x");
}

static void a_new_stream_takes_what_is_not_acknowledged(void **state)
{
	struct outbox_cursor cursor;

	(void)state;
	append_many("835", 5);
	ack(2, NOON);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_park(store, "835", 4, "schema", "quarantined"), OK);
	assert_int_equal(outbox_store_new_stream(store, "835", 9, no_memory), ERR_NO_MEMORY);
	store_rollback(store);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_park(store, "835", 4, "schema", "quarantined"), OK);
	assert_int_equal(outbox_store_new_stream(store, "W6", 9, restamp), ERR_NOT_FOUND);
	assert_int_equal(outbox_store_new_stream(store, "835", 9, restamp), OK);
	assert_int_equal(outbox_store_new_stream(store, "835", 9, restamp), ERR_EXISTS);
	assert_int_equal(store_commit(store), OK);
	cursor = cursor_of("835");
	assert_int_equal(cursor.stream, 9);
	assert_int_equal(cursor.acked_through, 0);
	assert_int_equal(cursor.last_sequence, 3);
	assert_int_equal(cursor.waiting, 3);
	assert_read(1, 9, "1:835-3@9.1 2:quarantined@9.2 3:835-5@9.3 ");
	assert_session(STORE_RIG_DAY, "1:835-1 2:835-2 1:835-3@9.1 2:835-4@9.2 3:835-5@9.3 ");
}

static void only_old_and_acknowledged_rows_are_forgotten(void **state)
{
	int64_t before = NOON + 31 * DAY_MS;

	(void)state;
	append_many("835", 3);
	assert_int_equal(store_begin(store), OK);
	/* of a session to come, acknowledged as early as the first three */
	assert_int_equal(append("835", STORE_RIG_STREAM, 4, STORE_RIG_DAY + 40), OK);
	assert_int_equal(append("835", STORE_RIG_STREAM, 5, STORE_RIG_DAY), OK);
	assert_int_equal(append("835", STORE_RIG_STREAM, 6, STORE_RIG_DAY), OK);
	assert_int_equal(outbox_store_ack(store, "835", 4, NOON), OK);
	assert_int_equal(outbox_store_ack(store, "835", 5, before), OK); /* just now */
	assert_int_equal(outbox_store_prune(store, NOON), OK);
	assert_int_equal(store_commit(store), OK);
	assert_read(1, 3, "1:835-1 2:835-2 3:835-3 ");
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_prune(store, before), OK);
	assert_int_equal(store_commit(store), OK);
	assert_read(1, 9, "4:835-4 5:835-5 6:835-6 ");
	assert_int_equal(cursor_of("835").waiting, 1);
}

/* Were the number taken from the rows, a pruned log would begin at 1 again: a conflict at the authority. */
static void a_number_is_never_used_twice(void **state)
{
	(void)state;
	append_many("835", 3);
	ack(3, NOON);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_prune(store, NOON + 60 * DAY_MS), OK);
	assert_int_equal(store_commit(store), OK);
	assert_read(1, 9, "");
	ack(0, NOON);
	assert_int_equal(cursor_of("835").last_sequence, 3);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(append("835", STORE_RIG_STREAM, 1, STORE_RIG_DAY), ERR_EXISTS);
	assert_int_equal(append("835", STORE_RIG_STREAM, 4, STORE_RIG_DAY), OK);
	assert_int_equal(store_commit(store), OK);
}

/* A row sent again for unknown-stream waits again: it must not be pruned by its first acknowledgement. */
static void a_row_to_send_again_is_not_forgotten(void **state)
{
	(void)state;
	append_many("835", 2);
	ack(2, NOON);
	ack(0, NOON);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_prune(store, NOON + 60 * DAY_MS), OK);
	assert_int_equal(store_commit(store), OK);
	assert_read(1, 9, "1:835-1 2:835-2 ");
}

/* However long acknowledged rows are kept, a session's are found, and the old ones forgotten, without reading the others. */
static void a_long_log_is_searched_by_index(void **state)
{
	static const struct {
		const char *part, *search;
	} rows[] = {
		{"ORDER BY row", "USING INDEX notice_session (authority=? AND day=? AND part=?)"},
		{"ORDER BY sequence", "(authority=? AND stream=? AND sequence>? AND sequence<?)"},
		{"DELETE FROM notice", "USING INDEX notice_acked (acked_utc_ms<?)"},
	};

	(void)state;
	store_close(store);
	store_rig_watch();
	store = store_rig_open(folder);
	append_many("835", 2);
	assert_session(STORE_RIG_DAY, "1:835-1 2:835-2 ");
	assert_read(1, 9, "1:835-1 2:835-2 ");
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(outbox_store_prune(store, NOON), OK);
	assert_int_equal(store_commit(store), OK);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!store_rig_searches(rows[i].part, rows[i].search))
			fail_msg("no search by %s", rows[i].search);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_stream_is_made_once),
		TEST(rows_wait_until_acknowledged),
		TEST(a_row_has_one_place),
		TEST(each_authority_has_its_own),
		TEST(a_taker_can_stop_well),
		TEST(a_refused_row_is_parked),
		TEST(a_new_stream_takes_what_is_not_acknowledged),
		TEST(only_old_and_acknowledged_rows_are_forgotten),
		TEST(a_number_is_never_used_twice),
		TEST(a_row_to_send_again_is_not_forgotten),
		TEST(a_long_log_is_searched_by_index),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
