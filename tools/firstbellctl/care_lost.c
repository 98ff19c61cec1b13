#include "care_lost.h"

#include <stdio.h>
#include <stdlib.h>

#include "care_rows.h"
#include "care_told.h"
#include "id_list.h"

/* Children, each with the references that authorities have for them. */
struct children {
	size_t count;
	struct id_list references;
	const struct care_row *last;
};

static bool same_answer(const struct care_row *a, const struct care_row *b)
{
	return care_rows_compare_child(a, b) == 0 && care_rows_same_authority(a, b);
}

/* In the order of care_store_rows, so that the rows of a child come together. */
static void children_add(struct children *children, const struct care_row *row)
{
	char reference[AUTHORITY_ID_SIZE + CHILD_REF_SIZE];
	const struct care_row *last = children->last;
	if (last && same_answer(last, row))
		return;
	children->count += !last || care_rows_compare_child(last, row) != 0;
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
		if (care_rows_overlap(row, was))
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
enum err care_lost_check(struct import *import)
{
	struct care_row *rows = NULL;
	size_t count = 0;
	struct children lost = {0}, ended = {0};
	enum err err = care_store_rows(import->care_store, &rows, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		bool former;
		care_rows_look_up(&import->roster, &rows[i], &former);
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
