#pragma once
/* printer: a text becomes a job of the print system: keeps a child, lp (CUPS), that reads it from its stdin. */
#include "hal/hal.h"
#include <sys/types.h>

/* So long without an end, lp hangs: the print system, or one far away, does not answer. */
#define PRINTER_HANGS_MS 20000

struct printer {
	const char *program; /* the caller's */
	pid_t pid;           /* 0: none */
	int64_t began_ms;
	enum hal_printed last;
};

/* program: "lp", found on PATH. Starts nothing yet. */
void printer_init(struct printer *printer, const char *program);
/* Ends the child. Takes a zeroed one. */
void printer_release(struct printer *printer);
/* As hal_print. */
bool printer_begin(struct printer *printer, const char *name, const char *title, const char *text,
		   int64_t mono_ms);
/* Sees whether the child has ended, and ends one that hangs. Returns when it is next of use. Never blocks. */
int64_t printer_step(struct printer *printer, int64_t mono_ms);
