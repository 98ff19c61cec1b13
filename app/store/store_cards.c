#include "store/store_private.h"

static enum err put_card(struct store *store, const struct card *card, uint32_t pupil)
{
	static const char sql[] = "INSERT INTO card (card, pupil) VALUES (?, ?)";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_blob(statement, 1, card->bytes, card->length);
	bind_integer(statement, 2, pupil);
	return database_run(&store->database, statement);
}

/* What staff changed, upon what the file says. One that says what it said before has not heard of it yet. */
static enum err change_cards(struct store *store)
{
	return database_exec(
		&store->database,
		"DELETE FROM card_change WHERE EXISTS (SELECT 1 FROM card WHERE "
		"card.card = card_change.card AND (CASE WHEN card.pupil = card_change.pupil "
		"THEN NOT blocked ELSE card.pupil IS NOT listed END));"
		"UPDATE card_change SET listed = (SELECT pupil FROM card WHERE "
		"card.card = card_change.card);"
		"DELETE FROM card WHERE card IN (SELECT card FROM card_change);"
		"INSERT INTO card SELECT card, pupil FROM card_change WHERE NOT blocked");
}

enum err store_replace_cards(struct store *store, const struct store_card *cards, size_t count)
{
	enum err err = database_exec(&store->database, "DELETE FROM card");

	for (size_t i = 0; i < count && err == OK; i++)
		err = put_card(store, &cards[i].card, cards[i].pupil);
	return err == OK ? change_cards(store) : err;
}

static enum err card_statement(struct store *store, const char *sql, const struct card *card,
			       uint32_t pupil)
{
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	if (card)
		bind_blob(statement, 2, card->bytes, card->length);
	bind_integer(statement, 1, pupil);
	return database_run(&store->database, statement);
}

enum err store_without_card(struct store *store, const char *sql, const struct card *card,
			    enum err found)
{
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_blob(statement, 1, card->bytes, card->length);
	err = database_row(&store->database, statement, &row);
	if (err != OK || !row)
		return err;
	sqlite3_reset(statement);
	return found;
}

static enum err is_staffs(struct store *store, const struct card *card)
{
	return store_without_card(store, "SELECT 1 FROM staff WHERE card = ?", card, ERR_EXISTS);
}

static enum err give(struct store *store, const struct card *card, uint32_t pupil)
{
	/* the card of a pupil who is gone lies there still */
	static const char forget_sql[] =
		"DELETE FROM card WHERE card = ?2 AND pupil <> ?1 AND pupil NOT IN "
		"(SELECT key FROM pupil WHERE on_roster)";
	static const char remember_sql[] =
		"INSERT INTO card_change (card, pupil, blocked) VALUES (?2, ?1, 0) "
		"ON CONFLICT (card) DO UPDATE SET pupil = ?1, blocked = 0";
	enum err err = is_staffs(store, card);

	if (err == OK)
		err = card_statement(store, forget_sql, card, pupil);
	if (err == OK)
		err = put_card(store, card, pupil);
	return err == OK ? card_statement(store, remember_sql, card, pupil) : err;
}

enum err store_give_card(struct store *store, const struct card *card, uint32_t pupil)
{
	bool own;
	enum err err = database_join(&store->database, &own);

	if (err != OK)
		return err;
	return database_leave(&store->database, own, give(store, card, pupil));
}

static enum err block(struct store *store, uint32_t pupil)
{
	static const char remember_sql[] =
		"INSERT INTO card_change (card, pupil, blocked, listed) "
		"SELECT card, pupil, 1, pupil FROM card WHERE pupil = ?1 "
		"ON CONFLICT (card) DO UPDATE SET pupil = excluded.pupil, blocked = 1";
	static const char forget_sql[] = "DELETE FROM card WHERE pupil = ?1";
	enum err err = card_statement(store, remember_sql, NULL, pupil);

	if (err == OK)
		err = card_statement(store, forget_sql, NULL, pupil);
	if (err == OK && sqlite3_changes(store->database.sqlite) == 0)
		err = ERR_NOT_FOUND;
	return err;
}

enum err store_block_cards(struct store *store, uint32_t pupil)
{
	bool own;
	enum err err = database_join(&store->database, &own);

	if (err != OK)
		return err;
	return database_leave(&store->database, own, block(store, pupil));
}
