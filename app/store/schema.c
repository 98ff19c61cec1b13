/* A shipped script is never edited: a change is one more script, and one more fixture in tests/fixtures/. */
#include "store/schema.h"
#include "core/base.h"

/* Words are stored, not numbers of enums, where a list may grow. part: 0 AM, 1 PM. trust: 0 synced, 1 holdover,
 * 2 untrusted. Days count from 1970-01-01, school-local. A stream's 64 bits lie in a signed integer. */
static const char kiosk_1[] =
	"CREATE TABLE kiosk (\n" /* one row */
	"	one INTEGER PRIMARY KEY CHECK (one = 1),\n"
	"	boot INTEGER NOT NULL,\n"
	"	roster_version INTEGER NOT NULL,\n"
	"	roster_day INTEGER NOT NULL\n"
	") STRICT;\n"
	"INSERT INTO kiosk VALUES (1, 0, 0, 0);\n"

	"CREATE TABLE pupil (\n" /* a pupil that is gone keeps its row: events speak of it */
	"	key INTEGER PRIMARY KEY CHECK (key BETWEEN 1 AND 4294967294),\n"
	"	pupil_id TEXT NOT NULL UNIQUE CHECK (pupil_id <> ''),\n"
	"	on_roster INTEGER NOT NULL CHECK (on_roster IN (0, 1)),\n"
	"	upn TEXT NOT NULL,\n"
	"	legal_forename TEXT NOT NULL,\n"
	"	legal_surname TEXT NOT NULL,\n"
	"	preferred_forename TEXT NOT NULL,\n"
	"	preferred_surname TEXT NOT NULL,\n"
	"	year_group INTEGER NOT NULL CHECK (year_group BETWEEN -2 AND 20),\n"
	"	form TEXT NOT NULL,\n"
	"	on_roll_from INTEGER NOT NULL,\n"
	"	on_roll_to INTEGER NOT NULL,\n"
	"	language TEXT NOT NULL\n"
	") STRICT;\n"
	"CREATE UNIQUE INDEX pupil_upn ON pupil (upn) WHERE on_roster AND upn <> '';\n"

	"CREATE TABLE card (\n"
	"	card BLOB PRIMARY KEY CHECK (length(card) IN (4, 7, 10)),\n" /* ISO 14443-3 */
	"	pupil INTEGER NOT NULL REFERENCES pupil (key)\n"
	") STRICT, WITHOUT ROWID;\n"

	"CREATE TABLE expectation (\n"
	"	pupil INTEGER NOT NULL REFERENCES pupil (key),\n"
	"	weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),\n" /* Monday 0 */
	"	part INTEGER NOT NULL CHECK (part IN (0, 1)),\n"
	"	code TEXT NOT NULL CHECK (code <> ''),\n"
	"	from_day INTEGER NOT NULL,\n"
	"	to_day INTEGER NOT NULL\n"
	") STRICT;\n"

	"CREATE TABLE closure (\n"
	"	day INTEGER NOT NULL,\n"
	"	am INTEGER NOT NULL CHECK (am IN (0, 1)),\n"
	"	pm INTEGER NOT NULL CHECK (pm IN (0, 1)),\n"
	"	code TEXT NOT NULL CHECK (code <> ''),\n"
	"	years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 4294967295),\n"
	"	reason TEXT NOT NULL\n"
	") STRICT;\n"

	"CREATE TABLE log (\n" /* whose events: names each kiosk and stream once, not in a million rows */
	"	id INTEGER PRIMARY KEY,\n"
	"	kiosk TEXT NOT NULL CHECK (kiosk <> ''),\n"
	"	stream INTEGER NOT NULL,\n"
	"	own INTEGER NOT NULL CHECK (own IN (0, 1)),\n"
	"	UNIQUE (kiosk, stream)\n"
	") STRICT;\n"
	"CREATE UNIQUE INDEX log_own ON log (kiosk) WHERE own;\n"

	"CREATE TABLE event (\n"
	"	row INTEGER PRIMARY KEY,\n"
	"	log INTEGER NOT NULL REFERENCES log (id),\n"
	"	sequence INTEGER NOT NULL CHECK (sequence > 0),\n"
	"	kind TEXT NOT NULL,\n"
	"	source TEXT NOT NULL,\n"
	"	utc_ms INTEGER NOT NULL,\n"
	"	mono_ms INTEGER NOT NULL,\n"
	"	at_day INTEGER NOT NULL,\n"
	"	at_minute INTEGER NOT NULL CHECK (at_minute BETWEEN 0 AND 1439),\n"
	"	offset_min INTEGER NOT NULL,\n"
	"	boot INTEGER NOT NULL,\n"
	"	trust INTEGER NOT NULL CHECK (trust IN (0, 1, 2)),\n"
	"	pupil INTEGER REFERENCES pupil (key),\n"
	"	day INTEGER NOT NULL,\n" /* with part: the session it speaks of */
	"	part INTEGER NOT NULL CHECK (part IN (0, 1)),\n"
	"	code TEXT NOT NULL,\n"
	"	target_log INTEGER REFERENCES log (id),\n"
	"	target_sequence INTEGER,\n"
	"	number INTEGER NOT NULL,\n"
	"	by_name TEXT NOT NULL,\n"
	"	by_role TEXT NOT NULL,\n"
	"	reason TEXT NOT NULL,\n"
	"	UNIQUE (log, sequence),\n"
	"	CHECK ((target_log IS NULL) = (target_sequence IS NULL))\n"
	") STRICT;\n"
	"CREATE INDEX event_pupil ON event (pupil, day);\n"
	"CREATE INDEX event_day ON event (day);\n"
	"CREATE TRIGGER event_kept_as_is BEFORE UPDATE ON event\n" /* P7 */
	"	BEGIN SELECT raise(ABORT, 'events are append-only'); END;\n"
	"CREATE TRIGGER event_kept BEFORE DELETE ON event\n"
	"	BEGIN SELECT raise(ABORT, 'events are append-only'); END;\n"

	"CREATE TABLE authority (\n"
	"	id TEXT PRIMARY KEY CHECK (id <> ''),\n"
	"	stream INTEGER NOT NULL,\n"
	"	acked_through INTEGER NOT NULL CHECK (acked_through BETWEEN 0 AND last_sequence),\n"
	"	last_sequence INTEGER NOT NULL\n" /* kept apart: rows are pruned, numbers never used twice */
	") STRICT, WITHOUT ROWID;\n"

	"CREATE TABLE notice (\n"
	"	row INTEGER PRIMARY KEY AUTOINCREMENT,\n"
	"	authority TEXT NOT NULL REFERENCES authority (id),\n"
	"	stream INTEGER NOT NULL,\n"
	"	sequence INTEGER NOT NULL CHECK (sequence > 0),\n"
	"	at_utc_ms INTEGER NOT NULL,\n"
	"	kind TEXT NOT NULL,\n"
	"	day INTEGER NOT NULL,\n"
	"	part INTEGER NOT NULL CHECK (part IN (0, 1)),\n"
	"	body TEXT NOT NULL,\n"
	"	acked_utc_ms INTEGER,\n"
	"	problem TEXT,\n"   /* parked: why it was refused ... */
	"	sent_body TEXT,\n" /* ... and what is sent in its place */
	"	UNIQUE (authority, stream, sequence),\n"
	"	CHECK ((problem IS NULL) = (sent_body IS NULL))\n"
	") STRICT;\n"
	"CREATE INDEX notice_session ON notice (authority, day, part, kind);\n"
	"CREATE INDEX notice_parked ON notice (row) WHERE problem IS NOT NULL;\n"
	"CREATE INDEX notice_acked ON notice (acked_utc_ms) WHERE acked_utc_ms IS NOT NULL;\n";

static const char kiosk_2[] =
	"CREATE INDEX event_closed ON event (day) WHERE kind = 'session_closed';\n"

	/* each start writes a log of its own: no kiosk has one that is its own for ever */
	"DROP INDEX log_own;\n"
	"ALTER TABLE log DROP COLUMN own;\n"

	/* of several pupils who had a number, those who have left had it before */
	"UPDATE pupil SET upn = '' WHERE NOT on_roster AND upn IN\n"
	"	(SELECT upn FROM pupil GROUP BY upn HAVING count(*) > 1);\n"
	"CREATE TABLE former_upn (\n" /* what a pupil's UPN was before an import changed it */
	"	upn TEXT PRIMARY KEY CHECK (upn <> ''),\n"
	"	pupil INTEGER NOT NULL REFERENCES pupil (key)\n"
	") STRICT, WITHOUT ROWID;\n";

static const char kiosk_3[] =
	"CREATE TABLE staff (\n" /* a key is never used twice */
	"	key INTEGER PRIMARY KEY AUTOINCREMENT CHECK (key BETWEEN 1 AND 4294967294),\n"
	"	name TEXT NOT NULL UNIQUE CHECK (name <> ''),\n"
	"	post TEXT NOT NULL CHECK (post <> ''),\n"
	"	card BLOB NOT NULL UNIQUE CHECK (length(card) IN (4, 7, 10)),\n"
	"	pin_hash TEXT NOT NULL CHECK (pin_hash <> ''),\n"
	"	failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),\n" /* since the last right PIN */
	"	blocked_until_utc_ms INTEGER NOT NULL DEFAULT 0\n"
	") STRICT;\n"

	"CREATE TABLE card_change (\n" /* what staff did at the kiosk, and cards.csv may not know of */
	"	card BLOB PRIMARY KEY CHECK (length(card) IN (4, 7, 10)),\n"
	"	pupil INTEGER NOT NULL REFERENCES pupil (key),\n" /* who got it, or has it no more */
	"	blocked INTEGER NOT NULL CHECK (blocked IN (0, 1))\n"
	") STRICT, WITHOUT ROWID;\n";

static const char kiosk_4[] =
	/* whom the school's list named for the card before staff did, as long as it still does; NULL: nobody */
	"ALTER TABLE card_change ADD COLUMN listed INTEGER REFERENCES pupil (key);\n";

static const char *const kiosk_scripts[] = {kiosk_1, kiosk_2, kiosk_3, kiosk_4};

const struct schema schema_kiosk = {
	.file = "firstbell.db",
	.application_id = 0x4642656c, /* "FBel" */
	.scripts = kiosk_scripts,
	.count = COUNT_OF(kiosk_scripts),
};
