#pragma once
/* notify: tells systemd that the kiosk is ready and alive (sd_notify(3)), without libsystemd. */
#include "core/base.h"

struct notify {
	int fd; /* -1: nobody wants to know */
	bool ready;
	int64_t every_ms; /* 0: no watchdog */
	int64_t next_ms;
};

/* Reads NOTIFY_SOCKET and WATCHDOG_USEC, and takes them out of the environment of children. */
void notify_open(struct notify *notify);
void notify_close(struct notify *notify);
/* Call after real work was done, never from a timer of its own: READY=1 at first, then WATCHDOG=1 twice as often
 * as systemd asks. Returns when it wants to be called again; INT64_MAX: whenever. */
int64_t notify_progress(struct notify *notify, int64_t mono_ms);
void notify_stopping(struct notify *notify);
