#pragma once
/* player: plays a script on the app in virtual time. A power cut truly loses what was not synced. */
#include <stdio.h>

#include "core/base.h"
#include "sim/script.h"

struct player_options {
	const char *data_dir; /* read, never written */
	const char *screens;  /* a folder for pictures of each new screen; NULL: none */
	FILE *trace;          /* NULL: none */
	FILE *tell;           /* sentences for a person; NULL: none */
	uint64_t seed;
};

/* The world's screen must be set. OK: ran to its end and every expectation held. ERR_REFUSED: an expectation failed, said on stderr.
 * Others: bad input, said on stderr. */
MUST_CHECK enum err player_play(const struct script *script, const char *script_path,
				const struct player_options *options);
