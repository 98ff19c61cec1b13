#pragma once
/* storage: one authority's data, and no way to another's. SQLite today (one file an authority); the SQL of the callers
 * is the subset that PostgreSQL shares ($1, $2 in order of appearance, 64-bit integers and text only), so that a
 * second storage_*.c can join.
 *
 * Everything happens between storage_begin and storage_commit, which also keep other threads out. The first failure
 * inside sticks: later calls do nothing and find nothing, and the commit reports it, having changed nothing. */
#include "core/base.h"

struct storage;

/* Makes a new file with the tables in it, readable by its owner only. ERR_EXISTS: there is one already. */
MUST_CHECK enum err storage_create(const char *path);
/* ERR_NOT_FOUND, ERR_DAMAGED, ERR_TOO_NEW. WAL, synchronous FULL, foreign keys. */
MUST_CHECK enum err storage_open(const char *path, struct storage **out);
/* Takes NULL. */
void storage_close(struct storage *storage);

void storage_begin(struct storage *storage);
/* OK: durable on the disk. Otherwise nothing was changed. */
MUST_CHECK enum err storage_commit(struct storage *storage);
void storage_rollback(struct storage *storage);
/* The failure that sticks; OK: none. */
enum err storage_failed(const struct storage *storage);

/* What is bound to $1, $2 ... */
struct value {
	const char *text; /* NULL: the integer */
	int64_t integer;
};
struct values {
	const struct value *list;
	size_t count;
};
#define TEXT(words)                                                                                \
	(struct value)                                                                             \
	{                                                                                          \
		.text = (words)                                                                    \
	}
#define INT(number)                                                                                \
	(struct value)                                                                             \
	{                                                                                          \
		.integer = (number)                                                                \
	}
#define VALUES(...)                                                                                \
	(struct values)                                                                            \
	{                                                                                          \
		(const struct value[]){__VA_ARGS__},                                               \
			sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value)         \
	}
#define NO_VALUES ((struct values){NULL, 0})

/* Runs one statement to its end. `sql` is a literal: its address is what finds it prepared. */
void storage_run(struct storage *storage, const char *sql, struct values values);

/* The rows of a query: while (storage_next(&rows)) { ... }; storage_end() only when left early.
 * The same text cannot be asked again while its rows are open. */
struct rows {
	struct storage *storage;
	void *statement;
};
struct rows storage_query(struct storage *storage, const char *sql, struct values values);
bool storage_next(struct rows *rows);
void storage_end(struct rows *rows);
int64_t storage_integer(const struct rows *rows, int column);
/* Never NULL; good until the next row. */
const char *storage_text(const struct rows *rows, int column);
