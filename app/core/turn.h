#pragma once
/* turn: a picture turned for a panel that is mounted on its side or its head: points and frames, there and back. */
#include "core/base.h"

/* How far the picture is turned clockwise on the panel. */
enum turn { TURN_NONE, TURN_RIGHT, TURN_OVER, TURN_LEFT, TURN_COUNT };

struct turn_size {
	int width, height;
};
struct turn_point {
	int x, y;
};
/* The size of the picture on a panel of this size, or of the panel for a picture: on its side the two change places. */
struct turn_size turn_size(enum turn turn, struct turn_size size);
/* Where a pixel of the picture lies on a panel of this size. */
struct turn_point turn_to_panel(enum turn turn, struct turn_size panel, struct turn_point point);
/* Which pixel of the picture lies there: the other way round. */
struct turn_point turn_to_picture(enum turn turn, struct turn_size panel, struct turn_point point);
/* Turns a picture, rows of pitch_bytes, onto a panel of this size, rows without a gap. The two do not overlap. */
void turn_frame(enum turn turn, struct turn_size panel, const uint32_t *picture, int pitch_bytes,
		uint32_t *out);
