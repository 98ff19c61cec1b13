#include "ui/build.h"

#include "ui/utf8.h"

#include <math.h>
#include <string.h>

static struct widget *add(struct build *build, enum role role, int parent, const struct box *box,
			  const char *label)
{
	struct widget *widget;

	ENSURE(build->tree->count < TREE_WIDGETS_MAX);
	widget = &build->tree->widgets[build->tree->count++];
	*widget = (struct widget){.role = role, .parent = parent, .box = *box};
	widget->tone = parent < 0 ? TONE_PAPER : build->tree->widgets[parent].tone;
	widget->language = build->view->language;
	utf8_clean(widget->label, sizeof(widget->label), label);
	return widget;
}

static int index_of(const struct build *build, const struct widget *widget)
{
	return (int)(widget - build->tree->widgets);
}

/* `most_px`: capitals no higher than this; 0: as the table says. */
static void set_text(struct build *build, struct widget *widget, enum text_use use, float most_px)
{
	const struct text_row *row = &theme_texts[use];
	const struct bench *bench = build->bench;
	float wanted_px = row->cap_mm * bench->growth * bench->px_per_mm;
	float cap_px = most_px > 0 && most_px < wanted_px ? most_px : wanted_px;
	float least_px = row->least_mm * bench->px_per_mm;
	const struct type_room room = {cap_px,
				       least_px < cap_px ? least_px : cap_px,
				       THEME_SMALL_PRINT_MM * bench->px_per_mm,
				       row->bold,
				       widget->role == ROLE_NAME || widget->role == ROLE_CHOICE,
				       row->lines,
				       widget->text_box.w,
				       widget->text_box.h};

	char text[TREE_LABEL_SIZE];

	(void)text_copy(text, widget->drawn > 0 ? widget->drawn + 1 : sizeof(text), widget->label);
	widget->has_text = true;
	widget->use = use;
	type_fit(bench->type, text, &room, &widget->fit);
}

bool build_fits(const struct build *build, const char *text, enum text_use use, int width)
{
	const struct bench *bench = build->bench;
	const struct type_line whole = {0, strlen(text)};
	float em_px = theme_texts[use].least_mm * bench->px_per_mm / type_cap_ratio(bench->type);

	return type_width(bench->type, text, &whole, theme_texts[use].bold, FONTS_MEASURE_EM_PX) *
		       em_px / FONTS_MEASURE_EM_PX <
	       (float)width * 0.98F;
}

int build_group(struct build *build, int parent, const struct box *box, const char *label)
{
	return index_of(build, add(build, ROLE_GROUP, parent, box, label));
}

int build_picture(struct build *build, int parent, const struct box *box, enum tone tone,
		  enum mark mark)
{
	struct widget *widget = add(build, ROLE_PICTURE, parent, box, mark_text(mark));
	int side = (box->w < box->h ? box->w : box->h) * 72 / 100;

	widget->tone = tone;
	widget->raised = true;
	widget->mark = mark;
	widget->mark_box = (struct box){box->x + (box->w - side) / 2, box->y + (box->h - side) / 2,
					side, side};
	return index_of(build, widget);
}

int build_text(struct build *build, int parent, const struct box *box, const struct build_text *how,
	       const char *text)
{
	struct widget *widget = add(build, how->role, parent, box, text);

	widget->tone = how->tone;
	widget->centred = how->centred;
	widget->text_box = *box;
	set_text(build, widget, how->use, 0);
	return index_of(build, widget);
}

/* Mark and text together in the middle of the control. */
static void place_mark_beside(struct build *build, struct widget *widget, enum text_use use)
{
	const struct bench *bench = build->bench;
	int side = bench_grown_px(bench, theme_texts[use].cap_mm * 1.15F);
	int space = build->gap;
	struct box text = widget->text_box;
	float width = 0;
	int used, em_px;

	text.x += side + space;
	text.w -= side + space;
	widget->text_box = text;
	set_text(build, widget, use, 0);
	em_px = (int)(widget->fit.cap_px / type_cap_ratio(bench->type));
	for (int i = 0; i < widget->fit.line_count; i++)
		width = fmaxf(width, type_width(bench->type, widget->label, &widget->fit.lines[i],
						widget->fit.bold, em_px));
	used = side + space + (int)width;
	widget->mark_box = (struct box){widget->box.x + (widget->box.w - used) / 2,
					widget->box.y + (widget->box.h - side) / 2, side, side};
	if (widget->mark_box.x < text.x - side - space)
		widget->mark_box.x = text.x - side - space;
	widget->text_box.x = widget->mark_box.x + side + space;
	widget->text_box.w = text.x + text.w - widget->text_box.x;
	widget->centred = false;
}

static void place_mark_above(struct build *build, struct widget *widget, enum text_use use)
{
	struct box inner = widget->text_box;
	float cap = theme_texts[use].cap_mm;
	int text_height = bench_grown_px(build->bench, cap * (TYPE_ABOVE + 1 + TYPE_BELOW));
	int side = bench_grown_px(build->bench, cap * 1.3F);
	int used = text_height + side;

	inner.y += (inner.h - used) / 2;
	widget->mark_box = (struct box){inner.x + (inner.w - side) / 2, inner.y, side, side};
	widget->text_box = (struct box){inner.x, inner.y + side, inner.w, text_height};
	set_text(build, widget, use, 0);
}

/* A wide control has the picture on the left; another has it above, and below it room for two lines, or for one where two would
 * leave little of the picture and one will do. */
static void place_picture(struct build *build, struct widget *widget, enum text_use use)
{
	const struct text_row *row = &theme_texts[use];
	float two_lines_mm = row->least_mm * (TYPE_ABOVE + 1 + TYPE_BELOW + TYPE_PITCH);
	struct box inner = widget->text_box;
	int text_height = bench_grown_px(build->bench, two_lines_mm * 1.02F);
	int space = build->gap * 2 / 3;

	if (text_height > inner.h * 55 / 100 && build_fits(build, widget->label, use, inner.w))
		text_height = inner.h * 42 / 100;
	if (inner.w > 2 * inner.h) {
		int side = inner.w * 24 / 100;

		(void)box_cut_left(&inner, space);
		widget->mark_box = box_cut_left(&inner, inner.h < side ? inner.h : side);
		(void)box_cut_left(&inner, 2 * space);
		widget->text_box = inner;
		widget->centred = false;
	} else {
		widget->text_box = box_cut_bottom(&inner, text_height);
		(void)box_cut_top(&inner, space);
		widget->mark_box = inner;
	}
	set_text(build, widget, use, 0);
}

int build_control(struct build *build, int parent, const struct box *box,
		  const struct build_control *how, const char *label)
{
	struct widget *widget = add(build, how->role, parent, box, label);
	/* Room at the sides is the first thing a larger panel has to give. */
	float side_mm = how->use == TEXT_ROW ? 3 : 1 + 4 * (build->bench->growth - 1);
	int side = bench_px(build->bench, side_mm);
	int edge = bench_px(build->bench, THEME_EDGE_MM);

	widget->tone = how->tone;
	widget->raised = true;
	widget->centred = how->use != TEXT_ROW;
	widget->mark = how->mark;
	widget->touch = how->touch;
	widget->text_box =
		(struct box){box->x + side, box->y + edge, box->w - 2 * side, box->h - 2 * edge};
	widget->drawn = how->drawn;
	if (how->bare)
		widget->mark = MARK_NONE;
	else if (how->mark == MARK_NONE)
		set_text(build, widget, how->use, 0);
	else if (how->place == MARK_ABOVE)
		place_mark_above(build, widget, how->use);
	else if (how->place == MARK_FILLS)
		place_picture(build, widget, how->use);
	else
		place_mark_beside(build, widget, how->use);
	return index_of(build, widget);
}

void build_even(struct build *build, int first)
{
	struct widget *widgets = build->tree->widgets;
	enum text_use use = widgets[first].use;
	float least = INFINITY, before;

	/* With less height a text may go into fewer lines, smaller still. */
	do {
		before = least;
		for (int i = first; i < build->tree->count; i++)
			if (widgets[i].use == use)
				least = fminf(least, widgets[i].fit.cap_px);
		for (int i = first; i < build->tree->count; i++)
			if (widgets[i].use == use)
				set_text(build, &widgets[i], use, least);
	} while (least < before);
}

const char *build_words(const struct build *build, enum word word)
{
	return words_get(build->bench->words, build->view->language, word);
}

void tree_build(struct tree *tree, const struct bench *bench, const struct view *view)
{
	const struct box whole = {0, 0, bench->width_px, bench->height_px};
	struct build build = {.tree = tree,
			      .bench = bench,
			      .view = view,
			      .portrait = bench->height_px > bench->width_px,
			      .gap = bench_px(bench, THEME_GAP_MM),
			      .margin = bench_grown_px(bench, bench->height_px > bench->width_px
								      ? THEME_MARGIN_UPRIGHT_MM
								      : THEME_MARGIN_MM)};
	struct widget *root;

	tree->count = 0;
	tree->language = view->language;
	root = add(&build, ROLE_SCREEN, -1, &whole, screen_text(view->screen));
	root->tone = build_paper(view->screen);
	root->raised = true;
	if (view->screen >= SCREEN_PIN)
		build_staff(&build, 0);
	else if (tree_page_size(bench, view->screen) > 0)
		build_list(&build, 0);
	else
		build_screen(&build, 0);
}
