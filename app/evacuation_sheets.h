#pragma once
/* evacuation_sheets: the evacuation list on paper: plain text, each sheet of which makes sense by itself. */
#include "evacuation.h"
#include "ui/words.h"

/* Fits A4 at six lines to the inch, with its margins. */
#define SHEET_LINES 56

/* First the counts of all forms, then the names form by form, each with a box to tick; at the head of every sheet the school, day and
 * time, how many there are, and which sheet of how many this is. Sheets end in a form feed but for the last. Freed with free(); NULL:
 * out of memory. */
char *evacuation_sheets(const struct day *day, const struct evacuation *list,
			const struct words *words, enum language language);
