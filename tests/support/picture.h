#pragma once
/* picture: pixels in memory, for tests and sheets: read from a PNG, shrunk, laid side by side, compared. */
#include "core/base.h"

struct picture {
	int width, height;
	uint32_t *argb; /* width * height, owned */
};
/* All of one colour. ERR_NO_MEMORY. */
MUST_CHECK enum err picture_init(struct picture *picture, int width, int height, uint32_t rgb);
/* Takes a zeroed one. */
void picture_release(struct picture *picture);
/* Of pixels of the same size that are somebody else's. */
void picture_take(struct picture *picture, const uint32_t *pixels, int pitch_bytes);

/* PNG of 8 bits RGB, not interlaced, in one IDAT, as png_write() writes. ERR_NOT_FOUND, ERR_DAMAGED (any other), ERR_NO_MEMORY. */
MUST_CHECK enum err picture_read(const char *path, struct picture *out);
MUST_CHECK enum err picture_write(const char *path, const struct picture *picture);
/* `by` by `by` pixels become their mean; what does not fill one is left out. ERR_NO_MEMORY. */
MUST_CHECK enum err picture_shrink(const struct picture *picture, int by, struct picture *out);
/* Lays it down with its corner at x, y; what falls outside is left out. */
void picture_lay(struct picture *onto, int x, int y, const struct picture *picture);

/* How many pixels differ by more than `tolerance` in a channel; of pictures of two sizes all do. Where they do `show` (NULL: none; of
 * their size) is red, elsewhere grey. */
long picture_differs(const struct picture *a, const struct picture *b, int tolerance,
		     struct picture *show);
