#include "tests/support/gallery_ui.h"
#include "tests/support/tree_rig.h"
#include "tests/support/tree_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Panels other than the two that are promised: a school plugs in what it has, and what the display says of its size may be wrong. */

static const struct row {
	struct gallery_panel panel;
	bool cramped; /* less high than the 7 inch panel is: only taken, not promised to look well */
} rows[] = {
	{{"7 inch, 800x480", 800, 480, 5.16F}, false},
	{{"7 inch, 800x480, upright", 480, 800, 5.16F}, false},
	{{"7 inch, 1024x600", 1024, 600, 6.63F}, false},
	{{"10.4 inch, 4:3", 1024, 768, 4.85F}, false},
	{{"10.4 inch, 4:3, upright", 768, 1024, 4.85F}, false},
	{{"17 inch, 5:4", 1280, 1024, 3.79F}, false},
	{{"11.6 inch", 1366, 768, 5.32F}, false},
	{{"full HD of no stated size", 1920, 1080, 5.9F}, false},
	{{"full HD of no stated size, upright", 1080, 1920, 5.9F}, false},
	{{"21.5 inch", 1920, 1080, 4.03F}, false},
	{{"21.5 inch, upright", 1080, 1920, 4.03F}, false},
	{{"43 inch", 3840, 2160, 4.03F}, false},
	{{"as coarse as is believed", 3840, 2160, 2.0F}, false},
	{{"the smallest that is taken", 860, 860, 10.0F}, true},
	{{"a bar", 3440, 860, 10.0F}, true},
};

/* Sizes of letters are promised for the two panels alone; and letters that reach far up or down may be a pixel's breadth too high
 * for a row here, which cuts nothing off. */
static bool of_letters(const char *broken)
{
	return strcmp(broken, "the ink stays in its box") == 0 ||
	       strcmp(broken, "capitals are high enough for what they are") == 0;
}

static int breaks(const struct bench *bench, const struct row *row, int shown, int language)
{
	bool long_name = shown == SCREEN_NAMES ||
			 (shown >= GALLERY_SHOWN && gallery_staff_long(shown - GALLERY_SHOWN));
	const char *broken;
	int widget;

	tree_rig_build(bench, shown, (enum language)language, "Aisha");
	broken = tree_rules_broken(&rig.tree, bench, long_name, &widget);
	if (row->cramped || broken == NULL || of_letters(broken))
		return 0;
	print_error("%s on %s: %s: \"%s\"\n", gallery_all_title(shown), row->panel.name, broken,
		    widget < 0 ? "" : rig.tree.widgets[widget].label);
	return 1;
}

static void every_screen_fits_any_panel(void **state)
{
	int broken_ones = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bench bench = tree_rig_bench(0);

		bench.width_px = rows[i].panel.width_px;
		bench.height_px = rows[i].panel.height_px;
		bench.px_per_mm = rows[i].panel.px_per_mm;
		bench_init(&bench);
		for (int shown = 0; shown < 2 * GALLERY_ALL; shown++)
			broken_ones += breaks(&bench, &rows[i], shown / 2, shown % 2);
	}
	assert_int_equal(broken_ones, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_fits_any_panel),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
