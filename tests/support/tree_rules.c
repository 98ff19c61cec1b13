#include "tests/support/tree_rules.h"

#include "ui/spoken.h"

#include <stdlib.h>
#include <string.h>

/* Millimetres, written out again here: the table under test must not be its own judge. */
static const struct {
	enum text_use use;
	float least_mm;
} least_sizes[] = {
	{TEXT_CLOCK, 12},    {TEXT_RESULT, 12}, {TEXT_LEAD, 7.3F}, {TEXT_SENTENCE, 7.3F},
	{TEXT_BUTTON, 7.3F}, {TEXT_CHOICE, 5},  {TEXT_ROW, 5},     {TEXT_SMALL, 5},
};

/* Staff stand at arm's length and see many names at once: these shrink to small print, the longest further still. */
static bool is_staffs(const struct tree *tree)
{
	for (int screen = SCREEN_PIN; screen < SCREEN_COUNT; screen++) {
		if (strcmp(tree->widgets[0].label, screen_text((enum screen)screen)) == 0)
			return true;
	}
	return false;
}

/* What a tree may have on it: names beyond what the sizes promise to hold, words of a language longer than ours. */
struct burden {
	bool long_name, long_words;
};

static bool too_small(const struct tree *tree, const struct widget *widget,
		      const struct bench *bench, struct burden burden)
{
	bool long_name = burden.long_name;
	float cap_mm = widget->fit.cap_px / bench->px_per_mm;
	bool theirs = widget->role == ROLE_NAME || widget->role == ROLE_CHOICE;

	if (theirs && is_staffs(tree))
		return cap_mm < (long_name ? 2.3F : 2.9F);
	if (theirs && long_name)
		return cap_mm < 2.9F;
	for (size_t i = 0; i < COUNT_OF(least_sizes); i++) {
		if (least_sizes[i].use == widget->use && burden.long_words &&
		    least_sizes[i].least_mm <= 5)
			return cap_mm < (is_staffs(tree) ? 3.5F : 3.9F);
		if (least_sizes[i].use == widget->use)
			return cap_mm < least_sizes[i].least_mm * 0.995F;
	}
	return true;
}

/* Every character but spaces is on a line. */
static bool cut_off(const struct widget *widget)
{
	size_t shown = 0, whole = 0;
	const char *end =
		widget->label + (widget->drawn > 0 ? widget->drawn : strlen(widget->label));

	for (int i = 0; i < widget->fit.line_count; i++) {
		const struct type_line *line = &widget->fit.lines[i];

		for (size_t at = line->start; at < line->start + line->length; at++)
			shown += widget->label[at] != ' ';
	}
	for (const char *at = widget->label; at < end; at++)
		whole += *at != ' ';
	return shown != whole;
}

/* Draws the text alone and looks where its ink is: what was measured may be wrong, what is drawn is not. */
static bool ink_outside(const struct widget *widget, const struct bench *bench)
{
	const int around = 60;
	struct box box = {around, around, widget->text_box.w, widget->text_box.h};
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(
		0, box.w + 2 * around, box.h + 2 * around, 32, SDL_PIXELFORMAT_ARGB8888);
	bool outside = false;

	ENSURE(surface != NULL);
	type_draw(bench->type, surface, widget->label, &widget->fit, &box, widget->centred,
		  0xFFFFFF);
	for (int y = 0; y < surface->h; y++) {
		const uint32_t *row =
			(const uint32_t *)(const void *)((const char *)surface->pixels +
							 (ptrdiff_t)y * surface->pitch);

		for (int x = 0; x < surface->w; x++)
			outside = outside || (row[x] != 0 && !box_contains(&box, x, y));
	}
	SDL_FreeSurface(surface);
	return outside;
}

static enum tone ground_under(const struct tree *tree, const struct widget *widget)
{
	while (!widget->raised && widget->parent >= 0)
		widget = &tree->widgets[widget->parent];
	return widget->tone;
}

/* What a widget that has a ground of its own lies on. */
static enum tone page_under(const struct tree *tree, const struct widget *widget)
{
	return ground_under(tree, &tree->widgets[widget->parent < 0 ? 0 : widget->parent]);
}

/* What marks a control off from what it lies on (the page, a picture's block): its edge or its ground. */
static bool lost_on_page(const struct widget *widget, const struct bench *bench, enum tone page)
{
	const struct tone_row *tones = theme_tones(bench->theme);

	return widget_is_control(widget) &&
	       theme_contrast(tones[widget->tone].edge, tones[page].ground) < 3 &&
	       theme_contrast(tones[widget->tone].ground, tones[page].ground) < 3;
}

static bool faint(const struct widget *widget, const struct bench *bench)
{
	const struct tone_row *tone = &theme_tones(bench->theme)[widget->tone];

	return theme_contrast(tone->ink, tone->ground) < (bench->theme == THEME_CONTRAST ? 12 : 7);
}

static bool is_within(const struct tree *tree, int widget, int group)
{
	while (widget > 0 && widget != group)
		widget = tree->widgets[widget].parent;
	return widget == group;
}

/* Words of a screen, or of a row, that begin above a control of it or beside it are said before it: who listens must know what a
 * "Yes" is to. The tree's order is the order of reading, of speech and of a keypad. */
static bool said_too_late(const struct tree *tree, int i)
{
	const struct widget *words = &tree->widgets[i];

	if ((words->role != ROLE_TEXT && words->role != ROLE_NAME && words->role != ROLE_GROUP) ||
	    widget_is_control(&tree->widgets[words->parent]))
		return false;
	for (int before = 1; before < i; before++) {
		const struct widget *control = &tree->widgets[before];

		if (widget_is_control(control) && is_within(tree, before, words->parent) &&
		    words->box.y < control->box.y + control->box.h)
			return true;
	}
	return false;
}

static const char *broken_by(const struct tree *tree, const struct bench *bench, int i,
			     struct burden burden)
{
	const struct widget *widget = &tree->widgets[i];
	float target = 20 * bench->px_per_mm;

	if (i > 0 && !box_within(&widget->box, &tree->widgets[widget->parent].box))
		return "lies within its parent and the screen";
	if (widget_is_control(widget) &&
	    ((float)widget->box.w < target || (float)widget->box.h < target))
		return "a target is at least 20 mm";
	for (int other = 1; other < i; other++) {
		if (tree->widgets[other].parent == widget->parent &&
		    box_overlaps(&tree->widgets[other].box, &widget->box))
			return "nothing overlaps";
	}
	if (widget->mark != MARK_NONE && !box_within(&widget->mark_box, &widget->box))
		return "a picture lies within its widget";
	if (faint(widget, bench))
		return "contrast is at least 7:1, in the high-contrast theme 12:1";
	if (lost_on_page(widget, bench, page_under(tree, widget)))
		return "a control stands out from the page by 3:1";
	if (said_too_late(tree, i))
		return "words are said before the controls they stand by";
	if (spoken_lacks(tree, bench->words, i))
		return "all that is seen has words for the ear";
	if (!widget->has_text)
		return NULL;
	if (!box_within(&widget->text_box, &widget->box))
		return "a text's box lies within its widget";
	if (widget->mark != MARK_NONE && box_overlaps(&widget->mark_box, &widget->text_box))
		return "text and picture do not overlap";
	if (cut_off(widget))
		return "nothing is cut off";
	if (too_small(tree, widget, bench, burden))
		return "capitals are high enough for what they are";
	if (ink_outside(widget, bench))
		return "the ink stays in its box";
	/* Text is drawn on what lies under it: its own ground, or that of the page. */
	if (theme_tones(bench->theme)[widget->tone].ground !=
	    theme_tones(bench->theme)[ground_under(tree, widget)].ground)
		return "text stands on the ground that its tone is made for";
	return NULL;
}

static int words_in(const char *label)
{
	int words = 0;

	for (bool inside = false; *label != '\0'; label++) {
		words += !inside && *label != ' ';
		inside = *label != ' ';
	}
	return words;
}

static const char *first_broken(const struct tree *tree, const struct bench *bench,
				struct burden burden, int *widget)
{
	int words = 0;

	for (*widget = 0; *widget < tree->count; ++*widget) {
		const struct widget *at = &tree->widgets[*widget];
		const char *broken = broken_by(tree, bench, *widget, burden);

		if (broken != NULL)
			return broken;
		if (at->role == ROLE_TEXT || at->role == ROLE_BUTTON)
			words += words_in(at->label);
	}
	*widget = -1;
	/* Few words are for pupils: staff read lists. */
	return words > 12 && !is_staffs(tree) ? "at most 12 words besides names" : NULL;
}

const char *tree_rules_broken(const struct tree *tree, const struct bench *bench, bool long_name,
			      int *widget)
{
	return first_broken(tree, bench, (struct burden){.long_name = long_name}, widget);
}

const char *tree_rules_broken_longer(const struct tree *tree, const struct bench *bench,
				     int *widget)
{
	return first_broken(tree, bench, (struct burden){true, true}, widget);
}
