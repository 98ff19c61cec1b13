#include "core/base.h"
#include "store/database.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static enum err constraint_error(int code)
{
	switch (code) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID: return ERR_EXISTS;
	case SQLITE_CONSTRAINT_TRIGGER: return ERR_REFUSED;
	default: return ERR_BAD_INPUT;
	}
}

enum err database_error(const struct database *database, int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE: return OK;
	case SQLITE_FULL: return ERR_NO_SPACE;
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return ERR_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB: return ERR_DAMAGED;
	case SQLITE_NOMEM: return ERR_NO_MEMORY;
	case SQLITE_CONSTRAINT: return constraint_error(code);
	case SQLITE_TOOBIG:
	case SQLITE_MISMATCH: return ERR_BAD_INPUT;
	default: break;
	}
	/* the shared-memory file of the log fails with an I/O error where the database itself says "full" */
	if (database->sqlite && sqlite3_system_errno(database->sqlite) == ENOSPC)
		return ERR_NO_SPACE;
	return ERR_IO;
}

enum err database_statement(struct database *database, const char *sql, sqlite3_stmt **out)
{
	size_t i;
	int code;

	for (i = 0; i < database->kept_count; i++) {
		if (database->kept[i].sql != sql)
			continue;
		*out = database->kept[i].statement;
		sqlite3_reset(*out);
		sqlite3_clear_bindings(*out);
		return OK;
	}
	ENSURE(database->kept_count < STATEMENTS_MAX);
	code = sqlite3_prepare_v3(database->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
	if (code != SQLITE_OK)
		return database_error(database, code);
	database->kept[i].sql = sql;
	database->kept[i].statement = *out;
	database->kept_count++;
	return OK;
}

enum err database_run(struct database *database, sqlite3_stmt *statement)
{
	bool row = false;
	enum err err = database_row(database, statement, &row);

	ENSURE(!row);
	return err;
}

enum err database_row(struct database *database, sqlite3_stmt *statement, bool *row)
{
	int code = sqlite3_step(statement);
	enum err err = database_error(database, code);

	*row = code == SQLITE_ROW;
	if (!*row)
		sqlite3_reset(statement);
	return err;
}

enum err database_exec(struct database *database, const char *sql)
{
	return database_error(database, sqlite3_exec(database->sqlite, sql, NULL, NULL, NULL));
}

enum err database_integer(struct database *database, const char *sql, int64_t *out)
{
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(database, sql, &statement);

	*out = 0;
	if (err == OK)
		err = database_row(database, statement, &row);
	if (err == OK && row) {
		*out = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	}
	return err;
}

enum err database_data_version(struct database *database, int64_t *version)
{
	return database_integer(database, "PRAGMA data_version", version);
}

void bind_integer(sqlite3_stmt *statement, int index, int64_t value)
{
	int code = sqlite3_bind_int64(statement, index, value);

	ENSURE(code == SQLITE_OK);
}

void bind_unsigned(sqlite3_stmt *statement, int index, uint64_t value)
{
	int64_t same_bits;

	memcpy(&same_bits, &value, sizeof same_bits);
	bind_integer(statement, index, same_bits);
}

void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
	int code = sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);

	ENSURE(code == SQLITE_OK);
}

void bind_blob(sqlite3_stmt *statement, int index, const void *bytes, size_t length)
{
	int code = sqlite3_bind_blob64(statement, index, bytes, length, SQLITE_STATIC);

	ENSURE(code == SQLITE_OK);
}

bool column_text(sqlite3_stmt *statement, int column, char *out, size_t size)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return text && text_copy(out, size, text);
}

enum err database_begin(struct database *database)
{
	return database_exec(database, "BEGIN IMMEDIATE");
}

/* SQLite ends the transaction by itself after some errors and keeps it open after others. */
void database_rollback(struct database *database)
{
	if (!sqlite3_get_autocommit(database->sqlite))
		sqlite3_exec(database->sqlite, "ROLLBACK", NULL, NULL, NULL);
}

enum err database_commit(struct database *database)
{
	enum err err;

	/* an error in mid-step may have ended the transaction: then nothing of the step stands */
	if (sqlite3_get_autocommit(database->sqlite))
		return ERR_IO;
	err = database_exec(database, "COMMIT");
	if (err != OK)
		database_rollback(database);
	return err;
}

enum err database_join(struct database *database, bool *own)
{
	*own = sqlite3_get_autocommit(database->sqlite);
	return *own ? database_begin(database) : OK;
}

enum err database_leave(struct database *database, bool own, enum err err)
{
	if (own && err == OK)
		return database_commit(database);
	if (own)
		database_rollback(database);
	return err;
}

void *array_room(void *array, size_t count, size_t item_size)
{
	if (count != 0 && (count < 16 || (count & (count - 1)) != 0))
		return array;
	return realloc(array, (count ? count * 2 : 16) * item_size);
}
