#pragma once
/* store_rig: an invented school's store in a folder of its own, for tests. */
#include "store/store.h"
#include <sqlite3.h>

#define STORE_RIG_STREAM UINT64_C(0xfedcba9876543210)
#define STORE_RIG_PUPILS 20
#define STORE_RIG_DAY 20710 /* Monday 14 September 2026 */

/* A new folder under $TMPDIR; store_rig_remove frees it and all that lies in it. */
char *store_rig_folder(void);
void store_rig_remove(char *folder);
/* "FOLDER/NAME" in memory that the next call but three uses again. */
const char *store_rig_path(const char *folder, const char *name);
/* All of a file, freed with free(); NULL when there is none. */
char *store_rig_slurp(const char *path, long *size);
void store_rig_spill(const char *path, const char *bytes, long size);
/* Opens (and makes) the store of kiosk "door"; an error fails the test. */
struct store *store_rig_open(const char *folder);
/* Puts pupils P0001 ... in, with keys 1 to STORE_RIG_PUPILS. */
void store_rig_fill(struct store *store);
/* A filled store, as cmocka's setup and teardown of a test: *state is a struct store_rig. */
struct store_rig {
	char *folder;
	struct store *store;
};
int store_rig_setup(void **state);
int store_rig_teardown(void **state);
/* A valid arrival by card on that day and minute. */
struct event store_rig_arrival(uint32_t pupil, int32_t day, int minute);
/* Appends it in a transaction of its own; fails the test when that fails. */
void store_rig_append(struct store *store, struct event *event);
/* SQLite's own connection behind the store opened last since store_rig_watch(): for a test that must reach under it. */
void store_rig_watch(void);
sqlite3 *store_rig_connection(void);
/* Does a statement kept by that connection, whose text holds `part`, search as EXPLAIN QUERY PLAN says here? */
bool store_rig_searches(const char *part, const char *search);
/* One integer of a database, by SQL. */
int64_t store_rig_integer(sqlite3 *connection, const char *sql);
/* A field's name when two events differ, NULL when they are the same in all that is stored. */
const char *store_rig_difference(const struct event *a, const struct event *b);
