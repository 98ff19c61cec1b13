#include "sim/disk_private.h"
#include <stdlib.h>
#include <string.h>

/* splitmix64 (Steele, Lea and Flood, 2014). */
uint64_t disk_random(uint64_t *state)
{
	uint64_t mixed = (*state += UINT64_C(0x9e3779b97f4a7c15));

	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
	return mixed ^ (mixed >> 31);
}

static bool image_size(struct disk_image *image, size_t size)
{
	if (size > image->capacity) {
		size_t capacity = size > 2 * image->capacity ? size : 2 * image->capacity;
		uint8_t *bytes = realloc(image->bytes, capacity);

		if (!bytes)
			return false;
		image->bytes = bytes;
		image->capacity = capacity;
	}
	if (size > image->size)
		memset(image->bytes + image->size, 0, size - image->size);
	image->size = size;
	return true;
}

static bool image_apply(struct disk_image *image, const struct disk_write *write, size_t size)
{
	if (write->truncate)
		return image_size(image, write->offset);
	if (size == 0)
		return true;
	if (write->offset + size > image->size && !image_size(image, write->offset + size))
		return false;
	memcpy(image->bytes + write->offset, write->bytes, size);
	return true;
}

static void forget_writes(struct disk_file *file)
{
	for (size_t i = 0; i < file->write_count; i++)
		free(file->writes[i].bytes);
	free(file->writes);
	file->writes = NULL;
	file->write_count = 0;
}

static bool add_write(struct disk_file *file, struct disk_write write)
{
	if (file->write_count == 0 ||
	    (file->write_count >= 16 && (file->write_count & (file->write_count - 1)) == 0)) {
		size_t room = file->write_count ? 2 * file->write_count : 16;
		struct disk_write *writes = realloc(file->writes, room * sizeof *writes);

		if (!writes)
			return false;
		file->writes = writes;
	}
	if (!image_apply(&file->now, &write, write.size))
		return false;
	file->writes[file->write_count++] = write;
	return true;
}

bool disk_file_write(struct disk_file *file, const void *bytes, size_t size, size_t offset)
{
	struct disk_write write = {.offset = offset, .size = size, .bytes = malloc(size + 1)};

	if (!write.bytes)
		return false;
	memcpy(write.bytes, bytes, size);
	if (add_write(file, write))
		return true;
	free(write.bytes);
	return false;
}

bool disk_file_truncate(struct disk_file *file, size_t size)
{
	return add_write(file, (struct disk_write){.truncate = true, .offset = size});
}

/* Running out of memory here would be a lie about durability: the desk stops. */
static void apply_safe(struct disk_file *file, const struct disk_write *write, size_t size)
{
	bool applied = image_apply(&file->safe, write, size);

	ENSURE(applied);
}

void disk_file_sync(struct disk_file *file)
{
	for (size_t i = 0; i < file->write_count; i++)
		apply_safe(file, &file->writes[i], file->writes[i].size);
	forget_writes(file);
}

/* How much of a write reached the disk: all of it, or up to a sector within it. */
static size_t torn_size(const struct disk_write *write, uint64_t *chance)
{
	size_t first = DISK_SECTOR - write->offset % DISK_SECTOR; /* to the first boundary */
	size_t boundaries;

	if (disk_random(chance) % 2 || write->size <= first)
		return write->size;
	boundaries = (write->size - first - 1) / DISK_SECTOR + 1;
	return first + disk_random(chance) % boundaries * DISK_SECTOR;
}

void disk_file_settle(struct disk_file *file, uint64_t *chance)
{
	enum { NONE, ALL, FIRST_PART, ANY, WAYS } way = disk_random(chance) % WAYS;
	size_t count = way == NONE ? 0 : file->write_count;
	bool copied;

	if (way == FIRST_PART)
		count = disk_random(chance) % (file->write_count + 1);
	for (size_t i = 0; i < count; i++) {
		const struct disk_write *write = &file->writes[i];

		if (way == ANY && disk_random(chance) % 2)
			continue;
		apply_safe(file, write,
			   way != ALL && i + 1 == count ? torn_size(write, chance) : write->size);
	}
	forget_writes(file);
	file->now.size = 0;
	copied = image_size(&file->now, file->safe.size);
	ENSURE(copied);
	if (file->safe.size > 0)
		memcpy(file->now.bytes, file->safe.bytes, file->safe.size);
}

void disk_file_release(struct disk_file *file)
{
	if (!file || --file->references > 0)
		return;
	forget_writes(file);
	disk_memory_release(file->memory);
	free(file->now.bytes);
	free(file->safe.bytes);
	free(file);
}

static struct disk_name *find_name(struct disk_folder *folder, const char *path)
{
	for (size_t i = 0; i < folder->count; i++) {
		if (strcmp(folder->names[i].path, path) == 0)
			return &folder->names[i];
	}
	return NULL;
}

struct disk_file *disk_file_find(const struct disk_folder *folder, const char *path)
{
	for (size_t i = 0; i < folder->count; i++) {
		if (strcmp(folder->names[i].path, path) == 0)
			return folder->names[i].file;
	}
	return NULL;
}

bool disk_folder_put(struct disk_folder *folder, const char *path, struct disk_file *file)
{
	if (folder->count == DISK_NAMES_MAX ||
	    !text_copy(folder->names[folder->count].path, DISK_PATH_SIZE, path))
		return false;
	file->references++;
	folder->names[folder->count++].file = file;
	return true;
}

static void drop_name(struct disk_folder *folder, const char *path)
{
	struct disk_name *name = find_name(folder, path);

	if (!name)
		return;
	disk_file_release(name->file);
	/* in order, so that what chance does to each file does not depend on what went before */
	memmove(name, name + 1, (size_t)(folder->names + --folder->count - name) * sizeof *name);
}

static void apply_change(struct disk_folder *folder, const struct disk_change *change)
{
	struct disk_file *file = change->file;

	if (change->to[0])
		file = disk_file_find(folder, change->path);
	if (file)
		file->references++; /* held while its name changes */
	drop_name(folder, change->path);
	drop_name(folder, change->to);
	if (file && !disk_folder_put(folder, change->to[0] ? change->to : change->path, file))
		ENSURE(false);
	disk_file_release(file);
}

static bool add_change(struct disk *disk, const struct disk_change *change)
{
	struct disk_change *changes =
		realloc(disk->changes, (disk->change_count + 1) * sizeof *changes);

	if (!changes)
		return false;
	disk->changes = changes;
	disk->changes[disk->change_count++] = *change;
	if (change->file)
		change->file->references++;
	apply_change(&disk->now, change);
	return true;
}

struct disk_file *disk_file_make(struct disk *disk, const char *path)
{
	struct disk_change change = {.file = calloc(1, sizeof *change.file)};

	if (!change.file)
		return NULL;
	if (disk->now.count < DISK_NAMES_MAX - 1 && text_copy(change.path, DISK_PATH_SIZE, path) &&
	    add_change(disk, &change))
		return change.file;
	free(change.file);
	return NULL;
}

bool disk_folder_change(struct disk *disk, const char *path, const char *to)
{
	struct disk_change change = {.file = NULL};

	return disk_file_find(&disk->now, path) && text_copy(change.path, DISK_PATH_SIZE, path) &&
	       text_copy(change.to, DISK_PATH_SIZE, to ? to : "") && add_change(disk, &change);
}

size_t disk_folder_changes(const struct disk *disk, const char *start)
{
	size_t count = 0;

	for (size_t i = 0; i < disk->change_count; i++)
		count += disk_below(start, disk->changes[i].path);
	return count;
}

void disk_folder_settle(struct disk *disk, const char *start, size_t count)
{
	size_t kept = 0, settled = 0;

	for (size_t i = 0; i < disk->change_count; i++) {
		struct disk_change *change = &disk->changes[i];

		if (!disk_below(start, change->path)) {
			disk->changes[kept++] = *change;
			continue;
		}
		if (settled++ < count)
			apply_change(&disk->safe, change);
		disk_file_release(change->file);
	}
	disk->change_count = kept;
	if (kept > 0)
		return;
	free(disk->changes);
	disk->changes = NULL;
}

void disk_folder_sync(struct disk *disk, const char *path)
{
	char folder[DISK_PATH_SIZE];
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) + 1 : 0;

	memcpy(folder, path, length);
	folder[length] = '\0';
	disk_folder_settle(disk, folder, SIZE_MAX);
}

void disk_folder_drop(struct disk_folder *folder, const char *start)
{
	size_t kept = 0;

	for (size_t i = 0; i < folder->count; i++) {
		if (!disk_below(start, folder->names[i].path))
			folder->names[kept++] = folder->names[i];
		else
			disk_file_release(folder->names[i].file);
	}
	folder->count = kept;
}

void disk_folder_clear(struct disk_folder *folder)
{
	for (size_t i = 0; i < folder->count; i++)
		disk_file_release(folder->names[i].file);
	folder->count = 0;
}
