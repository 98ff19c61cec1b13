#include "tests/support/gallery.h"
#include "ui/focus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The ring round the control that a keypad speaks of. */

static struct ui *ui;
static struct type *type;
static struct words *words;
static struct view view;
static struct tree tree;

static int open_all(void **state)
{
	char problem[256];

	(void)state;
	return type_open(&type, problem, sizeof(problem)) != OK ||
	       words_open(&words, gallery_locale_dir()) != OK ||
	       ui_open(&ui, 1280, 720, 8.26F, gallery_locale_dir(), problem, sizeof(problem)) != OK;
}

static int close_all(void **state)
{
	(void)state;
	ui_close(ui);
	type_close(type);
	words_close(words);
	return 0;
}

static struct bench bench_on(const struct gallery_panel *panel)
{
	struct bench bench = {.type = type,
			      .words = words,
			      .width_px = panel->width_px,
			      .height_px = panel->height_px,
			      .px_per_mm = panel->px_per_mm};

	bench_init(&bench);
	return bench;
}

static void the_ring_stands_out_and_covers_no_control(void **state)
{
	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		const struct bench bench = bench_on(&gallery_panels[p]);
		const struct box panel = {0, 0, bench.width_px, bench.height_px};

		for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
			gallery_show(&view, shown, LANGUAGE_CY, "Aisha",
				     (size_t)tree_page_size(&bench, gallery_screen(shown)));
			tree_build(&tree, &bench, &view);
			/* Two lines of colours that stand out from each other: one of them does from anything else. */
			assert_true(
				theme_contrast(
					theme_tones((enum theme)0)[tree.widgets[0].tone].ink,
					theme_tones((enum theme)0)[tree.widgets[0].tone].ground) >=
				7);
			for (int i = 0; i < tree.count; i++) {
				const struct box ring = focus_ring(&tree.widgets[i], &bench);

				if (!widget_is_control(&tree.widgets[i]))
					continue;
				assert_true(box_within(&ring, &panel));
				for (int other = 1; other < tree.count; other++)
					assert_true(other == i ||
						    !widget_is_control(&tree.widgets[other]) ||
						    !box_overlaps(&ring, &tree.widgets[other].box));
			}
		}
	}
}

static uint32_t pixel(int x, int y)
{
	int pitch;
	const char *pixels = (const char *)ui_draw(ui, &pitch);

	return ((const uint32_t *)(const void *)(pixels + (ptrdiff_t)y * pitch))[x] & 0xFFFFFF;
}

/* Above the middle of "Yes": half a line, and one and a half lines, out of the control. */
static void the_ring_is_a_thick_double_line(void **state)
{
	const struct bench bench = bench_on(&gallery_panels[0]);
	struct flow_touch touch;
	const struct tone_row *page = &theme_tones((enum theme)0)[TONE_PAPER];
	const float line = FOCUS_LINE_MM * 8.26F;
	int x, y, top;

	(void)state;
	assert_true(2 * FOCUS_LINE_MM >= 0.53F); /* WCAG 2.2, 2.4.13: two CSS pixels */
	gallery_show(&view, SCREEN_CONFIRM, LANGUAGE_EN, "Aisha", 0);
	tree_build(&tree, &bench, &view);
	ui_set(ui, &view);
	assert_true(ui_control(ui, "Yes", &x, &y));
	top = tree.widgets[tree.count - 1].box.y;
	assert_true(pixel(x, top - (int)(1.5F * line)) == page->ground);
	(void)ui_key(ui, UI_KEY_NEXT, 0, &touch);
	assert_true(pixel(x, top - (int)(1.5F * line)) == page->ink);
	assert_true(pixel(x, top - (int)(0.5F * line)) == page->ground);
	/* The control itself looks as it did. */
	assert_true(pixel(x, top + 4) == theme_tones((enum theme)0)[TONE_YES].ground);
}

/* Keypad and voice go by the tree: what lies above in the same column comes first. */
static bool out_of_order(int i)
{
	const struct widget *widget = &tree.widgets[i];

	for (int later = i + 1; later < tree.count; later++) {
		const struct widget *other = &tree.widgets[later];

		if (other->parent == widget->parent &&
		    other->box.y + other->box.h <= widget->box.y &&
		    other->box.x < widget->box.x + widget->box.w &&
		    widget->box.x < other->box.x + other->box.w)
			return true;
	}
	return false;
}

static void the_pupils_screens_are_in_the_order_of_reading(void **state)
{
	static struct widget swapped;

	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		const struct bench bench = bench_on(&gallery_panels[p]);

		for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
			gallery_show(&view, shown, LANGUAGE_CY, "Aisha",
				     (size_t)tree_page_size(&bench, gallery_screen(shown)));
			tree_build(&tree, &bench, &view);
			for (int i = 1; i < tree.count; i++) {
				if (out_of_order(i))
					fail_msg("%s: %s", gallery_title(shown),
						 tree.widgets[i].label);
			}
		}
	}
	/* It would be noticed. */
	swapped = tree.widgets[tree.count - 1];
	tree.widgets[tree.count - 1] = tree.widgets[2];
	tree.widgets[2] = swapped;
	assert_true(out_of_order(2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ring_stands_out_and_covers_no_control),
		cmocka_unit_test(the_ring_is_a_thick_double_line),
		cmocka_unit_test(the_pupils_screens_are_in_the_order_of_reading),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
