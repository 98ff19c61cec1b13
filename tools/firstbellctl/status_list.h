#pragma once
/* status_list: of a long list the first rows are shown, and how many more there are. */
#include <stddef.h>

#define STATUS_LIST_SHOWN 20

/* How many of so many rows are shown. */
size_t status_list_shown(size_t count);
/* Says, under the label of its lines, how many more of `what` there are; nothing when all are shown. */
void status_list_print_more(const char *label, size_t count, const char *what);
