#pragma once
/* staff_walk: walks through staff mode's machine, written as words: what is touched, and what is shown in the end. For cmocka. */
#include "core/staffroom.h"

/* A walk as words: "c" and "d" are cards (of the post, of another member), "C" the card and its PIN; digits are touched as such; the
 * others stand below. */
struct staff_walk {
	const char *says;
	enum post post;
	const char *moves;
	enum screen screen;
	const char *shows; /* see shown(); the act is that of the last move */
};
/* The moves of the search and of those who came late together. */
#define STAFF_WALK_LISTS "qxwA+-?*|&"
/* Fails at the first walk that leads elsewhere. */
void staff_walks_hold(const struct staff_walk *walks, size_t count);
/* Fails when one of these moves, or with `but` one of all but these, is in no walk: a move nobody takes tests nothing. */
void staff_walks_take(const struct staff_walk *walks, size_t count, const char *moves, bool but);
