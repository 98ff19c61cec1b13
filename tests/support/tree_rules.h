#pragma once
/* tree_rules: what every screen must keep, checked on its tree. */
#include "ui/tree.h"

/* The first rule that the tree breaks, and on which widget (-1: on none in particular); NULL: it keeps them all.
 * `long_name`: a name on it is longer than the sizes for reading at a distance promise to hold. */
const char *tree_rules_broken(const struct tree *tree, const struct bench *bench, bool long_name,
			      int *widget);
