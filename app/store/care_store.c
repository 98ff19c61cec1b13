#include "store/care_store.h"
#include "store/database.h"
#include <stdlib.h>
#include <string.h>

/* As in schema.c: a shipped script is never edited. */
static const char care_1[] = "CREATE TABLE care (\n"
			     "	upn TEXT NOT NULL CHECK (upn <> ''),\n"
			     "	authority TEXT NOT NULL CHECK (authority <> ''),\n"
			     "	child_ref TEXT NOT NULL CHECK (child_ref <> ''),\n"
			     "	cohort TEXT NOT NULL,\n"
			     "	from_day INTEGER NOT NULL,\n"
			     "	to_day INTEGER NOT NULL CHECK (to_day >= from_day),\n"
			     "	PRIMARY KEY (upn, authority, from_day, cohort)\n"
			     ") STRICT, WITHOUT ROWID;\n";
static const char *const care_scripts[] = {care_1};
static const struct schema schema_care = {
	.file = "care.db",
	.application_id = 0x46426361, /* "FBca" */
	.scripts = care_scripts,
	.count = COUNT_OF(care_scripts),
};

struct care_store {
	struct database database;
};

enum err care_store_open(struct care_store **out, const char *dir, bool create,
			 struct store_report *report)
{
	struct care_store *store = calloc(1, sizeof *store);
	enum err err;

	*out = NULL;
	if (!store)
		return ERR_NO_MEMORY;
	err = database_open(&store->database, dir, &schema_care, create, report);
	if (err == OK)
		*out = store;
	else
		free(store);
	return err;
}

void care_store_close(struct care_store *store)
{
	if (!store)
		return;
	database_close(&store->database);
	free(store);
}

static enum err put_row(struct care_store *store, const struct care_row *row)
{
	static const char sql[] = "INSERT INTO care (upn, authority, child_ref, cohort, from_day, "
				  "to_day) VALUES (?, ?, ?, ?, ?, ?)";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, row->upn);
	bind_text(statement, 2, row->care.authority);
	bind_text(statement, 3, row->care.child_ref);
	bind_text(statement, 4, cohort_text(row->care.cohort));
	bind_integer(statement, 5, row->care.from_day);
	bind_integer(statement, 6, row->care.to_day);
	return database_run(&store->database, statement);
}

enum err care_store_replace(struct care_store *store, const struct care_row *rows, size_t count)
{
	enum err err = database_begin(&store->database);

	if (err != OK)
		return err;
	err = database_exec(&store->database, "DELETE FROM care");
	for (size_t i = 0; i < count && err == OK; i++)
		err = put_row(store, &rows[i]);
	return database_leave(&store->database, true, err);
}

static bool read_row(sqlite3_stmt *statement, struct care_row *row)
{
	char cohort[32];

	memset(row, 0, sizeof *row);
	row->care.from_day = sqlite3_column_int(statement, 4);
	row->care.to_day = sqlite3_column_int(statement, 5);
	return column_text(statement, 0, row->upn, sizeof row->upn) &&
	       column_text(statement, 1, row->care.authority, sizeof row->care.authority) &&
	       column_text(statement, 2, row->care.child_ref, sizeof row->care.child_ref) &&
	       column_text(statement, 3, cohort, sizeof cohort) &&
	       cohort_parse(cohort, &row->care.cohort);
}

static enum err read_rows(struct care_store *store, sqlite3_stmt *statement, struct care_row **rows,
			  size_t *count)
{
	bool row;
	enum err err;

	while ((err = database_row(&store->database, statement, &row)) == OK && row) {
		struct care_row *more = array_room(*rows, *count, sizeof *more);

		if (!more)
			return ERR_NO_MEMORY;
		*rows = more;
		if (!read_row(statement, &more[*count]))
			return ERR_DAMAGED;
		(*count)++;
	}
	return err;
}

enum err care_store_rows(struct care_store *store, struct care_row **out, size_t *count)
{
	static const char sql[] = "SELECT upn, authority, child_ref, cohort, from_day, to_day "
				  "FROM care ORDER BY upn, authority, from_day, cohort";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	*out = NULL;
	*count = 0;
	if (err != OK)
		return err;
	err = read_rows(store, statement, out, count);
	sqlite3_reset(statement);
	if (err != OK) {
		free(*out);
		*out = NULL;
		*count = 0;
	}
	return err;
}

static uint32_t pupil_of(const struct roster *roster, const char *upn)
{
	bool former;
	const struct pupil *pupil = roster_pupil_by_upn(roster, upn, &former);

	return pupil ? pupil->key : 0;
}

enum err care_store_load(struct care_store *store, const struct roster *roster, struct care **out,
			 size_t *count)
{
	struct care_row *rows;
	struct care *care;
	enum err err = care_store_rows(store, &rows, count);

	*out = NULL;
	if (err != OK)
		return err;
	care = calloc(*count + 1, sizeof *care);
	for (size_t i = 0; care && i < *count; i++) {
		care[i] = rows[i].care;
		care[i].pupil = pupil_of(roster, rows[i].upn);
	}
	free(rows);
	if (!care) {
		*count = 0;
		return ERR_NO_MEMORY;
	}
	care_sort(care, *count);
	*out = care;
	return OK;
}

enum err care_store_data_version(struct care_store *store, int64_t *version)
{
	return database_data_version(&store->database, version);
}
