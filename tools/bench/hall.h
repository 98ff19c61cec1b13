#pragma once
/* hall: the hall of a benchmark: a clock that is set, cards that are laid, and when each thing was seen and shown.
 * Its half of the seam stands in hall.c. */
#include "core/base.h"

struct hall {
	int64_t utc_ms; /* the school's time; the monotonic clock is the same */
	struct card card;
	bool lying;  /* the card waits to be seen */
	int fingers; /* a finger's coming down and going up wait to be seen */
	bool dark;   /* the screen is off */
	/* measure_now_ms() of the last: card or finger, tick, frame, full light */
	double seen_ms, told_ms, shown_ms, lit_ms;
	int width_px, height_px;
	unsigned welcomes; /* arrivals ticked, in time or late */
};
extern struct hall hall;

/* Lays a card on the reader; the app takes it in its next step. */
void hall_lay(const struct card *card);
/* Touches the middle of the screen; the same. */
void hall_touch(void);
