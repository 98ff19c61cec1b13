#include "ui/staff.h"

#include <stdio.h>

/* staff_pin: a keypad beside (upright: below) what it is for, the digits so far and what was wrong. */

#define EDGE_MM 1.5F
#define KEY_GAP_MM 1.1F /* wider than the ring round a key */
#define KEYPAD_MM 84.0F
#define KEYPAD_UPRIGHT_MM 96.0F

static void put_digit(struct build *build, int root, const struct box *box, int digit)
{
	const struct build_control how = {.role = ROLE_BUTTON,
					  .tone = TONE_TILE,
					  .use = TEXT_CHOICE,
					  .touch = {.kind = TOUCH_DIGIT, .value = digit}};
	char label[8];

	(void)snprintf(label, sizeof(label), "%d", digit);
	(void)build_control(build, root, box, &how, label);
}

static void put_key(struct build *build, int root, const struct box *box, int i)
{
	bool erase = i == 9;
	const struct build_control how = {
		.role = ROLE_BUTTON,
		.tone = erase ? TONE_TILE : TONE_ACTION,
		.use = TEXT_SMALL,
		.mark = erase ? MARK_BACK : MARK_YES,
		.place = MARK_ABOVE,
		.touch = {.kind = erase ? TOUCH_ERASE : TOUCH_ENTER},
	};

	if (i < 9 || i == 10)
		put_digit(build, root, box, i < 9 ? i + 1 : 0);
	else
		(void)build_control(build, root, box, &how,
				    build_words(build, erase ? WORD_ERASE : WORD_ENTER));
}

static void put_keypad(struct build *build, int root, const struct box *pad)
{
	int gap = bench_px(build->bench, KEY_GAP_MM);
	int w = (pad->w - 2 * gap) / 3, h = (pad->h - 3 * gap) / 4;

	for (int i = 0; i < 12; i++) {
		const struct box box = {pad->x + i % 3 * (w + gap), pad->y + i / 3 * (h + gap), w,
					h};

		put_key(build, root, &box, i);
	}
}

/* A dot for each digit: the digits themselves are nobody's to see or to hear. */
static void put_dots(struct build *build, int root, const struct box *box)
{
	int count = build->view->staff->pin_digits;
	int side = box->w / (PIN_DIGITS_MAX + 1);
	char label[TREE_LABEL_SIZE];
	int group;

	side = side > box->h ? box->h : side;
	staff_format_number(build, WORD_DIGITS, count, label);
	group = build_group(build, root, box, label);
	for (int i = 0; i < count && i < PIN_DIGITS_MAX; i++) {
		const struct box dot = {box->x + i * side, box->y + (box->h - side) / 2, side,
					side};

		(void)build_picture(build, group, &dot, TONE_PAPER, MARK_DOT);
	}
}

static void put_message(struct build *build, int root, const struct box *box)
{
	const struct staff_view *staff = build->view->staff;
	const struct build_text how = {ROLE_TEXT, TONE_PAPER, TEXT_CHOICE, false};
	char text[TREE_LABEL_SIZE];

	if (staff->wait_s > 0)
		staff_format_number(build, WORD_WAIT, staff->wait_s, text);
	else
		(void)text_copy(text, sizeof(text), build_words(build, WORD_WRONG_PIN));
	if (staff->wait_s > 0 || staff->wrong_pin)
		(void)build_text(build, root, box, &how, text);
}

void staff_pin(struct build *build, int root)
{
	const struct bench *bench = build->bench;
	const struct build_text lead = {ROLE_TEXT, TONE_PAPER, TEXT_CHOICE, false};
	const struct build_control home = {.role = ROLE_BUTTON,
					   .tone = TONE_TILE,
					   .use = TEXT_SMALL,
					   .mark = MARK_HOME,
					   .touch = {.kind = TOUCH_LOCK}};
	struct box page = {0, 0, bench->width_px, bench->height_px}, pad, part, bar;

	page = box_inset(page, bench_px(bench, EDGE_MM));
	pad = build->portrait ? box_cut_bottom(&page, bench_grown_px(bench, KEYPAD_UPRIGHT_MM))
			      : box_cut_right(&page, bench_grown_px(bench, KEYPAD_MM));
	(void)(build->portrait ? box_cut_bottom(&page, build->gap)
			       : box_cut_right(&page, 2 * build->gap));
	bar = box_cut_bottom(&page, bench_target_px(bench));
	part = box_cut_top(&page, page.h * 40 / 100);
	(void)build_text(build, root, &part, &lead, build_words(build, WORD_ENTER_PIN));
	part = box_cut_top(&page, page.h * 40 / 100);
	put_dots(build, root, &part);
	put_message(build, root, &page);
	(void)build_control(build, root, &bar, &home, build_words(build, WORD_HOME));
	put_keypad(build, root, &pad);
}
