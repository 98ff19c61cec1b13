#include "core/turn.h"

/* A square of so many pixels a side is turned at once: a column of it stays in the processor's cache. */
#define TILE 32

struct turn_size turn_size(enum turn turn, struct turn_size size)
{
	bool on_its_side = turn == TURN_RIGHT || turn == TURN_LEFT;

	return on_its_side ? (struct turn_size){size.height, size.width} : size;
}

struct turn_point turn_to_panel(enum turn turn, struct turn_size panel, struct turn_point point)
{
	struct turn_point last = {panel.width - 1, panel.height - 1};

	switch (turn) {
	case TURN_RIGHT: return (struct turn_point){last.x - point.y, point.x};
	case TURN_OVER: return (struct turn_point){last.x - point.x, last.y - point.y};
	case TURN_LEFT: return (struct turn_point){point.y, last.y - point.x};
	default: return point;
	}
}

struct turn_point turn_to_picture(enum turn turn, struct turn_size panel, struct turn_point point)
{
	struct turn_point last = {panel.width - 1, panel.height - 1};

	switch (turn) {
	case TURN_RIGHT: return (struct turn_point){point.y, last.x - point.x};
	case TURN_OVER: return (struct turn_point){last.x - point.x, last.y - point.y};
	case TURN_LEFT: return (struct turn_point){last.y - point.y, point.x};
	default: return point;
	}
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

struct picture {
	const char *bytes;
	ptrdiff_t pitch;
};

static void turn_tile(enum turn turn, struct turn_size panel, struct turn_point corner,
		      const struct picture *picture, uint32_t *out)
{
	int right = smaller(corner.x + TILE, panel.width);
	int bottom = smaller(corner.y + TILE, panel.height);

	for (int y = corner.y; y < bottom; y++) {
		uint32_t *row = out + (ptrdiff_t)y * panel.width;

		for (int x = corner.x; x < right; x++) {
			struct turn_point from =
				turn_to_picture(turn, panel, (struct turn_point){x, y});
			const char *line = picture->bytes + from.y * picture->pitch;

			row[x] = ((const uint32_t *)(const void *)line)[from.x];
		}
	}
}

void turn_frame(enum turn turn, struct turn_size panel, const uint32_t *picture, int pitch_bytes,
		uint32_t *out)
{
	const struct picture from = {(const char *)picture, pitch_bytes};

	for (int y = 0; y < panel.height; y += TILE)
		for (int x = 0; x < panel.width; x += TILE)
			turn_tile(turn, panel, (struct turn_point){x, y}, &from, out);
}
