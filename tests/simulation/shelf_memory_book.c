/* What an import makes of the book that was. */
#include "tests/simulation/shelf_memory.h"

#include <stdlib.h>
#include <string.h>

static void replace(struct book **book, struct book *by)
{
	by->roster.version = (*book)->roster.version + 1;
	book_release(*book);
	*book = by;
}

/* As the old one, with room for more pupils and former UPNs, and for so many expectations and closures. */
static struct book *book_copy(const struct book *old, size_t more, size_t expectations,
			      size_t closures)
{
	struct book *book =
		book_make(old->ever_count + more, expectations, closures, old->former_count + more);
	memcpy(book->ever, old->ever, old->ever_count * sizeof(*book->ever));
	memcpy(book->formers, old->formers, old->former_count * sizeof(*book->formers));
	memcpy(book->roster.pupils, old->roster.pupils,
	       old->roster.pupil_count * sizeof(*book->roster.pupils));
	book->ever_count = old->ever_count;
	book->former_count = old->former_count;
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

static void copy_expectations(struct book *book, const struct book *old)
{
	book->expectation_count = old->expectation_count;
	memcpy(book->expectations, old->expectations,
	       old->expectation_count * sizeof(*book->expectations));
}

/* -- pupils --------------------------------------------------------------------------------------------- */

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

static size_t find_former(const struct book *book, const char *upn)
{
	size_t at = 0;
	while (at < book->former_count && strcmp(book->formers[at].upn, upn) < 0)
		at++;
	return at;
}

/* Before the pupil is put: does it change the UPN? */
static enum err remember_upn(struct book *book, const struct pupil *pupil, size_t hint)
{
	const struct pupil *ever = find_ever(book, pupil->pupil_id, hint);
	if (!ever || !ever->upn[0] || strcmp(ever->upn, pupil->upn) == 0)
		return OK;
	size_t at = find_former(book, ever->upn);
	struct former_upn *former = &book->formers[at];
	if (at < book->former_count && strcmp(former->upn, ever->upn) == 0)
		return ERR_EXISTS;
	memmove(former + 1, former, (book->former_count++ - at) * sizeof(*former));
	*former = (struct former_upn){.pupil = ever->key};
	memcpy(former->upn, ever->upn, sizeof(former->upn));
	return OK;
}

/* Whose UPN is it, of those on the roster? A hash of places in `ever`, each one more than it is. */
struct numbers {
	uint32_t *places;
	size_t size;
};

static uint32_t *number_place(const struct numbers *numbers, const struct book *book,
			      const char *upn)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (const char *at = upn; *at; at++)
		hash = (hash ^ (uint8_t)*at) * 16777619u;
	for (size_t at = hash % numbers->size;; at = (at + 1) % numbers->size) {
		uint32_t place = numbers->places[at];
		if (!place || strcmp(book->ever[place - 1].upn, upn) == 0)
			return &numbers->places[at];
	}
}

static bool is_number(const struct numbers *numbers, const struct book *book, const char *upn)
{
	return upn[0] && *number_place(numbers, book, upn);
}

static enum err put_pupil(struct book *book, struct numbers *numbers, bool *on,
			  const struct pupil *pupil, size_t hint)
{
	if (!pupil->pupil_id[0] || pupil->year_group < -2 || pupil->year_group > 20)
		return ERR_BAD_INPUT;
	struct pupil *ever = find_ever(book, pupil->pupil_id, hint);
	if ((ever && on[ever - book->ever]) || is_number(numbers, book, pupil->upn))
		return ERR_EXISTS;
	if (!ever)
		ever = &book->ever[book->ever_count++];
	*ever = *pupil;
	ever->key = (uint32_t)(ever - book->ever) + 1;
	on[ever - book->ever] = true;
	if (pupil->upn[0])
		*number_place(numbers, book, pupil->upn) = ever->key;
	return OK;
}

/* A number is that of the pupil it was given to last, for good. */
static void disown_upns(struct book *book, const struct numbers *numbers, const bool *on)
{
	size_t kept = 0;
	for (size_t i = 0; i < book->former_count; i++)
		if (!is_number(numbers, book, book->formers[i].upn))
			book->formers[kept++] = book->formers[i];
	book->former_count = kept;
	for (size_t i = 0; i < book->ever_count; i++)
		if (!on[i] && is_number(numbers, book, book->ever[i].upn))
			book->ever[i].upn[0] = '\0';
}

static void list_pupils(struct book *book, const bool *on)
{
	book->roster.pupil_count = 0;
	for (size_t i = 0; i < book->ever_count; i++)
		if (on[i])
			book->roster.pupils[book->roster.pupil_count++] = book->ever[i];
}

static enum err put_pupils(struct book *book, bool *on, const struct pupil *pupils, size_t count)
{
	struct numbers numbers = {.size = 2 * count + 1};
	numbers.places = calloc(numbers.size, sizeof(*numbers.places));
	if (!numbers.places)
		abort();
	enum err err = OK;
	for (size_t i = 0; !err && i < count; i++)
		err = remember_upn(book, &pupils[i], i);
	for (size_t i = 0; !err && i < count; i++)
		err = put_pupil(book, &numbers, on, &pupils[i], i);
	if (!err) {
		disown_upns(book, &numbers, on);
		list_pupils(book, on);
	}
	free(numbers.places);
	return err;
}

enum err book_pupils(struct book **book, const struct pupil *pupils, size_t count, int32_t day)
{
	const struct book *old = *book;
	struct book *made =
		book_copy(old, count, old->expectation_count, old->roster.closure_count);
	bool *on = calloc(old->ever_count + count + 1, sizeof(*on));
	if (!on)
		abort();
	enum err err = put_pupils(made, on, pupils, count);
	free(on);
	if (err) {
		book_release(made);
		return err;
	}
	copy_expectations(made, old);
	copy_closures(made, old);
	book_list(made);
	made->roster.day = day;
	replace(book, made);
	return OK;
}

/* -- the rest -------------------------------------------------------------------------------------------- */

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
	book_list(made);
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
	book_list(made);
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
	book_list(made);
	copy_closures(made, old);
	replace(book, made);
}
