#pragma once
/* staffroom_search: pupils found by the letters that a word of their name begins with, preferred or legal; the same for all whatever
 * their care status. */
#include "core/alphabet.h"
#include "staffroom_rows.h"

struct staffroom_found {
	struct staffroom_pupils pupils; /* by name, in the order of the language */
	bool next[ALPHABET_OTHER + 1];  /* letters that lead on to somebody, by letter */
};
/* Without letters nobody is found, and `next` says with which to begin. ERR_NO_MEMORY: nobody. */
MUST_CHECK enum err staffroom_find(const struct day *day, enum language language,
				   const struct spelling *search, struct staffroom_found *out);
/* The letters as one word: "Shan". */
void staffroom_spell(const struct spelling *search, char *out, size_t size);
