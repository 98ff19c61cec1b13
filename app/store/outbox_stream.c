/* A new stream: what the authority has not acknowledged moves there. */
#include "store/outbox_store.h"
#include "store/store_private.h"
#include <stdlib.h>
#include <string.h>

struct move {
	struct store *store;
	const char *authority;
	int64_t old_stream, new_stream;
	uint64_t sequence; /* the last given in the new stream */
	outbox_restamp *restamp;
};

struct moving {
	int64_t row;
	char *body;      /* restamped */
	char *sent_body; /* restamped; NULL: not parked */
};

/* The first of the old stream after its cursor; row 0: none is left. Moved rows are no longer of the old stream. */
static enum err next_moving(struct move *move, struct moving *out)
{
	static const char sql[] =
		"SELECT row, body, sent_body FROM notice WHERE authority = ?1 AND stream = ?2 "
		"AND sequence > (SELECT acked_through FROM authority WHERE id = ?1) "
		"ORDER BY sequence LIMIT 1";
	struct database *database = &move->store->database;
	const char *body, *sent;
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(database, sql, &statement);

	*out = (struct moving){.row = 0};
	if (err != OK)
		return err;
	bind_text(statement, 1, move->authority);
	bind_integer(statement, 2, move->old_stream);
	err = database_row(database, statement, &row);
	if (err != OK || !row)
		return err;
	move->sequence++;
	out->row = sqlite3_column_int64(statement, 0);
	body = (const char *)sqlite3_column_text(statement, 1);
	sent = (const char *)sqlite3_column_text(statement, 2);
	if (body)
		out->body = move->restamp(body, (uint64_t)move->new_stream, move->sequence);
	if (sent)
		out->sent_body = move->restamp(sent, (uint64_t)move->new_stream, move->sequence);
	if (!out->body || (sent && !out->sent_body))
		err = ERR_NO_MEMORY;
	sqlite3_reset(statement);
	return err;
}

static enum err put_moved(struct move *move, const struct moving *moving)
{
	static const char sql[] = "UPDATE notice SET stream = ?2, sequence = ?3, body = ?4, "
				  "sent_body = ?5 WHERE row = ?1";
	sqlite3_stmt *statement;
	enum err err = database_statement(&move->store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_integer(statement, 1, moving->row);
	bind_integer(statement, 2, move->new_stream);
	bind_integer(statement, 3, (int64_t)move->sequence);
	bind_text(statement, 4, moving->body);
	bind_text(statement, 5, moving->sent_body);
	return database_run(&move->store->database, statement);
}

static enum err point_to_stream(struct move *move)
{
	static const char sql[] = "UPDATE authority SET stream = ?2, acked_through = 0, "
				  "last_sequence = ?3 WHERE id = ?1";
	sqlite3_stmt *statement;
	enum err err = database_statement(&move->store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, move->authority);
	bind_integer(statement, 2, move->new_stream);
	bind_integer(statement, 3, (int64_t)move->sequence);
	return database_run(&move->store->database, statement);
}

/* The stream an authority has now; ERR_NOT_FOUND: none. */
static enum err old_stream(struct move *move)
{
	static const char sql[] = "SELECT stream FROM authority WHERE id = ?";
	struct database *database = &move->store->database;
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, move->authority);
	err = database_row(database, statement, &row);
	if (err == OK && row)
		move->old_stream = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return err == OK && !row ? ERR_NOT_FOUND : err;
}

enum err outbox_store_new_stream(struct store *store, const char *authority, uint64_t stream,
				 outbox_restamp *restamp)
{
	struct move move = {.store = store, .authority = authority, .restamp = restamp};
	enum err err = old_stream(&move);

	memcpy(&move.new_stream, &stream, sizeof stream);
	if (err == OK && move.new_stream == move.old_stream)
		err = ERR_EXISTS;
	while (err == OK) {
		struct moving moving;

		err = next_moving(&move, &moving);
		if (err == OK && moving.row == 0)
			break;
		if (err == OK)
			err = put_moved(&move, &moving);
		free(moving.body);
		free(moving.sent_body);
	}
	return err == OK ? point_to_stream(&move) : err;
}
