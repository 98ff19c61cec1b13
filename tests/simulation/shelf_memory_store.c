/* A kiosk's connection to its database: app/store's functions on the quick shelf. */
#include "tests/simulation/shelf_memory.h"

#include <stdlib.h>
#include <string.h>

enum err store_alive(const struct store *store)
{
	return store->life == store->base->life ? OK : ERR_IO;
}

enum err store_write(struct store *store)
{
	enum err err = store_alive(store);
	if (!err && store->base->writer && store->base->writer != store)
		err = ERR_BUSY;
	return err ? err : base_write(store->base, false);
}

enum err store_open(struct store **out, const char *dir, bool create, struct store_report *report)
{
	struct base *base = base_find(dir);
	(void)create;
	*out = NULL;
	*report = (struct store_report){.problem = ""};
	if (!base || base->is_cut)
		return base ? ERR_IO : ERR_NOT_FOUND;
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return ERR_NO_MEMORY;
	(*out)->base = base;
	(*out)->life = base->life;
	base->handles++;
	return OK;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_rollback(store);
	store->base->handles--;
	free(store);
}

enum err store_begin(struct store *store)
{
	struct base *base = store->base;
	if (store_alive(store))
		return ERR_IO;
	ENSURE(base->writer != store); /* not nested */
	if (base->writer)
		return ERR_BUSY;
	/* without a backup nothing committed is ever undone */
	if (!base->is_saved)
		base->notices.undo_count = 0;
	base_mark(base, &base->begun);
	base->writer = store;
	return OK;
}

enum err store_commit(struct store *store)
{
	enum err err = store_alive(store);
	if (!err) {
		ENSURE(store->base->writer == store);
		err = base_write(store->base, true);
	}
	if (err)
		store_rollback(store);
	else
		store->base->writer = NULL;
	return err;
}

void store_rollback(struct store *store)
{
	struct base *base = store->base;
	if (store_alive(store) || base->writer != store)
		return;
	base_take_back(base, &base->begun);
	base->writer = NULL;
}

enum err store_next_boot(struct store *store, uint32_t *boot)
{
	enum err err = store_write(store);
	if (!err)
		*boot = ++store->base->boot;
	return err;
}

enum err store_data_version(struct store *store, int64_t *version)
{
	*version = store->base->version;
	return store_alive(store);
}

enum err store_stream(struct store *store, const char *kiosk, uint64_t random_stream,
		      uint64_t *stream)
{
	if (!*kiosk || !text_copy(store->kiosk, sizeof(store->kiosk), kiosk))
		return ERR_BAD_INPUT;
	*stream = store->stream = random_stream;
	return store_alive(store);
}
