#pragma once
/* forms: of which forms, or of the whole school, was most not seen? A class on a trip, a bus that did not come, a blocked
 * door are not so many absences. */
#include "day.h"

/* Who was seen by now: in a carried afternoon nobody need tap again, so the morning counts with it. */
size_t forms_arrivals(const struct day *day, struct session session);
/* Was the register of this session of today taken: closed, with more than half of those expected seen in time? What it says of
 * the others stands, though the school be closed later that day. */
bool forms_taken(const struct day *day, struct session session);
/* For each of today's closed registers: notes the forms of which most is missing (the whole school: when nobody came in
 * time, or far fewer than usual_arrivals), and takes the note back when the pupils are
 * seen after all. Says so in the log, for staff to ask before flags go. Cheap while nothing new has happened. */
MUST_CHECK enum err forms_judge(struct day *day);
