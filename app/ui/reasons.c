#include "ui/build.h"

/* reasons: why someone is late or leaves: tiles, each a picture over its words, and a way past them. */

static const struct {
	enum word word;
	enum mark mark;
} reasons[REASON_COUNT] = {
	[REASON_TRAFFIC] = {WORD_TRAFFIC, MARK_BUS},
	[REASON_OVERSLEPT] = {WORD_OVERSLEPT, MARK_BED},
	[REASON_APPOINTMENT] = {WORD_APPOINTMENT, MARK_DIARY},
	[REASON_FELT_ILL] = {WORD_FELT_ILL, MARK_ILL},
	[REASON_HELPING] = {WORD_HELPING, MARK_FAMILY},
	[REASON_HOME_ILL] = {WORD_HOME_ILL, MARK_ILL},
	[REASON_PERMISSION] = {WORD_PERMISSION, MARK_LUNCH},
	[REASON_OTHER] = {WORD_OTHER, MARK_DOTS},
};

static void build_tiles(struct build *build, int root, const struct box *room)
{
	const struct view *view = build->view;
	int count = (int)view->item_count;
	int columns = build->portrait ? 1 : count > 4 ? 3 : 2;
	int rows = (count + columns - 1) / columns;
	int gap = build->portrait ? build->gap * 6 / 10 : build->gap;
	int w = (room->w - (columns - 1) * gap) / columns;
	int h = (room->h - (rows - 1) * gap) / rows;
	int first = build->tree->count;

	for (int i = 0; i < count; i++) {
		int64_t reason = view->items[i].touch.value;
		const struct box box = {room->x + i % columns * (w + gap),
					room->y + i / columns * (h + gap), w, h};
		const struct build_control how = {.role = ROLE_BUTTON,
						  .tone = TONE_TILE,
						  .use = TEXT_CHOICE,
						  .mark = reasons[reason].mark,
						  .place = MARK_FILLS,
						  .touch = view->items[i].touch};

		ENSURE(reason > REASON_NONE && reason < REASON_COUNT);
		(void)build_control(build, root, &box, &how,
				    build_words(build, reasons[reason].word));
	}
	/* At the size of the smallest another may do with fewer lines, at a size yet smaller. */
	build_even(build, first);
	build_even(build, first);
}

void build_reasons(struct build *build, int root)
{
	const struct bench *bench = build->bench;
	bool late = build->view->screen == SCREEN_LATE_REASONS;
	const struct build_text title = {ROLE_TEXT, TONE_PAPER, TEXT_CHOICE, false};
	const struct build_control past = {.role = ROLE_BUTTON,
					   .tone = TONE_TILE,
					   .use = TEXT_CHOICE,
					   .mark = late ? MARK_ON : MARK_HOME,
					   .touch = {.kind = TOUCH_HOME}};
	struct box page = {0, 0, bench->width_px, bench->height_px}, top, part;

	/* Upright, six rows of a target's height and the bar take all the height there is; four leave room for a long title. */
	page = box_inset(page, bench_grown_px(bench, build->portrait ? 1.5F : 2.5F));
	top = box_cut_top(&page, bench_grown_px(bench, build->portrait && !late ? 28 : 20));
	(void)box_cut_top(&page, build->portrait ? build->gap * 6 / 10 : build->gap);
	part = box_cut_right(&top, top.w * 45 / 100);
	(void)box_cut_right(&top, build->gap);
	(void)build_text(build, root, &top, &title,
			 build_words(build, late ? WORD_WHY : WORD_WHY_LEAVING));
	(void)build_control(build, root, &part, &past,
			    build_words(build, late ? WORD_SKIP : WORD_STAY));
	build_tiles(build, root, &page);
}
