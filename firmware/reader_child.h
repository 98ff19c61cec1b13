#pragma once
/* reader_child: keeps firstbell-reader running: starts it, hears it, ends it when it hangs, starts it again. Whatever
 * becomes of it, the kiosk sees only "reader lost, reader back". */
#include "firmware/backoff.h"
#include "firmware/reader_line.h"
#include "hal/hal.h"
#include <sys/types.h>

#define READER_SIGHTINGS 64
/* Without a line of its own for so long it hangs: it writes one a second, and its longest call takes 1.5 s. */
#define READER_HANGS_MS 3000

struct reader_child {
	char program[512];
	char connection[256];
	enum hal_reader state;
	pid_t pid; /* 0: none */
	int out_fd, in_fd;
	bool ending; /* killed, or its output ended: waiting for it to be gone */
	int64_t heard_ms, start_ms;
	struct backoff backoff; /* begins anew when the reader was well */
	struct reader_lines lines;
	struct sighting sightings[READER_SIGHTINGS];
	size_t first, count;
	bool told_lost;
};

/* Ready to be stepped; starts nothing yet. program: path of firstbell-reader; connection: libnfc's, empty: its default.
 * False when one does not fit. */
bool reader_child_init(struct reader_child *child, const char *program, const char *connection);
/* Ends the program, politely for half a second. Takes a zeroed one. */
void reader_child_release(struct reader_child *child);

/* To poll for reading; -1: nothing to hear now. */
int reader_child_fd(const struct reader_child *child);
/* Takes what has come in, starts and ends the program as needed. Returns when it is next of use. Never blocks. */
int64_t reader_child_step(struct reader_child *child, int64_t mono_ms);
/* The next sighting that waits, false: none. When more than READER_SIGHTINGS wait, the oldest are kept. */
bool reader_child_sighting(struct reader_child *child, struct sighting *out);
