#include "status_list.h"

#include <stdio.h>

size_t status_list_shown(size_t count)
{
	return count < STATUS_LIST_SHOWN ? count : STATUS_LIST_SHOWN;
}

void status_list_print_more(const char *label, size_t count, const char *what)
{
	if (count > STATUS_LIST_SHOWN)
		printf("%-13s and %zu more %s\n", label, count - STATUS_LIST_SHOWN, what);
}
