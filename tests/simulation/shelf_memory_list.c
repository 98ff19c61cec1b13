/* Events come nearly in the order of their days, but late ones speak of days gone by: no order can be relied on, so each
 * zone of a list knows its days, and a reading steps over whole zones. */
#include "tests/simulation/shelf_memory.h"

#include <stdlib.h>

static void list_grow(struct list *list)
{
	size_t capacity = list->capacity ? 2 * list->capacity : ZONE_PLACES;
	list->places = realloc(list->places, capacity * sizeof(*list->places));
	list->zones = realloc(list->zones, capacity / ZONE_PLACES * sizeof(*list->zones));
	if (!list->places || !list->zones)
		abort();
	list->capacity = capacity;
}

void list_add(struct list *list, uint32_t event, int32_t day)
{
	if (list->count == list->capacity)
		list_grow(list);
	struct zone *zone = &list->zones[list->count / ZONE_PLACES];
	if (list->count % ZONE_PLACES == 0)
		*zone = (struct zone){day, day};
	else if (day < zone->min_day)
		zone->min_day = day;
	else if (day > zone->max_day)
		zone->max_day = day;
	list->places[list->count++] = (struct place){event, day};
}

void list_drop(struct list *list)
{
	ENSURE(list->count > 0);
	list->count--;
}

void list_release(struct list *list)
{
	free(list->places);
	free(list->zones);
	*list = (struct list){0};
}

size_t list_from(const struct list *list, uint32_t event)
{
	size_t low = 0, high = list->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->places[middle].event < event)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t list_next(const struct list *list, size_t at, int32_t from_day, int32_t to_day)
{
	while (at < list->count) {
		const struct zone *zone = &list->zones[at / ZONE_PLACES];
		size_t end = (at / ZONE_PLACES + 1) * ZONE_PLACES;
		if (end > list->count)
			end = list->count;
		if (zone->max_day < from_day || zone->min_day > to_day)
			at = end;
		for (; at < end; at++)
			if (list->places[at].day >= from_day && list->places[at].day <= to_day)
				return at;
	}
	return list->count;
}
