#include "core/codes.h"
#include "tests/support/gallery.h"
#include "tests/support/gallery_staff.h"
#include "tests/support/tree_rules.h"
#include "ui/staff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The staff screens: what is there by rights, what is said, and that nothing depends on more than it may. */

static struct tree tree;
static struct view view;
static struct staff_view staff;
static struct type *type;
static struct words *words;

static int open_all(void **state)
{
	char problem[256];

	(void)state;
	if (type_open(&type, problem, sizeof(problem)) != OK) {
		print_error("%s\n", problem);
		return 1;
	}
	return words_open(&words, gallery_locale_dir()) != OK;
}

static int close_all(void **state)
{
	(void)state;
	type_close(type);
	words_close(words);
	return 0;
}

static struct bench bench_on(size_t panel)
{
	const struct gallery_panel *at = &gallery_panels[panel];
	struct bench bench = {.type = type,
			      .words = words,
			      .width_px = at->width_px,
			      .height_px = at->height_px,
			      .px_per_mm = at->px_per_mm};

	bench_init(&bench);
	return bench;
}

static void build_shown(const struct bench *bench, int shown, enum language language)
{
	gallery_staff_show(&view, &staff, shown, language,
			   (size_t)tree_page_size(bench, gallery_staff_screen(shown)));
	tree_build(&tree, bench, &view);
}

static int shown_of(const char *title)
{
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		if (strcmp(gallery_staff_title(shown), title) == 0)
			return shown;
	}
	fail_msg("%s is not in the gallery", title);
	return 0;
}

static void build_titled(const char *title)
{
	const struct bench bench = bench_on(0);

	build_shown(&bench, shown_of(title), LANGUAGE_EN);
}

static int controls_of(enum touch_kind kind)
{
	int count = 0;

	for (int i = 0; i < tree.count; i++)
		count += widget_is_control(&tree.widgets[i]) && tree.widgets[i].touch.kind == kind;
	return count;
}

static bool says(const char *label)
{
	for (int i = 0; i < tree.count; i++) {
		if (strcmp(tree.widgets[i].label, label) == 0)
			return true;
	}
	return false;
}

/* -- every screen ------------------------------------------------------------------------------------- */

/* Builds the view and tells what it breaks. */
static int breaks(const struct bench *bench, size_t panel, const char *what, bool long_name)
{
	const char *broken;
	int widget;

	tree_build(&tree, bench, &view);
	broken = tree_rules_broken(&tree, bench, long_name, &widget);
	if (broken != NULL)
		print_error("%s on %s: %s: \"%s\" (capitals %.2f mm)\n", what,
			    gallery_panels[panel].name, broken,
			    widget < 0 ? "" : tree.widgets[widget].label,
			    widget < 0
				    ? 0
				    : (double)(tree.widgets[widget].fit.cap_px / bench->px_per_mm));
	return broken != NULL;
}

static void every_staff_screen_keeps_the_rules(void **state)
{
	int broken_ones = 0;

	(void)state;
	for (size_t panel = 0; panel < GALLERY_PANELS; panel++) {
		const struct bench bench = bench_on(panel);

		for (int i = 0; i < 2 * GALLERY_STAFF_SHOWN; i++) {
			build_shown(&bench, i / 2, (enum language)(i % 2));
			broken_ones += breaks(&bench, panel, gallery_staff_title(i / 2),
					      gallery_staff_long(i / 2));
		}
	}
	assert_int_equal(broken_ones, 0);
}

/* Each by itself, as the tiles of a page are made as small as the longest needs. */
static int codes_that_break(size_t panel, enum language language)
{
	const struct bench bench = bench_on(panel);
	int broken_ones = 0;

	for (size_t t = 0; t < codes_tables_count; t++) {
		for (size_t i = 0; i < codes_tables[t].count; i++) {
			const struct code_row *row = &codes_tables[t].rows[i];

			gallery_staff_show(&view, &staff, shown_of("codes"), language, 0);
			staff.code_count = 1;
			staff.codes[0].code = row->code;
			(void)text_copy(staff.codes[0].meaning, sizeof(staff.codes[0].meaning),
					row->meaning);
			broken_ones += breaks(&bench, panel, "codes", false);
		}
	}
	return broken_ones;
}

/* With the longest code and minute, and with none. */
static int states_that_break(size_t panel, enum language language)
{
	const struct bench bench = bench_on(panel);
	int broken_ones = 0;

	for (int i = 0; i < 4 * STATE_COUNT; i++) {
		gallery_staff_show(&view, &staff, shown_of("register"), language, 1);
		staff.rows[0].seen = true;
		staff.rows[0].state = (enum state)(i / 4);
		staff.rows[0].minute = i % 2 == 0 ? -1 : 10 * 60 + 48;
		(void)text_copy(staff.rows[0].code.text, sizeof(staff.rows[0].code.text),
				i % 4 < 2                  ? ""
				: staff.rows[0].minute < 0 ? "Y4"
							   : "U");
		broken_ones += breaks(&bench, panel, "register", false);
	}
	return broken_ones;
}

static void every_code_and_every_state_has_room(void **state)
{
	int broken_ones = 0;

	(void)state;
	for (size_t i = 0; i < (size_t)2 * GALLERY_PANELS; i++) {
		broken_ones += codes_that_break(i / 2, (enum language)(i % 2));
		broken_ones += states_that_break(i / 2, (enum language)(i % 2));
	}
	assert_int_equal(broken_ones, 0);
}

static void every_staff_screen_is_in_the_gallery(void **state)
{
	bool seen[SCREEN_COUNT] = {false};

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++)
		seen[gallery_staff_screen(shown)] = true;
	for (int screen = SCREEN_PIN; screen < SCREEN_COUNT; screen++)
		assert_true(seen[screen]);
}

/* From every screen one touch locks. */
static void a_control_to_lock_is_always_there(void **state)
{
	(void)state;
	for (size_t panel = 0; panel < GALLERY_PANELS; panel++) {
		const struct bench bench = bench_on(panel);

		for (int i = 0; i < 2 * GALLERY_STAFF_SHOWN; i++) {
			build_shown(&bench, i / 2, (enum language)(i % 2));
			assert_int_equal(controls_of(TOUCH_LOCK), 1);
		}
	}
}

/* `touch "label"` in a scenario, and an ear, must know one control from another. */
static void no_two_controls_of_a_screen_are_called_the_same(void **state)
{
	const struct bench bench = bench_on(2);

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		if (gallery_staff_long(shown))
			continue;
		build_shown(&bench, shown, LANGUAGE_EN);
		for (int a = 0; a < tree.count; a++) {
			const struct widget *widget = &tree.widgets[a];

			if (!widget_is_control(widget))
				continue;
			assert_true(widget->label[0] != '\0');
			if (tree_control(&tree, widget->label) != widget)
				print_error("%s: %s\n", gallery_staff_title(shown), widget->label);
			assert_ptr_equal(tree_control(&tree, widget->label), widget);
		}
	}
}

static void pages_hold_what_they_say(void **state)
{
	static const struct {
		enum screen screen;
		const char *title;
		int least;
	} lists[] = {
		{SCREEN_CLOSE_LIST, "close-list", 3},     {SCREEN_STAFF_FORMS, "staff-forms", 8},
		{SCREEN_REGISTER, "register", 4},         {SCREEN_CODES, "codes", 4},
		{SCREEN_EVACUATION, "evacuation", 6},     {SCREEN_DELIVERY, "delivery", 2},
		{SCREEN_CLOSE_SCHOOL, "close-school", 4},
	};

	(void)state;
	for (size_t panel = 0; panel < GALLERY_PANELS; panel++) {
		const struct bench bench = bench_on(panel);

		for (size_t i = 0; i < COUNT_OF(lists); i++) {
			int size = tree_page_size(&bench, lists[i].screen);

			assert_in_range(size, lists[i].least, STAFF_ROWS_MAX);
		}
		assert_int_equal(tree_page_size(&bench, SCREEN_STAFF), 0);
		assert_int_equal(tree_page_size(&bench, SCREEN_PIN), 0);
		build_shown(&bench, shown_of("close-list"), LANGUAGE_EN);
		assert_int_equal(controls_of(TOUCH_HERE),
				 tree_page_size(&bench, SCREEN_CLOSE_LIST));
		assert_int_equal(controls_of(TOUCH_REASON), controls_of(TOUCH_HERE));
		assert_int_equal(controls_of(TOUCH_NOT_HERE), controls_of(TOUCH_HERE));
		build_shown(&bench, shown_of("register"), LANGUAGE_EN);
		assert_int_equal(controls_of(TOUCH_PUPIL), tree_page_size(&bench, SCREEN_REGISTER));
		build_shown(&bench, shown_of("codes"), LANGUAGE_EN);
		assert_int_equal(controls_of(TOUCH_CODE), tree_page_size(&bench, SCREEN_CODES));
	}
}

/* The machine takes every touch that a screen offers: none is dead, and none is missed. */
static bool is_taken(const struct flow_touch *touch)
{
	struct staffroom room = {.screen = view.screen,
				 .member = {.key = 1, .post = POST_OFFICE},
				 .pin = "1234",
				 .pupil = 3,
				 .before = SCREEN_STAFF_PUPIL,
				 .hidden = staff.hidden,
				 .question = staff.question};
	struct staffroom before;
	struct staffroom_input input = {.kind = STAFFROOM_TOUCHED, .touch = *touch};

	for (int post = 0; post < POST_COUNT; post++) {
		if (strcmp(post_text((enum post)post), staff.post) == 0)
			room.member.post = (enum post)post;
	}
	before = room;
	(void)staffroom_step(&room, &input);
	return memcmp(&before, &room, sizeof(room)) != 0;
}

static void every_control_does_something(void **state)
{
	const struct bench bench = bench_on(3);
	int tried = 0;

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		build_shown(&bench, shown, LANGUAGE_EN);
		for (int i = 0; i < tree.count; i++) {
			const struct widget *widget = &tree.widgets[i];

			if (!widget_is_control(widget))
				continue;
			if (!is_taken(&widget->touch))
				print_error("%s: \"%s\"\n", gallery_staff_title(shown),
					    widget->label);
			assert_true(is_taken(&widget->touch));
			tried++;
		}
	}
	assert_true(tried > 150);
}

/* -- by rights ---------------------------------------------------------------------------------------- */

static bool opens(enum screen screen)
{
	for (int i = 0; i < tree.count; i++) {
		const struct widget *widget = &tree.widgets[i];

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
		{"few close the school", SCREEN_CLOSE_SCHOOL, RIGHT_SCHOOL},
		{"everybody sees how the kiosk is", SCREEN_DELIVERY, 0},
	};
	const struct bench bench = bench_on(1);

	(void)state;
	for (unsigned rights = 0; rights < 16; rights++) {
		gallery_staff_show(&view, &staff, shown_of("staff-attendance"), LANGUAGE_EN, 0);
		staff.rights = rights;
		tree_build(&tree, &bench, &view);
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
	const struct bench bench = bench_on(0);

	(void)state;
	for (unsigned rights = 0; rights < 16; rights++) {
		gallery_staff_show(&view, &staff, shown_of("pupil"), LANGUAGE_EN, 0);
		staff.rights = rights;
		tree_build(&tree, &bench, &view);
		assert_int_equal(controls_of(TOUCH_GIVE_CARD), (rights & RIGHT_CARDS) != 0);
		assert_int_equal(controls_of(TOUCH_BLOCK_CARDS), (rights & RIGHT_CARDS) != 0);
		assert_int_equal(controls_of(TOUCH_HERE), (rights & RIGHT_REGISTER) != 0);
		assert_int_equal(controls_of(TOUCH_UNDO), (rights & RIGHT_REGISTER) != 0);
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
		{"that there is no printer", "evacuation-long", "There is no printer."},
		{"whom to telephone", "delivery",
		 "NOT delivered since 09:30: telephone 01305 221000"},
		{"what has arrived", "delivery", "Received 09:31 and opened"},
		{"how old the roll is", "delivery-kiosk", "Pupil list: 9 days old"},
		{"a lost reader", "delivery-kiosk", "Card reader: not working"},
		{"digits, but not which", "pin", "Digits entered: 3"},
		{"a wrong PIN", "pin-wrong", "Wrong PIN"},
		{"how long to wait", "pin-wait", "Wait 30 s"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		build_titled(rows[i].title);
		if (!says(rows[i].label))
			print_error("%s: %s\n", rows[i].says, rows[i].label);
		assert_true(says(rows[i].label));
	}
}

/* A row is found by its name alone while one row has it; of two, neither is meant. */
static void a_row_is_found_by_its_name(void **state)
{
	const struct bench bench = bench_on(0);
	const struct widget *control;

	(void)state;
	build_titled("register");
	control = tree_control(&tree, "Aisha Rahman");
	assert_non_null(control);
	assert_int_equal(control->touch.kind, TOUCH_PUPIL);
	assert_int_equal(control->touch.value, 1);
	assert_null(tree_control(&tree, "Aisha"));
	(void)text_copy(staff.rows[1].name, sizeof(staff.rows[1].name), "Aisha Rahman");
	tree_build(&tree, &bench, &view);
	assert_null(tree_control(&tree, "Aisha Rahman"));
	assert_non_null(tree_control(&tree, "Aisha Rahman: In 08:42"));
	build_titled("close-list");
	assert_null(tree_control(&tree, "Here"));
	assert_int_equal(tree_control(&tree, "Not here: Aisha Rahman")->touch.kind, TOUCH_NOT_HERE);
}

/* Hidden means hidden: no name, of a pupil, a member of staff or an authority, is anywhere in the tree. */
static void hidden_names_are_nowhere(void **state)
{
	const struct bench bench = bench_on(0);

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		if (gallery_staff_screen(shown) == SCREEN_PIN)
			continue;
		gallery_staff_show(&view, &staff, shown, LANGUAGE_EN, 2);
		staff.hidden = true;
		tree_build(&tree, &bench, &view);
		assert_int_equal(controls_of(TOUCH_SHOW), 1);
		assert_int_equal(tree.count, 3);
		for (int i = 0; i < tree.count; i++)
			assert_true(tree.widgets[i].role == ROLE_SCREEN ||
				    tree.widgets[i].role == ROLE_BUTTON);
	}
}

/* What the office sees of a pupil is the row's alone: whatever else the view holds, the register is the same. */
static void the_register_depends_on_its_rows_alone(void **state)
{
	static struct tree before;
	const struct bench bench = bench_on(0);

	(void)state;
	build_titled("register");
	before = tree;
	staff.to_check = 0;
	staff.inside = 7;
	staff.due_minute = -1;
	staff.rights = RIGHT_REGISTER | RIGHT_TRACKED | RIGHT_CARDS | RIGHT_SCHOOL;
	staff.delivery_count = 3;
	(void)text_copy(staff.about.name, sizeof(staff.about.name), "Somebody else");
	for (size_t i = 0; i < staff.row_count; i++)
		staff.rows[i].marked = !staff.rows[i].marked;
	tree_build(&tree, &bench, &view);
	assert_int_equal(tree.count, before.count);
	for (int i = 0; i < tree.count; i++) {
		const struct widget *a = &before.widgets[i], *b = &tree.widgets[i];

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
	build_titled("delivery");
	for (int i = 0; i < tree.count; i++) {
		ticks += tree.widgets[i].mark == MARK_TICK;
		warnings += tree.widgets[i].mark == MARK_WARNING;
	}
	assert_int_equal(ticks, 1);
	assert_int_equal(warnings, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_staff_screen_keeps_the_rules),
		cmocka_unit_test(every_code_and_every_state_has_room),
		cmocka_unit_test(every_staff_screen_is_in_the_gallery),
		cmocka_unit_test(a_control_to_lock_is_always_there),
		cmocka_unit_test(no_two_controls_of_a_screen_are_called_the_same),
		cmocka_unit_test(pages_hold_what_they_say),
		cmocka_unit_test(every_control_does_something),
		cmocka_unit_test(each_right_brings_its_choices_and_no_other),
		cmocka_unit_test(cards_are_for_who_may_give_them),
		cmocka_unit_test(the_screens_say),
		cmocka_unit_test(a_row_is_found_by_its_name),
		cmocka_unit_test(hidden_names_are_nowhere),
		cmocka_unit_test(the_register_depends_on_its_rows_alone),
		cmocka_unit_test(every_code_has_plain_words),
		cmocka_unit_test(a_sign_says_it_without_colour),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
