#include "id_list.h"

#include <stdio.h>
#include <string.h>

void id_list_add(struct id_list *list, const char *id)
{
	static const char more[] = " ...";
	size_t used = strlen(list->text), room = sizeof(list->text) - used;
	list->count++;
	if (list->full)
		return;
	list->full = strlen(id) + 1 + sizeof(more) > room;
	snprintf(list->text + used, room, "%s%s", used && !list->full ? " " : "",
		 list->full ? more : id);
}
