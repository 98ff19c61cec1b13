#pragma once
/* folder_lock: one Firstbell at a time on a data folder; two would each tick and send as the same kiosk. */
#include "core/base.h"

/* Takes DIR/firstbell.lock; it ends with the descriptor or the process, and the empty file stays. -1 in *fd: not taken.
 * Errors: ERR_BUSY: another program has it; ERR_NOT_FOUND: no such folder; ERR_IO: it cannot be made. */
MUST_CHECK enum err folder_lock_open(const char *data_dir, int *fd);
/* Takes -1. */
void folder_lock_close(int fd);
