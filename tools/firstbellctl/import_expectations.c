/* import expectations: weekly exceptions of single pupils: part-time, dual registration, provision elsewhere. */
#include <string.h>

#include "import.h"

enum expectation_column { PUPIL_ID, WEEKDAY, SESSION, CODE, FROM, TO };
static const char *const columns[] = {"pupil_id", "weekday", "session", "code", "from", "to"};

static bool read_code(struct import *import, struct sheet_cell cell, struct expectation *out)
{
	const struct code_row *row;
	if (!field_code(&import->problems, cell, import->config.nation, out->from_day, &row))
		return false;
	switch (row->at_close) {
	case STATE_NOT_EXPECTED:
	case STATE_ELSEWHERE:
	case STATE_EXPLAINED:
	case STATE_SUSPENDED: out->code = row->code; return true;
	default:
		field_problem(&import->problems, cell,
			      "this code says what happened or that the school is closed; it "
			      "cannot be expected of a week");
		return false;
	}
}

static bool read_row(struct import *import, size_t row, void *out)
{
	struct expectation *expectation = out;
	struct problems *problems = &import->problems;
	const struct sheet *sheet = &import->sheet;
	const struct pupil *pupil = import_pupil(import, sheet_cell(sheet, row, PUPIL_ID));
	if (pupil)
		expectation->pupil = pupil->key;
	bool good = pupil != NULL;
	good &= field_weekday(problems, sheet_cell(sheet, row, WEEKDAY), &expectation->weekday);
	good &= field_part(problems, sheet_cell(sheet, row, SESSION), &expectation->part);
	good &= field_range(problems, sheet_cell(sheet, row, FROM), sheet_cell(sheet, row, TO),
			    &expectation->from_day, &expectation->to_day);
	good &= read_code(import, sheet_cell(sheet, row, CODE), expectation);
	return good;
}

static int compare_slots(const struct expectation *a, const struct expectation *b)
{
	if (a->pupil != b->pupil)
		return a->pupil < b->pupil ? -1 : 1;
	if (a->weekday != b->weekday)
		return a->weekday - b->weekday;
	return (int)a->part - (int)b->part;
}

static int compare_expectations(const void *a, const void *b)
{
	const struct expectation *one = a, *other = b;
	int order = compare_slots(one, other);
	return order ? order
		     : (one->from_day > other->from_day) - (one->from_day < other->from_day);
}

static bool same_session(const void *a, const void *b)
{
	const struct expectation *one = a, *other = b;
	return compare_slots(one, other) == 0 &&
	       import_days_overlap(one->from_day, one->to_day, other->from_day, other->to_day);
}

static enum err check(struct import *import)
{
	import_warn_emptied(import, import->roster.expectation_count, "expectations");
	return import_find_clashes(import, FROM, compare_expectations, same_session,
				   "the same pupil and session for days given already");
}

static enum err apply(struct import *import)
{
	import->added = import->sheet.row_count;
	return store_replace_expectations(import->store, import->rows, import->sheet.row_count);
}

const struct import_kind import_expectations = {
	.name = "expectations",
	.columns = columns,
	.column_count = COUNT_OF(columns),
	.row_size = sizeof(struct expectation),
	.read_row = read_row,
	.check = check,
	.apply = apply,
	.help = "Weekly exceptions of single pupils: sessions in which they are not expected at "
		"this school. Replaces all.\n"
		"  pupil_id  of the roster\n"
		"  weekday   mon, tue, wed, thu, fri\n"
		"  session   AM or PM: one row for each\n"
		"  code      C2 (part-time), D (other school), B, K, V, P, W, X ... of the table "
		"in force on the first day.\n"
		"            Codes that say what happened (/ \\ L U N O G) or that the school is "
		"closed (# Y4) are refused\n"
		"  from, to  2026-09-01, both days included; to may be empty\n"
		"Two exceptions of one pupil and session must not overlap. A file without rows "
		"takes all away, with a\n"
		"warning.\n",
};
