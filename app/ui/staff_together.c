#include "ui/staff.h"

/* staff_together: those who came late, each taken in or out, and what to do with those taken in. */

static void put_comer(struct build *build, int root, const struct box *cell,
		      const struct staff_row *row)
{
	const struct staff_pupil_row how = {row->chosen ? TONE_YES : TONE_TILE,
					    row->chosen ? MARK_TICKED : MARK_BOX, TOUCH_TOGETHER};
	char name[TREE_LABEL_SIZE];

	staff_name(row, name);
	staff_put_pupil(build, root, cell, &how, row, name);
}

struct box staff_together_bar(const struct bench *bench, struct box *body)
{
	struct box bar = box_cut_bottom(body, bench_grown_px(bench, THEME_TARGET_MM));

	(void)box_cut_bottom(body, bench_px(bench, 1));
	return bar;
}

/* The act is there when it would do something. */
static void put_actions(struct build *build, int root, struct box bar)
{
	const struct staff_view *staff = build->view->staff;
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_TILE,
				    .use = TEXT_SMALL,
				    .touch = {.kind = TOUCH_TOGETHER}};
	struct box left = box_cut_left(&bar, (bar.w - build->gap) / 2);
	char label[TREE_LABEL_SIZE];

	(void)build_control(build, root, &left, &how,
			    build_words(build, staff->chosen == staff->late ? WORD_NONE_OF_THESE
									    : WORD_ALL_OF_THESE));
	if (staff->chosen == 0)
		return;
	(void)box_cut_left(&bar, build->gap);
	how.tone = TONE_ACTION;
	how.touch.kind = TOUCH_ENTER;
	staff_format_number(build, WORD_LATE_THE_BUS, (int64_t)staff->chosen, label);
	(void)build_control(build, root, &bar, &how, label);
}

void staff_together(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	struct box body = plan->body;
	char title[TREE_LABEL_SIZE];

	staff_format_number(build, staff->part == PART_AM ? WORD_LATE_MORNING : WORD_LATE_AFTERNOON,
			    (int64_t)staff->late, title);
	staff_head(build, root, plan, ROLE_TEXT, title);
	staff_rows(build, root, plan, put_comer, WORD_NOBODY_LATE);
	if (staff->row_count > 0)
		put_actions(build, root, staff_together_bar(build->bench, &body));
}
