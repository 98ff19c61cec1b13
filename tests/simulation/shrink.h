#pragma once
/* shrink: the shortest history it can find of a failing year, and the command that replays it. */
#include "tests/simulation/world.h"

struct shrink_options {
	uint64_t seed;
	long years;
	int pupils; /* 0: mostly small schools */
	bool counts, trace, first, no_shrink;
	struct filter filter;
};
/* False: not understood. */
bool shrink_options(int argc, char **argv, struct shrink_options *out);
void shrink_report(uint64_t seed, int pupils, const struct shrink_options *options,
		   const struct outcome *outcome);
