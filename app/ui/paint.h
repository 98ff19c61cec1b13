#pragma once
/* paint: filled shapes with smooth edges on ARGB pixels. */
#include "core/base.h"

#include <SDL.h>

struct box {
	int x, y, w, h;
};
bool box_contains(const struct box *box, int x, int y);
bool box_within(const struct box *inner, const struct box *outer);
bool box_overlaps(const struct box *a, const struct box *b);
struct box box_inset(struct box box, int by);
/* Cuts a strip off an edge of *from and returns it; at most what there is. */
struct box box_cut_left(struct box *from, int by);
struct box box_cut_right(struct box *from, int by);
struct box box_cut_top(struct box *from, int by);
struct box box_cut_bottom(struct box *from, int by);

/* A set of closed outlines in pixels, wound the same way; where they overlap they are one shape. */
#define PATH_POINTS_MAX 1024
struct path {
	float points[PATH_POINTS_MAX][2];
	size_t ends[64]; /* one past the last point of each outline */
	size_t point_count, end_count;
};
void path_init(struct path *path);
/* The upper half of a disc, standing on y. */
void path_dome(struct path *path, float x, float y, float radius);
void path_disc(struct path *path, float x, float y, float radius);
/* A line of this width with round ends. */
void path_line(struct path *path, const float from[2], const float to[2], float width);
void path_arc(struct path *path, const float centre[2], float radius, float from_degrees,
	      float to_degrees, float width);

struct paint {
	SDL_Surface *surface; /* ARGB8888; the caller's */
	float *cover;
	size_t cover_size;
};
MUST_CHECK enum err paint_init(struct paint *paint, SDL_Surface *surface);
void paint_release(struct paint *paint);
void paint_box(struct paint *paint, const struct box *box, uint32_t rgb);
void paint_round_box(struct paint *paint, const struct box *box, int radius, uint32_t rgb);
/* What lies outside the surface is not drawn. */
void paint_path(struct paint *paint, const struct path *path, uint32_t rgb);
