#include "tests/support/gallery.h"
#include "ui/runs.h"
#include "ui/type.h"
#include "ui/utf8.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct fonts *fonts;
static struct type *type;

static int open_all(void **state)
{
	char problem[256];

	(void)state;
	return fonts_open(&fonts, problem, sizeof(problem)) != OK ||
	       type_open(&type, problem, sizeof(problem)) != OK;
}

static int close_all(void **state)
{
	(void)state;
	fonts_close(fonts);
	type_close(type);
	return 0;
}

static void every_character_has_a_glyph(void **state)
{
	static const char *const scripts[] = {"आदित्य", "তাসনিম", "ਗੁਰਪ੍ਰੀਤ",      "જય",   "தமிழ்",
					      "తెలుగు", "ಕನ್ನಡ",   "മലയാളം",      "සිංහල", "ไทย",
					      "ዮሴፍ",   "ნინო",   "Արամ",        "רות",  "Ελένη",
					      "Иван",  "ŵŷŴŶ’",  "Łukasz Žižek"};

	(void)state;
	for (size_t i = 0; i < GALLERY_NAMES + COUNT_OF(scripts); i++) {
		const char *text =
			i < GALLERY_NAMES ? gallery_names[i] : scripts[i - GALLERY_NAMES];
		int face = -1;

		for (const char *at = text; *at != '\0';) {
			uint32_t character = utf8_next(&at);
			struct font_spec spec = {.em_px = FONTS_MEASURE_EM_PX};
			bool has;

			spec.face = face = fonts_face_of(fonts, character, face);
			has = TTF_GlyphIsProvided32(fonts_get(fonts, &spec), character) != 0;
			if (!has)
				print_error("%s: no glyph for U+%04X\n", text, character);
			assert_true(has);
		}
	}
}

static float width_of(const char *text)
{
	const struct type_line whole = {0, strlen(text)};

	return type_width(type, text, &whole, false, 100);
}

/* Letters that join are narrower than the same letters alone; conjuncts likewise. */
static void letters_are_shaped(void **state)
{
	(void)state;
	/* Kept apart by joiners of no width (U+200C), the letters have other widths. */
	assert_true(fabsf(width_of("محمد") - width_of("م\u200cح\u200cم\u200cد")) > 5);
	assert_true(width_of("क्ष") < 0.8F * (width_of("क") + width_of("ष") + width_of("क")));
	assert_true(width_of("e\u0301") < width_of("e") + 2);
}

static void pieces_stand_in_the_order_of_reading(void **state)
{
	static const struct {
		const char *says, *text, *pieces;
	} rows[] = {
		{"one script is one piece", "Aisha Rahman", "Aisha Rahman|"},
		{"a right-to-left name is one piece, turned", "محمد علي", "<محمد علي|"},
		{"Latin in the middle of Arabic", "محمد Ali علي", "<علي|< |Ali|<محمد |"},
		{"Arabic in the middle of Latin", "Ali محمد Omar", "Ali |<محمد| |Omar|"},
		{"a number in an Arabic name keeps its order", "علي 12", "12|<علي |"},
		{"what follows an isolated name is not drawn into it", "\u2068Ali محمد\u2069, 7B",
		 "Ali |<محمد|, 7B|"},
		{"Latin after Greek is in the main face again", "Ελένη Žižek", "Ελένη |Žižek|"},
		{"nothing", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct run runs[RUNS_MAX];
		char pieces[256] = "";
		size_t count = runs_of(fonts, rows[i].text, 0, strlen(rows[i].text), runs),
		       last = 0;

		for (size_t run = 0; run < count; run++) {
			last = strlen(pieces);
			(void)snprintf(pieces + last, sizeof(pieces) - last, "%s%.*s|",
				       runs[run].right_to_left ? "<" : "", (int)runs[run].length,
				       rows[i].text + runs[run].start);
		}
		if (strcmp(pieces, rows[i].pieces) != 0)
			print_error("%s: %s\n", rows[i].says, pieces);
		assert_string_equal(pieces, rows[i].pieces);
	}
}

static void lines_break_where_they_should(void **state)
{
	static const struct {
		const char *says, *text;
		int width; /* in capital heights */
		bool name;
		const char *lines;
	} rows[] = {
		{"what fits stays on one line", "Aisha Rahman", 40, true, "Aisha Rahman|"},
		{"words go to the next line whole", "Aisha Rahman", 6, true, "Aisha|Rahman|"},
		{"a short word stays with the name after it", "Oisín Ó Súilleabháin", 12, true,
		 "Oisín|Ó Súilleabháin|"},
		{"a time stays with what it belongs to", "You are in: 08:42", 10, false,
		 "You are|in: 08:42|"},
		{"a sentence begins a line", "It is 09:04. The office knows", 16, false,
		 "It is 09:04.|The office knows|"},
		{"a hyphen is a place to break", "Featherstonehaugh-Cholmondeley", 15, true,
		 "Featherstonehaugh-|Cholmondeley|"},
		{"spaces at the ends and in rows take no line", "  Aisha   Rahman ", 6, true,
		 "Aisha|Rahman|"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct type_room room = {.cap_px = 20,
					       .least_px = 19,
					       .name = rows[i].name,
					       .lines = 3,
					       .width = 20 * rows[i].width,
					       .height = 400};
		struct type_fit fit;
		char lines[256] = "";

		type_fit(type, rows[i].text, &room, &fit);
		for (int line = 0; line < fit.line_count; line++) {
			size_t used = strlen(lines);

			(void)snprintf(lines + used, sizeof(lines) - used, "%.*s|",
				       (int)fit.lines[line].length,
				       rows[i].text + fit.lines[line].start);
		}
		if (strcmp(lines, rows[i].lines) != 0)
			print_error("%s: %s\n", rows[i].says, lines);
		assert_string_equal(lines, rows[i].lines);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_has_a_glyph),
		cmocka_unit_test(letters_are_shaped),
		cmocka_unit_test(pieces_stand_in_the_order_of_reading),
		cmocka_unit_test(lines_break_where_they_should),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
