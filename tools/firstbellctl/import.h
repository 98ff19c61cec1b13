#pragma once
/* import: one file into the databases, whole or not at all. What the six kinds share. */
#include "ctl.h"
#include "field.h"
#include "progress.h"
#include "store/care_store.h"
#include "store/config.h"
#include "store/store.h"

struct import;

/* One kind of file: how a row is read, what rows must not say together, and how they are put in. */
struct import_kind {
	const char *name;
	const char *const *columns;
	size_t column_count;
	size_t row_size;
	bool needs_care;
	bool can_force; /* refuses some files unless --force */
	/* Reads a row of the sheet into `out` (zeroed); false after naming the problems. */
	bool (*read_row)(struct import *import, size_t row, void *out);
	/* Looks at all rows together; adds problems. */
	enum err (*check)(struct import *import);
	/* Inside the transaction. */
	enum err (*apply)(struct import *import);
	/* The transaction came to nothing after apply: put right what it does not cover. NULL: nothing. */
	void (*undo)(struct import *import);
	const char *help;
};
extern const struct import_kind import_roster, import_care, import_cards, import_closures,
	import_expectations, import_marks;
extern const struct import_kind *const import_kinds[];
extern const size_t import_kind_count;
/* NULL: no such kind. */
const struct import_kind *import_kind_find(const char *name);

struct import {
	const struct ctl *ctl;
	const struct import_kind *kind;
	const char *path;
	struct config config;
	struct store *store;
	struct care_store *care_store; /* of kinds that need it */
	struct roster roster;          /* as it is before the import */
	struct sheet sheet;
	struct problems problems; /* of the file */
	char failure[600];        /* of data folder or machine; empty: none */
	struct progress progress;
	void *rows; /* kind->row_size each, of sheet.row_count; looked at only when no row is bad */
	size_t added;
	size_t skipped;            /* there already */
	struct care_row *care_was; /* import care: what undo puts back */
	size_t care_was_count;
	bool care_replaced;
};
const void *import_row(const struct import *import, size_t row);
/* Where a row stands in the file: its first column asked for. */
struct sheet_cell import_place(const struct import *import, size_t row);
/* The pupil of the roster that a cell names; NULL after naming the problem. */
const struct pupil *import_pupil(struct import *import, struct sheet_cell cell);

/* Puts the rows in order and shows each to `clash` beside the one before it, and beside those further before that
 * compare as equal. */
typedef int import_compare(const void *a, const void *b);
/* Do they? Then `words` is the problem, said with both lines. */
typedef bool import_clash(const void *a, const void *b);
MUST_CHECK enum err import_find_clashes(struct import *import, size_t name, import_compare *compare,
					import_clash *clash, const char *words);
/* Inside a transaction: the version counts up and an event says so. ERR_BUSY: another import came between. */
MUST_CHECK enum err import_roster_changed(struct import *import);
/* Is this many gone of so many taken for a mistake (more than a fifth)? */
bool import_drops_many(size_t gone, size_t of);
/* Warns when a file without rows takes away the `count` there are: `what` names them, in the plural. */
void import_warn_emptied(struct import *import, size_t count, const char *what);
/* Two ranges of days that share one. */
bool import_days_overlap(int32_t a_from, int32_t a_to, int32_t b_from, int32_t b_to);
