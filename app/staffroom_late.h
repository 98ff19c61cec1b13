#pragma once
/* staffroom_late: who came late to a session, for the act that excuses many at once; the same for all whatever their care status. */
#include "core/staffroom.h"
#include "day.h"

/* Those who came after `starts` of the last session of today that has begun and are in: the newest first. Whom a mark speaks of
 * has been dealt with and is left out. */
void staffroom_late(const struct day *day, struct staff_group *out);
/* The pupil as a row of that list: with the minute in which they came. */
void staffroom_late_row(const struct day *day, const struct pupil *pupil, struct session session,
			struct staff_row *out);
