#pragma once
/* closing: the back office: when a register closes, and after everything heard later, rules -> notices -> outbox. */
#include "day.h"

struct closing;

/* Opens the care file of a data folder. A damaged one is set aside and reported; ERR_DAMAGED, ERR_TOO_NEW, ...: the kiosk must
 * stop ticking, for it could not keep its promise. */
MUST_CHECK enum err closing_open(struct closing **out, const char *data_dir);
void closing_close(struct closing *closing);
/* Writes to each authority's log what it ought to know and has not been told, in one transaction. Run twice, the second
 * adds nothing. */
MUST_CHECK enum err closing_run(struct closing *closing, struct day *day);
