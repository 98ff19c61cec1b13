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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(home_speaks_both_languages_where_welsh_is_spoken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
