#pragma once
/* registry: the data folder: the authorities it holds, each with its own storage. */
#include "core/codes.h"
#include "tools/virtual-school/files.h"
#include "tools/virtual-school/storage.h"

#define AUTHORITY_NAME_SIZE 128

struct authority {
	char id[AUTHORITY_ID_SIZE];
	char name[AUTHORITY_NAME_SIZE];
	enum nation nation;
	struct storage *storage;
};

struct registry {
	struct authority *list;
	size_t count;
	char trouble[FILES_PATH_MAX]; /* after a failure: the file or folder that was the reason */
};

/* Letters, digits and '-', as it names a file. */
bool registry_id_valid(const char *id);
/* Adds an authority to the folder. ERR_EXISTS, ERR_BAD_INPUT. */
MUST_CHECK enum err registry_create(const char *folder, const char *id, const char *name,
				    enum nation nation);
/* Takes one away again that was only just added. */
void registry_discard(const char *folder, const char *id);
/* Opens every authority's storage, or with `only` that one's (ERR_NOT_FOUND: there is none). After a
 * failure nothing is open, and `trouble` names the file. */
MUST_CHECK enum err registry_open(struct registry *registry, const char *folder, const char *only);
void registry_close(struct registry *registry);
