#include "tests/support/screen_rules.h"

#include <string.h>

/* -- languages ------------------------------------------------------------------------------------- */

static bool has_letters(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z'))
			return true;
	}
	return false;
}

/* Does the catalogue itself have the same words for both? */
static bool same_by_right(const struct words *words, const char *label)
{
	for (int word = 0; word < WORD_COUNT; word++) {
		if (strcmp(words_get(words, LANGUAGE_EN, (enum word)word), label) == 0 &&
		    strcmp(words_get(words, LANGUAGE_CY, (enum word)word), label) == 0)
			return true;
	}
	return false;
}

int screen_rules_untranslated(const struct tree *english, const struct tree *welsh,
			      const struct words *words)
{
	ENSURE(english->count == welsh->count);
	for (int i = 0; i < welsh->count; i++) {
		const struct widget *widget = &welsh->widgets[i];
		const char *label = widget->label;

		/* What stands in both languages is the same on both screens. */
		bool both = english->widgets[i].language != english->language ||
			    widget->language != welsh->language;

		if ((widget->role == ROLE_TEXT || widget->role == ROLE_BUTTON) && !both &&
		    has_letters(label) && strcmp(english->widgets[i].label, label) == 0 &&
		    !same_by_right(words, label))
			return i;
	}
	return -1;
}

/* -- colour ---------------------------------------------------------------------------------------- */

static bool same_sign(const struct widget *a, const struct widget *b)
{
	bool ours = a->role != ROLE_NAME && a->role != ROLE_CHOICE && a->role != ROLE_GROUP &&
		    a->role != ROLE_SCREEN;

	return a->role == b->role && a->mark == b->mark &&
	       (!ours || strcmp(a->label, b->label) == 0);
}

bool screen_rules_alike(const struct tree *a, const struct tree *b)
{
	bool alike = a->count == b->count;

	for (int i = 0; alike && i < a->count; i++)
		alike = same_sign(&a->widgets[i], &b->widgets[i]);
	return alike;
}

int screen_rules_colour_alone(const struct tree *tree)
{
	for (int i = 1; i < tree->count; i++) {
		const struct widget *widget = &tree->widgets[i];

		for (int before = 1; before < i; before++) {
			const struct widget *other = &tree->widgets[before];

			if (widget_is_control(widget) && other->role == widget->role &&
			    other->mark == widget->mark && other->tone != widget->tone &&
			    other->touch.kind == widget->touch.kind &&
			    strcmp(other->label, widget->label) == 0)
				return i;
		}
	}
	return -1;
}

/* -- contrast -------------------------------------------------------------------------------------- */

static uint32_t at(const struct picture *picture, int x, int y)
{
	x = x < 0 ? 0 : x >= picture->width ? picture->width - 1 : x;
	y = y < 0 ? 0 : y >= picture->height ? picture->height - 1 : y;
	return picture->argb[y * picture->width + x] & 0xFFFFFF;
}

/* Most of a text's box is its ground (the majority vote of Boyer and Moore) ... */
static uint32_t ground_of(const struct picture *picture, const struct box *box)
{
	uint32_t ground = 0;
	int lead = 0;

	for (int i = 0; i < box->w * box->h; i++) {
		uint32_t pixel = at(picture, box->x + i % box->w, box->y + i / box->w);

		if (lead == 0)
			ground = pixel;
		lead += pixel == ground ? 1 : -1;
	}
	return ground;
}

/* ... and its ink is what stands out most from that, in the middle half: a round corner's edge is no ink. */
static double text_contrast(const struct picture *picture, const struct box *box)
{
	uint32_t ground = ground_of(picture, box), last = ground;
	double most = 1;

	for (int y = box->y + box->h / 4; y < box->y + box->h - box->h / 4; y++) {
		for (int x = box->x; x < box->x + box->w; x++) {
			uint32_t pixel = at(picture, x, y);
			double contrast = pixel == last ? 1 : theme_contrast(pixel, ground);

			most = contrast > most ? contrast : most;
			last = pixel;
		}
	}
	return most;
}

/* From outside a control to its inside, in the middle of each side; the faintest side counts. */
static double edge_contrast(const struct picture *picture, const struct box *box)
{
	const int middle[2] = {box->x + box->w / 2, box->y + box->h / 2};
	double least = 21;

	for (int side = 0; side < 4; side++) {
		double most = 1;
		uint32_t outside = 0;

		for (int step = -2; step < 8; step++) {
			int across =
				side % 2 == 0 ? step : (side == 1 ? box->w : box->h) - 1 - step;
			uint32_t pixel = side < 2 ? at(picture, box->x + across, middle[1])
						  : at(picture, middle[0], box->y + across);

			if (step == -2)
				outside = pixel;
			double contrast = theme_contrast(pixel, outside);
			most = contrast > most ? contrast : most;
		}
		least = most < least ? most : least;
	}
	return least;
}

int screen_rules_faint(const struct tree *tree, const struct picture *picture)
{
	for (int i = 1; i < tree->count; i++) {
		const struct widget *widget = &tree->widgets[i];

		if (widget->has_text && strspn(widget->label, " ") != strlen(widget->label) &&
		    text_contrast(picture, &widget->text_box) < 7)
			return i;
		if (widget_is_control(widget) && edge_contrast(picture, &widget->box) < 3)
			return i;
	}
	return -1;
}
