#pragma once
/* desk: the simulator's window: the kiosk's screen at true pixel size, and beside it cards, clock, switches and a list. */
#include "core/base.h"

/* Runs until the window is closed, or SIGINT or SIGTERM comes. `reader`: NULL (simulated), "libnfc:CONNECTION" (a real one), or "chip" (our own
 * PN532 on a pseudo-terminal, read by the real firstbell-reader). ERR_BAD_INPUT: another; ERR_NOT_FOUND: no display or font; and
 * those of app_open. Said on stderr. */
MUST_CHECK enum err desk_run(const char *data_dir, const char *reader);
