#pragma once
/* tree_rules: what every screen must keep, checked on its tree. */
#include "ui/tree.h"

/* The first rule that the tree breaks, and on which widget (-1: on none in particular); NULL: it keeps them all.
 * `long_name`: a name on it is longer than the sizes for reading at a distance promise to hold. */
const char *tree_rules_broken(const struct tree *tree, const struct bench *bench, bool long_name,
			      int *widget);
/* The same with long names and in a language longer than ours: what is read with a finger on it may shrink to 3.9 mm (0.7 degrees at
 * 320 mm), for staff to 3.5 mm; what is read standing may not. */
const char *tree_rules_broken_longer(const struct tree *tree, const struct bench *bench,
				     int *widget);
