#include "tools/virtual-school/trouble.h"

#include <stdarg.h>
#include <stdio.h>

void trouble_say(const char *format, ...)
{
	va_list arguments;

	fputs("virtual-school: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

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
