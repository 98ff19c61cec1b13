#include "ui/staff.h"

#include <stdio.h>
#include <string.h>

/* staff_frame: what all staff screens have in common: bar, head, body and the cells of lists. Two lines of head and three rows of
 * targets are all that a 7 inch panel has room for, lying. */

#define EDGE_MM 2.0F
#define BAR_MM 21.5F
#define HEAD_MM 18.3F
#define PAGE_MM 28.0F
#define PAGE_HEIGHT_MM 9.7F
#define SIGN_MM 9.0F
#define BELOW_HEAD_MM 0.4F
#define ROW_GAP_MM 1.0F
#define WIDE_MM 112.0F
#define EXTRA_MM 34.0F

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

static void plan_bar(const struct bench *bench, struct box *whole, struct staff_plan *plan)
{
	int gap = bench_px(bench, THEME_GAP_MM);
	struct box bar;

	if (bench->height_px > bench->width_px) {
		bar = box_cut_bottom(whole, bench_grown_px(bench, THEME_TARGET_MM));
		plan->back = box_cut_left(&bar, (bar.w - 2 * gap) / 3);
		plan->more = box_cut_right(&bar, plan->back.w);
		plan->lock = (struct box){bar.x + gap, bar.y, bar.w - 2 * gap, bar.h};
		(void)box_cut_bottom(whole, 2 * gap);
		return;
	}
	bar = box_cut_left(whole, bench_grown_px(bench, BAR_MM));
	plan->back = box_cut_top(&bar, (bar.h - 2 * gap) / 3);
	plan->more = box_cut_bottom(&bar, plan->back.h);
	plan->lock = (struct box){bar.x, bar.y + gap, bar.w, bar.h - 2 * gap};
	(void)box_cut_left(whole, 2 * gap);
}

void staff_plan(const struct bench *bench, struct staff_plan *plan)
{
	const struct box panel = {0, 0, bench->width_px, bench->height_px};
	struct box whole = box_inset(panel, bench_px(bench, EDGE_MM));
	bool portrait = bench->height_px > bench->width_px;
	int head = bench_grown_px(bench, HEAD_MM + (portrait ? PAGE_HEIGHT_MM : 0));

	plan_bar(bench, &whole, plan);
	plan->head = box_cut_top(&whole, head);
	(void)box_cut_top(&whole, bench_px(bench, BELOW_HEAD_MM));
	plan->body = whole;
}

/* -- cells ------------------------------------------------------------------------------------------ */

/* The narrowest and lowest cell of a list, and how high one may grow; width 0: one column. */
struct cell_size {
	float width_mm, height_mm, most_mm;
};

static struct cell_size cell_size(const struct bench *bench, enum screen screen,
				  const struct box *body)
{
	bool wide = body->w >= bench_grown_px(bench, WIDE_MM);

	switch (screen) {
	/* A name beside three targets, or above them. */
	case SCREEN_CLOSE_LIST: return (struct cell_size){0, wide ? 20 : 31, wide ? 24 : 34};
	case SCREEN_STAFF_FORMS: return (struct cell_size){35, 20, 30};
	case SCREEN_REGISTER:
	case SCREEN_FOUND:
	case SCREEN_LATE_TOGETHER: return (struct cell_size){56, 20.5F, 24};
	case SCREEN_CODES:
	case SCREEN_CLOSE_SCHOOL: return (struct cell_size){56, 20, 26};
	case SCREEN_EVACUATION: return (struct cell_size){56, 11.6F, 14};
	case SCREEN_DELIVERY: return (struct cell_size){0, wide ? 29 : 38, wide ? 34 : 44};
	case SCREEN_DOORS: return (struct cell_size){0, wide ? 20 : 40, wide ? 24 : 44};
	default: return (struct cell_size){0, 0, 0};
	}
}

struct box staff_extra(const struct bench *bench, const struct staff_plan *plan, struct box *head,
		       struct box *body)
{
	int target = bench_grown_px(bench, THEME_TARGET_MM + 0.2F);
	int w = bench_grown_px(bench, EXTRA_MM);
	struct box box;

	*head = plan->head;
	*body = plan->body;
	if (bench->height_px > bench->width_px) {
		box = box_cut_bottom(body, target);
		(void)box_cut_bottom(body, bench_px(bench, ROW_GAP_MM));
		return box;
	}
	box = (struct box){head->x + head->w - w, head->y, w, most(head->h, target)};
	head->w -= w + bench_px(bench, THEME_GAP_MM);
	(void)box_cut_top(body, box.h - head->h);
	return box;
}

void staff_grid(const struct bench *bench, enum screen screen, struct staff_grid *grid)
{
	struct staff_plan plan;
	struct cell_size size;
	int height;

	staff_plan(bench, &plan);
	if (screen == SCREEN_EVACUATION)
		(void)staff_extra(bench, &plan, &plan.head, &plan.body);
	size = cell_size(bench, screen, &plan.body);
	if (screen == SCREEN_LATE_TOGETHER)
		(void)staff_together_bar(bench, &plan.body);
	*grid = (struct staff_grid){.body = plan.body,
				    .gap = bench_px(bench, ROW_GAP_MM),
				    .down = screen == SCREEN_REGISTER || screen == SCREEN_FOUND ||
					    screen == SCREEN_EVACUATION};
	if (size.height_mm <= 0)
		return;
	height = most(bench_px(bench, size.height_mm), bench_grown_px(bench, size.height_mm - 1));
	grid->columns = size.width_mm <= 0
				? 1
				: (plan.body.w + grid->gap) /
					  (bench_grown_px(bench, size.width_mm) + grid->gap);
	grid->columns = most(grid->columns, 1);
	grid->rows = (plan.body.h + grid->gap) / (height + grid->gap);
	grid->height = (plan.body.h - (grid->rows - 1) * grid->gap) / grid->rows;
	grid->height = least(grid->height, bench_grown_px(bench, size.most_mm));
	/* Room to spare goes between the rows first. */
	if (grid->rows > 1)
		grid->gap = least((plan.body.h - grid->rows * grid->height) / (grid->rows - 1),
				  bench_px(bench, THEME_GAP_MM));
}

struct box staff_cell(const struct staff_grid *grid, size_t i)
{
	int at = (int)i;
	int w = (grid->body.w - (grid->columns - 1) * grid->gap) / grid->columns;
	int column = grid->down ? at / grid->rows : at % grid->columns;
	int row = grid->down ? at % grid->rows : at / grid->columns;

	return (struct box){grid->body.x + column * (w + grid->gap),
			    grid->body.y + row * (grid->height + grid->gap), w, grid->height};
}

int staff_page_size(const struct bench *bench, enum screen screen)
{
	const struct bench close = build_close_up(bench);
	struct staff_grid grid;

	if (screen == SCREEN_SEARCH)
		return least(staff_search_size(&close), STAFF_ROWS_MAX);
	staff_grid(&close, screen, &grid);
	return least(grid.columns * grid.rows, STAFF_ROWS_MAX) - (screen == SCREEN_STAFF_FORMS);
}

/* -- what stands in them ------------------------------------------------------------------------------ */

static void put_page(struct build *build, int root, struct box *head)
{
	const struct staff_view *staff = build->view->staff;
	const struct build_text how = {ROLE_TEXT, TONE_PAPER, TEXT_SMALL, !build->portrait};
	char numbers[32], text[TREE_LABEL_SIZE];
	struct box box;

	if (staff->pages < 2)
		return;
	box = build->portrait ? box_cut_bottom(head, bench_grown_px(build->bench, PAGE_HEIGHT_MM))
			      : box_cut_right(head, bench_grown_px(build->bench, PAGE_MM));
	(void)snprintf(numbers, sizeof(numbers), "%d/%d", staff->page + 1, staff->pages);
	staff_format(build, WORD_PAGE, numbers, text);
	(void)build_text(build, root, &box, &how, text);
}

/* How the last act went, or is going; WORD_COUNT: nothing is said of it. */
static enum word notice_of(const struct staff_view *staff, enum mark *mark)
{
	enum word problem = staff_problem_word(staff->problem);

	*mark = problem == WORD_COUNT ? MARK_TICK : MARK_WARNING;
	if (problem != WORD_COUNT)
		return problem;
	if (staff->done)
		return WORD_RECORDED;
	if (staff->printed)
		return WORD_PRINTED;
	*mark = MARK_PRINTER;
	return staff->printing ? WORD_PRINTING : WORD_COUNT;
}

void staff_head(struct build *build, int root, const struct staff_plan *plan, enum role role,
		const char *title)
{
	const struct build_text how = {role, TONE_PAPER, TEXT_ROW, false};
	const struct build_text notice = {ROLE_TEXT, TONE_PAPER, TEXT_ROW, false};
	struct box head = plan->head, sign;
	enum mark mark;
	enum word word = notice_of(build->view->staff, &mark);

	if (word == WORD_COUNT) {
		put_page(build, root, &head);
		(void)build_text(build, root, &head, &how, title);
		return;
	}
	sign = box_cut_left(&head, bench_grown_px(build->bench, SIGN_MM));
	sign.y += (sign.h - sign.w) / 2;
	sign.h = sign.w;
	(void)box_cut_left(&head, build->gap);
	(void)build_picture(build, root, &sign,
			    mark == MARK_TICK      ? TONE_WELCOME
			    : mark == MARK_WARNING ? TONE_UNKNOWN
						   : TONE_ALREADY,
			    mark);
	(void)build_text(build, root, &head, &notice, build_words(build, word));
}

void staff_say(struct build *build, int root, const struct box *body, enum word word)
{
	const struct build_text how = {ROLE_TEXT, TONE_PAPER, TEXT_CHOICE, true};

	(void)build_text(build, root, body, &how, build_words(build, word));
}

void staff_question(struct build *build, int root, const struct box *body, enum word question)
{
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_TILE,
				    .use = TEXT_BUTTON,
				    .mark = MARK_NO,
				    .touch = {.kind = TOUCH_NO}};
	struct box rest = *body, bar, part;

	bar = box_cut_bottom(&rest, bench_grown_px(build->bench, 24));
	staff_say(build, root, &rest, question);
	part = box_cut_left(&bar, (bar.w - build->gap) / 2);
	(void)box_cut_left(&bar, build->gap);
	(void)build_control(build, root, &part, &how, build_words(build, WORD_NO));
	how.tone = TONE_YES;
	how.mark = MARK_YES;
	how.touch.kind = TOUCH_YES;
	(void)build_control(build, root, &bar, &how, build_words(build, WORD_YES));
}

static void put_bar(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_TILE,
				    .use = TEXT_SMALL,
				    .mark = MARK_LOCK,
				    .place = MARK_ABOVE,
				    .touch = {.kind = TOUCH_LOCK}};

	(void)build_control(build, root, &plan->lock, &how, build_words(build, WORD_LOCK));
	if (staff->hidden)
		return;
	how.mark = MARK_BACK;
	how.touch.kind = TOUCH_BACK;
	(void)build_control(build, root, &plan->back, &how, build_words(build, WORD_BACK));
	if (staff->page + 1 >= staff->pages || staff->question.kind != ACT_NONE)
		return;
	how.mark = MARK_ON;
	how.tone = TONE_ACTION;
	how.touch.kind = TOUCH_MORE;
	(void)build_control(build, root, &plan->more, &how, build_words(build, WORD_MORE));
}

/* A passer-by sees one line; any touch on it brings the names back. */
static void put_hidden(struct build *build, int root, const struct staff_plan *plan)
{
	const struct build_control how = {.role = ROLE_BUTTON,
					  .tone = TONE_ACTION,
					  .use = TEXT_BUTTON,
					  .touch = {.kind = TOUCH_SHOW}};
	const struct box all = {plan->head.x, plan->head.y, plan->body.w,
				plan->body.y + plan->body.h - plan->head.y};

	(void)build_control(build, root, &all, &how, build_words(build, WORD_SHOW_NAMES));
}

static void put_body(struct build *build, int root, const struct staff_plan *plan)
{
	switch (build->view->screen) {
	case SCREEN_CLOSE_LIST: staff_close_list(build, root, plan); break;
	case SCREEN_STAFF_FORMS: staff_forms(build, root, plan); break;
	case SCREEN_REGISTER: staff_register(build, root, plan); break;
	case SCREEN_STAFF_PUPIL: staff_pupil(build, root, plan); break;
	case SCREEN_CODES: staff_codes(build, root, plan); break;
	case SCREEN_CLOSE_SCHOOL: staff_close_school(build, root, plan); break;
	case SCREEN_NEW_CARD: staff_new_card(build, root, plan); break;
	case SCREEN_EVACUATION: staff_evacuation(build, root, plan); break;
	case SCREEN_DOORS: staff_doors(build, root, plan); break;
	case SCREEN_FOUND: staff_found(build, root, plan); break;
	case SCREEN_LATE_TOGETHER: staff_together(build, root, plan); break;
	default: staff_delivery(build, root, plan); break;
	}
}

void build_staff(struct build *build, int root)
{
	const struct bench *bench = build->bench;
	const struct bench close = build_close_up(bench);
	struct staff_plan plan;

	ENSURE(build->view->staff != NULL);
	build->bench = &close;
	staff_plan(&close, &plan);
	if (build->view->screen == SCREEN_PIN) {
		staff_pin(build, root);
	} else if (build->view->staff->hidden) {
		put_hidden(build, root, &plan);
		put_bar(build, root, &plan);
	} else if (build->view->screen == SCREEN_STAFF) {
		staff_choices(build, root);
	} else if (build->view->screen == SCREEN_SEARCH) {
		staff_search(build, root);
	} else {
		put_body(build, root, &plan);
		put_bar(build, root, &plan);
	}
	build->bench = bench;
}

void staff_text_above(struct build *build, int parent, const struct box *box,
		      const struct build_text *how, const char *text)
{
	struct widget *widget = &build->tree->widgets[build_text(build, parent, box, how, text)];
	float lines =
		TYPE_ABOVE + 1 + TYPE_BELOW + TYPE_PITCH * (float)(widget->fit.line_count - 1);
	int height = (int)(lines * widget->fit.cap_px) + 1;

	widget->text_box.h = height < box->h ? height : box->h;
}
