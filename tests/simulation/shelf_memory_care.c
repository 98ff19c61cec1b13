#include "tests/simulation/shelf_memory.h"

#include <stdlib.h>
#include <string.h>

/* A connection to a kiosk's care file. */
struct care_store {
	struct base *base;
	unsigned life;
};

struct care_book *care_keep(struct care_book *care)
{
	if (care)
		care->references++;
	return care;
}

void care_release(struct care_book *care)
{
	if (care && --care->references == 0)
		free(care);
}

/* The key of a row. */
static int compare_rows(const void *a, const void *b)
{
	const struct care_row *left = a, *right = b;
	int order = strcmp(left->upn, right->upn);
	if (!order)
		order = strcmp(left->care.authority, right->care.authority);
	if (!order)
		order = (left->care.from_day > right->care.from_day) -
			(left->care.from_day < right->care.from_day);
	return order ? order
		     : strcmp(cohort_text(left->care.cohort), cohort_text(right->care.cohort));
}

static enum err check_row(const struct care_row *row, const struct care_row *before)
{
	if (!row->upn[0] || !row->care.authority[0] || !row->care.child_ref[0] ||
	    row->care.to_day < row->care.from_day)
		return ERR_BAD_INPUT;
	return before && compare_rows(before, row) == 0 ? ERR_EXISTS : OK;
}

enum err care_import(struct care_book **care, const struct care_row *rows, size_t count)
{
	struct care_book *made = calloc(1, sizeof(*made) + count * sizeof(made->rows[0]));
	if (!made)
		abort();
	made->references = 1;
	made->count = count;
	for (size_t i = 0; i < count; i++) {
		made->rows[i] = rows[i];
		made->rows[i].care.pupil = 0;
	}
	qsort(made->rows, count, sizeof(made->rows[0]), compare_rows);
	enum err err = OK;
	for (size_t i = 0; !err && i < count; i++)
		err = check_row(&made->rows[i], i ? &made->rows[i - 1] : NULL);
	care_release(err ? made : *care);
	if (!err)
		*care = made;
	return err;
}

static enum err alive(const struct care_store *store)
{
	return store->life == store->base->life ? OK : ERR_IO;
}

enum err care_store_open(struct care_store **out, const char *dir, bool create,
			 struct store_report *report)
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
	**out = (struct care_store){base, base->life};
	base->handles++;
	return OK;
}

void care_store_close(struct care_store *store)
{
	if (store)
		store->base->handles--;
	free(store);
}

static uint32_t pupil_of(const struct roster *roster, const char *upn)
{
	bool former;
	const struct pupil *pupil = roster_pupil_by_upn(roster, upn, &former);
	return pupil ? pupil->key : 0;
}

enum err care_store_load(struct care_store *store, const struct roster *roster, struct care **out,
			 size_t *count)
{
	const struct care_book *book = store->base->care;
	*out = NULL;
	*count = 0;
	if (alive(store))
		return ERR_IO;
	size_t rows = book ? book->count : 0;
	*out = calloc(rows + 1, sizeof(**out));
	if (!*out)
		return ERR_NO_MEMORY;
	for (size_t i = 0; i < rows; i++) {
		(*out)[i] = book->rows[i].care;
		(*out)[i].pupil = pupil_of(roster, book->rows[i].upn);
	}
	*count = rows;
	care_sort(*out, rows);
	return OK;
}

enum err care_store_data_version(struct care_store *store, int64_t *version)
{
	*version = store->base->care_version;
	return alive(store);
}
