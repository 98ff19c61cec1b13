#pragma once
/* spoken: what a tree says to the ear: its texts in order, groups once, controls as what they are, and names only to a headset. */
#include "ui/tree.h"

#define SPOKEN_LINE_SIZE (TREE_LABEL_SIZE + 64)
#define SPOKEN_SIZE 16384

/* What one widget says, a sentence without its line's end; false: nothing. What stands in a group is said by the group, but for its
 * controls, and what stands on a control by the control. `headset` false: widgets that name somebody say nothing, a group
 * with one in it leaves speaking to the others, and a control says what is drawn on it. */
bool spoken_line(const struct tree *tree, const struct words *words, int widget, bool headset,
		 char out[SPOKEN_LINE_SIZE]);
/* In which language a line of what is said is: the tree's, but for what stands in both. `line` is `length` bytes, without its end. */
enum language spoken_language(const struct tree *tree, const struct words *words, const char *line,
			      size_t length);
/* All of it, a line a sentence. Without a headset the last line says, where somebody's name was left out, how to hear it. */
void spoken_screen(const struct tree *tree, const struct words *words, bool headset,
		   char out[SPOKEN_SIZE]);
/* The control with the ring. */
void spoken_focus(const struct tree *tree, const struct words *words, const struct widget *widget,
		  bool headset, char out[SPOKEN_LINE_SIZE]);
/* Has a widget that shows something no words for the ear? A picture beside words that say the same needs none. */
bool spoken_lacks(const struct tree *tree, const struct words *words, int widget);

/* What was said last, so that only what is new is said. Zeroed: nothing yet. */
struct spoken_memory {
	enum language language;
	uint64_t labels[TREE_WIDGETS_MAX];
	int count;
};
void spoken_remember(struct spoken_memory *memory, const struct tree *tree);
/* On another screen than remembered, all of it; on the same one what is new, if anything; never the mere minute. */
void spoken_news(const struct spoken_memory *memory, const struct tree *tree,
		 const struct words *words, bool headset, char out[SPOKEN_SIZE]);
