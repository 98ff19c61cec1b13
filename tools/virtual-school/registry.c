#include "tools/virtual-school/registry.h"
#include "tools/virtual-school/files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUFFIX ".sqlite"

bool registry_id_valid(const char *id)
{
	size_t length = strlen(id);

	return length > 0 && length < AUTHORITY_ID_SIZE &&
	       strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
		       length;
}

static bool path_of(const char *folder, const char *id, char out[FILES_PATH_MAX])
{
	int length = snprintf(out, FILES_PATH_MAX, "%s/authorities/%s" SUFFIX, folder, id);

	return length > 0 && length < FILES_PATH_MAX;
}

enum err registry_create(const char *folder, const char *id, const char *name, enum nation nation)
{
	char path[FILES_PATH_MAX];
	struct storage *storage = NULL;
	enum err err;

	if (!registry_id_valid(id) || !name[0] || strlen(name) >= AUTHORITY_NAME_SIZE ||
	    !path_of(folder, "", path))
		return ERR_BAD_INPUT;
	*strrchr(path, '/') = '\0';
	err = files_make_folder(path);
	if (err != OK)
		return err;
	if (!path_of(folder, id, path))
		return ERR_BAD_INPUT;
	err = storage_create(path);
	if (err == OK)
		err = storage_open(path, &storage);
	if (err != OK)
		return err;
	storage_begin(storage);
	storage_run(
		storage, "INSERT INTO authority(id, name, nation) VALUES ($1, $2, $3)",
		VALUES(TEXT(id), TEXT(name), TEXT(nation == NATION_WALES ? "wales" : "england")));
	err = storage_commit(storage);
	storage_close(storage);
	return err;
}

void registry_discard(const char *folder, const char *id)
{
	static const char *const endings[] = {SUFFIX, SUFFIX "-wal", SUFFIX "-shm"};
	char name[64];

	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		snprintf(name, sizeof(name), "authorities/%.11s%s", id, endings[i]);
		files_remove(folder, name);
	}
}

static enum err open_one(struct registry *registry, const char *folder, const char *id)
{
	char *path = registry->trouble;
	struct authority *grown =
		realloc(registry->list, (registry->count + 1) * sizeof(*registry->list));
	struct authority *authority;
	struct rows rows;
	enum err err;

	if (!grown)
		return ERR_NO_MEMORY;
	registry->list = grown;
	authority = &grown[registry->count];
	*authority = (struct authority){0};
	if (!path_of(folder, id, path) || !registry_id_valid(id))
		return ERR_BAD_INPUT;
	err = storage_open(path, &authority->storage);
	if (err != OK)
		return err;
	registry->count++;
	storage_begin(authority->storage);
	rows = storage_query(authority->storage, "SELECT id, name, nation FROM authority",
			     NO_VALUES);
	while (storage_next(&rows)) {
		(void)text_copy(authority->id, sizeof(authority->id), storage_text(&rows, 0));
		(void)text_copy(authority->name, sizeof(authority->name), storage_text(&rows, 1));
		authority->nation = strcmp(storage_text(&rows, 2), "wales") == 0 ? NATION_WALES
										 : NATION_ENGLAND;
	}
	err = storage_commit(authority->storage);
	/* A file put under another authority's name must not open as that authority. */
	return err == OK && strcmp(authority->id, id) != 0 ? ERR_DAMAGED : err;
}

static enum err open_all(struct registry *registry, const char *folder)
{
	char *path = registry->trouble, id[AUTHORITY_ID_SIZE];
	struct dirent *entry;
	enum err err = OK;
	DIR *all;

	if (snprintf(path, FILES_PATH_MAX, "%s/authorities", folder) >= FILES_PATH_MAX)
		return ERR_BAD_INPUT;
	all = opendir(path);
	if (!all)
		return ERR_NOT_FOUND;
	while (err == OK && (entry = readdir(all))) {
		size_t length = strlen(entry->d_name);

		if (length <= strlen(SUFFIX) || length - strlen(SUFFIX) >= sizeof(id) ||
		    strcmp(entry->d_name + length - strlen(SUFFIX), SUFFIX) != 0)
			continue;
		memcpy(id, entry->d_name, length - strlen(SUFFIX));
		id[length - strlen(SUFFIX)] = '\0';
		err = open_one(registry, folder, id);
	}
	closedir(all);
	return err == OK && registry->count == 0 ? ERR_NOT_FOUND : err;
}

static void close_all(struct registry *registry)
{
	for (size_t i = 0; i < registry->count; i++)
		storage_close(registry->list[i].storage);
	free(registry->list);
	registry->list = NULL;
	registry->count = 0;
}

enum err registry_open(struct registry *registry, const char *folder, const char *only)
{
	enum err err;

	*registry = (struct registry){0};
	err = only ? open_one(registry, folder, only) : open_all(registry, folder);
	if (err != OK)
		close_all(registry);
	return err;
}

void registry_close(struct registry *registry)
{
	close_all(registry);
	*registry = (struct registry){0};
}
