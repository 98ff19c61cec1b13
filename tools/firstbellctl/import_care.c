/* import care: which child answers to which authority. */
#include <string.h>

#include "core/care.h"
#include "import.h"

enum care_column { UPN, AUTHORITY, CHILD_REF, COHORT, FROM, TO };
static const char *const columns[] = {"upn", "authority", "child_ref", "cohort", "from", "to"};

static bool read_authority(struct import *import, struct sheet_cell cell, struct care *care)
{
	const struct config *config = &import->config;
	for (size_t i = 0; i < config->authority_count; i++)
		if (strcmp(config->authorities[i].id, cell.text) == 0)
			return text_copy(care->authority, sizeof(care->authority), cell.text);
	problems_add(&import->problems.bad, cell.line, cell.column,
		     "authority: \"%.20s\" is not in firstbell.conf: it needs a section [authority "
		     "%.20s] first",
		     cell.text, cell.text);
	return false;
}

static bool read_reference(struct import *import, struct sheet_cell cell, struct care *care)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789._-";
	if (cell.text[0] && cell.text[strspn(cell.text, allowed)] == '\0' &&
	    text_copy(care->child_ref, sizeof(care->child_ref), cell.text))
		return true;
	field_problem(
		&import->problems, cell,
		"the authority's reference: 1 to 39 of A to Z, a to z, 0 to 9, '.', '_', '-'");
	return false;
}

static bool read_row(struct import *import, size_t row, void *out)
{
	struct care_row *care_row = out;
	struct problems *problems = &import->problems;
	const struct sheet *sheet = &import->sheet;
	struct sheet_cell cohort = sheet_cell(sheet, row, COHORT);
	bool good = field_upn(problems, sheet_cell(sheet, row, UPN), care_row->upn);
	good &= read_authority(import, sheet_cell(sheet, row, AUTHORITY), &care_row->care);
	good &= read_reference(import, sheet_cell(sheet, row, CHILD_REF), &care_row->care);
	if (!cohort_parse(cohort.text, &care_row->care.cohort)) {
		field_problem(problems, cohort,
			      "looked_after, previously_looked_after, social_worker or kinship");
		good = false;
	}
	good &= field_range(problems, sheet_cell(sheet, row, FROM), sheet_cell(sheet, row, TO),
			    &care_row->care.from_day, &care_row->care.to_day);
	return good;
}

static int compare_days(const struct care *a, const struct care *b)
{
	return (a->from_day > b->from_day) - (a->from_day < b->from_day);
}

static int compare_children(const void *a, const void *b)
{
	const struct care_row *row_a = a, *row_b = b;
	int order = strcmp(row_a->upn, row_b->upn);
	if (order == 0)
		order = strcmp(row_a->care.authority, row_b->care.authority);
	return order ? order : compare_days(&row_a->care, &row_b->care);
}

static int compare_references(const void *a, const void *b)
{
	const struct care_row *row_a = a, *row_b = b;
	int order = strcmp(row_a->care.authority, row_b->care.authority);
	if (order == 0)
		order = strcmp(row_a->care.child_ref, row_b->care.child_ref);
	return order ? order : compare_days(&row_a->care, &row_b->care);
}

static bool overlap(const struct care_row *a, const struct care_row *b)
{
	return strcmp(a->care.authority, b->care.authority) == 0 &&
	       import_days_overlap(a->care.from_day, a->care.to_day, b->care.from_day,
				   b->care.to_day);
}

static bool same_child_overlaps(const void *a, const void *b)
{
	const struct care_row *row_a = a, *row_b = b;
	return strcmp(row_a->upn, row_b->upn) == 0 && overlap(row_a, row_b);
}

static bool reference_names_two(const void *a, const void *b)
{
	const struct care_row *row_a = a, *row_b = b;
	return strcmp(row_a->care.child_ref, row_b->care.child_ref) == 0 &&
	       strcmp(row_a->upn, row_b->upn) != 0 && overlap(row_a, row_b);
}

/* Loud, not refused: the child may be new here, and the roster comes tomorrow. */
static void warn_of_strangers(struct import *import)
{
	for (size_t row = 0; row < import->sheet.row_count; row++) {
		const struct care_row *care_row = import_row(import, row);
		bool found = care_row->care.to_day < import->ctl->now.day;
		for (size_t i = 0; !found && i < import->roster.pupil_count; i++) {
			const struct pupil *pupil = &import->roster.pupils[i];
			found = strcmp(pupil->upn, care_row->upn) == 0 &&
				pupil->on_roll_to >= import->ctl->now.day;
		}
		struct sheet_cell cell = sheet_cell(&import->sheet, row, UPN);
		if (!found)
			problems_add(&import->problems.warnings, cell.line, cell.column,
				     "ALARM: this child is on no roll here: nobody will be told "
				     "when they are missing");
	}
}

static enum err check(struct import *import)
{
	enum err err = import_find_clashes(import, FROM, compare_children, same_child_overlaps,
					   "the same child and authority for days given already");
	if (err == OK)
		err = import_find_clashes(import, CHILD_REF, compare_references,
					  reference_names_two,
					  "one reference for two children at a time");
	if (err == OK)
		warn_of_strangers(import);
	return err;
}

/* Two databases, one import: this one commits first inside the other's transaction, and what was there is kept to put
 * back should the other's commit fail. */
static enum err apply(struct import *import)
{
	enum err err = import_roster_changed(import);
	if (err == OK)
		err = care_store_rows(import->care_store, &import->care_was,
				      &import->care_was_count);
	if (err == OK)
		err = care_store_replace(import->care_store, import->rows, import->sheet.row_count);
	import->care_replaced = err == OK;
	import->added = import->sheet.row_count;
	return err;
}

static void undo(struct import *import)
{
	if (import->care_replaced &&
	    care_store_replace(import->care_store, import->care_was, import->care_was_count) != OK)
		problems_add(
			&import->problems.warnings, 0, 0,
			"the care rows were changed and could not be put back: import care again");
}

const struct import_kind import_care = {
	.name = "care",
	.columns = columns,
	.column_count = COUNT_OF(columns),
	.row_size = sizeof(struct care_row),
	.needs_care = true,
	.read_row = read_row,
	.check = check,
	.apply = apply,
	.undo = undo,
	.help = "Which child answers to which authority, by date. Replaces all such facts.\n"
		"  upn        the child; one who is on no roll here is an alarm, on screen and in "
		"`status`\n"
		"  authority  a section [authority ID] of firstbell.conf\n"
		"  child_ref  the authority's own reference: 1 to 39 of A-Z, a-z, 0-9, '.', '_', "
		"'-'; never a name\n"
		"  cohort     looked_after, previously_looked_after, social_worker or kinship\n"
		"  from, to   2026-09-01, both days included; to may be empty\n"
		"Facts of one child and authority must not overlap, and a reference names one "
		"child at a time.\n",
};
