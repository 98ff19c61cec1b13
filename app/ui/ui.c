#include "ui/ui.h"

#include "ui/focus.h"
#include "ui/spoken.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PANEL_LEAST_MM 85.0F
#define TEXT_SIZE (TREE_WIDGETS_MAX * 256)

struct ui {
	struct bench bench;
	struct words *words;
	SDL_Surface *surface;
	struct paint paint;
	struct tree tree;
	struct tree
		before; /* ui_set: the tree that a finger may be down on, and a keypad's focus was on */
	const struct widget *pressed;
	struct focus focus;
	struct spoken_memory heard;
	bool dirty;
	char text[TEXT_SIZE];
	char said[SPOKEN_SIZE];
};

static enum err open_parts(struct ui *ui, const char *locale_dir, char *problem,
			   size_t problem_size)
{
	struct words *words;
	enum err err = type_open(&ui->bench.type, problem, problem_size);

	if (err != OK)
		return err;
	err = words_open(&words, locale_dir);
	if (err != OK) {
		(void)snprintf(problem, problem_size,
			       "Welsh words in %s/cy/LC_MESSAGES/firstbell.mo: %s", locale_dir,
			       err_text(err));
		return err;
	}
	ui->words = words;
	ui->bench.words = words;
	ui->surface = SDL_CreateRGBSurfaceWithFormat(0, ui->bench.width_px, ui->bench.height_px, 32,
						     SDL_PIXELFORMAT_ARGB8888);
	return ui->surface == NULL ? ERR_NO_MEMORY : paint_init(&ui->paint, ui->surface);
}

enum err ui_open(struct ui **out, int width_px, int height_px, float px_per_mm,
		 const char *locale_dir, char *problem, size_t problem_size)
{
	int across = width_px < height_px ? width_px : height_px;
	struct ui *ui;
	enum err err;

	*out = NULL;
	(void)snprintf(problem, problem_size, "%s", err_text(ERR_NO_MEMORY));
	if (!(px_per_mm > 0) || (float)across < PANEL_LEAST_MM * px_per_mm) {
		(void)snprintf(
			problem, problem_size,
			"the screen is %d by %d pixels at %.2f to the mm: less than %.0f mm across",
			width_px, height_px, (double)px_per_mm, (double)PANEL_LEAST_MM);
		return ERR_BAD_CONFIG;
	}
	ui = calloc(1, sizeof(*ui));
	if (ui == NULL)
		return ERR_NO_MEMORY;
	ui->bench = (struct bench){
		.width_px = width_px, .height_px = height_px, .px_per_mm = px_per_mm};
	bench_init(&ui->bench);
	err = open_parts(ui, locale_dir, problem, problem_size);
	if (err != OK) {
		ui_close(ui);
		return err;
	}
	focus_init(&ui->focus);
	ui->dirty = true;
	*out = ui;
	return OK;
}

void ui_close(struct ui *ui)
{
	if (ui == NULL)
		return;
	paint_release(&ui->paint);
	SDL_FreeSurface(ui->surface);
	words_close(ui->words);
	type_close(ui->bench.type);
	free(ui);
}

const struct words *ui_words(const struct ui *ui)
{
	return ui->words;
}

void ui_set_theme(struct ui *ui, enum theme theme)
{
	ui->bench.theme = theme;
	ui->dirty = true;
}

int ui_page_size(const struct ui *ui, enum screen screen)
{
	return tree_page_size(&ui->bench, screen);
}

static bool same_control(const struct widget *a, const struct widget *b)
{
	return widget_is_control(b) && memcmp(&a->box, &b->box, sizeof(a->box)) == 0 &&
	       a->touch.kind == b->touch.kind && a->touch.value == b->touch.value &&
	       strcmp(a->touch.form, b->touch.form) == 0;
}

void ui_set(struct ui *ui, const struct view *view)
{
	const struct widget *pressed = NULL;

	ui->before = ui->tree;
	if (ui->pressed != NULL)
		pressed = &ui->before.widgets[ui->pressed - ui->tree.widgets];
	tree_build(&ui->tree, &ui->bench, view);
	focus_follow(&ui->focus, &ui->before, &ui->tree);
	ui->pressed = NULL;
	for (int i = 0; pressed != NULL && i < ui->tree.count; i++) {
		if (same_control(pressed, &ui->tree.widgets[i]))
			ui->pressed = &ui->tree.widgets[i];
	}
	ui->dirty = true;
}

bool ui_dirty(const struct ui *ui)
{
	return ui->dirty;
}

const uint32_t *ui_draw(struct ui *ui, int *pitch_bytes)
{
	const struct widget *focus = focus_shown(&ui->focus, &ui->tree);

	tree_draw(&ui->tree, &ui->bench, &ui->paint, ui->pressed);
	if (focus != NULL)
		focus_draw(focus, focus == ui->pressed, &ui->tree, &ui->bench, &ui->paint);
	ui->dirty = false;
	*pitch_bytes = ui->surface->pitch;
	return ui->surface->pixels;
}

static void press(struct ui *ui, const struct widget *widget)
{
	ui->dirty = ui->dirty || ui->pressed != widget;
	ui->pressed = widget;
}

bool ui_finger(struct ui *ui, enum ui_finger finger, int x_px, int y_px, struct flow_touch *out)
{
	const struct widget *under = tree_at(&ui->tree, x_px, y_px);
	bool touched = finger == UI_FINGER_UP && under != NULL && under == ui->pressed;

	if (ui_focus(ui) != NULL)
		ui->dirty = true;
	focus_hide(&ui->focus);
	if (touched)
		*out = under->touch;
	if (finger == UI_FINGER_DOWN)
		press(ui, under);
	else if (finger == UI_FINGER_UP || under != ui->pressed)
		press(ui, NULL);
	return touched;
}

bool ui_key(struct ui *ui, enum ui_key key, int digit, struct flow_touch *out)
{
	const struct widget *before = focus_shown(&ui->focus, &ui->tree);
	const struct widget *pressed = focus_key(&ui->focus, &ui->tree, key, digit);

	ui->dirty = ui->dirty || before != focus_shown(&ui->focus, &ui->tree);
	if (pressed != NULL)
		*out = pressed->touch;
	return pressed != NULL;
}

const char *ui_focus(const struct ui *ui)
{
	const struct widget *focus = focus_shown(&ui->focus, &ui->tree);

	return focus == NULL ? NULL : focus->label;
}

/* Whoever moves by keys must hear where they begin. */
static void say_where(struct ui *ui, bool headset)
{
	const struct widget *focus = focus_shown(&ui->focus, &ui->tree);
	char line[SPOKEN_LINE_SIZE];
	size_t used = strlen(ui->said);

	if (focus == NULL ||
	    !spoken_line(&ui->tree, ui->words, (int)(focus - ui->tree.widgets), headset, line))
		return;
	words_format(ui->words, focus->language, WORD_YOU_ARE_ON, line, ui->said + used,
		     sizeof(ui->said) - used);
}

const char *ui_say(struct ui *ui, enum ui_say what, bool headset)
{
	const struct widget *focus = focus_shown(&ui->focus, &ui->tree);

	ui->said[0] = '\0';
	if (what == UI_SAY_FOCUS) {
		if (focus != NULL)
			spoken_focus(&ui->tree, ui->words, focus, headset, ui->said);
		return ui->said;
	}
	if (what == UI_SAY_ALL)
		spoken_screen(&ui->tree, ui->words, headset, ui->said);
	else
		spoken_news(&ui->heard, &ui->tree, ui->words, headset, ui->said);
	spoken_remember(&ui->heard, &ui->tree);
	if (ui->said[0] != '\0')
		say_where(ui, headset);
	return ui->said;
}

enum language ui_say_language(const struct ui *ui, const char *line, size_t length)
{
	return spoken_language(&ui->tree, ui->words, line, length);
}

/* The label with " and \ behind a \. */
static void quote(const char *label, char *out, size_t size)
{
	size_t used = 0;

	for (; *label != '\0' && used + 3 < size; label++) {
		if (*label == '"' || *label == '\\')
			out[used++] = '\\';
		out[used++] = *label;
	}
	out[used] = '\0';
}

const char *ui_text(struct ui *ui)
{
	size_t used = 0;

	ui->text[0] = '\0';
	for (int i = 0; i < ui->tree.count && used < sizeof(ui->text); i++) {
		const struct widget *widget = &ui->tree.widgets[i];
		char label[2 * TREE_LABEL_SIZE];

		quote(widget->label, label, sizeof(label));
		used += (size_t)snprintf(ui->text + used, sizeof(ui->text) - used,
					 "%s \"%s\" %d,%d %dx%d\n", role_text(widget->role), label,
					 widget->box.x, widget->box.y, widget->box.w,
					 widget->box.h);
	}
	return ui->text;
}

bool ui_control(struct ui *ui, const char *label, int *x_px, int *y_px)
{
	const struct widget *widget = tree_control(&ui->tree, label);

	if (widget == NULL)
		return false;
	*x_px = widget->box.x + widget->box.w / 2;
	*y_px = widget->box.y + widget->box.h / 2;
	return true;
}
