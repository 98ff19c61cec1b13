#include "core/muster.h"

/* What comes next: the heading of `form`, or one in it. */
struct walk {
	size_t form, place;
};

static void move_on(struct walk *walk, const size_t *inside)
{
	walk->place++;
	if (walk->place > inside[walk->form]) {
		walk->form++;
		walk->place = 0;
	}
}

static void put(struct muster_line *lines, size_t at, struct muster_line line)
{
	if (lines)
		lines[at] = line;
}

/* One page from where the walk is; `lines` NULL: only to move on. */
static size_t fill(struct walk *walk, const size_t *inside, size_t form_count, size_t page_size,
		   struct muster_line *lines)
{
	size_t used = 0;
	ENSURE(page_size >= 2);
	while (walk->form < form_count && used < page_size) {
		bool heading = walk->place == 0;
		size_t people = inside[walk->form];
		if (heading && people > 0 && used + 1 == page_size)
			break;
		if (heading || used == 0)
			put(lines, used++, (struct muster_line){walk->form, 0});
		if (!heading)
			put(lines, used++, (struct muster_line){walk->form, walk->place});
		move_on(walk, inside);
	}
	return used;
}

size_t muster_page(const size_t *inside, size_t form_count, size_t page_size, size_t page,
		   struct muster_line *lines)
{
	struct walk walk = {0, 0};
	for (size_t before = 0; before < page; before++)
		(void)fill(&walk, inside, form_count, page_size, NULL);
	return fill(&walk, inside, form_count, page_size, lines);
}

size_t muster_pages(const size_t *inside, size_t form_count, size_t page_size)
{
	struct walk walk = {0, 0};
	size_t pages = 0;
	while (fill(&walk, inside, form_count, page_size, NULL) > 0)
		pages++;
	return pages;
}
