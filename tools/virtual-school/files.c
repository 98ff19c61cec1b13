#include "tools/virtual-school/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX 65536

static bool path_of(const char *folder, const char *name, char out[FILES_PATH_MAX])
{
	int length = snprintf(out, FILES_PATH_MAX, "%s/%s", folder, name);

	return length > 0 && length < FILES_PATH_MAX;
}

enum err files_make_folder(const char *folder)
{
	char path[FILES_PATH_MAX];
	struct stat status;

	if (!text_copy(path, sizeof(path), folder) || !path[0])
		return ERR_BAD_INPUT;
	for (char *slash = path + 1; *slash; slash++) {
		if (*slash != '/')
			continue;
		*slash = '\0';
		(void)mkdir(path, 0700);
		*slash = '/';
	}
	if (mkdir(path, 0700) == 0)
		return OK;
	return errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode) ? OK : ERR_IO;
}

static enum err sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err err = fd >= 0 && fsync(fd) == 0 ? OK : ERR_IO;

	if (fd >= 0)
		close(fd);
	return err;
}

enum err files_write_new(const char *folder, const char *name, const char *bytes, size_t length)
{
	char path[FILES_PATH_MAX];
	int fd;
	bool written;

	if (!path_of(folder, name, path))
		return ERR_BAD_INPUT;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST ? ERR_EXISTS : ERR_IO;
	written = write(fd, bytes, length) == (ssize_t)length && fsync(fd) == 0;
	if (close(fd) != 0 || !written) {
		unlink(path);
		return ERR_IO;
	}
	return sync_folder(folder);
}

enum err files_read(const char *folder, const char *name, gnutls_datum_t *out)
{
	char path[FILES_PATH_MAX];
	FILE *file = NULL;
	enum err err = ERR_NO_MEMORY;
	int error = ENOMEM;

	*out = (gnutls_datum_t){0};
	errno = ENAMETOOLONG;
	if (!path_of(folder, name, path) || !(file = fopen(path, "re")))
		return ERR_NOT_FOUND;
	out->data = calloc(1, FILE_MAX);
	if (out->data) {
		out->size = (unsigned)fread(out->data, 1, FILE_MAX - 1, file);
		err = ferror(file) ? ERR_IO : OK;
		error = errno;
	}
	fclose(file);
	if (err != OK)
		files_release(out);
	errno = error;
	return err;
}

void files_release(gnutls_datum_t *datum)
{
	if (datum->data)
		gnutls_memset(datum->data, 0, datum->size);
	free(datum->data);
	*datum = (gnutls_datum_t){0};
}

bool files_exist(const char *folder, const char *name)
{
	char path[FILES_PATH_MAX];

	return path_of(folder, name, path) && access(path, F_OK) == 0;
}

void files_remove(const char *folder, const char *name)
{
	char path[FILES_PATH_MAX];

	if (path_of(folder, name, path))
		(void)unlink(path);
}
