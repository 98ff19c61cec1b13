#pragma once
/* office_rows: a table of files, each taken or refused; a refused one changes no byte of the databases. */
#include "tests/support/office.h"

struct office_row {
	const char *sentence, *kind, *file;
	const char *refused; /* words on the way out; NULL: taken */
	const char *warned;  /* words; NULL: no warning at all */
	bool force;
};
/* Fails the test after naming each row that does not come out as it says. Each begins with the base school. */
void office_rows_check(struct office *office, const struct office_row *rows, size_t count);
