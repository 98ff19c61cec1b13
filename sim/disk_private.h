#pragma once
/* disk_private: what the disk is inside. Private to sim/disk*.c. */
#include "sim/disk.h"
#include <sqlite3.h>

#define DISK_PATH_SIZE 512
#define DISK_NAMES_MAX 64
#define DISK_SECTOR 512

struct disk_image {
	uint8_t *bytes;
	size_t size, capacity;
};
/* One unsynced change of a file. */
struct disk_write {
	bool truncate; /* to `offset`; else `size` bytes at `offset` */
	size_t offset, size;
	uint8_t *bytes;
};
/* The write-ahead log's shared memory: outlives a cut in the hands of those who mapped it. */
struct disk_memory {
	int references;
	void **regions;
	int region_count;
};
struct disk_file {
	int references; /* names, handles and unsynced changes of names */
	struct disk_image now, safe;
	struct disk_write *writes; /* what leads from safe to now */
	size_t write_count;
	struct disk_memory *memory;
};
struct disk_handle {
	sqlite3_file base; /* first: SQLite's view */
	struct disk *disk;
	struct disk_file *file;
	struct disk_handle *next;
	struct disk_memory *memory;
	char path[DISK_PATH_SIZE];
	bool passing; /* deleted on close */
	int lock;
	unsigned shared, exclusive; /* bits of the shared memory's locks */
	bool new_log; /* its first sync is its folder's too, as in SQLite's unix VFS */
	bool dead;
};
struct disk_folder {
	struct disk_name {
		char path[DISK_PATH_SIZE];
		struct disk_file *file;
	} names[DISK_NAMES_MAX];
	size_t count;
};
/* A change of names, durable when the folder is synced. */
struct disk_change {
	char path[DISK_PATH_SIZE];
	char to[DISK_PATH_SIZE]; /* not empty: renamed */
	struct disk_file *file;  /* not NULL: made */
};
struct disk {
	sqlite3_vfs vfs;
	sqlite3_vfs *system;
	struct disk_folder now, safe;
	struct disk_change *changes;
	size_t change_count;
	struct disk_handle *handles;
	struct disk_counts counts;
	uint64_t chance, noise; /* what survives a cut; SQLite's own randomness */
	uint64_t fail_in;       /* 0: never */
	enum disk_failure failure;
	bool full, off;
	/* how the paths begin that disk_choose named, that fail, that are off */
	char chosen[DISK_PATH_SIZE], failing[DISK_PATH_SIZE], dark[DISK_PATH_SIZE];
};

/* -- disk.c ------------------------------------------------------------------------------------------------------------ */
/* Does a path begin so? */
bool disk_below(const char *start, const char *path);
bool disk_is_off(const struct disk *disk, const char *path);
void disk_cut_below(struct disk *disk, const char *start);

/* -- disk_file.c: files and names; NULL and false: out of memory or names ---------------------------------------------- */
struct disk_file *disk_file_find(const struct disk_folder *folder, const char *path);
struct disk_file *disk_file_make(struct disk *disk, const char *path);
void disk_file_release(struct disk_file *file);
bool disk_file_write(struct disk_file *file, const void *bytes, size_t size, size_t offset);
bool disk_file_truncate(struct disk_file *file, size_t size);
void disk_file_sync(struct disk_file *file);
/* What a cut leaves of it. */
void disk_file_settle(struct disk_file *file, uint64_t *chance);
bool disk_folder_put(struct disk_folder *folder, const char *path, struct disk_file *file);
/* `to` NULL: removes. False: no such name, or out of memory. */
bool disk_folder_change(struct disk *disk, const char *path, const char *to);
/* Of the changes of names that begin so: how many; makes the first `count` durable and forgets all. */
size_t disk_folder_changes(const struct disk *disk, const char *start);
void disk_folder_settle(struct disk *disk, const char *start, size_t count);
/* Makes all that was done to the names in the folder of a path durable. */
void disk_folder_sync(struct disk *disk, const char *path);
/* Takes away the names that begin so. */
void disk_folder_drop(struct disk_folder *folder, const char *start);
void disk_folder_clear(struct disk_folder *folder);
uint64_t disk_random(uint64_t *state);

/* -- disk_lock.c ------------------------------------------------------------------------------------------------------- */
extern const sqlite3_io_methods disk_methods;
int disk_lock(sqlite3_file *file, int level);
int disk_unlock(sqlite3_file *file, int level);
int disk_check_reserved(sqlite3_file *file, int *reserved);
int disk_memory_map(sqlite3_file *file, int region, int size, int extend, void volatile **out);
int disk_memory_lock(sqlite3_file *file, int offset, int count, int flags);
void disk_memory_barrier(sqlite3_file *file);
int disk_memory_unmap(sqlite3_file *file, int remove);
void disk_memory_release(struct disk_memory *memory);

/* -- disk_vfs.c -------------------------------------------------------------------------------------------------------- */
void disk_vfs_fill(struct disk *disk);
