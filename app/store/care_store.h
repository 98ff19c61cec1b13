#pragma once
/* care_store: which child answers to which authority, in a database file of its own (care.db). */
#include "core/care.h"
#include "store/store.h"

struct care_store;

/* As store_open, on DIR/care.db. */
MUST_CHECK enum err care_store_open(struct care_store **out, const char *dir, bool create,
				    struct store_report *report);
void care_store_close(struct care_store *store);
/* A row as care.csv has it: by UPN; it may be on no roll. */
struct care_row {
	char upn[14];
	struct care care; /* pupil is not used */
};
/* Replaces all, in one transaction of its own. */
MUST_CHECK enum err care_store_replace(struct care_store *store, const struct care_row *rows,
				       size_t count);
/* All facts with the pupil of the roster whose UPN it is, or was (roster_pupil_by_upn; 0: on no roll), in care_sort order; freed with free(). */
MUST_CHECK enum err care_store_load(struct care_store *store, const struct roster *roster,
				    struct care **out, size_t *count);
/* The rows as they were imported, sorted by UPN, authority, from; freed with free(). */
MUST_CHECK enum err care_store_rows(struct care_store *store, struct care_row **out, size_t *count);
MUST_CHECK enum err care_store_data_version(struct care_store *store, int64_t *version);
