#pragma once
/* screen_rules: what must hold between screens, and of the pixels of one: languages, signals other than colour, contrast as drawn. */
#include "tests/support/picture.h"
#include "ui/tree.h"

/* Of the same view in two languages: the first text or control of ours whose words are the same in both, though the catalogue has
 * others for them, or does not know them at all. -1: none. */
int screen_rules_untranslated(const struct tree *english, const struct tree *welsh,
			      const struct words *words);
/* Do two screens say the same but for their colours, their names and their places? */
bool screen_rules_alike(const struct tree *a, const struct tree *b);
/* The first control that differs in nothing but colour from another that does the same to the same thing, or shows the same
 * mark and words in another colour. -1: none. */
int screen_rules_colour_alone(const struct tree *tree);
/* The first widget whose text, or whose edge when it is a control, is too faint in the picture of the tree: less than 7:1 between text
 * and ground, less than 3:1 between a control and what surrounds it. -1: none. */
int screen_rules_faint(const struct tree *tree, const struct picture *picture);
