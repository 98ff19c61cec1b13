#include "tests/support/gallery_ui.h"
#include "tests/support/tree_rig.h"
#include "ui/focus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The ring round the control that a keypad speaks of. */

static const struct widget *covered_by(const struct box *ring, int own)
{
	for (int i = 1; i < rig.tree.count; i++) {
		const struct widget *widget = &rig.tree.widgets[i];

		if (i != own && widget_is_control(widget) && box_overlaps(ring, &widget->box))
			return widget;
	}
	return NULL;
}

static void the_ring_stands_out_and_covers_no_control(void **state)
{
	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		const struct bench bench = tree_rig_bench(p);
		const struct box panel = {0, 0, bench.width_px, bench.height_px};

		for (int shown = 0; shown < GALLERY_ALL; shown++) {
			tree_rig_build(&bench, shown, LANGUAGE_CY, "Aisha");
			/* Two lines of colours that stand out from each other: one of them does from anything else. */
			assert_true(
				theme_contrast(
					theme_tones((enum theme)0)[rig.tree.widgets[0].tone].ink,
					theme_tones((enum theme)0)[rig.tree.widgets[0].tone]
						.ground) >= 7);
			for (int i = 0; i < rig.tree.count; i++) {
				const struct box ring = focus_ring(&rig.tree.widgets[i], &bench);
				const struct widget *covered;

				if (!widget_is_control(&rig.tree.widgets[i]))
					continue;
				assert_true(box_within(&ring, &panel));
				covered = covered_by(&ring, i);
				if (covered != NULL)
					fail_msg("%s on %s: the ring of \"%s\" covers \"%s\"",
						 gallery_all_title(shown), gallery_panels[p].name,
						 rig.tree.widgets[i].label, covered->label);
			}
		}
	}
}

static uint32_t pixel(int x, int y)
{
	int pitch;
	const char *pixels = (const char *)ui_draw(rig.ui, &pitch);

	return ((const uint32_t *)(const void *)(pixels + (ptrdiff_t)y * pitch))[x] & 0xFFFFFF;
}

/* Above the middle of "Yes": half a line, and one and a half lines, out of the control. */
static void the_ring_is_a_thick_double_line(void **state)
{
	const struct bench bench = tree_rig_bench(0);
	struct flow_touch touch;
	const struct tone_row *page = &theme_tones((enum theme)0)[TONE_PAPER];
	const float line = FOCUS_LINE_MM * 8.26F;
	int x, y, top;

	(void)state;
	assert_true(2 * FOCUS_LINE_MM >= 0.53F); /* WCAG 2.2, 2.4.13: two CSS pixels */
	gallery_show(&rig.view, SCREEN_CONFIRM, LANGUAGE_EN, "Aisha", 0);
	tree_build(&rig.tree, &bench, &rig.view);
	ui_set(rig.ui, &rig.view);
	assert_true(ui_control(rig.ui, "Yes", &x, &y));
	top = rig.tree.widgets[rig.tree.count - 1].box.y;
	assert_true(pixel(x, top - (int)(1.5F * line)) == page->ground);
	(void)ui_key(rig.ui, UI_KEY_NEXT, 0, &touch);
	assert_true(pixel(x, top - (int)(1.5F * line)) == page->ink);
	assert_true(pixel(x, top - (int)(0.5F * line)) == page->ground);
	/* The control itself looks as it did. */
	assert_true(pixel(x, top + 4) == theme_tones((enum theme)0)[TONE_YES].ground);
}

/* Keypad and voice go by the tree: what lies above in the same column comes first. */
static bool out_of_order(int i)
{
	const struct widget *widget = &rig.tree.widgets[i];

	for (int later = i + 1; later < rig.tree.count; later++) {
		const struct widget *other = &rig.tree.widgets[later];

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
		const struct bench bench = tree_rig_bench(p);

		for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
			tree_rig_build(&bench, shown, LANGUAGE_CY, "Aisha");
			for (int i = 1; i < rig.tree.count; i++) {
				if (out_of_order(i))
					fail_msg("%s: %s", gallery_title(shown),
						 rig.tree.widgets[i].label);
			}
		}
	}
	/* It would be noticed. */
	swapped = rig.tree.widgets[rig.tree.count - 1];
	rig.tree.widgets[rig.tree.count - 1] = rig.tree.widgets[2];
	rig.tree.widgets[2] = swapped;
	assert_true(out_of_order(2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ring_stands_out_and_covers_no_control),
		cmocka_unit_test(the_ring_is_a_thick_double_line),
		cmocka_unit_test(the_pupils_screens_are_in_the_order_of_reading),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
