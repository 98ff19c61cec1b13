#include "dice.h"

uint32_t dice_throw(struct dice *dice, uint32_t sides)
{
	ENSURE(sides > 0);
	uint64_t value = dice->state += 0x9e3779b97f4a7c15;
	value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
	value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
	value ^= value >> 31;
	return (uint32_t)(((value >> 32) * sides) >> 32);
}
