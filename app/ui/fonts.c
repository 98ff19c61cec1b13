#include "ui/fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "/usr/share/fonts/truetype"

struct face {
	const char *file; /* %s: Regular or Bold */
	const char *script;
};
/* In the order in which they are asked. Andika is made for learning readers. */
static const struct face faces[] = {
	{"andika/Andika-%s.ttf", "Latn"},           {"noto/NotoSans-%s.ttf", "Latn"},
	{"noto/NotoSansArabic-%s.ttf", "Arab"},     {"noto/NotoSansHebrew-%s.ttf", "Hebr"},
	{"noto/NotoSansDevanagari-%s.ttf", "Deva"}, {"noto/NotoSansBengali-%s.ttf", "Beng"},
	{"noto/NotoSansGurmukhi-%s.ttf", "Guru"},   {"noto/NotoSansGujarati-%s.ttf", "Gujr"},
	{"noto/NotoSansTamil-%s.ttf", "Taml"},      {"noto/NotoSansTelugu-%s.ttf", "Telu"},
	{"noto/NotoSansKannada-%s.ttf", "Knda"},    {"noto/NotoSansMalayalam-%s.ttf", "Mlym"},
	{"noto/NotoSansSinhala-%s.ttf", "Sinh"},    {"noto/NotoSansThai-%s.ttf", "Thai"},
	{"noto/NotoSansEthiopic-%s.ttf", "Ethi"},   {"noto/NotoSansGeorgian-%s.ttf", "Geor"},
	{"noto/NotoSansArmenian-%s.ttf", "Armn"},
};
#define FACES COUNT_OF(faces)
#define OPEN_MAX 32

struct open_font {
	TTF_Font *font; /* NULL: free */
	int face, em_px;
	bool bold;
	uint64_t used;
};
struct fonts {
	struct open_font open[OPEN_MAX];
	uint64_t uses;
	float cap_ratio;
};

static void face_path(size_t face, bool bold, char *out, size_t size)
{
	const char *hole = strstr(faces[face].file, "%s");

	(void)snprintf(out, size, "%s/%.*s%s%s", FOLDER, (int)(hole - faces[face].file),
		       faces[face].file, bold ? "Bold" : "Regular", hole + 2);
}

static struct open_font *slot_for(struct fonts *fonts, const struct font_spec *spec)
{
	struct open_font *oldest = &fonts->open[0];

	for (size_t i = 0; i < OPEN_MAX; i++) {
		struct open_font *open = &fonts->open[i];

		if (open->font != NULL && open->face == spec->face && open->bold == spec->bold &&
		    open->em_px == spec->em_px)
			return open;
		if (open->used < oldest->used)
			oldest = open;
	}
	return oldest;
}

static bool open_slot(struct open_font *open, const struct font_spec *spec)
{
	char path[256];

	if (open->font != NULL)
		TTF_CloseFont(open->font);
	face_path((size_t)spec->face, spec->bold, path, sizeof(path));
	*open = (struct open_font){TTF_OpenFont(path, spec->em_px), spec->face, spec->em_px,
				   spec->bold, 0};
	if (open->font == NULL)
		return false;
	TTF_SetFontHinting(open->font, TTF_HINTING_NONE);
	return TTF_SetFontScriptName(open->font, faces[spec->face].script) == 0;
}

TTF_Font *fonts_get(struct fonts *fonts, const struct font_spec *spec)
{
	struct open_font *open = slot_for(fonts, spec);

	if ((open->font == NULL || open->face != spec->face || open->bold != spec->bold ||
	     open->em_px != spec->em_px) &&
	    !open_slot(open, spec))
		return NULL;
	open->used = ++fonts->uses;
	if (TTF_SetFontDirection(open->font,
				 spec->right_to_left ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR) != 0)
		return NULL;
	return open->font;
}

static bool has(struct fonts *fonts, int face, uint32_t character)
{
	struct font_spec spec = {.face = face, .em_px = FONTS_MEASURE_EM_PX};
	TTF_Font *font = fonts_get(fonts, &spec);

	return font != NULL && TTF_GlyphIsProvided32(font, character) != 0;
}

/* Latin letters are always the main face's; of other scripts it has letters here and there (lambda, for phonetics),
 * which must not be picked out of their words. */
static bool is_latin(uint32_t character)
{
	return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
	       (character >= 0x00C0 && character <= 0x024F) ||
	       (character >= 0x1E00 && character <= 0x1EFF);
}

int fonts_face_of(struct fonts *fonts, uint32_t character, int now)
{
	if (now >= 0 && !is_latin(character) && has(fonts, now, character))
		return now;
	for (size_t face = 0; face < FACES; face++) {
		if (has(fonts, (int)face, character))
			return (int)face;
	}
	return now >= 0 ? now : 0;
}

static enum err check_files(char *problem, size_t problem_size)
{
	char path[256];

	for (size_t i = 0; i < 2 * FACES; i++) {
		face_path(i / 2, i % 2 == 1, path, sizeof(path));
		if (access(path, R_OK) != 0) {
			(void)snprintf(
				problem, problem_size,
				"font %s is missing: install fonts-sil-andika and fonts-noto-core",
				path);
			return ERR_NOT_FOUND;
		}
	}
	return OK;
}

enum err fonts_open(struct fonts **out, char *problem, size_t problem_size)
{
	const struct font_spec spec = {.em_px = FONTS_MEASURE_EM_PX};
	struct fonts *fonts;
	TTF_Font *font;
	int top = 0;
	enum err err = check_files(problem, problem_size);

	*out = NULL;
	if (err != OK)
		return err;
	fonts = calloc(1, sizeof(*fonts));
	if (fonts == NULL || TTF_Init() != 0) {
		free(fonts);
		return ERR_NO_MEMORY;
	}
	font = fonts_get(fonts, &spec);
	if (font == NULL || TTF_GlyphMetrics32(font, 'H', NULL, NULL, NULL, &top, NULL) != 0 ||
	    top <= 0) {
		(void)snprintf(problem, problem_size, "the main font cannot be used: %s",
			       TTF_GetError());
		fonts_close(fonts);
		return ERR_NOT_FOUND;
	}
	fonts->cap_ratio = (float)top / FONTS_MEASURE_EM_PX;
	*out = fonts;
	return OK;
}

void fonts_close(struct fonts *fonts)
{
	if (fonts == NULL)
		return;
	for (size_t i = 0; i < OPEN_MAX; i++) {
		if (fonts->open[i].font != NULL)
			TTF_CloseFont(fonts->open[i].font);
	}
	/* Counted: another ui of the same process keeps SDL_ttf going. */
	TTF_Quit();
	free(fonts);
}

float fonts_cap_ratio(const struct fonts *fonts)
{
	return fonts->cap_ratio;
}
