#pragma once
/* pad: a key for each letter, and where they stand: the pupils' and the staff's. */
#include "ui/build.h"

struct pad {
	struct box title, back, middle, more, keys;
	int columns, rows, side, gap;
	int taken; /* keys of the first row that the title lies over */
};
void pad_plan(const struct bench *bench, struct pad *pad);
/* The box of the i-th place after the title, and as many more to its right. */
struct box pad_key(const struct pad *pad, int i, int places);
