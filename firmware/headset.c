#include "firmware/headset.h"

#include <linux/input.h>
#include <sys/ioctl.h>

#define BITS_OF_LONG (8 * sizeof(unsigned long))

static bool has_switch(const unsigned long *switches)
{
	return switches[SW_HEADPHONE_INSERT / BITS_OF_LONG] >>
		       (SW_HEADPHONE_INSERT % BITS_OF_LONG) &
	       1;
}

bool headset_is_jack(int fd)
{
	unsigned long switches[SW_MAX / BITS_OF_LONG + 1] = {0};

	return ioctl(fd, EVIOCGBIT(EV_SW, sizeof switches), switches) >= 0 && has_switch(switches);
}

bool headset_inserted(int fd)
{
	unsigned long switches[SW_MAX / BITS_OF_LONG + 1] = {0};

	return ioctl(fd, EVIOCGSW(sizeof switches), switches) >= 0 && has_switch(switches);
}

static void look(struct headset *headset)
{
	headset->in = false;
	for (size_t i = 0; i < headset->watch.count; i++)
		headset->in = headset->in || headset->inserted(headset->watch.devices[i]);
}

void headset_open(struct headset *headset, const char *directory, touch_watch_wants *is_jack,
		  touch_watch_wants *inserted)
{
	*headset = (struct headset){.inserted = inserted};
	touch_watch_open(&headset->watch, directory, is_jack);
	look(headset);
}

void headset_close(struct headset *headset)
{
	touch_watch_close(&headset->watch);
	headset->in = false;
}

size_t headset_fds(const struct headset *headset, struct pollfd *fds)
{
	return touch_watch_fds(&headset->watch, fds);
}

void headset_step(struct headset *headset)
{
	touch_watch_step(&headset->watch);
	look(headset);
}
