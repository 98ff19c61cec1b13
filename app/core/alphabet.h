#pragma once
/* alphabet: under which letters a name is found, and in which order names stand, as a reader of the language expects. Accents are
 * folded: Llŷr is found as Llyr. */
#include "core/flow.h"

/* The letters of both languages in one order, so that a letter keeps its number when the language changes. English has no
 * use for Ch, Dd, Ff, Ng, Ll, Ph, Rh and Th; in Welsh they are letters of their own, and K, Q, V, X and Z are for names from elsewhere. */
#define ALPHABET_LETTERS 34
/* "A", "Ch"; of ALPHABET_OTHER, for names in other scripts, an ellipsis. */
#define ALPHABET_OTHER (ALPHABET_LETTERS + 1)
const char *alphabet_text(int letter);

/* The letters, 1 to ALPHABET_OTHER, under which a name is looked for: those that its words begin with. Words end at spaces and
 * hyphens: Ó Súilleabháin is found under O and S, Prys-Jones under P and J, O'Neill under O alone. `found` is indexed by letter; what
 * is true already stays. Malformed UTF-8 is passed over. */
void alphabet_find(enum language language, const char *name, bool found[ALPHABET_OTHER + 1]);
/* The beginning of a name, letter by letter. */
#define SPELLING_MAX 12
struct spelling {
	uint8_t letters[SPELLING_MAX];
	size_t count;
};
/* Does a word of the name begin so? Of the words that do, the letters that come next are noted in `next` (indexed by letter; what is
 * true already stays). Of no letters, every word begins so. */
bool alphabet_begins(enum language language, const char *name, const struct spelling *spelling,
		     bool next[ALPHABET_OTHER + 1]);
/* Less, equal or greater than 0: by letters, a shorter name before the longer one that begins with it; capitals, accents and
 * apostrophes count only between names that are else alike. Names in other scripts come last. */
int alphabet_compare(enum language language, const char *a, const char *b);
