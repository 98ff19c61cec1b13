#pragma once
/* cups: a print system of a test's own: CUPS's scheduler on a socket in a folder, with one queue, "office", whose machine writes what is
 * printed to files. */
#include <stdbool.h>
#include <sys/types.h>

struct cups {
	char folder[64];
	pid_t pid;
};
/* Sets CUPS_SERVER, so that lp and its like speak to it. FOLDER/out/paper is what was printed, FOLDER/out/title the job's. False: it is
 * not installed, or cannot run here. */
bool cups_start(struct cups *cups, const char *folder);
/* Takes one that never started, zeroed. */
void cups_stop(struct cups *cups);
/* A command of the shell; $OUT is FOLDER/out. False: it failed. */
bool cups_run(const struct cups *cups, const char *command);
/* Waits until a file is there, whole, in FOLDER/out; false: it does not come. */
bool cups_wait(const struct cups *cups, const char *name);
