/* Locks and shared memory as SQLite's unix VFS keeps them, between the handles of one process. */
#include "sim/disk_private.h"
#include <stdlib.h>

static int strongest_other(const struct disk_handle *handle)
{
	int level = SQLITE_LOCK_NONE;

	for (struct disk_handle *other = handle->disk->handles; other; other = other->next) {
		if (other != handle && other->file == handle->file && !other->dead &&
		    other->lock > level)
			level = other->lock;
	}
	return level;
}

int disk_lock(sqlite3_file *file, int level)
{
	struct disk_handle *handle = (struct disk_handle *)file;
	int other = strongest_other(handle);

	if (handle->dead)
		return SQLITE_IOERR_LOCK;
	if (handle->lock >= level)
		return SQLITE_OK;
	if (level == SQLITE_LOCK_SHARED && other >= SQLITE_LOCK_PENDING)
		return SQLITE_BUSY;
	if (level >= SQLITE_LOCK_RESERVED && other >= SQLITE_LOCK_RESERVED)
		return SQLITE_BUSY;
	if (level == SQLITE_LOCK_EXCLUSIVE && other >= SQLITE_LOCK_SHARED) {
		handle->lock = SQLITE_LOCK_PENDING; /* lets no new reader in */
		return SQLITE_BUSY;
	}
	handle->lock = level;
	return SQLITE_OK;
}

int disk_unlock(sqlite3_file *file, int level)
{
	struct disk_handle *handle = (struct disk_handle *)file;

	if (handle->dead)
		return SQLITE_IOERR_UNLOCK;
	if (handle->lock > level)
		handle->lock = level;
	return SQLITE_OK;
}

int disk_check_reserved(sqlite3_file *file, int *reserved)
{
	struct disk_handle *handle = (struct disk_handle *)file;

	*reserved = handle->lock >= SQLITE_LOCK_RESERVED ||
		    strongest_other(handle) >= SQLITE_LOCK_RESERVED;
	return handle->dead ? SQLITE_IOERR_CHECKRESERVEDLOCK : SQLITE_OK;
}

void disk_memory_release(struct disk_memory *memory)
{
	if (!memory || --memory->references > 0)
		return;
	for (int i = 0; i < memory->region_count; i++)
		free(memory->regions[i]);
	free(memory->regions);
	free(memory);
}

static bool join_memory(struct disk_handle *handle)
{
	struct disk_file *file = handle->file;

	if (handle->memory)
		return true;
	if (!file->memory) {
		file->memory = calloc(1, sizeof *file->memory);
		if (!file->memory)
			return false;
		file->memory->references = 1; /* the file's own */
	}
	file->memory->references++;
	handle->memory = file->memory;
	return true;
}

static bool add_region(struct disk_memory *memory, int size)
{
	size_t room = (size_t)memory->region_count + 1;
	void **regions = realloc(memory->regions, room * sizeof *regions);

	if (!regions)
		return false;
	memory->regions = regions;
	memory->regions[memory->region_count] = calloc(1, (size_t)size);
	if (!memory->regions[memory->region_count])
		return false;
	memory->region_count++;
	return true;
}

int disk_memory_map(sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
	struct disk_handle *handle = (struct disk_handle *)file;

	*out = NULL;
	if (handle->dead)
		return SQLITE_IOERR_SHMMAP;
	if (!join_memory(handle))
		return SQLITE_NOMEM;
	while (extend && handle->memory->region_count <= region) {
		if (!add_region(handle->memory, size))
			return SQLITE_NOMEM;
	}
	if (region < handle->memory->region_count)
		*out = handle->memory->regions[region];
	return SQLITE_OK;
}

int disk_memory_lock(sqlite3_file *file, int offset, int count, int flags)
{
	struct disk_handle *handle = (struct disk_handle *)file;
	unsigned mask = ((1u << count) - 1) << offset;

	if (handle->dead)
		return SQLITE_IOERR_SHMLOCK;
	if (flags & SQLITE_SHM_UNLOCK) {
		handle->shared &= ~mask;
		handle->exclusive &= ~mask;
		return SQLITE_OK;
	}
	for (struct disk_handle *other = handle->disk->handles; other; other = other->next) {
		if (other == handle || other->memory != handle->memory)
			continue;
		if (other->exclusive & mask)
			return SQLITE_BUSY;
		if ((flags & SQLITE_SHM_EXCLUSIVE) && (other->shared & mask))
			return SQLITE_BUSY;
	}
	if (flags & SQLITE_SHM_EXCLUSIVE)
		handle->exclusive |= mask;
	else
		handle->shared |= mask;
	return SQLITE_OK;
}

void disk_memory_barrier(sqlite3_file *file)
{
	(void)file;
	__sync_synchronize();
}

int disk_memory_unmap(sqlite3_file *file, int remove)
{
	struct disk_handle *handle = (struct disk_handle *)file;
	struct disk_memory *memory = handle->memory;

	handle->memory = NULL;
	handle->shared = 0;
	handle->exclusive = 0;
	if (remove && memory && !handle->dead && handle->file->memory == memory) {
		handle->file->memory = NULL;
		disk_memory_release(memory);
	}
	disk_memory_release(memory);
	return SQLITE_OK;
}
