#pragma once
/* gallery_staff: a view of every staff screen, in each of the ways it can look, for the tests of the screens. */
#include "core/staffroom.h"

#define GALLERY_STAFF_SHOWN 65
enum screen gallery_staff_screen(int shown);
const char *gallery_staff_title(int shown);
/* Do names of 60 characters stand on it? */
bool gallery_staff_long(int shown);
/* The lists are filled to `items`, at most, and have further pages. */
void gallery_staff_show(struct view *view, struct staff_view *staff, int shown,
			enum language language, size_t items);
