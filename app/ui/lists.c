#include "ui/build.h"
#include "ui/staff.h"

#include <stdio.h>

/* lists: year, form, name: a column of controls beside (upright: below) a page of choices. */

#define CHOICE_WIDTH_MM 35.0F /* the narrowest tile that holds "Blwyddyn 10" */
#define NAME_WIDTH_MM 56.0F
#define LIST_GROWTH_MAX 1.2F
#define TILE_HEIGHT_MAX_MM 30.0F
#define NAME_HEIGHT_MAX_MM 25.0F

struct plan {
	struct box title, back, home, more, choices;
	int columns, rows; /* of a full page */
};

struct bench build_close_up(const struct bench *bench)
{
	struct bench close = *bench;

	close.growth = close.growth > LIST_GROWTH_MAX ? LIST_GROWTH_MAX : close.growth;
	return close;
}

void build_limit(int *columns, int *rows, int most)
{
	while (*columns * *rows > most)
		*(*columns > 1 ? columns : rows) -= 1;
}

static void plan_list(const struct bench *bench, enum screen screen, struct plan *plan)
{
	struct box whole = {0, 0, bench->width_px, bench->height_px};
	bool portrait = bench->height_px > bench->width_px;
	int gap = bench_px(bench, THEME_GAP_MM), target = bench_target_px(bench);
	int width = bench_px(bench, screen == SCREEN_NAMES ? NAME_WIDTH_MM : CHOICE_WIDTH_MM);
	struct box bar;

	whole = box_inset(whole, bench_grown_px(bench, portrait ? 2 : 3));
	if (portrait) {
		bar = box_cut_bottom(&whole, bench_grown_px(bench, THEME_TARGET_MM));
		plan->back = box_cut_left(&bar, (bar.w - 2 * gap) / 3);
		plan->more = box_cut_right(&bar, plan->back.w);
		plan->home = box_inset(bar, 0);
		(void)box_cut_left(&plan->home, gap);
		(void)box_cut_right(&plan->home, gap);
		(void)box_cut_bottom(&whole, 2 * gap);
	} else {
		bar = box_cut_left(&whole, bench_grown_px(bench, 25));
		plan->back = box_cut_top(&bar, (bar.h - 2 * gap) / 3);
		plan->more = box_cut_bottom(&bar, plan->back.h);
		plan->home = bar;
		(void)box_cut_top(&plan->home, gap);
		(void)box_cut_bottom(&plan->home, gap);
		(void)box_cut_left(&whole, 2 * gap);
	}
	plan->title = box_cut_top(&whole, bench_grown_px(bench, 14.2F));
	(void)box_cut_top(&whole, bench_grown_px(bench, 1.2F));
	plan->choices = whole;
	plan->columns = (whole.w + gap) / (int)((float)(width + gap) * bench->growth);
	plan->columns = plan->columns < 1 ? 1 : plan->columns;
	plan->rows = (whole.h + gap) / (target + gap);
	build_limit(&plan->columns, &plan->rows, VIEW_ITEMS_MAX);
}

int tree_page_size(const struct bench *bench, enum screen screen)
{
	const struct bench close = build_close_up(bench);
	struct plan plan;

	if (screen >= SCREEN_PIN)
		return staff_page_size(bench, screen);
	if (screen == SCREEN_LETTERS)
		return pad_size(&close);
	if (screen != SCREEN_YEARS && screen != SCREEN_FORMS && screen != SCREEN_NAMES)
		return 0;
	plan_list(&close, screen, &plan);
	return plan.columns * plan.rows - (screen == SCREEN_FORMS);
}

/* The place of the i-th of `count` choices: tiles row by row, names down the first column, then the next. */
static struct box cell(const struct build *build, const struct plan *plan, int count, int i)
{
	const struct bench *bench = build->bench;
	bool names = build->view->screen == SCREEN_NAMES;
	int columns = !names && count < plan->columns ? count : plan->columns;
	int rows = names ? plan->rows : (count + columns - 1) / columns;
	int most = bench_grown_px(bench, names ? NAME_HEIGHT_MAX_MM : TILE_HEIGHT_MAX_MM);
	int w = (plan->choices.w - (columns - 1) * build->gap) / columns;
	int h = (plan->choices.h - (rows - 1) * build->gap) / rows;
	int column = names ? i / rows : i % columns, row = names ? i % rows : i / columns;

	h = h > most ? most : h;
	return (struct box){plan->choices.x + column * (w + build->gap),
			    plan->choices.y + row * (h + build->gap), w, h};
}

static void year_label(const struct build *build, int year, char label[TREE_LABEL_SIZE])
{
	char number[16];

	(void)snprintf(number, sizeof(number), "%d", year);
	words_format(build->bench->words, build->view->language,
		     year > 0    ? WORD_YEAR
		     : year == 0 ? WORD_RECEPTION
				 : WORD_NURSERY,
		     number, label, TREE_LABEL_SIZE);
}

/* Who is in no form has a tile after the forms, in small words of its own, so that the forms stay large. */
static void build_choice(struct build *build, int root, const struct box *box,
			 const struct view_item *item)
{
	bool none = item->touch.kind == TOUCH_FORM && item->label[0] == '\0';
	const struct build_control how = {.role = ROLE_CHOICE,
					  .tone = TONE_TILE,
					  .use = none ? TEXT_SMALL
						 : build->view->screen == SCREEN_NAMES
							 ? TEXT_ROW
							 : TEXT_CHOICE,
					  .touch = item->touch};
	char label[TREE_LABEL_SIZE];

	if (none)
		(void)text_copy(label, sizeof(label), build_words(build, WORD_NO_CLASS));
	else if (item->label[0] == '\0' && item->touch.kind == TOUCH_YEAR)
		year_label(build, (int)item->touch.value, label);
	else
		(void)text_copy(label, sizeof(label), item->label);
	(void)build_control(build, root, box, &how, label);
}

void build_bar(struct build *build, int root, const struct box *back, const struct box *home,
	       const struct box *more)
{
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_TILE,
				    .use = TEXT_SMALL,
				    .mark = MARK_BACK,
				    .place = MARK_ABOVE,
				    .touch = {.kind = TOUCH_BACK}};

	(void)build_control(build, root, back, &how, build_words(build, WORD_BACK));
	how.mark = MARK_HOME;
	how.touch.kind = TOUCH_HOME;
	(void)build_control(build, root, home, &how, build_words(build, WORD_HOME));
	if (!build->view->more)
		return;
	how.mark = MARK_ON;
	how.tone = TONE_ACTION;
	how.touch.kind = TOUCH_MORE;
	(void)build_control(build, root, more, &how, build_words(build, WORD_MORE));
}

/* The other way to a name has the last place of each page of forms. */
static void build_to_letters(struct build *build, int root, const struct plan *plan, int count)
{
	const struct build_control how = {.role = ROLE_BUTTON,
					  .tone = TONE_ACTION,
					  .use = TEXT_CHOICE,
					  .touch = {.kind = TOUCH_LETTERS}};
	const struct box box = cell(build, plan, count + 1, count);

	(void)build_control(build, root, &box, &how, build_words(build, WORD_A_TO_Z));
}

void build_list(struct build *build, int root)
{
	const struct view *view = build->view;
	const struct build_text how = {ROLE_TEXT, TONE_PAPER, TEXT_CHOICE, false};
	enum word title = view->screen == SCREEN_YEARS   ? WORD_WHICH_YEAR
			  : view->screen == SCREEN_FORMS ? WORD_WHICH_CLASS
							 : WORD_TOUCH_NAME;
	const struct bench *bench = build->bench;
	const struct bench close = build_close_up(bench);
	struct plan plan;
	int count, forms;

	if (view->screen == SCREEN_LETTERS) {
		build->bench = &close;
		build_pad(build, root);
		build->bench = bench;
		return;
	}
	build->bench = &close;
	plan_list(&close, view->screen, &plan);
	forms = view->screen == SCREEN_FORMS;
	count = plan.columns * plan.rows - forms;
	if (view->item_count < (size_t)count)
		count = (int)view->item_count;
	(void)build_text(build, root, &plan.title, &how, build_words(build, title));
	for (int i = 0; i < count; i++) {
		const struct box box = cell(build, &plan, count + forms, i);

		build_choice(build, root, &box, &view->items[i]);
	}
	if (forms)
		build_to_letters(build, root, &plan, count);
	if (view->screen != SCREEN_NAMES)
		build_even(build, build->tree->count - count - forms);
	build_bar(build, root, &plan.back, &plan.home, &plan.more);
	build->bench = bench;
}
