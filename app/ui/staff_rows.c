#include "ui/staff.h"

#include <stdio.h>
#include <string.h>

/* staff_rows: lists of pupils: the close list, the register, whom a search found, the evacuation list. What a row shows is the row's alone. */

/* "Here", "Known reason" and "Not here" share a row as their words need it. */
#define HERE_MM 20.5F
#define REASON_MM 29.5F
#define NOT_HERE_MM 24.0F
#define BUTTONS_MM (HERE_MM + REASON_MM + NOT_HERE_MM)
#define BUTTON_GAP_MM 1.2F
#define STATE_MM 9.7F
#define BELOW_STATE_MM 0.3F
#define NAME_SLACK_MM 0.6F
#define INDENT_MM 4.0F
#define BOX_MM 6.3F
#define BOX_GAP_MM 0.6F
#define BOX_SIDE_MM 1.6F
#define NAME_LEAST_MM 2.5F /* below it a name has its line to itself */

static size_t rows_shown(const struct build *build, const struct staff_grid *grid)
{
	size_t room = (size_t)(grid->columns * grid->rows);
	size_t count = build->view->staff->row_count;

	ENSURE(count <= STAFF_ROWS_MAX);
	return count < room ? count : room;
}

void staff_rows(struct build *build, int root, const struct staff_plan *plan, staff_put_row *put,
		enum word none)
{
	const struct staff_view *staff = build->view->staff;
	struct staff_grid grid;
	size_t count;

	staff_grid(build->bench, build->view->screen, &grid);
	count = rows_shown(build, &grid);
	for (size_t i = 0; i < count; i++) {
		const struct box cell = staff_cell(&grid, i);

		put(build, root, &cell, &staff->rows[i]);
	}
	if (count == 0)
		staff_say(build, root, &plan->body, none);
}

/* -- the close list ------------------------------------------------------------------------------------ */

/* "Here" is drawn, "Here: Aisha Rahman" is what the control is called. */
static void put_answer(struct build *build, int group, const struct box *box,
		       const struct staff_row *row, enum touch_kind kind, enum word word)
{
	const char *drawn = build_words(build, word);
	const struct build_control how = {.role = ROLE_BUTTON,
					  .tone = kind == TOUCH_HERE ? TONE_YES : TONE_TILE,
					  .use = TEXT_SMALL,
					  .drawn = strlen(drawn),
					  .touch = {.kind = kind, .value = row->pupil}};
	char label[TREE_LABEL_SIZE];

	(void)snprintf(label, sizeof(label), "%s: %s", drawn, row->name);
	(void)build_control(build, group, box, &how, label);
}

static void put_answers(struct build *build, int group, struct box box, const struct staff_row *row)
{
	int gap = bench_px(build->bench, BUTTON_GAP_MM);
	float per_mm = (float)(box.w - 2 * gap) / BUTTONS_MM;
	struct box part = box_cut_left(&box, (int)(HERE_MM * per_mm));

	put_answer(build, group, &part, row, TOUCH_HERE, WORD_HERE);
	(void)box_cut_left(&box, gap);
	part = box_cut_left(&box, (int)(REASON_MM * per_mm));
	put_answer(build, group, &part, row, TOUCH_REASON, WORD_KNOWN_REASON);
	(void)box_cut_left(&box, gap);
	put_answer(build, group, &box, row, TOUCH_NOT_HERE, WORD_NOT_HERE);
}

static void put_absentee(struct build *build, int root, const struct box *cell,
			 const struct staff_row *row)
{
	const struct bench *bench = build->bench;
	const struct build_text how = {ROLE_NAME, TONE_PAPER, TEXT_ROW, false};
	int buttons = bench_grown_px(bench, BUTTONS_MM) + 2 * bench_px(bench, BUTTON_GAP_MM);
	bool beside = cell->h < bench_px(bench, 30);
	struct box rest = *cell, answers;
	char label[TREE_LABEL_SIZE];
	int group;

	staff_name(row, label);
	group = build_group(build, root, cell, label);
	answers = beside ? box_cut_right(&rest, buttons)
			 : box_cut_bottom(&rest, bench_grown_px(bench, THEME_TARGET_MM));
	if (beside)
		(void)box_cut_right(&rest, bench_px(bench, BUTTON_GAP_MM));
	(void)build_text(build, group, &rest, &how, label);
	put_answers(build, group, answers, row);
}

void staff_close_list(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	char title[TREE_LABEL_SIZE];

	if (staff->row_count > 0 && staff->due_minute >= 0)
		staff_format_minute(build, WORD_ROWS_GO, staff->due_minute, title);
	else
		(void)text_copy(title, sizeof(title), build_words(build, WORD_WHO_IS_MISSING));
	staff_head(build, root, plan, ROLE_TEXT, title);
	staff_rows(build, root, plan, put_absentee, WORD_NOBODY_TO_CHECK);
}

/* -- the register -------------------------------------------------------------------------------------- */

/* Set a little smaller than the box, for letters that reach further up or down than ours. */
static int put_roomy(struct build *build, int parent, const struct box *box, enum tone tone,
		     const char *text)
{
	const struct build_text how = {ROLE_NAME, tone, TEXT_ROW, false};
	int slack = bench_px(build->bench, NAME_SLACK_MM);
	const struct box inner = {box->x, box->y + slack, box->w, box->h - 2 * slack};
	int i = build_text(build, parent, &inner, &how, text);

	build->tree->widgets[i].box = *box;
	build->tree->widgets[i].text_box = *box;
	return i;
}

/* A form gives way to a name that needs all the room. It is still said, and stands on the pupil's own page. */
static void put_name(struct build *build, int parent, const struct box *box, enum tone tone,
		     const char *with_form, const char *name)
{
	int i = put_roomy(build, parent, box, tone, with_form);

	if (build->tree->widgets[i].fit.cap_px >= NAME_LEAST_MM * build->bench->px_per_mm)
		return;
	build->tree->count--;
	(void)put_roomy(build, parent, box, tone, name);
}

static void put_mark(struct build *build, int control, struct box *rest,
		     const struct staff_pupil_row *how)
{
	struct box box = box_cut_left(rest, bench_grown_px(build->bench, BOX_MM));
	int picture;

	box.y += (box.h - box.w) / 2;
	box.h = box.w;
	(void)box_cut_left(rest, bench_px(build->bench, BOX_GAP_MM));
	picture = build_picture(build, control, &box, how->tone, how->mark);
	build->tree->widgets[picture].mark_box = box;
}

void staff_put_pupil(struct build *build, int root, const struct box *cell,
		     const struct staff_pupil_row *how, const struct staff_row *row,
		     const char *name)
{
	const struct bench *bench = build->bench;
	const struct build_control control = {.role = ROLE_CHOICE,
					      .tone = how->tone,
					      .use = TEXT_ROW,
					      .bare = true,
					      .touch = {.kind = how->touch, .value = row->pupil}};
	const struct build_text state = {ROLE_TEXT, how->tone, TEXT_SMALL, false};
	char said[TREE_LABEL_SIZE], label[TREE_LABEL_SIZE];
	int side = bench_px(bench, how->mark == MARK_NONE ? 2 : BOX_SIDE_MM), at;
	struct box rest = *cell, low;

	staff_state(build, row, said);
	(void)snprintf(label, sizeof(label), "%.280s: %.200s", name, said);
	at = build_control(build, root, cell, &control, label);
	rest.x += side;
	rest.w -= 2 * side;
	if (how->mark != MARK_NONE)
		put_mark(build, at, &rest, how);
	(void)box_cut_bottom(&rest, bench_px(bench, BELOW_STATE_MM));
	low = box_cut_bottom(&rest, bench_px(bench, STATE_MM));
	put_name(build, at, &rest, how->tone, name, row->name);
	(void)build_text(build, at, &low, &state, said);
}

static const struct staff_pupil_row plain_row = {TONE_TILE, MARK_NONE, TOUCH_PUPIL};

static void put_of_form(struct build *build, int root, const struct box *cell,
			const struct staff_row *row)
{
	staff_put_pupil(build, root, cell, &plain_row, row, row->name);
}

void staff_register(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	char title[TREE_LABEL_SIZE];

	if (staff->row_count > 0)
		staff_format(build, WORD_REGISTER_OF, staff_form(build, staff->rows[0].form),
			     title);
	else
		(void)text_copy(title, sizeof(title), build_words(build, WORD_REGISTER));
	staff_head(build, root, plan, ROLE_TEXT, title);
	staff_rows(build, root, plan, put_of_form, WORD_NOBODY_IN_FORM);
}

static void put_of_school(struct build *build, int root, const struct box *cell,
			  const struct staff_row *row)
{
	char name[TREE_LABEL_SIZE];

	staff_name(row, name);
	staff_put_pupil(build, root, cell, &plain_row, row, name);
}

void staff_found(struct build *build, int root, const struct staff_plan *plan)
{
	char title[TREE_LABEL_SIZE];

	staff_format(build, WORD_SEARCH_FOR, build->view->staff->search, title);
	staff_head(build, root, plan, ROLE_NAME, title);
	staff_rows(build, root, plan, put_of_school, WORD_NOBODY_FOUND);
}

/* -- the evacuation list -------------------------------------------------------------------------------- */

/* "7B: 24" is drawn, under the title that says what is counted; "7B: 24 in the building" is what it is called. */
static void put_form(struct build *build, int root, const struct box *cell,
		     const struct staff_row *row)
{
	const struct build_text how = {ROLE_NAME, TONE_PAPER, TEXT_LEAD, false};
	const char *form = staff_form(build, row->form);
	char count[TREE_LABEL_SIZE], label[TREE_LABEL_SIZE];
	int group;

	staff_format_number(build, WORD_IN_BUILDING, (int64_t)row->inside, count);
	(void)snprintf(label, sizeof(label), "%s: %.200s", form, count);
	group = build_group(build, root, cell, label);
	(void)snprintf(label, sizeof(label), "%s: %zu", form, row->inside);
	(void)build_text(build, group, cell, &how, label);
}

static void put_inside(struct build *build, int root, const struct box *cell,
		       const struct staff_row *row)
{
	const struct build_text name = {ROLE_NAME, TONE_PAPER, TEXT_ROW, false};
	struct box rest = *cell;
	char label[TREE_LABEL_SIZE];
	int group;

	if (row->is_form) {
		put_form(build, root, cell, row);
		return;
	}
	staff_name(row, label);
	group = build_group(build, root, cell, label);
	(void)box_cut_left(&rest, bench_px(build->bench, INDENT_MM));
	(void)build_text(build, group, &rest, &name, row->name);
}

static void put_print(struct build *build, int root, const struct box *box)
{
	const struct build_control how = {.role = ROLE_BUTTON,
					  .tone = TONE_TILE,
					  .use = TEXT_SMALL,
					  .mark = MARK_PRINTER,
					  .place = MARK_ABOVE,
					  .touch = {.kind = TOUCH_PRINT}};

	(void)build_control(build, root, box, &how, build_words(build, WORD_PRINT));
}

void staff_evacuation(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	struct staff_plan rest = *plan;
	const struct box print = staff_extra(build->bench, plan, &rest.head, &rest.body);
	bool prints = staff->printer && !staff->printing && staff->inside > 0;
	char title[TREE_LABEL_SIZE];

	staff_format_number(build, WORD_INSIDE, (int64_t)staff->inside, title);
	if (!prints)
		rest.head = plan->head;
	staff_head(build, root, &rest, ROLE_TEXT, title);
	staff_rows(build, root, plan, put_inside, WORD_NOBODY_INSIDE);
	if (prints)
		put_print(build, root, &print);
}
