#include "sim/disk_private.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum err disk_open(struct disk **out, uint64_t seed)
{
	struct disk *disk = calloc(1, sizeof *disk);

	*out = NULL;
	if (!disk)
		return ERR_NO_MEMORY;
	disk->system = sqlite3_vfs_find(NULL);
	disk->chance = seed;
	disk->noise = ~seed;
	disk_vfs_fill(disk);
	if (sqlite3_vfs_register(&disk->vfs, 1) != SQLITE_OK) {
		free(disk);
		return ERR_NO_MEMORY;
	}
	/* SQLite seeds its generator once a process, from the VFS of that moment: let it do so again */
	sqlite3_randomness(0, NULL);
	*out = disk;
	return OK;
}

void disk_close(struct disk *disk)
{
	if (!disk)
		return;
	ENSURE(!disk->handles);
	sqlite3_vfs_unregister(&disk->vfs);
	sqlite3_vfs_register(disk->system, 1);
	sqlite3_randomness(0, NULL);
	disk_folder_settle(disk, "", 0);
	disk_folder_clear(&disk->now);
	disk_folder_clear(&disk->safe);
	free(disk);
}

static bool is_database(const char *name)
{
	const char *suffix = strstr(name, ".db");

	return suffix && (suffix[3] == '\0' || suffix[3] == '-' || suffix[3] == '.') &&
	       !strstr(suffix, "-shm");
}

static enum err load_file(struct disk *disk, const char *real_path)
{
	char path[DISK_PATH_SIZE];
	uint8_t piece[1 << 16];
	struct disk_file *file = NULL;
	size_t got, offset = 0;
	enum err err = ERR_FULL;
	FILE *real = fopen(real_path, "re");

	if (!real)
		return ERR_IO;
	if (disk->vfs.xFullPathname(&disk->vfs, real_path, sizeof path, path) == SQLITE_OK)
		file = disk_file_make(disk, path);
	if (!file)
		goto out;
	err = OK;
	while (err == OK && (got = fread(piece, 1, sizeof piece, real)) > 0) {
		if (!disk_file_write(file, piece, got, offset))
			err = ERR_NO_MEMORY;
		offset += got;
		disk_file_sync(file);
	}
	if (ferror(real))
		err = ERR_IO;
out:
	fclose(real);
	return err;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folder's own order differs from machine to machine, and chance follows the order of the names. */
static enum err list_folder(const char *real_dir, char *paths[DISK_NAMES_MAX], size_t *count)
{
	DIR *folder = opendir(real_dir);
	enum err err = OK;
	struct dirent *entry;

	*count = 0;
	if (!folder)
		return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
	while (err == OK && (entry = readdir(folder))) {
		if (!is_database(entry->d_name))
			continue;
		if (*count == DISK_NAMES_MAX)
			err = ERR_FULL;
		else if (asprintf(&paths[*count], "%s/%s", real_dir, entry->d_name) < 0)
			err = ERR_NO_MEMORY;
		else
			++*count;
	}
	closedir(folder);
	qsort(paths, *count, sizeof *paths, compare_names);
	return err;
}

enum err disk_load(struct disk *disk, const char *real_dir)
{
	char *paths[DISK_NAMES_MAX];
	size_t count;
	enum err err = list_folder(real_dir, paths, &count);

	for (size_t i = 0; i < count; i++) {
		if (err == OK)
			err = load_file(disk, paths[i]);
		free(paths[i]);
	}
	disk_folder_settle(disk, "", SIZE_MAX);
	return err;
}

bool disk_below(const char *start, const char *path)
{
	return strncmp(path, start, strlen(start)) == 0;
}

bool disk_is_off(const struct disk *disk, const char *path)
{
	return disk->off && disk_below(disk->dark, path);
}

void disk_choose(struct disk *disk, const char *folder)
{
	char path[DISK_PATH_SIZE];

	disk->chosen[0] = '\0';
	if (!folder)
		return;
	ENSURE(disk->vfs.xFullPathname(&disk->vfs, folder, sizeof path - 1, path) == SQLITE_OK);
	snprintf(disk->chosen, sizeof disk->chosen, "%.*s/", DISK_PATH_SIZE - 2, path);
}

void disk_cut_below(struct disk *disk, const char *start)
{
	uint64_t changes = disk_folder_changes(disk, start);

	disk->off = true;
	text_copy(disk->dark, sizeof disk->dark, start);
	if (strcmp(disk->failing, start) == 0)
		disk->fail_in = 0;
	disk->counts.cuts++;
	for (struct disk_handle *handle = disk->handles; handle; handle = handle->next)
		handle->dead |= disk_below(start, handle->path);
	disk_folder_settle(disk, start, disk_random(&disk->chance) % (changes + 1));
	disk_folder_drop(&disk->now, start);
	for (size_t i = 0; i < disk->safe.count; i++) {
		const char *path = disk->safe.names[i].path;
		struct disk_file *file = disk->safe.names[i].file;

		if (!disk_below(start, path))
			continue;
		disk_file_settle(file, &disk->chance);
		disk_memory_release(file->memory);
		file->memory = NULL;
		if (!disk_folder_put(&disk->now, path, file))
			ENSURE(false);
	}
}

void disk_cut(struct disk *disk)
{
	disk_cut_below(disk, disk->chosen);
}

void disk_restart(struct disk *disk)
{
	disk->off = false;
}

void disk_fail_after(struct disk *disk, uint64_t n, enum disk_failure failure)
{
	disk->fail_in = n;
	disk->failure = failure;
	memcpy(disk->failing, disk->chosen, sizeof disk->failing);
}

void disk_set_full(struct disk *disk, bool full)
{
	disk->full = full;
}

struct disk_counts disk_counts(const struct disk *disk)
{
	return disk->counts;
}
