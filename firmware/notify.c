#include "firmware/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void connect_to(struct notify *notify, const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t length = strlen(path);

	if (length < 2 || length >= sizeof address.sun_path || (path[0] != '/' && path[0] != '@'))
		return;
	memcpy(address.sun_path, path, length);
	if (path[0] == '@')
		address.sun_path[0] = '\0';
	notify->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
	if (notify->fd >= 0 && connect(notify->fd, (struct sockaddr *)&address, size) != 0)
		notify_close(notify);
}

void notify_open(struct notify *notify)
{
	const char *path = getenv("NOTIFY_SOCKET");
	const char *watchdog_us = getenv("WATCHDOG_USEC");

	*notify = (struct notify){.fd = -1};
	if (path)
		connect_to(notify, path);
	if (notify->fd >= 0 && watchdog_us)
		notify->every_ms = strtoll(watchdog_us, NULL, 10) / 2000;
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
}

void notify_close(struct notify *notify)
{
	if (notify->fd >= 0)
		close(notify->fd);
	notify->fd = -1;
}

static void tell(const struct notify *notify, const char *state)
{
	if (notify->fd >= 0)
		(void)!send(notify->fd, state, strlen(state), MSG_NOSIGNAL);
}

int64_t notify_progress(struct notify *notify, int64_t mono_ms)
{
	if (!notify->ready)
		tell(notify, "READY=1");
	notify->ready = true;
	if (notify->every_ms <= 0)
		return INT64_MAX;
	if (mono_ms >= notify->next_ms) {
		tell(notify, "WATCHDOG=1");
		notify->next_ms = mono_ms + notify->every_ms;
	}
	return notify->next_ms;
}

void notify_stopping(struct notify *notify)
{
	tell(notify, "STOPPING=1");
}
