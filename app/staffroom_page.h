#pragma once
/* staffroom_page: which of a list's items stand on the page that is shown. */
#include "core/staffroom.h"

struct staffroom_page {
	size_t from, count;
};
/* `size`: how many the screen holds; 0: as many as a view. Writes page and pages to `out`; beyond the last page it begins anew. */
struct staffroom_page staffroom_cut(int page, size_t size, size_t count, struct staff_view *out);
