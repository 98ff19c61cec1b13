#pragma once
/* canvas: what the desk's panel is drawn with: boxes with round corners, and text. */
#include <SDL.h>
#include <SDL_ttf.h>

#include "core/base.h"

enum style { STYLE_SMALL, STYLE_TEXT, STYLE_STRONG, STYLE_CLOCK, STYLE_COUNT };
#define CANVAS_FACES 8

struct canvas {
	SDL_Surface *surface;                       /* ARGB8888 */
	TTF_Font *fonts[CANVAS_FACES][STYLE_COUNT]; /* opened when first needed */
};

/* ERR_NOT_FOUND: a font is missing, said on stderr; ERR_NO_MEMORY. */
MUST_CHECK enum err canvas_open(struct canvas *canvas, int width_px, int height_px);
/* Takes a zeroed one. */
void canvas_close(struct canvas *canvas);

void canvas_box(struct canvas *canvas, SDL_Rect box, int radius, uint32_t rgb);
/* A box with an edge of one pixel. */
void canvas_edged_box(struct canvas *canvas, SDL_Rect box, int radius, uint32_t rgb, uint32_t edge);
/* One line beginning at x, its middle at y; too long for `width`, it ends in an ellipsis. Returns the width drawn. */
int canvas_text(struct canvas *canvas, enum style style, uint32_t rgb, int x, int y, int width,
		const char *text);
/* The same, in the middle of a box. */
void canvas_label(struct canvas *canvas, enum style style, uint32_t rgb, SDL_Rect box,
		  const char *text);
int canvas_width(struct canvas *canvas, enum style style, const char *text);
/* How many bytes of the text go on a line of this width, broken at a space where there is one. */
size_t canvas_line(struct canvas *canvas, enum style style, int width, const char *text);
