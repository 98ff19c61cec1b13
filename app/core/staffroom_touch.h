#pragma once
/* staffroom_touch: what a finger does once staff mode is open. Private to staffroom*.c. */
#include "core/staffroom.h"

/* A touch on any screen but the PIN's. */
void staffroom_touch(struct staffroom *staffroom, const struct staffroom_input *input,
		     struct staffroom_effects *effects);
/* What the last act came to, and a question, are not shown any more. */
void staffroom_forget_last(struct staffroom *staffroom);
void staffroom_go(struct staffroom *staffroom, enum screen screen, int page);
/* Back to where a reason was asked for. */
void staffroom_leave_codes(struct staffroom *staffroom);
/* Asks for an act, about the pupil of the screen where it is about one; nothing is taken until it is answered. */
void staffroom_ask(struct staffroom *staffroom, enum act_kind kind, struct code code,
		   struct staffroom_effects *effects);

/* -- the search, staffroom_search.c ---------------------------------------------------------------- */
void staffroom_touch_search(struct staffroom *staffroom, const struct flow_touch *touch);
/* The letters are gone, and with them whom they found. */
void staffroom_forget_search(struct staffroom *staffroom);

/* -- late together, staffroom_together.c ----------------------------------------------------------- */
void staffroom_touch_together(struct staffroom *staffroom, const struct staffroom_input *input,
			      struct staffroom_effects *effects);
/* Nobody is chosen any more. */
void staffroom_choose_none(struct staffroom *staffroom);
