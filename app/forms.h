#pragma once
/* forms: of which forms was most not seen? A class on a trip, or a bus that did not come, is not so many absences. */
#include "day.h"

/* For each of today's closed registers: notes the forms of which most is missing, and takes the note back when the pupils are
 * seen after all. Says so in the log, for staff to ask before flags go. Cheap while nothing new has happened. */
MUST_CHECK enum err forms_judge(struct day *day);
