/* Pages of a list form by form: a table of pages as words, and laws over any forms at all. */
#include "core/muster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FORMS_MAX 12
#define PAGE_MAX 9

/* A page as words: "A" is the heading of the first form, "a" one in it; "|" ends a page. */
struct row {
	const char *sentence;
	size_t inside[4];
	size_t form_count, page_size;
	const char *pages;
};

static const struct row rows[] = {
	{"nobody and no form: no page", {0}, 0, 4, ""},
	{"a form is its heading and those in it", {2}, 1, 4, "Aaa|"},
	{"a form without anybody has its heading", {0}, 1, 4, "A|"},
	{"forms follow one another", {1, 0, 2}, 3, 7, "AaBCcc|"},
	{"a form that goes on has its heading again", {4}, 1, 3, "Aaa|Aaa|"},
	{"... and for its last one too", {3}, 1, 3, "Aaa|Aa|"},
	{"a heading does not stand last without its people", {1, 2}, 2, 3, "Aa|Bbb|"},
	{"... but one that has nobody may", {1, 0}, 2, 3, "AaB|"},
	{"the smallest page holds a heading and one", {2, 1}, 2, 2, "Aa|Aa|Bb|"},
	{"headings alone fill pages", {0, 0, 0}, 3, 2, "AB|C|"},
};

static void put_words(const struct row *row, char *out)
{
	struct muster_line lines[PAGE_MAX];
	size_t pages = muster_pages(row->inside, row->form_count, row->page_size);
	for (size_t page = 0; page < pages; page++) {
		size_t count =
			muster_page(row->inside, row->form_count, row->page_size, page, lines);
		for (size_t i = 0; i < count; i++)
			*out++ = (char)((lines[i].place ? 'a' : 'A') + (int)lines[i].form);
		*out++ = '|';
	}
	*out = '\0';
}

static void each_row_gives_its_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char words[100];
		put_words(&rows[i], words);
		if (strcmp(words, rows[i].pages) != 0)
			fail_msg("%s: %s", rows[i].sentence, words);
	}
}

static uint64_t seed;

static size_t draw(size_t below)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (size_t)(seed >> 33) % below;
}

/* Everybody stands there once, in order; no page is too long or begins or ends as it must not. */
static const char *broken_by(const size_t *inside, size_t form_count, size_t page_size)
{
	size_t pages = muster_pages(inside, form_count, page_size);
	size_t form = 0, place = 0; /* the next that must come */
	for (size_t page = 0; page < pages; page++) {
		struct muster_line lines[PAGE_MAX + 1] = {[PAGE_MAX] = {99, 99}};
		size_t count = muster_page(inside, form_count, page_size, page, lines);
		if (count == 0 || count > page_size || lines[0].place != 0)
			return "a page begins with a heading and fits";
		if (lines[count - 1].place == 0 && inside[lines[count - 1].form] > 0)
			return "no heading stands last without its people";
		for (size_t i = 0; i < count; i++) {
			bool again = i == 0 && place > 0 && lines[0].form == form;
			if (again)
				continue;
			if (lines[i].form != form || lines[i].place != place)
				return "each stands there once, in order";
			if (++place > inside[form]) {
				form++;
				place = 0;
			}
		}
	}
	struct muster_line none[PAGE_MAX];
	if (muster_page(inside, form_count, page_size, pages, none) != 0)
		return "after the last page there is nothing";
	return form == form_count ? NULL : "nobody is left out";
}

static void the_laws_hold_for_any_forms(void **state)
{
	const char *given = getenv("SEED");
	uint64_t first = seed = given ? strtoull(given, NULL, 10) : 20261122;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t inside[FORMS_MAX], form_count = draw(FORMS_MAX + 1);
		for (size_t f = 0; f < form_count; f++)
			inside[f] = draw(3) == 0 ? 0 : draw(14);
		const char *broken = broken_by(inside, form_count, 2 + draw(PAGE_MAX - 1));
		if (broken)
			fail_msg("%s (run %d of SEED=%llu)", broken, i, (unsigned long long)first);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_gives_its_pages),
		cmocka_unit_test(the_laws_hold_for_any_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
