#include "ui/pad.h"
#include "ui/staff.h"

#include "core/alphabet.h"

/* staff_search: the pad of the pupils' letters, of which only those are there that lead to somebody; in its last places what
 * is done with the letters so far. */

/* Two places each: "Dileu" in capitals of 5 mm is wider than a key. */
#define ACTION_PLACES (STAFF_SEARCH_ACTIONS / 2)

int staff_search_size(const struct bench *bench)
{
	return pad_size(bench) - STAFF_SEARCH_ACTIONS;
}

static void put_title(struct build *build, int root, const struct box *box)
{
	const struct staff_view *staff = build->view->staff;
	const struct build_text how = {staff->search[0] != '\0' ? ROLE_NAME : ROLE_TEXT, TONE_PAPER,
				       TEXT_SMALL, false};

	(void)build_text(build, root, box, &how,
			 staff->search[0] != '\0' ? staff->search
						  : build_words(build, WORD_BEGIN_NAME));
}

static void put_letters(struct build *build, int root, const struct pad *pad, int count)
{
	const struct staff_view *staff = build->view->staff;
	struct build_control how = {.role = ROLE_CHOICE, .tone = TONE_TILE, .use = TEXT_CHOICE};

	for (int i = 0; i < count; i++) {
		const struct box box = pad_key(pad, i, 1);

		how.touch = (struct flow_touch){.kind = TOUCH_LETTER, .value = staff->letters[i]};
		(void)build_control(build, root, &box, &how, alphabet_text(staff->letters[i]));
	}
}

static void put_actions(struct build *build, int root, const struct pad *pad, int room)
{
	const struct staff_view *staff = build->view->staff;
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_TILE,
				    .use = TEXT_SMALL,
				    .touch = {.kind = TOUCH_ERASE}};
	struct box box = pad_key(pad, room, ACTION_PLACES);
	char label[TREE_LABEL_SIZE];

	(void)build_control(build, root, &box, &how, build_words(build, WORD_ERASE));
	if (staff->found == 0)
		return;
	box = pad_key(pad, room + ACTION_PLACES, ACTION_PLACES);
	how.tone = TONE_ACTION;
	how.touch.kind = TOUCH_ENTER;
	staff_format_number(build, WORD_SHOW_FOUND, (int64_t)staff->found, label);
	(void)build_control(build, root, &box, &how, label);
}

/* In the rows that no letter needs, between the letters and the last row. */
static void put_hint(struct build *build, int root, const struct pad *pad, int letters, int room)
{
	const struct staff_view *staff = build->view->staff;
	bool typed = staff->search[0] != '\0';
	enum word word = staff->letter_count > 0     ? WORD_ONLY_THESE
			 : typed && staff->found > 0 ? WORD_COUNT
			 : typed                     ? WORD_NOBODY_FITS
						     : WORD_NO_PUPILS;
	const struct build_text how = {ROLE_TEXT, TONE_PAPER, TEXT_ROW, true};
	int first = letters + pad->taken == 0 ? 0 : (letters + pad->taken - 1) / pad->columns + 1;
	int last = (room + pad->taken) / pad->columns;
	const struct box top = pad_key(pad, first * pad->columns - pad->taken, pad->columns);
	const struct box end = pad_key(pad, last * pad->columns - pad->taken, 1);
	const struct box box = {top.x, top.y, top.w, end.y - pad->gap - top.y};

	if (word == WORD_COUNT || first >= last || (word == WORD_ONLY_THESE && !typed))
		return;
	(void)build_text(build, root, &box, &how, build_words(build, word));
}

static void put_bar(struct build *build, int root, const struct pad *pad)
{
	const struct staff_view *staff = build->view->staff;
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_TILE,
				    .use = TEXT_SMALL,
				    .mark = MARK_BACK,
				    .place = MARK_ABOVE,
				    .touch = {.kind = TOUCH_BACK}};

	(void)build_control(build, root, &pad->back, &how, build_words(build, WORD_BACK));
	how.mark = MARK_LOCK;
	how.touch.kind = TOUCH_LOCK;
	(void)build_control(build, root, &pad->middle, &how, build_words(build, WORD_LOCK));
	if (staff->page + 1 >= staff->pages)
		return;
	how.mark = MARK_ON;
	how.tone = TONE_ACTION;
	how.touch.kind = TOUCH_MORE;
	(void)build_control(build, root, &pad->more, &how, build_words(build, WORD_MORE));
}

void staff_search(struct build *build, int root)
{
	const struct staff_view *staff = build->view->staff;
	bool typed = staff->search[0] != '\0';
	int room = staff_search_size(build->bench);
	int most = typed ? room : room + STAFF_SEARCH_ACTIONS, letters = (int)staff->letter_count;
	struct pad pad;

	letters = letters < most ? letters : most;
	pad_plan(build->bench, &pad);
	put_title(build, root, &pad.title);
	put_hint(build, root, &pad, letters, room);
	put_letters(build, root, &pad, letters);
	if (typed)
		put_actions(build, root, &pad, room);
	put_bar(build, root, &pad);
}
