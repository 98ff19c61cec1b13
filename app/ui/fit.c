#include "ui/type.h"

#include "ui/utf8.h"

#include <math.h>
#include <string.h>

/* fit: breaking text into lines and finding its size. */

#define UNITS_MAX 320
#define SHRINK 0.97F
#define WORTH_A_LINE 1.15F
#define SMALLEST_CAP_PX 4.0F
/* Widths are measured at one size and scaled; whole pixels at the other size may differ by this much. */
#define ROUNDING 1.015F

/* What a line is made of: words, or, where a word must break, single characters with their marks. */
struct units {
	struct type_line at[UNITS_MAX];
	float width[UNITS_MAX]; /* over the em */
	bool space_before[UNITS_MAX];
	bool stop_before[UNITS_MAX]; /* a sentence has ended */
	bool stops;                  /* begin a line with each sentence */
	size_t count;
	float space; /* width of a space over the em */
};

static float width_over_em(struct type *type, const char *text, const struct type_line *line,
			   bool bold)
{
	return type_width(type, text, line, bold, FONTS_MEASURE_EM_PX) / FONTS_MEASURE_EM_PX;
}

/* Does a character hang on the one before it? Marks, joiners and variation selectors. */
static bool hangs_on(uint32_t before, uint32_t character)
{
	return (character >= 0x0300 && character <= 0x036F) || character == 0x200D ||
	       before == 0x200D || (character >= 0xFE00 && character <= 0xFE0F) ||
	       (character >= 0x064B && character <= 0x065F) ||
	       (character >= 0x0900 && character <= 0x0DFF && before >= 0x0900);
}

/* Does a word stay with the next on one line? "Ó Súilleabháin", "y cerdyn", "in: 08:42". */
static bool binds(const char *text, size_t start, size_t end, bool name)
{
	const char *at = text + start;
	int characters = 0;

	while (at < text + end) {
		(void)utf8_next(&at);
		characters++;
	}
	return characters > 0 && (characters <= (name ? 2 : 1) || text[end - 1] == ':');
}

static void add_unit(struct units *units, const char *text, size_t start, size_t length,
		     bool spaced)
{
	if (length == 0 || units->count == UNITS_MAX)
		return;
	units->at[units->count] = (struct type_line){start, length};
	units->stop_before[units->count] = spaced && start > 1 && text[start - 2] == '.';
	units->space_before[units->count++] = spaced;
}

static void split(struct type *type, const char *text, const struct type_room *room,
		  bool break_words, struct units *units)
{
	const struct type_line space = {0, 1};
	const char *at = text;
	size_t start = 0;
	uint32_t before = 0;
	bool spaced = false;

	units->count = 0;
	units->space = width_over_em(type, " ", &space, room->bold);
	while (*at != '\0') {
		size_t here = (size_t)(at - text);
		uint32_t character = utf8_next(&at);

		if (character == ' ' && !break_words && binds(text, start, here, room->name)) {
			before = character;
			continue;
		}
		if (character == ' ') {
			add_unit(units, text, start, here - start, spaced);
			start = here + 1;
			spaced = true;
		} else if ((break_words || before == '-') && here > start &&
			   !hangs_on(before, character)) {
			add_unit(units, text, start, here - start, spaced);
			start = here;
			spaced = false;
		}
		before = character;
	}
	add_unit(units, text, start, strlen(text) - start, spaced);
	for (size_t i = 0; i < units->count; i++)
		units->width[i] = width_over_em(type, text, &units->at[i], room->bold);
}

/* Fills lines no wider than `limit` (over the em). False: does not go into that many lines. */
static bool fill(const struct units *units, float limit, int lines, struct type_fit *out)
{
	float used = 0;

	out->line_count = 0;
	for (size_t i = 0; i < units->count; i++) {
		float gap = units->space_before[i] ? units->space : 0;
		struct type_line *line = &out->lines[out->line_count - (out->line_count > 0)];

		if (units->width[i] > limit)
			return false;
		if (out->line_count > 0 && !(units->stops && units->stop_before[i]) &&
		    used + gap + units->width[i] <= limit) {
			line->length = units->at[i].start + units->at[i].length - line->start;
			used += gap + units->width[i];
			continue;
		}
		if (out->line_count == lines || out->line_count == TYPE_LINES_MAX)
			return false;
		out->lines[out->line_count++] = units->at[i];
		used = units->width[i];
	}
	return true;
}

static bool fits_at(const struct units *units, const struct type_room *room, float em_px,
		    float cap_px, struct type_fit *out)
{
	float limit = (float)room->width / (em_px * ROUNDING);
	float height;

	if (!fill(units, limit, room->lines, out))
		return false;
	height = cap_px * (TYPE_ABOVE + 1 + TYPE_BELOW +
			   (float)(out->line_count > 0 ? out->line_count - 1 : 0) * TYPE_PITCH);
	if (height > (float)room->height)
		return false;
	/* Even lines read better than a full one and a stray word: as narrow as stays that many lines. */
	for (float low = 0, high = limit; high - low > 0.1F;) {
		struct type_fit narrower = *out;
		float middle = (low + high) / 2;

		if (fill(units, middle, out->line_count, &narrower)) {
			high = middle;
			*out = narrower;
		} else {
			low = middle;
		}
	}
	out->cap_px = cap_px;
	return true;
}

/* The largest size from `most_px` down to `least_px`; 0: none fits. */
static float largest(const struct units *units, const struct type_room *room, float ratio,
		     float most_px, float least_px, struct type_fit *out)
{
	for (float cap_px = most_px; cap_px > least_px * 0.999F; cap_px *= SHRINK) {
		if (fits_at(units, room, cap_px / ratio, cap_px, out))
			return cap_px;
	}
	if (fits_at(units, room, least_px / ratio, least_px, out))
		return least_px;
	return 0;
}

/* The best setting with whole words; returns its size, 0: none. One more line is worth it only where it makes
 * the text a good deal larger. */
static float with_whole_words(const struct units *units, const struct type_room *room, float ratio,
			      struct type_fit *out)
{
	struct type_room fewer = *room;
	float best = 0;

	for (fewer.lines = 1; fewer.lines <= room->lines; fewer.lines++) {
		struct type_fit fit = *out;
		float cap_px = largest(units, &fewer, ratio, room->cap_px, room->least_px, &fit);

		if (cap_px > best * WORTH_A_LINE) {
			best = cap_px;
			*out = fit;
		}
	}
	return best;
}

void type_fit(struct type *type, const char *text, const struct type_room *room,
	      struct type_fit *out)
{
	struct units units;
	struct type_fit by_sentence = {.bold = room->bold};
	float ratio = type_cap_ratio(type), best, stopped;

	*out = by_sentence;
	split(type, text, room, false, &units);
	units.stops = false;
	best = with_whole_words(&units, room, ratio, out);
	units.stops = true;
	stopped = with_whole_words(&units, room, ratio, &by_sentence);
	if (stopped > best / WORTH_A_LINE)
		*out = by_sentence;
	if (best > 0)
		return;
	units.stops = false;
	/* Small print before broken words, broken words before anything cut off. */
	if (largest(&units, room, ratio, room->least_px, fmaxf(room->small_px, SMALLEST_CAP_PX),
		    out) > 0)
		return;
	split(type, text, room, true, &units);
	if (largest(&units, room, ratio, room->least_px, SMALLEST_CAP_PX, out) <= 0)
		out->cap_px = SMALLEST_CAP_PX;
}
