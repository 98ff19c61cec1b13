/* A book is never changed, so that whoever loads the roster shares it, and a backup costs nothing. */
#include "tests/simulation/shelf_memory.h"

#include <stdlib.h>
#include <string.h>

/* What struct roster points to; roster_release finds the book from there. */
struct page {
	struct book *book;
	struct pupil pupils[];
};

static void *need(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size);
	if (!memory)
		abort();
	return memory;
}

/* -- books ---------------------------------------------------------------------------------------------- */

static struct book *book_make(size_t ever, size_t expectations, size_t closures)
{
	struct book *book = need(1, sizeof(*book));
	struct page *page = need(1, sizeof(*page) + ever * sizeof(page->pupils[0]));
	*book = (struct book){.references = 1};
	page->book = book;
	book->ever = need(ever, sizeof(*book->ever));
	book->expectations = need(expectations, sizeof(*book->expectations));
	book->roster.pupils = page->pupils;
	book->roster.expectations = need(expectations, sizeof(*book->roster.expectations));
	book->roster.closures = need(closures, sizeof(*book->roster.closures));
	return book;
}

struct book *book_new(void)
{
	return book_make(0, 0, 0);
}

struct book *book_keep(struct book *book)
{
	book->references++;
	return book;
}

static struct page *page_of(struct pupil *pupils)
{
	return (struct page *)(void *)((char *)pupils - offsetof(struct page, pupils));
}

void book_release(struct book *book)
{
	if (!book || --book->references > 0)
		return;
	free(book->ever);
	free(book->expectations);
	free(page_of(book->roster.pupils));
	free(book->roster.expectations);
	free(book->roster.closures);
	free(book);
}

static void replace(struct book **book, struct book *by)
{
	by->roster.version = (*book)->roster.version + 1;
	book_release(*book);
	*book = by;
}

/* As the old one, with room for more pupils, and for so many expectations and closures. */
static struct book *book_copy(const struct book *old, size_t more_pupils, size_t expectations,
			      size_t closures)
{
	struct book *book = book_make(old->ever_count + more_pupils, expectations, closures);
	memcpy(book->ever, old->ever, old->ever_count * sizeof(*book->ever));
	memcpy(book->roster.pupils, old->roster.pupils,
	       old->roster.pupil_count * sizeof(*book->roster.pupils));
	book->ever_count = old->ever_count;
	book->roster.pupil_count = old->roster.pupil_count;
	book->roster.day = old->roster.day;
	return book;
}

static void copy_closures(struct book *book, const struct book *old)
{
	book->roster.closure_count = old->roster.closure_count;
	memcpy(book->roster.closures, old->roster.closures,
	       old->roster.closure_count * sizeof(*book->roster.closures));
}

static int compare_expectations(const void *a, const void *b)
{
	const struct expectation *left = *(const struct expectation *const *)a;
	const struct expectation *right = *(const struct expectation *const *)b;
	if (left->pupil != right->pupil)
		return left->pupil < right->pupil ? -1 : 1;
	return (left > right) - (left < right);
}

/* The roster has the expectations of its pupils alone, by pupil, in the order of the import. */
static void list_expectations(struct book *book)
{
	const struct expectation **sorted = need(book->expectation_count, sizeof(*sorted));
	for (size_t i = 0; i < book->expectation_count; i++)
		sorted[i] = &book->expectations[i];
	qsort(sorted, book->expectation_count, sizeof(*sorted), compare_expectations);
	book->roster.expectation_count = 0;
	for (size_t i = 0; i < book->expectation_count; i++)
		if (roster_pupil(&book->roster, sorted[i]->pupil))
			book->roster.expectations[book->roster.expectation_count++] = *sorted[i];
	free(sorted);
}

static void copy_expectations(struct book *book, const struct book *old)
{
	book->expectation_count = old->expectation_count;
	memcpy(book->expectations, old->expectations,
	       old->expectation_count * sizeof(*book->expectations));
}

/* -- imports --------------------------------------------------------------------------------------------- */

/* Imports mostly keep the order they had before: looked for from there. */
static struct pupil *find_ever(struct book *book, const char *pupil_id, size_t hint)
{
	for (size_t i = 0; i < book->ever_count; i++) {
		struct pupil *pupil = &book->ever[(hint + i) % book->ever_count];
		if (strcmp(pupil->pupil_id, pupil_id) == 0)
			return pupil;
	}
	return NULL;
}

static enum err put_pupil(struct book *book, bool *on, const struct pupil *pupil, size_t hint)
{
	if (!pupil->pupil_id[0] || pupil->year_group < -2 || pupil->year_group > 20)
		return ERR_BAD_INPUT;
	struct pupil *ever = find_ever(book, pupil->pupil_id, hint);
	if (ever && on[ever - book->ever])
		return ERR_EXISTS;
	for (size_t i = 0; pupil->upn[0] && i < book->ever_count; i++)
		if (on[i] && strcmp(book->ever[i].upn, pupil->upn) == 0)
			return ERR_EXISTS;
	if (!ever)
		ever = &book->ever[book->ever_count++];
	*ever = *pupil;
	ever->key = (uint32_t)(ever - book->ever) + 1;
	on[ever - book->ever] = true;
	return OK;
}

static void list_pupils(struct book *book, const bool *on)
{
	book->roster.pupil_count = 0;
	for (size_t i = 0; i < book->ever_count; i++)
		if (on[i])
			book->roster.pupils[book->roster.pupil_count++] = book->ever[i];
}

enum err book_pupils(struct book **book, const struct pupil *pupils, size_t count, int32_t day)
{
	const struct book *old = *book;
	struct book *made =
		book_copy(old, count, old->expectation_count, old->roster.closure_count);
	bool *on = need(old->ever_count + count, sizeof(*on));
	enum err err = OK;
	for (size_t i = 0; !err && i < count; i++)
		err = put_pupil(made, on, &pupils[i], i);
	if (!err) {
		list_pupils(made, on);
		copy_expectations(made, old);
		list_expectations(made);
		copy_closures(made, old);
		made->roster.day = day;
		replace(book, made);
	} else
		book_release(made);
	free(on);
	return err;
}

enum err book_expectations(struct book **book, const struct expectation *expectations, size_t count)
{
	const struct book *old = *book;
	for (size_t i = 0; i < count; i++) {
		const struct expectation *one = &expectations[i];
		if (one->weekday < 0 || one->weekday > 6 || (unsigned)one->part >= PART_COUNT ||
		    !one->code.text[0] || !one->pupil || one->pupil > old->ever_count)
			return ERR_BAD_INPUT;
	}
	struct book *made = book_copy(old, 0, count, old->roster.closure_count);
	made->expectation_count = count;
	if (count)
		memcpy(made->expectations, expectations, count * sizeof(*expectations));
	list_expectations(made);
	copy_closures(made, old);
	replace(book, made);
	return OK;
}

enum err book_closures(struct book **book, const struct closure *closures, size_t count)
{
	const struct book *old = *book;
	for (size_t i = 0; i < count; i++)
		if (!closures[i].code.text[0] || !closures[i].years)
			return ERR_BAD_INPUT;
	struct book *made = book_copy(old, 0, old->expectation_count, count);
	copy_expectations(made, old);
	list_expectations(made);
	struct roster *roster = &made->roster;
	/* by day, in the order of the import */
	for (size_t i = 0; i < count; i++) {
		size_t at = roster->closure_count++;
		for (; at > 0 && roster->closures[at - 1].day > closures[i].day; at--)
			roster->closures[at] = roster->closures[at - 1];
		roster->closures[at] = closures[i];
	}
	replace(book, made);
	return OK;
}

void book_bump(struct book **book)
{
	const struct book *old = *book;
	struct book *made = book_copy(old, 0, old->expectation_count, old->roster.closure_count);
	copy_expectations(made, old);
	list_expectations(made);
	copy_closures(made, old);
	replace(book, made);
}

/* -- what the kiosk sees ---------------------------------------------------------------------------------- */

enum err store_load_roster(struct store *store, struct roster *out)
{
	*out = (struct roster){0};
	enum err err = store_alive(store);
	if (!err)
		*out = book_keep(store->base->book)->roster;
	return err;
}

void roster_release(struct roster *roster)
{
	if (!roster)
		return;
	if (roster->pupils)
		book_release(page_of(roster->pupils)->book);
	*roster = (struct roster){0};
}

const struct pupil *roster_pupil(const struct roster *roster, uint32_t key)
{
	size_t low = 0, high = roster->pupil_count;
	/* where nobody has left, key n is the n-th */
	if (key > 0 && key <= high && roster->pupils[key - 1].key == key)
		return &roster->pupils[key - 1];
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (roster->pupils[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < roster->pupil_count && roster->pupils[low].key == key ? &roster->pupils[low]
									   : NULL;
}

const struct pupil *roster_pupil_by_id(const struct roster *roster, const char *pupil_id)
{
	for (size_t i = 0; i < roster->pupil_count; i++)
		if (strcmp(roster->pupils[i].pupil_id, pupil_id) == 0)
			return &roster->pupils[i];
	return NULL;
}
