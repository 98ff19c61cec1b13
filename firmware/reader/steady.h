#pragma once
/* steady: two equal reads in a row make a sighting, so that one read gone wrong names nobody. */
#include "core/base.h"

struct steady {
	struct card last; /* length 0: the last read found nothing */
	bool seen;        /* last is a sighting already */
};

/* What the last read found (NULL: nothing). True when it is a sighting; zeroed state is ready. */
bool steady_step(struct steady *steady, const struct card *read);
/* The last read must be confirmed at once, without a pause. */
bool steady_waits(const struct steady *steady);
