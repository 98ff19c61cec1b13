#include "upn.h"

#include <string.h>

/* No I, O, S: they would be read as digits. */
static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";

static int digit_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : -1;
}

static int letter_of(char c)
{
	const char *at = c ? strchr(letters, c) : NULL;
	return at ? (int)(at - letters) : -1;
}

char upn_letter(const char *twelve)
{
	int sum = 0;
	for (int i = 0; i < 12; i++) {
		int value = digit_of(twelve[i]);
		if (value < 0 && i == 11)
			value = letter_of(twelve[i]);
		if (value < 0)
			return '?';
		sum += value * (i + 2);
	}
	return letters[sum % 23];
}

enum upn_fault upn_check(const char *upn, char *expected)
{
	*expected = '?';
	if (strlen(upn) != 13)
		return UPN_LENGTH;
	*expected = upn_letter(upn + 1);
	if (*expected == '?' || letter_of(upn[0]) < 0)
		return UPN_CHARACTER;
	return *expected == upn[0] ? UPN_GOOD : UPN_LETTER;
}

/* Numbers in use in England (DfE), Wales (660 to 681), and the islands and service schools (701 to 708), with those
 * of authorities since reorganised, which stay in the UPNs they gave out. */
static const struct authority_range {
	int first, last;
} known[] = {
	{1, 5},     {201, 213}, {301, 320}, {330, 336}, {340, 344}, {350, 359}, {370, 373},
	{380, 384}, {390, 394}, {420, 420}, {660, 681}, {701, 708}, {800, 803}, {805, 808},
	{810, 813}, {815, 816}, {820, 823}, {825, 826}, {830, 831}, {835, 841}, {845, 846},
	{850, 852}, {855, 857}, {860, 861}, {865, 896}, {908, 909}, {916, 916}, {919, 919},
	{921, 921}, {925, 926}, {928, 929}, {931, 931}, {933, 933}, {935, 938}, {940, 943},
};

bool upn_authority_known(const char *upn)
{
	int number = 0;
	for (int i = 1; i <= 3; i++) {
		if (digit_of(upn[i]) < 0)
			return false;
		number = number * 10 + digit_of(upn[i]);
	}
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (number >= known[i].first && number <= known[i].last)
			return true;
	return false;
}
