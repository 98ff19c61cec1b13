#include <string.h>

#include "core/staffroom_touch.h"

void staffroom_forget_search(struct staffroom *staffroom)
{
	memset(&staffroom->search, 0, sizeof(staffroom->search));
	if (staffroom->screen == SCREEN_FOUND || staffroom->screen == SCREEN_SEARCH)
		staffroom_go(staffroom, SCREEN_SEARCH, 0);
}

static void type(struct staffroom *staffroom, int64_t letter)
{
	struct spelling *search = &staffroom->search;
	if (letter < 1 || letter > ALPHABET_OTHER || search->count == SPELLING_MAX)
		return;
	search->letters[search->count++] = (uint8_t)letter;
	staffroom->page = 0;
}

static void erase(struct staffroom *staffroom)
{
	struct spelling *search = &staffroom->search;
	if (search->count == 0)
		return;
	search->letters[--search->count] = 0;
	staffroom->page = 0;
}

/* Without a letter the whole school would be found. */
void staffroom_touch_search(struct staffroom *staffroom, const struct flow_touch *touch)
{
	if (touch->kind == TOUCH_LETTER)
		type(staffroom, touch->value);
	else if (touch->kind == TOUCH_ERASE)
		erase(staffroom);
	else if (touch->kind == TOUCH_ENTER && staffroom->search.count > 0)
		staffroom_go(staffroom, SCREEN_FOUND, 0);
}
