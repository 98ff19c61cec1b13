/* import care: which child answers to which authority. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care_told.h"
#include "core/care.h"
#include "id_list.h"
#include "import.h"

enum care_column { UPN, AUTHORITY, CHILD_REF, COHORT, FROM, TO };
static const char *const columns[] = {"upn", "authority", "child_ref", "cohort", "from", "to"};

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

/* Children by UPN, each with the references that authorities have for them. */
struct children {
	size_t count;
	struct id_list references;
	const struct care_row *last;
};

static bool same_answer(const struct care_row *a, const struct care_row *b)
{
	return strcmp(a->upn, b->upn) == 0 && strcmp(a->care.authority, b->care.authority) == 0;
}

/* In the order of care_store_rows, so that the rows of a child come together. */
static void children_add(struct children *children, const struct care_row *row)
{
	char reference[AUTHORITY_ID_SIZE + CHILD_REF_SIZE];
	const struct care_row *last = children->last;
	if (last && same_answer(last, row))
		return;
	children->count += !last || strcmp(last->upn, row->upn) != 0;
	children->last = row;
	snprintf(reference, sizeof(reference), "%s/%s", row->care.authority, row->care.child_ref);
	id_list_add(&children->references, reference);
}

enum fate { LOST, ENDED, KEPT };

/* What the file makes of a fact that is reported now or later. A row for some of its days, now with an end or of
 * another cohort, was written by someone; no row at all may be half a file. */
static enum fate fate_of(const struct import *import, const struct care_row *was)
{
	int32_t today = import->ctl->now.day;
	enum fate fate = LOST;
	for (size_t i = 0; i < import->sheet.row_count; i++) {
		const struct care_row *row = import_row(import, i);
		if (!same_answer(row, was))
			continue;
		if (care_told_from(&import->config, &row->care, today))
			return KEPT;
		if (overlap(row, was))
			fate = ENDED;
	}
	return fate;
}

static void say_children(struct import *import, const struct children *lost,
			 const struct children *ended)
{
	if (ended->count)
		problems_add(&import->problems.warnings, 0, 0,
			     "%zu %s reported no more, as the file says (ended, or "
			     "another cohort): %s",
			     ended->count, ended->count == 1 ? "child is" : "children are",
			     ended->references.text);
	if (lost->count)
		problems_add(&import->problems.bad, 0, 0,
			     "refused: this would lose %zu reported %s (left out, or under "
			     "another UPN or authority): %s; give the day of `to` where it ended, "
			     "or say --force",
			     lost->count, lost->count == 1 ? "child" : "children",
			     lost->references.text);
}

/* On the roll or not: a child in care.csv may be on tomorrow's roster. */
static enum err check_lost(struct import *import)
{
	struct care_row *rows = NULL;
	size_t count = 0;
	struct children lost = {0}, ended = {0};
	enum err err = care_store_rows(import->care_store, &rows, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		if (!care_told_from(&import->config, &rows[i].care, import->ctl->now.day))
			continue;
		enum fate fate = fate_of(import, &rows[i]);
		if (fate != KEPT)
			children_add(fate == LOST ? &lost : &ended, &rows[i]);
	}
	say_children(import, &lost, &ended);
	free(rows);
	return err;
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
	if (err == OK && import->problems.bad.count == 0 && !import->ctl->force)
		err = check_lost(import);
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
		"Facts of one child and authority must not overlap, and a reference names one "
		"child at a time.\n"
		"Reported are looked-after children, and those of the cohorts that the authority's "
		"section of firstbell.conf names.\n"
		"Refused without --force: a file without a child who is reported today or from "
		"a later day. The row of\n"
		"a child whose care ended stays, with its `to`.\n",
};
