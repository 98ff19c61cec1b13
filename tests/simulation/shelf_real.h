#pragma once
/* shelf_real: what the shelf on the real store is inside. Private to shelf_real*.c. */
#include "sim/disk.h"
#include "tests/simulation/shelf.h"

#include <stddef.h>

/* A database file as it was, whole. */
struct copy {
	unsigned char *bytes;
	int64_t size;
};
enum { KIOSK_DATABASE, CARE_DATABASE, DATABASE_COUNT };
struct kiosk {
	struct kiosk *next;
	char dir[PATH_SIZE];
	struct config config;
	struct store *office; /* another program's connections; NULL: not open */
	struct care_store *care;
	bool is_cut; /* by shelf_cut_after, and shelf_cut has not come yet */
	bool is_saved;
	struct copy saved[DATABASE_COUNT];
};

/* NULL: no such kiosk. */
struct kiosk *kiosk_find(const char *dir);
/* Opens the office's connections where they are not. */
MUST_CHECK enum err kiosk_connect(struct kiosk *kiosk);
void kiosk_disconnect(struct kiosk *kiosk);

/* -- shelf_real_copy.c -------------------------------------------------------------------------------------------------- */
/* Copies what is committed of a database; nobody writes to it meanwhile. */
MUST_CHECK enum err copy_take(struct copy *copy, const char *path);
/* Puts it in the place of what is there. Nobody has the database open. */
MUST_CHECK enum err copy_put(const struct copy *copy, const char *path);
void copy_release(struct copy *copy);
