#pragma once
/* desk: the simulator's window: the kiosk's screen at true pixel size, and beside it cards, clock, switches and a list. */
#include "core/base.h"

/* Runs until the window is closed. `reader`: NULL (simulated), or "libnfc:CONNECTION" for a real reader. Logged on stderr. */
MUST_CHECK enum err desk_run(const char *data_dir, const char *reader);
