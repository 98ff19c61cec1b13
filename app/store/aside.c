/* SQLite has no rename; where the VFS is not the system's own (a simulated disk), it offers one as a "system call". */
#include "core/calendar.h"
#include "store/database.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int rename_call(const char *from, const char *to);

/* NULL: the system's own. */
static rename_call *rename_of(sqlite3_vfs *vfs)
{
	sqlite3_syscall_ptr call = NULL;

	if (vfs->iVersion >= 3 && vfs->xGetSystemCall)
		call = vfs->xGetSystemCall(vfs, "rename");
	return (rename_call *)call;
}

struct vfs_file {
	sqlite3_vfs *vfs;
	sqlite3_filename name; /* SQLite's file keeps the address */
	sqlite3_file *file;
};

static void vfs_close(struct vfs_file *opened)
{
	if (opened->file && opened->file->pMethods)
		opened->file->pMethods->xClose(opened->file);
	free(opened->file);
	sqlite3_free_filename(opened->name);
}

/* Through the VFS, never by open(2): closing a descriptor of our own would drop SQLite's POSIX locks on the file. */
static bool vfs_open(struct vfs_file *opened, const char *path, int flags)
{
	char full[1024];
	int code = SQLITE_NOMEM;

	*opened = (struct vfs_file){.vfs = sqlite3_vfs_find(NULL)};
	if (opened->vfs->xFullPathname(opened->vfs, path, (int)sizeof full, full) != SQLITE_OK)
		return false;
	opened->name = sqlite3_create_filename(full, "", "", 0, NULL);
	opened->file = calloc(1, (size_t)opened->vfs->szOsFile);
	if (opened->name && opened->file)
		code = opened->vfs->xOpen(opened->vfs, opened->name, opened->file,
					  flags | SQLITE_OPEN_MAIN_DB, NULL);
	if (code != SQLITE_OK)
		vfs_close(opened);
	return code == SQLITE_OK;
}

/* A file of no bytes counts as none, as in SQLite's own use. */
static bool vfs_exists(const char *path)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	char full[1024];
	int exists = 0;

	return vfs->xFullPathname(vfs, path, (int)sizeof full, full) == SQLITE_OK &&
	       vfs->xAccess(vfs, full, SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK && exists;
}

enum err aside_inspect(const char *path, bool create)
{
	struct vfs_file opened;
	sqlite3_int64 size = 0;
	char log[600];
	int code;

	if (!vfs_open(&opened, path, SQLITE_OPEN_READONLY)) {
		if (vfs_exists(path))
			return ERR_IO;
		return create ? OK : ERR_NOT_FOUND;
	}
	code = opened.file->pMethods->xFileSize(opened.file, &size);
	vfs_close(&opened);
	if (code != SQLITE_OK)
		return ERR_IO;
	/* SQLite takes an empty file for a new database and deletes the log beside it, with all that it holds. */
	snprintf(log, sizeof log, "%s-wal", path);
	if (size == 0 && (!create || vfs_exists(log)))
		return ERR_DAMAGED;
	return OK;
}

void aside_protect(const char *path)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};
	char name[600];

	if (rename_of(sqlite3_vfs_find(NULL)))
		return; /* no file of the system's */
	for (size_t i = 0; i < COUNT_OF(suffixes); i++) {
		snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
		if (chmod(name, S_IRUSR | S_IWUSR) != 0 && errno != ENOENT)
			return; /* a file system without permissions, or another's file: opening says so */
	}
}

static void aside_name(const char *path, int attempt, char *out, size_t size)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	sqlite3_int64 julian_ms = 0;
	int64_t utc_s;
	struct date date;
	char more[16] = "";

	vfs->xCurrentTimeInt64(vfs, &julian_ms);
	utc_s = julian_ms / 1000 - INT64_C(210866760000); /* the Julian day begins at noon */
	date = calendar_date((int32_t)(utc_s / 86400));
	if (attempt > 1)
		snprintf(more, sizeof more, "-%d", attempt);
	snprintf(out, size, "%s.damaged-%04d%02d%02d-%02d%02d%02d%s", path, date.year, date.month,
		 date.day, (int)(utc_s / 3600 % 24), (int)(utc_s / 60 % 60), (int)(utc_s % 60),
		 more);
}

static enum err move_one(const char *from, const char *to, const char *suffix)
{
	rename_call *call = rename_of(sqlite3_vfs_find(NULL));
	char old_name[600], new_name[600];

	snprintf(old_name, sizeof old_name, "%s%s", from, suffix);
	snprintf(new_name, sizeof new_name, "%s%s", to, suffix);
	if ((call ? call : rename)(old_name, new_name) == 0)
		return OK;
	return errno == ENOENT && *suffix ? OK : ERR_IO;
}

/* A new name is durable only when its folder is. */
static void sync_folder(const char *path)
{
	char folder[600];
	char *slash;
	int fd;

	if (rename_of(sqlite3_vfs_find(NULL)))
		return;
	snprintf(folder, sizeof folder, "%s", path);
	slash = strrchr(folder, '/');
	if (!slash)
		return;
	*slash = '\0';
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* Everyone who uses a database in WAL mode holds a shared lock on it for as long as it is open. */
static bool lock_alone(struct vfs_file *opened)
{
	const sqlite3_io_methods *methods = opened->file->pMethods;

	return methods->xLock(opened->file, SQLITE_LOCK_SHARED) == SQLITE_OK &&
	       methods->xLock(opened->file, SQLITE_LOCK_RESERVED) == SQLITE_OK &&
	       methods->xLock(opened->file, SQLITE_LOCK_EXCLUSIVE) == SQLITE_OK;
}

enum err aside_move(const char *path, char *out, size_t size)
{
	/* The database first: without its log it would look whole and lack the last commits. */
	static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
	struct vfs_file opened;
	enum err err = ERR_BUSY;
	int attempt = 0;

	if (!vfs_open(&opened, path, SQLITE_OPEN_READWRITE))
		return ERR_IO;
	if (!lock_alone(&opened))
		goto out;
	do
		aside_name(path, ++attempt, out, size);
	while (vfs_exists(out) && attempt < 1000);
	err = OK;
	for (size_t i = 0; i < COUNT_OF(suffixes) && err == OK; i++)
		err = move_one(path, out, suffixes[i]);
	sync_folder(path);
out:
	opened.file->pMethods->xUnlock(opened.file, SQLITE_LOCK_NONE);
	vfs_close(&opened);
	if (err != OK)
		out[0] = '\0';
	return err;
}
