#pragma once
/* staff: what people of the school enter: each is an event with reason, name and role. */
#include "app.h"
#include "day.h"

/* A mark for a pupil in the session of now. ERR_NOT_FOUND: no such pupil; ERR_BAD_INPUT: a code in no table, or words
 * too long. */
MUST_CHECK enum err staff_mark(struct day *day, const char *pupil_id, const char *code,
			       const struct app_by *by);
/* The same for a session of today, by the store's key. */
MUST_CHECK enum err staff_mark_session(struct day *day, uint32_t pupil, struct session session,
				       const char *code, const struct app_by *by);
/* The same mark for each of them: all are made durable or none is. */
MUST_CHECK enum err staff_mark_all(struct day *day, const uint32_t *pupils, size_t count,
				   struct session session, const char *code,
				   const struct app_by *by);
/* Takes back the arrivals of the session of now; in a carried afternoon, where there are none, the morning's. ERR_NOT_FOUND:
 * nothing to take back. */
MUST_CHECK enum err staff_undo_arrival(struct day *day, uint32_t pupil, const struct app_by *by);
/* A card becomes the pupil's; the log keeps its number as the reason. ERR_EXISTS: it is somebody's. */
MUST_CHECK enum err staff_give_card(struct day *day, uint32_t pupil, const struct card *card,
				    const struct app_by *by);
/* All cards of the pupil are known no more. ERR_NOT_FOUND: there are none. */
MUST_CHECK enum err staff_block_cards(struct day *day, uint32_t pupil, const struct app_by *by);
/* Something that changes nobody's register: EVENT_STAFF_IN. */
MUST_CHECK enum err staff_note(struct day *day, enum event_kind kind, const struct app_by *by);
/* The door of this kiosk of the site (its index) is not in use today, or is in use again. ERR_NOT_FOUND: there is no such kiosk;
 * ERR_REFUSED: not in use, said by a clock that cannot be trusted: nobody could tell of which day. */
MUST_CHECK enum err staff_say_door(struct day *day, size_t kiosk, bool in_use,
				   const struct app_by *by);
/* Closes today's sessions, but for a register that was taken before (forms_taken): who was missing then is missing still. ERR_EXISTS:
 * both were. */
MUST_CHECK enum err staff_close_today(struct day *day, const char *code, const struct app_by *by);
