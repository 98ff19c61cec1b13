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

struct book *book_make(size_t ever, size_t expectations, size_t closures, size_t formers)
{
	struct book *book = need(1, sizeof(*book));
	struct page *page = need(1, sizeof(*page) + ever * sizeof(page->pupils[0]));
	*book = (struct book){.references = 1};
	page->book = book;
	book->ever = need(ever, sizeof(*book->ever));
	book->expectations = need(expectations, sizeof(*book->expectations));
	book->formers = need(formers, sizeof(*book->formers));
	book->roster.pupils = page->pupils;
	book->roster.expectations = need(expectations, sizeof(*book->roster.expectations));
	book->roster.closures = need(closures, sizeof(*book->roster.closures));
	book->roster.former_upns = need(formers, sizeof(*book->roster.former_upns));
	return book;
}

struct book *book_new(void)
{
	return book_make(0, 0, 0, 0);
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
	free(book->formers);
	free(page_of(book->roster.pupils));
	free(book->roster.expectations);
	free(book->roster.closures);
	free(book->roster.former_upns);
	free(book);
}

static int compare_expectations(const void *a, const void *b)
{
	const struct expectation *left = *(const struct expectation *const *)a;
	const struct expectation *right = *(const struct expectation *const *)b;
	if (left->pupil != right->pupil)
		return left->pupil < right->pupil ? -1 : 1;
	return (left > right) - (left < right);
}

/* By pupil, in the order of the import. */
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

void book_list(struct book *book)
{
	struct roster *roster = &book->roster;
	list_expectations(book);
	roster->former_upn_count = 0;
	for (size_t i = 0; i < book->former_count; i++)
		if (roster_pupil(roster, book->formers[i].pupil))
			roster->former_upns[roster->former_upn_count++] = book->formers[i];
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
