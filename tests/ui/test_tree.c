#include "tests/support/gallery.h"
#include "tests/support/tree_rig.h"
#include "tests/support/tree_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Every screen, in both languages and themes, on both panels, lying and upright, with names as families write them. */

static struct tree tree;
static enum theme theme = THEME_NORMAL; /* of the benches to come */

static struct bench bench_on(const struct gallery_panel *panel)
{
	struct bench bench = tree_rig_bench((size_t)(panel - gallery_panels));

	bench.theme = theme;
	return bench;
}

static void build(const struct bench *bench, int shown, enum language language, const char *name)
{
	static struct view view;

	gallery_show(&view, shown, language, name,
		     (size_t)tree_page_size(bench, gallery_screen(shown)));
	tree_build(&tree, bench, &view);
}

static const char *theme_name(void)
{
	return theme == THEME_CONTRAST ? "high contrast" : "normal theme";
}

static void expect_kept(const struct gallery_panel *panel, int shown, enum language language,
			const char *name, bool long_name)
{
	const struct bench bench = bench_on(panel);
	const char *broken;
	int widget;

	build(&bench, shown, language, name);
	broken = tree_rules_broken(&tree, &bench, long_name, &widget);
	if (broken != NULL)
		print_error("%s on %s, %s, %s, \"%s\": %s: \"%s\" (capitals %.2f mm)\n",
			    gallery_title(shown), panel->name, theme_name(),
			    language == LANGUAGE_CY ? "Welsh" : "English", name, broken,
			    widget < 0 ? "" : tree.widgets[widget].label,
			    widget < 0
				    ? 0
				    : (double)(tree.widgets[widget].fit.cap_px / panel->px_per_mm));
	assert_null(broken);
}

static void every_screen_keeps_the_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < (size_t)THEME_COUNT * GALLERY_PANELS; i++) {
		theme = (enum theme)(i / GALLERY_PANELS);
		for (int shown = 0; shown < 2 * GALLERY_SHOWN; shown++)
			expect_kept(&gallery_panels[i % GALLERY_PANELS], shown / 2,
				    (enum language)(shown % 2), "Aisha", shown / 2 == SCREEN_NAMES);
	}
	theme = THEME_NORMAL;
}

static void no_name_is_cut_off_anywhere(void **state)
{
	static const char *const hard[] = {
		"",
		"X",
		"Nguyễn Thị Ỷ",
		"आदित्य शर्मा",
		"ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
		"তাসনিম",
		"ዮሴፍ",
		"רות",
		"தமிழ்ச்செல்வி",
		"محمد Ali ابن سينا",
		"\"Quoted\" \\ back",
		"broken \xff\xc3 bytes",
		"Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefgh",
	};

	(void)state;
	for (size_t n = 0; n < GALLERY_NAMES + COUNT_OF(hard); n++) {
		const char *name = n < GALLERY_NAMES ? gallery_names[n] : hard[n - GALLERY_NAMES];

		for (size_t panel = 0; panel < GALLERY_PANELS; panel++) {
			expect_kept(&gallery_panels[panel], SCREEN_LATE, LANGUAGE_CY, name, true);
			expect_kept(&gallery_panels[panel], SCREEN_THANKS, LANGUAGE_EN, name, true);
			expect_kept(&gallery_panels[panel], SCREEN_ALREADY_IN, LANGUAGE_CY, name,
				    true);
			expect_kept(&gallery_panels[panel], SCREEN_GOODBYE, LANGUAGE_EN, name,
				    true);
			expect_kept(&gallery_panels[panel], SCREEN_RETURNED, LANGUAGE_CY, name,
				    true);
			expect_kept(&gallery_panels[panel], SCREEN_ARE_YOU_BACK, LANGUAGE_CY, name,
				    true);
			expect_kept(&gallery_panels[panel], SCREEN_CONFIRM, LANGUAGE_EN, name,
				    true);
			expect_kept(&gallery_panels[panel], SCREEN_NAMES, LANGUAGE_EN, name, true);
		}
	}
}

/* Rules that could not fail would prove nothing. */
enum damage {
	SMALL_TARGET,
	OFF_SCREEN,
	OVERLAP,
	SMALL_TEXT,
	LARGE_TEXT,
	CUT_TEXT,
	WRONG_GROUND,
	MANY_WORDS,
	WORDS_LAST,
	DAMAGES
};

static const char *broken_after(const struct bench *bench, enum damage damage)
{
	struct widget *control, *text;
	int widget;

	build(bench, SCREEN_IDLE, LANGUAGE_EN, "Aisha");
	control = &tree.widgets[tree.count - 1];
	text = &tree.widgets[2];
	switch (damage) {
	case SMALL_TARGET:
		control->box.h = (int)(19.5F * bench->px_per_mm);
		control->text_box = control->box;
		break;
	case OFF_SCREEN: control->box.x += 100; break;
	case OVERLAP: control->box.x -= 100; break;
	case SMALL_TEXT: text->fit.cap_px = 4.5F * bench->px_per_mm; break;
	case LARGE_TEXT: text->fit.cap_px *= 4; break;
	case CUT_TEXT: text->fit.lines[0].length--; break;
	case WRONG_GROUND: text->tone = TONE_HERO; break;
	case WORDS_LAST:
		tree.widgets[tree.count] = *text;
		*text = *control;
		*control = tree.widgets[tree.count];
		break;
	default:
		text->role = ROLE_TEXT;
		(void)text_copy(text->label, TREE_LABEL_SIZE, "a b c d e f");
		text->fit.lines[0].length = strlen(text->label);
	}
	return tree_rules_broken(&tree, bench, false, &widget);
}

static void the_rules_notice_damage(void **state)
{
	const struct bench bench = bench_on(&gallery_panels[0]);

	(void)state;
	for (int damage = 0; damage < DAMAGES; damage++) {
		if (broken_after(&bench, (enum damage)damage) == NULL)
			print_error("damage %d went unnoticed\n", damage);
		assert_non_null(broken_after(&bench, (enum damage)damage));
	}
	assert_string_equal(broken_after(&bench, SMALL_TARGET), "a target is at least 20 mm");
	assert_string_equal(broken_after(&bench, OVERLAP), "nothing overlaps");
	assert_string_equal(broken_after(&bench, MANY_WORDS), "at most 12 words besides names");
	assert_string_equal(broken_after(&bench, WORDS_LAST),
			    "words are said before the controls they stand by");
	assert_string_equal(broken_after(&bench, CUT_TEXT), "nothing is cut off");
	assert_string_equal(broken_after(&bench, LARGE_TEXT), "the ink stays in its box");
}

static void expect_contrast(const char *what, int tone, uint32_t a, uint32_t b, double least)
{
	if (theme_contrast(a, b) < least)
		print_error("%s, %s of tone %d: %.2f\n", theme_name(), what, tone,
			    theme_contrast(a, b));
	assert_true(theme_contrast(a, b) >= least);
}

static void every_tone_can_be_read(void **state)
{
	(void)state;
	for (int i = 0; i < THEME_COUNT * TONE_COUNT; i++) {
		int tone = i % TONE_COUNT;
		const struct tone_row *row;

		theme = (enum theme)(i / TONE_COUNT);
		row = &theme_tones(theme)[tone];
		expect_contrast("text", tone, row->ink, row->ground,
				theme == THEME_CONTRAST ? 12 : 7);
		/* Controls stand out from the page (WCAG 1.4.11). */
		if (tone == TONE_TILE || tone == TONE_ACTION || tone == TONE_YES ||
		    tone == TONE_PRESSED)
			expect_contrast("edge", tone, row->edge,
					theme_tones(theme)[TONE_PAPER].ground, 3);
	}
	theme = THEME_NORMAL;
}

static void contrast_is_computed_as_wcag_has_it(void **state)
{
	(void)state;
	assert_true(theme_contrast(0xFFFFFF, 0) > 20.99 && theme_contrast(0xFFFFFF, 0) < 21.01);
	assert_true(theme_contrast(0x777777, 0xFFFFFF) > 4.4 &&
		    theme_contrast(0x777777, 0xFFFFFF) < 4.5);
}

static const struct widget *picture_of(enum screen screen)
{
	static struct widget pictures[SCREEN_COUNT];
	const struct bench bench = bench_on(&gallery_panels[0]);

	build(&bench, screen, LANGUAGE_EN, "Aisha");
	for (int i = 0; i < tree.count; i++) {
		if (tree.widgets[i].role == ROLE_PICTURE)
			pictures[screen] = tree.widgets[i];
	}
	return &pictures[screen];
}

static void each_result_has_a_colour_and_a_shape_of_its_own(void **state)
{
	static const enum screen results[] = {
		SCREEN_WELCOME, SCREEN_LATE,     SCREEN_ALREADY_IN,  SCREEN_UNKNOWN_CARD,
		SCREEN_GOODBYE, SCREEN_RETURNED, SCREEN_OUT_OF_ORDER};

	(void)state;
	for (size_t a = 0; a < COUNT_OF(results); a++) {
		for (size_t b = 0; b < a; b++) {
			const struct widget *one = picture_of(results[a]);
			const struct widget *other = picture_of(results[b]);

			assert_true(one->mark != MARK_NONE && one->mark != other->mark);
			for (int t = 0; t < THEME_COUNT; t++) {
				const struct tone_row *tones = theme_tones((enum theme)t);

				assert_true(tones[one->tone].ground != tones[other->tone].ground);
			}
		}
	}
}

static void pages_hold_what_they_say(void **state)
{
	(void)state;
	for (size_t p = 0; p < GALLERY_PANELS; p++) {
		const struct bench bench = bench_on(&gallery_panels[p]);

		for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
			int size = tree_page_size(&bench, gallery_screen(shown)), choices = 0;

			build(&bench, shown, LANGUAGE_EN, "Aisha");
			for (int i = 0; i < tree.count; i++)
				choices += tree.widgets[i].role == ROLE_CHOICE;
			assert_int_equal(choices, size);
			assert_true(size <= VIEW_ITEMS_MAX);
		}
		assert_true(tree_page_size(&bench, SCREEN_NAMES) >= 4);
		assert_true(tree_page_size(&bench, SCREEN_YEARS) >= 8);
		/* A year of two or three forms begins with about as many letters. */
		assert_true(tree_page_size(&bench, SCREEN_LETTERS) >= 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_keeps_the_rules),
		cmocka_unit_test(no_name_is_cut_off_anywhere),
		cmocka_unit_test(the_rules_notice_damage),
		cmocka_unit_test(every_tone_can_be_read),
		cmocka_unit_test(contrast_is_computed_as_wcag_has_it),
		cmocka_unit_test(each_result_has_a_colour_and_a_shape_of_its_own),
		cmocka_unit_test(pages_hold_what_they_say),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
