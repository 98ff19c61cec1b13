/* The shelf on the real store: each kiosk's folder on one disk in memory, whose power can be cut. Names are whole paths, so
 * the folders do not meet. */
#include "tests/simulation/shelf_real.h"

#include "day.h"
#include "store/outbox_store.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct disk *disk;
static struct kiosk *kiosks;
static uint64_t cuts_seen;
static char cut_dir[PATH_SIZE]; /* of whom shelf_cut_after spoke last */

/* -- kiosks ------------------------------------------------------------------------------------------------ */

struct kiosk *kiosk_find(const char *dir)
{
	for (struct kiosk *kiosk = kiosks; kiosk; kiosk = kiosk->next)
		if (strcmp(kiosk->dir, dir) == 0)
			return kiosk;
	return NULL;
}

static enum err connect_to(struct kiosk *kiosk, bool create)
{
	struct store_report report;
	enum err err = OK;
	if (!kiosk->office)
		err = store_open(&kiosk->office, kiosk->dir, create, &report);
	if (!err && !kiosk->care)
		err = care_store_open(&kiosk->care, kiosk->dir, create, &report);
	return err;
}

enum err kiosk_connect(struct kiosk *kiosk)
{
	return kiosk ? connect_to(kiosk, false) : ERR_NOT_FOUND;
}

void kiosk_disconnect(struct kiosk *kiosk)
{
	store_close(kiosk->office);
	care_store_close(kiosk->care);
	kiosk->office = NULL;
	kiosk->care = NULL;
}

static void kiosk_free(struct kiosk *kiosk)
{
	kiosk_disconnect(kiosk);
	for (size_t i = 0; i < DATABASE_COUNT; i++)
		copy_release(&kiosk->saved[i]);
	free(kiosk);
}

enum err shelf_open(uint64_t seed)
{
	shelf_close();
	cuts_seen = 0;
	return disk_open(&disk, seed);
}

void shelf_close(void)
{
	while (kiosks) {
		struct kiosk *kiosk = kiosks;
		kiosks = kiosk->next;
		kiosk_free(kiosk);
	}
	disk_close(disk);
	disk = NULL;
}

enum err shelf_kiosk(const char *dir, const struct config *config)
{
	struct kiosk *kiosk = kiosk_find(dir);
	enum err err = OK;
	if (!kiosk) {
		kiosk = calloc(1, sizeof(*kiosk));
		if (!kiosk)
			return ERR_NO_MEMORY;
		if (!text_copy(kiosk->dir, sizeof(kiosk->dir), dir))
			err = ERR_BAD_INPUT;
		if (!err)
			err = connect_to(kiosk, true);
		if (err) {
			kiosk_free(kiosk);
			return err;
		}
		kiosk->next = kiosks;
		kiosks = kiosk;
	}
	kiosk->config = *config;
	return OK;
}

/* In place of the one that reads the real file system. */
enum err config_load(const char *data_dir, struct config *out, char *problem, size_t problem_size)
{
	const struct kiosk *kiosk = kiosk_find(data_dir);
	if (!kiosk) {
		text_copy(problem, problem_size, "firstbell.conf: not found");
		return ERR_NOT_FOUND;
	}
	*out = kiosk->config;
	return OK;
}

/* -- faults -------------------------------------------------------------------------------------------------- */

/* Has the power gone at a write since this was last asked? */
static void notice_cut(void)
{
	if (disk_counts(disk).cuts == cuts_seen)
		return;
	cuts_seen = disk_counts(disk).cuts;
	kiosk_find(cut_dir)->is_cut = true;
}

void shelf_cut(const char *dir)
{
	struct kiosk *kiosk = kiosk_find(dir);
	ENSURE(kiosk);
	notice_cut();
	disk_choose(disk, dir);
	if (!kiosk->is_cut)
		disk_cut(disk);
	kiosk->is_cut = false;
	kiosk_disconnect(kiosk);
	cuts_seen = disk_counts(disk).cuts;
	disk_restart(disk);
}

bool shelf_cuts_alone(void)
{
	return true;
}

static void fail_after(const char *dir, unsigned n, enum disk_failure failure)
{
	ENSURE(kiosk_find(dir));
	notice_cut();
	disk_choose(disk, dir);
	disk_fail_after(disk, n, failure);
}

void shelf_cut_after(const char *dir, unsigned n)
{
	fail_after(dir, n, DISK_CUT);
	text_copy(cut_dir, sizeof(cut_dir), dir);
}

bool shelf_is_cut(const char *dir)
{
	const struct kiosk *kiosk = kiosk_find(dir);
	notice_cut();
	return kiosk && kiosk->is_cut;
}

void shelf_fail_after(const char *dir, unsigned n)
{
	fail_after(dir, n, DISK_IO_ERROR);
}

static const char *database_path(const struct kiosk *kiosk, size_t which, char path[PATH_SIZE + 16])
{
	static const char *const names[DATABASE_COUNT] = {"firstbell.db", "care.db"};
	snprintf(path, PATH_SIZE + 16, "%s/%s", kiosk->dir, names[which]);
	return path;
}

enum err shelf_back_up(const char *dir)
{
	struct kiosk *kiosk = kiosk_find(dir);
	char path[PATH_SIZE + 16];
	enum err err = kiosk ? OK : ERR_NOT_FOUND;
	for (size_t i = 0; !err && i < DATABASE_COUNT; i++)
		err = copy_take(&kiosk->saved[i], database_path(kiosk, i, path));
	if (!err)
		kiosk->is_saved = true;
	return err;
}

enum err shelf_restore(const char *dir)
{
	struct kiosk *kiosk = kiosk_find(dir);
	char path[PATH_SIZE + 16];
	if (!kiosk || !kiosk->is_saved)
		return ERR_NOT_FOUND;
	kiosk_disconnect(kiosk);
	enum err err = OK;
	for (size_t i = 0; !err && i < DATABASE_COUNT; i++) {
		database_path(kiosk, i, path);
		err = copy_put(&kiosk->saved[i], path);
		/* shelf_fail_after is for the kiosk: what was meant for it may have struck here, once */
		if (err)
			err = copy_put(&kiosk->saved[i], path);
	}
	return err;
}

/* -- what other programs write --------------------------------------------------------------------------------- */

/* The kiosk with the transaction of an import begun. */
static enum err begin_import(const char *dir, struct kiosk **out)
{
	*out = kiosk_find(dir);
	enum err err = kiosk_connect(*out);
	return err ? err : store_begin((*out)->office);
}

static enum err end(struct kiosk *kiosk, enum err err)
{
	if (!err)
		err = store_commit(kiosk->office);
	if (err)
		store_rollback(kiosk->office);
	return err;
}

static enum err end_import(struct kiosk *kiosk, enum err err)
{
	return end(kiosk, err ? err : store_bump_roster_version(kiosk->office));
}

static enum err import_pupils(const char *dir, const struct pupil *pupils, size_t count,
			      int32_t day)
{
	struct kiosk *kiosk;
	enum err err = begin_import(dir, &kiosk);
	return err ? err
		   : end_import(kiosk, store_replace_pupils(kiosk->office, pupils, count, day));
}

static enum err import_expectations(const char *dir, const struct expectation *expectations,
				    size_t count)
{
	struct kiosk *kiosk;
	enum err err = begin_import(dir, &kiosk);
	return err ? err
		   : end_import(kiosk,
				store_replace_expectations(kiosk->office, expectations, count));
}

static enum err import_closures(const char *dir, const struct closure *closures, size_t count)
{
	struct kiosk *kiosk;
	enum err err = begin_import(dir, &kiosk);
	if (err)
		return err;
	struct store_closure *rows = calloc(count + 1, sizeof(*rows));
	for (size_t i = 0; rows && i < count; i++)
		rows[i].closure = closures[i];
	err = rows ? store_replace_closures(kiosk->office, rows, count) : ERR_NO_MEMORY;
	free(rows);
	return end_import(kiosk, err);
}

/* Two databases, one import, as firstbellctl does it: what was there is put back when the other's commit fails. */
static enum err import_care(const char *dir, const struct care_row *rows, size_t count)
{
	struct kiosk *kiosk;
	struct care_row *before = NULL;
	size_t before_count = 0;
	enum err err = begin_import(dir, &kiosk);
	if (err)
		return err;
	err = care_store_rows(kiosk->care, &before, &before_count);
	if (!err)
		err = care_store_replace(kiosk->care, rows, count);
	bool replaced = !err;
	err = end_import(kiosk, err);
	if (err && replaced && care_store_replace(kiosk->care, before, before_count))
		fprintf(stderr, "the care rows could not be put back: %s\n", dir);
	free(before);
	return err;
}

/* The office tries again what failed. */
enum err shelf_import_pupils(const char *dir, const struct pupil *pupils, size_t count, int32_t day)
{
	enum err err = import_pupils(dir, pupils, count, day);
	return err == ERR_IO ? import_pupils(dir, pupils, count, day) : err;
}

enum err shelf_import_expectations(const char *dir, const struct expectation *expectations,
				   size_t count)
{
	enum err err = import_expectations(dir, expectations, count);
	return err == ERR_IO ? import_expectations(dir, expectations, count) : err;
}

enum err shelf_import_closures(const char *dir, const struct closure *closures, size_t count)
{
	enum err err = import_closures(dir, closures, count);
	return err == ERR_IO ? import_closures(dir, closures, count) : err;
}

enum err shelf_import_care(const char *dir, const struct care_row *rows, size_t count)
{
	enum err err = import_care(dir, rows, count);
	return err == ERR_IO ? import_care(dir, rows, count) : err;
}

enum err shelf_take_event(const char *dir, const struct event *event)
{
	struct kiosk *kiosk;
	struct event copy = *event;
	if (!event->key.sequence)
		return ERR_BAD_INPUT;
	enum err err = begin_import(dir, &kiosk);
	return err ? err : end(kiosk, store_append_event(kiosk->office, &copy));
}

/* -- what is read ---------------------------------------------------------------------------------------------- */

struct own_reading {
	const char *kiosk;
	store_take_event *take;
	void *context;
};

static enum err take_own(void *context, const struct event *event)
{
	const struct own_reading *reading = context;
	bool own = strcmp(event->key.kiosk, reading->kiosk) == 0;
	return own ? reading->take(reading->context, event) : OK;
}

enum err shelf_read_events(const char *dir, int64_t after_row, int64_t *last_row,
			   store_take_event *take, void *context)
{
	struct kiosk *kiosk = kiosk_find(dir);
	enum err err = kiosk_connect(kiosk);
	if (err)
		return err;
	struct own_reading reading = {kiosk->config.site.kiosks[0], take, context};
	return store_read_events(kiosk->office, INT32_MIN, INT32_MAX, STORE_ALL, after_row,
				 last_row, take_own, &reading);
}

struct notice_reading {
	shelf_take_notice *take;
	void *context;
};

/* What the authority would refuse is a fault of whoever wrote it. */
static enum err take_body(void *context, uint64_t sequence, const char *body)
{
	const struct notice_reading *reading = context;
	struct wire_events events;
	enum err err = wire_decode_event(body, &events);
	if (err)
		return err;
	const struct wire_event *event = &events.events[0];
	if (event->reject[0])
		err = ERR_BAD_INPUT;
	else if (event->notice.kind != NOTICE_QUARANTINED)
		reading->take(reading->context, event->envelope.stream, sequence, &event->notice);
	wire_events_release(&events);
	return err;
}

enum err shelf_read_notices(struct day *day, const char *authority, uint64_t first, uint64_t last,
			    shelf_take_notice *take, void *context)
{
	struct notice_reading reading = {take, context};
	return outbox_store_read(day->store, authority, first, last, take_body, &reading);
}
