#pragma once
/* pn532_thread: a chip on a thread of its own, for a program whose main thread waits for something else. */
#include "sim/pn532.h"

struct pn532_thread;

/* From now on the chip is the thread's: touch it between lock and unlock only. Errors: ERR_NO_MEMORY, ERR_IO. */
MUST_CHECK enum err pn532_thread_start(struct pn532_thread **out, struct pn532 *chip);
/* The chip is the caller's again. Takes NULL. */
void pn532_thread_stop(struct pn532_thread *thread);
void pn532_thread_lock(struct pn532_thread *thread);
void pn532_thread_unlock(struct pn532_thread *thread);
