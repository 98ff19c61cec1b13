#include "care_rows.h"

#include <string.h>

#include "import.h"

void care_rows_look_up(const struct roster *roster, struct care_row *row, bool *former)
{
	const struct pupil *pupil = roster_pupil_by_upn(roster, row->upn, former);
	row->care.pupil = pupil ? pupil->key : 0;
}

int care_rows_compare_child(const struct care_row *a, const struct care_row *b)
{
	if (a->care.pupil != b->care.pupil)
		return a->care.pupil < b->care.pupil ? -1 : 1;
	return a->care.pupil ? 0 : strcmp(a->upn, b->upn);
}

bool care_rows_same_authority(const struct care_row *a, const struct care_row *b)
{
	return strcmp(a->care.authority, b->care.authority) == 0;
}

bool care_rows_overlap(const struct care_row *a, const struct care_row *b)
{
	return import_days_overlap(a->care.from_day, a->care.to_day, b->care.from_day,
				   b->care.to_day);
}
