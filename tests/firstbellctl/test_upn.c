/* The check letter of unique pupil numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tools/firstbellctl/upn.h"

static const struct {
	const char *sentence, *upn;
	enum upn_fault fault;
	char expected;
} vectors[] = {
	{"a permanent number (sum 93)", "B801200005001", UPN_GOOD, 'B'},
	{"its neighbour", "Q801200005002", UPN_GOOD, 'Q'},
	{"of another authority", "W878410224017", UPN_GOOD, 'W'},
	{"of a Welsh one", "M660400126001", UPN_GOOD, 'M'},
	{"temporary, A counts nothing (sum 80)", "M80120000500A", UPN_GOOD, 'M'},
	{"temporary, B counts one (sum 105)", "P80120000501B", UPN_GOOD, 'P'},
	{"temporary, Z counts 22 (sum 618)", "X33340002699Z", UPN_GOOD, 'X'},
	{"the letter of another number", "A801200005001", UPN_LETTER, 'B'},
	{"266 mod 23 is 13: P, where a well-known page says Q", "P207000016049", UPN_GOOD, 'P'},
	{"that page's letter", "Q207000016049", UPN_LETTER, 'P'},
	{"empty", "", UPN_LENGTH, '?'},
	{"twelve characters", "B80120000500", UPN_LENGTH, '?'},
	{"fourteen characters", "B8012000050011", UPN_LENGTH, '?'},
	{"I at the end does not occur", "M80120000500I", UPN_CHARACTER, '?'},
	{"O at the end does not occur", "M80120000500O", UPN_CHARACTER, '?'},
	{"S at the end does not occur", "M80120000500S", UPN_CHARACTER, '?'},
	{"S at the start does not occur", "S801200005001", UPN_CHARACTER, 'B'},
	{"a letter in the middle", "B8012X0005001", UPN_CHARACTER, '?'},
	{"a digit at the start", "1801200005001", UPN_CHARACTER, 'B'},
	{"lower case is the caller's to lift", "b801200005001", UPN_CHARACTER, 'B'},
};

static void vectors_hold(void **state)
{
	(void)state;
	int wrong = 0;
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		char expected = 0;
		enum upn_fault fault = upn_check(vectors[i].upn, &expected);
		if (fault == vectors[i].fault && expected == vectors[i].expected)
			continue;
		print_error("%s: %s: fault %d, letter %c\n", vectors[i].sentence, vectors[i].upn,
			    fault, expected);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* 23 is prime and greater than any weight and any difference of digits. */
static void any_one_wrong_digit_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		if (vectors[i].fault != UPN_GOOD)
			continue;
		for (int at = 1; at < 13; at++)
			for (char digit = '0'; digit <= '9'; digit++) {
				char upn[UPN_SIZE], expected;
				memcpy(upn, vectors[i].upn, sizeof(upn));
				/* At the end a digit and a letter may be worth the same. */
				if (upn[at] == digit || upn[at] > '9')
					continue;
				upn[at] = digit;
				assert_int_equal(upn_check(upn, &expected), UPN_LETTER);
			}
	}
}

static void two_neighbours_swapped_are_found(void **state)
{
	(void)state;
	char upn[UPN_SIZE] = "W878410224017", expected;
	for (int at = 1; at < 12; at++) {
		char before = upn[at], after = upn[at + 1];
		upn[at] = after;
		upn[at + 1] = before;
		assert_int_equal(upn_check(upn, &expected),
				 before == after ? UPN_GOOD : UPN_LETTER);
		upn[at] = before;
		upn[at + 1] = after;
	}
}

static void authorities_are_known_or_not(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *upn;
		bool known;
	} rows[] = {{"Dorset", "A838", true},
		    {"Cumberland, new in 2023", "A942", true},
		    {"Cardiff", "A681", true},
		    {"Gwynedd's first", "A660", true},
		    {"an old authority whose numbers live on", "A835", true},
		    {"nobody", "A000", false},
		    {"nobody", "A999", false},
		    {"just past Wales", "A682", false}};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (upn_authority_known(rows[i].upn) != rows[i].known)
			fail_msg("%s: %s", rows[i].sentence, rows[i].upn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_hold),
		cmocka_unit_test(any_one_wrong_digit_is_found),
		cmocka_unit_test(two_neighbours_swapped_are_found),
		cmocka_unit_test(authorities_are_known_or_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
