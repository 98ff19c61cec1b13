#include "ui/runs.h"

#include "ui/utf8.h"

#include <fribidi.h>
#include <string.h>

struct line {
	FriBidiChar characters[RUNS_CHARACTERS_MAX];
	size_t starts[RUNS_CHARACTERS_MAX + 1];
	FriBidiLevel levels[RUNS_CHARACTERS_MAX];
	FriBidiStrIndex count;
};

static void read_characters(const char *text, size_t start, size_t length, struct line *line)
{
	const char *at = text + start, *end = text + start + length;

	line->count = 0;
	while (at < end && line->count < RUNS_CHARACTERS_MAX) {
		line->starts[line->count] = (size_t)(at - text);
		line->characters[line->count++] = utf8_next(&at);
	}
	line->starts[line->count] = (size_t)(at - text);
}

/* False: out of memory; everything then reads from left to right. */
static bool find_levels(struct line *line)
{
	FriBidiCharType types[RUNS_CHARACTERS_MAX];
	FriBidiBracketType brackets[RUNS_CHARACTERS_MAX];
	FriBidiParType base = FRIBIDI_PAR_ON;

	fribidi_get_bidi_types(line->characters, line->count, types);
	fribidi_get_bracket_types(line->characters, line->count, types, brackets);
	return fribidi_get_par_embedding_levels_ex(types, brackets, line->count, &base,
						   line->levels) != 0;
}

/* UAX 9 rule L2: from the highest level down to the lowest odd one, turn round every stretch at that
 * level or above. */
static void into_sight_order(struct run *runs, FriBidiLevel *levels, size_t count)
{
	FriBidiLevel highest = 0;

	for (size_t i = 0; i < count; i++)
		highest = levels[i] > highest ? levels[i] : highest;
	for (FriBidiLevel level = highest; level > 0; level--) {
		for (size_t i = 0; i < count; i++) {
			size_t end = i;

			while (end < count && levels[end] >= level)
				end++;
			for (size_t a = i, b = end; a + 1 < b; a++, b--) {
				struct run run = runs[a];
				FriBidiLevel other = levels[a];

				runs[a] = runs[b - 1];
				levels[a] = levels[b - 1];
				runs[b - 1] = run;
				levels[b - 1] = other;
			}
			i = end > i ? end - 1 : i;
		}
	}
}

/* They are for the order alone; no face has a glyph for them. */
static bool is_isolate(FriBidiChar character)
{
	return character >= 0x2066 && character <= 0x2069;
}

size_t runs_of(struct fonts *fonts, const char *text, size_t start, size_t length,
	       struct run runs[RUNS_MAX])
{
	struct line line;
	FriBidiLevel levels[RUNS_MAX];
	size_t count = 0;
	int face = -1;
	bool apart = false; /* behind a sign that is not drawn */

	read_characters(text, start, length, &line);
	if (!find_levels(&line))
		memset(line.levels, 0, sizeof(line.levels));
	for (FriBidiStrIndex i = 0; i < line.count; i++) {
		if (is_isolate(line.characters[i])) {
			apart = true;
			face = -1;
			continue;
		}
		face = fonts_face_of(fonts, line.characters[i], face);
		if (count == 0 || ((apart || runs[count - 1].face != face ||
				    levels[count - 1] != line.levels[i]) &&
				   count < RUNS_MAX)) {
			runs[count] =
				(struct run){line.starts[i], 0, face, line.levels[i] % 2 == 1};
			levels[count++] = line.levels[i];
		}
		apart = false;
		runs[count - 1].length = line.starts[i + 1] - runs[count - 1].start;
	}
	into_sight_order(runs, levels, count);
	return count;
}
