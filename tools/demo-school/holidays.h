#pragma once
/* holidays: when the demo school is closed in a school year: term dates as most of England has them. */
#include "core/calendar.h"

struct holiday {
	int32_t day;
	const char *reason; /* NULL: open */
	const char *years;  /* "": all */
	bool afternoon_only;
};
#define HOLIDAYS_MAX 366
/* One for each day of the school year that `first_day` lies in, 1 September to 31 August, open ones too; returns how many. The first
 * day is a school day whatever the calendar says; weekends are never closed again. */
size_t holidays_of(int32_t first_day, struct holiday out[HOLIDAYS_MAX]);
