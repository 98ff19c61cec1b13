#pragma once
/* runs: a line of text cut into pieces of one face and one direction, in the order in which the eye meets them
 * (UAX 9, by FriBidi). */
#include "ui/fonts.h"

#define RUNS_MAX 24
struct run {
	size_t start, length; /* bytes of the text */
	int face;
	bool right_to_left;
};
/* Longer lines than this many characters are cut; views are far shorter. */
#define RUNS_CHARACTERS_MAX 512
size_t runs_of(struct fonts *fonts, const char *text, size_t start, size_t length,
	       struct run runs[RUNS_MAX]);
