#pragma once
/* disk: a disk in memory whose power can be cut; SQLite's default VFS while it is open.
 * What was written and not synced is at the mercy of the cut, as are names made, removed or changed and not synced with
 * their folder. One disk at a time, one thread, a few folders. Same seed and same calls: same result. */
#include "core/base.h"

struct disk;

/* Registers the VFS "firstbell-disk" as SQLite's default. Connections made before go on using theirs. ERR_NO_MEMORY. */
MUST_CHECK enum err disk_open(struct disk **out, uint64_t seed);
/* All databases on it must be closed. The system's own VFS is the default again. Takes NULL. */
void disk_close(struct disk *disk);
/* Copies the database files of a real folder to the same paths, as if long synced. The real folder is only read.
 * ERR_NOT_FOUND: no such folder; ERR_IO; ERR_FULL: too many files. */
MUST_CHECK enum err disk_load(struct disk *disk, const char *real_dir);

/* The power goes. Of each file's unsynced writes none, all, a first part, or any survive, the last perhaps torn at a sector of
 * 512 bytes; of the unsynced changes of names a first part. Every call on a handle open now fails with SQLITE_IOERR until it
 * is closed, and nothing can be opened until disk_restart. */
void disk_cut(struct disk *disk);
void disk_restart(struct disk *disk);
/* From here on disk_cut and disk_fail_after speak of the files below this folder alone, as if it lay on a disk of its own
 * (NULL: of all, as at first). What was said before keeps its folder. */
void disk_choose(struct disk *disk, const char *folder);

/* What happens at the n-th write or sync from now (1: the next); 0 takes it back. DISK_CUT: the power goes before a sync has
 * done anything, but when a write has been taken in. The others fail that call alone, without doing it. */
enum disk_failure { DISK_CUT, DISK_IO_ERROR, DISK_NO_SPACE };
void disk_fail_after(struct disk *disk, uint64_t n, enum disk_failure failure);
/* While full, every write fails with SQLITE_FULL. */
void disk_set_full(struct disk *disk, bool full);

/* Since disk_open. A deletion or a change of size counts as a write. */
struct disk_counts {
	uint64_t writes, syncs, cuts;
};
struct disk_counts disk_counts(const struct disk *disk);
