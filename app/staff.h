#pragma once
/* staff: what people of the school enter: each is an event with reason, name and role. */
#include "app.h"
#include "day.h"

/* A mark for a pupil in the session of now. ERR_NOT_FOUND: no such pupil; ERR_BAD_INPUT: a code in no table, or words
 * too long. */
MUST_CHECK enum err staff_mark(struct day *day, const char *pupil_id, const char *code,
			       const struct app_by *by);
/* Closes both of today's sessions. */
MUST_CHECK enum err staff_close_today(struct day *day, const char *code, const struct app_by *by);
