#pragma once
/* staffroom_rows: pupils in the lists of staff mode, the same for all whatever their care status. */
#include "core/staffroom.h"
#include "day.h"

/* What is known of a pupil in the session of now (on the close list: in `session`). */
void staffroom_row(const struct day *day, const struct pupil *pupil, struct session session,
		   struct staff_row *out);
/* Is the pupil in the building: came and has not left, or was marked present today and has not left since? */
bool staffroom_inside(const struct day *day, const struct pupil *pupil);

/* Pupils in order: by year group and form, then by name in the order of the school's language. The pointers are the roster's; freed with free(). */
struct staffroom_pupils {
	const struct pupil **pupils;
	size_t count;
};
typedef bool staffroom_wanted(const struct day *day, const struct pupil *pupil,
			      const void *context);
/* ERR_NO_MEMORY: an empty list. */
MUST_CHECK enum err staffroom_collect(const struct day *day, staffroom_wanted *wanted,
				      const void *context, struct staffroom_pupils *out);
