/* What the screens are given to show, from a school of a few pupils. */
#include "views.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct day day;
static struct flow flow;
static struct view view;

/* -- home in one language or in both --------------------------------------------------------------- */

static const struct {
	const char *says;
	enum nation nation;
	enum language school, shown;
	enum screen screen;
	bool both;
} homes[] = {
	{"an English school's home speaks English", NATION_ENGLAND, LANGUAGE_EN, LANGUAGE_EN,
	 SCREEN_IDLE, false},
	{"a Welsh-speaking school's speaks both, in England too", NATION_ENGLAND, LANGUAGE_CY,
	 LANGUAGE_CY, SCREEN_IDLE, true},
	{"a school's in Wales speaks both, whatever it teaches in", NATION_WALES, LANGUAGE_EN,
	 LANGUAGE_EN, SCREEN_IDLE, true},
	{"a Welsh-speaking school's in Wales does", NATION_WALES, LANGUAGE_CY, LANGUAGE_CY,
	 SCREEN_IDLE, true},
	{"who has chosen English is spoken to in English", NATION_WALES, LANGUAGE_CY, LANGUAGE_EN,
	 SCREEN_IDLE, false},
	{"who has chosen Welsh in Welsh", NATION_WALES, LANGUAGE_EN, LANGUAGE_CY, SCREEN_IDLE,
	 false},
	{"Welsh is one touch away in England, and then alone", NATION_ENGLAND, LANGUAGE_EN,
	 LANGUAGE_CY, SCREEN_IDLE, false},
	{"beyond home one language stands", NATION_WALES, LANGUAGE_CY, LANGUAGE_CY, SCREEN_YEARS,
	 false},
};

static void home_speaks_both_languages_where_welsh_is_spoken(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(homes); i++) {
		day.config.nation = homes[i].nation;
		flow_init(&flow, homes[i].school);
		flow.language = homes[i].shown;
		flow.screen = homes[i].screen;
		views_make(&day, &flow, 6, &view);
		if (view.both_languages != homes[i].both)
			print_error("%s\n", homes[i].says);
		assert_true(view.both_languages == homes[i].both);
	}
}

/* -- lists ------------------------------------------------------------------------------------------ */

/* Year 9; `more` is the legal forenames of who is called by the first of them. */
struct somebody {
	const char *used, *legal, *form;
};
#define HERE_MAX 5

static struct pupil pupils[HERE_MAX];

static size_t fill_roster(const struct somebody here[HERE_MAX])
{
	size_t count = 0;

	for (; count < HERE_MAX && here[count].used != NULL; count++) {
		struct pupil *pupil = &pupils[count];

		*pupil = (struct pupil){
			.key = (uint32_t)count + 1, .year_group = 9, .on_roll_to = DAY_OPEN};
		assert_true(text_copy(pupil->legal_surname, sizeof(pupil->legal_surname), "Ahmed"));
		assert_true(text_copy(pupil->preferred_forename, sizeof(pupil->preferred_forename),
				      here[count].used));
		assert_true(text_copy(pupil->legal_forename, sizeof(pupil->legal_forename),
				      here[count].legal));
		assert_true(text_copy(pupil->form, sizeof(pupil->form), here[count].form));
	}
	day.roster = (struct roster){.pupils = pupils, .pupil_count = count};
	return count;
}

/* The choices shown, each label with its end: '+' a pupil's own, '?' nobody's. */
static const char *shown(enum screen screen, const char *form, int letter)
{
	static char out[1000];

	flow_init(&flow, LANGUAGE_EN);
	flow.screen = screen;
	flow.year_group = 9;
	flow.letter = letter;
	assert_true(text_copy(flow.form, sizeof(flow.form), form));
	views_make(&day, &flow, 20, &view);
	out[0] = '\0';
	for (size_t i = 0; i < view.item_count; i++)
		(void)snprintf(out + strlen(out), sizeof(out) - strlen(out), "%s%s",
			       view.items[i].label,
			       view.items[i].touch.kind == TOUCH_ALIKE   ? "? "
			       : view.items[i].touch.kind == TOUCH_PUPIL ? "+ "
									 : "/ ");
	return out;
}

static const struct {
	const char *says;
	struct somebody here[HERE_MAX];
	const char *form; /* NULL: the letter A */
	const char *names;
} lists[] = {
	{"a name of one's own stands alone",
	 {{"Ayesha", "Ayesha Noor", "9A"}},
	 "9A",
	 "Ayesha Ahmed+ "},
	{"two in two forms are told apart by these",
	 {{"Ayesha", "Ayesha", "9A"}, {"Ayesha", "Ayesha", "9B"}},
	 NULL,
	 "Ayesha Ahmed, 9A+ Ayesha Ahmed, 9B+ "},
	{"... and within one form need nothing",
	 {{"Ayesha", "Ayesha", "9A"}, {"Ayesha", "Ayesha", "9B"}},
	 "9A",
	 "Ayesha Ahmed+ "},
	{"two in one form by their further forenames",
	 {{"Ayesha", "Ayesha Noor", "9A"}, {"Ayesha", "Ayesha Maryam", "9A"}},
	 "9A",
	 "Ayesha Noor Ahmed+ Ayesha Maryam Ahmed+ "},
	{"... and among all of the letter by their forms too",
	 {{"Ayesha", "Ayesha Noor", "9A"},
	  {"Ayesha", "Ayesha Maryam", "9A"},
	  {"Ayesha", "Ayesha", "9B"}},
	 NULL,
	 "Ayesha Noor Ahmed, 9A+ Ayesha Maryam Ahmed, 9A+ Ayesha Ahmed, 9B+ "},
	{"two whom nothing tells apart are one choice, which is nobody's",
	 {{"Ayesha", "Ayesha", "9A"}, {"Ayesha", "Ayesha", "9A"}},
	 "9A",
	 "Ayesha Ahmed? "},
	{"... nor does what only one of them has: the other might touch it",
	 {{"Ayesha", "Ayesha Noor", "9A"}, {"Ayesha", "Ayesha", "9A"}},
	 "9A",
	 "Ayesha Ahmed? "},
	{"... nor what two of three have alike",
	 {{"Ayesha", "Ayesha Noor", "9A"},
	  {"Ayesha", "Ayesha Noor", "9A"},
	  {"Ayesha", "Ayesha Maryam", "9A"}},
	 "9A",
	 "Ayesha Ahmed? Ayesha Maryam Ahmed+ "},
	{"a legal name that is not used is never shown",
	 {{"Ayesha", "Andrew Noor", "9A"}, {"Ayesha", "Ayeshah Maryam", "9A"}},
	 "9A",
	 "Ayesha Ahmed? "},
	{"who has the name elsewhere is told apart all the same",
	 {{"Ayesha", "Ayesha", "9A"}, {"Ayesha", "Ayesha", "9A"}, {"Ayesha", "Ayesha", "9B"}},
	 NULL,
	 "Ayesha Ahmed, 9A? Ayesha Ahmed, 9B+ "},
	{"who is in no form yet is found by the letter",
	 {{"Ayesha", "Ayesha", ""}},
	 NULL,
	 "Ayesha Ahmed+ "},
	{"... and among those who are in none",
	 {{"Ayesha", "Ayesha", ""}, {"Zoe", "Zoe", "9A"}},
	 "",
	 "Ayesha Ahmed+ "},
};

static void pupils_of_one_name_are_told_apart_or_nobody_is_chosen(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		size_t count = fill_roster(lists[i].here);
		const char *form = lists[i].form;
		const char *names = shown(SCREEN_NAMES, form ? form : "", form ? 0 : 1);

		if (strcmp(names, lists[i].names) != 0)
			fail_msg("%s: %s", lists[i].says, names);
		/* The order of the roster changes nothing but the order of those who are alike. */
		struct pupil first = pupils[0];
		memmove(pupils, pupils + 1, (count - 1) * sizeof(first));
		pupils[count - 1] = first;
		for (size_t p = 0; p < count; p++)
			pupils[p].key = (uint32_t)p + 1;
		assert_int_equal(strlen(shown(SCREEN_NAMES, form ? form : "", form ? 0 : 1)),
				 strlen(lists[i].names));
	}
}

/* Whoever touched one of two names is asked about that one. */
static void the_question_names_as_the_list_did(void **state)
{
	static const struct somebody two[HERE_MAX] = {{"Ayesha", "Ayesha Noor", "9A"},
						      {"Ayesha", "Ayesha Maryam", "9A"}};

	(void)state;
	fill_roster(two);
	flow_init(&flow, LANGUAGE_EN);
	flow.screen = SCREEN_CONFIRM;
	flow.pupil = 2;
	views_make(&day, &flow, 6, &view);
	assert_string_equal(view.name, "Ayesha Maryam Ahmed");
	flow.screen = SCREEN_WELCOME;
	views_make(&day, &flow, 6, &view);
	assert_string_equal(view.name, "Ayesha");
}

static void who_is_in_no_form_has_a_tile_after_the_forms(void **state)
{
	static const struct somebody two[HERE_MAX] = {
		{"Ayesha", "Ayesha", ""}, {"Zoe", "Zoe", "9B"}, {"Ela", "Ela", "9A"}};

	(void)state;
	fill_roster(two);
	assert_string_equal(shown(SCREEN_FORMS, "", 0), "9A/ 9B/ / ");
	assert_string_equal(view.items[2].touch.form, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(home_speaks_both_languages_where_welsh_is_spoken),
		cmocka_unit_test(pupils_of_one_name_are_told_apart_or_nobody_is_chosen),
		cmocka_unit_test(the_question_names_as_the_list_did),
		cmocka_unit_test(who_is_in_no_form_has_a_tile_after_the_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
