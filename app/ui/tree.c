#include "ui/tree.h"

#include <math.h>
#include <string.h>

#define ROLE_TEXT_OF(name, text) text,
static const char *const role_names[] = {ROLE_LIST(ROLE_TEXT_OF)};

const char *role_text(enum role role)
{
	ENSURE(role >= 0 && role < ROLE_COUNT);
	return role_names[role];
}

bool widget_is_control(const struct widget *widget)
{
	return widget->role == ROLE_BUTTON || widget->role == ROLE_CHOICE;
}

void bench_init(struct bench *bench)
{
	int across = bench->width_px < bench->height_px ? bench->width_px : bench->height_px;
	float growth = (float)across / bench->px_per_mm / THEME_PANEL_MM;

	bench->growth = growth < 1 ? 1 : growth > THEME_GROWTH_MAX ? THEME_GROWTH_MAX : growth;
}

int bench_px(const struct bench *bench, float mm)
{
	return (int)ceilf(mm * bench->px_per_mm);
}

int bench_grown_px(const struct bench *bench, float mm)
{
	return bench_px(bench, mm * bench->growth);
}

int bench_target_px(const struct bench *bench)
{
	/* Fingers do not grow with the panel. */
	return bench_px(bench, THEME_TARGET_MM);
}

const struct widget *tree_at(const struct tree *tree, int x_px, int y_px)
{
	for (int i = tree->count - 1; i >= 0; i--) {
		const struct widget *widget = &tree->widgets[i];

		if (widget_is_control(widget) && box_contains(&widget->box, x_px, y_px))
			return widget;
	}
	return NULL;
}

const struct widget *tree_control_of(const struct tree *tree, const struct widget *widget)
{
	while (!widget_is_control(widget)) {
		if (widget->parent < 0)
			return NULL;
		widget = &tree->widgets[widget->parent];
	}
	return widget;
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t length_without_mark(const char *label)
{
	size_t length = strlen(label);

	return length > 0 && label[length - 1] == '?' ? length - 1 : length;
}

static bool label_alike(const char *a, const char *b)
{
	size_t length = length_without_mark(a);

	if (length != length_without_mark(b))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (small(a[i]) != small(b[i]))
			return false;
	}
	return true;
}

/* "Aisha Rahman" begins "Aisha Rahman: Late 09:04". */
static bool label_begins(const char *label, const char *with)
{
	size_t length = strlen(with);

	return strncmp(label, with, length) == 0 && strncmp(label + length, ": ", 2) == 0;
}

/* The one control whose label begins so; NULL: none, or several. */
static const struct widget *only_beginning(const struct tree *tree, const char *with)
{
	const struct widget *only = NULL;

	for (int i = 0; i < tree->count; i++) {
		const struct widget *widget = &tree->widgets[i];

		if (!widget_is_control(widget) || !label_begins(widget->label, with))
			continue;
		if (only != NULL)
			return NULL;
		only = widget;
	}
	return only;
}

const struct widget *tree_control(const struct tree *tree, const char *label)
{
	const struct widget *alike = NULL;

	for (int i = 0; i < tree->count; i++) {
		const struct widget *widget = &tree->widgets[i];

		if (!widget_is_control(widget))
			continue;
		if (strcmp(widget->label, label) == 0)
			return widget;
		if (alike == NULL && label_alike(widget->label, label))
			alike = widget;
	}
	return alike == NULL ? only_beginning(tree, label) : alike;
}

static void draw_ground(const struct widget *widget, const struct tone_row *tone,
			const struct bench *bench, struct paint *paint)
{
	int radius = bench_grown_px(bench, THEME_RADIUS_MM);
	int edge = bench_px(bench, THEME_EDGE_MM);
	struct box inner = box_inset(widget->box, edge);

	if (!widget_is_control(widget)) {
		paint_box(paint, &widget->box, tone->ground);
		return;
	}
	paint_round_box(paint, &widget->box, radius, tone->edge);
	if (tone->edge != tone->ground)
		paint_round_box(paint, &inner, radius - edge, tone->ground);
}

void tree_draw_widget(const struct widget *widget, const struct bench *bench, struct paint *paint,
		      bool pressed)
{
	const struct tone_row *tone =
		&theme_tones(bench->theme)[pressed ? TONE_PRESSED : widget->tone];

	if (widget->raised)
		draw_ground(widget, tone, bench, paint);
	if (widget->mark != MARK_NONE)
		mark_draw(paint, widget->mark, &widget->mark_box, tone->ink, tone->ground);
	if (widget->has_text)
		type_draw(bench->type, paint->surface, widget->label, &widget->fit,
			  &widget->text_box, widget->centred, tone->ink);
}

void tree_draw(const struct tree *tree, const struct bench *bench, struct paint *paint,
	       const struct widget *pressed)
{
	for (int i = 0; i < tree->count; i++) {
		const struct widget *widget = &tree->widgets[i];

		tree_draw_widget(widget, bench, paint,
				 pressed != NULL && tree_control_of(tree, widget) == pressed);
	}
}
