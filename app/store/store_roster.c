#include "store/store_private.h"
#include <stdlib.h>
#include <string.h>

/* Reads one row into the array's next place. False: a row we did not write. */
typedef bool read_row(sqlite3_stmt *statement, void *item);

static enum err load(struct store *store, const char *sql, read_row *read, size_t item_size,
		     void **items, size_t *count)
{
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	while ((err = database_row(&store->database, statement, &row)) == OK && row) {
		void *more = array_room(*items, *count, item_size);

		if (!more) {
			err = ERR_NO_MEMORY;
			break;
		}
		*items = more;
		more = (char *)*items + *count * item_size;
		memset(more, 0, item_size);
		if (!read(statement, more)) {
			err = ERR_DAMAGED;
			break;
		}
		(*count)++;
	}
	sqlite3_reset(statement);
	return err;
}

static bool read_pupil(sqlite3_stmt *statement, void *item)
{
	struct pupil *pupil = item;

	pupil->key = (uint32_t)sqlite3_column_int64(statement, 0);
	pupil->year_group = (int8_t)sqlite3_column_int(statement, 7);
	pupil->on_roll_from = sqlite3_column_int(statement, 9);
	pupil->on_roll_to = sqlite3_column_int(statement, 10);
	return column_text(statement, 1, pupil->pupil_id, sizeof pupil->pupil_id) &&
	       column_text(statement, 2, pupil->upn, sizeof pupil->upn) &&
	       column_text(statement, 3, pupil->legal_forename, sizeof pupil->legal_forename) &&
	       column_text(statement, 4, pupil->legal_surname, sizeof pupil->legal_surname) &&
	       column_text(statement, 5, pupil->preferred_forename,
			   sizeof pupil->preferred_forename) &&
	       column_text(statement, 6, pupil->preferred_surname,
			   sizeof pupil->preferred_surname) &&
	       column_text(statement, 8, pupil->form, sizeof pupil->form) &&
	       column_text(statement, 11, pupil->language, sizeof pupil->language);
}

static bool read_card(sqlite3_stmt *statement, void *item)
{
	struct store_card *card = item;
	const void *bytes = sqlite3_column_blob(statement, 0);
	int length = sqlite3_column_bytes(statement, 0);

	if (!bytes || length < 0 || (size_t)length > sizeof card->card.bytes)
		return false;
	memcpy(card->card.bytes, bytes, (size_t)length);
	card->card.length = (uint8_t)length;
	card->pupil = (uint32_t)sqlite3_column_int64(statement, 1);
	return true;
}

static bool read_expectation(sqlite3_stmt *statement, void *item)
{
	struct expectation *expectation = item;

	expectation->pupil = (uint32_t)sqlite3_column_int64(statement, 0);
	expectation->weekday = (int8_t)sqlite3_column_int(statement, 1);
	expectation->part = (enum part)sqlite3_column_int(statement, 2);
	expectation->from_day = sqlite3_column_int(statement, 4);
	expectation->to_day = sqlite3_column_int(statement, 5);
	return column_text(statement, 3, expectation->code.text, sizeof expectation->code.text);
}

static bool read_closure(sqlite3_stmt *statement, void *item)
{
	struct closure *closure = item;

	closure->day = sqlite3_column_int(statement, 0);
	closure->parts[PART_AM] = sqlite3_column_int(statement, 1) != 0;
	closure->parts[PART_PM] = sqlite3_column_int(statement, 2) != 0;
	closure->years = (uint32_t)sqlite3_column_int64(statement, 4);
	return column_text(statement, 3, closure->code.text, sizeof closure->code.text);
}

static bool read_former_upn(sqlite3_stmt *statement, void *item)
{
	struct former_upn *former = item;

	former->pupil = (uint32_t)sqlite3_column_int64(statement, 1);
	return column_text(statement, 0, former->upn, sizeof former->upn);
}

static enum err load_former_upns(struct store *store, struct roster *out)
{
	static const char sql[] =
		"SELECT former_upn.upn, former_upn.pupil FROM former_upn "
		"JOIN pupil ON key = former_upn.pupil WHERE on_roster ORDER BY former_upn.upn";
	void *items = NULL;
	enum err err = load(store, sql, read_former_upn, sizeof *out->former_upns, &items,
			    &out->former_upn_count);

	out->former_upns = items;
	return err;
}

static enum err load_people(struct store *store, struct roster *out)
{
	static const char pupils_sql[] =
		"SELECT key, pupil_id, upn, legal_forename, legal_surname, preferred_forename, "
		"preferred_surname, year_group, form, on_roll_from, on_roll_to, language "
		"FROM pupil WHERE on_roster ORDER BY key";
	static const char cards_sql[] = "SELECT card, pupil FROM card JOIN pupil ON key = pupil "
					"WHERE on_roster ORDER BY card";
	static const char expectations_sql[] =
		"SELECT pupil, weekday, part, code, from_day, to_day FROM expectation "
		"JOIN pupil ON key = pupil WHERE on_roster ORDER BY pupil, expectation.rowid";
	void *items = NULL;
	enum err err =
		load(store, pupils_sql, read_pupil, sizeof *out->pupils, &items, &out->pupil_count);

	out->pupils = items;
	items = NULL;
	if (err == OK)
		err = load(store, cards_sql, read_card, sizeof *out->cards, &items,
			   &out->card_count);
	out->cards = items;
	items = NULL;
	if (err == OK)
		err = load(store, expectations_sql, read_expectation, sizeof *out->expectations,
			   &items, &out->expectation_count);
	out->expectations = items;
	return err;
}

static enum err load_rest(struct store *store, struct roster *out)
{
	static const char closures_sql[] =
		"SELECT day, am, pm, code, years FROM closure ORDER BY day, rowid";
	int64_t version = 0, day = 0;
	void *items = NULL;
	enum err err = load(store, closures_sql, read_closure, sizeof *out->closures, &items,
			    &out->closure_count);

	out->closures = items;
	if (err == OK)
		err = database_integer(&store->database, "SELECT roster_version FROM kiosk",
				       &version);
	if (err == OK)
		err = database_integer(&store->database, "SELECT roster_day FROM kiosk", &day);
	out->version = (uint64_t)version;
	out->day = (int32_t)day;
	return err;
}

/* One reading transaction, so that an import in between is seen whole or not at all. */
enum err store_load_roster(struct store *store, struct roster *out)
{
	struct database *database = &store->database;
	bool own = sqlite3_get_autocommit(database->sqlite);
	enum err err = OK;

	*out = (struct roster){.pupils = NULL};
	if (own)
		err = database_exec(database, "BEGIN");
	if (err == OK)
		err = load_people(store, out);
	if (err == OK)
		err = load_former_upns(store, out);
	if (err == OK)
		err = load_rest(store, out);
	if (own)
		database_rollback(database);
	if (err != OK)
		roster_release(out);
	return err;
}

void roster_release(struct roster *roster)
{
	if (!roster)
		return;
	free(roster->pupils);
	free(roster->cards);
	free(roster->expectations);
	free(roster->closures);
	free(roster->former_upns);
	*roster = (struct roster){.pupils = NULL};
}
