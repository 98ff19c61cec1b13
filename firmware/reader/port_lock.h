#pragma once
/* port_lock: one program at a time on a reader. libnfc 1.8.0 lets two open the same port, to the ruin of both. */
#include "core/base.h"

/* What is locked for a connection string: its device ("pn532_uart:/dev/ttyAMA0:115200"), else a file named after it
 * in `directory` ("acr122_usb:001:004", or empty: libnfc's default). False when it does not fit. */
struct port_lock {
	char path[512];
	bool device; /* the device itself, which is not ours to create */
};
bool port_lock_for(const char *connection, const char *directory, struct port_lock *out);

/* Takes the lock; it ends with the descriptor or the process. Errors: ERR_NOT_FOUND: no such device; ERR_BUSY: another
 * program has it; ERR_IO. */
MUST_CHECK enum err port_lock_open(const struct port_lock *lock, int *fd);
/* Takes -1. A port that went away keeps its name until nobody holds it, so let go before opening anew. */
void port_lock_close(int fd);
