#pragma once
/* office_weeks: weeks of registers at the office's small school, told by a letter a day, in its real database. */
#include "tests/support/office.h"

#define OFFICE_PUPILS 6
#define OFFICE_MONDAY                                                                              \
	20710 /* 14 September 2026: today, in the office, and the first day of the weeks */

/* A letter a weekday, weeks parted by a blank. '.' comes in time, 'l' at 09:00, 'n' is not seen, 'i' is marked ill, 'h' is marked ill in
 * the morning and comes at noon, 'm' is at the dentist. Of the school: '.' all well, 'o' the kiosk is off and the registers are closed
 * by it next day, 'k' the registers are closed next day alone, 'r' the reader is away in the morning, 'c' closed for everybody by an announcement (Y4), 'd' hardly anybody
 * was seen, and the kiosk noted that (the pupils' letters must say so too). While the kiosk is off or the school closed nobody comes or is marked. */
struct office_weeks {
	const char *school, *pupils[OFFICE_PUPILS]; /* P1 to P6 */
};
/* The office as it was made, and then as it is on the weekday after so many weekdays, at seven in the morning. */
void office_live(struct office *office, const struct office_weeks *weeks, int days);
