#include "core/flow.h"
#include "tests/support/gallery.h"
#include "ui/ui.h"
#include "ui/utf8.h"
#include "ui/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct words *open_words(void)
{
	struct words *words = NULL;

	assert_int_equal(words_open(&words, gallery_locale_dir()), OK);
	return words;
}

static int holes_in(const char *text)
{
	int holes = 0;

	for (const char *at = text; (at = strchr(at, '%')) != NULL; at++)
		holes += at[1] == 's' ? 1 : 100;
	return holes;
}

static void every_word_has_its_welsh(void **state)
{
	struct words *words = open_words();

	(void)state;
	for (int word = 0; word < WORD_COUNT; word++) {
		const char *english = words_get(words, LANGUAGE_EN, (enum word)word);
		const char *welsh = words_get(words, LANGUAGE_CY, (enum word)word);

		if (strcmp(english, welsh) == 0)
			print_error("not translated: %s\n", english);
		assert_string_not_equal(english, welsh);
		assert_int_equal(holes_in(english), holes_in(welsh));
		assert_true(holes_in(english) <= 1);
	}
	words_close(words);
}

static int characters_in(const char *text)
{
	int characters = 0;

	for (; *text != '\0'; text++)
		characters += (*text & 0xC0) != 0x80;
	return characters;
}

/* A translation more than a third longer than the English has no room on the pupils' screens; a short word may have a few letters
 * more. Staff's words have the room that the rules of the tree give them. */
static bool over_long(const char *english, const char *welsh)
{
	int room = (int)strlen(english) - 2 * holes_in(english);
	int length = characters_in(welsh) - 2 * holes_in(welsh);

	return length > room * 135 / 100 && length > room + 6;
}

static void no_translation_is_over_long(void **state)
{
	static const struct {
		const char *says, *english, *welsh;
		bool over;
	} rows[] = {
		{"as long as it may be", "twenty characters xx", "twenty-seven characters xxx",
		 false},
		{"one more", "twenty characters xx", "twenty-eight characters xxxx", true},
		{"accents are no letters", "twenty characters xx", "ôôôôôôôôôôôôôôôôôôôôôôôôôôô",
		 false},
		{"a short word may have a few more", "Skip", "Hepgoriaid", false},
		{"... not many", "Skip", "Hepgoriadau", true},
		{"the hole is not counted", "Year %s", "Blwyddynnn %s", false},
		{"... and what is longer is noticed", "Year %s", "Blwyddynnnn %s", true},
	};
	struct words *words = open_words();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (over_long(rows[i].english, rows[i].welsh) != rows[i].over)
			fail_msg("%s", rows[i].says);
	}
	for (int word = 0; word <= WORD_OTHER_LANGUAGE; word++) {
		const char *english = words_get(words, LANGUAGE_EN, (enum word)word);
		const char *welsh = words_get(words, LANGUAGE_CY, (enum word)word);

		if (over_long(english, welsh))
			print_error("over-long: %s: %s\n", english, welsh);
		assert_false(over_long(english, welsh));
	}
	words_close(words);
}

/* Greetings are set as words and a name below them. */
static void greetings_end_in_the_name(void **state)
{
	static const enum word greetings[] = {WORD_MORNING, WORD_AFTERNOON, WORD_HELLO};
	struct words *words = open_words();

	(void)state;
	for (int i = 0; i < 6; i++) {
		const char *text = words_get(words, (enum language)(i % 2), greetings[i / 2]);

		assert_string_equal(text + strlen(text) - 3, " %s");
	}
	words_close(words);
}

static void words_are_filled_in_and_cut_whole(void **state)
{
	static const struct {
		const char *says;
		enum language language;
		const char *value;
		size_t size;
		const char *becomes;
	} rows[] = {
		{"English", LANGUAGE_EN, "Siân", 64, "Good morning, Siân"},
		{"Welsh", LANGUAGE_CY, "Siân", 64, "Bore da, Siân"},
		{"a name that looks like a format is only a name", LANGUAGE_EN, "%s%n", 64,
		 "Good morning, %s%n"},
		{"a character is never cut in two", LANGUAGE_CY, "Siân", 13, "Bore da, Si"},
	};
	struct words *words = open_words();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char out[64];

		words_format(words, rows[i].language, WORD_MORNING, rows[i].value, out,
			     rows[i].size);
		if (strcmp(out, rows[i].becomes) != 0)
			print_error("%s: %s\n", rows[i].says, out);
		assert_string_equal(out, rows[i].becomes);
	}
	words_close(words);
}

/* No locale is installed, none is set, and the environment asks for another language. */
static void the_screen_changes_to_welsh_and_back(void **state)
{
	struct ui *ui = NULL;
	static struct view view;
	char problem[256];

	(void)state;
	assert_int_equal(setenv("LANGUAGE", "de", 1), 0);
	assert_int_equal(
		ui_open(&ui, 1280, 720, 8.26F, gallery_locale_dir(), problem, sizeof(problem)), OK);
	for (int i = 0; i < 4; i++) {
		bool welsh = i % 2 == 1;

		gallery_view(&view, SCREEN_IDLE, welsh ? LANGUAGE_CY : LANGUAGE_EN, "", 0);
		ui_set(ui, &view);
		assert_true((strstr(ui_text(ui), "\"Tapia dy gerdyn\"") != NULL) == welsh);
		assert_true((strstr(ui_text(ui), "\"Tap your card\"") != NULL) == !welsh);
	}
	ui_close(ui);
}

static void years_are_worded_in_the_language(void **state)
{
	struct ui *ui = NULL;
	static struct view view;
	char problem[256];

	(void)state;
	assert_int_equal(
		ui_open(&ui, 1280, 720, 8.26F, gallery_locale_dir(), problem, sizeof(problem)), OK);
	gallery_view(&view, SCREEN_YEARS, LANGUAGE_CY, "", 4);
	ui_set(ui, &view);
	assert_non_null(strstr(ui_text(ui), "choice \"Meithrin\""));
	assert_non_null(strstr(ui_text(ui), "choice \"Derbyn\""));
	assert_non_null(strstr(ui_text(ui), "choice \"Blwyddyn 2\""));
	(void)text_copy(view.items[0].label, sizeof(view.items[0].label), "Sunflowers");
	ui_set(ui, &view);
	assert_non_null(strstr(ui_text(ui), "choice \"Sunflowers\""));
	ui_close(ui);
}

static enum err open_catalogue(const char *folder, const void *bytes, size_t size)
{
	struct words *words = NULL;
	char path[512];
	FILE *file;
	enum err err;

	(void)snprintf(path, sizeof(path), "%s/cy", folder);
	(void)mkdir(path, 0700);
	(void)snprintf(path, sizeof(path), "%s/cy/LC_MESSAGES", folder);
	(void)mkdir(path, 0700);
	(void)snprintf(path, sizeof(path), "%s/cy/LC_MESSAGES/firstbell.mo", folder);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
	err = words_open(&words, folder);
	words_close(words);
	return err;
}

/* Every catalogue cut short, and every byte of its tables wrong: refused or read, never read astray. */
static void a_damaged_catalogue_is_refused(void **state)
{
	char folder[] = "/tmp/firstbell-words-XXXXXX", path[512], whole[1 << 16], bent[1 << 16];
	size_t size;
	FILE *file;
	struct words *none = NULL;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(words_open(&none, folder), ERR_NOT_FOUND);
	(void)snprintf(path, sizeof(path), "%s/cy/LC_MESSAGES/firstbell.mo", gallery_locale_dir());
	file = fopen(path, "rb");
	assert_non_null(file);
	size = fread(whole, 1, sizeof(whole), file);
	(void)fclose(file);
	assert_int_equal(open_catalogue(folder, whole, size), OK);
	for (size_t cut = 0; cut < size; cut += 37)
		assert_int_equal(open_catalogue(folder, whole, cut), ERR_DAMAGED);
	for (size_t at = 0; at < 28 + (size_t)WORD_COUNT * 16 && at < size; at++) {
		memcpy(bent, whole, size);
		bent[at] = (char)(bent[at] ^ 0xFF);
		(void)open_catalogue(folder, bent, size);
	}
	(void)snprintf(path, sizeof(path), "rm -r %s", folder);
	assert_int_equal(system(path), 0);
}

static void text_from_people_is_made_fit_to_draw(void **state)
{
	static const struct {
		const char *says, *text, *becomes;
	} rows[] = {
		{"good text stays", "Siân Ó محمد", "Siân Ó محمد"},
		{"a stray byte",
		 "a\xff"
		 "b",
		 "a?b"},
		{"a character cut short at the end", "a\xc3", "a?"},
		{"an overlong form", "a\xc0\xaf", "a??"},
		{"half a surrogate pair", "\xed\xa0\x80", "???"},
		{"control characters are spaces", "a\tb\nc", "a b c"},
		{"direction overrides are left out",
		 "a\xe2\x80\xae"
		 "b",
		 "ab"},
		{"an isolate stays, with its end", "\u2068محمد\u2069, 7B", "\u2068محمد\u2069, 7B"},
		{"an end of none is left out", "a\u2069b\u2068c\u2069\u2069d", "ab\u2068c\u2069d"},
		{"isolates of a direction of their own are left out", "a\u2067b", "ab"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char out[64];

		utf8_clean(out, sizeof(out), rows[i].text);
		if (strcmp(out, rows[i].becomes) != 0)
			print_error("%s: %s\n", rows[i].says, out);
		assert_string_equal(out, rows[i].becomes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_has_its_welsh),
		cmocka_unit_test(no_translation_is_over_long),
		cmocka_unit_test(greetings_end_in_the_name),
		cmocka_unit_test(words_are_filled_in_and_cut_whole),
		cmocka_unit_test(the_screen_changes_to_welsh_and_back),
		cmocka_unit_test(years_are_worded_in_the_language),
		cmocka_unit_test(a_damaged_catalogue_is_refused),
		cmocka_unit_test(text_from_people_is_made_fit_to_draw),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
