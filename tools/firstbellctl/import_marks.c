/* import marks: codes that the school's own system holds, as events. Appended, never replaced (P7). */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "store/school.h"

enum mark_column { PUPIL_ID, DATE, SESSION, CODE, REASON, BY_NAME, BY_ROLE };
static const char *const columns[] = {"pupil_id", "date",    "session", "code",
				      "reason",   "by_name", "by_role"};

struct mark {
	uint32_t pupil;
	struct session session;
	struct code code;
	struct event_words words;
};

static bool read_code(struct import *import, struct sheet_cell cell, struct mark *mark)
{
	const struct code_row *row;
	if (!field_code(&import->problems, cell, import->config.nation, mark->session.day, &row))
		return false;
	mark->code = row->code;
	bool other_half = (mark->code.text[0] == '/' && mark->session.part == PART_PM) ||
			  (mark->code.text[0] == '\\' && mark->session.part == PART_AM);
	if (other_half)
		field_problem(&import->problems, cell, "/ is for mornings, \\ for afternoons");
	return !other_half;
}

static bool read_session(struct import *import, size_t row, struct mark *mark)
{
	struct sheet_cell date = sheet_cell(&import->sheet, row, DATE);
	bool good = field_day(&import->problems, date, &mark->session.day);
	good &= field_part(&import->problems, sheet_cell(&import->sheet, row, SESSION),
			   &mark->session.part);
	if (good && calendar_weekday(mark->session.day) > 4) {
		field_problem(&import->problems, date, "a weekend: there are no sessions");
		return false;
	}
	return good;
}

static void warn_off_roll(struct import *import, const struct pupil *pupil, const struct mark *mark,
			  struct sheet_cell cell)
{
	if (mark->session.day < pupil->on_roll_from || mark->session.day > pupil->on_roll_to)
		problems_add(&import->problems.warnings, cell.line, cell.column,
			     "date: the pupil is not on the roll that day");
}

static bool read_row(struct import *import, size_t row, void *out)
{
	struct mark *mark = out;
	struct problems *problems = &import->problems;
	const struct sheet *sheet = &import->sheet;
	const struct pupil *pupil = import_pupil(import, sheet_cell(sheet, row, PUPIL_ID));
	bool good = read_session(import, row, mark);
	if (good && pupil) {
		mark->pupil = pupil->key;
		warn_off_roll(import, pupil, mark, sheet_cell(sheet, row, DATE));
	}
	if (good)
		good &= read_code(import, sheet_cell(sheet, row, CODE), mark);
	good &= field_sentence(problems, sheet_cell(sheet, row, REASON), mark->words.reason,
			       sizeof(mark->words.reason));
	good &= field_text(problems, sheet_cell(sheet, row, BY_NAME), FIELD_NEEDED,
			   mark->words.by_name, sizeof(mark->words.by_name));
	good &= field_text(problems, sheet_cell(sheet, row, BY_ROLE), FIELD_NEEDED,
			   mark->words.by_role, sizeof(mark->words.by_role));
	return good && pupil;
}

static int compare_marks(const void *a, const void *b)
{
	const struct mark *one = a, *other = b;
	if (one->pupil != other->pupil)
		return one->pupil < other->pupil ? -1 : 1;
	if (one->session.day != other->session.day)
		return one->session.day < other->session.day ? -1 : 1;
	return (int)one->session.part - (int)other->session.part;
}

static bool same_mark(const void *a, const void *b)
{
	return compare_marks(a, b) == 0;
}

/* From here on in the order of pupils: their events are read one pupil at a time. */
static enum err check(struct import *import)
{
	enum err err = import_find_clashes(import, SESSION, compare_marks, same_mark,
					   "the same pupil and session twice");
	qsort(import->rows, import->sheet.row_count, sizeof(struct mark), compare_marks);
	return err;
}

/* Marks, and what took marks back: all that tells which mark is the latest. */
static enum err take_event(void *context, const struct event *event)
{
	struct roll *roll = context;
	if (event->kind != EVENT_MARKED && event->kind != EVENT_UNDONE)
		return OK;
	return school_roll_add(roll, event);
}

static bool known(const struct import *import, const struct roll *roll, const struct mark *mark)
{
	struct calendar calendar = {0};
	if (roll->count == 0)
		return false;
	memcpy(calendar.bells, import->config.bells, sizeof(calendar.bells));
	struct roll_child child = roll_child(roll, &calendar, mark->pupil, mark->session.day);
	const struct roll_fact *latest = child.mark[mark->session.part];
	return latest && code_equal(latest->code, mark->code);
}

static enum err append(struct import *import, const struct mark *mark)
{
	struct event event = {.kind = EVENT_MARKED,
			      .source = SOURCE_MIS,
			      .at = import->ctl->now,
			      .pupil = mark->pupil,
			      .session = mark->session,
			      .code = mark->code,
			      .words = mark->words};
	import->added++;
	return store_append_event(import->store, &event);
}

/* The marks of one pupil: rows first to end - 1. */
static enum err apply_pupil(struct import *import, struct roll *roll, size_t first, size_t end)
{
	const struct mark *mark = import_row(import, first), *last = import_row(import, end - 1);
	int64_t row = 0;
	roll->count = 0;
	enum err err = store_read_events(import->store, mark->session.day, last->session.day,
					 mark->pupil, 0, &row, take_event, roll);
	for (; err == OK && mark <= last; mark++) {
		if (known(import, roll, mark))
			import->skipped++;
		else
			err = append(import, mark);
	}
	return err;
}

static enum err apply(struct import *import)
{
	struct roll roll = {0};
	enum err err = OK;
	const struct mark *marks = import->rows;
	size_t count = import->sheet.row_count;
	for (size_t first = 0, end = 0; err == OK && first < count; first = end) {
		while (end < count && marks[end].pupil == marks[first].pupil)
			end++;
		err = apply_pupil(import, &roll, first, end);
		progress_step(&import->progress, "writing", end, count);
	}
	free(roll.facts);
	return err;
}

const struct import_kind import_marks = {
	.name = "marks",
	.columns = columns,
	.column_count = COUNT_OF(columns),
	.row_size = sizeof(struct mark),
	.read_row = read_row,
	.check = check,
	.apply = apply,
	.help = "Codes that the school's own system holds. Added to the log as events; nothing is "
		"replaced. A mark whose\n"
		"code is that session's latest already is passed over, so the same file twice adds "
		"nothing.\n"
		"  pupil_id  of the roster\n"
		"  date      2026-09-14, a weekday\n"
		"  session   AM or PM\n"
		"  code      of the table in force that day; / for mornings, \\ for afternoons. "
		"One that is in no table (-, !)\n"
		"            is refused: a person must look\n"
		"  reason    may be empty\n"
		"  by_name, by_role   who entered it and in what position, as the regulations ask; "
		"not empty\n"
		"One row for each pupil and session.\n",
};
