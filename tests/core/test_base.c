#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base.h"

static void every_word_reads_back(void **state)
{
	(void)state;
	for (int i = 0; i < STATE_COUNT; i++) {
		enum state read = STATE_COUNT;
		assert_true(state_parse(state_text((enum state)i), &read));
		assert_int_equal(read, i);
	}
	enum state untouched = STATE_LATE;
	assert_false(state_parse("Present", &untouched));
	assert_false(state_parse("", &untouched));
	assert_int_equal(untouched, STATE_LATE);
	assert_string_equal(state_text(STATE_ARRIVED_LATE), "arrived_late");
	assert_string_equal(trust_text(TRUST_SYNCED), "synced");
	assert_string_equal(trust_text(TRUST_HOLDOVER), "holdover");
	assert_string_equal(trust_text(TRUST_UNTRUSTED), "untrusted");
}

static void every_error_has_words(void **state)
{
	(void)state;
	for (int i = 0; i < ERR_COUNT; i++)
		assert_true(strlen(err_text((enum err)i)) > 3);
	assert_non_null(err_text((enum err)999));
	assert_string_equal(err_text(ERR_BUSY), "the database is locked by another program");
}

static void cards_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *hex, *text; /* text NULL: refused */
		bool random;
	} rows[] = {
		{"four bytes are a card", "04A1B2C3", "04A1B2C3", false},
		{"seven bytes are a card", "04a1b2c3d4e5f6", "04A1B2C3D4E5F6", false},
		{"ten bytes are a card", "04A1B2C3D4E5F6070809", "04A1B2C3D4E5F6070809", false},
		{"four bytes that begin 08 are random", "08A1B2C3", "08A1B2C3", true},
		{"seven bytes that begin 08 are refused with them", "08A1B2C3D4E5F6",
		 "08A1B2C3D4E5F6", true},
		{"nothing is no card", "", NULL, false},
		{"five bytes are no card", "04A1B2C3D4", NULL, false},
		{"eleven bytes are no card", "04A1B2C3D4E5F60708090A", NULL, false},
		{"half a byte is no card", "04A1B2C", NULL, false},
		{"a letter beyond F is no card", "04A1B2CG", NULL, false},
		{"a space is no card", "04A1 2C3", NULL, false},
		{"colons are no card", "04:A1:B2:C3", NULL, false},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct card card = {.bytes = {9}, .length = 77};
		char text[CARD_TEXT_SIZE] = "";
		bool read = card_parse(rows[i].hex, &card);
		if (read)
			card_format(&card, text);
		if (read != (rows[i].text != NULL) ||
		    (read && (strcmp(text, rows[i].text) != 0 ||
			      card_is_random(&card) != rows[i].random)) ||
		    (!read && (card.length != 77 || card.bytes[0] != 9)))
			fail_msg("%s: %s", rows[i].sentence, rows[i].hex);
	}
}

static void cards_differ_by_length_and_bytes(void **state)
{
	(void)state;
	struct card four, seven, same, other;
	assert_true(card_parse("04A1B2C3", &four));
	assert_true(card_parse("04A1B2C3000000", &seven));
	assert_true(card_parse("04a1b2c3", &same));
	assert_true(card_parse("04A1B2C4", &other));
	same.bytes[9] = 1; /* beyond its length: no part of it */
	assert_true(card_equal(&four, &same));
	assert_false(card_equal(&four, &seven));
	assert_false(card_equal(&four, &other));
}

static void texts_are_cut_between_characters(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *from, *copy;
		size_t size;
		bool whole;
	} rows[] = {
		{"what fits is whole", "Llŷr", "Llŷr", 6, true},
		{"a character is never cut in two", "Llŷr", "Ll", 4, false},
		{"a character that just fits stays", "Llŷr", "Llŷ", 5, false},
		{"three bytes are kept together", "Nguyễn", "Nguy", 7, false},
		{"four bytes are kept together", "a\xF0\x9F\x94\x94", "a", 5, false},
		{"room for nothing is empty", "a", "", 1, false},
		{"empty is whole", "", "", 1, true},
		{"the last byte belongs to NUL", "abcd", "abc", 4, false},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char out[16];
		memset(out, 'x', sizeof(out));
		bool whole = text_copy(out, rows[i].size, rows[i].from);
		if (whole != rows[i].whole || strcmp(out, rows[i].copy) != 0 ||
		    out[rows[i].size] != 'x')
			fail_msg("%s: %s", rows[i].sentence, out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_reads_back),
		cmocka_unit_test(every_error_has_words),
		cmocka_unit_test(cards_are_read),
		cmocka_unit_test(cards_differ_by_length_and_bytes),
		cmocka_unit_test(texts_are_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
