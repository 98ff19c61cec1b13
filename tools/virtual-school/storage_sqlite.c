#include "tools/virtual-school/storage.h"
#include "tools/virtual-school/storage_schema.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define STATEMENTS_MAX 64
#define BUSY_MS 10000

struct prepared {
	const char *sql;
	sqlite3_stmt *statement;
};

struct storage {
	sqlite3 *db;
	pthread_mutex_t mutex;
	enum err failed;
	bool open; /* between begin and commit */
	struct prepared prepared[STATEMENTS_MAX];
	size_t prepared_count;
};

static enum err translate(int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE: return OK;
	case SQLITE_NOMEM: return ERR_NO_MEMORY;
	case SQLITE_FULL: return ERR_NO_SPACE;
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return ERR_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB: return ERR_DAMAGED;
	case SQLITE_CONSTRAINT: return ERR_EXISTS;
	case SQLITE_CANTOPEN: return ERR_NOT_FOUND;
	default: return ERR_IO;
	}
}

/* The first failure sticks and is said once, where its cause is known. */
static void note(struct storage *storage, int code)
{
	enum err err = translate(code);

	if (err == OK || storage->failed != OK)
		return;
	storage->failed = err;
	if (err != ERR_EXISTS)
		fprintf(stderr, "<3>storage: %s\n", sqlite3_errmsg(storage->db));
}

static void simple(struct storage *storage, const char *sql)
{
	if (storage->failed == OK)
		note(storage, sqlite3_exec(storage->db, sql, NULL, NULL, NULL));
}

static enum err connect_to(const char *path, int flags, struct storage **out)
{
	struct storage *storage = calloc(1, sizeof(*storage));
	enum err err;

	*out = NULL;
	if (!storage)
		return ERR_NO_MEMORY;
	pthread_mutex_init(&storage->mutex, NULL);
	err = translate(sqlite3_open_v2(path, &storage->db, flags, NULL));
	if (err == OK) {
		sqlite3_busy_timeout(storage->db, BUSY_MS);
		simple(storage, "PRAGMA journal_mode=WAL");
		simple(storage, "PRAGMA synchronous=FULL");
		simple(storage, "PRAGMA foreign_keys=ON");
		err = storage->failed;
	}
	if (err == OK)
		*out = storage;
	else
		storage_close(storage);
	return err;
}

static int64_t user_version(struct storage *storage)
{
	struct rows rows = storage_query(storage, "PRAGMA user_version", NO_VALUES);
	int64_t version = storage_next(&rows) ? storage_integer(&rows, 0) : 0;

	storage_end(&rows);
	return version;
}

static void run_all(struct storage *storage, const char *(*statement)(size_t n))
{
	char version[40];
	const char *sql;

	for (size_t n = 0; (sql = statement(n)); n++)
		simple(storage, sql);
	snprintf(version, sizeof(version), "PRAGMA user_version=%d", STORAGE_VERSION);
	simple(storage, version);
}

enum err storage_create(const char *path)
{
	struct storage *storage = NULL;
	enum err err;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return access(path, F_OK) == 0 ? ERR_EXISTS : ERR_IO;
	close(fd);
	err = connect_to(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, &storage);
	if (err == OK) {
		storage_begin(storage);
		run_all(storage, storage_schema);
		err = storage_commit(storage);
	}
	storage_close(storage);
	if (err != OK)
		unlink(path);
	return err;
}

enum err storage_open(const char *path, struct storage **out)
{
	struct storage *storage = NULL;
	int64_t version;
	enum err err;

	*out = NULL;
	err = connect_to(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, &storage);
	if (err != OK)
		return err;
	storage_begin(storage);
	version = user_version(storage);
	if (version > 0 && version == STORAGE_VERSION - 1) {
		run_all(storage, storage_schema_step);
		version = STORAGE_VERSION;
	}
	err = storage_commit(storage);
	if (err == OK && version > STORAGE_VERSION)
		err = ERR_TOO_NEW;
	if (err == OK && version < STORAGE_VERSION)
		err = ERR_DAMAGED;
	if (err == OK)
		*out = storage;
	else
		storage_close(storage);
	return err;
}

void storage_close(struct storage *storage)
{
	if (!storage)
		return;
	for (size_t i = 0; i < storage->prepared_count; i++)
		sqlite3_finalize(storage->prepared[i].statement);
	sqlite3_close(storage->db);
	pthread_mutex_destroy(&storage->mutex);
	free(storage);
}

void storage_begin(struct storage *storage)
{
	pthread_mutex_lock(&storage->mutex);
	storage->failed = OK;
	/* Immediate: two programs that both read first and write later would only find out at the end. */
	simple(storage, "BEGIN IMMEDIATE");
	storage->open = storage->failed == OK;
}

static void finish(struct storage *storage, const char *sql)
{
	if (storage->open && sqlite3_exec(storage->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		note(storage, sqlite3_errcode(storage->db));
		sqlite3_exec(storage->db, "ROLLBACK", NULL, NULL, NULL);
	}
	storage->open = false;
}

enum err storage_commit(struct storage *storage)
{
	enum err err;

	finish(storage, storage->failed == OK ? "COMMIT" : "ROLLBACK");
	err = storage->failed;
	pthread_mutex_unlock(&storage->mutex);
	return err;
}

void storage_rollback(struct storage *storage)
{
	finish(storage, "ROLLBACK");
	pthread_mutex_unlock(&storage->mutex);
}

enum err storage_failed(const struct storage *storage)
{
	return storage->failed;
}

static sqlite3_stmt *prepare(struct storage *storage, const char *sql)
{
	struct prepared *slot;

	for (size_t i = 0; i < storage->prepared_count; i++)
		if (storage->prepared[i].sql == sql)
			return storage->prepared[i].statement;
	ENSURE(storage->prepared_count < STATEMENTS_MAX);
	slot = &storage->prepared[storage->prepared_count];
	note(storage, sqlite3_prepare_v3(storage->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
					 &slot->statement, NULL));
	if (storage->failed != OK)
		return NULL;
	slot->sql = sql;
	storage->prepared_count++;
	return slot->statement;
}

struct rows storage_query(struct storage *storage, const char *sql, struct values values)
{
	struct rows rows = {storage, NULL};
	sqlite3_stmt *statement;

	if (storage->failed != OK || !(statement = prepare(storage, sql)))
		return rows;
	for (size_t i = 0; i < values.count; i++) {
		const struct value *value = &values.list[i];

		note(storage, value->text
				      ? sqlite3_bind_text(statement, (int)i + 1, value->text, -1,
							  SQLITE_TRANSIENT)
				      : sqlite3_bind_int64(statement, (int)i + 1, value->integer));
	}
	rows.statement = statement;
	return rows;
}

bool storage_next(struct rows *rows)
{
	int code;

	if (!rows->statement)
		return false;
	code = rows->storage->failed == OK ? sqlite3_step(rows->statement) : SQLITE_DONE;
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		note(rows->storage, code);
	storage_end(rows);
	return false;
}

void storage_end(struct rows *rows)
{
	if (rows->statement) {
		sqlite3_reset(rows->statement);
		sqlite3_clear_bindings(rows->statement);
	}
	rows->statement = NULL;
}

int64_t storage_integer(const struct rows *rows, int column)
{
	return sqlite3_column_int64(rows->statement, column);
}

const char *storage_text(const struct rows *rows, int column)
{
	const unsigned char *text = sqlite3_column_text(rows->statement, column);

	return text ? (const char *)text : "";
}

void storage_run(struct storage *storage, const char *sql, struct values values)
{
	struct rows rows = storage_query(storage, sql, values);

	while (storage_next(&rows))
		continue;
}
