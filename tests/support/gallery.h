#pragma once
/* gallery: a view of every screen, and the panels to show them on, for the tests of the screens. */
#include "core/flow.h"

/* A 7 inch and a 10.1 inch panel, lying and upright. */
struct gallery_panel {
	const char *name;
	int width_px, height_px;
	float px_per_mm;
};
#define GALLERY_PANELS 4
extern const struct gallery_panel gallery_panels[GALLERY_PANELS];

/* Names as families write them. */
#define GALLERY_NAMES 6
extern const char *const gallery_names[GALLERY_NAMES];

/* A screen with a name on it: the name greets, stands on "Is this you?" and first in the list. The lists are filled to
 * `items` choices and have a further page. */
void gallery_view(struct view *view, enum screen screen, enum language language, const char *name,
		  size_t items);
/* Every screen, and last the idle one in its other ways, reader lost and in both languages: for loops over all there is to see. */
enum { GALLERY_LOST = SCREEN_PIN, GALLERY_BOTH, GALLERY_BOTH_LOST, GALLERY_SHOWN };
enum screen gallery_screen(int shown);
const char *gallery_title(int shown);
void gallery_show(struct view *view, int shown, enum language language, const char *name,
		  size_t items);
/* The folder that the build puts the words in, beside the test program. */
const char *gallery_locale_dir(void);
/* The i-th letter of the language (core/alphabet), round and round. */
int gallery_letter(enum language language, size_t i);
