#include "ui/staff.h"

#include <stdio.h>
#include <string.h>

/* staff_choices: what the member of staff may do, a tile each; only what their post allows is there. */

#define EDGE_MM 2.0F
#define HEAD_MM 18.3F
#define TILE_HEIGHT_MAX_MM 26.0F

#define CHOICES_MAX 12
#define FEW 6 /* which have room in two columns, upright in one */

struct choice {
	struct flow_touch touch;
	enum mark mark;
	char label[TREE_LABEL_SIZE];
};
struct choices {
	struct choice of[CHOICES_MAX];
	int count;
};

static void add(struct choices *choices, struct flow_touch touch, enum mark mark, const char *label)
{
	struct choice *choice = &choices->of[choices->count++];

	ENSURE(choices->count <= CHOICES_MAX);
	choice->touch = touch;
	choice->mark = mark;
	(void)text_copy(choice->label, sizeof(choice->label), label);
}

static void add_opening(struct choices *choices, enum screen screen, const char *label)
{
	add(choices, (struct flow_touch){.kind = TOUCH_OPEN, .value = screen}, MARK_NONE, label);
}

/* "Who is missing? 3, until 09:30" */
static void add_close_list(const struct build *build, struct choices *choices)
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
	add_opening(choices, SCREEN_CLOSE_LIST, label);
}

static void add_all(const struct build *build, struct choices *choices)
{
	unsigned rights = build->view->staff->rights;
	const struct flow_touch lock = {.kind = TOUCH_LOCK};

	if (rights & RIGHT_TRACKED)
		add_close_list(build, choices);
	if (rights & RIGHT_REGISTER) {
		add_opening(choices, SCREEN_STAFF_FORMS, build_words(build, WORD_REGISTER));
		add_opening(choices, SCREEN_EVACUATION, build_words(build, WORD_EVACUATION));
	}
	add_opening(
		choices, SCREEN_DELIVERY,
		build_words(build, rights & RIGHT_TRACKED ? WORD_DELIVERY_AND_KIOSK : WORD_KIOSK));
	if (rights & RIGHT_SCHOOL)
		add_opening(choices, SCREEN_CLOSE_SCHOOL, build_words(build, WORD_CLOSE_SCHOOL));
	if (rights & RIGHT_REGISTER) {
		add_opening(choices, SCREEN_DOORS, build_words(build, WORD_DOORS));
		add_opening(choices, SCREEN_LATE_TOGETHER, build_words(build, WORD_BUS_WAS_LATE));
	}
	add(choices, lock, MARK_LOCK, build_words(build, WORD_LOCK));
}

/* -- where they stand -------------------------------------------------------------------------------- */

static bool is_long(const struct choice *choice)
{
	return choice->touch.kind == TOUCH_OPEN && choice->touch.value == SCREEN_CLOSE_LIST;
}

static void put_choice(struct build *build, int root, const struct box *box,
		       const struct choice *choice)
{
	const struct build_control how = {.role = ROLE_BUTTON,
					  .tone = choice->mark == MARK_NONE ? TONE_TILE
									    : TONE_ACTION,
					  .use = TEXT_SMALL,
					  .mark = choice->mark,
					  .touch = choice->touch};

	(void)build_control(build, root, box, &how, choice->label);
}

/* Of many the longest is twice as wide as the others. */
static void put_all(struct build *build, int root, const struct box *area,
		    const struct choices *choices)
{
	const bool few = choices->count <= FEW;
	const int columns = (build->portrait ? 1 : 2) + !few;
	const int most = bench_grown_px(build->bench, TILE_HEIGHT_MAX_MM);
	const int gap = bench_px(build->bench, 1);
	const int w = (area->w - (columns - 1) * build->gap) / columns;
	int cells = choices->count + (!few && is_long(&choices->of[0]));
	int rows = few ? FEW / columns : (cells + columns - 1) / columns;
	int h = (area->h - (rows - 1) * gap) / rows;
	int at = 0;

	h = h > most ? most : h;
	for (int i = 0; i < choices->count; i++) {
		int wide = !few && is_long(&choices->of[i]) ? 2 : 1;
		const struct box box = {area->x + at % columns * (w + build->gap),
					area->y + at / columns * (h + gap),
					w * wide + build->gap * (wide - 1), h};

		put_choice(build, root, &box, &choices->of[i]);
		at += wide;
	}
}

void staff_choices(struct build *build, int root)
{
	const struct bench *bench = build->bench;
	struct box page = {0, 0, bench->width_px, bench->height_px};
	struct choices choices = {.count = 0};
	struct staff_plan plan = {0};
	char who[TREE_LABEL_SIZE];

	page = box_inset(page, bench_px(bench, EDGE_MM));
	plan.head = box_cut_top(&page, bench_grown_px(bench, HEAD_MM));
	(void)box_cut_top(&page, bench_px(bench, 0.4F));
	staff_who(build, who);
	staff_head(build, root, &plan, ROLE_NAME, who);
	add_all(build, &choices);
	put_all(build, root, &page, &choices);
}
