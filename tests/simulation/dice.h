#pragma once
/* dice: every choice of the simulation, from the seed alone. */
#include "core/base.h"

struct dice {
	uint64_t state;
};
/* Dice of their own for one purpose, so that what is left out elsewhere changes nothing here. */
struct dice dice_of(uint64_t seed, uint64_t purpose, uint64_t which);
uint64_t dice_roll(struct dice *dice);
/* from .. to, both included. */
int dice_in(struct dice *dice, int from, int to);
/* True so many times in a thousand. */
bool dice_mill(struct dice *dice, int mill);
/* Mixes a value into a digest. */
uint64_t dice_mix(uint64_t digest, uint64_t value);
