#pragma once
/* muster: people form by form, cut into pages each of which can be read by itself. */
#include "core/base.h"

/* What stands on one line: a form's heading (`place` 0), or the place'th of those in it. */
struct muster_line {
	size_t form, place;
};

/* Writes the lines of a page to `lines` (room for page_size, at least 2) and returns how many; 0: there is no such page.
 * `inside[f]` people are in form f. Every page begins with a heading, so that a form that goes on has it again; no heading stands last
 * on a page while its people begin the next. A form without anybody has its heading. */
size_t muster_page(const size_t *inside, size_t form_count, size_t page_size, size_t page,
		   struct muster_line *lines);
/* How many pages there are. */
size_t muster_pages(const size_t *inside, size_t form_count, size_t page_size);
