/* One of two programs: on the shelf of plain memory, and on the real store. `test_shelf_X tell SEED STEPS` prints the law's
 * transcript, which test_shelf.sh compares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hal/hal.h"
#include "notice_log.h"
#include "tests/simulation/shelf.h"
#include "tests/simulation/shelf_law.h"

/* -- the seam, as much of it as the log of notices asks for ----------------------------------------------- */

static struct draw chance;

void hal_random(void *out, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((uint8_t *)out)[i] = (uint8_t)draw_below(&chance, 256);
}

void hal_observe(const char *kind, const char *members)
{
	(void)kind, (void)members;
}

/* -- one kiosk ------------------------------------------------------------------------------------------------ */

#define DIR "school/door"
#define BATCH 4 /* events of a step, and one notice */

static struct day day;

static void set_up(uint64_t seed)
{
	static struct config config;
	config.site.count = 1;
	text_copy(config.site.kiosks[0], sizeof(config.site.kiosks[0]), "door");
	assert_int_equal(shelf_open(seed), OK);
	assert_int_equal(shelf_kiosk(DIR, &config), OK);
}

static enum err kiosk_open(void)
{
	static uint64_t stream;
	struct store_report report;
	char problem[100];
	enum err err = config_load(DIR, &day.config, problem, sizeof(problem));
	if (!err)
		err = store_open(&day.store, DIR, false, &report);
	return err ? err : store_stream(day.store, "door", ++stream, &day.stream);
}

static void kiosk_close(void)
{
	store_close(day.store);
	day.store = NULL;
}

static struct event heartbeat(int number)
{
	struct event event = {
		.kind = EVENT_HEARTBEAT,
		.at = calendar_moment((LAW_DAY * INT64_C(1440) + 500 + number) * 60000, number, 1,
				      TRUST_SYNCED),
	};
	event.session = (struct session){event.at.day, PART_AM};
	return event;
}

/* A step: some events and a notice, in one transaction. */
static enum err write_step(int step)
{
	struct notice notice = {.kind = NOTICE_SUSPENSION, .session = {LAW_DAY, PART_AM}};
	text_copy(notice.authority, sizeof(notice.authority), "835");
	text_copy(notice.child, sizeof(notice.child), "CH-1");
	text_copy(notice.code.text, sizeof(notice.code.text), "E");
	enum err err = store_begin(day.store);
	for (int i = 0; !err && i < BATCH; i++) {
		struct event event = heartbeat(step * BATCH + i);
		err = store_append_event(day.store, &event);
	}
	if (!err)
		err = notice_log_write(&day, &notice);
	if (!err)
		err = store_commit(day.store);
	if (err)
		store_rollback(day.store);
	return err;
}

static void count_notice(void *context, const struct notice *notice)
{
	(void)notice;
	++*(int *)context;
}

/* How many steps are there whole; -1: one is there in part. */
static int whole_steps(void)
{
	int64_t row = 0;
	int notices = 0;
	assert_int_equal(store_last_row(day.store, &row), OK);
	assert_int_equal(notice_log_read(&day, "835", (struct session){LAW_DAY, PART_AM},
					 count_notice, &notices),
			 OK);
	return row == (int64_t)BATCH * notices ? notices : -1;
}

/* -- tests ------------------------------------------------------------------------------------------------------ */

static void a_folder_gives_its_configuration(void **state)
{
	struct config config = {.authority_count = 0}, found;
	char problem[100] = "";
	(void)state;
	set_up(7);
	assert_int_equal(config_load("school/none", &found, problem, sizeof(problem)),
			 ERR_NOT_FOUND);
	assert_string_not_equal(problem, "");
	assert_int_equal(config_load(DIR, &found, problem, sizeof(problem)), OK);
	assert_string_equal(found.site.kiosks[0], "door");
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(write_step(0), OK);
	kiosk_close();
	text_copy(config.school_name, sizeof(config.school_name), "Other");
	assert_int_equal(shelf_kiosk(DIR, &config), OK);
	assert_int_equal(config_load(DIR, &found, problem, sizeof(problem)), OK);
	assert_string_equal(found.school_name, "Other");
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(whole_steps(), 1);
	kiosk_close();
	shelf_close();
}

static void a_cut_takes_what_was_not_committed(void **state)
{
	struct event event = heartbeat(99);
	(void)state;
	set_up(7);
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(write_step(0), OK);
	assert_int_equal(store_begin(day.store), OK);
	assert_int_equal(store_append_event(day.store, &event), OK);
	shelf_cut(DIR);
	assert_false(shelf_is_cut(DIR));
	assert_int_not_equal(store_commit(day.store), OK);
	kiosk_close();
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(whole_steps(), 1);
	assert_int_equal(write_step(1), OK);
	assert_int_equal(whole_steps(), 2);
	kiosk_close();
	shelf_close();
}

/* Writes until the power goes at the n-th write; returns how many steps were ticked. */
static int run_until_cut(unsigned n)
{
	int ticked = 0;
	set_up(n);
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(write_step(0), OK);
	shelf_cut_after(DIR, n);
	for (ticked = 1; ticked < 40; ticked++)
		if (write_step(ticked))
			break;
	assert_true(shelf_is_cut(DIR));
	assert_int_not_equal(write_step(ticked), OK);
	assert_int_not_equal(shelf_import_pupils(DIR, NULL, 0, LAW_DAY), OK);
	kiosk_close();
	assert_int_not_equal(kiosk_open(), OK);
	shelf_cut(DIR);
	assert_false(shelf_is_cut(DIR));
	return ticked;
}

static void a_cut_in_a_commit_leaves_it_whole_or_not_at_all(void **state)
{
	int found_none = 0, found_whole = 0;
	(void)state;
	for (unsigned n = 1; n <= 60; n++) {
		int ticked = run_until_cut(n);
		assert_int_equal(kiosk_open(), OK);
		int whole = whole_steps();
		if (whole != ticked && whole != ticked + 1)
			fail_msg("cut at %u: %d steps ticked, %d found", n, ticked, whole);
		found_none += whole == ticked;
		found_whole += whole == ticked + 1;
		assert_int_equal(write_step(whole), OK);
		kiosk_close();
		shelf_close();
	}
	/* both happen, or the kiosk is not asked the hard question */
	assert_true(found_none > 0);
	assert_true(found_whole > 0);
}

static void a_write_that_fails_leaves_the_rest_alone(void **state)
{
	(void)state;
	for (unsigned n = 1; n <= 20; n++) {
		int done = 0, failed = 0;
		set_up(7);
		assert_int_equal(kiosk_open(), OK);
		shelf_fail_after(DIR, n);
		for (int step = 0; step < 30; step++) {
			enum err err = write_step(step);
			assert_true(err == OK || err == ERR_IO);
			done += err == OK;
			failed += err != OK;
			assert_int_equal(whole_steps(), done);
		}
		assert_int_equal(failed, 1);
		kiosk_close();
		shelf_close();
	}
}

static void a_failure_can_be_taken_back(void **state)
{
	(void)state;
	set_up(7);
	assert_int_equal(kiosk_open(), OK);
	shelf_fail_after(DIR, 1);
	shelf_fail_after(DIR, 0);
	shelf_cut_after(DIR, 1);
	shelf_cut_after(DIR, 0);
	assert_int_equal(write_step(0), OK);
	kiosk_close();
	shelf_close();
}

static void an_import_waits_for_the_kiosk(void **state)
{
	(void)state;
	set_up(7);
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(store_begin(day.store), OK);
	assert_int_equal(shelf_import_closures(DIR, NULL, 0), ERR_BUSY);
	store_rollback(day.store);
	assert_int_equal(shelf_import_closures(DIR, NULL, 0), OK);
	kiosk_close();
	shelf_close();
}

static void a_backup_can_be_put_back_again_and_again(void **state)
{
	(void)state;
	set_up(7);
	assert_int_equal(shelf_restore(DIR), ERR_NOT_FOUND);
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(write_step(0), OK);
	kiosk_close();
	assert_int_equal(shelf_back_up(DIR), OK);
	for (int time = 0; time < 3; time++) {
		assert_int_equal(kiosk_open(), OK);
		assert_int_equal(whole_steps(), 1);
		for (int step = 1; step < 5; step++)
			assert_int_equal(write_step(step), OK);
		kiosk_close();
		assert_int_equal(shelf_restore(DIR), OK);
	}
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(whole_steps(), 1);
	kiosk_close();
	shelf_close();
}

/* Of two connections the one that did not make the write-ahead log may be the first to write. */
static void what_another_program_commits_first_survives_a_cut(void **state)
{
	struct event event = heartbeat(1);
	(void)state;
	event.key = (struct event_key){.kiosk = "hall", .stream = 5, .sequence = 1};
	for (uint64_t seed = 1; seed <= 8; seed++) {
		int64_t row = 0;
		set_up(seed);
		assert_int_equal(shelf_back_up(DIR), OK);
		assert_int_equal(shelf_restore(DIR), OK);
		assert_int_equal(kiosk_open(), OK);
		assert_int_equal(shelf_take_event(DIR, &event), OK);
		shelf_cut(DIR);
		kiosk_close();
		assert_int_equal(kiosk_open(), OK);
		assert_int_equal(store_last_row(day.store, &row), OK);
		assert_int_equal(row, 1);
		kiosk_close();
		shelf_close();
	}
}

static void one_kiosk_fails_alone(void **state)
{
	struct event event = heartbeat(1);
	(void)state;
	event.key = (struct event_key){.kiosk = "gate", .stream = 5, .sequence = 1};
	set_up(7);
	assert_int_equal(kiosk_open(), OK);
	assert_int_equal(shelf_kiosk("school/hall", &day.config), OK);
	shelf_fail_after("school/hall", 1);
	assert_int_equal(write_step(0), OK);
	assert_int_equal(shelf_take_event("school/hall", &event), ERR_IO);
	assert_int_equal(shelf_take_event("school/hall", &event), OK);
	shelf_cut_after("school/hall", 1);
	assert_int_equal(write_step(1), OK);
	event.key.sequence = 2;
	assert_int_equal(shelf_take_event("school/hall", &event), ERR_IO);
	assert_true(shelf_is_cut("school/hall"));
	assert_false(shelf_is_cut(DIR));
	assert_int_equal(write_step(2), OK);
	shelf_cut("school/hall");
	assert_int_equal(write_step(3), OK);
	assert_int_equal(whole_steps(), 4);
	event.key.sequence = 1;
	assert_int_equal(shelf_take_event("school/hall", &event), ERR_EXISTS);
	kiosk_close();
	shelf_close();
}

/* A law that never comes to the hard places proves little. */
static void the_law_comes_to_everything(void **state)
{
	static const char *const phrases[] = {

		"append the input is not well formed",
		"take door",
		": refused, nothing was changed",
		": already there",
		"the database is locked",
		"cut a dead one commits: no",
		"restore: done",
		"restore: not found",
		"back up: done",
		"rollback",
		"commit: done",
		"changed, care same",
		"same, care same",
		"import 0, already there",
		"import 3, already there",
		"import 1, the input is not well formed",
		"prune done",
		"ack 5, done",
		"session.closed, done",
		"flag.raised, done",
	};
	(void)state;
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	assert_non_null(out);
	for (uint64_t seed = 1; seed <= 4; seed++)
		shelf_law_tell(seed, 2500, out);
	fclose(out);
	for (size_t i = 0; i < COUNT_OF(phrases); i++)
		if (!strstr(text, phrases[i]))
			fail_msg("the law never says \"%s\"", phrases[i]);
	free(text);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_gives_its_configuration),
		cmocka_unit_test(a_cut_takes_what_was_not_committed),
		cmocka_unit_test(a_cut_in_a_commit_leaves_it_whole_or_not_at_all),
		cmocka_unit_test(a_write_that_fails_leaves_the_rest_alone),
		cmocka_unit_test(a_failure_can_be_taken_back),
		cmocka_unit_test(an_import_waits_for_the_kiosk),
		cmocka_unit_test(a_backup_can_be_put_back_again_and_again),
		cmocka_unit_test(what_another_program_commits_first_survives_a_cut),
		cmocka_unit_test(one_kiosk_fails_alone),
		cmocka_unit_test(the_law_comes_to_everything),
	};
	if (argc == 4 && strcmp(argv[1], "tell") == 0) {
		shelf_law_tell(strtoull(argv[2], NULL, 10), (int)strtol(argv[3], NULL, 10), stdout);
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
