#include "ui/paint.h"

#include <math.h>
#include <string.h>

#define DEGREE (3.14159265F / 180.0F)

bool box_contains(const struct box *box, int x, int y)
{
	return x >= box->x && y >= box->y && x < box->x + box->w && y < box->y + box->h;
}

bool box_within(const struct box *inner, const struct box *outer)
{
	return inner->w > 0 && inner->h > 0 && inner->x >= outer->x && inner->y >= outer->y &&
	       inner->x + inner->w <= outer->x + outer->w &&
	       inner->y + inner->h <= outer->y + outer->h;
}

bool box_overlaps(const struct box *a, const struct box *b)
{
	return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

struct box box_inset(struct box box, int by)
{
	return (struct box){box.x + by, box.y + by, box.w - 2 * by, box.h - 2 * by};
}

static int at_most(int value, int most)
{
	return value < most ? value : most;
}

struct box box_cut_left(struct box *from, int by)
{
	struct box strip = {from->x, from->y, at_most(by, from->w), from->h};

	from->x += strip.w;
	from->w -= strip.w;
	return strip;
}

struct box box_cut_right(struct box *from, int by)
{
	struct box strip = *from;

	strip.w = at_most(by, from->w);
	from->w -= strip.w;
	strip.x = from->x + from->w;
	return strip;
}

struct box box_cut_top(struct box *from, int by)
{
	struct box strip = {from->x, from->y, from->w, at_most(by, from->h)};

	from->y += strip.h;
	from->h -= strip.h;
	return strip;
}

struct box box_cut_bottom(struct box *from, int by)
{
	struct box strip = *from;

	strip.h = at_most(by, from->h);
	from->h -= strip.h;
	strip.y = from->y + from->h;
	return strip;
}

void path_init(struct path *path)
{
	path->point_count = 0;
	path->end_count = 0;
}

static void add_point(struct path *path, float x, float y)
{
	ENSURE(path->point_count < PATH_POINTS_MAX);
	path->points[path->point_count][0] = x;
	path->points[path->point_count][1] = y;
	path->point_count++;
}

static void end_outline(struct path *path)
{
	ENSURE(path->end_count < COUNT_OF(path->ends));
	path->ends[path->end_count++] = path->point_count;
}

/* Points on a circle from one angle on to a greater one; enough of them to look round. */
static void add_turn(struct path *path, float x, float y, float radius, float from, float to)
{
	int steps = 2 + (int)(sqrtf(radius) * 2.0F * (to - from) / 180.0F);

	for (int i = 0; i <= steps; i++) {
		float angle = (from + (to - from) * (float)i / (float)steps) * DEGREE;

		add_point(path, x + radius * cosf(angle), y + radius * sinf(angle));
	}
}

void path_disc(struct path *path, float x, float y, float radius)
{
	add_turn(path, x, y, radius, 0, 360);
	end_outline(path);
}

void path_dome(struct path *path, float x, float y, float radius)
{
	add_turn(path, x, y, radius, 180, 360);
	end_outline(path);
}

void path_line(struct path *path, const float from[2], const float to[2], float width)
{
	float angle = atan2f(to[1] - from[1], to[0] - from[0]) / DEGREE;

	add_turn(path, to[0], to[1], width / 2, angle - 90, angle + 90);
	add_turn(path, from[0], from[1], width / 2, angle + 90, angle + 270);
	end_outline(path);
}

void path_arc(struct path *path, const float centre[2], float radius, float from_degrees,
	      float to_degrees, float width)
{
	float inner = radius - width / 2;
	float ends[2] = {from_degrees * DEGREE, to_degrees * DEGREE};
	int steps = 2 + (int)(sqrtf(radius) * 2.0F * (to_degrees - from_degrees) / 180.0F);

	add_turn(path, centre[0], centre[1], radius + width / 2, from_degrees, to_degrees);
	if (to_degrees - from_degrees < 360)
		add_turn(path, centre[0] + radius * cosf(ends[1]),
			 centre[1] + radius * sinf(ends[1]), width / 2, to_degrees,
			 to_degrees + 180);
	for (int i = steps; i >= 0; i--) {
		float angle = ends[0] + (ends[1] - ends[0]) * (float)i / (float)steps;

		add_point(path, centre[0] + inner * cosf(angle), centre[1] + inner * sinf(angle));
	}
	if (to_degrees - from_degrees < 360)
		add_turn(path, centre[0] + radius * cosf(ends[0]),
			 centre[1] + radius * sinf(ends[0]), width / 2, from_degrees + 180,
			 from_degrees + 360);
	end_outline(path);
}
