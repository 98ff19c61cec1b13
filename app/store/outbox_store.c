#include "store/outbox_store.h"
#include "store/store_private.h"

static enum err find_authority(struct store *store, const char *authority, bool *found,
			       struct outbox_cursor *out)
{
	static const char sql[] =
		"SELECT stream, acked_through, last_sequence FROM authority WHERE id = ?";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	*out = (struct outbox_cursor){.stream = 0};
	if (err != OK)
		return err;
	bind_text(statement, 1, authority);
	err = database_row(&store->database, statement, found);
	if (err != OK || !*found)
		return err;
	out->stream = (uint64_t)sqlite3_column_int64(statement, 0);
	out->acked_through = (uint64_t)sqlite3_column_int64(statement, 1);
	out->last_sequence = (uint64_t)sqlite3_column_int64(statement, 2);
	sqlite3_reset(statement);
	return OK;
}

/* ERR_NOT_FOUND: no cursor was ever asked for. */
static enum err require_authority(struct store *store, const char *authority,
				  struct outbox_cursor *out)
{
	bool found;
	enum err err = find_authority(store, authority, &found, out);

	return err == OK && !found ? ERR_NOT_FOUND : err;
}

static enum err add_authority(struct store *store, const char *authority, uint64_t stream)
{
	static const char sql[] = "INSERT INTO authority (id, stream, acked_through, "
				  "last_sequence) VALUES (?, ?, 0, 0)";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, authority);
	bind_unsigned(statement, 2, stream);
	return database_run(&store->database, statement);
}

static enum err count_waiting(struct store *store, const char *authority,
			      struct outbox_cursor *cursor)
{
	/* The count stays within the index; only the first row is read, however long the queue. */
	static const char sql[] = "SELECT count(*), (SELECT at_utc_ms FROM notice "
				  "WHERE authority = ?1 AND stream = ?2 AND sequence > ?3 "
				  "ORDER BY sequence LIMIT 1), (SELECT count(*) FROM notice "
				  "WHERE problem IS NOT NULL AND authority = ?1 AND stream = ?2) "
				  "FROM notice "
				  "WHERE authority = ?1 AND stream = ?2 AND sequence > ?3";
	sqlite3_stmt *statement;
	bool row;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, authority);
	bind_unsigned(statement, 2, cursor->stream);
	bind_unsigned(statement, 3, cursor->acked_through);
	err = database_row(&store->database, statement, &row);
	if (err != OK || !row)
		return err;
	cursor->waiting = (uint64_t)sqlite3_column_int64(statement, 0);
	cursor->oldest_unsent_utc_ms = sqlite3_column_int64(statement, 1);
	cursor->parked = (uint64_t)sqlite3_column_int64(statement, 2);
	sqlite3_reset(statement);
	return OK;
}

enum err outbox_store_cursor(struct store *store, const char *authority, uint64_t random_stream,
			     struct outbox_cursor *out)
{
	bool own = false, found;
	enum err err = find_authority(store, authority, &found, out);

	if (err == OK && !found) {
		err = database_join(&store->database, &own);
		if (err != OK)
			return err;
		/* another program may have been here between the look and the lock */
		err = find_authority(store, authority, &found, out);
		if (err == OK && !found) {
			out->stream = random_stream;
			err = add_authority(store, authority, random_stream);
		}
		err = database_leave(&store->database, own, err);
	}
	return err == OK ? count_waiting(store, authority, out) : err;
}

static enum err insert_notice(struct store *store, const struct outbox_row *row)
{
	static const char sql[] = "INSERT INTO notice (authority, stream, sequence, at_utc_ms, "
				  "kind, day, part, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, row->authority);
	bind_unsigned(statement, 2, row->stream);
	bind_unsigned(statement, 3, row->sequence);
	bind_integer(statement, 4, row->at_utc_ms);
	bind_text(statement, 5, row->kind);
	bind_integer(statement, 6, row->session.day);
	bind_integer(statement, 7, row->session.part);
	bind_text(statement, 8, row->body);
	return database_run(&store->database, statement);
}

enum err outbox_store_append(struct store *store, const struct outbox_row *row)
{
	static const char sql[] = "UPDATE authority SET last_sequence = ?2 WHERE id = ?1";
	struct outbox_cursor cursor;
	sqlite3_stmt *statement;
	enum err err = require_authority(store, row->authority, &cursor);

	if (err == ERR_NOT_FOUND)
		return ERR_BAD_INPUT;
	if (err != OK)
		return err;
	if (row->stream != cursor.stream)
		return ERR_BAD_INPUT;
	if (row->sequence != cursor.last_sequence + 1)
		return row->sequence <= cursor.last_sequence ? ERR_EXISTS : ERR_BAD_INPUT;
	err = insert_notice(store, row);
	if (err == OK)
		err = database_statement(&store->database, sql, &statement);
	if (err != OK)
		return err;
	bind_text(statement, 1, row->authority);
	bind_unsigned(statement, 2, row->sequence);
	return database_run(&store->database, statement);
}

/* Hands out (sequence, body) rows; ERR_FULL of the taker ends it well. */
static enum err hand_out(struct store *store, sqlite3_stmt *statement, outbox_take *take,
			 void *context)
{
	bool row;
	enum err err;

	while ((err = database_row(&store->database, statement, &row)) == OK && row) {
		const char *body = (const char *)sqlite3_column_text(statement, 1);

		err = body ? take(context, (uint64_t)sqlite3_column_int64(statement, 0), body)
			   : ERR_NO_MEMORY;
		if (err != OK)
			break;
	}
	sqlite3_reset(statement);
	return err == ERR_FULL ? OK : err;
}

enum err outbox_store_read(struct store *store, const char *authority, uint64_t first,
			   uint64_t last, outbox_take *take, void *context)
{
	static const char sql[] =
		"SELECT sequence, coalesce(sent_body, body) FROM notice WHERE authority = ?1 "
		"AND stream = (SELECT stream FROM authority WHERE id = ?1) "
		"AND sequence BETWEEN ?2 AND ?3 ORDER BY sequence";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, authority);
	bind_integer(statement, 2, first > INT64_MAX ? INT64_MAX : (int64_t)first);
	bind_integer(statement, 3, last > INT64_MAX ? INT64_MAX : (int64_t)last);
	return hand_out(store, statement, take, context);
}

enum err outbox_store_read_session(struct store *store, const char *authority,
				   struct session session, outbox_take *take, void *context)
{
	static const char sql[] = "SELECT sequence, body FROM notice INDEXED BY notice_session "
				  "WHERE authority = ? AND day = ? AND part = ? ORDER BY row";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, authority);
	bind_integer(statement, 2, session.day);
	bind_integer(statement, 3, session.part);
	return hand_out(store, statement, take, context);
}

/* Rows up to the cursor carry the time of their acknowledgement, rows after it none. */
static enum err mark_acked(struct store *store, const char *authority, uint64_t stream,
			   uint64_t from, uint64_t to, int64_t now_utc_ms)
{
	static const char sql[] =
		"UPDATE notice SET acked_utc_ms = ?5 "
		"WHERE authority = ?1 AND stream = ?2 AND sequence > ?3 AND sequence <= ?4";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, authority);
	bind_unsigned(statement, 2, stream);
	bind_unsigned(statement, 3, from < to ? from : to);
	bind_unsigned(statement, 4, from < to ? to : from);
	if (from < to)
		bind_integer(statement, 5, now_utc_ms);
	return database_run(&store->database, statement);
}

enum err outbox_store_ack(struct store *store, const char *authority, uint64_t acked_through,
			  int64_t now_utc_ms)
{
	static const char sql[] = "UPDATE authority SET acked_through = ?2 WHERE id = ?1";
	struct outbox_cursor cursor;
	sqlite3_stmt *statement;
	enum err err = require_authority(store, authority, &cursor);

	/* a claim beyond what was written must not swallow what is written later */
	if (acked_through > cursor.last_sequence)
		acked_through = cursor.last_sequence;
	if (err != OK || acked_through == cursor.acked_through)
		return err;
	err = mark_acked(store, authority, cursor.stream, cursor.acked_through, acked_through,
			 now_utc_ms);
	if (err == OK)
		err = database_statement(&store->database, sql, &statement);
	if (err != OK)
		return err;
	bind_text(statement, 1, authority);
	bind_unsigned(statement, 2, acked_through);
	return database_run(&store->database, statement);
}

enum err outbox_store_park(struct store *store, const char *authority, uint64_t sequence,
			   const char *problem, const char *body)
{
	static const char sql[] = "UPDATE notice SET problem = ?3, sent_body = ?4 "
				  "WHERE authority = ?1 AND sequence = ?2 "
				  "AND stream = (SELECT stream FROM authority WHERE id = ?1)";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_text(statement, 1, authority);
	bind_integer(statement, 2, sequence > INT64_MAX ? 0 : (int64_t)sequence);
	bind_text(statement, 3, problem);
	bind_text(statement, 4, body);
	err = database_run(&store->database, statement);
	if (err == OK && sqlite3_changes(store->database.sqlite) == 0)
		err = ERR_NOT_FOUND;
	return err;
}

enum err outbox_store_prune(struct store *store, int64_t before_utc_ms)
{
	static const char sql[] = "DELETE FROM notice WHERE acked_utc_ms < ?1 AND day < ?2";
	sqlite3_stmt *statement;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	bind_integer(statement, 1, before_utc_ms);
	bind_integer(statement, 2, before_utc_ms / 86400000);
	return database_run(&store->database, statement);
}
