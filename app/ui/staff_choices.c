#include "ui/staff.h"

#include <stdio.h>
#include <string.h>

/* staff_choices: what the member of staff may do, a tile each; only what their post allows is there. */

#define EDGE_MM 2.0F
#define HEAD_MM 18.3F
#define TILE_HEIGHT_MAX_MM 26.0F

struct choices {
	int root, columns, rows;
	struct box area;
	int count;
};

static void add(struct build *build, struct choices *choices, struct flow_touch touch,
		enum mark mark, const char *label)
{
	const struct build_control how = {.role = ROLE_BUTTON,
					  .tone = mark == MARK_NONE ? TONE_TILE : TONE_ACTION,
					  .use = TEXT_SMALL,
					  .mark = mark,
					  .touch = touch};
	int most = bench_grown_px(build->bench, TILE_HEIGHT_MAX_MM);
	int w = (choices->area.w - (choices->columns - 1) * build->gap) / choices->columns;
	int gap = bench_px(build->bench, 1);
	int h = (choices->area.h - (choices->rows - 1) * gap) / choices->rows;
	struct box box;

	h = h > most ? most : h;
	box = (struct box){choices->area.x + choices->count % choices->columns * (w + build->gap),
			   choices->area.y + choices->count / choices->columns * (h + gap), w, h};
	choices->count++;
	(void)build_control(build, choices->root, &box, &how, label);
}

static void add_opening(struct build *build, struct choices *choices, enum screen screen,
			const char *label)
{
	add(build, choices, (struct flow_touch){.kind = TOUCH_OPEN, .value = screen}, MARK_NONE,
	    label);
}

/* "Who is missing? 3, until 09:30" */
static void add_close_list(struct build *build, struct choices *choices)
{
	const struct staff_view *staff = build->view->staff;
	char count[TREE_LABEL_SIZE / 2], until[TREE_LABEL_SIZE / 2] = "", label[TREE_LABEL_SIZE];

	staff_format_number(build, WORD_CLOSE_LIST, (int64_t)staff->to_check, label);
	(void)text_copy(count, sizeof(count), label);
	if (staff->to_check > 0 && staff->due_minute >= 0) {
		staff_format_minute(build, WORD_CLOSE_LIST_UNTIL, staff->due_minute, label);
		(void)text_copy(until, sizeof(until), label);
	}
	(void)snprintf(label, sizeof(label), "%s%s", count, until);
	add_opening(build, choices, SCREEN_CLOSE_LIST, label);
}

static void add_all(struct build *build, struct choices *choices)
{
	unsigned rights = build->view->staff->rights;
	const struct flow_touch lock = {.kind = TOUCH_LOCK};

	if (rights & RIGHT_TRACKED)
		add_close_list(build, choices);
	if (rights & RIGHT_REGISTER) {
		add_opening(build, choices, SCREEN_STAFF_FORMS, build_words(build, WORD_REGISTER));
		add_opening(build, choices, SCREEN_EVACUATION, build_words(build, WORD_EVACUATION));
	}
	add_opening(
		build, choices, SCREEN_DELIVERY,
		build_words(build, rights & RIGHT_TRACKED ? WORD_DELIVERY_AND_KIOSK : WORD_KIOSK));
	if (rights & RIGHT_SCHOOL)
		add_opening(build, choices, SCREEN_CLOSE_SCHOOL,
			    build_words(build, WORD_CLOSE_SCHOOL));
	add(build, choices, lock, MARK_LOCK, build_words(build, WORD_LOCK));
}

void staff_choices(struct build *build, int root)
{
	const struct bench *bench = build->bench;
	struct box page = {0, 0, bench->width_px, bench->height_px};
	struct choices choices = {
		.root = root, .columns = build->portrait ? 1 : 2, .rows = build->portrait ? 6 : 3};
	struct staff_plan plan = {0};
	char who[TREE_LABEL_SIZE];

	page = box_inset(page, bench_px(bench, EDGE_MM));
	plan.head = box_cut_top(&page, bench_grown_px(bench, HEAD_MM));
	(void)box_cut_top(&page, bench_px(bench, 0.4F));
	choices.area = page;
	staff_who(build, who);
	staff_head(build, root, &plan, ROLE_NAME, who);
	add_all(build, &choices);
}
