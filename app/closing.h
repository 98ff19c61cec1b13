#pragma once
/* closing: the back office: when a register closes, and after everything heard later, rules -> notices -> outbox. */
#include "day.h"

struct closing;
#define CLOSING_LIST_MAX 512

/* Opens the care file of a data folder. A damaged one is set aside and reported; ERR_DAMAGED, ERR_TOO_NEW, ...: the kiosk must
 * stop ticking, for it could not keep its promise. */
MUST_CHECK enum err closing_open(struct closing **out, const char *data_dir);
void closing_close(struct closing *closing);
/* Writes to each authority's log what it ought to know and has not been told, in one transaction. Run twice, the second
 * adds nothing. */
MUST_CHECK enum err closing_run(struct closing *closing, struct day *day);

/* The close list: the pupils who are tracked, expected, and not accounted for (nobody saw them, nobody entered a mark) in the
 * session whose register closed last today: their keys only, none where none has closed. Whoever asks knows then who is looked after: for a
 * member of staff with RIGHT_TRACKED alone. */
struct closing_list {
	struct session session;
	bool closed;        /* a register has closed today; else the list is empty */
	int16_t due_minute; /* when flags go for who is on it; -1: they have gone */
	size_t count;
	uint32_t pupils[CLOSING_LIST_MAX];
};
MUST_CHECK enum err closing_list(struct closing *closing, struct day *day,
				 struct closing_list *out);
