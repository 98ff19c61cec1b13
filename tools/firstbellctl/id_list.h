#pragma once
/* id_list: identifiers on one line, which ends in " ..." where there is no room for more. */
#include "core/base.h"

#define ID_LIST_SIZE 200

/* Zeroed: empty. */
struct id_list {
	char text[ID_LIST_SIZE];
	size_t count; /* of all, shown or not */
	bool full;
};
void id_list_add(struct id_list *list, const char *id);
