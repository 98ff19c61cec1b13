#pragma once
/* sheet: a CSV file (RFC 4180) in memory, its columns found by name, each cell with its place. libcsv parses; it is fed
 * byte by byte so that line and column are ours to know. */
#include "problems.h"
#include "progress.h"

#define SHEET_NAMES_MAX 16 /* columns that can be asked for */

struct sheet_cell {
	const char *text; /* outer spaces taken off */
	uint32_t line;    /* of the file, from 1 */
	uint32_t column;  /* character of that line, from 1 */
	const char *name; /* of its column, as asked for */
};
struct sheet {
	char *words;              /* the texts of all cells, one after the other */
	struct sheet_cell *cells; /* rows times width; the header is row 0 here */
	size_t cell_count, width, row_count;
	const char *const *names;
	size_t place[SHEET_NAMES_MAX]; /* where the n-th name asked for stands in the file */
};

/* Reads the file. Asked-for names must all be there, in any order, upper or lower case, with spaces, '-' or '_'; others are
 * reported as warnings and left alone. UTF-8 only, a BOM is taken off; CR LF or LF. Rows of empty cells are passed over.
 * ERR_NOT_FOUND, ERR_IO, ERR_NO_MEMORY; ERR_BAD_INPUT (problems has why): no use in looking at rows. OK with
 * problems: some rows are not well formed and are left out. `sheet` is released by the caller in every case. */
MUST_CHECK enum err sheet_read(struct sheet *sheet, const char *path, const char *const *names,
			       size_t name_count, struct problems *problems,
			       struct progress *progress);
void sheet_release(struct sheet *sheet);
/* The cell of row 0 .. row_count - 1 in the column that was asked for as `names[name]`. */
struct sheet_cell sheet_cell(const struct sheet *sheet, size_t row, size_t name);
