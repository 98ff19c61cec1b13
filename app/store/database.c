#include "store/database.h"
#include <stdio.h>
#include <string.h>

/* Above this only quick_check, which leaves out comparing each index with its table: pupils wait at the door meanwhile, and a
 * year of a large school (60 MB) takes four times as long with it. */
#define FULL_CHECK_BYTES (INT64_C(16) << 20)

/* FULL: each commit is on the disk before it is answered for (P1). No mmap: an I/O error would be a signal. Names and
 * care leave no traces in freed pages. */
static const char settings[] = "PRAGMA foreign_keys = ON;"
			       "PRAGMA synchronous = FULL;"
			       "PRAGMA mmap_size = 0;"
			       "PRAGMA temp_store = MEMORY;"
			       "PRAGMA secure_delete = ON;"
			       "PRAGMA cell_size_check = ON;"
			       "PRAGMA trusted_schema = OFF;"
			       "PRAGMA wal_autocheckpoint = 1000;"
			       "PRAGMA journal_size_limit = 8388608;";

static enum err connect_file(struct database *database, bool create)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
		    (create ? SQLITE_OPEN_CREATE : 0);
	int code = sqlite3_open_v2(database->path, &database->sqlite, flags, NULL);

	if (code != SQLITE_OK)
		return database_error(database, code);
	aside_protect(database->path);
	sqlite3_busy_timeout(database->sqlite, BUSY_MS);
	/* until it is known that the file is ours to change */
	sqlite3_db_config(database->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return database_exec(database, settings);
}

/* ERR_REFUSED: another program's. */
static enum err check_version(struct database *database, const struct schema *schema)
{
	int64_t version, application, tables;
	enum err err = database_integer(database, "PRAGMA user_version", &version);

	if (err == OK)
		err = database_integer(database, "PRAGMA application_id", &application);
	if (err == OK)
		err = database_integer(database, "SELECT count(*) FROM sqlite_schema", &tables);
	if (err != OK)
		return err;
	if (version == 0 && tables == 0)
		return OK;
	if (application != schema->application_id)
		return ERR_REFUSED;
	return version > schema->count ? ERR_TOO_NEW : OK;
}

static enum err check_integrity(struct database *database, char *finding, size_t size)
{
	int64_t pages, page_bytes;
	const char *text, *line;
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_integer(database, "PRAGMA page_count", &pages);

	if (err == OK)
		err = database_integer(database, "PRAGMA page_size", &page_bytes);
	if (err == OK)
		err = database_statement(database,
					 pages * page_bytes > FULL_CHECK_BYTES
						 ? "PRAGMA quick_check(1)"
						 : "PRAGMA integrity_check(1)",
					 &statement);
	if (err == OK)
		err = database_row(database, statement, &row);
	if (err != OK || !row)
		return err;
	text = (const char *)sqlite3_column_text(statement, 0);
	if (!text || strcmp(text, "ok") != 0) {
		/* a first line names the database, which is known */
		line = text ? strchr(text, '\n') : NULL;
		snprintf(finding, size, "%s", line ? line + 1 : text ? text : "unreadable");
		finding[strcspn(finding, "\n")] = '\0';
		err = ERR_DAMAGED;
	}
	sqlite3_reset(statement);
	return err;
}

static enum err write_ahead(struct database *database)
{
	sqlite3_stmt *statement;
	char mode[16] = "";
	bool row;
	enum err err = database_statement(database, "PRAGMA journal_mode = WAL", &statement);

	if (err == OK)
		err = database_row(database, statement, &row);
	if (err != OK || !row)
		return err;
	if (!column_text(statement, 0, mode, sizeof mode) || strcmp(mode, "wal") != 0)
		err = ERR_IO; /* a file system without shared memory */
	sqlite3_reset(statement);
	return err;
}

/* Two programs may come here at once: the version that counts is the one read under the lock. */
static enum err migrate(struct database *database, const struct schema *schema)
{
	char mark[96];
	int64_t version;
	enum err err = database_integer(database, "PRAGMA user_version", &version);

	if (err != OK || version == schema->count)
		return err;
	err = database_begin(database);
	if (err != OK)
		return err;
	err = database_integer(database, "PRAGMA user_version", &version);
	if (err == OK)
		err = database_exec(database, "PRAGMA defer_foreign_keys = ON");
	for (; err == OK && version < schema->count; version++)
		err = database_exec(database, schema->scripts[version]);
	snprintf(mark, sizeof mark, "PRAGMA user_version = %d; PRAGMA application_id = %d",
		 (int)version, (int)schema->application_id);
	if (err == OK)
		err = database_exec(database, mark);
	return database_leave(database, true, err);
}

static enum err open_checked(struct database *database, const struct schema *schema, bool create,
			     char *finding, size_t size)
{
	enum err err = aside_inspect(database->path, create);

	if (err == OK)
		err = connect_file(database, create);
	if (err == OK)
		err = check_version(database, schema);
	if (err == OK)
		err = check_integrity(database, finding, size);
	if (err != OK)
		return err;
	sqlite3_db_config(database->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	err = write_ahead(database);
	if (err == OK)
		err = migrate(database, schema);
	return err;
}

/* ERR_DAMAGED: moves it out of the way and says so. */
static void set_aside(const struct database *database, const char *finding,
		      struct store_report *report)
{
	enum err err = aside_move(database->path, report->set_aside, sizeof report->set_aside);

	if (err == OK)
		snprintf(report->problem, sizeof report->problem,
			 "damaged (%.80s) and set aside, nothing was deleted; put a backup in its "
			 "place or begin anew with firstbellctl init and the imports",
			 finding);
	else if (err == ERR_BUSY)
		snprintf(report->problem, sizeof report->problem,
			 "damaged (%.80s), and another program has it open; stop that, then start "
			 "again",
			 finding);
	else
		snprintf(report->problem, sizeof report->problem,
			 "damaged (%.80s), and it could not be renamed; move it away, then put a "
			 "backup in its place or begin anew with firstbellctl init",
			 finding);
}

static void explain(enum err err, struct store_report *report)
{
	const char *advice = "see the system's log for the disk, and mind the rights of the folder";

	switch (err) {
	case ERR_NOT_FOUND:
		advice =
			"begin with firstbellctl init, or put a backup in its place; a damaged one "
			"lies beside it as .damaged-DATE";
		break;
	case ERR_TOO_NEW: advice = "it was left as it is; install that version"; break;
	case ERR_BUSY: advice = "waited 5 s; stop the program that holds it"; break;
	case ERR_NO_SPACE: advice = "make room on the disk, then start again"; break;
	case ERR_BAD_INPUT: advice = "the folder's name is too long"; break;
	case ERR_REFUSED: advice = "another program's database has its name; move it away"; break;
	default: break;
	}
	snprintf(report->problem, sizeof report->problem, "%s; %s", err_text(err), advice);
}

enum err database_open(struct database *database, const char *dir, const struct schema *schema,
		       bool create, struct store_report *report)
{
	char finding[160] = "not a database, or cut short";
	int length;
	enum err err;

	*database = (struct database){.sqlite = NULL};
	*report = (struct store_report){.problem = ""};
	length = snprintf(database->path, sizeof database->path, "%s/%s", dir, schema->file);
	/* room for .damaged-DATE, which the report must hold as well */
	err = ERR_BAD_INPUT;
	if (length > 0 && (size_t)length < sizeof database->path - 40)
		err = open_checked(database, schema, create, finding, sizeof finding);
	if (err == OK)
		return OK;
	database_close(database);
	if (err == ERR_DAMAGED)
		set_aside(database, finding, report);
	else
		explain(err, report);
	return err == ERR_REFUSED ? ERR_DAMAGED : err;
}

void database_close(struct database *database)
{
	int code;

	for (size_t i = 0; i < database->kept_count; i++)
		sqlite3_finalize(database->kept[i].statement);
	database->kept_count = 0;
	code = sqlite3_close(database->sqlite);
	ENSURE(code == SQLITE_OK);
	database->sqlite = NULL;
}
