#include "ui/staff.h"

#include <stdio.h>
#include <string.h>

/* staff_doors: the doors of the site, each with what holds of it today and the one thing that can be said of it. */

#define BUTTON_MM 48.0F
#define BUTTON_GAP_MM 1.2F
#define BESIDE_BELOW_MM 30.0F

static void format_state(const struct build *build, const struct staff_door *door,
			 char out[TREE_LABEL_SIZE])
{
	if (door->state == DOOR_NOT_IN_USE && door->since_minute >= 0)
		staff_format_minute(build, WORD_DOOR_SINCE, door->since_minute, out);
	else
		staff_format(build,
			     door->state == DOOR_IN_USE       ? WORD_DOOR_IN_USE
			     : door->state == DOOR_NOT_IN_USE ? WORD_DOOR_NOT_IN_USE
							      : WORD_DOOR_USED,
			     "", out);
}

static void format_name(const struct build *build, const struct staff_door *door,
			char out[TREE_LABEL_SIZE])
{
	if (door->own)
		staff_format(build, WORD_THIS_KIOSK, door->name, out);
	else
		(void)text_copy(out, TREE_LABEL_SIZE, door->name);
}

/* "In use again" is drawn, "In use again: Side gate" is what the control is called. */
static void put_button(struct build *build, int group, const struct box *box,
		       const struct staff_door *door)
{
	bool in_use = door->state == DOOR_IN_USE;
	const char *drawn = build_words(build, in_use ? WORD_DOOR_NOT_IN_USE : WORD_DOOR_AGAIN);
	const struct build_control how = {
		.role = ROLE_BUTTON,
		.tone = in_use ? TONE_TILE : TONE_YES,
		.use = TEXT_SMALL,
		.drawn = strlen(drawn),
		.touch = {.kind = in_use ? TOUCH_DOOR_NOT_IN_USE : TOUCH_DOOR_IN_USE,
			  .value = (int64_t)door->index}};
	char label[TREE_LABEL_SIZE];

	(void)snprintf(label, sizeof(label), "%s: %s", drawn, door->name);
	(void)build_control(build, group, box, &how, label);
}

static void put_door(struct build *build, int root, const struct box *cell,
		     const struct staff_door *door)
{
	const struct bench *bench = build->bench;
	const struct build_text name = {ROLE_NAME, TONE_PAPER, TEXT_ROW, false};
	const struct build_text state = {ROLE_TEXT, TONE_PAPER, TEXT_SMALL, false};
	bool beside = cell->h < bench_px(bench, BESIDE_BELOW_MM);
	char called[TREE_LABEL_SIZE], said[TREE_LABEL_SIZE], label[TREE_LABEL_SIZE];
	struct box rest = *cell, button, low;
	int group;

	format_name(build, door, called);
	format_state(build, door, said);
	(void)snprintf(label, sizeof(label), "%.120s: %.120s", called, said);
	group = build_group(build, root, cell, label);
	button = beside ? box_cut_right(&rest, bench_grown_px(bench, BUTTON_MM))
			: box_cut_bottom(&rest, bench_grown_px(bench, THEME_TARGET_MM));
	if (beside)
		(void)box_cut_right(&rest, bench_px(bench, BUTTON_GAP_MM));
	low = box_cut_bottom(&rest, rest.h / 2);
	(void)build_text(build, group, &rest, &name, called);
	staff_text_above(build, group, &low, &state, said);
	put_button(build, group, &button, door);
}

static enum word title(const struct staff_view *staff)
{
	if (staff->doors_of_site == 1)
		return WORD_ONLY_DOOR;
	return staff->doors_in_use == 0 ? WORD_NO_DOOR : WORD_DOORS_MEAN;
}

void staff_doors(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	struct staff_grid grid;

	ENSURE(staff->door_count <= SITE_KIOSKS_MAX);
	staff_head(build, root, plan, ROLE_TEXT, build_words(build, title(staff)));
	staff_grid(build->bench, SCREEN_DOORS, &grid);
	for (size_t i = 0; i < staff->door_count && i < (size_t)(grid.columns * grid.rows); i++) {
		const struct box cell = staff_cell(&grid, i);

		put_door(build, root, &cell, &staff->doors[i]);
	}
}
