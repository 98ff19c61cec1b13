#pragma once
/* staffroom_codes: which codes staff may enter at the kiosk, of the nation's table in force. */
#include "core/staffroom.h"
#include "day.h"

#define STAFFROOM_CODES_MAX 64

/* Reasons for an absence that a school may enter, the commonest first: all but codes of presence and of lateness, N ("Not here" says
 * that), closures, those of nobody on the roll, and X for a pupil of compulsory school age. Returns how many. */
size_t staffroom_reasons(const struct day *day, uint32_t pupil,
			 struct staff_code out[STAFFROOM_CODES_MAX]);
/* Why the whole school is closed. */
size_t staffroom_closures(const struct day *day, struct staff_code out[STAFFROOM_CODES_MAX]);
/* The meaning of one of these codes; NULL: it is none of them. */
const char *staffroom_meaning(const struct staff_code *codes, size_t count, struct code code);
/* The code of presence in a session. */
const char *staffroom_presence(enum part part);
