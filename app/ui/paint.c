#include "ui/paint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum err paint_init(struct paint *paint, SDL_Surface *surface)
{
	/* Two spare columns: the far edge of a shape spills one to the right. */
	paint->surface = surface;
	paint->cover_size = (size_t)(surface->w + 4) * (size_t)(surface->h + 4);
	paint->cover = malloc(paint->cover_size * sizeof(*paint->cover));
	return paint->cover == NULL ? ERR_NO_MEMORY : OK;
}

void paint_release(struct paint *paint)
{
	free(paint->cover);
	paint->cover = NULL;
}

void paint_box(struct paint *paint, const struct box *box, uint32_t rgb)
{
	const SDL_Rect rect = {box->x, box->y, box->w, box->h};

	(void)SDL_FillRect(paint->surface, &rect, 0xFF000000U | rgb);
}

/* Corners only are shapes; the rest of a large panel is filled at memory speed. */
void paint_round_box(struct paint *paint, const struct box *box, int radius, uint32_t rgb)
{
	const struct box middle = {box->x, box->y + radius, box->w, box->h - 2 * radius};
	const struct box top = {box->x + radius, box->y, box->w - 2 * radius, radius};
	struct box bottom = top;
	struct path path;

	bottom.y = box->y + box->h - radius;
	paint_box(paint, &middle, rgb);
	paint_box(paint, &top, rgb);
	paint_box(paint, &bottom, rgb);
	for (int corner = 0; corner < 4; corner++) {
		float x = (float)(corner % 2 == 0 ? box->x + radius : box->x + box->w - radius);
		float y = (float)(corner < 2 ? box->y + radius : box->y + box->h - radius);

		path_init(&path);
		path_disc(&path, x, y, (float)radius);
		paint_path(paint, &path, rgb);
	}
}

/* Adds to each cell how much an edge changes the covered area from there on, to be summed along the
 * row: exact areas without sampling (as font-rs and stb_truetype do). */
struct edge {
	float x0, y0, x1, y1; /* y0 < y1, relative to the shape's bounds */
	float way;            /* 1: down, -1: up */
};

static void add_span(float *row, float x, float x_next, float d)
{
	float left = fminf(x, x_next), right = fmaxf(x, x_next);
	int first = (int)floorf(left), last = (int)ceilf(right);
	float scale, from, to, head, tail;

	if (last <= first + 1) {
		float middle = 0.5F * (left + right) - (float)first;

		row[first] += d - d * middle;
		row[first + 1] += d * middle;
		return;
	}
	scale = 1.0F / (right - left);
	from = left - (float)first;
	to = right - (float)last + 1.0F;
	head = 0.5F * scale * (1.0F - from) * (1.0F - from);
	tail = 0.5F * scale * to * to;
	row[first] += d * head;
	if (last == first + 2) {
		row[first + 1] += d * (1.0F - head - tail);
	} else {
		float second = scale * (1.5F - from);

		row[first + 1] += d * (second - head);
		for (int i = first + 2; i < last - 1; i++)
			row[i] += d * scale;
		row[last - 1] += d * (1.0F - second - (float)(last - first - 3) * scale - tail);
	}
	row[last] += d * tail;
}

static void add_edge(float *cover, int stride, const struct edge *edge)
{
	float slope = (edge->x1 - edge->x0) / (edge->y1 - edge->y0);
	float x = edge->x0;

	for (int y = (int)floorf(edge->y0); (float)y < edge->y1; y++) {
		float height = fminf((float)(y + 1), edge->y1) - fmaxf((float)y, edge->y0);
		float x_next = x + slope * height;

		add_span(cover + (size_t)y * (size_t)stride, x, x_next, height * edge->way);
		x = x_next;
	}
}

static void add_outline(float *cover, int stride, const struct box *bounds,
			const float (*points)[2], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const float *a = points[i], *b = points[(i + 1) % count];
		bool down = a[1] < b[1];
		const float *top = down ? a : b, *low = down ? b : a;
		struct edge edge = {top[0] - (float)bounds->x, top[1] - (float)bounds->y,
				    low[0] - (float)bounds->x, low[1] - (float)bounds->y,
				    down ? 1.0F : -1.0F};

		if (edge.y0 < edge.y1)
			add_edge(cover, stride, &edge);
	}
}

static uint32_t blend(uint32_t under, uint32_t over, uint32_t alpha)
{
	uint32_t out = 0xFF000000U;

	for (int shift = 0; shift < 24; shift += 8) {
		uint32_t a = (under >> shift) & 0xFF, b = (over >> shift) & 0xFF;

		out |= (a * (255 - alpha) + b * alpha + 127) / 255 << shift;
	}
	return out;
}

static void lay_down(struct paint *paint, const struct box *bounds, uint32_t rgb)
{
	for (int y = 0; y < bounds->h; y++) {
		char *line = (char *)paint->surface->pixels +
			     (ptrdiff_t)(bounds->y + y) * paint->surface->pitch;
		uint32_t *pixels = (uint32_t *)(void *)line + bounds->x;
		const float *row = paint->cover + (size_t)y * (size_t)(bounds->w + 2);
		float sum = 0;

		for (int x = 0; x < bounds->w; x++) {
			uint32_t alpha;

			sum += row[x];
			alpha = (uint32_t)(fminf(fabsf(sum), 1.0F) * 255.0F + 0.5F);
			if (alpha == 255)
				pixels[x] = 0xFF000000U | rgb;
			else if (alpha > 0)
				pixels[x] = blend(pixels[x], rgb, alpha);
		}
	}
}

static struct box bounds_of(const struct path *path)
{
	float low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
	struct box box;

	for (size_t i = 0; i < path->point_count; i++) {
		for (int axis = 0; axis < 2; axis++) {
			low[axis] = fminf(low[axis], path->points[i][axis]);
			high[axis] = fmaxf(high[axis], path->points[i][axis]);
		}
	}
	box.x = (int)floorf(low[0]);
	box.y = (int)floorf(low[1]);
	box.w = (int)ceilf(high[0]) - box.x + 1;
	box.h = (int)ceilf(high[1]) - box.y + 1;
	return box;
}

void paint_path(struct paint *paint, const struct path *path, uint32_t rgb)
{
	struct box bounds;
	const struct box roomy = {0, 0, paint->surface->w + 1, paint->surface->h + 1};
	size_t start = 0;

	if (path->point_count == 0)
		return;
	bounds = bounds_of(path);
	if (!box_within(&bounds, &roomy))
		return;
	/* A pixel of rounding at the surface's own edge is forgiven; shapes are laid out inside it. */
	if (bounds.x + bounds.w == roomy.w)
		bounds.w--;
	if (bounds.y + bounds.h == roomy.h)
		bounds.h--;
	memset(paint->cover, 0,
	       (size_t)(bounds.w + 3) * (size_t)(bounds.h + 2) * sizeof(*paint->cover));
	for (size_t i = 0; i < path->end_count; i++) {
		add_outline(paint->cover, bounds.w + 2, &bounds, &path->points[start],
			    path->ends[i] - start);
		start = path->ends[i];
	}
	lay_down(paint, &bounds, rgb);
}
