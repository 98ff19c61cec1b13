#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/turn.h"

/* A picture of three columns and two rows, and where its corners must lie on the glass. */
static const struct {
	const char *sentence;
	enum turn turn;
	struct turn_size panel;
	struct turn_point top_left, top_right, bottom_left, bottom_right;
} corners[] = {
	{"not turned, all stays", TURN_NONE, {3, 2}, {0, 0}, {2, 0}, {0, 1}, {2, 1}},
	{"to the right, its top is the panel's right edge",
	 TURN_RIGHT,
	 {2, 3},
	 {1, 0},
	 {1, 2},
	 {0, 0},
	 {0, 2}},
	{"on its head, its top is the panel's bottom",
	 TURN_OVER,
	 {3, 2},
	 {2, 1},
	 {0, 1},
	 {2, 0},
	 {0, 0}},
	{"to the left, its top is the panel's left edge",
	 TURN_LEFT,
	 {2, 3},
	 {0, 2},
	 {0, 0},
	 {1, 2},
	 {1, 0}},
};

static void expect_at(const char *sentence, struct turn_point got, struct turn_point wanted)
{
	if (got.x != wanted.x || got.y != wanted.y)
		fail_msg("%s: %d,%d, not %d,%d", sentence, got.x, got.y, wanted.x, wanted.y);
}

static void corners_lie_where_they_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(corners); i++) {
		const char *sentence = corners[i].sentence;
		enum turn turn = corners[i].turn;
		struct turn_size panel = corners[i].panel, size = turn_size(turn, panel);

		assert_int_equal(size.width, 3);
		assert_int_equal(size.height, 2);
		expect_at(sentence, turn_to_panel(turn, panel, (struct turn_point){0, 0}),
			  corners[i].top_left);
		expect_at(sentence, turn_to_panel(turn, panel, (struct turn_point){2, 0}),
			  corners[i].top_right);
		expect_at(sentence, turn_to_panel(turn, panel, (struct turn_point){0, 1}),
			  corners[i].bottom_left);
		expect_at(sentence, turn_to_panel(turn, panel, (struct turn_point){2, 1}),
			  corners[i].bottom_right);
	}
}

static bool inside(struct turn_point point, struct turn_size size)
{
	return point.x >= 0 && point.y >= 0 && point.x < size.width && point.y < size.height;
}

/* The law: there and back is where it was, and no pixel leaves the glass, on panels of every shape. */
static void there_and_back_is_where_it_was(void **state)
{
	(void)state;
	for (int all = 0; all < TURN_COUNT * 7 * 7; all++) {
		enum turn turn = (enum turn)(all % TURN_COUNT);
		struct turn_size panel = {1 + all / TURN_COUNT % 7, 1 + all / TURN_COUNT / 7};
		struct turn_size size = turn_size(turn, panel);
		struct turn_size again = turn_size(turn, size);

		assert_true(again.width == panel.width && again.height == panel.height);
		for (int i = 0; i < size.width * size.height; i++) {
			struct turn_point at = {i % size.width, i / size.width};
			struct turn_point there = turn_to_panel(turn, panel, at);

			assert_true(inside(there, panel));
			expect_at("there and back", turn_to_picture(turn, panel, there), at);
		}
	}
}

/* Frames larger than a tile, whose rows have a gap; a pixel's colour says where it was. */
static void a_frame_is_turned_pixel_by_pixel(void **state)
{
	static const struct turn_size panels[] = {{100, 70}, {32, 64}, {33, 1}, {720, 130}};

	(void)state;
	for (size_t i = 0; i < TURN_COUNT * COUNT_OF(panels); i++) {
		enum turn turn = (enum turn)(i % TURN_COUNT);
		struct turn_size panel = panels[i / TURN_COUNT], size = turn_size(turn, panel);
		int pitch = size.width + 5, count = panel.width * panel.height;
		uint32_t *picture = calloc((size_t)pitch * (size_t)size.height, sizeof *picture);
		uint32_t *out = calloc((size_t)count + 1, sizeof *out);

		assert_true(picture && out);
		for (int at = 0; at < pitch * size.height; at++)
			picture[at] = 0xff000000U + (uint32_t)at;
		out[count] = 7;
		turn_frame(turn, panel, picture, pitch * (int)sizeof *picture, out);
		for (int at = 0; at < size.width * size.height; at++) {
			struct turn_point from = {at % size.width, at / size.width};
			struct turn_point to = turn_to_panel(turn, panel, from);

			assert_int_equal(out[to.y * panel.width + to.x],
					 picture[from.y * pitch + from.x]);
		}
		assert_int_equal(out[count], 7);
		free(picture);
		free(out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(corners_lie_where_they_should),
		cmocka_unit_test(there_and_back_is_where_it_was),
		cmocka_unit_test(a_frame_is_turned_pixel_by_pixel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
