#include "sim/disk_private.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* 2026-01-01T00:00:00Z as a Julian day in ms: the disk's clock stands still. */
#define JULIAN_MS INT64_C(212633985600000)

static struct disk_handle *handle_of(sqlite3_file *file)
{
	return (struct disk_handle *)file;
}

/* Is this the call that fails? SQLITE_OK: no. */
static int take_turn(struct disk *disk, const char *path, bool *cut)
{
	*cut = false;
	if (!disk_below(disk->failing, path) || disk->fail_in == 0 || --disk->fail_in > 0)
		return SQLITE_OK;
	*cut = disk->failure == DISK_CUT;
	if (*cut)
		return SQLITE_OK;
	return disk->failure == DISK_NO_SPACE ? SQLITE_FULL : SQLITE_IOERR;
}

static int begin_write(struct disk *disk, const char *path, bool *cut)
{
	int code;

	if (disk_is_off(disk, path))
		return SQLITE_IOERR_WRITE;
	disk->counts.writes++;
	code = take_turn(disk, path, cut);
	return disk->full && code == SQLITE_OK ? SQLITE_FULL : code;
}

static int end_write(struct disk *disk, bool done, bool cut)
{
	if (cut)
		disk_cut_below(disk, disk->failing);
	if (cut)
		return SQLITE_IOERR_WRITE;
	return done ? SQLITE_OK : SQLITE_IOERR_NOMEM;
}

static int disk_file_close(sqlite3_file *file)
{
	struct disk_handle *handle = handle_of(file);
	struct disk_handle **place = &handle->disk->handles;

	while (*place != handle)
		place = &(*place)->next;
	*place = handle->next;
	disk_memory_unmap(file, 0);
	if (handle->passing && !handle->dead)
		disk_folder_change(handle->disk, handle->path, NULL);
	disk_file_release(handle->file);
	return SQLITE_OK;
}

static int disk_file_read(sqlite3_file *file, void *out, int size, sqlite3_int64 offset)
{
	struct disk_handle *handle = handle_of(file);
	const struct disk_image *image = &handle->file->now;
	size_t have = 0;

	if (handle->dead)
		return SQLITE_IOERR_READ;
	if ((size_t)offset < image->size)
		have = image->size - (size_t)offset;
	if (have > (size_t)size)
		have = (size_t)size;
	if (have > 0)
		memcpy(out, image->bytes + offset, have);
	memset((char *)out + have, 0, (size_t)size - have);
	return have == (size_t)size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int disk_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
	struct disk_handle *handle = handle_of(file);
	bool cut, done;
	int code =
		handle->dead ? SQLITE_IOERR_WRITE : begin_write(handle->disk, handle->path, &cut);

	if (code != SQLITE_OK)
		return code;
	done = disk_file_write(handle->file, bytes, (size_t)size, (size_t)offset);
	return end_write(handle->disk, done, cut);
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct disk_handle *handle = handle_of(file);
	bool cut, done;
	int code = handle->dead ? SQLITE_IOERR_TRUNCATE
				: begin_write(handle->disk, handle->path, &cut);

	if (code != SQLITE_OK)
		return code;
	done = disk_file_truncate(handle->file, (size_t)size);
	return end_write(handle->disk, done, cut);
}

static int disk_sync(sqlite3_file *file, int flags)
{
	struct disk_handle *handle = handle_of(file);
	struct disk *disk = handle->disk;
	bool cut;
	int code;

	(void)flags;
	if (handle->dead)
		return SQLITE_IOERR_FSYNC;
	disk->counts.syncs++;
	code = take_turn(disk, handle->path, &cut);
	if (cut)
		disk_cut_below(disk, disk->failing);
	if (cut || code != SQLITE_OK)
		return cut ? SQLITE_IOERR_FSYNC : code;
	disk_file_sync(handle->file);
	if (handle->new_log)
		disk_folder_sync(disk, handle->path);
	handle->new_log = false;
	return SQLITE_OK;
}

static int disk_size(sqlite3_file *file, sqlite3_int64 *size)
{
	*size = (sqlite3_int64)handle_of(file)->file->now.size;
	return handle_of(file)->dead ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int disk_control(sqlite3_file *file, int operation, void *argument)
{
	(void)file, (void)operation, (void)argument;
	return SQLITE_NOTFOUND;
}

static int disk_sector_size(sqlite3_file *file)
{
	(void)file;
	return 4096; /* as the unix VFS says */
}

/* A torn write leaves the bytes around it alone, as the unix VFS promises by default. */
static int disk_characteristics(sqlite3_file *file)
{
	(void)file;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods disk_methods = {
	.iVersion = 2, /* shared memory, no mmap */
	.xClose = disk_file_close,
	.xRead = disk_file_read,
	.xWrite = disk_write,
	.xTruncate = disk_truncate,
	.xSync = disk_sync,
	.xFileSize = disk_size,
	.xLock = disk_lock,
	.xUnlock = disk_unlock,
	.xCheckReservedLock = disk_check_reserved,
	.xFileControl = disk_control,
	.xSectorSize = disk_sector_size,
	.xDeviceCharacteristics = disk_characteristics,
	.xShmMap = disk_memory_map,
	.xShmLock = disk_memory_lock,
	.xShmBarrier = disk_memory_barrier,
	.xShmUnmap = disk_memory_unmap,
};

static struct disk *disk_of(sqlite3_vfs *vfs)
{
	return vfs->pAppData;
}

static int vfs_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
		    int *flags_out)
{
	struct disk *disk = disk_of(vfs);
	struct disk_handle *handle = handle_of(file);
	const char *path = name ? name : "(a temporary file)";
	struct disk_file *found = disk_file_find(&disk->now, path);
	bool made = !found && (flags & SQLITE_OPEN_CREATE);

	memset(handle, 0, sizeof *handle);
	if (disk_is_off(disk, path))
		return SQLITE_CANTOPEN;
	if (!found && !made)
		return SQLITE_CANTOPEN;
	if (made)
		found = disk_file_make(disk, path);
	if (!found)
		return SQLITE_NOMEM;
	found->references++;
	handle->file = found;
	handle->disk = disk;
	/* whoever may have made it, as in the unix VFS: another connection may be the first to sync it */
	handle->new_log =
		(flags & SQLITE_OPEN_CREATE) &&
		(flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL));
	handle->passing = flags & SQLITE_OPEN_DELETEONCLOSE;
	text_copy(handle->path, sizeof handle->path, path); /* fits: its file was found by it */
	handle->next = disk->handles;
	disk->handles = handle;
	handle->base.pMethods = &disk_methods;
	if (flags_out)
		*flags_out = flags;
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	struct disk *disk = disk_of(vfs);
	bool cut;
	int code;

	if (!disk_file_find(&disk->now, path))
		return SQLITE_IOERR_DELETE_NOENT;
	code = begin_write(disk, path, &cut);
	/* removing needs no room */
	if (code != SQLITE_OK && !(code == SQLITE_FULL && disk->full))
		return code;
	if (!disk_folder_change(disk, path, NULL))
		return SQLITE_NOMEM;
	if (sync_folder && !cut)
		disk_folder_sync(disk, path);
	return end_write(disk, true, cut);
}

/* A file of no bytes is none, as in the unix VFS. */
static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
	struct disk *disk = disk_of(vfs);
	struct disk_file *file = disk_file_find(&disk->now, path);

	*out = file && (flags != SQLITE_ACCESS_EXISTS || file->now.size > 0);
	return disk_is_off(disk, path) ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *path, int size, char *out)
{
	sqlite3_vfs *system = disk_of(vfs)->system;

	return system->xFullPathname(system, path, size, out);
}

static int vfs_randomness(sqlite3_vfs *vfs, int size, char *out)
{
	for (int i = 0; i < size; i++)
		out[i] = (char)(disk_random(&disk_of(vfs)->noise) & 0x7f);
	return size;
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	return microseconds;
}

static int vfs_time_ms(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
	(void)vfs;
	*out = JULIAN_MS;
	return SQLITE_OK;
}

static int vfs_time(sqlite3_vfs *vfs, double *out)
{
	(void)vfs;
	*out = (double)JULIAN_MS / 86400000.0;
	return SQLITE_OK;
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *out)
{
	(void)vfs, (void)size, (void)out;
	return 0;
}

/* rename(2) on the disk that is the default VFS now. */
static int disk_rename(const char *from, const char *to)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("firstbell-disk");
	char old_path[DISK_PATH_SIZE], new_path[DISK_PATH_SIZE];
	struct disk *disk;

	errno = EIO;
	if (!vfs || vfs_full_path(vfs, from, sizeof old_path, old_path) != SQLITE_OK ||
	    vfs_full_path(vfs, to, sizeof new_path, new_path) != SQLITE_OK)
		return -1;
	disk = disk_of(vfs);
	if (disk_is_off(disk, old_path))
		return -1;
	errno = ENOENT;
	return disk_folder_change(disk, old_path, new_path) ? 0 : -1;
}

static sqlite3_syscall_ptr vfs_system_call(sqlite3_vfs *vfs, const char *name)
{
	(void)vfs;
	return strcmp(name, "rename") == 0 ? (sqlite3_syscall_ptr)disk_rename : NULL;
}

static int vfs_set_system_call(sqlite3_vfs *vfs, const char *name, sqlite3_syscall_ptr call)
{
	(void)vfs, (void)name, (void)call;
	return SQLITE_NOTFOUND;
}

static const char *vfs_next_system_call(sqlite3_vfs *vfs, const char *name)
{
	(void)vfs, (void)name;
	return NULL;
}

void disk_vfs_fill(struct disk *disk)
{
	disk->vfs = (sqlite3_vfs){
		.iVersion = 3,
		.szOsFile = sizeof(struct disk_handle),
		.mxPathname = DISK_PATH_SIZE - 1,
		.zName = "firstbell-disk",
		.pAppData = disk,
		.xOpen = vfs_open,
		.xDelete = vfs_delete,
		.xAccess = vfs_access,
		.xFullPathname = vfs_full_path,
		.xDlOpen = disk->system->xDlOpen,
		.xDlError = disk->system->xDlError,
		.xDlSym = disk->system->xDlSym,
		.xDlClose = disk->system->xDlClose,
		.xRandomness = vfs_randomness,
		.xSleep = vfs_sleep,
		.xCurrentTime = vfs_time,
		.xGetLastError = vfs_last_error,
		.xCurrentTimeInt64 = vfs_time_ms,
		.xSetSystemCall = vfs_set_system_call,
		.xGetSystemCall = vfs_system_call,
		.xNextSystemCall = vfs_next_system_call,
	};
}
