/* import closures: the days and sessions on which the school, or some years of it, is closed. */
#include <string.h>

#include "import.h"

enum closure_column { DATE, SESSION, CODE, REASON, YEAR_GROUPS };
static const char *const columns[] = {"date", "session", "code", "reason", "year_groups"};

/* Planned closures are '#', the others of the family Y; Y5 is about one pupil. Study leave, a trip, sports or work
 * experience of whole years close no register: they say where those are who are not here. */
static bool closes(const struct code_row *row)
{
	const char *text = row->code.text;
	return strchr("#SVPW", text[0]) || (text[0] == 'Y' && strcmp(text, "Y5") != 0);
}

static bool read_parts(struct import *import, struct sheet_cell cell, struct closure *closure)
{
	enum part part;
	if (cell.text[0] == '\0') {
		closure->parts[PART_AM] = closure->parts[PART_PM] = true;
		return true;
	}
	if (!field_part(&import->problems, cell, &part))
		return false;
	closure->parts[part] = true;
	return true;
}

static bool read_code(struct import *import, struct sheet_cell cell, struct closure *closure)
{
	const struct code_row *row;
	if (!field_code(&import->problems, cell, import->config.nation, closure->day, &row))
		return false;
	if (!closes(row)) {
		field_problem(&import->problems, cell,
			      "not a code of a closure: #, one of Y, or S, V, P, W of whole years");
		return false;
	}
	closure->code = row->code;
	return true;
}

static bool read_row(struct import *import, size_t row, void *out)
{
	struct store_closure *closure = out;
	struct problems *problems = &import->problems;
	const struct sheet *sheet = &import->sheet;
	struct sheet_cell date = sheet_cell(sheet, row, DATE);
	bool good = field_day(problems, date, &closure->closure.day);
	if (good && calendar_weekday(closure->closure.day) > 4)
		problems_add(&problems->warnings, date.line, date.column,
			     "date: a weekend, closed anyway");
	good &= read_parts(import, sheet_cell(sheet, row, SESSION), &closure->closure);
	good &= read_code(import, sheet_cell(sheet, row, CODE), &closure->closure);
	good &= field_sentence(problems, sheet_cell(sheet, row, REASON), closure->reason,
			       sizeof(closure->reason));
	good &= field_years(problems, sheet_cell(sheet, row, YEAR_GROUPS), &closure->closure.years);
	return good;
}

static int compare_closures(const void *a, const void *b)
{
	const struct store_closure *closure_a = a, *closure_b = b;
	return (closure_a->closure.day > closure_b->closure.day) -
	       (closure_a->closure.day < closure_b->closure.day);
}

static bool overlap(const struct closure *a, const struct closure *b)
{
	return (a->years & b->years) && ((a->parts[PART_AM] && b->parts[PART_AM]) ||
					 (a->parts[PART_PM] && b->parts[PART_PM]));
}

static bool same_closure(const void *a, const void *b)
{
	const struct store_closure *closure_a = a, *closure_b = b;
	return closure_a->closure.day == closure_b->closure.day &&
	       overlap(&closure_a->closure, &closure_b->closure);
}

static enum err check(struct import *import)
{
	import_warn_emptied(import, import->roster.closure_count, "closures");
	return import_find_clashes(import, DATE, compare_closures, same_closure,
				   "closed already for these years");
}

static enum err apply(struct import *import)
{
	import->added = import->sheet.row_count;
	return store_replace_closures(import->store, import->rows, import->sheet.row_count);
}

const struct import_kind import_closures = {
	.name = "closures",
	.columns = columns,
	.column_count = COUNT_OF(columns),
	.row_size = sizeof(struct store_closure),
	.read_row = read_row,
	.check = check,
	.apply = apply,
	.help = "When the school is closed: holidays, INSET days, snow. Replaces all closures that "
		"are known in advance.\n"
		"  date         2026-12-25, one row a day\n"
		"  session      AM, PM or empty: the whole day\n"
		"  code         # (planned) or one of Y (unavoidable), of the table in force that "
		"day in the school's nation\n"
		"  reason       words for people; may be empty\n"
		"  year_groups  empty: the whole school; else R or 1 to 14 with spaces, ';', '/' "
		"or ',' between: 7 8 9\n"
		"               (nursery years cannot be named by themselves)\n"
		"No session of a year group may be closed twice. A file without rows takes all "
		"closures away, with a warning.\n",
};
