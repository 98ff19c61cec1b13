#include "namesakes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The legal forenames where they go on from the one that is used ("Ayesha Noor"). Any other legal name is not the hall's to know. */
static const char *further(const struct pupil *pupil)
{
	size_t used = strlen(pupil->preferred_forename);
	bool goes_on = used > 0 &&
		       strncmp(pupil->legal_forename, pupil->preferred_forename, used) == 0 &&
		       pupil->legal_forename[used] == ' ';
	return goes_on ? pupil->legal_forename + used + 1 : "";
}

static bool same_class(const struct pupil *a, const struct pupil *b)
{
	return a->year_group == b->year_group && strcmp(a->form, b->form) == 0;
}

bool namesakes_name(const struct day *day, const struct pupil *pupil, char out[NAME_SIZE])
{
	char own[NAME_SIZE], other[NAME_SIZE];
	bool any = false, apart = further(pupil)[0];
	views_full_name(pupil, own);
	for (size_t i = 0; i < day->roster.pupil_count; i++) {
		const struct pupil *at = &day->roster.pupils[i];
		if (at == pupil || !same_class(at, pupil) || !views_welcomes(day, at))
			continue;
		views_full_name(at, other);
		if (strcmp(own, other) != 0)
			continue;
		any = true;
		apart = apart && further(at)[0] && strcmp(further(at), further(pupil)) != 0;
	}
	size_t used = any && apart ? strlen(pupil->preferred_forename) : 0;
	if (used)
		snprintf(out, NAME_SIZE, "%s%s", pupil->legal_forename, own + used);
	else
		ENSURE(text_copy(out, NAME_SIZE, own));
	return apart || !any;
}

static bool alike(const struct view_item *a, const struct view_item *b)
{
	return strcmp(a->label, b->label) == 0;
}

/* Of the choices from first to end, all of one name. */
static void part(const struct day *day, struct view_item *items, size_t count)
{
	const struct pupil *first = roster_pupil(&day->roster, (uint32_t)items[0].touch.value);
	bool one_class = true;
	for (size_t i = 1; i < count; i++)
		one_class = one_class &&
			    same_class(first,
				       roster_pupil(&day->roster, (uint32_t)items[i].touch.value));
	for (size_t i = 0; i < count; i++) {
		const struct pupil *pupil =
			roster_pupil(&day->roster, (uint32_t)items[i].touch.value);
		char name[NAME_SIZE];
		if (!namesakes_name(day, pupil, name))
			items[i].touch = (struct flow_touch){.kind = TOUCH_ALIKE};
		bool form = !one_class && pupil->form[0];
		snprintf(items[i].label, sizeof(items[i].label), "%s%s%s", name, form ? ", " : "",
			 form ? pupil->form : "");
	}
}

/* One choice for all who are called the same and cannot be told apart. */
static size_t merge(struct view_item *items, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		bool there = false;
		for (size_t at = kept; at > 0 && items[i].touch.kind == TOUCH_ALIKE; at--)
			there = there || (items[at - 1].touch.kind == TOUCH_ALIKE &&
					  alike(&items[at - 1], &items[i]));
		if (!there)
			items[kept++] = items[i];
	}
	return kept;
}

size_t namesakes_part(const struct day *day, struct view_item *items, size_t count)
{
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && alike(&items[i], &items[end]);)
			end++;
		if (end - i > 1)
			part(day, items + i, end - i);
	}
	return merge(items, count);
}
