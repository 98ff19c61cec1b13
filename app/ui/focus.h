#pragma once
/* focus: the control that a keypad speaks of, and the ring round it. */
#include "ui/tree.h"
#include "ui/ui.h"

struct focus {
	int widget;  /* of the tree; -1: none */
	bool shown;  /* a key was used since the last finger */
	bool turned; /* what was pressed turns a page: on the next tree it begins anew */
};
void focus_init(struct focus *focus);
/* A finger has come: the ring goes. */
void focus_hide(struct focus *focus);
/* The tree is another one: on the same screen the same control stays in focus, on a new screen the control of most use
 * comes into it. Home is for the next person: there nothing is, until a key is used. */
void focus_follow(struct focus *focus, const struct tree *before, const struct tree *now);
/* A key on this tree. Moving goes round; while nothing is shown, moving and pressing only show where the focus is. Returns the
 * control that the key presses; NULL: none. */
const struct widget *focus_key(struct focus *focus, const struct tree *tree, enum ui_key key,
			       int digit);
/* The control with the ring; NULL: none. */
const struct widget *focus_shown(const struct focus *focus, const struct tree *tree);
/* The control of most use: a choice or digit, else what most will press, else the first. -1: there is none. */
int focus_first(const struct tree *tree);

/* The ring is two lines round the control, the outer in the ink of the page, the inner in its ground: whatever lies on
 * either side, one of them stands out (WCAG 2.2, 2.4.13 and 1.4.11). Each is so wide, in mm: */
#define FOCUS_LINE_MM 0.48F
struct box focus_ring(const struct widget *widget, const struct bench *bench);
/* The ring, and the control anew over it. */
void focus_draw(const struct widget *widget, bool pressed, const struct tree *tree,
		const struct bench *bench, struct paint *paint);
