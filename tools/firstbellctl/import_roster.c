/* import roster: pupils. Refused when it would quietly lose a looked-after child or many pupils. */
#include <stdlib.h>
#include <string.h>

#include "care_told.h"
#include "id_list.h"
#include "import.h"
#include "upn.h"

enum roster_column {
	PUPIL_ID,
	UPN,
	LEGAL_FORENAME,
	LEGAL_SURNAME,
	PREFERRED_FORENAME,
	PREFERRED_SURNAME,
	YEAR_GROUP,
	FORM,
	ON_ROLL_FROM,
	ON_ROLL_TO,
	LANGUAGE
};
static const char *const columns[] = {
	"pupil_id",          "upn",        "legal_forename", "legal_surname", "preferred_forename",
	"preferred_surname", "year_group", "form",           "on_roll_from",  "on_roll_to",
	"language"};

static bool read_upn(struct import *import, size_t row, struct pupil *pupil)
{
	struct sheet_cell cell = sheet_cell(&import->sheet, row, UPN);
	if (cell.text[0])
		return field_upn(&import->problems, cell, pupil->upn);
	problems_add(&import->problems.warnings, cell.line, cell.column,
		     "upn: empty: this pupil can answer to no authority until there is one");
	return true;
}

static bool read_language(struct import *import, size_t row, struct pupil *pupil)
{
	struct sheet_cell cell = sheet_cell(&import->sheet, row, LANGUAGE);
	if (cell.text[0] == '\0' || strcmp(cell.text, "en") == 0 || strcmp(cell.text, "cy") == 0)
		return text_copy(pupil->language, sizeof(pupil->language), cell.text);
	field_problem(&import->problems, cell, "en, cy or empty");
	return false;
}

static bool read_names(struct import *import, size_t row, struct pupil *pupil)
{
	const struct {
		enum roster_column column;
		enum field_need need;
		char *out;
	} names[] = {
		{LEGAL_FORENAME, FIELD_NEEDED, pupil->legal_forename},
		{LEGAL_SURNAME, FIELD_MAY_BE_EMPTY, pupil->legal_surname},
		{PREFERRED_FORENAME, FIELD_MAY_BE_EMPTY, pupil->preferred_forename},
		{PREFERRED_SURNAME, FIELD_MAY_BE_EMPTY, pupil->preferred_surname},
	};
	bool good = true;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		good &= field_text(&import->problems,
				   sheet_cell(&import->sheet, row, names[i].column), names[i].need,
				   names[i].out, sizeof(pupil->legal_forename));
	return good;
}

static bool read_row(struct import *import, size_t row, void *out)
{
	struct pupil *pupil = out;
	struct problems *problems = &import->problems;
	const struct sheet *sheet = &import->sheet;
	bool good = field_id(problems, sheet_cell(sheet, row, PUPIL_ID), pupil->pupil_id,
			     sizeof(pupil->pupil_id));
	good &= read_upn(import, row, pupil);
	good &= read_names(import, row, pupil);
	good &= field_year_group(problems, sheet_cell(sheet, row, YEAR_GROUP), &pupil->year_group);
	good &= field_text(problems, sheet_cell(sheet, row, FORM), FIELD_MAY_BE_EMPTY, pupil->form,
			   sizeof(pupil->form));
	good &= field_range(problems, sheet_cell(sheet, row, ON_ROLL_FROM),
			    sheet_cell(sheet, row, ON_ROLL_TO), &pupil->on_roll_from,
			    &pupil->on_roll_to);
	good &= read_language(import, row, pupil);
	return good;
}

static int compare_ids(const void *a, const void *b)
{
	const struct pupil *pupil_a = a, *pupil_b = b;
	return strcmp(pupil_a->pupil_id, pupil_b->pupil_id);
}

static bool same_id(const void *a, const void *b)
{
	return compare_ids(a, b) == 0;
}

static int compare_upns(const void *a, const void *b)
{
	const struct pupil *pupil_a = a, *pupil_b = b;
	return strcmp(pupil_a->upn, pupil_b->upn);
}

static bool same_upn(const void *a, const void *b)
{
	const struct pupil *pupil = a;
	return pupil->upn[0] && compare_upns(a, b) == 0;
}

/* The new roster, in an order to search by. */
struct coming {
	struct pupil *by_id, *by_upn;
	size_t count;
};

static enum err coming_init(struct coming *coming, const struct import *import)
{
	coming->count = import->sheet.row_count;
	size_t size = coming->count * sizeof(*coming->by_id);
	coming->by_id = malloc(size + 1);
	coming->by_upn = malloc(size + 1);
	if (!coming->by_id || !coming->by_upn)
		return ERR_NO_MEMORY;
	memcpy(coming->by_id, import->rows, size);
	memcpy(coming->by_upn, import->rows, size);
	qsort(coming->by_id, coming->count, sizeof(*coming->by_id), compare_ids);
	qsort(coming->by_upn, coming->count, sizeof(*coming->by_upn), compare_upns);
	return OK;
}

static void coming_release(struct coming *coming)
{
	free(coming->by_id);
	free(coming->by_upn);
}

/* Is, or will be, at the school: in the summer a roster is of September's pupils. */
static bool stays(const struct pupil *pupil, int32_t today)
{
	return pupil && pupil->on_roll_to >= today;
}

static void check_dropped(struct import *import, const struct coming *coming)
{
	struct id_list dropped = {0};
	size_t staying = 0;
	for (size_t i = 0; i < import->roster.pupil_count; i++) {
		const struct pupil *pupil = &import->roster.pupils[i];
		if (!stays(pupil, import->ctl->now.day))
			continue;
		staying++;
		if (!stays(bsearch(pupil, coming->by_id, coming->count, sizeof(*pupil),
				   compare_ids),
			   import->ctl->now.day))
			id_list_add(&dropped, pupil->pupil_id);
	}
	if (import_drops_many(dropped.count, staying))
		problems_add(&import->problems.bad, 0, 0,
			     "refused: this would take %zu of %zu pupils off the roll, more than a "
			     "fifth: %s; if that is right, say --force",
			     dropped.count, staying, dropped.text);
}

enum fate { LOST, KEPT, KEPT_BY_HISTORY };

/* Whom the facts of this UPN would be about, who are now about `pupil`. Another pupil with the UPN of one who stays is a
 * mistake in one of the two, and would be told of in the other's place. */
static enum fate fate_of(const struct coming *coming, const char *upn, const struct pupil *pupil,
			 int32_t today)
{
	struct pupil key = {0};
	(void)text_copy(key.upn, sizeof(key.upn), upn);
	const struct pupil *by_upn =
		bsearch(&key, coming->by_upn, coming->count, sizeof(key), compare_upns);
	const struct pupil *by_id =
		bsearch(pupil, coming->by_id, coming->count, sizeof(*pupil), compare_ids);
	if (by_upn && by_id && !same_id(by_upn, by_id))
		return LOST;
	if (!stays(by_upn ? by_upn : by_id, today))
		return LOST;
	return by_upn ? KEPT : KEPT_BY_HISTORY;
}

static void say_children(struct import *import, const struct id_list *lost,
			 const struct id_list *renumbered)
{
	if (renumbered->count)
		problems_add(&import->problems.warnings, 0, 0,
			     "%zu %s in care.csv by a UPN that this roster changes, and still "
			     "found by it: %s; ask the authority to update its list",
			     renumbered->count,
			     renumbered->count == 1 ? "child is" : "children are",
			     renumbered->text);
	if (lost->count)
		problems_add(&import->problems.bad, 0, 0,
			     "refused: this would lose %zu reported %s (left out, left, or their "
			     "UPN given to another): %s; import the new care.csv first, or say "
			     "--force",
			     lost->count, lost->count == 1 ? "child" : "children", lost->text);
}

static enum err check_care(struct import *import, const struct coming *coming)
{
	struct care_row *rows = NULL;
	size_t count = 0;
	int32_t today = import->ctl->now.day;
	enum err err = care_store_rows(import->care_store, &rows, &count);
	struct id_list lost = {0}, renumbered = {0};
	const struct pupil *before = NULL;
	for (size_t i = 0; err == OK && i < count; i++) {
		bool former;
		const struct pupil *pupil =
			roster_pupil_by_upn(&import->roster, rows[i].upn, &former);
		if (!care_told_from(&import->config, &rows[i].care, today) ||
		    !stays(pupil, today) || pupil == before)
			continue;
		before = pupil;
		enum fate fate = fate_of(coming, rows[i].upn, pupil, today);
		if (fate == LOST)
			id_list_add(&lost, pupil->pupil_id);
		else if (fate == KEPT_BY_HISTORY && !former)
			id_list_add(&renumbered, pupil->pupil_id);
	}
	free(rows);
	say_children(import, &lost, &renumbered);
	return err;
}

static enum err check(struct import *import)
{
	if (import->sheet.row_count == 0)
		problems_add(&import->problems.bad, 0, 0, "there are no pupils in the file");
	enum err err =
		import_find_clashes(import, PUPIL_ID, compare_ids, same_id, "the same pupil twice");
	if (err == OK)
		err = import_find_clashes(import, UPN, compare_upns, same_upn,
					  "two pupils with one UPN");
	if (err != OK || import->problems.bad.count > 0 || import->ctl->force)
		return err;
	struct coming coming = {0};
	err = coming_init(&coming, import);
	if (err == OK) {
		check_dropped(import, &coming);
		err = check_care(import, &coming);
	}
	coming_release(&coming);
	return err;
}

static enum err apply(struct import *import)
{
	import->added = import->sheet.row_count;
	enum err err = import_roster_changed(import);
	return err == OK ? store_replace_pupils(import->store, import->rows,
						import->sheet.row_count, import->ctl->now.day)
			 : err;
}

const struct import_kind import_roster = {
	.name = "roster",
	.columns = columns,
	.column_count = COUNT_OF(columns),
	.row_size = sizeof(struct pupil),
	.needs_care = true,
	.can_force = true,
	.read_row = read_row,
	.check = check,
	.apply = apply,
	.help = "The pupils of the school. Replaces the roster; events and cards of pupils who "
		"stay are kept.\n"
		"  pupil_id            the school's own number of the pupil, which never changes\n"
		"  upn                 unique pupil number; may be empty until there is one (a "
		"warning)\n"
		"  legal_forename      must not be empty; whoever has a single name has it here\n"
		"  legal_surname       may be empty\n"
		"  preferred_forename, preferred_surname   empty: as the legal ones\n"
		"  year_group          N, R or 1 to 14; also Nursery, Reception, Year 7\n"
		"  form                7A; empty: in none yet\n"
		"  on_roll_from, on_roll_to   2026-09-01, both days included; to may be empty\n"
		"  language            en, cy or empty: what the screen says to this pupil\n"
		"Refused without --force: a roster that would lose a child who is in care.csv "
		"today or from a later\n"
		"day, or more than a fifth of the pupils there are.\n",
};
