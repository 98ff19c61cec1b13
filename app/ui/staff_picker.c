#include "ui/staff.h"

#include <string.h>

/* staff_picker: tiles to choose from: a form, a reason, why the school is closed. */

static void put_tile(struct build *build, int root, const struct staff_grid *grid, size_t i,
		     const struct build_control *how, const char *label)
{
	const struct box cell = staff_cell(grid, i);

	(void)build_control(build, root, &cell, how, label);
}

static size_t fewer(size_t count, const struct staff_grid *grid)
{
	size_t room = (size_t)(grid->columns * grid->rows);

	ENSURE(count <= STAFF_ROWS_MAX);
	return count < room ? count : room;
}

void staff_forms(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	struct build_control how = {.role = ROLE_CHOICE, .tone = TONE_TILE, .use = TEXT_CHOICE};
	struct box rest = plan->body;
	struct staff_grid grid;
	size_t count;

	staff_head(build, root, plan, ROLE_TEXT, build_words(build, WORD_WHICH_CLASS));
	staff_grid(build->bench, SCREEN_STAFF_FORMS, &grid);
	count = fewer(staff->form_count, &grid);
	for (size_t i = 0; i < count; i++) {
		how.touch = (struct flow_touch){.kind = TOUCH_FORM};
		(void)text_copy(how.touch.form, sizeof(how.touch.form), staff->forms[i]);
		/* In smaller words, so that the forms stay large. */
		how.use = staff->forms[i][0] ? TEXT_CHOICE : TEXT_SMALL;
		put_tile(build, root, &grid, i, &how, staff_form(build, staff->forms[i]));
	}
	/* The other way to a pupil has the last place of each page. */
	how = (struct build_control){.role = ROLE_BUTTON,
				     .tone = TONE_ACTION,
				     .use = TEXT_CHOICE,
				     .touch = {.kind = TOUCH_SEARCH}};
	put_tile(build, root, &grid, count, &how, build_words(build, WORD_SEARCH));
	build_even(build, build->tree->count - (int)count - 1);
	if (count == 0) {
		(void)box_cut_top(&rest, grid.height + build->gap);
		staff_say(build, root, &rest, WORD_NO_FORMS);
	}
}

static void put_codes(struct build *build, int root, const struct staff_plan *plan,
		      const struct staff_grid *grid)
{
	const struct staff_view *staff = build->view->staff;
	struct build_control how = {.role = ROLE_BUTTON, .tone = TONE_TILE, .use = TEXT_SMALL};
	size_t count = fewer(staff->code_count, grid);
	char label[TREE_LABEL_SIZE];

	for (size_t i = 0; i < count; i++) {
		how.touch = (struct flow_touch){.kind = TOUCH_CODE};
		(void)text_copy(how.touch.form, sizeof(how.touch.form), staff->codes[i].code.text);
		staff_code(build, &staff->codes[i], label);
		put_tile(build, root, grid, i, &how, label);
	}
	if (count == 0)
		staff_say(build, root, &plan->body, WORD_NO_CODES);
	else
		build_even(build, build->tree->count - (int)count);
}

void staff_codes(struct build *build, int root, const struct staff_plan *plan)
{
	char title[TREE_LABEL_SIZE];
	struct staff_grid grid;

	staff_format(build, WORD_KNOWN_REASON_FOR, build->view->staff->about.name, title);
	staff_head(build, root, plan, ROLE_NAME, title);
	staff_grid(build->bench, SCREEN_CODES, &grid);
	put_codes(build, root, plan, &grid);
}

/* The reason that is asked about, as its tile said it. */
static void format_asked(const struct build *build, char out[TREE_LABEL_SIZE])
{
	const struct staff_view *staff = build->view->staff;
	struct staff_code asked = {.code = staff->question.code};

	for (size_t i = 0; i < staff->code_count; i++) {
		if (strcmp(staff->codes[i].code.text, asked.code.text) == 0)
			asked = staff->codes[i];
	}
	staff_code(build, &asked, out);
}

void staff_close_school(struct build *build, int root, const struct staff_plan *plan)
{
	char title[TREE_LABEL_SIZE];
	struct staff_grid grid;

	if (build->view->staff->question.kind == ACT_CLOSE_SCHOOL) {
		format_asked(build, title);
		staff_head(build, root, plan, ROLE_TEXT, title);
		staff_question(build, root, &plan->body, WORD_CLOSE_SURE);
		return;
	}
	staff_head(build, root, plan, ROLE_TEXT, build_words(build, WORD_WHY_CLOSED));
	staff_grid(build->bench, SCREEN_CLOSE_SCHOOL, &grid);
	put_codes(build, root, plan, &grid);
}
