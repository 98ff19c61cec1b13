#include "tests/support/gallery_ui.h"
#include "tests/support/tree_rig.h"
#include "ui/focus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A keypad does all that a finger can, and everybody sees where it is. */

/* The screen in the ui, and the same as a tree to look into. Returns its number of controls. */
static int show(int shown, enum language language)
{
	const struct bench bench = tree_rig_bench(0);
	int controls = 0;

	tree_rig_build(&bench, shown, language, "Aisha");
	ui_set(rig.ui, &rig.view);
	for (int i = 0; i < rig.tree.count; i++)
		controls += widget_is_control(&rig.tree.widgets[i]);
	return controls;
}

static bool key(enum ui_key which, struct flow_touch *out)
{
	return ui_key(rig.ui, which, 0, out);
}

static void finger_beside_everything(void)
{
	struct flow_touch touch;

	(void)ui_finger(rig.ui, UI_FINGER_UP, 0, 0, &touch);
}

static bool same_touch(const struct flow_touch *a, const struct flow_touch *b)
{
	return a->kind == b->kind && a->value == b->value && strcmp(a->form, b->form) == 0;
}

static void touch_by_finger(const struct widget *widget, struct flow_touch *out)
{
	int x = widget->box.x + widget->box.w / 2, y = widget->box.y + widget->box.h / 2;

	(void)ui_finger(rig.ui, UI_FINGER_DOWN, x, y, out);
	assert_true(ui_finger(rig.ui, UI_FINGER_UP, x, y, out));
}

static int index_of_focus(void)
{
	for (int i = 0; i < rig.tree.count; i++) {
		if (widget_is_control(&rig.tree.widgets[i]) && ui_focus(rig.ui) != NULL &&
		    strcmp(rig.tree.widgets[i].label, ui_focus(rig.ui)) == 0)
			return i;
	}
	return -1;
}

/* From wherever the focus begins, round and back to it: each control comes once, and does what a finger on it does. */
static void every_control_is_reached_and_pressed(void **state)
{
	int reached = 0;

	(void)state;
	for (int i = 0; i < 2 * GALLERY_ALL; i++) {
		int controls = show(i / 2, (enum language)(i % 2));
		bool seen[TREE_WIDGETS_MAX] = {false};

		for (int step = 0; step < controls; step++) {
			struct flow_touch by_key, by_finger;
			struct focus focus;

			focus_init(&focus);
			for (int n = 0; n <= step; n++)
				(void)focus_key(&focus, &rig.tree, UI_KEY_NEXT, 0);
			assert_true(widget_is_control(&rig.tree.widgets[focus.widget]));
			assert_false(seen[focus.widget]);
			seen[focus.widget] = true;
			finger_beside_everything();
			for (int n = 0; n <= step; n++)
				assert_false(key(UI_KEY_NEXT, &by_key));
			assert_string_equal(ui_focus(rig.ui), rig.tree.widgets[focus.widget].label);
			assert_true(key(UI_KEY_PRESS, &by_key));
			touch_by_finger(&rig.tree.widgets[focus.widget], &by_finger);
			assert_true(same_touch(&by_key, &by_finger));
			reached++;
		}
	}
	assert_true(reached > 60);
}

static void before_undoes_next(void **state)
{
	(void)state;
	for (int shown = 0; shown < GALLERY_ALL; shown++) {
		struct flow_touch touch;

		if (show(shown, LANGUAGE_EN) == 0)
			continue;
		finger_beside_everything();
		(void)key(UI_KEY_NEXT, &touch);
		for (int n = 0; n < 40; n++) {
			int at = index_of_focus();

			(void)key(UI_KEY_NEXT, &touch);
			(void)key(UI_KEY_BEFORE, &touch);
			assert_int_equal(index_of_focus(), at);
			(void)key(UI_KEY_NEXT, &touch);
		}
	}
}

static const struct first_row {
	int shown;
	const char *label;
} first_rows[] = {
	{SCREEN_IDLE, "No card?"}, {SCREEN_UNKNOWN_CARD, "Touch your name"},
	{SCREEN_FORMS, "7A"},      {SCREEN_NAMES, "Aisha"},
	{SCREEN_CONFIRM, "Yes"},   {SCREEN_STILL_THERE, "I am here"},
};

static void it_begins_where_most_go(void **state)
{
	struct flow_touch touch;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(first_rows); i++) {
		(void)show(first_rows[i].shown, LANGUAGE_EN);
		finger_beside_everything();
		assert_null(ui_focus(rig.ui));
		/* The first key presses nothing that was not to be seen. */
		assert_false(key(UI_KEY_PRESS, &touch));
		assert_string_equal(ui_focus(rig.ui), first_rows[i].label);
	}
}

static void a_screen_without_controls_has_no_focus(void **state)
{
	struct flow_touch touch;

	(void)state;
	assert_int_equal(show(SCREEN_WELCOME, LANGUAGE_EN), 0);
	for (int which = UI_KEY_NEXT; which <= UI_KEY_DIGIT; which++)
		assert_false(key((enum ui_key)which, &touch));
	assert_null(ui_focus(rig.ui));
	(void)ui_say(rig.ui, UI_SAY_FOCUS, true);
}

/* Keys as letters: n, b, p, k (next, before, press, back), -: the minute changes, =: another screen comes, +: another page,
 * f: a finger beside everything, h: home comes. */
static const struct story {
	const char *says, *keys, *focus; /* NULL: no ring */
} stories[] = {
	{"nobody has used a key", "", NULL},
	{"the first key shows the first choice", "n", "7A"},
	{"the next one goes on", "nn", "7B"},
	{"... and back", "nnb", "7A"},
	{"backwards it goes round", "nb", "More"},
	{"a finger takes the ring away", "nnf", NULL},
	{"a key after the finger begins anew", "nnfn", "7A"},
	{"the minute does not move it", "nn-", "7B"},
	{"it stays on the same choice", "nnn-", "7C"},
	{"another screen begins at its first", "nn=", "Yes"},
	{"another page begins at its first", "nbp+", "7A"},
	{"home is for the next person", "nnh", NULL},
	{"no ring comes without a key", "=-", NULL},
	{"back is a key like others", "k-", "7A"},
};

static void tell(char what)
{
	struct flow_touch touch;

	switch (what) {
	case 'n': (void)key(UI_KEY_NEXT, &touch); break;
	case 'b': (void)key(UI_KEY_BEFORE, &touch); break;
	case 'p': (void)key(UI_KEY_PRESS, &touch); break;
	case 'k': (void)key(UI_KEY_BACK, &touch); break;
	case 'f': finger_beside_everything(); break;
	case '=': (void)show(SCREEN_CONFIRM, LANGUAGE_EN); break;
	case 'h': (void)show(SCREEN_IDLE, LANGUAGE_EN); break;
	default: (void)show(SCREEN_FORMS, LANGUAGE_EN);
	}
}

static void the_focus_follows_the_screens(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(stories); i++) {
		const char *focus;

		(void)show(SCREEN_FORMS, LANGUAGE_EN);
		finger_beside_everything();
		for (const char *at = stories[i].keys; *at != '\0'; at++)
			tell(*at);
		focus = ui_focus(rig.ui);
		if ((focus == NULL) != (stories[i].focus == NULL) ||
		    (focus != NULL && strcmp(focus, stories[i].focus) != 0))
			fail_msg("%s: on %s", stories[i].says, focus == NULL ? "nothing" : focus);
		finger_beside_everything();
	}
}

static void only_a_change_of_the_ring_asks_for_drawing(void **state)
{
	struct flow_touch touch;
	int pitch;

	(void)state;
	(void)show(SCREEN_CONFIRM, LANGUAGE_EN);
	finger_beside_everything();
	(void)ui_draw(rig.ui, &pitch);
	(void)key(UI_KEY_LISTEN, &touch);
	assert_false(ui_dirty(rig.ui));
	(void)key(UI_KEY_NEXT, &touch);
	assert_true(ui_dirty(rig.ui));
	(void)ui_draw(rig.ui, &pitch);
	(void)key(UI_KEY_ERASE, &touch);
	assert_false(ui_dirty(rig.ui));
	finger_beside_everything();
	assert_true(ui_dirty(rig.ui));
}

/* -- a number pad's screen, put together by hand ------------------------------------------------ */

static void add(enum role role, enum touch_kind kind, int64_t value, const char *label)
{
	struct widget *widget = &rig.tree.widgets[rig.tree.count++];

	*widget = (struct widget){.role = role, .touch = {.kind = kind, .value = value}};
	(void)text_copy(widget->label, sizeof(widget->label), label);
}

static void make_pad(void)
{
	rig.tree.count = 0;
	add(ROLE_SCREEN, 0, 0, "pin");
	add(ROLE_TEXT, 0, 0, "Your PIN");
	for (int digit = 1; digit <= 10; digit++) {
		char label[2] = {(char)('0' + digit % 10), '\0'};

		add(ROLE_BUTTON, TOUCH_DIGIT, digit % 10, label);
	}
	add(ROLE_BUTTON, TOUCH_ERASE, 0, "Erase");
	add(ROLE_BUTTON, TOUCH_ENTER, 0, "Enter");
	add(ROLE_BUTTON, TOUCH_BACK, 0, "Back");
}

static void digits_are_typed_and_enter_enters_them(void **state)
{
	struct focus focus;
	const struct widget *pressed;

	(void)state;
	make_pad();
	focus_init(&focus);
	for (int digit = 0; digit <= 9; digit++) {
		pressed = focus_key(&focus, &rig.tree, UI_KEY_DIGIT, digit);
		assert_non_null(pressed);
		assert_int_equal(pressed->touch.kind, TOUCH_DIGIT);
		assert_int_equal(pressed->touch.value, digit);
	}
	pressed = focus_key(&focus, &rig.tree, UI_KEY_ERASE, 0);
	assert_int_equal(pressed->touch.kind, TOUCH_ERASE);
	pressed = focus_key(&focus, &rig.tree, UI_KEY_PRESS, 0);
	assert_int_equal(pressed->touch.kind, TOUCH_ENTER);
	pressed = focus_key(&focus, &rig.tree, UI_KEY_BACK, 0);
	assert_int_equal(pressed->touch.kind, TOUCH_BACK);
	assert_null(focus_key(&focus, &rig.tree, UI_KEY_DIGIT, 10));
}

/* -- anything ------------------------------------------------------------------------------------ */

static uint32_t draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(*seed >> 33) % below;
}

static bool label_is_a_control(const char *label)
{
	for (int i = 0; i < rig.tree.count; i++) {
		if (widget_is_control(&rig.tree.widgets[i]) &&
		    strcmp(rig.tree.widgets[i].label, label) == 0)
			return true;
	}
	return false;
}

static bool control_with(const struct flow_touch *touch)
{
	for (int i = 0; i < rig.tree.count; i++) {
		if (widget_is_control(&rig.tree.widgets[i]) &&
		    same_touch(&rig.tree.widgets[i].touch, touch))
			return true;
	}
	return false;
}

static void the_focus_is_always_on_a_control_or_none(void **state)
{
	const char *given = getenv("SEED");
	uint64_t seed = given == NULL ? 20260914 : strtoull(given, NULL, 10), first = seed;
	int presses = 0, rings = 0;

	(void)state;
	for (int step = 0; step < 20000; step++) {
		struct flow_touch touch;
		bool pressed = false;

		if (step == 0 || draw(&seed, 8) == 0)
			(void)show((int)draw(&seed, GALLERY_ALL), (enum language)draw(&seed, 2));
		if (draw(&seed, 10) == 0)
			pressed = ui_finger(rig.ui, (enum ui_finger)draw(&seed, 3),
					    (int)draw(&seed, 1280), (int)draw(&seed, 720), &touch);
		else
			pressed = ui_key(rig.ui, (enum ui_key)draw(&seed, UI_KEY_DIGIT + 1),
					 (int)draw(&seed, 12), &touch);
		(void)ui_say(rig.ui, (enum ui_say)draw(&seed, 3), draw(&seed, 2) == 0);
		if ((pressed && !control_with(&touch)) ||
		    (ui_focus(rig.ui) != NULL && !label_is_a_control(ui_focus(rig.ui))))
			fail_msg("SEED=%llu, step %d", (unsigned long long)first, step);
		presses += pressed;
		rings += ui_focus(rig.ui) != NULL;
	}
	assert_true(presses > 1000 && rings > 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_control_is_reached_and_pressed),
		cmocka_unit_test(before_undoes_next),
		cmocka_unit_test(it_begins_where_most_go),
		cmocka_unit_test(a_screen_without_controls_has_no_focus),
		cmocka_unit_test(the_focus_follows_the_screens),
		cmocka_unit_test(only_a_change_of_the_ring_asks_for_drawing),
		cmocka_unit_test(digits_are_typed_and_enter_enters_them),
		cmocka_unit_test(the_focus_is_always_on_a_control_or_none),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
