#pragma once
/* files: small private files in a folder: keys and certificates. */
#include "core/base.h"

#include <gnutls/gnutls.h>

#define FILES_PATH_MAX 1024

/* FOLDER and its parents, 0700; there already is fine. */
MUST_CHECK enum err files_make_folder(const char *folder);
/* A new file, 0600, synced. ERR_EXISTS: never overwrites. */
MUST_CHECK enum err files_write_new(const char *folder, const char *name, const char *bytes,
				    size_t length);
/* The whole file, NUL-terminated behind its size; to be released. ERR_NOT_FOUND: cannot be opened. At most 64 kB.
 * After ERR_NOT_FOUND and ERR_IO, errno says why. */
MUST_CHECK enum err files_read(const char *folder, const char *name, gnutls_datum_t *out);
/* Wipes and frees. */
void files_release(gnutls_datum_t *datum);
bool files_exist(const char *folder, const char *name);
void files_remove(const char *folder, const char *name);
