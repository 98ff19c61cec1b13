#include "tests/simulation/shelf_real.h"

#include <sqlite3.h>
#include <string.h>

/* Where the header of a database says that it has a write-ahead log (SQLite's file format, 1.3.3). */
#define WRITE_VERSION 18
#define READ_VERSION 19

static enum err err_of(int code)
{
	return code == SQLITE_OK ? OK : code == SQLITE_NOMEM ? ERR_NO_MEMORY : ERR_IO;
}

enum err copy_take(struct copy *copy, const char *path)
{
	sqlite3 *from = NULL;
	sqlite3_int64 size = 0;
	unsigned char *bytes = NULL;
	int code = sqlite3_open_v2(path, &from, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		bytes = sqlite3_serialize(from, "main", &size, 0);
	sqlite3_close(from);
	if (!bytes)
		return ERR_IO;
	/* in memory there is no such log, and SQLite would refuse to look for one */
	ENSURE(size > READ_VERSION);
	bytes[WRITE_VERSION] = bytes[READ_VERSION] = 1;
	copy_release(copy);
	*copy = (struct copy){bytes, size};
	return OK;
}

static int put(const struct copy *copy, sqlite3 *from, sqlite3 *to)
{
	int code = sqlite3_deserialize(from, "main", copy->bytes, copy->size, copy->size,
				       SQLITE_DESERIALIZE_READONLY);
	if (code != SQLITE_OK)
		return code;
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	if (!backup)
		return sqlite3_errcode(to);
	sqlite3_backup_step(backup, -1);
	return sqlite3_backup_finish(backup);
}

enum err copy_put(const struct copy *copy, const char *path)
{
	sqlite3 *from = NULL, *to = NULL;
	int code = sqlite3_open_v2(":memory:", &from, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		code = put(copy, from, to);
	sqlite3_close(to);
	sqlite3_close(from);
	return err_of(code);
}

void copy_release(struct copy *copy)
{
	sqlite3_free(copy->bytes);
	*copy = (struct copy){0};
}
