#include "tests/support/store_rig.h"
#include "core/calendar.h"
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

char *store_rig_folder(void)
{
	const char *base = getenv("TMPDIR");
	char *folder = NULL;

	assert_true(asprintf(&folder,
			     "%s/firstbell-test-XX"
			     "XX"
			     "XX",
			     base ? base : "/tmp") > 0);
	assert_non_null(mkdtemp(folder));
	return folder;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status, (void)kind, (void)place;
	return remove(path);
}

void store_rig_remove(char *folder)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(folder);
}

const char *store_rig_path(const char *folder, const char *name)
{
	static char paths[4][600];
	static int turn;
	char *path = paths[turn++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

char *store_rig_slurp(const char *path, long *size)
{
	FILE *file = fopen(path, "rb");
	char *bytes;

	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	*size = ftell(file);
	rewind(file);
	bytes = malloc((size_t)*size + 1);
	assert_int_equal(fread(bytes, 1, (size_t)*size, file), *size);
	fclose(file);
	return bytes;
}

void store_rig_spill(const char *path, const char *bytes, long size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, (size_t)size, file), size);
	fclose(file);
}

struct store *store_rig_open(const char *folder)
{
	struct store_report report;
	struct store *store;
	uint64_t stream;
	enum err err = store_open(&store, folder, true, &report);

	if (err != OK)
		fail_msg("store_open: %s: %s", err_text(err), report.problem);
	assert_int_equal(store_stream(store, "door", STORE_RIG_STREAM, &stream), OK);
	return store;
}

void store_rig_fill(struct store *store)
{
	struct pupil pupils[STORE_RIG_PUPILS] = {{.key = 0}};

	for (int i = 0; i < STORE_RIG_PUPILS; i++) {
		snprintf(pupils[i].pupil_id, sizeof pupils[i].pupil_id, "P%04d", i + 1);
		snprintf(pupils[i].legal_forename, sizeof pupils[i].legal_forename, "Child%d", i);
		pupils[i].on_roll_to = DAY_OPEN;
	}
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_pupils(store, pupils, STORE_RIG_PUPILS, STORE_RIG_DAY), OK);
	assert_int_equal(store_commit(store), OK);
}

int store_rig_setup(void **state)
{
	static struct store_rig rig;

	rig.folder = store_rig_folder();
	rig.store = store_rig_open(rig.folder);
	store_rig_fill(rig.store);
	*state = &rig;
	return 0;
}

int store_rig_teardown(void **state)
{
	struct store_rig *rig = *state;

	store_close(rig->store);
	store_rig_remove(rig->folder);
	return 0;
}

struct event store_rig_arrival(uint32_t pupil, int32_t day, int minute)
{
	struct event event;

	memset(&event, 0, sizeof event);
	event.kind = EVENT_ARRIVED;
	event.source = SOURCE_CARD;
	event.pupil = pupil;
	event.at = calendar_moment(calendar_utc_ms(day, minute) + 123, 456789, 3, TRUST_HOLDOVER);
	event.session.day = day;
	event.session.part = minute < 720 ? PART_AM : PART_PM;
	return event;
}

void store_rig_append(struct store *store, struct event *event)
{
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_append_event(store, event), OK);
	assert_int_equal(store_commit(store), OK);
}

static sqlite3 *watched;

static int watch(sqlite3 *connection, const char **message, const void *routines)
{
	(void)message, (void)routines;
	watched = connection;
	return SQLITE_OK;
}

void store_rig_watch(void)
{
	sqlite3_auto_extension((void (*)(void))watch);
}

sqlite3 *store_rig_connection(void)
{
	return watched;
}

bool store_rig_searches(const char *part, const char *search)
{
	bool found = false;

	for (sqlite3_stmt *statement = sqlite3_next_stmt(watched, NULL); statement && !found;
	     statement = sqlite3_next_stmt(watched, statement)) {
		char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sqlite3_sql(statement));
		sqlite3_stmt *plan = NULL;

		if (strstr(sql, part))
			sqlite3_prepare_v2(watched, sql, -1, &plan, NULL);
		while (plan && sqlite3_step(plan) == SQLITE_ROW)
			found |= strstr((const char *)sqlite3_column_text(plan, 3), search) != NULL;
		sqlite3_finalize(plan);
		sqlite3_free(sql);
	}
	return found;
}

int64_t store_rig_integer(sqlite3 *connection, const char *sql)
{
	sqlite3_stmt *statement;
	int64_t out;

	assert_int_equal(sqlite3_prepare_v2(connection, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	out = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return out;
}

const char *store_rig_difference(const struct event *a, const struct event *b)
{
	if (event_key_compare(&a->key, &b->key) != 0)
		return "key";
	if (a->kind != b->kind || a->source != b->source)
		return "kind or source";
	if (a->at.utc_ms != b->at.utc_ms || a->at.mono_ms != b->at.mono_ms ||
	    a->at.day != b->at.day || a->at.minute != b->at.minute ||
	    a->at.offset_min != b->at.offset_min || a->at.boot != b->at.boot ||
	    a->at.trust != b->at.trust)
		return "moment";
	if (a->pupil != b->pupil)
		return "pupil";
	if (a->session.day != b->session.day || a->session.part != b->session.part)
		return "session";
	if (strcmp(a->code.text, b->code.text) != 0)
		return "code";
	if (a->kind == EVENT_UNDONE && event_key_compare(&a->target, &b->target) != 0)
		return "target";
	if (a->number != b->number)
		return "number";
	if (strcmp(a->words.by_name, b->words.by_name) != 0 ||
	    strcmp(a->words.by_role, b->words.by_role) != 0 ||
	    strcmp(a->words.reason, b->words.reason) != 0)
		return "words";
	return NULL;
}
