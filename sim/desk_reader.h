#pragma once
/* desk_reader: the reader at the desk: simulated in the hall, a chip of ours behind the real firstbell-reader, or a real one. */
#include <poll.h>

#include "firmware/reader_child.h"
#include "sim/pn532.h"

enum desk_reader_kind { DESK_READER_SIMULATED, DESK_READER_CHIP, DESK_READER_REAL };
#define DESK_READER_FDS_MAX 2

struct desk_reader {
	enum desk_reader_kind kind;
	bool plugged;              /* the desk's switch */
	struct reader_child child; /* not for the simulated one */
	struct pn532 *chip;
	struct card held; /* length 0: none */
	bool letting_go;  /* the held card goes at gone_ms; a held card that is not let go stays */
	int64_t put_ms, gone_ms;
};

/* setting: as desk_run's reader. ERR_BAD_INPUT: not understood; ERR_IO: no pseudo-terminal; said on stderr. The world must be there. */
MUST_CHECK enum err desk_reader_open(struct desk_reader *reader, const char *setting);
/* Takes a zeroed one. */
void desk_reader_close(struct desk_reader *reader);

/* Real monotonic ms throughout. Feeds the world with sightings and the reader's state; returns when it is next of use. */
int64_t desk_reader_step(struct desk_reader *reader, int64_t real_ms);
/* To poll for reading, at most DESK_READER_FDS_MAX. */
size_t desk_reader_fds(const struct desk_reader *reader, struct pollfd *fds);
void desk_reader_plug(struct desk_reader *reader, bool plugged);
/* Lays a card on, instead of one that lies there still. */
void desk_reader_put(struct desk_reader *reader, const struct card *card, int64_t real_ms);
/* Takes it away, but not before it lay as long as a tap takes. */
void desk_reader_let_go(struct desk_reader *reader, int64_t real_ms);
