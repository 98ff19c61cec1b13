#pragma once
/* options: firstbell's command line, and what a reader setting means. */
#include "core/base.h"

struct options {
	const char *data_dir;    /* of argv */
	const char *reader;      /* of argv; NULL: as firstbell.conf says */
	int width_px, height_px; /* 0: the whole screen */
	float px_per_mm;         /* 0: as the display says */
	bool trust_clock, help, version;
};
extern const char options_help[];

/* False: wrong, `problem` says how in a sentence. */
bool options_parse(int argc, char **argv, struct options *out, char *problem, size_t problem_size);

/* What "none", "libnfc" or "libnfc:CONNECTION" asks for: *connection is libnfc's connection string (empty: its default),
 * NULL for none. Errors: ERR_UNSUPPORTED ("pcsc"), ERR_BAD_CONFIG. */
MUST_CHECK enum err options_reader(const char *setting, const char **connection);
