#include "problems.h"

#include <stdarg.h>
#include <stdio.h>

/* What a file says is shown in messages: its control characters must not reach the terminal. */
static void tame(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			*text = '?';
}

void problems_add(struct problem_list *list, uint32_t line, uint32_t column, const char *format,
		  ...)
{
	if (list->count++ >= PROBLEMS_SHOWN)
		return;
	struct problem *problem = &list->shown[list->count - 1];
	char text[2 * PROBLEM_TEXT_SIZE];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	tame(text);
	(void)text_copy(problem->text, sizeof(problem->text), text);
	problem->line = line;
	problem->column = column;
}
