#include "tests/simulation/dice.h"

/* SplitMix64. */
static uint64_t scramble(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

struct dice dice_of(uint64_t seed, uint64_t purpose, uint64_t which)
{
	return (struct dice){scramble(scramble(scramble(seed) + purpose) + which)};
}

uint64_t dice_roll(struct dice *dice)
{
	return scramble(dice->state += 0x9e3779b97f4a7c15u);
}

int dice_in(struct dice *dice, int from, int to)
{
	ENSURE(from <= to);
	return from + (int)(dice_roll(dice) % (uint64_t)(to - from + 1));
}

bool dice_mill(struct dice *dice, int mill)
{
	return dice_in(dice, 0, 999) < mill;
}

uint64_t dice_mix(uint64_t digest, uint64_t value)
{
	return scramble(digest ^ value) + 0x9e3779b97f4a7c15u;
}
