#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "sim/disk.h"

#define PATH "/disk/firstbell.db"
#define LOG "/disk/firstbell.db-wal"
#define PIECE 2048
#define SEEDS 64

static struct disk *disk;

static int close_disk(void **state)
{
	(void)state;
	disk_close(disk);
	disk = NULL;
	return 0;
}

/* A file as SQLite holds it; NULL: it cannot be opened. */
static sqlite3_file *open_file(const char *path, int flags)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	sqlite3_file *file = calloc(1, (size_t)vfs->szOsFile);

	assert_string_equal(vfs->zName, "firstbell-disk");
	if (vfs->xOpen(vfs, path, file, flags | SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
		return file;
	free(file);
	return NULL;
}

static void close_file(sqlite3_file *file)
{
	file->pMethods->xClose(file);
	free(file);
}

static int write_piece(sqlite3_file *file, char byte, int place)
{
	char bytes[PIECE];

	memset(bytes, byte, sizeof bytes);
	return file->pMethods->xWrite(file, bytes, sizeof bytes, (sqlite3_int64)place * PIECE);
}

/* How many bytes of a piece are this one. */
static int count_bytes(sqlite3_file *file, char byte, int place)
{
	char bytes[PIECE];
	int count = 0;

	file->pMethods->xRead(file, bytes, sizeof bytes, (sqlite3_int64)place * PIECE);
	for (size_t i = 0; i < sizeof bytes; i++)
		count += bytes[i] == byte;
	return count;
}

/* Writes four pieces, syncs the first two if told to, cuts, and says how much of each is left. */
static void survive(uint64_t seed, bool sync, int left[4])
{
	sqlite3_file *file;

	assert_int_equal(disk_open(&disk, seed), OK);
	file = open_file(LOG, SQLITE_OPEN_WAL | SQLITE_OPEN_CREATE);
	assert_int_equal(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL), SQLITE_OK);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(write_piece(file, 'x', i), SQLITE_OK);
		if (sync && i == 1)
			assert_int_equal(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL), 0);
	}
	disk_cut(disk);
	close_file(file);
	disk_restart(disk);
	file = open_file(LOG, SQLITE_OPEN_WAL);
	assert_non_null(file);
	for (int i = 0; i < 4; i++)
		left[i] = count_bytes(file, 'x', i);
	close_file(file);
	disk_close(disk);
	disk = NULL;
}

static void what_is_synced_survives(void **state)
{
	int left[4];

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		survive(seed, true, left);
		assert_int_equal(left[0], PIECE);
		assert_int_equal(left[1], PIECE);
	}
}

static void what_is_not_synced_may_go_in_many_ways(void **state)
{
	int none = 0, all = 0, first_part = 0, gap = 0, torn = 0, left[4];

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		survive(seed, false, left);
		none += left[0] + left[1] + left[2] + left[3] == 0;
		all += left[0] + left[1] + left[2] + left[3] == 4 * PIECE;
		first_part += left[0] == PIECE && left[3] == 0;
		gap += left[0] == 0 && left[2] == PIECE;
		for (int i = 0; i < 4; i++) {
			assert_int_equal(left[i] % 512, 0);
			torn += left[i] > 0 && left[i] < PIECE;
		}
	}
	print_message("# of %d: none %d, all %d, first part %d, gap %d, torn %d\n", SEEDS, none,
		      all, first_part, gap, torn);
	assert_true(none > 0 && all > 0 && first_part > 0 && gap > 0 && torn > 0);
}

static void a_name_is_durable_with_its_folder(void **state)
{
	int lost = 0;

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		sqlite3_file *database, *log;

		assert_int_equal(disk_open(&disk, seed), OK);
		database = open_file(PATH, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_CREATE);
		write_piece(database, 'd', 0);
		database->pMethods->xSync(database, SQLITE_SYNC_NORMAL);
		if (seed % 2) { /* a new log's first sync is the folder's as well */
			log = open_file(LOG, SQLITE_OPEN_WAL | SQLITE_OPEN_CREATE);
			log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
			close_file(log);
		}
		disk_cut(disk);
		close_file(database);
		disk_restart(disk);
		database = open_file(PATH, SQLITE_OPEN_MAIN_DB);
		if (seed % 2)
			assert_non_null(database);
		lost += database == NULL;
		if (database)
			assert_int_equal(count_bytes(database, 'd', 0), PIECE);
		if (database)
			close_file(database);
		disk_close(disk);
		disk = NULL;
	}
	assert_true(lost > 0);
}

static void a_removed_file_may_come_back(void **state)
{
	int back = 0;

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		sqlite3_vfs *vfs;
		sqlite3_file *log;
		int exists;

		assert_int_equal(disk_open(&disk, seed), OK);
		vfs = sqlite3_vfs_find(NULL);
		log = open_file(LOG, SQLITE_OPEN_WAL | SQLITE_OPEN_CREATE);
		write_piece(log, 'x', 0);
		log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
		close_file(log);
		assert_int_equal(vfs->xDelete(vfs, LOG, (int)(seed % 2)), SQLITE_OK);
		assert_null(open_file(LOG, SQLITE_OPEN_WAL));
		disk_cut(disk);
		disk_restart(disk);
		assert_int_equal(vfs->xAccess(vfs, LOG, SQLITE_ACCESS_EXISTS, &exists), SQLITE_OK);
		if (seed % 2)
			assert_false(exists);
		back += exists;
		disk_close(disk);
		disk = NULL;
	}
	assert_true(back > 0);
}

static void a_dead_handle_answers_nothing(void **state)
{
	sqlite3_file *file;
	sqlite3_int64 size;
	char byte;
	void volatile *memory;

	(void)state;
	assert_int_equal(disk_open(&disk, 1), OK);
	file = open_file(PATH, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_CREATE);
	assert_int_equal(file->pMethods->xShmMap(file, 0, 32768, 1, &memory), SQLITE_OK);
	disk_cut(disk);
	assert_null(open_file(PATH, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_CREATE)); /* no power */
	disk_restart(disk);
	((char volatile *)memory)[32767] = 1; /* mapped memory stays its holder's */
	assert_int_equal(write_piece(file, 'x', 0) & 0xff, SQLITE_IOERR);
	assert_int_equal(file->pMethods->xRead(file, &byte, 1, 0) & 0xff, SQLITE_IOERR);
	assert_int_equal(file->pMethods->xSync(file, 0) & 0xff, SQLITE_IOERR);
	assert_int_equal(file->pMethods->xTruncate(file, 0) & 0xff, SQLITE_IOERR);
	assert_int_equal(file->pMethods->xFileSize(file, &size) & 0xff, SQLITE_IOERR);
	assert_int_equal(file->pMethods->xLock(file, SQLITE_LOCK_SHARED) & 0xff, SQLITE_IOERR);
	assert_int_equal(file->pMethods->xShmMap(file, 1, 32768, 1, &memory) & 0xff, SQLITE_IOERR);
	assert_int_equal(file->pMethods->xShmUnmap(file, 0), SQLITE_OK);
	close_file(file);
}

static void the_nth_write_or_sync_fails(void **state)
{
	static const struct {
		enum disk_failure failure;
		int code;
	} rows[] = {{DISK_IO_ERROR, SQLITE_IOERR},
		    {DISK_NO_SPACE, SQLITE_FULL},
		    {DISK_CUT, SQLITE_IOERR}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct disk_counts counts;
		sqlite3_file *file;

		assert_int_equal(disk_open(&disk, 1), OK);
		file = open_file(PATH, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_CREATE);
		disk_fail_after(disk, 3, rows[i].failure);
		assert_int_equal(write_piece(file, 'x', 0), SQLITE_OK);
		assert_int_equal(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL), SQLITE_OK);
		assert_int_equal(write_piece(file, 'x', 1) & 0xff, rows[i].code);
		counts = disk_counts(disk);
		assert_int_equal(counts.writes, 2);
		assert_int_equal(counts.syncs, 1);
		assert_int_equal(counts.cuts, rows[i].failure == DISK_CUT);
		assert_int_equal(write_piece(file, 'x', 1),
				 rows[i].failure == DISK_CUT ? SQLITE_IOERR_WRITE : SQLITE_OK);
		close_file(file);
		disk_restart(disk);
		disk_close(disk);
		disk = NULL;
	}
}

static void the_systems_own_vfs_comes_back(void **state)
{
	const char *before = sqlite3_vfs_find(NULL)->zName;

	(void)state;
	assert_int_equal(disk_open(&disk, 1), OK);
	assert_int_equal(disk_load(disk, "/nowhere/at/all"), ERR_NOT_FOUND);
	disk_close(disk);
	disk = NULL;
	assert_string_equal(sqlite3_vfs_find(NULL)->zName, before);
	assert_null(sqlite3_vfs_find("firstbell-disk"));
}

#define TEST(function) cmocka_unit_test_teardown(function, close_disk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_synced_survives),
		TEST(what_is_not_synced_may_go_in_many_ways),
		TEST(a_name_is_durable_with_its_folder),
		TEST(a_removed_file_may_come_back),
		TEST(a_dead_handle_answers_nothing),
		TEST(the_nth_write_or_sync_fails),
		TEST(the_systems_own_vfs_comes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
