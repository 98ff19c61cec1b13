#include "ui/build.h"

#include <stdio.h>
#include <string.h>

/* screens: a picture's block with a page beside it (upright: below it). */

struct scene {
	enum tone block, paper;
	enum mark mark;
};
static const struct scene scenes[SCREEN_COUNT] = {
	[SCREEN_IDLE] = {TONE_HERO, TONE_PAPER, MARK_CARD},
	[SCREEN_WELCOME] = {TONE_WELCOME, TONE_WELCOME_PAPER, MARK_TICK},
	[SCREEN_LATE] = {TONE_LATE, TONE_LATE_PAPER, MARK_CLOCK},
	[SCREEN_LATE_REASONS] = {TONE_PAPER, TONE_PAPER, MARK_NONE},
	[SCREEN_THANKS] = {TONE_LATE, TONE_LATE_PAPER, MARK_SMILE},
	[SCREEN_LEAVING_REASONS] = {TONE_PAPER, TONE_PAPER, MARK_NONE},
	[SCREEN_GOODBYE] = {TONE_GOODBYE, TONE_GOODBYE_PAPER, MARK_OUT},
	[SCREEN_ARE_YOU_BACK] = {TONE_HERO, TONE_PAPER, MARK_PERSON},
	[SCREEN_RETURNED] = {TONE_RETURNED, TONE_RETURNED_PAPER, MARK_RETURN},
	[SCREEN_ALREADY_IN] = {TONE_ALREADY, TONE_ALREADY_PAPER, MARK_DOOR},
	[SCREEN_UNKNOWN_CARD] = {TONE_UNKNOWN, TONE_UNKNOWN_PAPER, MARK_QUESTION},
	[SCREEN_YEARS] = {TONE_PAPER, TONE_PAPER, MARK_NONE},
	[SCREEN_FORMS] = {TONE_PAPER, TONE_PAPER, MARK_NONE},
	[SCREEN_LETTERS] = {TONE_PAPER, TONE_PAPER, MARK_NONE},
	[SCREEN_NAMES] = {TONE_PAPER, TONE_PAPER, MARK_NONE},
	[SCREEN_CONFIRM] = {TONE_HERO, TONE_PAPER, MARK_PERSON},
	[SCREEN_STILL_THERE] = {TONE_HERO, TONE_PAPER, MARK_PERSON},
	[SCREEN_ASK_OFFICE] = {TONE_HERO, TONE_PAPER, MARK_BELL},
	[SCREEN_OUT_OF_ORDER] = {TONE_OUT_OF_ORDER, TONE_OUT_OF_ORDER_PAPER, MARK_BELL},
};

enum tone build_paper(enum screen screen)
{
	return scenes[screen].paper;
}

void build_minute(int minute, char out[BUILD_MINUTE_SIZE])
{
	(void)snprintf(out, BUILD_MINUTE_SIZE, "%02d:%02d", minute / 60 % 24, minute % 60);
}

/* What a result offers stands in the picture's block, under the picture, where it takes no room from the words (upright: beside
 * it). */
static void build_offer(struct build *build, int picture)
{
	const struct view_item *item = &build->view->items[0];
	const struct build_control how = {
		.role = ROLE_BUTTON, .tone = TONE_TILE, .use = TEXT_CHOICE, .touch = item->touch};
	struct widget *widget = &build->tree->widgets[picture];
	struct box block = box_inset(widget->box, build->gap), bar;

	bar = build->portrait ? box_cut_right(&block, block.w / 2)
			      : box_cut_bottom(&block, bench_grown_px(build->bench, 25));
	widget->mark_box = box_inset(block, build->gap);
	if (build->portrait) {
		int spare = bar.h - bench_grown_px(build->bench, 25);

		bar = (struct box){bar.x, bar.y + spare / 2, bar.w, bar.h - spare};
	}
	(void)build_control(
		build, picture, &bar, &how,
		build_words(build, item->touch.kind == TOUCH_WHY ? WORD_WHY : WORD_LEAVING));
}

struct box build_scene(struct build *build, int root)
{
	const struct scene *scene = &scenes[build->view->screen];
	struct box page = {0, 0, build->bench->width_px, build->bench->height_px};
	/* Upright, two languages, or a long sentence, need the height that the picture else has. */
	int share = build->view->both_languages                  ? 17
		    : build->view->screen == SCREEN_UNKNOWN_CARD ? 22
								 : 30;
	int side = !build->view->both_languages ? 28 : build->view->reader_lost ? 17 : 24;
	struct box block = build->portrait ? box_cut_top(&page, page.h * share / 100)
					   : box_cut_left(&page, page.w * side / 100);

	(void)build_picture(build, root, &block, scene->block,
			    build->view->reader_lost && build->view->screen == SCREEN_IDLE
				    ? MARK_FINGER
				    : scene->mark);
	return box_inset(page, build->margin);
}

struct build_text build_page_text(const struct build *build, enum role role, enum text_use use)
{
	return (struct build_text){role, build_paper(build->view->screen), use, build->portrait};
}

/* "Good morning, Aisha" as one sentence, of which the name is set large. */
static void build_greeting(struct build *build, int root, const struct box *box, enum word word)
{
	const struct bench *bench = build->bench;
	const struct build_text words = build_page_text(build, ROLE_TEXT, TEXT_SENTENCE);
	const struct build_text name = build_page_text(build, ROLE_NAME, TEXT_RESULT);
	char whole[TREE_LABEL_SIZE], before[TREE_LABEL_SIZE];
	struct box rest = *box, top;
	char *hole;
	int group;

	words_format(bench->words, build->view->language, word, build->view->name, whole,
		     sizeof(whole));
	words_format(bench->words, build->view->language, word, "", before, sizeof(before));
	hole = strrchr(before, ' ');
	if (hole != NULL)
		*hole = '\0';
	group = build_group(build, root, box, whole);
	top = box_cut_top(&rest,
			  bench_grown_px(bench, build_fits(build, before, TEXT_SENTENCE, rest.w)
							? 14.1F
							: 26.6F));
	(void)build_text(build, group, &top, &words, before);
	(void)build_text(build, group, &rest, &name, build->view->name);
}

/* A greeting and one sentence with the time; `share`: how much of the page the sentence needs, in percent. */
static void build_result(struct build *build, int root, enum word greeting, enum word sentence,
			 int share)
{
	const struct build_text how = build_page_text(build, ROLE_TEXT, TEXT_SENTENCE);
	int picture = build->tree->count;
	struct box page = build_scene(build, root), low;
	char time[BUILD_MINUTE_SIZE], text[TREE_LABEL_SIZE];

	build_minute(build->view->minute, time);
	words_format(build->bench->words, build->view->language, sentence, time, text,
		     sizeof(text));
	low = box_cut_bottom(&page, page.h * (build->portrait ? share + 2 : share) / 100);
	build_greeting(build, root, &page, greeting);
	(void)build_text(build, root, &low, &how, text);
	if (build->view->item_count > 0)
		build_offer(build, picture);
}

/* A sentence and, when `how` is given, one large control under it. */
static void build_sentence(struct build *build, int root, const char *sentence,
			   const struct build_control *how, const char *label)
{
	const struct build_text lead = build_page_text(build, ROLE_TEXT, TEXT_LEAD);
	struct box page = build_scene(build, root), bar;

	if (how == NULL) {
		(void)build_text(build, root, &page, &lead, sentence);
		return;
	}
	bar = box_cut_bottom(&page, bench_grown_px(build->bench, build->portrait ? 28 : 22));
	(void)box_cut_bottom(&page, build->gap);
	(void)build_text(build, root, &page, &lead, sentence);
	(void)build_control(build, root, &bar, how, label);
}

static void build_thanks(struct build *build, int root)
{
	struct box page = build_scene(build, root);

	build_greeting(build, root, &page, WORD_THANKS);
}

/* Yes or no about the pupil whose name stands large. */
static void build_confirm(struct build *build, int root)
{
	const struct bench *bench = build->bench;
	const struct build_text lead = {ROLE_TEXT, TONE_PAPER, TEXT_LEAD, true};
	const struct build_text name = {ROLE_NAME, TONE_PAPER, TEXT_RESULT, true};
	const struct build_text form = {ROLE_NAME, TONE_PAPER, TEXT_BUTTON, true};
	bool back = build->view->screen == SCREEN_ARE_YOU_BACK;
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_TILE,
				    .use = TEXT_BUTTON,
				    .mark = MARK_NO,
				    .touch = {.kind = TOUCH_NO}};
	struct box page = {0, 0, bench->width_px, bench->height_px}, part, bar;

	page = build->portrait ? build_scene(build, root) : box_inset(page, build->margin);
	bar = box_cut_bottom(&page, bench_grown_px(bench, build->portrait ? 24 : 20));
	(void)box_cut_bottom(&page, build->gap);
	/* Upright, the longer question takes two lines. */
	part = box_cut_top(&page, bench_grown_px(bench, back && build->portrait ? 29 : 14.1F));
	(void)build_text(build, root, &part, &lead,
			 build_words(build, back ? WORD_ARE_YOU_BACK : WORD_IS_THIS_YOU));
	part = box_cut_bottom(&page, bench_grown_px(bench, 14.1F));
	(void)build_text(build, root, &page, &name, build->view->name);
	(void)build_text(build, root, &part, &form, build->view->form);
	part = box_cut_left(&bar, (bar.w - build->gap) / 2);
	(void)box_cut_left(&bar, build->gap);
	how.touch.value = back ? build->view->items[0].touch.value : 0;
	(void)build_control(build, root, &part, &how, build_words(build, WORD_NO));
	how.mark = MARK_YES;
	how.tone = TONE_YES;
	how.touch.kind = TOUCH_YES;
	(void)build_control(build, root, &bar, &how, build_words(build, WORD_YES));
}

void build_screen(struct build *build, int root)
{
	const enum word greeting = build->view->morning ? WORD_MORNING : WORD_AFTERNOON;
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_ACTION,
				    .use = TEXT_BUTTON,
				    .touch = {.kind = TOUCH_NO_CARD}};

	switch (build->view->screen) {
	case SCREEN_WELCOME: build_result(build, root, greeting, WORD_YOU_ARE_IN, 35); break;
	case SCREEN_LATE: build_result(build, root, greeting, WORD_LATE, 51); break;
	case SCREEN_LATE_REASONS:
	case SCREEN_LEAVING_REASONS: build_reasons(build, root); break;
	case SCREEN_THANKS: build_thanks(build, root); break;
	case SCREEN_GOODBYE: build_result(build, root, WORD_GOODBYE, WORD_YOU_ARE_OUT, 35); break;
	case SCREEN_RETURNED:
		build_result(build, root, WORD_WELCOME_BACK, WORD_YOU_ARE_IN, 35);
		break;
	case SCREEN_ALREADY_IN: build_result(build, root, WORD_HELLO, WORD_ALREADY_IN, 38); break;
	case SCREEN_UNKNOWN_CARD:
		how.use = TEXT_CHOICE;
		build_sentence(build, root, build_words(build, WORD_UNKNOWN_CARD), &how,
			       build_words(build, WORD_TOUCH_NAME));
		break;
	case SCREEN_CONFIRM:
	case SCREEN_ARE_YOU_BACK: build_confirm(build, root); break;
	case SCREEN_STILL_THERE:
		how.touch.kind = TOUCH_STILL_HERE;
		build_sentence(build, root, build_words(build, WORD_STILL_THERE), &how,
			       build_words(build, WORD_I_AM_HERE));
		break;
	case SCREEN_ASK_OFFICE:
		how.tone = TONE_TILE;
		how.mark = MARK_HOME;
		how.touch.kind = TOUCH_HOME;
		build_sentence(build, root, build_words(build, WORD_TELL_OFFICE), &how,
			       build_words(build, WORD_HOME));
		break;
	case SCREEN_OUT_OF_ORDER:
		build_sentence(build, root, build_words(build, WORD_TELL_OFFICE), NULL, NULL);
		break;
	default: build_idle(build, root); break;
	}
}
