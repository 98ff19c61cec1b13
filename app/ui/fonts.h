#pragma once
/* fonts: the main face and, for each script that it lacks, another; one TTF_Font a face, weight and size. */
#include "core/base.h"

#include <SDL_ttf.h>

struct fonts;
/* Errors: ERR_NOT_FOUND (a file, named on `problem`), ERR_NO_MEMORY. */
MUST_CHECK enum err fonts_open(struct fonts **out, char *problem, size_t problem_size);
void fonts_close(struct fonts *fonts);

struct font_spec {
	int face; /* from fonts_face_of() */
	bool bold;
	int em_px;
	bool right_to_left;
};
/* The face for a character: a Latin letter's is the first that has it; any other stays in `now`, the face of the
 * character before (-1: none), if that has it, else goes to the first that has it. When none has: `now`, or the main face. */
int fonts_face_of(struct fonts *fonts, uint32_t character, int now);
/* Ready to measure and render a run. Owned by `fonts`, good until the next call. NULL: out of memory. */
TTF_Font *fonts_get(struct fonts *fonts, const struct font_spec *spec);
/* Height of a capital H over the em in the main face. */
float fonts_cap_ratio(const struct fonts *fonts);
/* Measurements are made once at this size and scaled: outlines are not hinted, so they scale. */
#define FONTS_MEASURE_EM_PX 128
