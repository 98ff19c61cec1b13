#pragma once
/* no_printer: that part of the seam for a hall that prints nothing; named by the one source that is that hall. */
#include "hal/hal.h"

bool hal_print(const char *printer, const char *title, const char *text)
{
	(void)printer;
	(void)title;
	(void)text;
	return false;
}

enum hal_printed hal_printed(void)
{
	return HAL_PRINTED_NOTHING;
}
