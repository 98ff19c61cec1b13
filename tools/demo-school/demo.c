#include "demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "dice.h"

#define YEARS 5
#define FIRST_YEAR 7
#define FORM_OF 24 /* pupils a form has at most, or nearly so */
#define NO_UPN 16
#define TEMPORARY_UPN 15

int demo_school_year(int32_t day)
{
	struct date date = calendar_date(day);
	return date.month >= 8 ? date.year : date.year - 1;
}

static void place(const struct demo *demo, struct demo_pupil *pupil)
{
	int all = demo->options.pupils, index = pupil->number - 1;
	int year = index * YEARS / all;
	int first = (year * all + YEARS - 1) / YEARS,
	    after = ((year + 1) * all + YEARS - 1) / YEARS;
	int forms = (after - first + FORM_OF - 1) / FORM_OF;
	pupil->year_group = FIRST_YEAR + year;
	pupil->form_letter = (char)('A' + (index - first) * forms / (after - first));
}

/* The check letter of positions 2 to 13 (DfE, UPN guide); the A that ends a temporary number counts nothing. */
static char check_letter(const char *twelve)
{
	int sum = 0;
	for (int i = 0; i < 12; i++)
		sum += twelve[i] == 'A' ? 0 : (twelve[i] - '0') * (i + 2);
	return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum % 23];
}

/* Establishment 9999 is nobody's. Digits 8 and 9 are the school year in which reception was entered. */
static void number(const struct demo *demo, struct demo_pupil *pupil)
{
	int entered = demo_school_year(demo->options.first_day) - pupil->year_group;
	if (pupil->number == NO_UPN)
		return;
	/* Three digits number a year of 600 pupils: the serial starts anew where the year does. */
	int serial = pupil->number % 1000;
	if (pupil->number == TEMPORARY_UPN)
		snprintf(pupil->upn, sizeof(pupil->upn), "?8389999%02u%02uA",
			 (unsigned)entered % 100, (unsigned)serial % 100);
	else
		snprintf(pupil->upn, sizeof(pupil->upn), "?8389999%02u%03u",
			 (unsigned)entered % 100, (unsigned)serial % 1000);
	pupil->upn[0] = check_letter(pupil->upn + 1);
}

static void copy(char out[NAME_SIZE], const char *text)
{
	bool whole = text_copy(out, NAME_SIZE, text);
	ENSURE(whole);
}

static int throw_community(const struct names *names, struct dice *dice)
{
	uint32_t n = dice_throw(dice, names->share_total);
	int community = 0;
	while (n >= names->share[community])
		n -= names->share[community++];
	return community;
}

static void name_by_chance(struct demo_pupil *pupil, const struct names *names, struct dice *dice)
{
	int community = throw_community(names, dice);
	copy(pupil->legal_forename, names_pick(names->forenames, names->forename_count, community,
					       dice_throw(dice, NAMES_MAX * 64)));
	copy(pupil->legal_surname, names_pick(names->surnames, names->surname_count, community,
					      dice_throw(dice, NAMES_MAX * 64)));
	const char *everyday = names_everyday(names, pupil->legal_forename);
	if (dice_throw(dice, 2) == 0 && everyday)
		copy(pupil->preferred_forename, everyday);
	if (dice_throw(dice, 3) == 0 && strcmp(names->communities[community], "welsh") == 0)
		memcpy(pupil->language, "cy", sizeof("cy"));
}

static void name_as_fixed(struct demo_pupil *pupil, const struct fixed_pupil *fixed)
{
	copy(pupil->legal_forename, fixed->legal_forename);
	copy(pupil->legal_surname, fixed->legal_surname);
	copy(pupil->preferred_forename, fixed->preferred_forename);
	copy(pupil->preferred_surname, fixed->preferred_surname);
	memcpy(pupil->language, fixed->language, sizeof(pupil->language));
}

static const struct {
	int number;
	const char *authority;
} looked_after[] = {{19, "835"}, {57, "838"}, {93, "681"}, {20, "835"},
		    {58, "838"}, {94, "681"}, {21, "835"}, {120, "835"}};

static void look_after(struct demo *demo, struct demo_pupil *pupil, const char *authority,
		       struct dice *dice)
{
	pupil->authority = authority;
	pupil->care_from = demo->options.first_day - 30 - (int32_t)dice_throw(dice, 1500);
}

static bool may_be_looked_after(const struct demo_pupil *pupil)
{
	/* Those whom the README says something else of stay as they are. */
	return !pupil->authority && pupil->number > NO_UPN && pupil->number != 30 &&
	       pupil->number != 33 && pupil->number != 42 && pupil->number != 77 &&
	       pupil->number != 101 && pupil->number != 155;
}

static void choose_looked_after(struct demo *demo, struct dice *dice)
{
	static const char *const authorities[] = {"835", "838", "681"};
	int left = demo->options.looked_after;
	for (size_t i = 0; i < COUNT_OF(looked_after) && left > 0; i++) {
		if (looked_after[i].number > demo->options.pupils)
			continue;
		look_after(demo, &demo->pupils[looked_after[i].number - 1],
			   looked_after[i].authority, dice);
		left--;
	}
	while (left > 0) {
		struct demo_pupil *pupil =
			&demo->pupils[dice_throw(dice, (uint32_t)demo->options.pupils)];
		if (!may_be_looked_after(pupil))
			continue;
		look_after(demo, pupil, authorities[left % 3], dice);
		left--;
	}
}

enum err demo_init(struct demo *demo, const struct demo_options *options, const struct names *names)
{
	struct dice dice = {options->seed};
	*demo = (struct demo){.options = *options};
	demo->pupils = calloc((size_t)options->pupils, sizeof(*demo->pupils));
	if (!demo->pupils)
		return ERR_NO_MEMORY;
	for (int i = 0; i < options->pupils; i++) {
		struct demo_pupil *pupil = &demo->pupils[i];
		pupil->number = i + 1;
		place(demo, pupil);
		number(demo, pupil);
		const struct fixed_pupil *fixed = names_fixed(names, pupil->number);
		if (fixed)
			name_as_fixed(pupil, fixed);
		else
			name_by_chance(pupil, names, &dice);
	}
	choose_looked_after(demo, &dice);
	return OK;
}

void demo_release(struct demo *demo)
{
	free(demo->pupils);
	*demo = (struct demo){0};
}
