#pragma once
/* touch_watch: wakes the loop when a device of /dev/input has something to say: a touch panel, mouse or keypad. SDL reads its own
 * descriptors of them but cannot wait for them (on KMSDRM it polls); ours are read for nothing but the waking. */
#include "core/base.h"
#include <poll.h>

#define TOUCH_DEVICES_MAX 8

/* Is this device to be watched? */
typedef bool touch_watch_wants(int fd);

struct touch_watch {
	touch_watch_wants *wants;
	const char *directory; /* the caller's */
	int changes;           /* inotify: devices come and go */
	int devices[TOUCH_DEVICES_MAX];
	size_t count;
};

/* Panels, mice, keypads and keyboards. */
bool touch_watch_hands(int fd);
/* directory: /dev/input. Without one there is nothing to watch, which is well. */
void touch_watch_open(struct touch_watch *watch, const char *directory, touch_watch_wants *wants);
void touch_watch_close(struct touch_watch *watch);
/* Writes what to poll for, at most TOUCH_DEVICES_MAX + 1. Returns how many. */
size_t touch_watch_fds(const struct touch_watch *watch, struct pollfd *fds);
/* After the poll: empties them all, and looks for devices anew when some came or went. */
void touch_watch_step(struct touch_watch *watch);
