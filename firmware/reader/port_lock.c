#include "firmware/reader/port_lock.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static bool device_of(const char *connection, struct port_lock *out)
{
	const char *path = strchr(connection, ':');

	if (!path || path[1] != '/')
		return false;
	size_t length = strcspn(path + 1, ":");
	if (length >= sizeof out->path)
		return false;
	memcpy(out->path, path + 1, length);
	out->path[length] = '\0';
	return true;
}

bool port_lock_for(const char *connection, const char *directory, struct port_lock *out)
{
	out->device = device_of(connection, out);
	if (out->device)
		return true;
	int wanted = snprintf(out->path, sizeof out->path, "%s/firstbell-reader-%s.lock", directory,
			      connection[0] ? connection : "default");
	if (wanted < 0 || (size_t)wanted >= sizeof out->path)
		return false;
	for (char *c = out->path + strlen(directory) + 1; *c; c++)
		if (!isalnum((unsigned char)*c) && *c != '.')
			*c = '-';
	return true;
}

enum err port_lock_open(const struct port_lock *lock, int *fd)
{
	int flags = O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
	int opened = open(lock->path, flags);

	if (opened < 0 && errno == ENOENT && !lock->device)
		opened = open(lock->path, flags | O_CREAT, 0644);
	if (opened < 0)
		return errno == ENOENT || errno == ENXIO || errno == ENODEV ? ERR_NOT_FOUND
									    : ERR_IO;
	if (flock(opened, LOCK_EX | LOCK_NB) != 0) {
		enum err err = errno == EWOULDBLOCK ? ERR_BUSY : ERR_IO;
		close(opened);
		return err;
	}
	*fd = opened;
	return OK;
}

void port_lock_close(int fd)
{
	if (fd >= 0)
		close(fd);
}
