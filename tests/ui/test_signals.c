#include "tests/support/gallery_ui.h"
#include "tests/support/screen_rules.h"
#include "tests/support/tree_rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* What must hold between screens, and of what is drawn: each rule on all there is, and then on something that breaks it. */

static struct tree trees[GALLERY_SHOWN];

static void build(struct tree *tree, const struct bench *bench, int shown, enum language language)
{
	static struct view view;

	gallery_show(&view, shown, language, "Aisha",
		     (size_t)tree_page_size(bench, gallery_screen(shown)));
	tree_build(tree, bench, &view);
}

/* -- a missing translation ------------------------------------------------------------------------- */

static void no_english_word_stands_on_a_welsh_screen(void **state)
{
	static struct tree english, welsh;
	const struct bench bench = tree_rig_bench(0);

	(void)state;
	for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
		int found;

		build(&english, &bench, shown, LANGUAGE_EN);
		build(&welsh, &bench, shown, LANGUAGE_CY);
		found = screen_rules_untranslated(&english, &welsh, rig.words);
		if (found >= 0)
			print_error("%s in Welsh: \"%s\"\n", gallery_title(shown),
				    welsh.widgets[found].label);
		assert_int_equal(found, -1);
	}
}

static void a_missing_translation_is_noticed(void **state)
{
	static struct tree english, welsh;
	const struct bench bench = tree_rig_bench(0);

	(void)state;
	build(&english, &bench, SCREEN_CONFIRM, LANGUAGE_EN);
	build(&welsh, &bench, SCREEN_CONFIRM, LANGUAGE_CY);
	for (int i = 1; i < welsh.count; i++) {
		struct tree damaged = welsh;
		bool ours =
			welsh.widgets[i].role == ROLE_TEXT || welsh.widgets[i].role == ROLE_BUTTON;

		(void)text_copy(damaged.widgets[i].label, TREE_LABEL_SIZE,
				english.widgets[i].label);
		assert_int_equal(screen_rules_untranslated(&english, &damaged, rig.words),
				 ours ? i : -1);
	}
	/* The name of the other language is not one, nor is a time. */
	build(&english, &bench, SCREEN_IDLE, LANGUAGE_EN);
	assert_true(screen_rules_untranslated(&english, &english, rig.words) > 0);
}

/* -- colour as the only signal ---------------------------------------------------------------------- */

static void no_two_screens_differ_in_colour_alone(void **state)
{
	(void)state;
	for (int panel = 0; panel < GALLERY_PANELS; panel++) {
		const struct bench bench = tree_rig_bench(panel);

		for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
			build(&trees[shown], &bench, shown, LANGUAGE_EN);
			for (int other = 0; other < shown; other++) {
				if (screen_rules_alike(&trees[shown], &trees[other]))
					print_error("%s and %s\n", gallery_title(shown),
						    gallery_title(other));
				assert_false(screen_rules_alike(&trees[shown], &trees[other]));
			}
			assert_int_equal(screen_rules_colour_alone(&trees[shown]), -1);
		}
	}
}

static void each_result_has_words_and_a_sound_of_its_own(void **state)
{
	(void)state;
	for (int a = FEEDBACK_NONE; a <= FEEDBACK_FAULT; a++) {
		for (int b = FEEDBACK_NONE; b < a; b++)
			assert_string_not_equal(feedback_text((enum feedback)a),
						feedback_text((enum feedback)b));
	}
}

static void colour_as_the_only_signal_is_noticed(void **state)
{
	static struct tree welcome, recoloured, list;
	const struct bench bench = tree_rig_bench(0);
	int last;

	(void)state;
	build(&welcome, &bench, SCREEN_WELCOME, LANGUAGE_EN);
	recoloured = welcome;
	for (int i = 0; i < recoloured.count; i++)
		recoloured.widgets[i].tone = TONE_LATE_PAPER;
	assert_true(screen_rules_alike(&welcome, &recoloured));
	recoloured.widgets[1].mark = MARK_CLOCK;
	assert_false(screen_rules_alike(&welcome, &recoloured));

	build(&list, &bench, SCREEN_FORMS, LANGUAGE_EN);
	last = list.count - 1;
	list.widgets[last] = list.widgets[last - 1];
	assert_int_equal(screen_rules_colour_alone(&list), -1);
	list.widgets[last].tone = TONE_YES;
	assert_int_equal(screen_rules_colour_alone(&list), last);
	list.widgets[last].mark = MARK_TICK;
	assert_int_equal(screen_rules_colour_alone(&list), -1);
}

/* -- contrast as drawn ----------------------------------------------------------------------------- */

static void draw(const struct tree *tree, const struct bench *bench, struct picture *out)
{
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, bench->width_px, bench->height_px,
							      32, SDL_PIXELFORMAT_ARGB8888);
	struct paint paint;

	assert_non_null(surface);
	assert_int_equal(paint_init(&paint, surface), OK);
	tree_draw(tree, bench, &paint, NULL);
	assert_int_equal(picture_init(out, bench->width_px, bench->height_px, 0), OK);
	picture_take(out, surface->pixels, surface->pitch);
	paint_release(&paint);
	SDL_FreeSurface(surface);
}

static void what_is_drawn_can_be_read(void **state)
{
	static struct tree tree;

	(void)state;
	for (int i = 0; i < 2 * GALLERY_THEMES; i++) {
		/* One panel lying, the other upright: sizes do not change colours. */
		struct bench bench = tree_rig_bench(i % 2 * 3);

		bench.theme = (enum theme)(i / 2);
		for (int shown = 0; shown < GALLERY_SHOWN; shown++) {
			struct picture picture = {0};
			int found;

			build(&tree, &bench, shown, LANGUAGE_CY);
			draw(&tree, &bench, &picture);
			found = screen_rules_faint(&tree, &picture);
			if (found >= 0)
				print_error("%s, %s: \"%s\"\n", gallery_title(shown),
					    gallery_themes[i / 2], tree.widgets[found].label);
			assert_int_equal(found, -1);
			picture_release(&picture);
		}
	}
}

/* Half way from the ink to its ground. */
static void fade(struct picture *picture, const struct box *box)
{
	const uint32_t ground = picture->argb[box->y * picture->width + box->x];

	for (int y = box->y; y < box->y + box->h; y++) {
		for (int x = box->x; x < box->x + box->w; x++) {
			uint32_t *pixel = &picture->argb[y * picture->width + x];

			*pixel = ((*pixel >> 1) & 0x7F7F7F) + ((ground >> 1) & 0x7F7F7F);
		}
	}
}

static void what_is_faint_is_noticed(void **state)
{
	static struct tree tree;
	const struct bench bench = tree_rig_bench(0);
	struct picture picture = {0};
	const struct box *box;

	(void)state;
	build(&tree, &bench, SCREEN_IDLE, LANGUAGE_EN);
	for (int i = 1; i < tree.count; i++) {
		if (!tree.widgets[i].has_text)
			continue;
		draw(&tree, &bench, &picture);
		fade(&picture, &tree.widgets[i].text_box);
		assert_int_equal(screen_rules_faint(&tree, &picture), i);
		picture_release(&picture);
	}
	/* A control whose edge at one side has gone. */
	draw(&tree, &bench, &picture);
	box = &tree.widgets[tree.count - 1].box;
	for (int y = box->y; y < box->y + box->h; y++) {
		for (int x = box->x; x < box->x + 8; x++)
			picture.argb[y * picture.width + x] = 0xFFF7F4ED;
	}
	assert_int_equal(screen_rules_faint(&tree, &picture), tree.count - 1);
	picture_release(&picture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_english_word_stands_on_a_welsh_screen),
		cmocka_unit_test(a_missing_translation_is_noticed),
		cmocka_unit_test(no_two_screens_differ_in_colour_alone),
		cmocka_unit_test(each_result_has_words_and_a_sound_of_its_own),
		cmocka_unit_test(colour_as_the_only_signal_is_noticed),
		cmocka_unit_test(what_is_drawn_can_be_read),
		cmocka_unit_test(what_is_faint_is_noticed),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
