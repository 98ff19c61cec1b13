#include "staffroom_search.h"

#include <stdlib.h>
#include <string.h>

#include "views.h"

static bool is_called(enum language language, const struct pupil *pupil,
		      const struct spelling *search, bool next[ALPHABET_OTHER + 1])
{
	const char *const names[] = {pupil->preferred_forename, pupil->preferred_surname,
				     pupil->legal_forename, pupil->legal_surname};
	bool called = false;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (alphabet_begins(language, names[i], search, next))
			called = true;
	return called;
}

static int compare_names(enum language language, const void *a, const void *b)
{
	const struct pupil *x = *(const struct pupil *const *)a;
	const struct pupil *y = *(const struct pupil *const *)b;
	char name_x[NAME_SIZE], name_y[NAME_SIZE];
	views_full_name(x, name_x);
	views_full_name(y, name_y);
	int order = alphabet_compare(language, name_x, name_y);
	return order ? order : (x->key > y->key) - (x->key < y->key);
}

static int compare_english(const void *a, const void *b)
{
	return compare_names(LANGUAGE_EN, a, b);
}

static int compare_welsh(const void *a, const void *b)
{
	return compare_names(LANGUAGE_CY, a, b);
}

enum err staffroom_find(const struct day *day, enum language language,
			const struct spelling *search, struct staffroom_found *out)
{
	*out = (struct staffroom_found){.next = {false}};
	struct staffroom_pupils *found = &out->pupils;
	found->pupils = calloc(day->roster.pupil_count + 1, sizeof(const struct pupil *));
	if (!found->pupils)
		return ERR_NO_MEMORY;
	for (size_t i = 0; i < day->roster.pupil_count; i++) {
		const struct pupil *pupil = &day->roster.pupils[i];
		if (views_welcomes(day, pupil) && is_called(language, pupil, search, out->next) &&
		    search->count > 0)
			found->pupils[found->count++] = pupil;
	}
	qsort(found->pupils, found->count, sizeof(const struct pupil *),
	      language == LANGUAGE_CY ? compare_welsh : compare_english);
	return OK;
}

/* As a name is written: "Sh", not "SH". */
void staffroom_spell(const struct spelling *search, char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < search->count; i++) {
		(void)text_copy(out + used, size - used, alphabet_text(search->letters[i]));
		if (i > 0 && out[used] >= 'A' && out[used] <= 'Z')
			out[used] += 'a' - 'A';
		used += strlen(out + used);
	}
}
