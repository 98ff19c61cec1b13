#include "ui/focus.h"

#include <string.h>

void focus_init(struct focus *focus)
{
	*focus = (struct focus){.widget = -1};
}

void focus_hide(struct focus *focus)
{
	focus_init(focus);
}

static int first_where(const struct tree *tree, bool (*wanted)(const struct widget *widget))
{
	for (int i = 0; i < tree->count; i++) {
		if (widget_is_control(&tree->widgets[i]) && wanted(&tree->widgets[i]))
			return i;
	}
	return -1;
}

static bool is_choice(const struct widget *widget)
{
	return widget->role == ROLE_CHOICE || widget->touch.kind == TOUCH_DIGIT;
}

static bool is_most_pressed(const struct widget *widget)
{
	return widget->tone == TONE_YES || widget->tone == TONE_ACTION;
}

int focus_first(const struct tree *tree)
{
	int at = first_where(tree, is_choice);

	if (at < 0)
		at = first_where(tree, is_most_pressed);
	return at < 0 ? first_where(tree, widget_is_control) : at;
}

/* Home stands in the tree's root by its name. */
static bool is_home(const struct tree *tree)
{
	return strcmp(tree->widgets[0].label, screen_text(SCREEN_IDLE)) == 0;
}

static bool same_screen(const struct tree *a, const struct tree *b)
{
	return a->count > 0 && strcmp(a->widgets[0].label, b->widgets[0].label) == 0;
}

static int find_touch(const struct tree *tree, const struct flow_touch *touch)
{
	for (int i = 0; i < tree->count; i++) {
		const struct widget *widget = &tree->widgets[i];

		if (widget_is_control(widget) && widget->touch.kind == touch->kind &&
		    widget->touch.value == touch->value &&
		    strcmp(widget->touch.form, touch->form) == 0)
			return i;
	}
	return -1;
}

void focus_follow(struct focus *focus, const struct tree *before, const struct tree *now)
{
	bool stays = same_screen(before, now) && !focus->turned;
	int at = -1;

	focus->turned = false;
	if (!focus->shown)
		return;
	if (is_home(now) && !same_screen(before, now)) {
		focus_hide(focus);
		return;
	}
	if (stays && focus->widget >= 0)
		at = find_touch(now, &before->widgets[focus->widget].touch);
	focus->widget = at < 0 ? focus_first(now) : at;
}

static void move(struct focus *focus, const struct tree *tree, int way)
{
	for (int step = 1; step <= tree->count; step++) {
		int at = (focus->widget + way * step + tree->count) % tree->count;

		if (widget_is_control(&tree->widgets[at])) {
			focus->widget = at;
			return;
		}
	}
}

/* What "back" means on a screen is on it: the first of these that it has. */
static const struct widget *way_back(const struct tree *tree)
{
	static const enum touch_kind kinds[] = {TOUCH_BACK, TOUCH_NO, TOUCH_HOME, TOUCH_LOCK};

	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		for (int at = 0; at < tree->count; at++) {
			if (widget_is_control(&tree->widgets[at]) &&
			    tree->widgets[at].touch.kind == kinds[i])
				return &tree->widgets[at];
		}
	}
	return NULL;
}

static const struct widget *control_of(const struct tree *tree, enum touch_kind kind, int64_t value)
{
	const struct flow_touch touch = {.kind = kind, .value = value};
	int at = find_touch(tree, &touch);

	return at < 0 ? NULL : &tree->widgets[at];
}

/* After a digit the focus waits at "enter", where a keypad's own key for it then finds it. */
static void wait_at_enter(struct focus *focus, const struct tree *tree)
{
	const struct widget *enter = control_of(tree, TOUCH_ENTER, 0);

	if (enter != NULL)
		focus->widget = (int)(enter - tree->widgets);
}

const struct widget *focus_key(struct focus *focus, const struct tree *tree, enum ui_key key,
			       int digit)
{
	const struct widget *pressed = NULL;
	bool moves = key == UI_KEY_NEXT || key == UI_KEY_BEFORE || key == UI_KEY_PRESS;

	if (moves && (!focus->shown || focus->widget < 0)) {
		*focus = (struct focus){.widget = focus_first(tree), .shown = true};
		return NULL;
	}
	switch (key) {
	case UI_KEY_NEXT: move(focus, tree, 1); break;
	case UI_KEY_BEFORE: move(focus, tree, -1); break;
	case UI_KEY_PRESS: pressed = &tree->widgets[focus->widget]; break;
	case UI_KEY_BACK: pressed = way_back(tree); break;
	case UI_KEY_ERASE: pressed = control_of(tree, TOUCH_ERASE, 0); break;
	case UI_KEY_DIGIT: pressed = control_of(tree, TOUCH_DIGIT, digit); break;
	case UI_KEY_LISTEN: break;
	}
	if (pressed != NULL && key == UI_KEY_DIGIT)
		wait_at_enter(focus, tree);
	if (pressed != NULL) {
		focus->shown = true;
		focus->turned =
			pressed->touch.kind == TOUCH_MORE || pressed->touch.kind == TOUCH_BACK;
	}
	return pressed;
}

const struct widget *focus_shown(const struct focus *focus, const struct tree *tree)
{
	return focus->shown && focus->widget >= 0 ? &tree->widgets[focus->widget] : NULL;
}

struct box focus_ring(const struct widget *widget, const struct bench *bench)
{
	return box_inset(widget->box, -2 * bench_px(bench, FOCUS_LINE_MM));
}

void focus_draw(const struct widget *widget, bool pressed, const struct tree *tree,
		const struct bench *bench, struct paint *paint)
{
	const struct tone_row *page = &theme_tones(bench->theme)[tree->widgets[0].tone];
	int line = bench_px(bench, FOCUS_LINE_MM);
	int radius = bench_grown_px(bench, THEME_RADIUS_MM);
	const struct box outer = focus_ring(widget, bench);
	const struct box inner = box_inset(widget->box, -line);

	paint_round_box(paint, &outer, radius + 2 * line, page->ink);
	paint_round_box(paint, &inner, radius + line, page->ground);
	for (int i = 0; i < tree->count; i++) {
		if (tree_control_of(tree, &tree->widgets[i]) == widget)
			tree_draw_widget(&tree->widgets[i], bench, paint, pressed);
	}
}
