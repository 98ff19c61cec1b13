/* SHA-1 against sums made with Python's hashlib, at the lengths where padding changes. */
#include "core/sha1.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *unit;
	size_t times;
	const char *sum;
} vectors[] = {
	{"", 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
	{"abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
	{"a", 55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"},
	{"a", 56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"},
	{"a", 63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"},
	{"a", 64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"},
	{"a", 65, "11655326c708d70319be2610e8a57d9a5b959d3b"},
	{"a", 119, "ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56"},
	{"a", 120, "f34c1488385346a55709ba056ddd08280dd4c6d6"},
	{"a", 1000, "291e9a6c66994949b57ba5e650361e98fc36b1ba"},
};

static void sums_are_those_of_hashlib(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		char text[1024];
		size_t unit = strlen(vectors[i].unit), size = vectors[i].times * unit;
		for (size_t n = 0; n < size; n++)
			text[n] = vectors[i].unit[n % unit];
		uint8_t sum[SHA1_SIZE];
		sha1(text, size, sum);
		char hex[2 * SHA1_SIZE + 1];
		for (size_t n = 0; n < SHA1_SIZE; n++)
			snprintf(hex + 2 * n, 3, "%02x", sum[n]);
		assert_string_equal(hex, vectors[i].sum);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(sums_are_those_of_hashlib)};
	return cmocka_run_group_tests_name("sha1", tests, NULL, NULL);
}
