#include "sim/canvas.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FOLDER "/usr/share/fonts/truetype/"
#define ELLIPSIS "…"

struct face {
	const char *regular, *bold, *script;
	bool right_to_left;
};
/* As on the kiosk's screen: Andika first, and Noto for the scripts it has not. */
static const struct face faces[CANVAS_FACES] = {
	{"andika/Andika-Regular.ttf", "andika/Andika-Bold.ttf", "Latn", false},
	{"noto/NotoSans-Regular.ttf", "noto/NotoSans-Bold.ttf", "Latn", false},
	{"noto/NotoSansArabic-Regular.ttf", "noto/NotoSansArabic-Bold.ttf", "Arab", true},
	{"noto/NotoSansHebrew-Regular.ttf", "noto/NotoSansHebrew-Bold.ttf", "Hebr", true},
	{"noto/NotoSansDevanagari-Regular.ttf", "noto/NotoSansDevanagari-Bold.ttf", "Deva", false},
	{"noto/NotoSansBengali-Regular.ttf", "noto/NotoSansBengali-Bold.ttf", "Beng", false},
	{"noto/NotoSansGurmukhi-Regular.ttf", "noto/NotoSansGurmukhi-Bold.ttf", "Guru", false},
	{"noto/NotoSansTamil-Regular.ttf", "noto/NotoSansTamil-Bold.ttf", "Taml", false},
};
static const struct {
	int em_px;
	bool bold;
} styles[STYLE_COUNT] = {
	[STYLE_SMALL] = {13, false},
	[STYLE_TEXT] = {15, false},
	[STYLE_STRONG] = {14, true},
	[STYLE_CLOCK] = {30, true},
};

static TTF_Font *font(struct canvas *canvas, size_t face, enum style style)
{
	char path[200];
	TTF_Font **slot = &canvas->fonts[face][style];

	if (*slot)
		return *slot;
	snprintf(path, sizeof(path), FOLDER "%s",
		 styles[style].bold ? faces[face].bold : faces[face].regular);
	*slot = TTF_OpenFont(path, styles[style].em_px);
	if (!*slot)
		return NULL;
	TTF_SetFontHinting(*slot, TTF_HINTING_LIGHT_SUBPIXEL);
	TTF_SetFontScriptName(*slot, faces[face].script);
	TTF_SetFontDirection(*slot,
			     faces[face].right_to_left ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
	return *slot;
}

enum err canvas_open(struct canvas *canvas, int width_px, int height_px)
{
	*canvas = (struct canvas){0};
	if (TTF_Init() != 0)
		return ERR_NO_MEMORY;
	canvas->surface = SDL_CreateRGBSurfaceWithFormat(0, width_px, height_px, 32,
							 SDL_PIXELFORMAT_ARGB8888);
	if (!canvas->surface)
		return ERR_NO_MEMORY;
	for (enum style style = 0; style < STYLE_COUNT; style++) {
		if (font(canvas, 0, style))
			continue;
		fprintf(stderr, "%s: install fonts-sil-andika\n", TTF_GetError());
		return ERR_NOT_FOUND;
	}
	return OK;
}

void canvas_close(struct canvas *canvas)
{
	for (size_t i = 0; i < CANVAS_FACES * STYLE_COUNT; i++)
		if (canvas->fonts[i / STYLE_COUNT][i % STYLE_COUNT])
			TTF_CloseFont(canvas->fonts[i / STYLE_COUNT][i % STYLE_COUNT]);
	SDL_FreeSurface(canvas->surface);
	if (TTF_WasInit())
		TTF_Quit();
	*canvas = (struct canvas){0};
}

/* -- boxes ----------------------------------------------------------------------------------- */

static void blend(uint32_t *pixel, uint32_t rgb, float cover)
{
	uint32_t mixed = 0xff000000u;

	for (int shift = 0; shift < 24; shift += 8) {
		float from = (float)(*pixel >> shift & 0xff), to = (float)(rgb >> shift & 0xff);
		mixed |= (uint32_t)(from + (to - from) * cover + 0.5F) << shift;
	}
	*pixel = mixed;
}

/* How much of a corner's pixel the disc of that radius covers; x and y count from the corner. */
static float corner_cover(int radius, int x, int y)
{
	float dx = (float)radius - (float)x - 0.5F, dy = (float)radius - (float)y - 0.5F;
	float cover = (float)radius - sqrtf(dx * dx + dy * dy) + 0.5F;

	return cover < 0 ? 0 : cover > 1 ? 1 : cover;
}

static uint32_t *pixel_at(struct canvas *canvas, int x, int y)
{
	return (uint32_t *)canvas->surface->pixels + y * (canvas->surface->pitch / 4) + x;
}

static void draw_corners(struct canvas *canvas, SDL_Rect box, int radius, uint32_t rgb)
{
	for (int y = 0; y < radius; y++)
		for (int x = 0; x < radius; x++) {
			float cover = corner_cover(radius, x, y);
			int right = box.x + box.w - 1 - x, bottom = box.y + box.h - 1 - y;
			blend(pixel_at(canvas, box.x + x, box.y + y), rgb, cover);
			blend(pixel_at(canvas, right, box.y + y), rgb, cover);
			blend(pixel_at(canvas, box.x + x, bottom), rgb, cover);
			blend(pixel_at(canvas, right, bottom), rgb, cover);
		}
}

void canvas_box(struct canvas *canvas, SDL_Rect box, int radius, uint32_t rgb)
{
	const SDL_Rect whole = {0, 0, canvas->surface->w, canvas->surface->h};
	SDL_Rect inside;

	ENSURE(SDL_IntersectRect(&box, &whole, &inside) && SDL_RectEquals(&box, &inside));
	ENSURE(2 * radius <= box.w && 2 * radius <= box.h);
	const SDL_Rect parts[] = {
		{box.x + radius, box.y, box.w - 2 * radius, box.h},
		{box.x, box.y + radius, radius, box.h - 2 * radius},
		{box.x + box.w - radius, box.y + radius, radius, box.h - 2 * radius},
	};
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		SDL_FillRect(canvas->surface, &parts[i], 0xff000000u | rgb);
	draw_corners(canvas, box, radius, rgb);
}

void canvas_edged_box(struct canvas *canvas, SDL_Rect box, int radius, uint32_t rgb, uint32_t edge)
{
	canvas_box(canvas, box, radius, edge);
	canvas_box(canvas, (SDL_Rect){box.x + 1, box.y + 1, box.w - 2, box.h - 2}, radius - 1, rgb);
}

/* -- text ------------------------------------------------------------------------------------ */

static size_t take_character(const char *text, uint32_t *character)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t size = 1;
	uint32_t value = at[0] < 0x80   ? at[0]
			 : at[0] < 0xe0 ? at[0] & 0x1fu
			 : at[0] < 0xf0 ? at[0] & 0x0fu
					: at[0] & 0x07u;

	for (; (at[size] & 0xc0) == 0x80; size++)
		value = value << 6 | (at[size] & 0x3fu);
	*character = value;
	return size;
}

/* The face that has the character: the one in use, else the first. */
static size_t face_of(struct canvas *canvas, uint32_t character, size_t now)
{
	if (character == ' ' || TTF_GlyphIsProvided32(font(canvas, now, STYLE_TEXT), character))
		return now;
	for (size_t face = 0; face < CANVAS_FACES; face++)
		if (font(canvas, face, STYLE_TEXT) &&
		    TTF_GlyphIsProvided32(font(canvas, face, STYLE_TEXT), character))
			return face;
	return 0;
}

struct run {
	char text[256];
	TTF_Font *font;
};

/* Takes what one face can draw; returns the bytes taken, 0 at the end. */
static size_t take_run(struct canvas *canvas, enum style style, const char *text, struct run *run)
{
	size_t size = 0, face = 0;

	while (text[size] && size < sizeof(run->text) - 8) {
		uint32_t character;
		size_t length = take_character(text + size, &character);
		size_t wanted = face_of(canvas, character, face);
		if (size > 0 && wanted != face)
			break;
		face = wanted;
		size += length;
	}
	memcpy(run->text, text, size);
	run->text[size] = '\0';
	run->font = font(canvas, face, style);
	if (!run->font)
		run->font = font(canvas, 0, style);
	return size;
}

int canvas_width(struct canvas *canvas, enum style style, const char *text)
{
	struct run run;
	int width = 0;

	for (size_t size; (size = take_run(canvas, style, text, &run)) > 0; text += size) {
		int run_width = 0;
		TTF_SizeUTF8(run.font, run.text, &run_width, NULL);
		width += run_width;
	}
	return width;
}

static int draw_runs(struct canvas *canvas, enum style style, uint32_t rgb, int x, int y,
		     const char *text)
{
	const SDL_Color color = {(Uint8)(rgb >> 16), (Uint8)(rgb >> 8), (Uint8)rgb, 255};
	struct run run;
	int from = x;

	for (size_t size; (size = take_run(canvas, style, text, &run)) > 0; text += size) {
		SDL_Surface *ink = TTF_RenderUTF8_Blended(run.font, run.text, color);
		if (!ink)
			continue;
		/* By the line of writing, which faces share, and the height of capitals. */
		int capital = styles[style].em_px * 7 / 10;
		SDL_Rect to = {x, y + capital / 2 - TTF_FontAscent(run.font), ink->w, ink->h};
		SDL_BlitSurface(ink, NULL, canvas->surface, &to);
		x += ink->w;
		SDL_FreeSurface(ink);
	}
	return x - from;
}

/* The longest beginning that fits, in whole characters. */
static size_t fitting(struct canvas *canvas, enum style style, int width, const char *text)
{
	char part[600];
	size_t fits = 0;

	for (size_t at = 0; text[at];) {
		uint32_t character;
		at += take_character(text + at, &character);
		if (at >= sizeof(part))
			return fits;
		memcpy(part, text, at);
		part[at] = '\0';
		if (canvas_width(canvas, style, part) > width)
			return fits;
		fits = at;
	}
	return fits;
}

int canvas_text(struct canvas *canvas, enum style style, uint32_t rgb, int x, int y, int width,
		const char *text)
{
	char part[600 + sizeof(ELLIPSIS)];

	if (canvas_width(canvas, style, text) <= width)
		return draw_runs(canvas, style, rgb, x, y, text);
	size_t size = fitting(canvas, style, width - canvas_width(canvas, style, ELLIPSIS), text);
	memcpy(part, text, size);
	memcpy(part + size, ELLIPSIS, sizeof(ELLIPSIS));
	return draw_runs(canvas, style, rgb, x, y, part);
}

void canvas_label(struct canvas *canvas, enum style style, uint32_t rgb, SDL_Rect box,
		  const char *text)
{
	int width = canvas_width(canvas, style, text);

	canvas_text(canvas, style, rgb, box.x + (width < box.w ? (box.w - width) / 2 : 0),
		    box.y + box.h / 2, box.w, text);
}

size_t canvas_line(struct canvas *canvas, enum style style, int width, const char *text)
{
	size_t size = fitting(canvas, style, width, text);

	if (!text[size])
		return size;
	for (size_t space = size; space > 0; space--)
		if (text[space] == ' ')
			return space;
	uint32_t character;
	return size ? size : take_character(text, &character);
}
