#pragma once
/* options: "--name VALUE" and "--name" on a command line. */
#include "core/base.h"

struct option_row {
	const char *name;   /* with its dashes */
	const char **value; /* where the value goes; of a list: the first place */
	bool *flag;         /* or the switch to set */
	size_t *count;      /* of a list: how many there are */
	size_t max;         /* of a list: how many may be */
};

/* False: something that is not in the table, given twice, or without its value; said to stderr. */
bool options_parse(int argc, char *const *argv, const struct option_row *rows, size_t count);
