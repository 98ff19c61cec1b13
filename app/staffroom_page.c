#include "staffroom_page.h"

struct staffroom_page staffroom_cut(int page, size_t size, size_t count, struct staff_view *out)
{
	if (size == 0 || size > STAFF_ROWS_MAX)
		size = STAFF_ROWS_MAX;
	size_t pages = count ? (count + size - 1) / size : 1;
	size_t at = (size_t)page % pages;
	out->page = (int)at;
	out->pages = (int)pages;
	size_t left = count - at * size;
	return (struct staffroom_page){at * size, left < size ? left : size};
}
