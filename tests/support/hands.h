#pragma once
/* hands: the demo school's kiosk in virtual time, on a disk in memory, under hands that do anything; and what must hold all the
 * while. One at a time; what cannot be set up ends the program. */
#include "core/base.h"

/* What hands did and what came of it, for counting. */
struct hands_counts {
	long steps, controls, slides, keys, cards, ticks, quiet, days, cuts, staff;
	long screens[64]; /* steps after which a screen was up, by enum screen */
};
extern struct hands_counts hands_counts;

void hands_begin(uint64_t seed);
/* One more thing is done, and time passes. Returns the law that no longer holds; NULL: all do. */
const char *hands_step(void);
/* What is on the screen now, and what the last step was, for whoever looks into a failure. */
const char *hands_seen(void);
const char *hands_did(void);
/* The kiosk goes off, and the school with it. */
void hands_end(void);

/* What the laws look at. */
struct hands_sight {
	const char *text;     /* of the screen */
	const char *aloud;    /* what was said last, but to headphones; NULL: nothing */
	int64_t quiet_ms;     /* since the last card, finger or key */
	int64_t untouched_ms; /* since the last finger or key */
	bool disk_bad;        /* or was, a minute ago */
	const char *early;    /* the first result shown before its event was written; NULL: none */
};
/* The law that a sight breaks; NULL: none. */
const char *hands_broken(const struct hands_sight *sight);
/* The name of some pupil. */
const char *hands_name(void);
