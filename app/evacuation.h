#pragma once
/* evacuation: who is in the building now, form by form, to be checked at the assembly point. The same whatever their care status, and
 * made from what the kiosk holds: no network is asked. */
#include "core/muster.h"
#include "core/staffroom.h"
#include "day.h"

struct evacuation_pupil {
	const struct pupil *pupil; /* the roster's */
	size_t form;               /* its place in `forms` */
	char name[224];
};
struct evacuation {
	struct evacuation_pupil *pupils; /* those inside, form by form, each by name */
	size_t count;
	const char **
		forms; /* all there are, by the youngest year group in them, then by name; "": in none, at the end */
	size_t *inside; /* of each form, so many */
	size_t form_count;
};

/* Names in the order of the school's language. ERR_NO_MEMORY: an empty list. Released with evacuation_release(), which takes a zeroed
 * one. */
MUST_CHECK enum err evacuation_make(const struct day *day, struct evacuation *out);
void evacuation_release(struct evacuation *list);
/* Whom a line of a page (core/muster.h) speaks of; NULL: it is a heading. */
const struct evacuation_pupil *evacuation_at(const struct evacuation *list,
					     struct muster_line line);
/* A page as rows of the screen, and how many there are. */
size_t evacuation_rows(const struct day *day, const struct evacuation *list, size_t page_size,
		       size_t page, struct staff_row rows[STAFF_ROWS_MAX]);
