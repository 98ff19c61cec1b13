#include "tools/virtual-school/storage_schema.h"

/* What officers have had on a page (opened.h): up to `through` all, and beyond it those in `opened`. */
#define OPENING                                                                                    \
	"CREATE TABLE opening(stream INTEGER NOT NULL PRIMARY KEY REFERENCES stream(id),"          \
	" through INTEGER NOT NULL) STRICT"
#define OPENED                                                                                     \
	"CREATE TABLE opened(stream INTEGER NOT NULL, sequence INTEGER NOT NULL,"                  \
	" PRIMARY KEY (stream, sequence),"                                                         \
	" FOREIGN KEY (stream, sequence) REFERENCES event(stream, sequence)) STRICT"

/* A statement a string: each is run by itself. */
static const char *const statements[] = {
	"CREATE TABLE authority(id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
	" nation TEXT NOT NULL CHECK (nation IN ('england', 'wales'))) STRICT",

	"CREATE TABLE officer(id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE,"
	" password TEXT NOT NULL, added_ms INTEGER NOT NULL) STRICT",

	/* `token` is the SHA-256 of what the browser holds: a stolen database opens no session. */
	"CREATE TABLE web_session(token TEXT NOT NULL PRIMARY KEY,"
	" officer INTEGER NOT NULL REFERENCES officer(id) ON DELETE CASCADE, csrf TEXT NOT NULL,"
	" began_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL) STRICT",

	"CREATE TABLE site(id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
	" am_due_min INTEGER NOT NULL, pm_due_min INTEGER NOT NULL, added_ms INTEGER NOT NULL) "
	"STRICT",

	/* A kiosk's identity is its key; a certificate only carries it. */
	"CREATE TABLE device(spki TEXT NOT NULL PRIMARY KEY, site INTEGER NOT NULL REFERENCES "
	"site(id),"
	" kiosk TEXT NOT NULL, added_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL,"
	" revoked_ms INTEGER NOT NULL DEFAULT 0) STRICT",

	"CREATE TABLE kiosk(site INTEGER NOT NULL REFERENCES site(id), name TEXT NOT NULL,"
	" heard_ms INTEGER NOT NULL DEFAULT 0, conflict_ms INTEGER NOT NULL DEFAULT 0,"
	" health_ms INTEGER NOT NULL DEFAULT 0, reader TEXT NOT NULL DEFAULT '',"
	" clock TEXT NOT NULL DEFAULT '', clock_offset_ms INTEGER NOT NULL DEFAULT 0,"
	" queue INTEGER NOT NULL DEFAULT 0, oldest_unsent_s INTEGER NOT NULL DEFAULT 0,"
	" disk_free_mb INTEGER NOT NULL DEFAULT 0, cert_days_left INTEGER NOT NULL DEFAULT 0,"
	" version TEXT NOT NULL DEFAULT '', PRIMARY KEY (site, name)) STRICT",

	/* `began_ms` is the time of the event with the `lowest` sequence: it orders streams the same way
	 * whatever arrives first. `lost_through`: what went before it cannot come any more. */
	"CREATE TABLE stream(id INTEGER PRIMARY KEY, site INTEGER NOT NULL, kiosk TEXT NOT NULL,"
	" name TEXT NOT NULL, known INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0,"
	" asked_from INTEGER NOT NULL DEFAULT 0, lost_through INTEGER NOT NULL DEFAULT 0,"
	" acked_through INTEGER NOT NULL DEFAULT 0, lowest INTEGER NOT NULL DEFAULT 0,"
	" began_ms INTEGER NOT NULL DEFAULT 0, UNIQUE (site, kiosk, name),"
	" FOREIGN KEY (site, kiosk) REFERENCES kiosk(site, name)) STRICT",

	/* Append-only: what came, as it came. The tables below are read from it. */
	"CREATE TABLE event(stream INTEGER NOT NULL REFERENCES stream(id), sequence INTEGER NOT "
	"NULL,"
	" canonical TEXT NOT NULL, received_ms INTEGER NOT NULL, PRIMARY KEY (stream, sequence)) "
	"STRICT",

	/* Places in a stream whose event was refused for good and reported so. */
	"CREATE TABLE filled(stream INTEGER NOT NULL REFERENCES stream(id), sequence INTEGER NOT "
	"NULL,"
	" PRIMARY KEY (stream, sequence)) STRICT",

	"CREATE TABLE flag_fact(stream INTEGER NOT NULL, sequence INTEGER NOT NULL, flag TEXT NOT "
	"NULL,"
	" site INTEGER NOT NULL, day INTEGER NOT NULL, part INTEGER NOT NULL, child TEXT NOT NULL,"
	" kind TEXT NOT NULL, time_ms INTEGER NOT NULL, first_day INTEGER NOT NULL,"
	" spell_day INTEGER NOT NULL, certainty INTEGER NOT NULL, because INTEGER NOT NULL,"
	" office INTEGER NOT NULL, code TEXT NOT NULL, withdrawal INTEGER NOT NULL,"
	" at_ms INTEGER NOT NULL, by_role TEXT NOT NULL, PRIMARY KEY (stream, sequence),"
	" FOREIGN KEY (stream, sequence) REFERENCES event(stream, sequence)) STRICT",
	"CREATE INDEX flag_fact_day ON flag_fact(day)",

	/* What was said of a child in a session: by itself (line 0) or in a statement (line 1, 2 ...). */
	"CREATE TABLE state_fact(stream INTEGER NOT NULL, sequence INTEGER NOT NULL, line INTEGER "
	"NOT NULL,"
	" site INTEGER NOT NULL, day INTEGER NOT NULL, part INTEGER NOT NULL, child TEXT NOT NULL,"
	" state INTEGER NOT NULL, code TEXT NOT NULL, at_ms INTEGER NOT NULL,"
	" PRIMARY KEY (stream, sequence, line),"
	" FOREIGN KEY (stream, sequence) REFERENCES event(stream, sequence)) STRICT",
	"CREATE INDEX state_fact_day ON state_fact(day)",

	"CREATE TABLE statement_fact(stream INTEGER NOT NULL, sequence INTEGER NOT NULL,"
	" site INTEGER NOT NULL, day INTEGER NOT NULL, part INTEGER NOT NULL, closed_at_ms INTEGER "
	"NOT NULL,"
	" expected INTEGER NOT NULL, present INTEGER NOT NULL, absent INTEGER NOT NULL,"
	" unknown INTEGER NOT NULL, complete INTEGER NOT NULL, because INTEGER NOT NULL,"
	" activity INTEGER NOT NULL, PRIMARY KEY (stream, sequence),"
	" FOREIGN KEY (stream, sequence) REFERENCES event(stream, sequence)) STRICT",
	"CREATE INDEX statement_fact_day ON statement_fact(day)",
	OPENING,
	OPENED,
};

/* What came before anybody noted it counts as opened: else every flag of the past would be told as new. */
static const char *const steps[] = {
	OPENING,
	OPENED,
	"INSERT INTO opening(stream, through) SELECT id, acked_through FROM stream",
};

const char *storage_schema(size_t n)
{
	return n < COUNT_OF(statements) ? statements[n] : NULL;
}

const char *storage_schema_step(size_t n)
{
	return n < COUNT_OF(steps) ? steps[n] : NULL;
}
