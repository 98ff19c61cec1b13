#include "store/store.h"
#include "store/store_private.h"
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>

enum err store_open(struct store **out, const char *dir, bool create, struct store_report *report)
{
	struct store *store = calloc(1, sizeof *store);
	enum err err;

	*out = NULL;
	if (!store)
		return ERR_NO_MEMORY;
	err = database_open(&store->database, dir, &schema_kiosk, create, report);
	if (err != OK) {
		free(store);
		return err;
	}
	text_copy(store->dir, sizeof store->dir, dir); /* fits: the file's path did */
	*out = store;
	return OK;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	database_rollback(&store->database);
	database_close(&store->database);
	free(store);
}

enum err store_begin(struct store *store)
{
	return database_begin(&store->database);
}

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

enum err store_commit(struct store *store)
{
	double began_ms = now_ms();
	enum err err = database_commit(&store->database);

	if (err == OK)
		store->commit_ms[store->commit_count++ % COMMITS_KEPT] = now_ms() - began_ms;
	return err;
}

void store_rollback(struct store *store)
{
	database_rollback(&store->database);
}

enum err store_next_boot(struct store *store, uint32_t *boot)
{
	int64_t number = 0;
	bool own;
	enum err err = database_join(&store->database, &own);

	if (err != OK)
		return err;
	err = database_exec(&store->database, "UPDATE kiosk SET boot = boot + 1");
	if (err == OK)
		err = database_integer(&store->database, "SELECT boot FROM kiosk", &number);
	*boot = (uint32_t)number;
	return database_leave(&store->database, own, err);
}

enum err store_data_version(struct store *store, int64_t *version)
{
	return database_data_version(&store->database, version);
}

int64_t store_disk_free_mb(const struct store *store)
{
	struct statvfs disk;

	if (statvfs(store->dir, &disk) != 0)
		return 0;
	return (int64_t)((uint64_t)disk.f_bavail * disk.f_frsize >> 20);
}

static int compare_ms(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

double store_commit_ms_p99(const struct store *store)
{
	double sorted[COMMITS_KEPT];
	size_t count = store->commit_count < COMMITS_KEPT ? store->commit_count : COMMITS_KEPT;

	if (count == 0)
		return 0;
	memcpy(sorted, store->commit_ms, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, compare_ms);
	return sorted[(count * 99 + 99) / 100 - 1];
}
