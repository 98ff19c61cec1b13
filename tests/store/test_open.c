#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "sim/disk.h"
#include "tests/support/store_rig.h"

static struct store_report report;

/* A closed store of 300 events. */
static char *made_store(void)
{
	char *folder = store_rig_folder();
	struct store *store = store_rig_open(folder);

	store_rig_fill(store);
	assert_int_equal(store_begin(store), OK);
	for (int i = 0; i < 300; i++) {
		struct event event = store_rig_arrival(1 + (uint32_t)i % 20, STORE_RIG_DAY, 530);

		assert_int_equal(store_append_event(store, &event), OK);
	}
	assert_int_equal(store_commit(store), OK);
	store_close(store);
	return folder;
}

static void it_is_made_only_when_asked(void **state)
{
	char *folder = store_rig_folder();
	struct store *store;

	(void)state;
	assert_int_equal(store_open(&store, folder, false, &report), ERR_NOT_FOUND);
	assert_null(store);
	assert_non_null(strstr(report.problem, "firstbellctl init"));
	assert_int_not_equal(access(store_rig_path(folder, "firstbell.db"), F_OK), 0);
	assert_int_equal(store_open(&store, folder, true, &report), OK);
	assert_string_equal(report.problem, "");
	store_close(store);
	assert_int_equal(store_open(&store, folder, false, &report), OK);
	store_close(store);
	assert_int_equal(store_open(&store, "/nowhere/at/all", false, &report), ERR_NOT_FOUND);
	assert_int_equal(store_open(&store, "/nowhere/at/all", true, &report), ERR_IO);
	store_rig_remove(folder);
}

static void it_is_set_up_for_durability(void **state)
{
	static const struct {
		const char *sql;
		int64_t expected;
	} rows[] = {
		{"PRAGMA synchronous", 2},
		{"PRAGMA foreign_keys", 1},
		{"PRAGMA mmap_size", 0},
		{"PRAGMA busy_timeout", 5000},
		{"PRAGMA user_version", 4},
		{"PRAGMA application_id", 0x4642656c},
		{"SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1},
		{"SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND NOT strict "
		 "AND name NOT LIKE 'sqlite_%'",
		 0},
	};
	char *folder = store_rig_folder();
	struct store *store;

	(void)state;
	umask(0022);
	store_rig_watch();
	store = store_rig_open(folder);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (store_rig_integer(store_rig_connection(), rows[i].sql) != rows[i].expected)
			fail_msg("not %d: %s", (int)rows[i].expected, rows[i].sql);
	}
	for (int i = 0; i < 3; i++) {
		static const char *const names[] = {"firstbell.db", "firstbell.db-wal",
						    "firstbell.db-shm"};
		struct stat status;

		assert_int_equal(stat(store_rig_path(folder, names[i]), &status), 0);
		if ((status.st_mode & 0777) != 0600)
			fail_msg("others may read %s", names[i]);
	}
	store_close(store);
	store_rig_remove(folder);
}

enum damage { FLIPPED, SHORTENED, EMPTIED, REPLACED, ZEROED_HEADER };

static void damage(const char *path, enum damage how)
{
	long size;
	char *bytes = store_rig_slurp(path, &size);

	assert_true(size > 40000);
	switch (how) {
	case FLIPPED:
		for (long i = size / 2; i < size / 2 + 600; i++)
			bytes[i] = (char)~bytes[i];
		break;
	case SHORTENED: size = size / 2 / 4096 * 4096; break;
	case EMPTIED: size = 0; break;
	case REPLACED: memset(bytes, 'x', (size_t)size); break;
	case ZEROED_HEADER: memset(bytes, 0, 100); break;
	}
	store_rig_spill(path, bytes, size);
	free(bytes);
}

static void a_damaged_one_is_set_aside(void **state)
{
	static const struct {
		const char *sentence;
		enum damage how;
	} rows[] = {
		{"bytes flipped in the middle", FLIPPED},
		{"cut short", SHORTENED},
		{"of no bytes", EMPTIED},
		{"not a database", REPLACED},
		{"without its header", ZEROED_HEADER},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *folder = made_store();
		struct store *store;
		enum err err;
		long size, kept_size;
		char *bytes, *kept;

		damage(store_rig_path(folder, "firstbell.db"), rows[i].how);
		bytes = store_rig_slurp(store_rig_path(folder, "firstbell.db"), &size);
		err = store_open(&store, folder, false, &report);
		if (err != ERR_DAMAGED || store)
			fail_msg("%s: %s", rows[i].sentence, err_text(err));
		if (!strstr(report.set_aside, "firstbell.db.damaged-20") ||
		    !strstr(report.problem, "set aside"))
			fail_msg("%s: not named: %s", rows[i].sentence, report.problem);
		assert_null(strchr(report.problem, '\n'));
		kept = store_rig_slurp(report.set_aside, &kept_size);
		assert_non_null(kept);
		assert_int_equal(kept_size, size);
		assert_memory_equal(kept, bytes, (size_t)size);
		/* and a restart does not begin anew behind everyone's back */
		assert_int_equal(store_open(&store, folder, false, &report), ERR_NOT_FOUND);
		free(kept);
		free(bytes);
		store_rig_remove(folder);
	}
}

static void the_log_goes_aside_with_it(void **state)
{
	char *folder = made_store(), *log, log_path[600];
	struct store *store = store_rig_open(folder);
	struct event event = store_rig_arrival(1, STORE_RIG_DAY, 531);
	long size;

	(void)state;
	store_rig_append(store, &event);
	log = store_rig_slurp(store_rig_path(folder, "firstbell.db-wal"), &size);
	assert_true(size > 0);
	store_close(store);
	store_rig_spill(store_rig_path(folder, "firstbell.db-wal"), log, size);
	store_rig_spill(store_rig_path(folder, "firstbell.db"), "", 0);
	free(log);
	/* even for one who would make a new one: SQLite would delete the log */
	assert_int_equal(store_open(&store, folder, true, &report), ERR_DAMAGED);
	snprintf(log_path, sizeof log_path, "%s-wal", report.set_aside);
	log = store_rig_slurp(log_path, &size);
	assert_non_null(log);
	free(log);
	assert_int_not_equal(access(store_rig_path(folder, "firstbell.db-wal"), F_OK), 0);
	store_rig_remove(folder);
}

static void a_damaged_one_in_use_stays(void **state)
{
	char *folder = made_store();
	struct store *store, *second;

	(void)state;
	store = store_rig_open(folder);
	damage(store_rig_path(folder, "firstbell.db"), FLIPPED);
	assert_int_equal(store_open(&second, folder, false, &report), ERR_DAMAGED);
	assert_string_equal(report.set_aside, "");
	assert_non_null(strstr(report.problem, "another program"));
	assert_int_equal(access(store_rig_path(folder, "firstbell.db"), F_OK), 0);
	store_close(store);
	store_rig_remove(folder);
}

static void alter(const char *folder, const char *sql)
{
	sqlite3 *connection;

	assert_int_equal(sqlite3_open(store_rig_path(folder, "firstbell.db"), &connection), 0);
	assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(connection);
}

static void what_is_not_ours_is_left_alone(void **state)
{
	static const struct {
		const char *sentence, *sql, *words;
		enum err expected;
	} rows[] = {
		{"made by a newer Firstbell", "PRAGMA user_version = 5", "install that version",
		 ERR_TOO_NEW},
		{"another program's", "PRAGMA application_id = 4711", "another program's",
		 ERR_DAMAGED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *folder = made_store();
		struct store *store;
		long before_size, after_size;
		char *before, *after;

		alter(folder, rows[i].sql);
		before = store_rig_slurp(store_rig_path(folder, "firstbell.db"), &before_size);
		if (store_open(&store, folder, true, &report) != rows[i].expected)
			fail_msg("%s: let in", rows[i].sentence);
		assert_string_equal(report.set_aside, "");
		if (!strstr(report.problem, rows[i].words))
			fail_msg("%s: \"%s\"", rows[i].sentence, report.problem);
		after = store_rig_slurp(store_rig_path(folder, "firstbell.db"), &after_size);
		assert_int_equal(before_size, after_size);
		assert_memory_equal(before, after, (size_t)before_size);
		free(before);
		free(after);
		store_rig_remove(folder);
	}
}

static void a_lock_held_elsewhere_is_busy(void **state)
{
	struct store *store, *other;
	struct disk *disk;
	uint32_t boot;

	(void)state;
	/* on this disk waiting takes no time */
	assert_int_equal(disk_open(&disk, 1), OK);
	store = store_rig_open("/school");
	other = store_rig_open("/school");
	assert_int_equal(store_begin(other), OK);
	assert_int_equal(store_begin(store), ERR_BUSY);
	assert_int_equal(store_next_boot(store, &boot), ERR_BUSY);
	assert_int_equal(store_commit(other), OK);
	assert_int_equal(store_begin(store), OK);
	store_rollback(store);
	store_close(other);
	store_close(store);
	disk_close(disk);
}

static void a_whole_database_locked_is_busy(void **state)
{
	struct store *store;
	struct disk *disk;
	sqlite3 *other;

	(void)state;
	assert_int_equal(disk_open(&disk, 1), OK);
	store_close(store_rig_open("/school"));
	assert_int_equal(sqlite3_open("/school/firstbell.db", &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other,
				      "PRAGMA locking_mode = EXCLUSIVE;"
				      "UPDATE kiosk SET boot = boot",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(store_open(&store, "/school", false, &report), ERR_BUSY);
	assert_non_null(strstr(report.problem, "5 s"));
	sqlite3_close(other);
	disk_close(disk);
}

static void a_full_disk_says_so(void **state)
{
	struct event event = store_rig_arrival(1, STORE_RIG_DAY, 530);
	struct store *store;
	struct disk *disk;
	enum err err;

	(void)state;
	assert_int_equal(disk_open(&disk, 1), OK);
	store = store_rig_open("/school");
	store_rig_fill(store);
	disk_set_full(disk, true);
	assert_int_equal(store_begin(store), OK);
	err = store_append_event(store, &event);
	if (err == OK)
		err = store_commit(store);
	else
		store_rollback(store);
	assert_int_equal(err, ERR_NO_SPACE);
	disk_set_full(disk, false);
	event = store_rig_arrival(1, STORE_RIG_DAY, 530);
	store_rig_append(store, &event);
	assert_int_equal(event.key.sequence, 1);
	store_close(store);
	disk_set_full(disk, true);
	assert_int_equal(store_open(&store, "/elsewhere", true, &report), ERR_NO_SPACE);
	assert_non_null(strstr(report.problem, "make room"));
	disk_close(disk);
}

/* The same on a file system that is truly full. */
static void a_full_file_system_says_so(void **state)
{
	char *folder = store_rig_folder();
	struct store *store;
	enum err err = OK;

	(void)state;
	if (mount("none", folder, "tmpfs", 0, "size=400k") != 0) {
		print_message("# skipped: a tmpfs cannot be mounted here\n");
		store_rig_remove(folder);
		skip();
	}
	store = store_rig_open(folder);
	store_rig_fill(store);
	for (int i = 0; i < 2000 && err == OK; i++) {
		struct event event = store_rig_arrival(1, STORE_RIG_DAY, 530);

		err = store_begin(store);
		if (err == OK)
			err = store_append_event(store, &event);
		if (err == OK)
			err = store_commit(store);
		else
			store_rollback(store);
	}
	assert_int_equal(err, ERR_NO_SPACE);
	store_close(store);
	umount(folder);
	store_rig_remove(folder);
}

static void a_failing_disk_says_so(void **state)
{
	struct event event = store_rig_arrival(1, STORE_RIG_DAY, 530);
	struct store *store;
	struct disk *disk;

	(void)state;
	assert_int_equal(disk_open(&disk, 1), OK);
	store = store_rig_open("/school");
	store_rig_fill(store);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_append_event(store, &event), OK);
	disk_fail_after(disk, 1, DISK_IO_ERROR);
	assert_int_equal(store_commit(store), ERR_IO);
	event = store_rig_arrival(1, STORE_RIG_DAY, 530);
	store_rig_append(store, &event); /* once only, and the store goes on */
	assert_int_equal(event.key.sequence, 1);
	store_close(store);
	disk_close(disk);
}

int main(void)
{

	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_made_only_when_asked),
		cmocka_unit_test(it_is_set_up_for_durability),
		cmocka_unit_test(a_damaged_one_is_set_aside),
		cmocka_unit_test(the_log_goes_aside_with_it),
		cmocka_unit_test(a_damaged_one_in_use_stays),
		cmocka_unit_test(what_is_not_ours_is_left_alone),
		cmocka_unit_test(a_lock_held_elsewhere_is_busy),
		cmocka_unit_test(a_whole_database_locked_is_busy),
		cmocka_unit_test(a_full_disk_says_so),
		cmocka_unit_test(a_full_file_system_says_so),
		cmocka_unit_test(a_failing_disk_says_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
