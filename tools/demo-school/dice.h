#pragma once
/* dice: chance that comes out the same for the same seed, on every machine (splitmix64, Steele and others 2014). */
#include "core/base.h"

struct dice {
	uint64_t state; /* the seed to begin with */
};
/* 0 to sides - 1; sides > 0. */
uint32_t dice_throw(struct dice *dice, uint32_t sides);
