/* The quick shelf: databases as plain memory. What they had room for once is kept for the next school year. */
#include "tests/simulation/shelf_memory.h"

#include <stdlib.h>
#include <string.h>

static struct base *bases;
static struct base *spare;
static uint64_t chance; /* of what a cut leaves */

void *shelf_room(void *array, size_t count, size_t *capacity, size_t item_size)
{
	if (count < *capacity)
		return array;
	*capacity = *capacity ? 2 * *capacity : 64;
	array = realloc(array, *capacity * item_size);
	if (!array)
		abort();
	return array;
}

/* -- one kiosk ---------------------------------------------------------------------------------------------- */

struct base *base_find(const char *dir)
{
	for (struct base *base = bases; base; base = base->next)
		if (strcmp(base->dir, dir) == 0)
			return base;
	return NULL;
}

/* The power goes. What is being committed may be on the disk before its writer hears of it. */
static void go_dark(struct base *base, bool survives)
{
	if (base->writer && !survives)
		base_take_back(base, &base->begun);
	base->writer = NULL;
	base->fail_in = base->cut_in = 0;
	base->life++;
}

enum err base_write(struct base *base, bool commit)
{
	if (base->is_cut)
		return ERR_IO;
	if (base->cut_in > 0 && --base->cut_in == 0) {
		chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		go_dark(base, commit && chance >> 63);
		base->is_cut = true;
		return ERR_IO;
	}
	return base->fail_in > 0 && --base->fail_in == 0 ? ERR_IO : OK;
}

void base_mark(const struct base *base, struct mark *out)
{
	out->event_count = base->events.count;
	out->more_count = base->events.more_count;
	out->log_count = base->events.log_count;
	out->notice_count = base->notices.count;
	out->undo_count = base->notices.undo_count;
	out->queue_count = base->notices.queue_count;
	memcpy(out->queues, base->notices.queues, out->queue_count * sizeof(*out->queues));
	out->boot = base->boot;
}

void base_take_back(struct base *base, const struct mark *mark)
{
	events_take_back(&base->events, mark);
	notices_take_back(&base->notices, mark);
	base->boot = mark->boot;
}

static void base_clear(struct base *base)
{
	ENSURE(base->handles == 0); /* all is closed before the shelf is emptied */
	events_clear(&base->events);
	notices_clear(&base->notices);
	book_release(base->book);
	book_release(base->saved_book);
	care_release(base->care);
	care_release(base->saved_care);
	*base = (struct base){.next = base->next,
			      .life = base->life,
			      .events = base->events,
			      .notices = base->notices};
}

static void base_free(struct base *base)
{
	events_release(&base->events);
	notices_release(&base->notices);
	free(base);
}

static struct base *base_new(void)
{
	struct base *base = spare;
	if (!base) {
		base = calloc(1, sizeof(*base));
		if (!base)
			abort();
	} else
		spare = base->next;
	base->next = bases;
	bases = base;
	return base;
}

/* -- the shelf ---------------------------------------------------------------------------------------------- */

enum err shelf_open(uint64_t seed)
{
	chance = seed;
	while (bases) {
		struct base *base = bases;
		bases = base->next;
		base_clear(base);
		base->next = spare;
		spare = base;
	}
	return OK;
}

void shelf_close(void)
{
	ENSURE(shelf_open(0) == OK);
	while (spare) {
		struct base *base = spare;
		spare = base->next;
		base_free(base);
	}
}

enum err shelf_kiosk(const char *dir, const struct config *config)
{
	struct base *base = base_find(dir);
	if (!base) {
		base = base_new();
		base->book = book_new();
		if (!text_copy(base->dir, sizeof(base->dir), dir))
			return ERR_BAD_INPUT;
	}
	base->config = *config;
	return OK;
}

enum err config_load(const char *data_dir, struct config *out, char *problem, size_t problem_size)
{
	const struct base *base = base_find(data_dir);
	if (!base) {
		text_copy(problem, problem_size, "firstbell.conf: not found");
		return ERR_NOT_FOUND;
	}
	*out = base->config;
	return OK;
}

void shelf_cut(const char *dir)
{
	struct base *base = base_find(dir);
	ENSURE(base);
	go_dark(base, false);
	base->is_cut = false;
}

void shelf_cut_after(const char *dir, unsigned n)
{
	struct base *base = base_find(dir);
	ENSURE(base);
	base->cut_in = n;
}

bool shelf_is_cut(const char *dir)
{
	const struct base *base = base_find(dir);
	return base && base->is_cut;
}

bool shelf_cuts_alone(void)
{
	return true;
}

void shelf_fail_after(const char *dir, unsigned n)
{
	struct base *base = base_find(dir);
	ENSURE(base);
	base->fail_in = n;
}

/* The log only grows, so a backup is a mark in it; what changes besides is shared or undone. */
enum err shelf_back_up(const char *dir)
{
	struct base *base = base_find(dir);
	if (!base)
		return ERR_NOT_FOUND;
	ENSURE(base->handles == 0);
	base->notices.undo_count = 0;
	base_mark(base, &base->saved);
	book_release(base->saved_book);
	care_release(base->saved_care);
	base->saved_book = book_keep(base->book);
	base->saved_care = care_keep(base->care);
	base->is_saved = true;
	return OK;
}

enum err shelf_restore(const char *dir)
{
	struct base *base = base_find(dir);
	if (!base || !base->is_saved)
		return ERR_NOT_FOUND;
	ENSURE(base->handles == 0);
	base_take_back(base, &base->saved);
	book_release(base->book);
	care_release(base->care);
	base->book = book_keep(base->saved_book);
	base->care = care_keep(base->saved_care);
	return OK;
}

/* -- what other programs write ------------------------------------------------------------------------------- */

/* Their transaction. */
static enum err begin_other(const struct base *base)
{
	if (!base)
		return ERR_NOT_FOUND;
	if (base->is_cut)
		return ERR_IO;
	return base->writer ? ERR_BUSY : OK;
}

static enum err end_other(struct base *base, enum err err)
{
	if (!err)
		base->version++;
	return err;
}

enum err shelf_import_pupils(const char *dir, const struct pupil *pupils, size_t count, int32_t day)
{
	struct base *base = base_find(dir);
	enum err err = begin_other(base);
	return err ? err : end_other(base, book_pupils(&base->book, pupils, count, day));
}

enum err shelf_import_expectations(const char *dir, const struct expectation *expectations,
				   size_t count)
{
	struct base *base = base_find(dir);
	enum err err = begin_other(base);
	return err ? err : end_other(base, book_expectations(&base->book, expectations, count));
}

enum err shelf_import_closures(const char *dir, const struct closure *closures, size_t count)
{
	struct base *base = base_find(dir);
	enum err err = begin_other(base);
	return err ? err : end_other(base, book_closures(&base->book, closures, count));
}

enum err shelf_import_care(const char *dir, const struct care_row *rows, size_t count)
{
	struct base *base = base_find(dir);
	enum err err = begin_other(base);
	if (!err)
		err = care_import(&base->care, rows, count);
	if (err)
		return err;
	base->care_version++;
	book_bump(&base->book);
	return end_other(base, OK);
}

enum err shelf_take_event(const char *dir, const struct event *event)
{
	struct base *base = base_find(dir);
	struct event copy = *event;
	enum err err = event->key.sequence ? begin_other(base) : ERR_BAD_INPUT;
	if (!err)
		err = base_write(base, false);
	return err ? err : end_other(base, events_append(base, "", 0, &copy));
}

enum err shelf_read_events(const char *dir, int64_t after_row, int64_t *last_row,
			   store_take_event *take, void *context)
{
	const struct base *base = base_find(dir);
	if (!base)
		return ERR_NOT_FOUND;
	return base->is_cut ? ERR_IO : events_read_own(base, after_row, last_row, take, context);
}
