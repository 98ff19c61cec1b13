#include "ui/marks.h"

#define MARK_TEXT(name, text) text,
static const char *const mark_names[] = {MARK_LIST(MARK_TEXT)};

const char *mark_text(enum mark mark)
{
	ENSURE(mark >= 0 && mark < MARK_COUNT);
	return mark_names[mark];
}

/* Shapes in a square of 100 by 100, painted one over the other in ink or in the ground's colour. */
enum kind { LINE, DISC, DOME, ARC, SLAB };
struct stroke {
	enum kind kind;
	bool in_ground;
	/* LINE: x, y, x, y, width. DISC, DOME: x, y, radius. ARC: x, y, radius, from, to (degrees, clockwise from the
	 * right), width. SLAB, a box with round corners: left, top, right, bottom, corner radius. */
	float v[6];
};

static const struct stroke strokes_card[] = {
	{SLAB, false, {2, 40, 80, 94, 8}},       {SLAB, true, {12, 52, 32, 72, 10}},
	{LINE, true, {43, 57, 68, 57, 6}},       {LINE, true, {43, 68, 60, 68, 6}},
	{LINE, true, {15, 82, 67, 82, 6}},       {ARC, false, {62, 37, 11, -85, -10, 6}},
	{ARC, false, {62, 37, 22, -85, -10, 6}}, {ARC, false, {62, 37, 33, -85, -10, 6}},
};
static const struct stroke strokes_tick[] = {
	{LINE, false, {12, 54, 38, 80, 17}},
	{LINE, false, {38, 80, 88, 24, 17}},
};
static const struct stroke strokes_clock[] = {
	{ARC, false, {50, 50, 42, 0, 360, 10}},
	{LINE, false, {50, 50, 50, 24, 9}},
	{LINE, false, {50, 50, 68, 60, 9}},
};
static const struct stroke strokes_smile[] = {
	{DISC, false, {50, 50, 44}},
	{DISC, true, {34, 38, 7}},
	{DISC, true, {66, 38, 7}},
	{ARC, true, {50, 50, 24, 20, 160, 8}},
};
static const struct stroke strokes_bus[] = {
	{SLAB, false, {4, 16, 96, 80, 10}}, {SLAB, true, {13, 27, 35, 48, 3}},
	{SLAB, true, {41, 27, 63, 48, 3}},  {SLAB, true, {69, 27, 88, 48, 3}},
	{LINE, true, {15, 60, 85, 60, 5}},  {DISC, true, {28, 80, 15}},
	{DISC, true, {72, 80, 15}},         {DISC, false, {28, 80, 11}},
	{DISC, false, {72, 80, 11}},
};
static const struct stroke strokes_bed[] = {
	{LINE, false, {8, 30, 8, 90, 9}},    {LINE, false, {92, 60, 92, 90, 9}},
	{SLAB, false, {8, 66, 92, 80, 2}},   {DISC, false, {25, 52, 11}},
	{SLAB, false, {40, 44, 94, 70, 11}}, {LINE, false, {58, 8, 78, 8, 7}},
	{LINE, false, {78, 8, 58, 30, 7}},   {LINE, false, {58, 30, 78, 30, 7}},
};
static const struct stroke strokes_diary[] = {
	{SLAB, false, {10, 14, 90, 94, 9}}, {SLAB, true, {19, 38, 81, 85, 3}},
	{LINE, true, {32, 20, 32, 26, 7}},  {LINE, true, {68, 20, 68, 26, 7}},
	{LINE, false, {32, 6, 32, 22, 7}},  {LINE, false, {68, 6, 68, 22, 7}},
	{DISC, false, {50, 62, 14}},
};
static const struct stroke strokes_ill[] = {
	{LINE, false, {42, 18, 42, 74, 27}}, {DISC, false, {42, 76, 21}},
	{LINE, true, {42, 18, 42, 74, 12}},  {DISC, true, {42, 76, 13}},
	{LINE, false, {42, 44, 42, 76, 6}},  {DISC, false, {42, 76, 8}},
	{LINE, false, {68, 20, 84, 20, 6}},  {LINE, false, {68, 36, 78, 36, 6}},
	{LINE, false, {68, 52, 84, 52, 6}},
};
static const struct stroke strokes_family[] = {
	{DISC, false, {34, 20, 16}},         {SLAB, false, {8, 42, 60, 96, 20}},
	{SLAB, false, {8, 72, 60, 96, 2}},   {DISC, true, {70, 46, 19}},
	{SLAB, true, {46, 62, 96, 97, 16}},  {DISC, false, {70, 46, 13}},
	{SLAB, false, {52, 66, 90, 96, 14}}, {SLAB, false, {52, 82, 90, 96, 2}},
};
static const struct stroke strokes_lunch[] = {
	{DISC, false, {50, 52, 29}},        {DISC, true, {50, 52, 20}},
	{LINE, false, {9, 18, 9, 88, 7}},   {LINE, false, {9, 44, 9, 46, 15}},
	{LINE, false, {3, 18, 3, 42, 4}},   {LINE, false, {15, 18, 15, 42, 4}},
	{LINE, false, {91, 18, 91, 88, 8}}, {LINE, false, {88, 22, 88, 52, 10}},
};
static const struct stroke strokes_dots[] = {
	{DISC, false, {18, 50, 11}},
	{DISC, false, {50, 50, 11}},
	{DISC, false, {82, 50, 11}},
};
static const struct stroke strokes_out[] = {
	{SLAB, false, {6, 4, 58, 96, 6}},    {SLAB, true, {16, 14, 58, 86, 3}},
	{LINE, false, {34, 50, 92, 50, 12}}, {LINE, false, {92, 50, 70, 28, 12}},
	{LINE, false, {92, 50, 70, 72, 12}},
};
static const struct stroke strokes_return[] = {
	{ARC, false, {54, 50, 34, -150, 130, 13}},
	{LINE, false, {24, 33, 18, 8, 12}},
	{LINE, false, {24, 33, 50, 32, 12}},
};
static const struct stroke strokes_door[] = {
	{SLAB, false, {18, 4, 82, 98, 6}},  {SLAB, true, {27, 13, 73, 98, 3}},
	{DISC, false, {50, 40, 12}},        {SLAB, false, {33, 57, 67, 98, 15}},
	{SLAB, false, {33, 78, 67, 98, 1}}, {LINE, false, {7, 95, 93, 95, 8}},
};
static const struct stroke strokes_question[] = {
	{SLAB, false, {12, 4, 88, 96, 11}},
	{ARC, true, {50, 38, 17, -170, 90, 9}},
	{LINE, true, {50, 55, 50, 64, 9}},
	{DISC, true, {50, 80, 6}},
};
static const struct stroke strokes_bell[] = {
	{DOME, false, {50, 67, 38}},
	{SLAB, false, {6, 76, 94, 90, 7}},
	{SLAB, false, {45, 12, 55, 32, 3}},
	{SLAB, false, {36, 8, 64, 18, 5}},
};
static const struct stroke strokes_finger[] = {
	{LINE, false, {44, 32, 44, 76, 14}},      {LINE, false, {61, 56, 61, 76, 14}},
	{LINE, false, {78, 62, 78, 80, 14}},      {SLAB, false, {37, 69, 85, 97, 13}},
	{SLAB, false, {37, 69, 85, 82, 2}},       {LINE, false, {22, 64, 46, 86, 13}},
	{ARC, false, {44, 30, 20, -170, -10, 6}},
};
static const struct stroke strokes_person[] = {
	{DISC, false, {50, 28, 20}},
	{DOME, false, {50, 92, 38}},
};
static const struct stroke strokes_back[] = {
	{LINE, false, {16, 50, 84, 50, 13}},
	{LINE, false, {16, 50, 44, 22, 13}},
	{LINE, false, {16, 50, 44, 78, 13}},
};
static const struct stroke strokes_on[] = {
	{LINE, false, {16, 50, 84, 50, 13}},
	{LINE, false, {84, 50, 56, 22, 13}},
	{LINE, false, {84, 50, 56, 78, 13}},
};
static const struct stroke strokes_home[] = {
	{LINE, false, {10, 50, 50, 14, 11}},
	{LINE, false, {50, 14, 90, 50, 11}},
	{SLAB, false, {22, 46, 78, 90, 4}},
	{SLAB, true, {42, 62, 58, 90, 2}},
};
static const struct stroke strokes_no[] = {
	{LINE, false, {22, 22, 78, 78, 15}},
	{LINE, false, {78, 22, 22, 78, 15}},
};

static const struct stroke strokes_lock[] = {
	{ARC, false, {50, 42, 22, -180, 0, 11}},
	{LINE, false, {28, 42, 28, 56, 11}},
	{LINE, false, {72, 42, 72, 56, 11}},
	{SLAB, false, {14, 50, 86, 94, 8}},
	{DISC, true, {50, 68, 7}},
	{LINE, true, {50, 68, 50, 80, 7}},
};
static const struct stroke strokes_warning[] = {
	{LINE, false, {50, 18, 12, 86, 16}}, {LINE, false, {50, 18, 88, 86, 16}},
	{LINE, false, {12, 86, 88, 86, 16}}, {LINE, false, {50, 44, 50, 78, 40}},
	{LINE, false, {30, 72, 70, 72, 24}}, {LINE, true, {50, 36, 50, 60, 9}},
	{DISC, true, {50, 77, 6}},
};
static const struct stroke strokes_printer[] = {
	{SLAB, false, {26, 6, 74, 34, 4}}, {SLAB, false, {6, 34, 94, 74, 8}},
	{SLAB, true, {22, 56, 78, 96, 4}}, {SLAB, false, {27, 61, 73, 96, 3}},
	{LINE, true, {36, 73, 64, 73, 5}}, {LINE, true, {36, 84, 64, 84, 5}},
	{DISC, true, {82, 45, 4}},
};
static const struct stroke strokes_dot[] = {
	{DISC, false, {50, 50, 42}},
};

static const struct stroke strokes_box[] = {
	{SLAB, false, {8, 8, 92, 92, 12}},
	{SLAB, true, {17, 17, 83, 83, 5}},
};
static const struct stroke strokes_ticked[] = {
	{SLAB, false, {8, 8, 92, 92, 12}},
	{SLAB, true, {17, 17, 83, 83, 5}},
	{LINE, false, {29, 52, 45, 68, 12}},
	{LINE, false, {45, 68, 73, 34, 12}},
};

static const struct picture {
	const struct stroke *strokes;
	size_t count;
} pictures[MARK_COUNT] = {
#define PICTURE(name)                                                                              \
	{                                                                                          \
		name, COUNT_OF(name)                                                               \
	}
	[MARK_NONE] = {NULL, 0},
	[MARK_CARD] = PICTURE(strokes_card),
	[MARK_TICK] = PICTURE(strokes_tick),
	[MARK_CLOCK] = PICTURE(strokes_clock),
	[MARK_SMILE] = PICTURE(strokes_smile),
	[MARK_BUS] = PICTURE(strokes_bus),
	[MARK_BED] = PICTURE(strokes_bed),
	[MARK_DIARY] = PICTURE(strokes_diary),
	[MARK_ILL] = PICTURE(strokes_ill),
	[MARK_FAMILY] = PICTURE(strokes_family),
	[MARK_LUNCH] = PICTURE(strokes_lunch),
	[MARK_DOTS] = PICTURE(strokes_dots),
	[MARK_OUT] = PICTURE(strokes_out),
	[MARK_RETURN] = PICTURE(strokes_return),
	[MARK_DOOR] = PICTURE(strokes_door),
	[MARK_QUESTION] = PICTURE(strokes_question),
	[MARK_BELL] = PICTURE(strokes_bell),
	[MARK_FINGER] = PICTURE(strokes_finger),
	[MARK_PERSON] = PICTURE(strokes_person),
	[MARK_BACK] = PICTURE(strokes_back),
	[MARK_ON] = PICTURE(strokes_on),
	[MARK_HOME] = PICTURE(strokes_home),
	[MARK_YES] = PICTURE(strokes_tick),
	[MARK_NO] = PICTURE(strokes_no),
	[MARK_LOCK] = PICTURE(strokes_lock),
	[MARK_WARNING] = PICTURE(strokes_warning),
	[MARK_DOT] = PICTURE(strokes_dot),
	[MARK_BOX] = PICTURE(strokes_box),
	[MARK_TICKED] = PICTURE(strokes_ticked),
	[MARK_PRINTER] = PICTURE(strokes_printer),
#undef PICTURE
};

struct frame {
	float x, y, scale;
};

static void add_stroke(struct path *path, const struct frame *frame, const struct stroke *stroke)
{
	const float *v = stroke->v;
	float s = frame->scale;
	float a[2] = {frame->x + v[0] * s, frame->y + v[1] * s};
	float b[2] = {frame->x + v[2] * s, frame->y + v[3] * s};

	switch (stroke->kind) {
	case LINE: path_line(path, a, b, v[4] * s); break;
	case DISC: path_disc(path, a[0], a[1], v[2] * s); break;
	case DOME: path_dome(path, a[0], a[1], v[2] * s); break;
	case ARC: path_arc(path, a, v[2] * s, v[3], v[4], v[5] * s); break;
	case SLAB: break;
	}
}

static void draw_slab(struct paint *paint, const struct frame *frame, const float v[6],
		      uint32_t rgb)
{
	float s = frame->scale;
	int left = (int)(frame->x + v[0] * s), top = (int)(frame->y + v[1] * s);
	struct box box = {left, top, (int)(frame->x + v[2] * s) - left,
			  (int)(frame->y + v[3] * s) - top};

	paint_round_box(paint, &box, (int)(v[4] * s), rgb);
}

void mark_draw(struct paint *paint, enum mark mark, const struct box *box, uint32_t ink,
	       uint32_t ground)
{
	int side = box->w < box->h ? box->w : box->h;
	struct frame frame = {(float)box->x + (float)(box->w - side) / 2,
			      (float)box->y + (float)(box->h - side) / 2, (float)side / 100};
	struct path path;

	for (size_t i = 0; i < pictures[mark].count; i++) {
		const struct stroke *stroke = &pictures[mark].strokes[i];
		uint32_t rgb = stroke->in_ground ? ground : ink;

		if (stroke->kind == SLAB) {
			draw_slab(paint, &frame, stroke->v, rgb);
			continue;
		}
		path_init(&path);
		add_stroke(&path, &frame, stroke);
		paint_path(paint, &path, rgb);
	}
}
