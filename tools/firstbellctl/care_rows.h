#pragma once
/* care_rows: rows of care.csv held against each other. Two UPNs may be of one child: its pupil names it, once looked up. */
#include "store/care_store.h"

/* Fills in care.pupil (0: on no roll); *former: by a UPN that the pupil has no more. */
void care_rows_look_up(const struct roster *roster, struct care_row *row, bool *former);
/* An order in which equal rows are of one child: by pupil, of those on no roll by UPN. */
int care_rows_compare_child(const struct care_row *a, const struct care_row *b);
bool care_rows_same_authority(const struct care_row *a, const struct care_row *b);
/* Have they a day in common? */
bool care_rows_overlap(const struct care_row *a, const struct care_row *b);
