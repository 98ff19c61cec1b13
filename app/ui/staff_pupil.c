#include "ui/staff.h"

#include <string.h>

/* staff_pupil: one pupil: what is known, what can be done about it, and the new card that is waited for. */

#define STATE_MM 10.0F
#define BUTTON_HEIGHT_MAX_MM 26.0F

static const struct choice {
	enum touch_kind kind;
	enum word word;
	unsigned right;
} choices[] = {
	{TOUCH_HERE, WORD_HERE, RIGHT_REGISTER},
	{TOUCH_REASON, WORD_KNOWN_REASON, RIGHT_REGISTER},
	{TOUCH_NOT_HERE, WORD_NOT_HERE, RIGHT_REGISTER},
	{TOUCH_UNDO, WORD_UNDO, RIGHT_REGISTER},
	{TOUCH_GIVE_CARD, WORD_GIVE_CARD, RIGHT_CARDS},
	{TOUCH_BLOCK_CARDS, WORD_BLOCK_CARDS, RIGHT_CARDS},
};

static void put_choices(struct build *build, int root, const struct box *area)
{
	const struct staff_view *staff = build->view->staff;
	int columns = build->portrait ? 2 : 3, rows = (int)COUNT_OF(choices) / columns, placed = 0;
	int most = bench_grown_px(build->bench, BUTTON_HEIGHT_MAX_MM);
	int w = (area->w - (columns - 1) * build->gap) / columns;
	int h = (area->h - (rows - 1) * build->gap) / rows;

	h = h > most ? most : h;
	for (size_t i = 0; i < COUNT_OF(choices); i++) {
		const struct choice *choice = &choices[i];
		const struct build_control how = {
			.role = ROLE_BUTTON,
			.tone = choice->kind == TOUCH_HERE ? TONE_YES : TONE_TILE,
			.use = TEXT_SMALL,
			.touch = {.kind = choice->kind, .value = staff->about.pupil},
		};
		const struct box box = {area->x + placed % columns * (w + build->gap),
					area->y + placed / columns * (h + build->gap), w, h};

		if ((staff->rights & choice->right) == 0)
			continue;
		(void)build_control(build, root, &box, &how, build_words(build, choice->word));
		placed++;
	}
	if (placed > 0)
		build_even(build, build->tree->count - placed);
}

void staff_pupil(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	const struct build_text how = {ROLE_TEXT, TONE_PAPER, TEXT_SMALL, false};
	struct box rest = plan->body, state;
	char text[TREE_LABEL_SIZE];

	staff_name(&staff->about, text);
	staff_head(build, root, plan, ROLE_NAME, text);
	if (staff->question.kind == ACT_BLOCK_CARDS) {
		staff_question(build, root, &rest, WORD_BLOCK_SURE);
		return;
	}
	state = box_cut_top(&rest, bench_grown_px(build->bench, STATE_MM));
	(void)box_cut_top(&rest, bench_px(build->bench, 1));
	staff_state(build, &staff->about, text);
	(void)build_text(build, root, &state, &how, text);
	put_choices(build, root, &rest);
}

/* "Tap the new card for Aisha Rahman" as one sentence, of which the name is set by itself. */
void staff_new_card(struct build *build, int root, const struct staff_plan *plan)
{
	const struct build_text words = {ROLE_TEXT, TONE_PAPER, TEXT_CHOICE, true};
	const struct build_text name = {ROLE_NAME, TONE_PAPER, TEXT_CHOICE, true};
	const struct staff_row *about = &build->view->staff->about;
	struct box rest = plan->body, part, picture;
	char whole[TREE_LABEL_SIZE], before[TREE_LABEL_SIZE];
	char *hole;
	int group;

	staff_head(build, root, plan, ROLE_TEXT, build_words(build, WORD_GIVE_CARD));
	picture = build->portrait ? box_cut_top(&rest, rest.h * 40 / 100)
				  : box_cut_left(&rest, rest.w * 30 / 100);
	(void)build_picture(build, root, &picture, TONE_HERO, MARK_CARD);
	(void)(build->portrait ? box_cut_top(&rest, build->gap) : box_cut_left(&rest, build->gap));
	staff_format(build, WORD_NEW_CARD, about->name, whole);
	staff_format(build, WORD_NEW_CARD, "", before);
	hole = strrchr(before, ' ');
	if (hole != NULL)
		*hole = '\0';
	group = build_group(build, root, &rest, whole);
	part = box_cut_top(&rest, rest.h / 2);
	(void)build_text(build, group, &part, &words, before);
	staff_name(about, whole);
	(void)build_text(build, group, &rest, &name, whole);
}
