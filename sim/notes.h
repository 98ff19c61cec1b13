#pragma once
/* notes: what was written to each authority, and how far it has said that it has it. */
#include "core/base.h"
#include "sim/script.h"

struct note {
	char *members;
	int64_t sequence; /* in the stream of now; 0: acknowledged in one before */
};
struct notes {
	struct note *notes;
	size_t count;
	struct note_authority {
		char id[AUTHORITY_ID_SIZE];
		int64_t acked;
	} authorities[AUTHORITIES_MAX];
	size_t authority_count;
};

/* Takes what the witness was told; keeps notices and acknowledgements. After status 409 the kiosk sends what is not
 * acknowledged in a new stream, from 1. */
void notes_take(struct notes *notes, const char *kind, const char *members);
/* Is there a notice of the step's type with all its key=value? `received`: only among those acknowledged. */
bool notes_find(const struct notes *notes, const struct step *step, bool received);
void notes_release(struct notes *notes);
