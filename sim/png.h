#pragma once
/* png: writes pictures. */
#include "core/base.h"

/* Writes ARGB8888 pixels as a PNG of 8-bit RGB; alpha is left out. ERR_IO, ERR_NO_SPACE, ERR_NO_MEMORY; nothing is left
 * under the path's name then but what was there before. */
MUST_CHECK enum err png_write(const char *path, const uint32_t *argb, int width, int height,
			      int pitch_bytes);
