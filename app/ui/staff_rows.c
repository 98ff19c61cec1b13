#include "ui/staff.h"

#include <stdio.h>
#include <string.h>

/* staff_rows: lists of pupils: the close list, the register, the evacuation list. What a row shows is the row's alone. */

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

static size_t rows_shown(const struct build *build, const struct staff_grid *grid)
{
	size_t room = (size_t)(grid->columns * grid->rows);
	size_t count = build->view->staff->row_count;

	ENSURE(count <= STAFF_ROWS_MAX);
	return count < room ? count : room;
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
	struct staff_grid grid;
	size_t count;

	staff_grid(build->bench, SCREEN_CLOSE_LIST, &grid);
	count = rows_shown(build, &grid);
	if (count > 0 && staff->due_minute >= 0)
		staff_format_minute(build, WORD_ROWS_GO, staff->due_minute, title);
	else
		(void)text_copy(title, sizeof(title), build_words(build, WORD_WHO_IS_MISSING));
	staff_head(build, root, plan, ROLE_TEXT, title);
	for (size_t i = 0; i < count; i++) {
		const struct box cell = staff_cell(&grid, i);

		put_absentee(build, root, &cell, &staff->rows[i]);
	}
	if (count == 0)
		staff_say(build, root, &plan->body, WORD_NOBODY_TO_CHECK);
}

/* -- the register -------------------------------------------------------------------------------------- */

/* Set a little smaller than the box, for letters that reach further up or down than ours. */
static void put_roomy(struct build *build, int parent, const struct box *box, const char *text)
{
	const struct build_text how = {ROLE_NAME, TONE_TILE, TEXT_ROW, false};
	int slack = bench_px(build->bench, NAME_SLACK_MM);
	const struct box inner = {box->x, box->y + slack, box->w, box->h - 2 * slack};
	int i = build_text(build, parent, &inner, &how, text);

	build->tree->widgets[i].box = *box;
	build->tree->widgets[i].text_box = *box;
}

static void put_pupil(struct build *build, int root, const struct box *cell,
		      const struct staff_row *row)
{
	const struct bench *bench = build->bench;
	const struct build_control how = {.role = ROLE_CHOICE,
					  .tone = TONE_TILE,
					  .use = TEXT_ROW,
					  .bare = true,
					  .touch = {.kind = TOUCH_PUPIL, .value = row->pupil}};
	const struct build_text state = {ROLE_TEXT, TONE_TILE, TEXT_SMALL, false};
	char said[TREE_LABEL_SIZE], label[TREE_LABEL_SIZE];
	struct box rest = *cell, low;
	int control;

	staff_state(build, row, said);
	(void)snprintf(label, sizeof(label), "%s: %.200s", row->name, said);
	control = build_control(build, root, cell, &how, label);
	rest.x += bench_px(bench, 2);
	rest.w -= bench_px(bench, 4);
	(void)box_cut_bottom(&rest, bench_px(bench, BELOW_STATE_MM));
	low = box_cut_bottom(&rest, bench_px(bench, STATE_MM));
	put_roomy(build, control, &rest, row->name);
	(void)build_text(build, control, &low, &state, said);
}

void staff_register(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	char title[TREE_LABEL_SIZE];
	struct staff_grid grid;
	size_t count;

	staff_grid(build->bench, SCREEN_REGISTER, &grid);
	count = rows_shown(build, &grid);
	if (count > 0)
		staff_format(build, WORD_REGISTER_OF, staff->rows[0].form, title);
	else
		(void)text_copy(title, sizeof(title), build_words(build, WORD_REGISTER));
	staff_head(build, root, plan, ROLE_TEXT, title);
	for (size_t i = 0; i < count; i++) {
		const struct box cell = staff_cell(&grid, i);

		put_pupil(build, root, &cell, &staff->rows[i]);
	}
	if (count == 0)
		staff_say(build, root, &plan->body, WORD_NOBODY_IN_FORM);
}

/* -- the evacuation list -------------------------------------------------------------------------------- */

/* "7B: 24" is drawn, under the title that says what is counted; "7B: 24 in the building" is what it is called. */
static void put_form(struct build *build, int root, const struct box *cell,
		     const struct staff_row *row)
{
	const struct build_text how = {ROLE_NAME, TONE_PAPER, TEXT_LEAD, false};
	const char *form = row->form[0] ? row->form : build_words(build, WORD_NO_CLASS);
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

void staff_evacuation(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	char title[TREE_LABEL_SIZE];
	struct staff_grid grid;
	size_t count;

	staff_grid(build->bench, SCREEN_EVACUATION, &grid);
	count = rows_shown(build, &grid);
	staff_format_number(build, WORD_INSIDE, (int64_t)staff->inside, title);
	staff_head(build, root, plan, ROLE_TEXT, title);
	for (size_t i = 0; i < count; i++) {
		const struct box cell = staff_cell(&grid, i);

		put_inside(build, root, &cell, &staff->rows[i]);
	}
	if (count == 0)
		staff_say(build, root, &plan->body, WORD_NOBODY_INSIDE);
}
