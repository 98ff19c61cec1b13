#include "firmware/folder_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

enum err folder_lock_open(const char *data_dir, int *fd)
{
	char path[PATH_MAX];
	int length = snprintf(path, sizeof path, "%s/firstbell.lock", data_dir);

	*fd = -1;
	if (length < 0 || (size_t)length >= sizeof path)
		return ERR_NOT_FOUND;
	int opened = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
	if (opened < 0)
		return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
	if (flock(opened, LOCK_EX | LOCK_NB) != 0) {
		enum err err = errno == EWOULDBLOCK ? ERR_BUSY : ERR_IO;
		close(opened);
		return err;
	}
	*fd = opened;
	return OK;
}

void folder_lock_close(int fd)
{
	if (fd >= 0)
		close(fd);
}
