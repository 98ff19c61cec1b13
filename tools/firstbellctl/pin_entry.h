#pragma once
/* pin_entry: a new PIN from a person at the terminal, twice and without echo, or from standard input. */
#include "store/pin.h"

#define PIN_ENTRY_SIZE 32

/* `from_stdin`: its first line is the PIN. NULL: `out` is one, else what is wrong. */
const char *pin_entry(bool from_stdin, char out[PIN_ENTRY_SIZE]);
