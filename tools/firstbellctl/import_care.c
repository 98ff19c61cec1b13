/* import care: which child answers to which authority. */
#include <string.h>

#include "care_lost.h"
#include "care_rows.h"
#include "care_told.h"
#include "core/care.h"
#include "import.h"

enum care_column { UPN, AUTHORITY, CHILD_REF, COHORT, FROM, TO };
static const char *const columns[] = {"upn", "authority", "child_ref", "cohort", "from", "to"};

static bool read_upn(struct import *import, struct sheet_cell cell, struct care_row *row)
{
	bool former;
	if (!field_upn(&import->problems, cell, row->upn))
		return false;
	care_rows_look_up(&import->roster, row, &former);
	if (former)
		problems_add(&import->problems.warnings, cell.line, cell.column,
			     "upn: this was the number of %s, who is found by it all the same; the "
			     "roster now has another: ask the authority to update its list",
			     roster_pupil(&import->roster, row->care.pupil)->pupil_id);
	return true;
}

static bool read_authority(struct import *import, struct sheet_cell cell, struct care *care)
{
	if (config_find_authority(&import->config, cell.text))
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
	bool good = read_upn(import, sheet_cell(sheet, row, UPN), care_row);
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
	int order = care_rows_compare_child(row_a, row_b);
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

static bool same_child_overlaps(const void *a, const void *b)
{
	return care_rows_compare_child(a, b) == 0 && care_rows_same_authority(a, b) &&
	       care_rows_overlap(a, b);
}

/* Whatever the cohorts: which of them are reported is firstbell.conf's to change, without a look at the facts. */
static bool two_authorities_answer(const void *a, const void *b)
{
	return care_rows_compare_child(a, b) == 0 && !care_rows_same_authority(a, b) &&
	       care_rows_overlap(a, b);
}

static bool reference_names_two(const void *a, const void *b)
{
	const struct care_row *row_a = a, *row_b = b;
	return care_rows_same_authority(a, b) &&
	       strcmp(row_a->care.child_ref, row_b->care.child_ref) == 0 &&
	       care_rows_compare_child(a, b) != 0 && care_rows_overlap(a, b);
}

/* Loud, not refused: the child may be new here, and the roster comes tomorrow. */
static void warn_of_strangers(struct import *import)
{
	for (size_t row = 0; row < import->sheet.row_count; row++) {
		const struct care_row *care_row = import_row(import, row);
		const struct pupil *pupil = roster_pupil(&import->roster, care_row->care.pupil);
		struct sheet_cell cell = sheet_cell(&import->sheet, row, UPN);
		if (care_told_from(&import->config, &care_row->care, import->ctl->now.day) &&
		    !(pupil && pupil->on_roll_to >= import->ctl->now.day))
			problems_add(&import->problems.warnings, cell.line, cell.column,
				     "ALARM: this child is on no roll here: the authority is told "
				     "that nothing is known of them; import the roster that has "
				     "them, or ask the authority");
	}
}

static enum err check(struct import *import)
{
	enum err err = import_find_clashes(import, FROM, compare_children, same_child_overlaps,
					   "the same child and authority for days given already");
	if (err == OK)
		err = import_find_clashes(import, AUTHORITY, compare_children,
					  two_authorities_answer,
					  "another authority answers for this child on some of "
					  "these days, and only one can: end the earlier row the "
					  "day before this one begins (`to` is included)");
	if (err == OK)
		err = import_find_clashes(import, CHILD_REF, compare_references,
					  reference_names_two,
					  "one reference for two children at a time");
	if (err == OK)
		warn_of_strangers(import);
	if (err == OK && import->problems.bad.count == 0 && !import->ctl->force)
		err = care_lost_check(import);
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
	.can_force = true,
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
		"The days of a child's facts must not overlap: one authority answers for it on a "
		"day, "
		"and `to` is included.\n"
		"A reference names one child at a time.\n"
		"Reported are looked-after children, and those of the cohorts that the authority's "
		"section of firstbell.conf names.\n"
		"Refused without --force: a file without a child who is reported today or from "
		"a later day. The row of\n"
		"a child whose care ended stays, with its `to`.\n",
};
