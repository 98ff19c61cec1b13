#include "sheet.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet_file.h"

#define PROGRESS_BYTES 65536

/* What libcsv's callbacks need to know. */
struct reading {
	struct sheet *sheet;
	struct problems *problems;
	struct csv_parser parser;
	size_t words_used;
	size_t cell_capacity;
	uint32_t line, column;           /* of the byte being read */
	uint32_t cell_line, cell_column; /* where the cell being read began */
	size_t row_start;                /* its first cell */
	bool no_memory;
};

static bool make_room(struct reading *reading)
{
	if (reading->sheet->cell_count < reading->cell_capacity)
		return true;
	size_t capacity = reading->cell_capacity * 2 + 256;
	struct sheet_cell *cells = realloc(reading->sheet->cells, capacity * sizeof(*cells));
	if (!cells) {
		reading->no_memory = true;
		return false;
	}
	reading->sheet->cells = cells;
	reading->cell_capacity = capacity;
	return true;
}

static void take_cell(void *text, size_t length, void *context)
{
	struct reading *reading = context;
	if (!make_room(reading))
		return;
	const char *from = text;
	for (; length > 0 && (*from == ' ' || *from == '\t'); length--)
		from++;
	while (length > 0 && (from[length - 1] == ' ' || from[length - 1] == '\t'))
		length--;
	/* `words` is as long as the file and one more: in the file each cell ends in a comma, a line end or the end. */
	char *word = reading->sheet->words + reading->words_used;
	memcpy(word, from, length);
	word[length] = '\0';
	reading->words_used += length + 1;
	reading->sheet->cells[reading->sheet->cell_count++] = (struct sheet_cell){
		.text = word, .line = reading->cell_line, .column = reading->cell_column};
	reading->cell_line = reading->line;
	reading->cell_column = reading->column + 1;
}

static bool row_empty(const struct sheet *sheet, size_t start)
{
	for (size_t i = start; i < sheet->cell_count; i++)
		if (sheet->cells[i].text[0])
			return false;
	return true;
}

static void take_row(int terminator, void *context)
{
	(void)terminator;
	struct reading *reading = context;
	struct sheet *sheet = reading->sheet;
	size_t width = sheet->cell_count - reading->row_start;
	if (width == 0 || reading->no_memory)
		return;
	if (row_empty(sheet, reading->row_start)) {
		sheet->cell_count = reading->row_start;
	} else if (sheet->width == 0) {
		sheet->width = width;
	} else if (width != sheet->width) {
		problems_add(&reading->problems->bad, sheet->cells[reading->row_start].line, 0,
			     "%zu cells where the header line has %zu%s", width, sheet->width,
			     width < sheet->width ? " (cut short?)" : " (a comma outside quotes?)");
		sheet->cell_count = reading->row_start;
	}
	reading->row_start = sheet->cell_count;
}

static void advance(struct reading *reading, char byte)
{
	if (byte == '\n') {
		reading->line++;
		reading->column = 1;
	} else if (((unsigned char)byte & 0xc0) != 0x80) {
		reading->column++;
	}
	bool between_rows =
		reading->sheet->cell_count == reading->row_start && !reading->parser.quoted;
	if (byte == '\n' && between_rows) {
		reading->cell_line = reading->line;
		reading->cell_column = 1;
	}
}

static enum err parse_failed(struct reading *reading, bool at_end)
{
	if (csv_error(&reading->parser) != CSV_EPARSE)
		return ERR_NO_MEMORY;
	struct problem_list *bad = &reading->problems->bad;
	if (at_end)
		problems_add(bad, reading->cell_line, reading->cell_column,
			     "quotes are opened here and never closed: the file is cut short, or a "
			     "quote is missing");
	else
		problems_add(bad, reading->line, reading->column,
			     "a quote in the wrong place: a cell with quotes in it must be quoted "
			     "and its quotes doubled");
	return ERR_BAD_INPUT;
}

static enum err parse(struct reading *reading, const char *bytes, size_t size,
		      struct progress *progress)
{
	for (size_t i = 0; i < size; i++) {
		if (csv_parse(&reading->parser, bytes + i, 1, take_cell, take_row, reading) != 1)
			return parse_failed(reading, false);
		advance(reading, bytes[i]);
		if (i % PROGRESS_BYTES == 0)
			progress_step(progress, "reading", i, size);
	}
	if (csv_fini(&reading->parser, take_cell, take_row, reading) != 0)
		return parse_failed(reading, true);
	if (size > 0 && bytes[size - 1] != '\n')
		problems_add(&reading->problems->warnings, reading->line, 0,
			     "the last line has no line end: is the file whole?");
	return reading->no_memory ? ERR_NO_MEMORY : OK;
}

static enum err read_cells(struct sheet *sheet, const char *bytes, size_t size,
			   struct problems *problems, struct progress *progress)
{
	struct reading reading = {.sheet = sheet,
				  .problems = problems,
				  .line = 1,
				  .column = 1,
				  .cell_line = 1,
				  .cell_column = 1};
	sheet->words = malloc(size + 2);
	if (!sheet->words || csv_init(&reading.parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return ERR_NO_MEMORY;
	csv_set_blk_size(&reading.parser, 4096);
	enum err err = parse(&reading, bytes, size, progress);
	csv_free(&reading.parser);
	if (err == OK && sheet->width == 0) {
		problems_add(&problems->bad, 0, 0, "the file is empty");
		err = ERR_BAD_INPUT;
	}
	if (err == OK)
		sheet->row_count = sheet->cell_count / sheet->width - 1;
	return err;
}

enum err sheet_read(struct sheet *sheet, const char *path, const char *const *names,
		    size_t name_count, struct problems *problems, struct progress *progress)
{
	ENSURE(name_count <= SHEET_NAMES_MAX);
	*sheet = (struct sheet){.names = names};
	char *bytes = NULL;
	size_t size = 0, start = 0;
	enum err err = sheet_file_read(path, &bytes, &size, problems);
	if (err == OK)
		err = sheet_file_encoding(bytes, size, &start, problems);
	if (err == OK)
		err = read_cells(sheet, bytes + start, size - start, problems, progress);
	if (err == OK)
		err = sheet_find_columns(sheet, name_count, problems);
	free(bytes);
	return err;
}

void sheet_release(struct sheet *sheet)
{
	free(sheet->words);
	free(sheet->cells);
	*sheet = (struct sheet){0};
}

struct sheet_cell sheet_cell(const struct sheet *sheet, size_t row, size_t name)
{
	struct sheet_cell cell = sheet->cells[(row + 1) * sheet->width + sheet->place[name]];
	cell.name = sheet->names[name];
	return cell;
}
