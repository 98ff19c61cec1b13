#include "store/store_private.h"
#include <string.h>

static bool source_parse(const char *text, enum event_source *out)
{
	for (int source = 0; source < SOURCE_COUNT; source++) {
		if (strcmp(text, event_source_text((enum event_source)source)) == 0) {
			*out = (enum event_source)source;
			return true;
		}
	}
	return false;
}

#define EVENT_COLUMNS                                                                              \
	"SELECT event.row, log.kiosk, log.stream, sequence, kind, source, utc_ms, mono_ms, "       \
	"at_day, at_minute, offset_min, boot, trust, pupil, day, part, code, target.kiosk, "       \
	"target.stream, target_sequence, number, by_name, by_role, reason FROM event "
#define EVENT_LOGS                                                                                 \
	" JOIN log ON log.id = event.log LEFT JOIN log AS target ON target.id = target_log "

/* False: a row we did not write. */
static bool read_event(sqlite3_stmt *statement, struct event *event)
{
	char kind[32], source[16];

	memset(event, 0, sizeof *event);
	event->key.stream = (uint64_t)sqlite3_column_int64(statement, 2);
	event->key.sequence = (uint64_t)sqlite3_column_int64(statement, 3);
	event->at.utc_ms = sqlite3_column_int64(statement, 6);
	event->at.mono_ms = sqlite3_column_int64(statement, 7);
	event->at.day = sqlite3_column_int(statement, 8);
	event->at.minute = (int16_t)sqlite3_column_int(statement, 9);
	event->at.offset_min = (int16_t)sqlite3_column_int(statement, 10);
	event->at.boot = (uint32_t)sqlite3_column_int64(statement, 11);
	event->at.trust = (enum trust)sqlite3_column_int(statement, 12);
	event->pupil = (uint32_t)sqlite3_column_int64(statement, 13);
	event->session.day = sqlite3_column_int(statement, 14);
	event->session.part = (enum part)sqlite3_column_int(statement, 15);
	event->number = sqlite3_column_int64(statement, 20);
	if (sqlite3_column_type(statement, 17) != SQLITE_NULL) {
		event->target.stream = (uint64_t)sqlite3_column_int64(statement, 18);
		event->target.sequence = (uint64_t)sqlite3_column_int64(statement, 19);
		if (!column_text(statement, 17, event->target.kiosk, sizeof event->target.kiosk))
			return false;
	}
	return column_text(statement, 1, event->key.kiosk, sizeof event->key.kiosk) &&
	       column_text(statement, 4, kind, sizeof kind) &&
	       event_kind_parse(kind, &event->kind) &&
	       column_text(statement, 5, source, sizeof source) &&
	       source_parse(source, &event->source) &&
	       column_text(statement, 16, event->code.text, sizeof event->code.text) &&
	       column_text(statement, 21, event->words.by_name, sizeof event->words.by_name) &&
	       column_text(statement, 22, event->words.by_role, sizeof event->words.by_role) &&
	       column_text(statement, 23, event->words.reason, sizeof event->words.reason);
}

enum err event_read_key(struct store *store, const struct event_key *key, struct event *event)
{
	static const char sql[] =
		EVENT_COLUMNS EVENT_LOGS "WHERE log.kiosk = ? AND log.stream = ? AND sequence = ?";
	sqlite3_stmt *statement;
	bool found;
	enum err err = log_statement(store, sql, key, &statement);

	if (err != OK)
		return err;
	bind_unsigned(statement, 3, key->sequence);
	err = database_row(&store->database, statement, &found);
	if (err == OK && (!found || !read_event(statement, event)))
		err = ERR_DAMAGED; /* a hole where none was ever let be, or a row we did not write */
	sqlite3_reset(statement);
	return err;
}

/* The index is named, or the planner takes the row order for worth more than the day and reads a year. */
static const char *reading_sql(uint32_t pupil, int32_t from_day, int32_t to_day)
{
	static const char of_pupil[] =
		EVENT_COLUMNS "INDEXED BY event_pupil" EVENT_LOGS
			      "WHERE day BETWEEN ?1 AND ?2 AND event.row > ?3 AND pupil IS ?4 "
			      "ORDER BY event.row";
	static const char of_days[] =
		EVENT_COLUMNS "INDEXED BY event_day" EVENT_LOGS
			      "WHERE day BETWEEN ?1 AND ?2 AND event.row > ?3 ORDER BY event.row";
	static const char of_all[] =
		EVENT_COLUMNS "NOT INDEXED" EVENT_LOGS
			      "WHERE day BETWEEN ?1 AND ?2 AND event.row > ?3 ORDER BY event.row";

	if (pupil != STORE_ALL)
		return of_pupil;
	return (int64_t)to_day - from_day <= 31 ? of_days : of_all;
}

enum err store_read_events(struct store *store, int32_t from_day, int32_t to_day, uint32_t pupil,
			   int64_t after_row, int64_t *last_row, store_take_event *take,
			   void *context)
{
	sqlite3_stmt *statement;
	struct event event;
	bool row;
	enum err err = database_statement(&store->database, reading_sql(pupil, from_day, to_day),
					  &statement);

	if (err != OK)
		return err;
	bind_integer(statement, 1, from_day);
	bind_integer(statement, 2, to_day);
	bind_integer(statement, 3, after_row);
	if (pupil != STORE_ALL && pupil != 0)
		bind_integer(statement, 4, pupil);
	while ((err = database_row(&store->database, statement, &row)) == OK && row) {
		err = read_event(statement, &event) ? take(context, &event) : ERR_DAMAGED;
		if (err != OK)
			break;
		*last_row = sqlite3_column_int64(statement, 0);
	}
	sqlite3_reset(statement);
	return err;
}

static enum err one_integer(struct store *store, const char *sql, int64_t bound, int64_t *out)
{
	sqlite3_stmt *statement;
	bool found;
	enum err err = database_statement(&store->database, sql, &statement);

	if (err != OK)
		return err;
	if (sqlite3_bind_parameter_count(statement) > 0)
		bind_integer(statement, 1, bound);
	err = database_row(&store->database, statement, &found);
	if (err == OK && found)
		*out = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return err;
}

enum err store_last_row(struct store *store, int64_t *row)
{
	return one_integer(store, "SELECT coalesce(max(row), 0) FROM event", 0, row);
}

enum err store_first_day(struct store *store, int32_t from_day, int32_t *day)
{
	int64_t found = INT32_MAX;
	enum err err = one_integer(store,
				   "SELECT day FROM event INDEXED BY event_day"
				   " WHERE day >= ?1 AND day = at_day AND trust < 2"
				   " AND kind IN ('kiosk_up', 'heartbeat', 'arrived')"
				   " ORDER BY day LIMIT 1",
				   from_day, &found);

	*day = (int32_t)found;
	return err;
}

enum err store_last_register(struct store *store, int32_t before_day, int32_t *day)
{
	int64_t found = INT32_MIN;
	enum err err = one_integer(store,
				   "SELECT day FROM event INDEXED BY event_closed"
				   " WHERE kind = 'session_closed' AND day < ?1 AND at_day = day"
				   " ORDER BY day DESC LIMIT 1",
				   before_day, &found);

	*day = (int32_t)found;
	return err;
}
