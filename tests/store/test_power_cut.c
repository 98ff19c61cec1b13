#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/disk.h"
#include "store/outbox_store.h"
#include "tests/support/facts.h"
#include "tests/support/store_rig.h"

#define STEPS 60

/* A real folder with a store made long ago: each disk begins as its copy. */
static char *folder;

/* How a run deceives itself, for the negative controls. */
enum deceit { HONEST, SYNCHRONOUS_OFF, TICK_BEFORE_COMMIT };

/* What the cursor is after a number of whole steps: each third one acknowledges the step before. */
static uint64_t acked_after(uint64_t steps)
{
	return steps / 3 * 3 > 0 ? steps / 3 * 3 - 1 : 0;
}

/* An event, its notice and perhaps an acknowledgement. */
static enum err write_step(struct store *store, uint64_t step)
{
	struct event event = store_rig_arrival(1 + (uint32_t)step % STORE_RIG_PUPILS, STORE_RIG_DAY,
					       480 + (int)step);
	char body[600];
	struct outbox_row row = {.authority = "835",
				 .stream = 77,
				 .sequence = step,
				 .kind = "attendance.recorded",
				 .session = {STORE_RIG_DAY, PART_AM},
				 .body = body};
	enum err err = store_append_event(store, &event);

	snprintf(body, sizeof body, "{\"step\":%d,\"padding\":\"%0500d\"}", (int)step, 0);
	if (err == OK)
		err = outbox_store_append(store, &row);
	if (err == OK && step % 3 == 0)
		err = outbox_store_ack(store, "835", acked_after(step), 1);
	return err;
}

static enum err open_for_run(struct store **store, enum deceit deceit)
{
	struct store_report report;
	uint64_t stream;
	enum err err = store_open(store, folder, false, &report);

	if (err != OK)
		return err;
	/* so that the run passes several checkpoints */
	sqlite3_exec(store_rig_connection(), "PRAGMA wal_autocheckpoint = 60", NULL, NULL, NULL);
	if (deceit == SYNCHRONOUS_OFF)
		sqlite3_exec(store_rig_connection(), "PRAGMA synchronous = OFF", NULL, NULL, NULL);
	return store_stream(*store, "door", STORE_RIG_STREAM, &stream);
}

/* Writes until the power goes; returns how many steps were ticked. Closes and opens on the way. */
static uint64_t run(enum deceit deceit)
{
	struct store *store;
	uint64_t ticked = 0;
	enum err err = open_for_run(&store, deceit);

	for (uint64_t step = 1; step <= STEPS && err == OK; step++) {
		if (step % 40 == 0) {
			store_close(store);
			err = open_for_run(&store, deceit);
		}
		if (err == OK)
			err = store_begin(store);
		if (err == OK)
			err = write_step(store, step);
		if (err == OK && deceit == TICK_BEFORE_COMMIT)
			ticked = step;
		if (err == OK)
			err = store_commit(store);
		if (err == OK)
			ticked = step;
	}
	store_close(store);
	return ticked;
}

struct found {
	uint64_t events, notices;
	bool ordered;
};

static enum err find_event(void *context, const struct event *event)
{
	struct found *found = context;

	found->ordered &= event->key.sequence == ++found->events;
	return OK;
}

static enum err find_notice(void *context, uint64_t sequence, const char *body)
{
	struct found *found = context;
	char expected[32];

	snprintf(expected, sizeof expected, "{\"step\":%d,", (int)sequence);
	found->ordered &= sequence == ++found->notices &&
			  strncmp(body, expected, strlen(expected)) == 0 && strlen(body) > 500;
	return OK;
}

/* NULL: all that was ticked is there whole, and nothing in part. *whole: how many steps. */
static const char *look(struct store *store, uint64_t ticked, uint64_t *whole)
{
	struct found found = {.ordered = true};
	struct outbox_cursor cursor;
	int64_t last = 0;

	if (store_read_events(store, 0, INT32_MAX, STORE_ALL, 0, &last, find_event, &found) != OK ||
	    outbox_store_cursor(store, "835", 1, &cursor) != OK ||
	    outbox_store_read(store, "835", 1, INT64_MAX, find_notice, &found) != OK)
		return "cannot be read";
	*whole = found.events;
	if (!found.ordered)
		return "another order or content";
	if (found.events < ticked)
		return "a ticked arrival is lost";
	if (found.events > ticked + 1)
		return "more than was written";
	if (found.notices != found.events || cursor.last_sequence != found.events ||
	    cursor.acked_through != acked_after(found.events) || cursor.stream != 77)
		return "a step is there in part";
	return NULL;
}

/* After the cut: opens again (which checks the database's integrity), looks, and writes on. */
static const char *check(uint64_t ticked, uint64_t *whole)
{
	struct store *store;
	const char *trouble;

	*whole = 0;
	if (open_for_run(&store, HONEST) != OK)
		return "does not open again";
	trouble = look(store, ticked, whole);
	if (!trouble && (store_begin(store) != OK || write_step(store, *whole + 1) != OK ||
			 store_commit(store) != OK))
		trouble = "cannot be written on";
	store_close(store);
	return trouble;
}

static int make_folder(void **state)
{
	struct outbox_cursor cursor;
	struct store *store;

	(void)state;
	folder = store_rig_folder();
	store = store_rig_open(folder);
	store_rig_fill(store);
	assert_int_equal(outbox_store_cursor(store, "835", 77, &cursor), OK);
	store_close(store);
	store_rig_watch();
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	store_rig_remove(folder);
	return 0;
}

static struct disk *make_disk(uint64_t seed)
{
	struct disk *disk;

	assert_int_equal(disk_open(&disk, seed), OK);
	assert_int_equal(disk_load(disk, folder), OK);
	return disk;
}

/* One run cut at its n-th write or sync. *cut false: it ended before. *whole: what was found. */
static const char *cut_run(uint64_t seed, uint64_t n, enum deceit deceit, bool *cut,
			   uint64_t *whole)
{
	struct disk *disk = make_disk(seed);
	const char *trouble;
	uint64_t ticked;

	disk_fail_after(disk, n, DISK_CUT);
	ticked = run(deceit);
	*cut = disk_counts(disk).cuts > 0;
	if (!*cut)
		disk_cut(disk); /* at rest */
	disk_restart(disk);
	trouble = check(ticked, whole);
	disk_close(disk);
	return trouble;
}

/* Cuts at each `stride`-th place of a run; returns in how many something was wrong. */
static int sweep(uint64_t seed, enum deceit deceit, uint64_t stride, uint64_t *places,
		 uint64_t *digest)
{
	int wrong = 0;
	bool cut = true;
	uint64_t n, whole;

	*digest = 0;
	for (n = 1; cut; n += stride) {
		const char *trouble = cut_run(seed + n, n, deceit, &cut, &whole);

		*digest = *digest * 31 + whole;
		wrong += trouble != NULL;
		if (trouble && deceit == HONEST)
			fail_msg("cut at write or sync %d, SEED=%d: %s", (int)n, (int)seed,
				 trouble);
	}
	*places = n / stride;
	return wrong;
}

static void no_cut_loses_or_halves_a_step(void **state)
{
	uint64_t places, digest;

	(void)state;
	assert_int_equal(sweep(facts_seed(), HONEST, 1, &places, &digest), 0);
	print_message("# cut at %d places\n", (int)places);
	assert_true(places > 500);
}

static void the_real_folder_is_only_read(void **state)
{
	long before_size, after_size;
	char *before = store_rig_slurp(store_rig_path(folder, "firstbell.db"), &before_size),
	     *after;
	uint64_t whole;
	bool cut;

	(void)state;
	assert_null(cut_run(1, 1000, HONEST, &cut, &whole));
	assert_true(cut && whole > 10);
	after = store_rig_slurp(store_rig_path(folder, "firstbell.db"), &after_size);
	assert_int_equal(before_size, after_size);
	assert_memory_equal(before, after, (size_t)before_size);
	assert_null(store_rig_slurp(store_rig_path(folder, "firstbell.db-wal"), &after_size));
	free(before);
	free(after);
}

static void the_same_seed_gives_the_same_disk(void **state)
{
	uint64_t places, first, second, other;

	(void)state;
	sweep(7, SYNCHRONOUS_OFF, 53, &places, &first);
	sweep(7, SYNCHRONOUS_OFF, 53, &places, &second);
	sweep(8, SYNCHRONOUS_OFF, 53, &places, &other);
	assert_true(first == second);
	assert_true(first != other);
}

static void not_syncing_is_caught(void **state)
{
	uint64_t places, digest;

	(void)state;
	assert_true(sweep(facts_seed(), SYNCHRONOUS_OFF, 61, &places, &digest) > 0);
}

static void ticking_before_the_commit_is_caught(void **state)
{
	uint64_t places, digest;

	(void)state;
	assert_true(sweep(facts_seed(), TICK_BEFORE_COMMIT, 29, &places, &digest) > 0);
}

/* Cut while the database is being made: it is made anew, or found made. */
static void a_cut_making_is_made_again(void **state)
{
	uint64_t n = 1;
	bool cut = true;

	(void)state;
	for (; cut; n++) {
		struct store_report report;
		struct store *store;
		struct disk *disk;
		enum err err;

		assert_int_equal(disk_open(&disk, n), OK);
		disk_fail_after(disk, n, DISK_CUT);
		err = store_open(&store, "/cut-while-made", true, &report);
		cut = err != OK;
		store_close(store);
		if (disk_counts(disk).cuts == 0)
			disk_cut(disk);
		disk_restart(disk);
		err = store_open(&store, "/cut-while-made", true, &report);
		if (err != OK)
			fail_msg("cut at %d: %s: %s", (int)n, err_text(err), report.problem);
		store_rig_fill(store);
		store_close(store);
		disk_close(disk);
	}
	assert_true(n > 10);
}

/* Each write or sync fails once: the step fails whole or not at all, and the store goes on. */
static void a_failing_call_halves_no_step(void **state)
{
	static const enum disk_failure failures[] = {DISK_IO_ERROR, DISK_NO_SPACE};

	(void)state;
	for (uint64_t n = 1; n < 1400; n += 19) {
		struct disk *disk = make_disk(n);
		uint64_t ticked, whole;
		const char *trouble;

		disk_fail_after(disk, n, failures[n % 2]);
		ticked = run(HONEST);
		trouble = check(ticked, &whole);
		if (trouble)
			fail_msg("call %d fails: %s", (int)n, trouble);
		disk_close(disk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_cut_loses_or_halves_a_step),
		cmocka_unit_test(the_real_folder_is_only_read),
		cmocka_unit_test(the_same_seed_gives_the_same_disk),
		cmocka_unit_test(not_syncing_is_caught),
		cmocka_unit_test(ticking_before_the_commit_is_caught),
		cmocka_unit_test(a_cut_making_is_made_again),
		cmocka_unit_test(a_failing_call_halves_no_step),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
