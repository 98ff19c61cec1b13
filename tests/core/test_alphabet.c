#include "core/alphabet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

/* "A Ch" */
static void list_letters(const bool found[ALPHABET_OTHER + 1], char *out, size_t size)
{
	out[0] = '\0';
	assert_false(found[0]);
	for (int letter = 1; letter <= ALPHABET_OTHER; letter++) {
		size_t used = strlen(out);

		if (found[letter])
			(void)snprintf(out + used, size - used, "%s%s", used > 0 ? " " : "",
				       alphabet_text(letter));
	}
}

/* Of the letters under which a name is found. */
static void letters_of(enum language language, const char *name, char *out, size_t size)
{
	bool found[ALPHABET_OTHER + 1] = {false};

	alphabet_find(language, name, found);
	list_letters(found, out, size);
}

static void names_are_found_where_people_look_for_them(void **state)
{
	static const struct {
		const char *says;
		enum language language;
		const char *name, *letters;
	} rows[] = {
		{"by forename or surname", LANGUAGE_EN, "Aisha Rahman", "A R"},
		{"an accent is no letter of its own", LANGUAGE_EN, "Ángel Ñíguez", "A N"},
		{"... nor when it is a character of its own", LANGUAGE_EN, "E\xcc\x81lodie Z",
		 "E Z"},
		{"Ó Súilleabháin under both, with any forename", LANGUAGE_EN,
		 "Cormac Ó Súilleabháin", "C O S"},
		{"a name with an apostrophe is one word", LANGUAGE_EN, "Niamh O'Neill", "N O"},
		{"... also with the typographer's", LANGUAGE_EN, "Niamh O\u2019Neill", "N O"},
		{"both halves of a double name", LANGUAGE_EN, "Siân Prys-Jones", "J P S"},
		{"particles count like any word", LANGUAGE_EN, "Lotte van der Berg", "B D L V"},
		{"a small letter is the same letter", LANGUAGE_CY, "dylan ap gwilym", "A D G"},
		{"a single name", LANGUAGE_EN, "Suresh", "S"},
		{"the l with a stroke is looked for under l", LANGUAGE_EN, "Łukasz Wójcik", "L W"},
		{"Vietnamese letters with two accents", LANGUAGE_EN, "Ậu Đặng", "A D"},
		{"Ll is a letter in Welsh", LANGUAGE_CY, "Llŷr Llewelyn", "Ll"},
		{"... and two in English", LANGUAGE_EN, "Llŷr Llewelyn", "L"},
		{"all eight of Welsh", LANGUAGE_CY,
		 "Charlie Ddraig Ffion Ngaio Lloyd Phoebe Rhys Theo", "Ch Dd Ff Ng Ll Ph Rh Th"},
		{"none of them in English", LANGUAGE_EN,
		 "Charlie Ddraig Ffion Ngaio Lloyd Phoebe Rhys Theo", "C D F L N P R T"},
		{"an accent does not part the two", LANGUAGE_CY, "L\xcc\x81loyd", "Ll"},
		{"names in other scripts have a place", LANGUAGE_EN, "محمد ابن سينا", "…"},
		{"... beside a Latin half", LANGUAGE_CY, "Ali ابن", "A …"},
		{"nothing is found under nothing", LANGUAGE_EN, "", ""},
		{"... nor under marks alone", LANGUAGE_CY, " - ' .", ""},
		{"bytes that are no text do no harm", LANGUAGE_EN, "Ann \xc3", "A"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char letters[128];

		letters_of(rows[i].language, rows[i].name, letters, sizeof(letters));
		if (strcmp(letters, rows[i].letters) != 0)
			fail_msg("%s: %s is found under %s", rows[i].says, rows[i].name, letters);
	}
}

/* "llo" as the letters of the language: in Welsh two of them. */
static struct spelling spelling_of(enum language language, const char *typed)
{
	struct spelling spelling = {.count = 0};

	while (*typed != '\0') {
		size_t best = 0;

		for (int letter = 1; letter <= ALPHABET_OTHER; letter++) {
			const char *text = alphabet_text(letter);
			size_t length = strlen(text);

			if ((language == LANGUAGE_CY || length == 1 || letter == ALPHABET_OTHER) &&
			    length > best && strncasecmp(typed, text, length) == 0) {
				best = length;
				spelling.letters[spelling.count] = (uint8_t)letter;
			}
		}
		assert_true(best > 0);
		spelling.count++;
		typed += best;
	}
	return spelling;
}

static void names_are_found_as_they_are_typed(void **state)
{
	static const struct {
		const char *says;
		enum language language;
		const char *name, *typed;
		bool begins;
		const char *next;
	} rows[] = {
		{"a forename", LANGUAGE_EN, "Aisha Rahman", "ai", true, "S"},
		{"a surname", LANGUAGE_EN, "Aisha Rahman", "rah", true, "M"},
		{"the whole of it", LANGUAGE_EN, "Aisha Rahman", "aisha", true, ""},
		{"no more than it", LANGUAGE_EN, "Aisha Rahman", "aishar", false, ""},
		{"not the middle of it", LANGUAGE_EN, "Aisha Rahman", "is", false, ""},
		{"not one word and then the other", LANGUAGE_EN, "Al Mo Lee", "alm", false, ""},
		{"two words that begin so", LANGUAGE_EN, "Ann Annis Andrews", "an", true, "D N"},
		{"of nothing all words begin", LANGUAGE_EN, "Ann Bell", "", true, "A B"},
		{"... and no word does not", LANGUAGE_EN, " - ", "", false, ""},
		{"both halves of a double name", LANGUAGE_EN, "Prys-Jones", "jon", true, "E"},
		{"accents are folded", LANGUAGE_EN, "Siân", "sian", true, ""},
		{"... also those of their own", LANGUAGE_EN, "E\xcc\x81lodie", "el", true, "O"},
		{"apostrophes are passed over", LANGUAGE_EN, "O'Neill", "on", true, "E"},
		{"Ll is one letter in Welsh", LANGUAGE_CY, "Llŷr", "ll", true, "Y"},
		{"... and two in English", LANGUAGE_EN, "Llŷr", "l", true, "L"},
		{"... of which the second leads nowhere in Welsh", LANGUAGE_CY, "Llŷr", "l", false,
		 ""},
		{"Ph within a word", LANGUAGE_CY, "Sophie", "so", true, "Ph"},
		{"other scripts have one letter", LANGUAGE_EN, "محمد", "……", true, "…"},
		{"bytes that are no text do no harm", LANGUAGE_EN, "Ann \xc3", "a", true, "N"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct spelling typed = spelling_of(rows[i].language, rows[i].typed);
		bool next[ALPHABET_OTHER + 1] = {false};
		bool begins = alphabet_begins(rows[i].language, rows[i].name, &typed, next);
		char letters[128];

		list_letters(next, letters, sizeof(letters));
		if (begins != rows[i].begins || strcmp(letters, rows[i].next) != 0)
			fail_msg("%s: %s %s with %s, then %s", rows[i].says, rows[i].name,
				 begins ? "begins" : "does not begin", rows[i].typed, letters);
	}
}

/* Whoever types the letters that are offered finds the name, and nothing else is offered. */
static void what_is_offered_leads_to_the_name(void **state)
{
	static const char *const names[] = {"Llŷr Prys-Jones", "Ó Súilleabháin", "Nguyễn Thị Ỷ",
					    "محمد ابن", "Wilhelmina Featherstonehaugh"};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(names); i++) {
		enum language language = (enum language)(i % 2);
		struct spelling typed = {.count = 0};

		for (int on = ALPHABET_OTHER; on > 0 && typed.count < SPELLING_MAX;) {
			bool next[ALPHABET_OTHER + 1] = {false};

			assert_true(alphabet_begins(language, names[i / 2], &typed, next));
			on = 0;
			for (int letter = 1; letter <= ALPHABET_OTHER; letter++) {
				struct spelling with = typed;
				bool after[ALPHABET_OTHER + 1] = {false};

				with.letters[with.count++] = (uint8_t)letter;
				assert_true(alphabet_begins(language, names[i / 2], &with, after) ==
					    next[letter]);
				on = next[letter] ? letter : on;
			}
			if (on > 0)
				typed.letters[typed.count++] = (uint8_t)on;
		}
		assert_true(typed.count >= 1);
	}
}

static void names_stand_in_the_order_of_the_language(void **state)
{
	static const struct {
		const char *says;
		enum language language;
		const char *names[8];
	} rows[] = {
		{"accents do not part names", LANGUAGE_EN, {"Elan", "Élise", "Emma", "Zoë"}},
		{"bytes would put Ela after Zara and Éva last",
		 LANGUAGE_EN,
		 {"ela", "Éva", "Zara"}},
		{"a shorter name before the longer", LANGUAGE_EN, {"Ann", "Ann Lee", "Anna"}},
		{"apostrophes do not part names", LANGUAGE_EN, {"ONeil Z", "O'Neill", "Onslow"}},
		{"the alphabet of Welsh",
		 LANGUAGE_CY,
		 {"Cai", "Cynan", "Chloe", "Dylan", "Ddraig", "Gwen", "Ngaio", "Huw"}},
		{"... its second half",
		 LANGUAGE_CY,
		 {"Lowri", "Llinos", "Mair", "Pryderi", "Phoebe", "Rowan", "Rhian", "Sioned"}},
		{"the same names in English",
		 LANGUAGE_EN,
		 {"Cai", "Chloe", "Cynan", "Ddraig", "Dylan", "Gwen", "Huw", "Ngaio"}},
		{"within a word too", LANGUAGE_CY, {"Alun", "Allan"}},
		{"numbers before letters", LANGUAGE_EN, {"7A", "7B", "Sunflowers"}},
		{"other scripts last", LANGUAGE_EN, {"Żaneta", "Zara", "محمد"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (size_t a = 0; a < 8 && rows[i].names[a] != NULL; a++) {
			for (size_t b = 0; b < 8 && rows[i].names[b] != NULL; b++) {
				int order = alphabet_compare(rows[i].language, rows[i].names[a],
							     rows[i].names[b]);

				if ((order > 0) - (order < 0) != (a > b) - (a < b))
					fail_msg("%s: %s and %s", rows[i].says, rows[i].names[a],
						 rows[i].names[b]);
			}
		}
	}
}

/* An order, whatever the bytes: else a sort would depend on where it begins. */
static void the_order_is_an_order(void **state)
{
	enum { NAMES = 40 };
	static char names[NAMES][12];
	static const char *const bits[] = {"l", "L", "ll",   "ŷ", "y",       " ",
					   "-", "'", "\xc3", "م", "\xcc\x81"};
	uint32_t seed = 20260914;

	(void)state;
	print_message("seed %u\n", seed);
	for (size_t i = 0; i < NAMES; i++) {
		for (int part = 0; part < 4; part++) {
			seed = seed * 1664525 + 1013904223;
			(void)strncat(names[i], bits[(seed >> 16) % COUNT_OF(bits)],
				      sizeof(names[i]) - strlen(names[i]) - 1);
		}
	}
	for (int language = LANGUAGE_EN; language <= LANGUAGE_CY; language++) {
		for (size_t i = 0; i < NAMES * NAMES * NAMES; i++) {
			const char *a = names[i % NAMES], *b = names[i / NAMES % NAMES],
				   *c = names[i / NAMES / NAMES];
			int ab = alphabet_compare((enum language)language, a, b);

			assert_true((ab == 0) == (strcmp(a, b) == 0));
			assert_true((ab < 0) ==
				    (alphabet_compare((enum language)language, b, a) > 0));
			if (ab <= 0 && alphabet_compare((enum language)language, b, c) <= 0)
				assert_true(alphabet_compare((enum language)language, a, c) <= 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_where_people_look_for_them),
		cmocka_unit_test(names_are_found_as_they_are_typed),
		cmocka_unit_test(what_is_offered_leads_to_the_name),
		cmocka_unit_test(names_stand_in_the_order_of_the_language),
		cmocka_unit_test(the_order_is_an_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
