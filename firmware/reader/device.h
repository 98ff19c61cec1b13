#pragma once
/* device: a reader opened through libnfc, its lock included. A call may crash or abort the process (libnfc
 * 1.8.0, on what a sick reader says), but returns within 1.5 s: nfc_initiator_poll_target, which can hang for ever,
 * and nfc_abort_command, which leaks, are never used. */
#include "core/base.h"

struct device;

/* connection: libnfc's connection string; empty: its default. Errors: ERR_BUSY: another program has the port;
 * ERR_NOT_FOUND: no such port; ERR_IO: nothing there that answers as a reader; ERR_NO_MEMORY. */
MUST_CHECK enum err device_open(struct device **out, const char *connection);
/* Takes NULL. */
void device_close(struct device *device);

/* One select of ISO 14443A at 106 kbit/s, about 20 ms. READING_ERROR: no answer, a broken one, or one that can be no card's. */
enum reading { READING_NONE, READING_CARD, READING_ERROR };
enum reading device_read(struct device *device, struct card *out);
/* Why the last reading was an error, in words for the log. */
const char *device_trouble(const struct device *device);
