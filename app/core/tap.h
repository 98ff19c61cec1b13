#pragma once
/* tap: many sightings of a card are one tap. */
#include "core/base.h"

/* A card seen again within this time of its last sighting still lies there. */
#define TAP_WINDOW_MS 3000
#define TAP_RECENT_MAX 8

struct tap {
	struct sighting
		recent[TAP_RECENT_MAX]; /* last sightings of the last cards; length 0: free */
};

/* True when the sighting begins a new tap. Zeroed state is ready. Two cards lying there together
 * are one tap each. Time that runs backwards (a restart) counts as a new beginning. A sighting
 * without a card is no tap. */
bool tap_step(struct tap *tap, const struct sighting *sighting);
