#include "tests/support/gallery.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct ui *ui;
static struct view view;

static int open_ui(void **state)
{
	char problem[256];

	(void)state;
	return ui_open(&ui, 1280, 720, 8.26F, gallery_locale_dir(), problem, sizeof(problem)) != OK;
}

static int close_ui(void **state)
{
	(void)state;
	ui_close(ui);
	return 0;
}

static void show(enum screen screen)
{
	gallery_view(&view, screen, LANGUAGE_EN, "Aisha", (size_t)ui_page_size(ui, screen));
	ui_set(ui, &view);
}

/* Fingers as letters: d, m, u (down, move, up) on "No card?", D, M, U on "Cymraeg", x and z: moved to or let go over
 * nothing; -: the minute changes; =: a result comes. */
struct gesture {
	const char *says, *fingers;
	bool touched;
	enum touch_kind kind;
};
static const struct gesture gestures[] = {
	{"down and up touches", "du", true, TOUCH_NO_CARD},
	{"down alone does nothing", "d", false, 0},
	{"up alone does nothing", "u", false, 0},
	{"moving about within it still touches", "dmmu", true, TOUCH_NO_CARD},
	{"sliding off cancels", "dxz", false, 0},
	{"sliding off and back again does not revive it", "dxmu", false, 0},
	{"letting go beside it does nothing", "dz", false, 0},
	{"down on one, up on another, is neither", "dU", false, 0},
	{"sliding to another is neither", "dMU", false, 0},
	{"down beside and up on it does nothing", "zdxu", false, 0},
	{"a touch begun afresh after a slip counts", "dxzDU", true, TOUCH_LANGUAGE},
	{"the clock's minute passing under a finger does not take the touch away", "d-u", true,
	 TOUCH_NO_CARD},
	{"a result coming under a finger does", "d=u", false, 0},
	{"... and coming back does not revive it", "d=~u", false, 0},
};

static bool play(const struct gesture *gesture, struct flow_touch *out)
{
	bool touched = false;

	show(SCREEN_IDLE);
	(void)ui_finger(ui, UI_FINGER_UP, 5, 5, out);
	for (const char *at = gesture->fingers; *at != '\0'; at++) {
		int x = 5, y = 5, no_card[2], language[2];

		if (*at == '-' || *at == '~') {
			show(SCREEN_IDLE);
			view.clock_minute++;
			ui_set(ui, &view);
			continue;
		}
		if (*at == '=') {
			show(SCREEN_WELCOME);
			continue;
		}
		if (strchr("dmu", *at) != NULL &&
		    ui_control(ui, "No card?", &no_card[0], &no_card[1])) {
			x = no_card[0];
			y = no_card[1];
		} else if (strchr("DMU", *at) != NULL &&
			   ui_control(ui, "Cymraeg", &language[0], &language[1])) {
			x = language[0];
			y = language[1];
		}
		touched = ui_finger(ui,
				    strchr("dD", *at) != NULL    ? UI_FINGER_DOWN
				    : strchr("mMx", *at) != NULL ? UI_FINGER_MOVE
								 : UI_FINGER_UP,
				    x, y, out);
	}
	return touched;
}

static void fingers_act_on_up_and_sliding_off_cancels(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(gestures); i++) {
		struct flow_touch touch = {.kind = TOUCH_HOME};
		bool touched = play(&gestures[i], &touch);
		bool good = touched == gestures[i].touched &&
			    (!touched || touch.kind == gestures[i].kind);

		if (!good)
			print_error("%s: touched %d\n", gestures[i].says, touched);
		assert_true(good);
	}
}

static void a_choice_gives_what_it_stands_for(void **state)
{
	struct flow_touch touch = {0};
	int x, y;

	(void)state;
	show(SCREEN_FORMS);
	assert_true(ui_control(ui, "7C", &x, &y));
	assert_false(ui_finger(ui, UI_FINGER_DOWN, x, y, &touch));
	assert_true(ui_finger(ui, UI_FINGER_UP, x, y, &touch));
	assert_int_equal(touch.kind, TOUCH_FORM);
	assert_string_equal(touch.form, "7C");
	show(SCREEN_NAMES);
	assert_true(ui_control(ui, "Aisha", &x, &y));
	(void)ui_finger(ui, UI_FINGER_DOWN, x, y, &touch);
	assert_true(ui_finger(ui, UI_FINGER_UP, x, y, &touch));
	assert_int_equal(touch.kind, TOUCH_PUPIL);
	assert_int_equal(touch.value, 1);
}

static void without_its_reader_idle_asks_for_a_finger(void **state)
{
	struct flow_touch touch = {.kind = TOUCH_HOME};
	int x, y;

	(void)state;
	gallery_show(&view, GALLERY_LOST, LANGUAGE_EN, "", 0);
	ui_set(ui, &view);
	assert_null(strstr(ui_text(ui), "Tap your card"));
	assert_null(strstr(ui_text(ui), "picture \"card\""));
	assert_false(ui_control(ui, "No card?", &x, &y));
	assert_true(ui_control(ui, "Touch your name", &x, &y));
	(void)ui_finger(ui, UI_FINGER_DOWN, x, y, &touch);
	assert_true(ui_finger(ui, UI_FINGER_UP, x, y, &touch));
	assert_int_equal(touch.kind, TOUCH_NO_CARD);
	assert_true(ui_control(ui, "Cymraeg", &x, &y));
	show(SCREEN_IDLE);
	assert_non_null(strstr(ui_text(ui), "Tap your card"));
	/* No other screen speaks of the reader. */
	show(SCREEN_CONFIRM);
	view.reader_lost = true;
	ui_set(ui, &view);
	assert_null(strstr(ui_text(ui), "picture \"finger\""));
}

static void labels_match_as_people_write_them(void **state)
{
	static const struct {
		const char *says, *label;
		bool found;
	} rows[] = {
		{"exactly", "No card?", true},
		{"without the question mark", "No card", true},
		{"in small letters", "no card", true},
		{"text that is no control", "Tap your card", false},
		{"part of a label", "No", false},
		{"more than a label", "No card? please", false},
		{"nothing", "", false},
	};
	int x, y;

	(void)state;
	show(SCREEN_IDLE);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (ui_control(ui, rows[i].label, &x, &y) != rows[i].found)
			print_error("%s\n", rows[i].says);
		assert_int_equal(ui_control(ui, rows[i].label, &x, &y), rows[i].found);
	}
}

static void the_exact_label_goes_before_one_that_is_alike(void **state)
{
	struct flow_touch touch = {0};
	int x, y;

	(void)state;
	gallery_view(&view, SCREEN_FORMS, LANGUAGE_EN, "", 2);
	(void)text_copy(view.items[0].label, sizeof(view.items[0].label), "7b");
	(void)text_copy(view.items[1].label, sizeof(view.items[1].label), "7B");
	ui_set(ui, &view);
	assert_true(ui_control(ui, "7B", &x, &y));
	(void)ui_finger(ui, UI_FINGER_DOWN, x, y, &touch);
	assert_true(ui_finger(ui, UI_FINGER_UP, x, y, &touch));
	assert_string_equal(touch.form, view.items[1].touch.form);
}

static void only_a_change_asks_for_drawing(void **state)
{
	struct flow_touch touch;
	int pitch, x, y;

	(void)state;
	show(SCREEN_IDLE);
	assert_true(ui_dirty(ui));
	(void)ui_draw(ui, &pitch);
	assert_false(ui_dirty(ui));
	assert_true(ui_control(ui, "No card?", &x, &y));
	(void)ui_finger(ui, UI_FINGER_DOWN, 5, 5, &touch);
	(void)ui_finger(ui, UI_FINGER_UP, 5, 5, &touch);
	assert_false(ui_dirty(ui));
	(void)ui_finger(ui, UI_FINGER_DOWN, x, y, &touch);
	assert_true(ui_dirty(ui));
	(void)ui_draw(ui, &pitch);
	(void)ui_finger(ui, UI_FINGER_MOVE, x + 1, y, &touch);
	assert_false(ui_dirty(ui));
	(void)ui_finger(ui, UI_FINGER_UP, x, y, &touch);
	assert_true(ui_dirty(ui));
}

static void a_screen_too_small_is_refused(void **state)
{
	struct ui *small = NULL;
	char problem[256];

	(void)state;
	assert_int_equal(
		ui_open(&small, 800, 480, 8.26F, gallery_locale_dir(), problem, sizeof(problem)),
		ERR_BAD_CONFIG);
	assert_non_null(strstr(problem, "85 mm"));
	assert_int_equal(
		ui_open(&small, 1280, 720, 0, gallery_locale_dir(), problem, sizeof(problem)),
		ERR_BAD_CONFIG);
	assert_int_equal(ui_open(&small, 1280, 720, 8.26F, "/nowhere", problem, sizeof(problem)),
			 ERR_NOT_FOUND);
	assert_non_null(strstr(problem, "/nowhere/cy"));
	assert_null(small);
}

static uint32_t draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(*seed >> 33) % below;
}

static void scribble(uint64_t *seed, char *out, size_t size)
{
	size_t length = draw(seed, 3) == 0 ? draw(seed, (uint32_t)size) : draw(seed, 40);

	for (size_t i = 0; i < length; i++)
		out[i] = (char)(1 + draw(seed, 255));
	out[length] = '\0';
}

static bool belongs(enum touch_kind kind, enum screen screen)
{
	static const unsigned kinds[SCREEN_COUNT] = {
		[SCREEN_IDLE] = 1U << TOUCH_NO_CARD | 1U << TOUCH_LANGUAGE,
		[SCREEN_UNKNOWN_CARD] = 1U << TOUCH_NO_CARD,
		[SCREEN_ASK_OFFICE] = 1U << TOUCH_HOME,
		[SCREEN_YEARS] = 1U << TOUCH_YEAR,
		[SCREEN_FORMS] = 1U << TOUCH_FORM | 1U << TOUCH_LETTERS,
		[SCREEN_LETTERS] = 1U << TOUCH_LETTER,
		[SCREEN_NAMES] = 1U << TOUCH_PUPIL,
		[SCREEN_CONFIRM] = 1U << TOUCH_YES | 1U << TOUCH_NO,
		[SCREEN_LATE] = 1U << TOUCH_WHY,
		[SCREEN_LATE_REASONS] = 1U << TOUCH_BECAUSE | 1U << TOUCH_HOME,
		[SCREEN_ALREADY_IN] = 1U << TOUCH_LEAVING,
		[SCREEN_LEAVING_REASONS] = 1U << TOUCH_BECAUSE | 1U << TOUCH_HOME,
		[SCREEN_ARE_YOU_BACK] = 1U << TOUCH_YES | 1U << TOUCH_NO,
		[SCREEN_STILL_THERE] = 1U << TOUCH_STILL_HERE,
	};
	bool list = screen == SCREEN_YEARS || screen == SCREEN_FORMS || screen == SCREEN_LETTERS ||
		    screen == SCREEN_NAMES;
	unsigned bar = 1U << TOUCH_BACK | 1U << TOUCH_HOME | 1U << TOUCH_MORE;

	return ((kinds[screen] | (list ? bar : 0)) >> kind & 1) != 0;
}

/* Whatever is shown and wherever fingers go: what comes out is what a control of the view shown stands for. */
static void any_view_and_any_finger_are_borne(void **state)
{
	const char *given = getenv("SEED");
	uint64_t seed = given == NULL ? 20260914 : strtoull(given, NULL, 10), first = seed;
	int touches = 0;

	(void)state;
	for (int step = 0; step < 1500; step++) {
		enum screen screen = (enum screen)draw(&seed, SCREEN_PIN);
		int pitch;

		gallery_view(&view, screen, (enum language)draw(&seed, 2), "",
			     draw(&seed, VIEW_ITEMS_MAX + 1));
		scribble(&seed, view.name, sizeof(view.name));
		scribble(&seed, view.items[0].label, sizeof(view.items[0].label));
		view.more = draw(&seed, 2) == 0;
		view.reader_lost = draw(&seed, 2) == 0;
		ui_set(ui, &view);
		if (step % 10 == 0)
			(void)ui_draw(ui, &pitch);
		for (int finger = 0, x = 0, y = 0; finger < 20; finger++) {
			struct flow_touch touch = {.kind = TOUCH_LANGUAGE};
			bool touched;

			if (draw(&seed, 3) == 0) {
				x = (int)draw(&seed, 1400) - 60;
				y = (int)draw(&seed, 800) - 40;
			}
			touched = ui_finger(ui, (enum ui_finger)draw(&seed, 3), x, y, &touch);

			if (touched && !belongs(touch.kind, screen))
				print_error("SEED=%llu, step %d\n", (unsigned long long)first,
					    step);
			assert_true(!touched || belongs(touch.kind, screen));
			touches += touched;
		}
	}
	assert_true(touches > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fingers_act_on_up_and_sliding_off_cancels),
		cmocka_unit_test(a_choice_gives_what_it_stands_for),
		cmocka_unit_test(without_its_reader_idle_asks_for_a_finger),
		cmocka_unit_test(labels_match_as_people_write_them),
		cmocka_unit_test(the_exact_label_goes_before_one_that_is_alike),
		cmocka_unit_test(only_a_change_asks_for_drawing),
		cmocka_unit_test(a_screen_too_small_is_refused),
		cmocka_unit_test(any_view_and_any_finger_are_borne),
	};

	return cmocka_run_group_tests(tests, open_ui, close_ui);
}
