#include "ui/type.h"

#include "ui/utf8.h"

#include <string.h>

/* fit: breaking text into lines and finding its size. */

#define UNITS_MAX 320
#define SHRINK 0.97F
#define SMALLEST_CAP_PX 4.0F
/* Widths are measured at one size and scaled; whole pixels at the other size may differ by this much. */
#define ROUNDING 1.015F

/* What a line is made of: words, or, where a word must break, single characters with their marks. */
struct units {
	struct type_line at[UNITS_MAX];
	float width[UNITS_MAX]; /* over the em */
	bool space_before[UNITS_MAX];
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

static void add_unit(struct units *units, size_t start, size_t length, bool space_before)
{
	if (length == 0 || units->count == UNITS_MAX)
		return;
	units->at[units->count] = (struct type_line){start, length};
	units->space_before[units->count++] = space_before;
}

static void split(struct type *type, const char *text, bool bold, bool break_words,
		  struct units *units)
{
	const struct type_line space = {0, 1};
	const char *at = text;
	size_t start = 0;
	uint32_t before = 0;
	bool spaced = false;

	units->count = 0;
	units->space = width_over_em(type, " ", &space, bold);
	while (*at != '\0') {
		size_t here = (size_t)(at - text);
		uint32_t character = utf8_next(&at);

		if (character == ' ') {
			add_unit(units, start, here - start, spaced);
			start = here + 1;
			spaced = true;
		} else if (break_words && here > start && !hangs_on(before, character)) {
			add_unit(units, start, here - start, spaced);
			start = here;
			spaced = false;
		}
		before = character;
	}
	add_unit(units, start, strlen(text) - start, spaced);
	for (size_t i = 0; i < units->count; i++)
		units->width[i] = width_over_em(type, text, &units->at[i], bold);
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
		if (out->line_count > 0 && used + gap + units->width[i] <= limit) {
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

void type_fit(struct type *type, const char *text, const struct type_room *room,
	      struct type_fit *out)
{
	struct units units;
	float ratio = type_cap_ratio(type);
	float cap_px = room->cap_px;

	*out = (struct type_fit){.bold = room->bold};
	split(type, text, room->bold, false, &units);
	for (; cap_px >= room->least_px * 0.6F; cap_px *= SHRINK) {
		if (fits_at(&units, room, cap_px / ratio, cap_px, out))
			return;
	}
	split(type, text, room->bold, true, &units);
	for (cap_px = room->least_px; cap_px > SMALLEST_CAP_PX; cap_px *= SHRINK) {
		if (fits_at(&units, room, cap_px / ratio, cap_px, out))
			return;
	}
	out->cap_px = SMALLEST_CAP_PX;
}
