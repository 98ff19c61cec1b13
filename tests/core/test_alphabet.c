#include "core/alphabet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "A Ch" of the letters under which a name is found. */
static void letters_of(enum language language, const char *name, char *out, size_t size)
{
	bool found[ALPHABET_OTHER + 1] = {false};

	out[0] = '\0';
	alphabet_find(language, name, found);
	assert_false(found[0]);
	for (int letter = 1; letter <= ALPHABET_OTHER; letter++) {
		size_t used = strlen(out);

		if (found[letter])
			(void)snprintf(out + used, size - used, "%s%s", used > 0 ? " " : "",
				       alphabet_text(letter));
	}
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
		cmocka_unit_test(names_stand_in_the_order_of_the_language),
		cmocka_unit_test(the_order_is_an_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
