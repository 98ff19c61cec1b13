#pragma once
/* door: what staff have said of the door of a kiosk on a day, and what shows that it was in use after all. */
#include "core/roll.h"

/* "Not in use today" says that nobody comes or goes by the door of a kiosk on that day. Each such saying speaks of a stretch of the
 * day: from its beginning, and from the saying on alone where the door had been in use earlier that day (a pupil moved there, or
 * "in use" was said); up to the next "in use" said, or to the end of the day. A saying counts for nothing
 *  - when a pupil has moved at that kiosk (arrived, left or returned, at whatever time of the stretch, whoever it was, by card,
 *    touch or staff, taken back or not) at or after the saying: the door was in use, and the staff were wrong;
 *  - when that kiosk has a movement or the door an "in use" of an untrusted clock on that day: nobody knows when;
 *  - when it was itself said by an untrusted clock, or was undone;
 *  - for a time that was over when it was said, once it is taken back: that is how a mistake is put right.
 * The roll must hold all that was said that day and all movements at the doors spoken of (school_roll_read). */

/* Was the door not in use from from_ms to before to_ms of a day, all of it? */
bool door_shut(const struct roll *roll, int32_t day, const char *kiosk, int64_t from_ms,
	       int64_t to_ms);

enum door_state {
	DOOR_IN_USE,
	DOOR_NOT_IN_USE,
	DOOR_USED_AFTER_ALL, /* said not to be in use, and a pupil has moved there since: it counts as in use */
};
/* What holds at the end of what is known of a day. since_ms, of DOOR_NOT_IN_USE: since when; INT64_MIN: all day. */
enum door_state door_state(const struct roll *roll, int32_t day, const char *kiosk,
			   int64_t *since_ms);

/* Is it a movement at a kiosk whose door was said, on its day, not to be in use? */
bool door_concerns(const struct roll *roll, const struct roll_fact *fact);
