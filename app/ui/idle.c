#include "ui/build.h"

#include <string.h>

/* idle: the school, the time and what to do, in one language or in both. */

/* Width over the em of a label; upright, where it takes two lines, of its last word. */
static float label_width(const struct build *build, const char *label)
{
	const char *last = strrchr(label, ' ');
	size_t start = build->portrait && last != NULL ? (size_t)(last + 1 - label) : 0;
	const struct type_line line = {start, strlen(label) - start};

	return type_width(build->bench->type, label, &line, false, FONTS_MEASURE_EM_PX);
}

/* "No card?" and the other language share the bar as their words need it; "No card?" is read standing and never gets too little. */
static void build_idle_bar(struct build *build, int root, const struct box *bar)
{
	const char *no_card = build_words(build, WORD_NO_CARD);
	const char *language = build_words(build, WORD_OTHER_LANGUAGE);
	float left = label_width(build, no_card), right = label_width(build, language);
	float least_px = theme_texts[TEXT_BUTTON].least_mm * build->bench->px_per_mm /
			 type_cap_ratio(build->bench->type);
	int share = (int)((float)(bar->w - build->gap) * left / (left + right));
	int needed = (int)(left / FONTS_MEASURE_EM_PX * least_px * 1.02F) +
		     2 * bench_px(build->bench, 1 + 4 * (build->bench->growth - 1));
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_TILE,
				    .use = TEXT_BUTTON,
				    .touch = {.kind = TOUCH_NO_CARD}};
	struct box rest = *bar, part;

	part = box_cut_left(&rest, needed > share ? needed : share);
	(void)box_cut_left(&rest, build->gap);
	(void)build_control(build, root, &part, &how, no_card);
	how.touch.kind = TOUCH_LANGUAGE;
	how.use = TEXT_CHOICE;
	(void)build_control(build, root, &rest, &how, language);
}

/* Without a reader a card does nothing: the one thing to do is asked for as large as "Tap your card" else is. */
static void build_idle_lost(struct build *build, int root, const struct box *room)
{
	const struct bench *bench = build->bench;
	struct build_control how = {.role = ROLE_BUTTON,
				    .tone = TONE_ACTION,
				    .use = TEXT_LEAD,
				    .touch = {.kind = TOUCH_NO_CARD}};
	struct box rest = *room, part;

	part = build->portrait ? box_cut_top(&rest, rest.h - build->gap - bench_grown_px(bench, 20))
			       : box_cut_left(&rest, (rest.w - build->gap) * 60 / 100);
	(void)(build->portrait ? box_cut_top(&rest, build->gap) : box_cut_left(&rest, build->gap));
	(void)build_control(build, root, &part, &how, build_words(build, WORD_TOUCH_NAME));
	how.tone = TONE_TILE;
	how.use = TEXT_CHOICE;
	how.touch.kind = TOUCH_LANGUAGE;
	(void)build_control(build, root, &rest, &how, build_words(build, WORD_OTHER_LANGUAGE));
}

/* Words of one of the two languages where both stand. */
static void in_language(struct build *build, int widget, enum language language)
{
	build->tree->widgets[widget].language = language;
}

/* Welsh above English, of one size. */
static void build_both_leads(struct build *build, int root, struct box room)
{
	static const enum language languages[] = {LANGUAGE_CY, LANGUAGE_EN};
	const struct build_text lead = build_page_text(build, ROLE_TEXT, TEXT_LEAD);
	int first = build->tree->count;

	for (size_t i = 0; i < COUNT_OF(languages); i++) {
		struct box part = box_cut_top(&room, i == 0 ? room.h / 2 : room.h);
		const char *words = words_get(build->bench->words, languages[i], WORD_TAP_CARD);

		in_language(build, build_text(build, root, &part, &lead, words), languages[i]);
	}
	build_even(build, first);
}

/* Whoever touches their name in a language goes on in it: that spares the other choice. */
static void build_both_lost(struct build *build, int root, struct box room)
{
	static const enum language languages[] = {LANGUAGE_CY, LANGUAGE_EN};
	int first = build->tree->count, half = (room.h - build->gap) / 2;

	for (size_t i = 0; i < COUNT_OF(languages); i++) {
		const struct build_control how = {
			.role = ROLE_BUTTON,
			.tone = TONE_ACTION,
			.use = TEXT_LEAD,
			.touch = {.kind = TOUCH_NO_CARD, .value = 1 + (int64_t)languages[i]}};
		struct box part = i == 0 ? box_cut_top(&room, half) : box_cut_bottom(&room, half);
		const char *words = words_get(build->bench->words, languages[i], WORD_TOUCH_NAME);

		in_language(build, build_control(build, root, &part, &how, words), languages[i]);
	}
	build_even(build, first);
}

static void build_school(struct build *build, int root, const struct box *box)
{
	const struct build_text how = build_page_text(build, ROLE_NAME, TEXT_SMALL);

	(void)build_text(build, root, box, &how,
			 build->view->school == NULL ? "" : build->view->school);
}

static void build_clock(struct build *build, int root, const struct box *box)
{
	const struct build_text how = build_page_text(build, ROLE_TEXT, TEXT_CLOCK);
	char time[BUILD_MINUTE_SIZE];

	build_minute(build->view->clock_minute, time);
	(void)build_text(build, root, box, &how, time);
}

/* Lying, two lines of what to do leave no room for the time below the school's name: it stands beside it. */
static void build_both(struct build *build, int root)
{
	const struct bench *bench = build->bench;
	struct box page = build_scene(build, root), low, school, clock;

	low = box_cut_bottom(&page, bench_grown_px(bench, build->portrait ? 84 : 53));
	school = build->portrait ? box_cut_top(&page, bench_grown_px(bench, 11))
				 : box_cut_left(&page, page.w * 49 / 100);
	(void)box_cut_left(&page, build->portrait ? 0 : build->gap);
	clock = page;
	build_school(build, root, &school);
	build_clock(build, root, &clock);
	if (build->view->reader_lost) {
		build_both_lost(build, root, low);
		return;
	}
	school = box_cut_bottom(&low, bench_grown_px(bench, build->portrait ? 27.5F : 20));
	(void)box_cut_bottom(&low, build->gap);
	build_both_leads(build, root, low);
	build_idle_bar(build, root, &school);
}

static void build_one(struct build *build, int root)
{
	const struct bench *bench = build->bench;
	const struct build_text lead = build_page_text(build, ROLE_TEXT, TEXT_LEAD);
	struct box page = build_scene(build, root), low, bar, part;

	low = page;
	bar = box_cut_bottom(&page, bench_grown_px(bench, build->portrait ? 27.5F : 20));
	(void)box_cut_bottom(&page, build->gap);
	part = box_cut_top(&page, bench_grown_px(bench, 11));
	build_school(build, root, &part);
	part = box_cut_bottom(&page, bench_grown_px(bench, build->portrait ? 27.5F : 18));
	build_clock(build, root, &page);
	if (build->view->reader_lost) {
		low = box_cut_bottom(&low, low.y + low.h - part.y);
		build_idle_lost(build, root, &low);
		return;
	}
	(void)build_text(build, root, &part, &lead, build_words(build, WORD_TAP_CARD));
	build_idle_bar(build, root, &bar);
}

void build_idle(struct build *build, int root)
{
	if (build->view->both_languages)
		build_both(build, root);
	else
		build_one(build, root);
}
