#include "tools/bench/school.h"

#include "core/rules.h"
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Counts up when what is built here changes: the kept ones are made anew. */
#define EDITION 2
#define OPENS_MIN (8 * 60 + 30)
#define STREAM 0x5eed
/* Pupils do not come in the order of the roster; prime to the size of every school here. */
#define STRIDE 1789
#define ARRIVING_MS (25 * 60 * 1000)

int32_t school_today(void)
{
	return calendar_day(2027, 7, 16);
}

void school_path(const char *name, char out[SCHOOL_PATH_SIZE])
{
	const char *build = getenv("B");

	snprintf(out, SCHOOL_PATH_SIZE, "%s/bench/%s", build ? build : "build", name);
}

static enum err run(const char *command)
{
	if (system(command) == 0)
		return OK;
	fprintf(stderr, "failed: %s\n", command);
	return ERR_IO;
}

struct card school_card(int number)
{
	char hex[CARD_TEXT_SIZE + 8];
	struct card card;

	snprintf(hex, sizeof hex, "0400000000%04d", number);
	ENSURE(card_parse(hex, &card));
	return card;
}

bool school_comes(uint32_t pupil, int32_t day)
{
	uint32_t mixed = (pupil * 2654435761U) ^ ((uint32_t)day * 2246822519U);

	return (mixed >> 16) % 15 != 0;
}

static struct moment at_minute(int32_t day, int minute, int64_t ms)
{
	int64_t utc_ms = calendar_utc_ms(day, minute) + ms;

	return calendar_moment(utc_ms, utc_ms, 1, TRUST_SYNCED);
}

enum err school_fill(struct store *store, int32_t day, int64_t *arrivals)
{
	struct roster roster = {0};
	enum err err = store_load_roster(store, &roster);

	*arrivals = 0;
	for (size_t i = 0; err == OK && i < roster.pupil_count; i++) {
		uint32_t pupil = roster.pupils[i * STRIDE % roster.pupil_count].key;
		if (!school_comes(pupil, day))
			continue;
		struct event event = {.kind = EVENT_ARRIVED, .source = SOURCE_CARD, .pupil = pupil};
		event.at =
			at_minute(day, OPENS_MIN, (int64_t)(i * ARRIVING_MS / roster.pupil_count));
		event.session = (struct session){day, PART_AM};
		err = store_append_event(store, &event);
		++*arrivals;
	}
	roster_release(&roster);
	return err;
}

static enum err note(struct store *store, enum event_kind kind, int32_t day, int minute,
		     int64_t number)
{
	struct event event = {.kind = kind, .source = SOURCE_KIOSK, .number = number};
	event.at = at_minute(day, minute, 0);
	event.session = (struct session){day, minute < 12 * 60 + 40 ? PART_AM : PART_PM};
	return store_append_event(store, &event);
}

/* What a kiosk says of itself on a day without trouble: a heartbeat a minute, the close of each register. */
static enum err fill_kiosk(struct store *store, int32_t day, int64_t arrivals)
{
	static const struct {
		int opens_min, closes_min;
	} windows[] = {{OPENS_MIN, 9 * 60 + 20}, {12 * 60 + 40, 13 * 60 + 25}};
	enum err err = OK;

	for (size_t part = 0; part < COUNT_OF(windows); part++) {
		for (int minute = windows[part].opens_min;
		     err == OK && minute <= windows[part].closes_min; minute++)
			err = note(store, EVENT_HEARTBEAT, day, minute, 1);
		if (err == OK)
			err = note(store, EVENT_SESSION_CLOSED, day, windows[part].closes_min,
				   part == PART_AM ? arrivals : 0);
	}
	return err;
}

static enum err fill_day(struct store *store, int32_t day)
{
	int64_t arrivals;
	enum err err = store_begin(store);

	if (err == OK)
		err = school_fill(store, day, &arrivals);
	if (err == OK)
		err = fill_kiosk(store, day, arrivals);
	return err == OK ? store_commit(store) : err;
}

/* The last school days before today, earliest first. */
static enum err fill_days(struct store *store, int days)
{
	struct roster roster = {0};
	enum err err = store_load_roster(store, &roster);
	struct school school = {.calendar = {.closures = roster.closures,
					     .closure_count = roster.closure_count,
					     .bells = {{.held = true}, {.held = true}}}};
	int32_t day = school_today();

	for (int left = days; err == OK && left > 0;)
		left -= rules_school_open(&school, (struct session){--day, PART_AM});
	for (; err == OK && day < school_today(); day++)
		if (rules_school_open(&school, (struct session){day, PART_AM}))
			err = fill_day(store, day);
	roster_release(&roster);
	return err;
}

/* The imports were recorded by this machine's clock, at a time that the school of the benchmark knows nothing of. */
static enum err forget_imports(const char *dir)
{
	char path[SCHOOL_PATH_SIZE + 16];
	sqlite3 *sqlite = NULL;

	snprintf(path, sizeof path, "%s/firstbell.db", dir);
	bool well = sqlite3_open(path, &sqlite) == SQLITE_OK &&
		    sqlite3_exec(sqlite,
				 "BEGIN; DROP TRIGGER event_kept; DELETE FROM event;"
				 "CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN "
				 "SELECT raise(ABORT, 'events are append-only'); END; COMMIT",
				 NULL, NULL, NULL) == SQLITE_OK;
	sqlite3_close(sqlite);
	return well ? OK : ERR_IO;
}

static enum err fill(const char *dir, int days)
{
	struct store *store = NULL;
	struct store_report report;
	uint64_t stream;
	enum err err = forget_imports(dir);

	if (err == OK)
		err = store_open(&store, dir, false, &report);
	if (err == OK)
		err = store_stream(store, "front-door", STREAM, &stream);
	if (err == OK)
		err = fill_days(store, days);
	store_close(store);
	if (err != OK)
		fprintf(stderr, "%s: %s\n", dir, err_text(err));
	return err;
}

static enum err build(const char *dir, const char *stamp, int pupils, int days)
{
	char command[4 * SCHOOL_PATH_SIZE + 200];

	fprintf(stderr, "making a school of %d pupils with %d days of history ...\n", pupils, days);
	snprintf(command, sizeof command,
		 "rm -rf %s; mkdir -p %s && tools/make-demo-school %s https://127.0.0.1:9 "
		 "--first-day 2026-09-01 --pupils %d --looked-after %d",
		 dir, dir, dir, pupils, SCHOOL_LOOKED_AFTER);
	enum err err = run(command);
	if (err == OK)
		err = fill(dir, days);
	snprintf(command, sizeof command, "touch %s", stamp);
	return err == OK ? run(command) : err;
}

enum err school_copy(int pupils, int days, const char *name, char out[SCHOOL_PATH_SIZE])
{
	char kept[64], dir[SCHOOL_PATH_SIZE], stamp[SCHOOL_PATH_SIZE + 16];
	char command[4 * SCHOOL_PATH_SIZE + 200];
	enum err err = OK;

	snprintf(kept, sizeof kept, "school-%d-%d", pupils, days);
	school_path(kept, dir);
	school_path(name, out);
	snprintf(stamp, sizeof stamp, "%s/made-%d", dir, EDITION);
	if (access(stamp, F_OK) != 0)
		err = build(dir, stamp, pupils, days);
	snprintf(command, sizeof command, "rm -rf %s && cp -a --reflink=auto %s %s", out, dir, out);
	return err == OK ? run(command) : err;
}

void school_remove(const char *dir)
{
	char command[SCHOOL_PATH_SIZE + 16];

	snprintf(command, sizeof command, "rm -rf %s", dir);
	if (run(command) != OK)
		fprintf(stderr, "%s: stays\n", dir);
}
