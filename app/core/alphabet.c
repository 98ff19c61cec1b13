#include "core/alphabet.h"

#include <string.h>

static const char *const letters[ALPHABET_OTHER + 1] = {
	"",  "A",  "B", "C", "Ch", "D",  "Dd", "E", "F", "Ff", "G",  "Ng",
	"H", "I",  "J", "K", "L",  "Ll", "M",  "N", "O", "P",  "Ph", "Q",
	"R", "Rh", "S", "T", "Th", "U",  "V",  "W", "X", "Y",  "Z",  "…"};

const char *alphabet_text(int letter)
{
	ENSURE(letter > 0 && letter <= ALPHABET_OTHER);
	return letters[letter];
}

/* -- characters to what they are without accents --------------------------------------------------------------- */

/* The letter under the accent (Unicode's canonical decomposition; for letters that have none, the one they are looked for under). '.':
 * no letter. */
static const char latin[] = /* U+00C0 to U+024F */
	"aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
	"lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
	"bbbb..occdddd.eeeff....ikkl...n.oo..pp.....ttt.uu..yyzz........."
	"....dddlllnnnaaiioouuuuuuuuuueaaaaaaggggkkoooo..jdddgg..nnaaaaoo"
	"aaaaeeeeiiiioooorrrruuuussttyyhhnd..zzaaeeooooooooyylnt....ccl.s"
	"z..bu.eejj..rryy";
static const char latin_additional[] = /* U+1E00 to U+1EFF */
	"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
	"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
	"wwwwwwwwwwxxxxyyzzzzzzhtwyas..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
	"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

#define BROKEN 1 /* a control character: part of no name */

/* The character at *at, which moves past it; 0: the end. A byte that begins no character is BROKEN. */
static uint32_t next_character(const char **at)
{
	const unsigned char *bytes = (const unsigned char *)*at;
	int more = bytes[0] >= 0xF0 ? 3 : bytes[0] >= 0xE0 ? 2 : bytes[0] >= 0xC0 ? 1 : 0;
	uint32_t character = more == 0 ? bytes[0] : bytes[0] & (0x3FU >> more);

	if (bytes[0] == '\0')
		return 0;
	for (int i = 1; i <= more; i++) {
		if ((bytes[i] & 0xC0) != 0x80) {
			*at += 1;
			return BROKEN;
		}
		character = character << 6 | (bytes[i] & 0x3F);
	}
	*at += more + 1;
	return character;
}

enum sign { SIGN_END, SIGN_BREAK, SIGN_DIGIT, SIGN_LETTER = SIGN_DIGIT + 10, SIGN_OTHER = 1000 };

static bool hangs_on(uint32_t character)
{
	return (character >= 0x0300 && character <= 0x036F) || character == 0x2019 ||
	       character == 0x02BC || character == 0x02BB || character == 0x2018 ||
	       character == 0x200C || character == 0x200D;
}

/* 'a' to 'z'; ' ' between words; other characters as they are. What is no part of the order (accents, apostrophes, stops) is passed over. */
static uint32_t next_plain(const char **at)
{
	for (uint32_t c; (c = next_character(at)) != 0;) {
		char plain = '.';

		if (c >= 0xC0 && c < 0xC0 + sizeof(latin) - 1)
			plain = latin[c - 0xC0];
		else if (c >= 0x1E00 && c < 0x1E00 + sizeof(latin_additional) - 1)
			plain = latin_additional[c - 0x1E00];
		if (plain != '.')
			return (uint32_t)plain;
		if (c >= 'A' && c <= 'Z')
			return c - 'A' + 'a';
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			return c;
		if (c == ' ' || c == '-' || c == 0xA0 || c == 0x2010 || c == 0x2011 || c == 0x2013)
			return ' ';
		if (c >= 0x100 && !hangs_on(c))
			return c;
	}
	return 0;
}

static int letter_of(char first, char second)
{
	for (int i = 1; i <= ALPHABET_LETTERS; i++) {
		char has = letters[i][1];

		if (letters[i][0] - 'A' + 'a' == first && has == second)
			return i;
	}
	return 0;
}

/* The next step of the order. In Welsh two characters may be one letter. */
static int next_sign(enum language language, const char **at)
{
	uint32_t c = next_plain(at);

	if (c == 0 || c == ' ')
		return c == 0 ? SIGN_END : SIGN_BREAK;
	if (c >= '0' && c <= '9')
		return SIGN_DIGIT + (int)(c - '0');
	if (c > 'z')
		return SIGN_OTHER + (int)c;
	if (language == LANGUAGE_CY) {
		const char *after = *at;
		uint32_t second = next_plain(&after);
		int both = second > 'z' ? 0 : letter_of((char)c, (char)second);

		if (both > 0 && second != 0) {
			*at = after;
			return SIGN_LETTER + both;
		}
	}
	return SIGN_LETTER + letter_of((char)c, '\0');
}

/* -- names ------------------------------------------------------------------------------------------------------ */

/* Under which letter a sign within a word is looked for. */
static int letter_of_sign(int sign)
{
	bool letter = sign > SIGN_LETTER && sign <= SIGN_LETTER + ALPHABET_LETTERS;

	return letter ? sign - SIGN_LETTER : ALPHABET_OTHER;
}

void alphabet_find(enum language language, const char *name, bool found[ALPHABET_OTHER + 1])
{
	const struct spelling nothing = {.count = 0};

	(void)alphabet_begins(language, name, &nothing, found);
}

bool alphabet_begins(enum language language, const char *name, const struct spelling *spelling,
		     bool next[ALPHABET_OTHER + 1])
{
	bool begins = false, fits = true;
	size_t at = 0; /* in the word */

	for (int sign; (sign = next_sign(language, &name)) != SIGN_END;) {
		int letter = letter_of_sign(sign);

		if (sign == SIGN_BREAK) {
			fits = true;
			at = 0;
			continue;
		}
		if (fits && at == spelling->count)
			next[letter] = true;
		fits = fits && (at >= spelling->count || spelling->letters[at] == letter);
		at++;
		begins = begins || (fits && at >= spelling->count);
	}
	return begins;
}

int alphabet_compare(enum language language, const char *a, const char *b)
{
	const char *rest_a = a, *rest_b = b;

	for (;;) {
		int sign_a = next_sign(language, &rest_a), sign_b = next_sign(language, &rest_b);

		if (sign_a != sign_b)
			return sign_a < sign_b ? -1 : 1;
		if (sign_a == SIGN_END)
			return strcmp(a, b);
	}
}
