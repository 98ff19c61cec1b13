#include "evacuation.h"

#include <stdlib.h>
#include <string.h>

#include "core/alphabet.h"
#include "sitting.h"
#include "staffroom_forms.h"
#include "staffroom_rows.h"
#include "views.h"

/* -- the people ------------------------------------------------------------------------------------ */

static int compare_pupils(enum language language, const void *a, const void *b)
{
	const struct evacuation_pupil *x = a, *y = b;
	int order = (x->form > y->form) - (x->form < y->form);
	if (!order)
		order = alphabet_compare(language, x->name, y->name);
	return order ? order : (x->pupil->key > y->pupil->key) - (x->pupil->key < y->pupil->key);
}

static int compare_pupils_en(const void *a, const void *b)
{
	return compare_pupils(LANGUAGE_EN, a, b);
}

static int compare_pupils_cy(const void *a, const void *b)
{
	return compare_pupils(LANGUAGE_CY, a, b);
}

static size_t form_of(const struct evacuation *list, const struct pupil *pupil)
{
	size_t form = 0;
	while (strcmp(list->forms[form], pupil->form) != 0)
		form++;
	return form;
}

static void add_pupil(struct evacuation *out, const struct pupil *pupil)
{
	struct evacuation_pupil *added = &out->pupils[out->count++];
	char name[NAME_SIZE];
	added->pupil = pupil;
	added->form = form_of(out, pupil);
	out->inside[added->form]++;
	views_full_name(pupil, name);
	(void)text_copy(added->name, sizeof(added->name), name);
}

static enum err find_pupils(const struct day *day, struct evacuation *out)
{
	const struct roster *roster = &day->roster;
	out->pupils = calloc(roster->pupil_count + 1, sizeof(*out->pupils));
	out->inside = calloc(out->form_count + 1, sizeof(*out->inside));
	if (!out->pupils || !out->inside)
		return ERR_NO_MEMORY;
	for (size_t i = 0; i < roster->pupil_count; i++) {
		const struct pupil *pupil = &roster->pupils[i];
		if (views_welcomes(day, pupil) && staffroom_inside(day, pupil))
			add_pupil(out, pupil);
	}
	qsort(out->pupils, out->count, sizeof(*out->pupils),
	      day->config.language == LANGUAGE_CY ? compare_pupils_cy : compare_pupils_en);
	return OK;
}

enum err evacuation_make(const struct day *day, struct evacuation *out)
{
	struct staffroom_forms forms;
	enum err err = staffroom_forms(day, &forms);
	*out = (struct evacuation){.forms = forms.names, .form_count = forms.count};
	if (!err)
		err = find_pupils(day, out);
	if (err)
		evacuation_release(out);
	return err;
}

void evacuation_release(struct evacuation *list)
{
	free(list->pupils);
	free(list->forms);
	free(list->inside);
	*list = (struct evacuation){0};
}

/* -- lines ----------------------------------------------------------------------------------------- */

const struct evacuation_pupil *evacuation_at(const struct evacuation *list, struct muster_line line)
{
	size_t before = 0;
	if (line.place == 0)
		return NULL;
	for (size_t form = 0; form < line.form; form++)
		before += list->inside[form];
	return &list->pupils[before + line.place - 1];
}

static void put_row(const struct day *day, const struct evacuation *list, struct muster_line line,
		    struct staff_row *out)
{
	const struct evacuation_pupil *there = evacuation_at(list, line);
	if (there) {
		staffroom_row(day, there->pupil, sitting_now(day), out);
		return;
	}
	*out = (struct staff_row){.is_form = true, .inside = list->inside[line.form]};
	(void)text_copy(out->form, sizeof(out->form), list->forms[line.form]);
}

size_t evacuation_rows(const struct day *day, const struct evacuation *list, size_t page_size,
		       size_t page, struct staff_row rows[STAFF_ROWS_MAX])
{
	struct muster_line lines[STAFF_ROWS_MAX];
	ENSURE(page_size <= STAFF_ROWS_MAX);
	size_t count = muster_page(list->inside, list->form_count, page_size, page, lines);
	for (size_t i = 0; i < count; i++)
		put_row(day, list, lines[i], &rows[i]);
	return count;
}
