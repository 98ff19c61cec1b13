#include "tests/support/gallery_ui.h"
#include "tests/support/tree_rig.h"
#include "tests/support/tree_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* Every screen in a language whose words are longer than the English ones, with names of 60 characters, on every panel: nothing
 * overlaps, nothing is cut off, nothing gets too small. The language is English with its letters drawn out, from a catalogue made
 * here. */

static const char long_name[] = "Wilhelmina Anastasia Featherstonehaugh-Cholmondeley Bartlett";
static const char long_school[] = "Ysgol Gynradd Gymunedol Santes Dwynwen a Llanfihangel-y-pwll";

/* -- the language --------------------------------------------------------------------------------------- */

/* So many letters of middling width more, shared out over the words; a hole stays as it is. */
static void draw_out(const char *text, int percent, char *out)
{
	int owed = 0;

	for (; *text != '\0'; text++) {
		bool hole = strncmp(text, "%s", 2) == 0;
		bool letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');

		*out++ = *text;
		if (hole)
			*out++ = *++text;
		else if (*text != ' ')
			owed += percent;
		for (; letter && owed >= 50; owed -= 100)
			*out++ = 'e';
	}
	*out = '\0';
}

static void write_number(FILE *file, size_t number)
{
	const uint32_t value = (uint32_t)number;

	assert_int_equal(fwrite(&value, sizeof(value), 1, file), 1);
}

/* The .mo format (gettext manual): magic, revision, count, where the two tables of (length, offset) are, no hash table. */
static void write_catalogue(FILE *file, int percent)
{
	static char longer[WORD_COUNT][512];
	size_t at = 28 + (size_t)WORD_COUNT * 16;
	const size_t head[] = {0x950412deU, 0, WORD_COUNT, 28, 28 + WORD_COUNT * 8, 0, 0};

	for (size_t i = 0; i < COUNT_OF(head); i++)
		write_number(file, head[i]);
	for (int table = 0; table < 2; table++) {
		for (int word = 0; word < WORD_COUNT; word++) {
			const char *text = words_get(rig.words, LANGUAGE_EN, (enum word)word);

			draw_out(text, percent, longer[word]);
			write_number(file, strlen(table == 0 ? text : longer[word]));
			write_number(file, at);
			at += strlen(table == 0 ? text : longer[word]) + 1;
		}
	}
	for (int word = 0; word < WORD_COUNT; word++) {
		const char *text = words_get(rig.words, LANGUAGE_EN, (enum word)word);

		assert_int_equal(fwrite(text, strlen(text) + 1, 1, file), 1);
	}
	for (int word = 0; word < WORD_COUNT; word++)
		assert_int_equal(fwrite(longer[word], strlen(longer[word]) + 1, 1, file), 1);
}

static struct words *longer_words(int percent)
{
	char folder[] = "/tmp/firstbell-longer-XXXXXX", path[512];
	struct words *words = NULL;
	FILE *file;

	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/cy", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	(void)snprintf(path, sizeof(path), "%s/cy/LC_MESSAGES", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	(void)snprintf(path, sizeof(path), "%s/cy/LC_MESSAGES/firstbell.mo", folder);
	file = fopen(path, "wb");
	assert_non_null(file);
	write_catalogue(file, percent);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(words_open(&words, folder), OK);
	(void)snprintf(path, sizeof(path), "rm -r %s", folder);
	assert_int_equal(system(path), 0);
	return words;
}

/* -- the screens ------------------------------------------------------------------------------------------ */

static void name_everybody_long(void)
{
	struct staff_view *staff = &rig.staff;

	rig.view.school = long_school;
	for (size_t i = 0; i < rig.view.item_count; i++)
		if (rig.view.items[i].touch.kind == TOUCH_PUPIL)
			(void)text_copy(rig.view.items[i].label, sizeof(rig.view.items[i].label),
					long_name);
	if (rig.view.staff == NULL)
		return;
	if (staff->who[0] != '\0')
		staff->who = long_name;
	(void)text_copy(staff->about.name, sizeof(staff->about.name), long_name);
	for (size_t i = 0; i < staff->row_count; i++)
		if (staff->rows[i].name[0] != '\0')
			(void)text_copy(staff->rows[i].name, sizeof(staff->rows[i].name),
					long_name);
}

static int broken_ones(int percent, bool tell)
{
	struct words *words = longer_words(percent);
	int broken = 0;

	for (size_t panel = 0; panel < GALLERY_PANELS; panel++) {
		struct bench bench = tree_rig_bench(panel);

		bench.words = words;
		for (int shown = 0; shown < GALLERY_ALL; shown++) {
			const char *rule;
			int widget;

			tree_rig_build(&bench, shown, LANGUAGE_CY, long_name);
			name_everybody_long();
			tree_build(&rig.tree, &bench, &rig.view);
			rule = tree_rules_broken_longer(&rig.tree, &bench, &widget);
			broken += rule != NULL;
			if (rule != NULL && tell)
				print_error("%s on %s: %s: \"%s\" (capitals %.2f mm)\n",
					    gallery_all_title(shown), gallery_panels[panel].name,
					    rule, widget < 0 ? "" : rig.tree.widgets[widget].label,
					    widget < 0
						    ? 0
						    : (double)(rig.tree.widgets[widget].fit.cap_px /
							       bench.px_per_mm));
		}
	}
	words_close(words);
	return broken;
}

static void words_a_third_longer_and_long_names_have_room(void **state)
{
	(void)state;
	assert_int_equal(broken_ones(35, true), 0);
}

/* A test that let any length pass would hold nothing. */
static void words_twice_as_long_are_noticed(void **state)
{
	(void)state;
	assert_true(broken_ones(100, false) > 0);
}

static void words_are_drawn_out_as_much_as_is_said(void **state)
{
	static const struct {
		const char *text;
		int percent;
		const char *longer;
	} rows[] = {
		{"Tap your card", 0, "Tap your card"},
		{"Tap your card", 35, "Taep yoeur ceared"},
		{"Year %s", 100, "Yeeeaere %s"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char longer[64];

		draw_out(rows[i].text, rows[i].percent, longer);
		assert_string_equal(longer, rows[i].longer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_drawn_out_as_much_as_is_said),
		cmocka_unit_test(words_a_third_longer_and_long_names_have_room),
		cmocka_unit_test(words_twice_as_long_are_noticed),
	};

	return cmocka_run_group_tests(tests, tree_rig_open, tree_rig_close);
}
