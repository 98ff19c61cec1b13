#include "tests/support/tree_rig.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* Home in both languages: what is said in which. */

/* Each line in the language in which it stands, so that its own voice reads it. */
static void what_stands_in_both_languages_is_said_in_both(void **state)
{
	static const struct {
		int shown;
		enum language language;
		const char *lines[6];
		const char *spoken; /* a letter a line */
	} rows[] = {
		{GALLERY_BOTH,
		 LANGUAGE_CY,
		 {"Tŷ Coed School.", "08:41.", "Tapia dy gerdyn.", "Tap your card.",
		  "Botwm: Dim cerdyn?", "Botwm: English."},
		 "cccecc"},
		{GALLERY_BOTH,
		 LANGUAGE_EN,
		 {"Tŷ Coed School.", "08:41.", "Tapia dy gerdyn.", "Tap your card.",
		  "Button: No card?", "Button: Cymraeg."},
		 "eeceee"},
		{GALLERY_BOTH_LOST,
		 LANGUAGE_EN,
		 {"Tŷ Coed School.", "08:41.", "Botwm: Pwysa ar dy enw.",
		  "Button: Touch your name."},
		 "eece"},
	};
	struct flow_touch touch;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *at;

		gallery_show(&rig.view, rows[i].shown, rows[i].language, "", 0);
		ui_set(rig.ui, &rig.view);
		at = ui_say(rig.ui, UI_SAY_ALL, true);
		for (size_t l = 0; *at != '\0'; l++, at += strcspn(at, "\n") + 1) {
			size_t length = strcspn(at, "\n");
			bool welsh = ui_say_language(rig.ui, at, length) == LANGUAGE_CY;

			assert_int_equal(strlen(rows[i].lines[l]), length);
			assert_memory_equal(at, rows[i].lines[l], length);
			assert_true(welsh == (rows[i].spoken[l] == 'c'));
		}
	}
	/* So is where a keypad is. */
	(void)ui_key(rig.ui, UI_KEY_NEXT, 0, &touch);
	assert_non_null(strstr(ui_say(rig.ui, UI_SAY_ALL, true), "Rwyt ti ar: Botwm: Pwysa ar dy"));
	assert_int_equal(ui_say_language(rig.ui, "Rwyt ti ar: Botwm: Pwysa ar dy enw.", 35),
			 LANGUAGE_CY);
	(void)ui_finger(rig.ui, UI_FINGER_UP, 0, 0, &touch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_in_both_languages_is_said_in_both),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
