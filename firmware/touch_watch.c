#include "firmware/touch_watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define BITS_OF_LONG (8 * sizeof(unsigned long))

static bool has(const unsigned long *keys, unsigned key)
{
	return keys[key / BITS_OF_LONG] >> (key % BITS_OF_LONG) & 1;
}

bool touch_watch_hands(int fd)
{
	unsigned long keys[KEY_MAX / BITS_OF_LONG + 1] = {0};

	if (ioctl(fd, EVIOCGBIT(EV_KEY, sizeof keys), keys) < 0)
		return false;
	return has(keys, BTN_TOUCH) || has(keys, BTN_LEFT) || has(keys, KEY_ENTER) ||
	       has(keys, KEY_KPENTER) || has(keys, KEY_TAB) || has(keys, KEY_DOWN);
}

static void close_devices(struct touch_watch *watch)
{
	for (size_t i = 0; i < watch->count; i++)
		close(watch->devices[i]);
	watch->count = 0;
}

static void find_devices(struct touch_watch *watch)
{
	struct dirent *entry;
	DIR *folder = opendir(watch->directory);

	close_devices(watch);
	while (folder && watch->count < TOUCH_DEVICES_MAX && (entry = readdir(folder))) {
		if (strncmp(entry->d_name, "event", 5) != 0)
			continue;
		int fd = openat(dirfd(folder), entry->d_name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (watch->wants(fd))
			watch->devices[watch->count++] = fd;
		else
			close(fd);
	}
	if (folder)
		closedir(folder);
}

/* Where the folder itself is not there yet, nothing being plugged in, the one around it tells of its coming. */
static void watch_folder(const struct touch_watch *watch)
{
	char parent[PATH_MAX];

	/* A device's permissions come after the device. */
	if (inotify_add_watch(watch->changes, watch->directory,
			      IN_CREATE | IN_DELETE | IN_ATTRIB | IN_DELETE_SELF) >= 0 ||
	    !text_copy(parent, sizeof parent, watch->directory))
		return;
	char *last = strrchr(parent, '/');
	if (!last || last == parent)
		return;
	*last = '\0';
	inotify_add_watch(watch->changes, parent, IN_CREATE | IN_ONESHOT);
}

void touch_watch_open(struct touch_watch *watch, const char *directory, touch_watch_wants *wants)
{
	*watch = (struct touch_watch){.wants = wants, .directory = directory};
	watch->changes = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (watch->changes >= 0)
		watch_folder(watch);
	find_devices(watch);
}

void touch_watch_close(struct touch_watch *watch)
{
	close_devices(watch);
	if (watch->changes >= 0)
		close(watch->changes);
	watch->changes = -1;
}

size_t touch_watch_fds(const struct touch_watch *watch, struct pollfd *fds)
{
	size_t count = 0;

	if (watch->changes >= 0)
		fds[count++] = (struct pollfd){.fd = watch->changes, .events = POLLIN};
	for (size_t i = 0; i < watch->count; i++)
		fds[count++] = (struct pollfd){.fd = watch->devices[i], .events = POLLIN};
	return count;
}

/* True when there was something. */
static bool empty(int fd)
{
	char bytes[4096];
	bool some = false;

	while (read(fd, bytes, sizeof bytes) > 0)
		some = true;
	return some;
}

void touch_watch_step(struct touch_watch *watch)
{
	for (size_t i = 0; i < watch->count; i++)
		empty(watch->devices[i]);
	if (watch->changes < 0 || !empty(watch->changes))
		return;
	watch_folder(watch);
	find_devices(watch);
}
