#pragma once
/* database: one SQLite file as the store keeps it, with its statements. Private to app/store. */
#include "core/base.h"
#include "store/schema.h"
#include "store/store.h"
#include <sqlite3.h>

#define STATEMENTS_MAX 64
#define BUSY_MS 5000

struct database {
	sqlite3 *sqlite;
	char path[512];
	struct {
		const char *sql; /* a string constant: its address is the key */
		sqlite3_stmt *statement;
	} kept[STATEMENTS_MAX];
	size_t kept_count;
};

/* As store_open, on DIR/schema->file. */
MUST_CHECK enum err database_open(struct database *database, const char *dir,
				  const struct schema *schema, bool create,
				  struct store_report *report);
/* Takes a zeroed one. */
void database_close(struct database *database);
/* What an (extended) result code of SQLite means here. */
enum err database_error(const struct database *database, int code);
/* Statements without parameters and results. */
MUST_CHECK enum err database_exec(struct database *database, const char *sql);
/* One integer (0 when there is no row). */
MUST_CHECK enum err database_integer(struct database *database, const char *sql, int64_t *out);
MUST_CHECK enum err database_data_version(struct database *database, int64_t *version);

/* The statement of a string constant, prepared once and kept; reset, its parameters NULL. */
MUST_CHECK enum err database_statement(struct database *database, const char *sql,
				       sqlite3_stmt **out);
/* Runs a statement that gives no rows, and resets it. */
MUST_CHECK enum err database_run(struct database *database, sqlite3_stmt *statement);
/* The next row; *row false at the end. Resets at the end and after an error; who stops earlier resets. */
MUST_CHECK enum err database_row(struct database *database, sqlite3_stmt *statement, bool *row);
/* Binding cannot fail but by our own mistake. Texts and blobs must live until the statement has run. */
void bind_integer(sqlite3_stmt *statement, int index, int64_t value);
/* All 64 bits, in SQLite's signed integer. */
void bind_unsigned(sqlite3_stmt *statement, int index, uint64_t value);
void bind_text(sqlite3_stmt *statement, int index, const char *text); /* NULL: NULL */
void bind_blob(sqlite3_stmt *statement, int index, const void *bytes, size_t length);
/* False: NULL, or too long for `out`: not written by us. */
bool column_text(sqlite3_stmt *statement, int column, char *out, size_t size);

/* Joins the caller's transaction, or begins one: *own says which. database_leave ends an own one as `err` says, and
 * returns what came of it. */
MUST_CHECK enum err database_join(struct database *database, bool *own);
MUST_CHECK enum err database_leave(struct database *database, bool own, enum err err);
MUST_CHECK enum err database_begin(struct database *database);
MUST_CHECK enum err database_commit(struct database *database);
void database_rollback(struct database *database);

/* Room for one more after `count` items: the array (moved perhaps), or NULL when memory is out. */
void *array_room(void *array, size_t count, size_t item_size);

/* -- aside: the file as a file, through SQLite's VFS, so that a simulated disk serves as well ---------------------------- */
/* OK; ERR_NOT_FOUND; ERR_DAMAGED: empty though a write-ahead log lies beside it, or empty where nothing may be made; ERR_IO. */
MUST_CHECK enum err aside_inspect(const char *path, bool create);
/* Readable by its owner alone; the write-ahead log takes after the database. */
void aside_protect(const char *path);
/* Renames the file, with -wal and -shm, to PATH.damaged-YYYYMMDD-HHMMSS. ERR_BUSY: somebody has it open; nothing was done. */
MUST_CHECK enum err aside_move(const char *path, char *out, size_t size);
