#include "ui/pad.h"

#include "core/alphabet.h"

/* pad: a key for each letter. Keys are as near to each other as fingers allow, so that a 7 inch panel holds nearly all letters. */

#define PAD_GAP_MM 1.4F
#define PAD_MARGIN_MM 1.0F /* four rows fill the 87 mm of a 7 inch panel */
#define BAR_MM 22.3F       /* "Hafan" in capitals of 5 mm */
#define TITLE_MM 14.2F

/* A large panel has larger keys, not many more than there are letters. */
#define KEYS_ENOUGH (ALPHABET_OTHER + 4)

/* Lying, the bar is the first column and the title lies beside its first key; upright, they are the last row and the first. */
void pad_plan(const struct bench *bench, struct pad *pad)
{
	struct box whole = {0, 0, bench->width_px, bench->height_px}, bar;
	bool portrait = bench->height_px > bench->width_px;

	pad->gap = bench_px(bench, PAD_GAP_MM);
	pad->side = bench_grown_px(bench, THEME_TARGET_MM);
	whole = box_inset(whole, bench_px(bench, PAD_MARGIN_MM));
	if (portrait) {
		bar = box_cut_bottom(&whole, pad->side);
		pad->back = box_cut_left(&bar, (bar.w - 2 * pad->gap) / 3);
		pad->more = box_cut_right(&bar, pad->back.w);
		(void)box_cut_left(&bar, pad->gap);
		(void)box_cut_right(&bar, pad->gap);
		pad->title = box_cut_top(&whole, bench_grown_px(bench, TITLE_MM));
		(void)box_cut_bottom(&whole, pad->gap);
	} else {
		bar = box_cut_left(&whole, bench_grown_px(bench, BAR_MM));
		(void)box_cut_left(&whole, pad->gap);
		pad->title = box_cut_top(&bar, pad->side);
		pad->title.w = bar.w + pad->gap + pad->side;
		(void)box_cut_top(&bar, pad->gap);
		pad->back = box_cut_top(&bar, (bar.h - 2 * pad->gap) / 3);
		pad->more = box_cut_bottom(&bar, pad->back.h);
		(void)box_cut_top(&bar, pad->gap);
		(void)box_cut_bottom(&bar, pad->gap);
	}
	pad->middle = bar;
	pad->keys = whole;
	pad->taken = portrait ? 0 : 1;
	pad->columns = (whole.w + pad->gap) / (pad->side + pad->gap);
	pad->rows = (whole.h + pad->gap) / (pad->side + pad->gap);
	while (pad->columns > 4 &&
	       (pad->columns - 1) * (pad->rows - 1) - pad->taken > KEYS_ENOUGH) {
		pad->columns--;
		pad->rows--;
	}
	build_limit(&pad->columns, &pad->rows, VIEW_ITEMS_MAX + pad->taken);
}

/* What the panel has more than the keys need is shared out, so that the pad fills it. */
struct box pad_key(const struct pad *pad, int i, int places)
{
	int place = i + pad->taken, column = place % pad->columns, row = place / pad->columns;
	int w = (pad->keys.w - (pad->columns - 1) * pad->gap) / pad->columns;
	int h = (pad->keys.h - (pad->rows - 1) * pad->gap) / pad->rows;

	return (struct box){pad->keys.x + column * (w + pad->gap),
			    pad->keys.y + row * (h + pad->gap),
			    places * w + (places - 1) * pad->gap, h};
}

int pad_size(const struct bench *bench)
{
	struct pad pad;

	pad_plan(bench, &pad);
	return pad.columns * pad.rows - pad.taken;
}

void build_pad(struct build *build, int root)
{
	const struct view *view = build->view;
	const struct build_text title = {ROLE_TEXT, TONE_PAPER, TEXT_SMALL, false};
	struct build_control how = {.role = ROLE_CHOICE, .tone = TONE_TILE, .use = TEXT_BUTTON};
	struct pad pad;
	int count = pad_size(build->bench);

	pad_plan(build->bench, &pad);
	(void)build_text(build, root, &pad.title, &title, build_words(build, WORD_FIRST_LETTER));
	for (int i = 0; i < count && i < (int)view->item_count; i++) {
		const struct box box = pad_key(&pad, i, 1);

		how.touch = view->items[i].touch;
		(void)build_control(build, root, &box, &how, view->items[i].label);
	}
	build_bar(build, root, &pad.back, &pad.middle, &pad.more);
}
