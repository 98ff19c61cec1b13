#include "tools/virtual-school/trouble.h"

#include <stdio.h>

int trouble_failed(const char *what, enum err err)
{
	fprintf(stderr, "virtual-school: %s: %s\n", what, err_text(err));
	return 1;
}

int trouble_usage(void)
{
	fprintf(stderr, "virtual-school: something is missing or not well formed. See --help\n");
	return 2;
}
