#include "tests/support/gallery.h"
#include "tests/support/screen_rules.h"
#include "tests/support/tree_rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The staff screens as pupils' are held in test_signals: languages, signals other than colour, contrast as drawn. */

static void no_english_word_stands_on_a_welsh_screen(void **state)
{
	static struct tree english;
	const struct bench bench = tree_rig_bench(0);

	(void)state;
	for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
		int found;

		tree_rig_staff(&bench, shown, LANGUAGE_EN);
		english = rig.tree;
		tree_rig_staff(&bench, shown, LANGUAGE_CY);
		found = screen_rules_untranslated(&english, &rig.tree, rig.words);
		if (found >= 0)
			print_error("%s in Welsh: \"%s\"\n", gallery_staff_title(shown),
				    rig.tree.widgets[found].label);
		assert_int_equal(found, -1);
	}
}

static void no_control_differs_in_colour_alone(void **state)
{
	(void)state;
	for (size_t panel = 0; panel < GALLERY_PANELS; panel++) {
		const struct bench bench = tree_rig_bench(panel);

		for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
			tree_rig_staff(&bench, shown, LANGUAGE_EN);
			assert_int_equal(screen_rules_colour_alone(&rig.tree), -1);
		}
	}
}

static void draw(const struct bench *bench, const struct widget *pressed, struct picture *out)
{
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, bench->width_px, bench->height_px,
							      32, SDL_PIXELFORMAT_ARGB8888);
	struct paint paint;

	assert_non_null(surface);
	assert_int_equal(paint_init(&paint, surface), OK);
	tree_draw(&rig.tree, bench, &paint, pressed);
	assert_int_equal(picture_init(out, bench->width_px, bench->height_px, 0), OK);
	picture_take(out, surface->pixels, surface->pitch);
	paint_release(&paint);
	SDL_FreeSurface(surface);
}

static void what_is_drawn_can_be_read(void **state)
{
	(void)state;
	for (size_t panel = 0; panel < GALLERY_PANELS; panel += 3) {
		const struct bench bench = tree_rig_bench(panel);

		for (int shown = 0; shown < GALLERY_STAFF_SHOWN; shown++) {
			struct picture picture = {0};
			int found;

			tree_rig_staff(&bench, shown, LANGUAGE_CY);
			draw(&bench, NULL, &picture);
			found = screen_rules_faint(&rig.tree, &picture);
			if (found >= 0)
				print_error("%s: \"%s\"\n", gallery_staff_title(shown),
					    rig.tree.widgets[found].label);
			assert_int_equal(found, -1);
			picture_release(&picture);
		}
	}
}

/* A row that is a control looks pressed with all that stands on it: where paper was, in and between its words, no paper is left. */
static void a_pressed_row_looks_pressed_whole(void **state)
{
	const struct bench bench = tree_rig_bench(0);
	struct picture before = {0}, after = {0};
	const struct widget *row;
	int changed = 0;

	(void)state;
	tree_rig_staff_titled("register");
	row = tree_control(&rig.tree, "Aisha Rahman");
	assert_non_null(row);
	draw(&bench, NULL, &before);
	draw(&bench, row, &after);
	for (int y = row->box.y + 20; y < row->box.y + row->box.h - 20; y++) {
		for (int x = row->box.x + 20; x < row->box.x + row->box.w - 20; x++) {
			uint32_t was = before.argb[y * before.width + x] & 0xFFFFFF;
			uint32_t is = after.argb[y * after.width + x] & 0xFFFFFF;

			assert_true(was != 0xFFFFFF || is != 0xFFFFFF);
			changed += was != is;
		}
	}
	assert_true(changed > 10000);
	picture_release(&before);
	picture_release(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_english_word_stands_on_a_welsh_screen),
		cmocka_unit_test(no_control_differs_in_colour_alone),
		cmocka_unit_test(what_is_drawn_can_be_read),
		cmocka_unit_test(a_pressed_row_looks_pressed_whole),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
