#pragma once
/* type: setting text: broken into lines, shrunk to fit, each run in a face that has it and in its own direction. */
#include "ui/fonts.h"
#include "ui/paint.h"
#include "ui/theme.h"

#define TYPE_LINES_MAX 6
/* Distances in capital heights: line to line, and what accents and tails need beyond the capitals. */
#define TYPE_PITCH 1.7F
#define TYPE_ABOVE 0.48F
#define TYPE_BELOW 0.44F

/* Text as it was fitted into a box. */
struct type_fit {
	struct type_line {
		size_t start, length; /* bytes of the text */
	} lines[TYPE_LINES_MAX];
	int line_count;
	float cap_px;
	bool bold;
};

struct type;
/* Errors: as fonts_open(). */
MUST_CHECK enum err type_open(struct type **out, char *problem, size_t problem_size);
void type_close(struct type *type);

/* Width in pixels of a part of a text, on one line. */
float type_width(struct type *type, const char *text, const struct type_line *line, bool bold,
		 int em_px);
/* Height of a capital over the em. */
float type_cap_ratio(const struct type *type);

struct type_room {
	float cap_px, least_px; /* wanted capital height, and the least that will do */
	float small_px;         /* how far to shrink then before words are broken */
	bool bold;
	bool name; /* short words stay with the next: "Ó Súilleabháin" */
	int lines;
	int width, height;
};
/* The largest setting of the text that fits the room whole. Text is from utf8_clean(). When even the least size does
 * not fit, it shrinks further, and words break: nothing is ever cut off. */
void type_fit(struct type *type, const char *text, const struct type_room *room,
	      struct type_fit *out);
/* Draws it in the middle of the box's height; to the left, or in the middle of its width. */
void type_draw(struct type *type, SDL_Surface *surface, const char *text,
	       const struct type_fit *fit, const struct box *box, bool centred, uint32_t rgb);
