#include "core/codes.h"
#include "tests/support/tree_rig.h"
#include "ui/staff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The staff screens: what is there by rights, what is said, and that nothing depends on more than it may. */

/* -- by rights ---------------------------------------------------------------------------------------- */

static bool opens(enum screen screen)
{
	for (int i = 0; i < rig.tree.count; i++) {
		const struct widget *widget = &rig.tree.widgets[i];

		if (widget_is_control(widget) && widget->touch.kind == TOUCH_OPEN &&
		    widget->touch.value == (int64_t)screen)
			return true;
	}
	return false;
}

static void each_right_brings_its_choices_and_no_other(void **state)
{
	static const struct {
		const char *says;
		enum screen screen;
		unsigned right;
	} rows[] = {
		{"the close list is for who may know", SCREEN_CLOSE_LIST, RIGHT_TRACKED},
		{"the register is for who keeps it", SCREEN_STAFF_FORMS, RIGHT_REGISTER},
		{"so is the evacuation list", SCREEN_EVACUATION, RIGHT_REGISTER},
		{"who may mark may mark many", SCREEN_LATE_TOGETHER, RIGHT_REGISTER},
		{"few close the school", SCREEN_CLOSE_SCHOOL, RIGHT_SCHOOL},
		{"everybody sees how the kiosk is", SCREEN_DELIVERY, 0},
		{"a door is for who keeps the register", SCREEN_DOORS, RIGHT_REGISTER},
	};
	const struct bench bench = tree_rig_bench(1);

	(void)state;
	for (unsigned rights = 0; rights < 16; rights++) {
		gallery_staff_show(&rig.view, &rig.staff, tree_rig_staff_shown("staff-attendance"),
				   LANGUAGE_EN, 0);
		rig.staff.rights = rights;
		tree_build(&rig.tree, &bench, &rig.view);
		for (size_t i = 0; i < COUNT_OF(rows); i++) {
			bool may = (rights & rows[i].right) == rows[i].right;

			if (opens(rows[i].screen) != may)
				print_error("rights %u: %s\n", rights, rows[i].says);
			assert_true(opens(rows[i].screen) == may);
		}
	}
}

static void cards_are_for_who_may_give_them(void **state)
{
	const struct bench bench = tree_rig_bench(0);

	(void)state;
	for (unsigned rights = 0; rights < 16; rights++) {
		gallery_staff_show(&rig.view, &rig.staff, tree_rig_staff_shown("pupil"),
				   LANGUAGE_EN, 0);
		rig.staff.rights = rights;
		tree_build(&rig.tree, &bench, &rig.view);
		assert_int_equal(tree_rig_controls(TOUCH_GIVE_CARD), (rights & RIGHT_CARDS) != 0);
		assert_int_equal(tree_rig_controls(TOUCH_BLOCK_CARDS), (rights & RIGHT_CARDS) != 0);
		assert_int_equal(tree_rig_controls(TOUCH_HERE), (rights & RIGHT_REGISTER) != 0);
		assert_int_equal(tree_rig_controls(TOUCH_UNDO), (rights & RIGHT_REGISTER) != 0);
	}
}

/* -- what is said --------------------------------------------------------------------------------------- */

static void the_screens_say(void **state)
{
	static const struct {
		const char *says, *title, *label;
	} rows[] = {
		{"who is in, and as what", "staff-attendance",
		 "Rhiannon Okafor, attendance officer"},
		{"how many are to be checked, and until when", "staff-attendance",
		 "Who is missing? 13, until 09:30"},
		{"that none are", "staff-designated", "Who is missing? 0"},
		{"when rows go by themselves", "close-list", "Unchecked rows go at 09:30"},
		{"which child a row is about", "close-list", "Aisha Rahman, 7B"},
		{"which child a button is about", "close-list", "Here: Aisha Rahman"},
		{"which page this is", "close-list", "Page 3/14"},
		{"that an empty list is empty", "close-list-empty", "There is nobody to check."},
		{"that an act was recorded", "close-list-done", "Recorded"},
		{"that it was not", "register-long", "Nothing was recorded. Please try again."},
		{"in time", "register", "Aisha Rahman: In 08:42"},
		{"late", "register", "Late 09:04 (L)"},
		{"nothing yet", "register", "Not here yet"},
		{"gone", "register", "Left 11:10"},
		{"which form", "register", "Register: 7B"},
		{"who is closed for", "close-school-sure", "Whole school had to close (Y4)"},
		{"why a card is refused", "new-card-random",
		 "This card's number changes. Please use another card."},
		{"whose the card will be", "new-card", "Tap the new card for Oisín Ó Súilleabháin"},
		{"how many are inside", "evacuation", "In school now: 612"},
		{"pupils in no form have a tile", "staff-forms", "No class"},
		{"how many of each form", "evacuation", "7B: 24 in the building"},
		{"... and that of one there is nobody", "evacuation", "7C: 0 in the building"},
		{"... and how many are in no form", "evacuation-long",
		 "No class: 131 in the building"},
		{"how many came late", "together", "Late this morning: 38"},
		{"who is chosen, in words", "together", "Aisha Rahman, 7B: Bus 09:24 (U)"},
		{"who is not", "together", "Oisín Ó Súilleabháin, 7B: Late 09:23 (U)"},
		{"what can be done with them", "together", "Late: the bus (2)"},
		{"that all of them are", "together-all", "None of these"},
		{"that none is left", "together-empty", "Nobody else came late."},
		{"where a search begins", "search", "Begin a name"},
		{"what was typed", "search-letters", "Sh"},
		{"why letters are missing", "search-letters",
		 "Only these letters fit. Erase to change."},
		{"how many it leads to", "search-letters", "Show 127"},
		{"that it leads to nobody, and what to do", "search-nobody",
		 "Nobody fits. Erase a letter."},
		{"that nobody is found any more", "found-empty",
		 "Nobody is found. Please go back."},
		{"whom was searched for, with the form", "found", "Aisha Rahman, 7B: In 08:42"},
		{"a form that gives way to a long name", "found-long",
		 "Wilhelmina Anastasia Featherstonehaugh-Cholmondeley Bartlett, Sunflowers: In "
		 "08:42"},
		{"that a list is on its way", "evacuation-printing", "Sending to the printer"},
		{"that the printer has it", "evacuation-printed", "Sent to the printer"},
		{"that the printer has not", "evacuation-not-printed",
		 "The printer did not take it."},
		{"whom to telephone", "delivery",
		 "NOT delivered since 09:30. Telephone 01305 221000"},
		{"what has arrived and was looked at", "delivery", "Received 09:31, all opened"},
		{"how old the roll is", "delivery-kiosk", "Pupil list: 9 days old"},
		{"a key that was refused", "delivery-kiosk", "Certificate: refused, enrol again"},
		{"how long the certificate lasts", "delivery-kiosk-well",
		 "Certificate: 325 days left"},
		{"a lost reader", "delivery-kiosk", "Card reader: not working"},
		{"what holds of a door", "doors", "Side gate: Not in use today"},
		{"which door is this kiosk's", "doors", "Front door (this kiosk): In use"},
		{"since when, where it is not all day", "doors-since",
		 "Annexe: Not in use since 10:48"},
		{"that somebody used it after all", "doors", "Sixth form: Used after all"},
		{"which door a button is about", "doors", "In use again: Side gate"},
		{"and the other way round", "doors", "Not in use today: Front door"},
		{"what the words mean", "doors", "Not in use: nobody comes or goes all day."},
		{"that there is no other door", "doors-only",
		 "This is the only door. Without it no absence is certain."},
		{"that no door is left", "doors-none",
		 "No door is in use. No absence is certain today."},
		{"why it was not taken", "doors-clock",
		 "The clock may be wrong. Nothing was recorded."},
		{"digits, but not which", "pin", "Digits entered: 3"},
		{"a wrong PIN", "pin-wrong", "Wrong PIN"},
		{"how long to wait", "pin-wait", "Wait 30 s"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		tree_rig_staff_titled(rows[i].title);
		if (!tree_rig_says(rows[i].label))
			print_error("%s: %s\n", rows[i].says, rows[i].label);
		assert_true(tree_rig_says(rows[i].label));
	}
}

/* A row is found by its name alone while one row has it; of two, neither is meant. */
static void a_row_is_found_by_its_name(void **state)
{
	const struct bench bench = tree_rig_bench(0);
	const struct widget *control;

	(void)state;
	tree_rig_staff_titled("register");
	control = tree_control(&rig.tree, "Aisha Rahman");
	assert_non_null(control);
	assert_int_equal(control->touch.kind, TOUCH_PUPIL);
	assert_int_equal(control->touch.value, 1);
	assert_null(tree_control(&rig.tree, "Aisha"));
	(void)text_copy(rig.staff.rows[1].name, sizeof(rig.staff.rows[1].name), "Aisha Rahman");
	tree_build(&rig.tree, &bench, &rig.view);
	assert_null(tree_control(&rig.tree, "Aisha Rahman"));
	assert_non_null(tree_control(&rig.tree, "Aisha Rahman: In 08:42"));
	tree_rig_staff_titled("close-list");
	assert_null(tree_control(&rig.tree, "Here"));
	assert_int_equal(tree_control(&rig.tree, "Not here: Aisha Rahman")->touch.kind,
			 TOUCH_NOT_HERE);
}

/* Hidden means hidden: no name, of a pupil, a member of staff or an authority, is anywhere in the rig.tree. */
static void hidden_names_are_nowhere(void **state)
{
	const struct bench bench = tree_rig_bench(0);

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		if (gallery_staff_screen(shown) == SCREEN_PIN)
			continue;
		gallery_staff_show(&rig.view, &rig.staff, shown, LANGUAGE_EN, 2);
		rig.staff.hidden = true;
		tree_build(&rig.tree, &bench, &rig.view);
		assert_int_equal(tree_rig_controls(TOUCH_SHOW), 1);
		assert_int_equal(rig.tree.count, 3);
		for (int i = 0; i < rig.tree.count; i++)
			assert_true(rig.tree.widgets[i].role == ROLE_SCREEN ||
				    rig.tree.widgets[i].role == ROLE_BUTTON);
	}
}

/* What the office sees of a pupil is the row's alone: whatever else the view holds, the register is the same. */
static void the_register_depends_on_its_rows_alone(void **state)
{
	static struct tree before;
	const struct bench bench = tree_rig_bench(0);

	(void)state;
	tree_rig_staff_titled("register");
	before = rig.tree;
	rig.staff.to_check = 0;
	rig.staff.inside = 7;
	rig.staff.due_minute = -1;
	rig.staff.rights = RIGHT_REGISTER | RIGHT_TRACKED | RIGHT_CARDS | RIGHT_SCHOOL;
	rig.staff.delivery_count = 3;
	(void)text_copy(rig.staff.about.name, sizeof(rig.staff.about.name), "Somebody else");
	for (size_t i = 0; i < rig.staff.row_count; i++)
		rig.staff.rows[i].marked = !rig.staff.rows[i].marked;
	tree_build(&rig.tree, &bench, &rig.view);
	assert_int_equal(rig.tree.count, before.count);
	for (int i = 0; i < rig.tree.count; i++) {
		const struct widget *a = &before.widgets[i], *b = &rig.tree.widgets[i];

		assert_string_equal(a->label, b->label);
		assert_memory_equal(&a->box, &b->box, sizeof(a->box));
		assert_int_equal(a->tone, b->tone);
		assert_int_equal(a->mark, b->mark);
	}
}

/* The tables of both nations are in plain words, and in Welsh. */
static void every_code_has_plain_words(void **state)
{
	(void)state;
	for (size_t t = 0; t < codes_tables_count; t++) {
		for (size_t i = 0; i < codes_tables[t].count; i++) {
			const struct code_row *row = &codes_tables[t].rows[i];

			if (staff_code_word(row->meaning) == WORD_COUNT)
				print_error("%s: %s\n", row->code.text, row->meaning);
			assert_true(staff_code_word(row->meaning) != WORD_COUNT);
		}
	}
	assert_true(staff_code_word("something new") == WORD_COUNT);
}

/* Every sign has a shape for well and one for ill, so that colour is never all. */
static void a_sign_says_it_without_colour(void **state)
{
	int ticks = 0, warnings = 0;

	(void)state;
	tree_rig_staff_titled("delivery");
	for (int i = 0; i < rig.tree.count; i++) {
		ticks += rig.tree.widgets[i].mark == MARK_TICK;
		warnings += rig.tree.widgets[i].mark == MARK_WARNING;
	}
	assert_int_equal(ticks, 1);
	assert_int_equal(warnings, 1);
}

/* Without the isolate "Ali محمد, 7B" is drawn with its 7 before the comma and its B at the end. */
static void a_form_stands_whole_behind_a_name_of_any_script(void **state)
{
	static const struct {
		const char *says, *name, *form, *becomes;
	} rows[] = {
		{"Latin", "Aisha Rahman", "7B", "Aisha Rahman, 7B"},
		{"Arabic", "محمد علي", "7B", "\u2068محمد علي\u2069, 7B"},
		{"both", "Ali محمد", "7B", "\u2068Ali محمد\u2069, 7B"},
		{"Hebrew", "Noa רות", "7B", "\u2068Noa רות\u2069, 7B"},
		{"nothing behind it", "محمد علي", "", "محمد علي"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct staff_row row = {0};
		char out[TREE_LABEL_SIZE];

		(void)text_copy(row.name, sizeof(row.name), rows[i].name);
		(void)text_copy(row.form, sizeof(row.form), rows[i].form);
		staff_name(&row, out);
		if (strcmp(out, rows[i].becomes) != 0)
			print_error("%s: %s\n", rows[i].says, out);
		assert_string_equal(out, rows[i].becomes);
	}
}

/* A row that is chosen has another picture and another word, not another colour alone; and before a letter there is nothing to show. */
static void what_is_chosen_shows_without_colour(void **state)
{
	static const struct {
		const char *title;
		int ticked, empty, acts;
	} rows[] = {
		{"together", 2, 2, 1},       {"together-all", 4, 0, 1}, {"together-none", 0, 4, 0},
		{"together-empty", 0, 0, 0}, {"search", 0, 0, 0},       {"search-letters", 0, 0, 1},
		{"search-nobody", 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int ticked = 0, empty = 0;

		tree_rig_staff_titled(rows[i].title);
		for (int w = 0; w < rig.tree.count; w++) {
			ticked += rig.tree.widgets[w].mark == MARK_TICKED;
			empty += rig.tree.widgets[w].mark == MARK_BOX;
		}
		if (ticked != rows[i].ticked || empty != rows[i].empty ||
		    tree_rig_controls(TOUCH_ENTER) != rows[i].acts)
			fail_msg("%s: %d ticked, %d not", rows[i].title, ticked, empty);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_right_brings_its_choices_and_no_other),
		cmocka_unit_test(cards_are_for_who_may_give_them),
		cmocka_unit_test(the_screens_say),
		cmocka_unit_test(a_row_is_found_by_its_name),
		cmocka_unit_test(hidden_names_are_nowhere),
		cmocka_unit_test(the_register_depends_on_its_rows_alone),
		cmocka_unit_test(every_code_has_plain_words),
		cmocka_unit_test(a_sign_says_it_without_colour),
		cmocka_unit_test(a_form_stands_whole_behind_a_name_of_any_script),
		cmocka_unit_test(what_is_chosen_shows_without_colour),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
