#include "tools/virtual-school/options.h"

#include <stdio.h>
#include <string.h>

static bool take(const struct option_row *row, const char *value)
{
	const char **place = row->value;

	if (!value) {
		fprintf(stderr, "virtual-school: %s needs a value\n", row->name);
		return false;
	}
	if (row->count) {
		if (*row->count == row->max) {
			fprintf(stderr, "virtual-school: %s is given too often\n", row->name);
			return false;
		}
		place += (*row->count)++;
	} else if (*place) {
		fprintf(stderr, "virtual-school: %s is given twice\n", row->name);
		return false;
	}
	*place = value;
	return true;
}

bool options_parse(int argc, char *const *argv, const struct option_row *rows, size_t count)
{
	for (int i = 0; i < argc; i++) {
		const struct option_row *row = NULL;

		for (size_t n = 0; n < count && !row; n++)
			if (strcmp(argv[i], rows[n].name) == 0)
				row = &rows[n];
		if (!row) {
			fprintf(stderr, "virtual-school: %s is not an option here\n", argv[i]);
			return false;
		}
		if (row->flag)
			*row->flag = true;
		else if (!take(row, i + 1 < argc ? argv[++i] : NULL))
			return false;
	}
	return true;
}
