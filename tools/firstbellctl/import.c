#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "import_print.h"

#define PROGRESS_ROWS 256

const struct import_kind *const import_kinds[] = {&import_roster,       &import_care,
						  &import_cards,        &import_closures,
						  &import_expectations, &import_marks};
const size_t import_kind_count = COUNT_OF(import_kinds);

const struct import_kind *import_kind_find(const char *name)
{
	for (size_t i = 0; i < import_kind_count; i++)
		if (strcmp(import_kinds[i]->name, name) == 0)
			return import_kinds[i];
	return NULL;
}

/* What is wrong with the data folder or the machine, not with the file. */
static enum err fail(struct import *import, enum err err, const char *words)
{
	(void)text_copy(import->failure, sizeof(import->failure),
			words && *words ? words : err_text(err));
	return err;
}

static enum err fail_database(struct import *import, enum err err, const char *database,
			      const struct store_report *report)
{
	ctl_database_words(import->failure, sizeof(import->failure), database, report->problem,
			   err);
	return err;
}

static enum err open_store(struct import *import)
{
	struct store_report report = {0};
	enum err err = store_open(&import->store, import->ctl->data, false, &report);
	if (err != OK)
		return fail_database(import, err, "firstbell.db", &report);
	if (import->kind->needs_care) {
		err = care_store_open(&import->care_store, import->ctl->data, false, &report);
		if (err != OK)
			return fail_database(import, err, "care.db", &report);
	}
	err = store_load_roster(import->store, &import->roster);
	return err == OK ? OK : fail(import, err, NULL);
}

static enum err open_all(struct import *import)
{
	char problem[300] = "";
	enum err err = config_load(import->ctl->data, &import->config, problem, sizeof(problem));
	if (err == ERR_NOT_FOUND)
		return fail(import, err,
			    "no firstbell.conf in the data folder: make one with "
			    "firstbellctl --data DIR init");
	if (err != OK)
		return fail(import, err, problem);
	return open_store(import);
}

static enum err read_rows(struct import *import)
{
	enum err err = sheet_read(&import->sheet, import->path, import->kind->columns,
				  import->kind->column_count, &import->problems, &import->progress);
	if (err != OK)
		return import->problems.bad.count ? err : fail(import, err, NULL);
	size_t count = import->sheet.row_count;
	import->rows = calloc(count ? count : 1, import->kind->row_size);
	if (!import->rows)
		return fail(import, ERR_NO_MEMORY, NULL);
	for (size_t i = 0; i < count; i++) {
		if (!import->kind->read_row(import, i,
					    (char *)import->rows + i * import->kind->row_size))
			ENSURE(import->problems.bad.count > 0);
		if (i % PROGRESS_ROWS == 0)
			progress_step(&import->progress, "checking", i, count);
	}
	if (import->problems.bad.count > 0)
		return ERR_BAD_INPUT;
	err = import->kind->check(import);
	if (err != OK && import->problems.bad.count == 0)
		return fail(import, err, NULL);
	return import->problems.bad.count > 0 ? ERR_REFUSED : OK;
}

/* Within the transaction: an import that is refused must not leave as much as a stream behind. */
static enum err name_stream(struct import *import)
{
	const char *kiosk = import->config.site.kiosks[0];
	uint64_t number, stream;
	enum err err = ctl_stream_number(import->ctl, kiosk, &number);
	return err == OK ? store_stream(import->store, kiosk, number, &stream) : err;
}

static enum err apply(struct import *import)
{
	enum err err = store_begin(import->store);
	if (err != OK)
		return fail(import, err, NULL);
	err = name_stream(import);
	if (err == OK)
		err = import->kind->apply(import);
	if (err == OK)
		err = store_commit(import->store);
	if (err == OK)
		return OK;
	store_rollback(import->store);
	if (import->kind->undo)
		import->kind->undo(import);
	return fail(import, err, NULL);
}

static void release(struct import *import)
{
	roster_release(&import->roster);
	care_store_close(import->care_store);
	store_close(import->store);
	sheet_release(&import->sheet);
	free(import->care_was);
	free(import->rows);
	free(import);
}

enum ctl_exit ctl_import(const struct ctl *ctl, const char *kind, const char *path)
{
	const struct import_kind *found = kind ? import_kind_find(kind) : NULL;
	if (!found || !path)
		return CTL_USAGE;
	struct import *import = calloc(1, sizeof(*import));
	if (!import)
		return ctl_fail(ctl, "import", err_text(ERR_NO_MEMORY));
	import->ctl = ctl;
	import->kind = found;
	import->path = path;
	progress_init(&import->progress);
	enum err err = open_all(import);
	if (err == OK)
		err = read_rows(import);
	if (err == OK)
		err = apply(import);
	progress_end(&import->progress);
	import_print(import, err == OK);
	release(import);
	return err == OK ? CTL_DONE : CTL_REFUSED;
}

const void *import_row(const struct import *import, size_t row)
{
	return (const char *)import->rows + row * import->kind->row_size;
}

struct sheet_cell import_place(const struct import *import, size_t row)
{
	return sheet_cell(&import->sheet, row, 0);
}

const struct pupil *import_pupil(struct import *import, struct sheet_cell cell)
{
	const struct pupil *pupil = NULL;
	if (cell.text[0] == '\0')
		field_problem(&import->problems, cell, "must not be empty");
	else if (!(pupil = roster_pupil_by_id(&import->roster, cell.text)))
		problems_add(&import->problems.bad, cell.line, cell.column,
			     "%s: %.40s is not in the roster", cell.name, cell.text);
	return pupil;
}

bool import_drops_many(size_t gone, size_t of)
{
	return gone * 5 > of;
}

void import_warn_emptied(struct import *import, size_t count, const char *what)
{
	if (import->sheet.row_count == 0 && count > 0)
		problems_add(&import->problems.warnings, 0, 0,
			     "no rows: all %s are taken away, %zu in number", what, count);
}

bool import_days_overlap(int32_t a_from, int32_t a_to, int32_t b_from, int32_t b_to)
{
	return a_from <= b_to && b_from <= a_to;
}

/* The order asked for, and the order of the file among equals, so that a message names the earlier line first. */
struct sorting {
	const struct import *import;
	import_compare *compare;
};

static int compare_rows(const void *a, const void *b, void *context)
{
	const struct sorting *sorting = context;
	size_t row_a = *(const size_t *)a, row_b = *(const size_t *)b;
	int order = sorting->compare(import_row(sorting->import, row_a),
				     import_row(sorting->import, row_b));
	return order ? order : (row_a > row_b) - (row_a < row_b);
}

static void say_clash(struct import *import, size_t row_a, size_t row_b, size_t name,
		      const char *words)
{
	bool swapped = row_b < row_a;
	struct sheet_cell first = sheet_cell(&import->sheet, swapped ? row_b : row_a, name);
	struct sheet_cell again = sheet_cell(&import->sheet, swapped ? row_a : row_b, name);
	problems_add(&import->problems.bad, again.line, again.column, "%s: %s (see line %u)",
		     again.name, words, first.line);
}

enum err import_find_clashes(struct import *import, size_t name, import_compare *compare,
			     import_clash *clash, const char *words)
{
	size_t count = import->sheet.row_count;
	size_t *order = malloc((count + 1) * sizeof(*order));
	if (!order)
		return ERR_NO_MEMORY;
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	struct sorting sorting = {import, compare};
	qsort_r(order, count, sizeof(*order), compare_rows, &sorting);
	for (size_t i = 1; i < count; i++) {
		const void *row = import_row(import, order[i]);
		for (size_t k = i; k-- > 0;) {
			const void *before = import_row(import, order[k]);
			if (clash(before, row)) {
				say_clash(import, order[k], order[i], name, words);
				break;
			}
			if (compare(before, row) != 0)
				break;
		}
	}
	free(order);
	return OK;
}

/* The file was checked against the roster as it was before the transaction: another import in between would make the
 * check worthless. */
static enum err roster_unchanged(struct import *import)
{
	struct roster now = {0};
	enum err err = store_load_roster(import->store, &now);
	if (err == OK && now.version != import->roster.version)
		err = ERR_BUSY;
	roster_release(&now);
	return err;
}

enum err import_roster_changed(struct import *import)
{
	enum err err = roster_unchanged(import);
	if (err == OK)
		err = store_bump_roster_version(import->store);
	if (err != OK)
		return err;
	struct event event = {.kind = EVENT_ROSTER_CHANGED,
			      .source = SOURCE_MIS,
			      .at = import->ctl->now,
			      .session = {.day = import->ctl->now.day},
			      .number = (int64_t)import->roster.version + 1};
	return store_append_event(import->store, &event);
}
