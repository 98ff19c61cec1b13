#include "staffroom_forms.h"

#include <stdlib.h>
#include <string.h>

#include "core/alphabet.h"
#include "views.h"

struct form {
	const char *name;
	int youngest; /* year group: a form of mixed ages stands with its youngest */
};

/* qsort hands its comparison nothing but the two: one for each language. */
static int compare_forms(enum language language, const void *a, const void *b)
{
	const struct form *x = a, *y = b;
	bool none_x = x->name[0] == '\0', none_y = y->name[0] == '\0';
	if (none_x != none_y)
		return none_x ? 1 : -1;
	int order = (x->youngest > y->youngest) - (x->youngest < y->youngest);
	return order ? order : alphabet_compare(language, x->name, y->name);
}

static int compare_forms_en(const void *a, const void *b)
{
	return compare_forms(LANGUAGE_EN, a, b);
}

static int compare_forms_cy(const void *a, const void *b)
{
	return compare_forms(LANGUAGE_CY, a, b);
}

static void add_form(struct form *forms, size_t *count, const struct pupil *pupil)
{
	for (size_t i = 0; i < *count; i++) {
		if (strcmp(forms[i].name, pupil->form) != 0)
			continue;
		if (pupil->year_group < forms[i].youngest)
			forms[i].youngest = pupil->year_group;
		return;
	}
	forms[(*count)++] = (struct form){pupil->form, pupil->year_group};
}

enum err staffroom_forms(const struct day *day, struct staffroom_forms *out)
{
	const struct roster *roster = &day->roster;
	struct form *forms = calloc(roster->pupil_count + 1, sizeof(*forms));
	*out = (struct staffroom_forms){
		.names = calloc(roster->pupil_count + 1, sizeof(*out->names))};
	if (!forms || !out->names) {
		free(forms);
		return ERR_NO_MEMORY;
	}
	for (size_t i = 0; i < roster->pupil_count; i++)
		if (views_welcomes(day, &roster->pupils[i]))
			add_form(forms, &out->count, &roster->pupils[i]);
	qsort(forms, out->count, sizeof(*forms),
	      day->config.language == LANGUAGE_CY ? compare_forms_cy : compare_forms_en);
	for (size_t i = 0; i < out->count; i++)
		out->names[i] = forms[i].name;
	free(forms);
	return OK;
}
