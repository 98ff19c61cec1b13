#include "store/store_private.h"
#include <string.h>

enum err store_stream(struct store *store, const char *kiosk, uint64_t random_stream,
		      uint64_t *stream)
{
	if (!*kiosk || !text_copy(store->kiosk, sizeof store->kiosk, kiosk))
		return ERR_BAD_INPUT;
	*stream = store->stream = random_stream;
	return OK;
}

enum err log_statement(struct store *store, const char *sql, const struct event_key *key,
		       sqlite3_stmt **out)
{
	enum err err = database_statement(&store->database, sql, out);

	if (err != OK)
		return err;
	bind_text(*out, 1, key->kiosk);
	bind_unsigned(*out, 2, key->stream);
	return OK;
}

static enum err add_log(struct store *store, const struct event_key *key)
{
	sqlite3_stmt *statement;
	enum err err = log_statement(store, "INSERT INTO log (kiosk, stream) VALUES (?, ?)", key,
				     &statement);

	return err != OK ? err : database_run(&store->database, statement);
}

/* The number of a kiosk's log, given one when it has none. */
static enum err find_log(struct store *store, const struct event_key *key, int64_t *id)
{
	static const char sql[] = "SELECT id FROM log WHERE kiosk = ? AND stream = ?";
	sqlite3_stmt *statement;
	bool found;
	enum err err = log_statement(store, sql, key, &statement);

	if (err != OK)
		return err;
	err = database_row(&store->database, statement, &found);
	if (err == OK && found) {
		*id = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	} else if (err == OK) {
		err = add_log(store, key);
		*id = sqlite3_last_insert_rowid(store->database.sqlite);
	}
	return err;
}

static void bind_event(sqlite3_stmt *statement, const struct event *event, int64_t log)
{
	bind_integer(statement, 1, log);
	bind_unsigned(statement, 2, event->key.sequence);
	bind_text(statement, 3, event_kind_text(event->kind));
	bind_text(statement, 4, event_source_text(event->source));
	bind_integer(statement, 5, event->at.utc_ms);
	bind_integer(statement, 6, event->at.mono_ms);
	bind_integer(statement, 7, event->at.day);
	bind_integer(statement, 8, event->at.minute);
	bind_integer(statement, 9, event->at.offset_min);
	bind_integer(statement, 10, event->at.boot);
	bind_integer(statement, 11, event->at.trust);
	if (event->pupil != 0)
		bind_integer(statement, 12, event->pupil);
	bind_integer(statement, 13, event->session.day);
	bind_integer(statement, 14, event->session.part);
	bind_text(statement, 15, event->code.text);
	bind_integer(statement, 18, event->number);
	bind_text(statement, 19, event->words.by_name);
	bind_text(statement, 20, event->words.by_role);
	bind_text(statement, 21, event->words.reason);
}

static enum err insert_event(struct store *store, const struct event *event)
{
	static const char sql[] =
		"INSERT INTO event (log, sequence, kind, source, utc_ms, mono_ms, at_day, "
		"at_minute, "
		"offset_min, boot, trust, pupil, day, part, code, target_log, target_sequence, "
		"number, "
		"by_name, by_role, reason) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	sqlite3_stmt *statement;
	int64_t log, target = 0;
	enum err err = find_log(store, &event->key, &log);

	if (err == OK && event->kind == EVENT_UNDONE)
		err = find_log(store, &event->target, &target);
	if (err == OK)
		err = database_statement(&store->database, sql, &statement);
	if (err != OK)
		return err;
	bind_event(statement, event, log);
	if (event->kind == EVENT_UNDONE) {
		bind_integer(statement, 16, target);
		bind_unsigned(statement, 17, event->target.sequence);
	}
	return database_run(&store->database, statement);
}

/* The last sequence in a log; 0: there is none. */
static enum err last_sequence(struct store *store, const struct event_key *key, uint64_t *last)
{
	static const char sql[] = "SELECT max(sequence) FROM event WHERE log = "
				  "(SELECT id FROM log WHERE kiosk = ? AND stream = ?)";
	sqlite3_stmt *statement;
	bool found;
	enum err err = log_statement(store, sql, key, &statement);

	*last = 0;
	if (err != OK)
		return err;
	err = database_row(&store->database, statement, &found);
	if (err == OK && found)
		*last = (uint64_t)sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return err;
}

static bool same_moment(const struct moment *a, const struct moment *b)
{
	return a->utc_ms == b->utc_ms && a->mono_ms == b->mono_ms && a->day == b->day &&
	       a->minute == b->minute && a->offset_min == b->offset_min && a->boot == b->boot &&
	       a->trust == b->trust;
}

static bool same_content(const struct event *a, const struct event *b)
{
	return a->kind == b->kind && a->source == b->source && same_moment(&a->at, &b->at) &&
	       a->pupil == b->pupil && a->session.day == b->session.day &&
	       a->session.part == b->session.part && strcmp(a->code.text, b->code.text) == 0 &&
	       (a->kind != EVENT_UNDONE || event_key_compare(&a->target, &b->target) == 0) &&
	       a->number == b->number && strcmp(a->words.by_name, b->words.by_name) == 0 &&
	       strcmp(a->words.by_role, b->words.by_role) == 0 &&
	       strcmp(a->words.reason, b->words.reason) == 0;
}

/* May another kiosk's event be appended to its log, which ends at `last`? */
static enum err check_place(struct store *store, const struct event *event, uint64_t last)
{
	struct event there;
	enum err err;

	if (event->key.sequence > last)
		return event->key.sequence == last + 1 ? OK : ERR_REFUSED;
	err = event_read_key(store, &event->key, &there);
	if (err != OK)
		return err;
	return same_content(event, &there) ? ERR_EXISTS : ERR_BAD_INPUT;
}

enum err store_append_event(struct store *store, struct event *event)
{
	struct event whole = *event;
	bool own = whole.key.sequence == 0;
	uint64_t last;
	enum err err;

	if (own) {
		ENSURE(store->kiosk[0]); /* store_stream comes first */
		memcpy(whole.key.kiosk, store->kiosk, sizeof whole.key.kiosk);
		whole.key.stream = store->stream;
	}
	err = last_sequence(store, &whole.key, &last);
	if (err != OK)
		return err;
	if (own)
		whole.key.sequence = last + 1;
	if (!event_valid(&whole))
		return ERR_BAD_INPUT;
	if (!own)
		err = check_place(store, &whole, last);
	if (err == OK)
		err = insert_event(store, &whole);
	if (err == OK)
		*event = whole;
	return err;
}
