#include "core/codes.h"
#include "tests/support/gallery.h"
#include "tests/support/tree_rig.h"
#include "tests/support/tree_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Every staff screen, in both languages, on both panels, lying and upright: sizes, room, pages, controls. */

/* Builds the view and tells what it breaks. */
static int breaks(const struct bench *bench, size_t panel, const char *what, bool long_name)
{
	const char *broken;
	int widget;

	tree_build(&rig.tree, bench, &rig.view);
	broken = tree_rules_broken(&rig.tree, bench, long_name, &widget);
	if (broken != NULL)
		print_error("%s on %s: %s: \"%s\" (capitals %.2f mm)\n", what,
			    gallery_panels[panel].name, broken,
			    widget < 0 ? "" : rig.tree.widgets[widget].label,
			    widget < 0 ? 0
				       : (double)(rig.tree.widgets[widget].fit.cap_px /
						  bench->px_per_mm));
	return broken != NULL;
}

static void every_staff_screen_keeps_the_rules(void **state)
{
	int broken_ones = 0;

	(void)state;
	for (size_t panel = 0; panel < GALLERY_PANELS; panel++) {
		const struct bench bench = tree_rig_bench(panel);

		for (int i = 0; i < 2 * GALLERY_STAFF_SHOWN; i++) {
			tree_rig_staff(&bench, i / 2, (enum language)(i % 2));
			broken_ones += breaks(&bench, panel, gallery_staff_title(i / 2),
					      gallery_staff_long(i / 2));
		}
	}
	assert_int_equal(broken_ones, 0);
}

/* Each by itself, as the tiles of a page are made as small as the longest needs. */
static int codes_that_break(size_t panel, enum language language)
{
	const struct bench bench = tree_rig_bench(panel);
	int broken_ones = 0;

	for (size_t t = 0; t < codes_tables_count; t++) {
		for (size_t i = 0; i < codes_tables[t].count; i++) {
			const struct code_row *row = &codes_tables[t].rows[i];

			gallery_staff_show(&rig.view, &rig.staff, tree_rig_staff_shown("codes"),
					   language, 0);
			rig.staff.code_count = 1;
			rig.staff.codes[0].code = row->code;
			(void)text_copy(rig.staff.codes[0].meaning,
					sizeof(rig.staff.codes[0].meaning), row->meaning);
			broken_ones += breaks(&bench, panel, "codes", false);
		}
	}
	return broken_ones;
}

/* With the longest code and minute, and with none. */
static int states_that_break(size_t panel, enum language language)
{
	const struct bench bench = tree_rig_bench(panel);
	int broken_ones = 0;

	for (int i = 0; i < 4 * STATE_COUNT; i++) {
		gallery_staff_show(&rig.view, &rig.staff, tree_rig_staff_shown("register"),
				   language, 1);
		rig.staff.rows[0].seen = true;
		rig.staff.rows[0].state = (enum state)(i / 4);
		rig.staff.rows[0].minute = i % 2 == 0 ? -1 : 10 * 60 + 48;
		(void)text_copy(rig.staff.rows[0].code.text, sizeof(rig.staff.rows[0].code.text),
				i % 4 < 2                      ? ""
				: rig.staff.rows[0].minute < 0 ? "Y4"
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

/* Beside the control that prints there is the least room for it. */
static void every_problem_has_room(void **state)
{
	int broken_ones = 0;

	(void)state;
	for (size_t i = 0; i < (size_t)2 * GALLERY_PANELS; i++) {
		const struct bench bench = tree_rig_bench(i / 2);

		for (int problem = STAFF_NO_PRINTING; problem <= STAFF_PRINTER_BUSY; problem++) {
			gallery_staff_show(&rig.view, &rig.staff,
					   tree_rig_staff_shown("evacuation"),
					   (enum language)(i % 2), 4);
			rig.staff.problem = (enum staff_problem)problem;
			broken_ones += breaks(&bench, i / 2, "evacuation", false);
			assert_int_equal(tree_rig_controls(TOUCH_PRINT), 1);
		}
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
		const struct bench bench = tree_rig_bench(panel);

		for (int i = 0; i < 2 * GALLERY_STAFF_SHOWN; i++) {
			tree_rig_staff(&bench, i / 2, (enum language)(i % 2));
			assert_int_equal(tree_rig_controls(TOUCH_LOCK), 1);
		}
	}
}

/* `touch "label"` in a scenario, and an ear, must know one control from another. */
static void no_two_controls_of_a_screen_are_called_the_same(void **state)
{
	const struct bench bench = tree_rig_bench(2);

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		if (gallery_staff_long(shown))
			continue;
		tree_rig_staff(&bench, shown, LANGUAGE_EN);
		for (int a = 0; a < rig.tree.count; a++) {
			const struct widget *widget = &rig.tree.widgets[a];

			if (!widget_is_control(widget))
				continue;
			assert_true(widget->label[0] != '\0');
			if (tree_control(&rig.tree, widget->label) != widget)
				print_error("%s: %s\n", gallery_staff_title(shown), widget->label);
			assert_ptr_equal(tree_control(&rig.tree, widget->label), widget);
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
		{SCREEN_CLOSE_LIST, "close-list", 3},
		{SCREEN_STAFF_FORMS, "staff-forms", 7},
		{SCREEN_REGISTER, "register", 4},
		{SCREEN_CODES, "codes", 4},
		{SCREEN_EVACUATION, "evacuation", 6},
		{SCREEN_DELIVERY, "delivery", 2},
		{SCREEN_CLOSE_SCHOOL, "close-school", 4},
		{SCREEN_DOORS, "doors", 2},
		{SCREEN_FOUND, "found", 4},
		{SCREEN_LATE_TOGETHER, "together", 3},
		{SCREEN_SEARCH, "search", 16},
	};

	(void)state;
	for (size_t panel = 0; panel < GALLERY_PANELS; panel++) {
		const struct bench bench = tree_rig_bench(panel);

		for (size_t i = 0; i < COUNT_OF(lists); i++) {
			int size = tree_page_size(&bench, lists[i].screen);

			assert_in_range(size, lists[i].least, STAFF_ROWS_MAX);
		}
		assert_int_equal(tree_page_size(&bench, SCREEN_STAFF), 0);
		assert_int_equal(tree_page_size(&bench, SCREEN_PIN), 0);
		tree_rig_staff(&bench, tree_rig_staff_shown("close-list"), LANGUAGE_EN);
		assert_int_equal(tree_rig_controls(TOUCH_HERE),
				 tree_page_size(&bench, SCREEN_CLOSE_LIST));
		assert_int_equal(tree_rig_controls(TOUCH_REASON), tree_rig_controls(TOUCH_HERE));
		assert_int_equal(tree_rig_controls(TOUCH_NOT_HERE), tree_rig_controls(TOUCH_HERE));
		tree_rig_staff(&bench, tree_rig_staff_shown("register"), LANGUAGE_EN);
		assert_int_equal(tree_rig_controls(TOUCH_PUPIL),
				 tree_page_size(&bench, SCREEN_REGISTER));
		tree_rig_staff(&bench, tree_rig_staff_shown("found"), LANGUAGE_EN);
		assert_int_equal(tree_rig_controls(TOUCH_PUPIL),
				 tree_page_size(&bench, SCREEN_FOUND));
		tree_rig_staff(&bench, tree_rig_staff_shown("together"), LANGUAGE_EN);
		assert_int_equal(tree_rig_controls(TOUCH_TOGETHER),
				 tree_page_size(&bench, SCREEN_LATE_TOGETHER) + 1);
		tree_rig_staff(&bench, tree_rig_staff_shown("search"), LANGUAGE_CY);
		assert_int_equal(tree_rig_controls(TOUCH_LETTER), (int)rig.staff.letter_count);
		tree_rig_staff(&bench, tree_rig_staff_shown("search-letters"), LANGUAGE_CY);
		assert_int_equal(tree_rig_controls(TOUCH_LETTER), 4);
		tree_rig_staff(&bench, tree_rig_staff_shown("codes"), LANGUAGE_EN);
		assert_int_equal(tree_rig_controls(TOUCH_CODE),
				 tree_page_size(&bench, SCREEN_CODES));
	}
}

/* The machine takes every touch that a screen offers: none is dead, and none is missed. */
static bool is_taken(const struct flow_touch *touch)
{
	struct staffroom room = {.screen = rig.view.screen,
				 .member = {.key = 1, .post = POST_OFFICE},
				 .pin = "1234",
				 .pupil = 3,
				 .before = SCREEN_STAFF_PUPIL,
				 .hidden = rig.staff.hidden,
				 .question = rig.staff.question};
	static struct staff_group late;
	struct staffroom before;
	struct staffroom_input input = {.kind = STAFFROOM_TOUCHED, .touch = *touch, .late = &late};

	for (int post = 0; post < POST_COUNT; post++) {
		if (strcmp(post_text((enum post)post), rig.staff.post) == 0)
			room.member.post = (enum post)post;
	}
	/* A row chosen on the screen is chosen in the machine; the search has as many letters. */
	late.count = room.chosen.count = 0;
	for (size_t i = 0; i < rig.staff.row_count; i++) {
		late.pupils[late.count++] = rig.staff.rows[i].pupil;
		if (rig.staff.rows[i].chosen)
			room.chosen.pupils[room.chosen.count++] = rig.staff.rows[i].pupil;
	}
	room.search.count = rig.staff.search[0] ? 2 : 0;
	before = room;
	(void)staffroom_step(&room, &input);
	return memcmp(&before, &room, sizeof(room)) != 0;
}

static void every_control_does_something(void **state)
{
	const struct bench bench = tree_rig_bench(3);
	int tried = 0;

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		tree_rig_staff(&bench, shown, LANGUAGE_EN);
		for (int i = 0; i < rig.tree.count; i++) {
			const struct widget *widget = &rig.tree.widgets[i];

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

/* -- anything at all ------------------------------------------------------------------------------------ */

static uint32_t draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(*seed >> 33) % below;
}

static void scribble(uint64_t *seed, char *out, size_t size)
{
	uint32_t most = (uint32_t)size, usual = most < 30 ? most : 30;
	size_t length = draw(seed, draw(seed, 4) == 0 ? most : usual);

	for (size_t i = 0; i < length; i++)
		out[i] = (char)(1 + draw(seed, 255));
	out[length] = '\0';
}

static void scribble_view(uint64_t *seed)
{
	struct staff_view *staff = &rig.staff;

	for (size_t i = 0; i < staff->row_count; i++) {
		struct staff_row *row = &staff->rows[i];

		scribble(seed, row->name, sizeof(row->name));
		scribble(seed, row->form, sizeof(row->form));
		scribble(seed, row->code.text, sizeof(row->code.text));
		row->state = (enum state)draw(seed, STATE_COUNT);
		row->minute = (int16_t)((int)draw(seed, 1441) - 1);
		row->seen = draw(seed, 2) == 0;
		row->is_form = draw(seed, 6) == 0;
		row->inside = draw(seed, 3000);
	}
	for (size_t i = 0; i < staff->form_count; i++)
		scribble(seed, staff->forms[i], sizeof(staff->forms[i]));
	for (size_t i = 0; i < staff->code_count; i++)
		scribble(seed, staff->codes[i].meaning, sizeof(staff->codes[i].meaning));
	for (size_t i = 0; i < staff->delivery_count; i++)
		scribble(seed, staff->deliveries[i].authority,
			 sizeof(staff->deliveries[i].authority));
	scribble(seed, staff->about.name, sizeof(staff->about.name));
	staff->rights = draw(seed, 16);
	staff->hidden = draw(seed, 8) == 0;
	staff->pin_digits = (int)draw(seed, PIN_DIGITS_MAX + 1);
	staff->to_check = draw(seed, 100000);
	staff->health.disk_free_mb = (int)draw(seed, 1U << 30);
}

/* Whatever people are called, on panels of any size: it is laid out, within its parents, and there is a way out. */
static void any_view_is_borne(void **state)
{
	static const struct gallery_panel large[] = {
		{"24-lying", 1920, 1080, 3.6F},
		{"24-upright", 1080, 1920, 3.6F},
	};
	const char *given = getenv("SEED");
	uint64_t seed = given == NULL ? 20260914 : strtoull(given, NULL, 10), first = seed;

	(void)state;
	for (int step = 0; step < 600; step++) {
		struct bench bench = tree_rig_bench(draw(&seed, GALLERY_PANELS));
		int shown = (int)draw(&seed, GALLERY_STAFF_SHOWN), items;

		if (step % 4 == 0) {
			const struct gallery_panel *panel = &large[draw(&seed, 2)];

			bench.width_px = panel->width_px;
			bench.height_px = panel->height_px;
			bench.px_per_mm = panel->px_per_mm;
			bench_init(&bench);
		}
		items = tree_page_size(&bench, gallery_staff_screen(shown));
		gallery_staff_show(&rig.view, &rig.staff, shown, (enum language)draw(&seed, 2),
				   draw(&seed, (uint32_t)items + 1));
		scribble_view(&seed);
		tree_build(&rig.tree, &bench, &rig.view);
		if (tree_rig_controls(TOUCH_LOCK) != 1)
			print_error("SEED=%llu, step %d\n", (unsigned long long)first, step);
		assert_int_equal(tree_rig_controls(TOUCH_LOCK), 1);
		for (int i = 1; i < rig.tree.count; i++) {
			const struct widget *widget = &rig.tree.widgets[i];

			assert_true(
				box_within(&widget->box, &rig.tree.widgets[widget->parent].box));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_staff_screen_keeps_the_rules),
		cmocka_unit_test(every_code_and_every_state_has_room),
		cmocka_unit_test(every_problem_has_room),
		cmocka_unit_test(every_staff_screen_is_in_the_gallery),
		cmocka_unit_test(a_control_to_lock_is_always_there),
		cmocka_unit_test(no_two_controls_of_a_screen_are_called_the_same),
		cmocka_unit_test(pages_hold_what_they_say),
		cmocka_unit_test(every_control_does_something),
		cmocka_unit_test(any_view_is_borne),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
