#pragma once
/* headset: are headphones in the jack? As the sound chip's driver says it: a switch of /dev/input, SW_HEADPHONE_INSERT. */
#include "firmware/touch_watch.h"

struct headset {
	struct touch_watch watch;
	touch_watch_wants *inserted;
	bool in;
};

/* Is this device a jack, and is something in it? */
bool headset_is_jack(int fd);
bool headset_inserted(int fd);
/* directory: /dev/input; the other two as above, or a test's. Without a jack there is no headset, ever. */
void headset_open(struct headset *headset, const char *directory, touch_watch_wants *is_jack,
		  touch_watch_wants *inserted);
void headset_close(struct headset *headset);
/* What to poll for, at most TOUCH_DEVICES_MAX + 1. Returns how many. */
size_t headset_fds(const struct headset *headset, struct pollfd *fds);
/* After the poll: looks anew. */
void headset_step(struct headset *headset);
