#include "sheet_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

#define BOM "\xef\xbb\xbf"
#define SHEET_SIZE_MAX (64u << 20)

static enum err read_all(FILE *file, char **bytes, size_t *size, struct problems *problems)
{
	for (size_t capacity = 65536;; capacity *= 2) {
		char *more = realloc(*bytes, capacity);
		if (!more)
			return ERR_NO_MEMORY;
		*bytes = more;
		*size += fread(*bytes + *size, 1, capacity - *size, file);
		if (ferror(file))
			return ERR_IO;
		if (*size < capacity)
			return OK;
		if (capacity >= SHEET_SIZE_MAX) {
			problems_add(&problems->bad, 0, 0, "the file is larger than 64 MB");
			return ERR_BAD_INPUT;
		}
	}
}

enum err sheet_file_read(const char *path, char **bytes, size_t *size, struct problems *problems)
{
	FILE *file = fopen(path, "rb");
	if (!file) {
		enum err err = errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
		problems_add(&problems->bad, 0, 0, "cannot be opened: %s", strerror(errno));
		return err;
	}
	enum err err = read_all(file, bytes, size, problems);
	if (err == ERR_IO)
		problems_add(&problems->bad, 0, 0, "cannot be read: %s", strerror(errno));
	fclose(file);
	return err;
}

enum err sheet_file_encoding(const char *bytes, size_t size, size_t *start,
			     struct problems *problems)
{
	*start = size >= strlen(BOM) && memcmp(bytes, BOM, strlen(BOM)) == 0 ? strlen(BOM) : 0;
	size_t good = utf8_good(bytes, size);
	if (good == size)
		return OK;
	uint32_t line = 1;
	for (size_t i = 0; i < good; i++)
		line += bytes[i] == '\n';
	if (memchr(bytes, '\0', size))
		problems_add(&problems->bad, line, 0,
			     "not a CSV file in UTF-8 (a workbook, or UTF-16?): in Excel choose "
			     "Save As, \"CSV UTF-8 (Comma delimited)\"");
	else
		problems_add(&problems->bad, line, 0,
			     "not UTF-8 (Windows-1252?), accented letters would come out wrong: in "
			     "Excel choose Save As, \"CSV UTF-8 (Comma delimited)\"");
	return ERR_BAD_INPUT;
}

static char plain(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* "Pupil ID", "pupil_id" and "PUPILID" are one name. */
static bool same_name(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " \t_-");
		b += strspn(b, " \t_-");
		if (plain(*a) != plain(*b))
			return false;
		if (*a == '\0')
			return true;
	}
}

static void find_column(struct sheet *sheet, size_t name, bool *used, struct problems *problems)
{
	bool found = false;
	for (size_t i = 0; i < sheet->width; i++) {
		const struct sheet_cell *cell = &sheet->cells[i];
		if (!same_name(cell->text, sheet->names[name]))
			continue;
		if (found)
			problems_add(&problems->bad, cell->line, cell->column,
				     "the column %s is there twice", sheet->names[name]);
		found = used[i] = true;
		sheet->place[name] = i;
	}
	if (!found)
		problems_add(&problems->bad, sheet->cells[0].line, 0, "the column %s is missing",
			     sheet->names[name]);
}

enum err sheet_find_columns(struct sheet *sheet, size_t name_count, struct problems *problems)
{
	size_t bad_before = problems->bad.count;
	bool *used = calloc(sheet->width, sizeof(*used));
	if (!used)
		return ERR_NO_MEMORY;
	for (size_t name = 0; name < name_count; name++)
		find_column(sheet, name, used, problems);
	for (size_t i = 0; i < sheet->width; i++)
		if (!used[i] && sheet->cells[i].text[0])
			problems_add(&problems->warnings, sheet->cells[i].line,
				     sheet->cells[i].column,
				     "the column \"%.60s\" is not known and left alone",
				     sheet->cells[i].text);
	free(used);
	if (problems->bad.count == bad_before)
		return OK;
	if (sheet->width == 1 && strpbrk(sheet->cells[0].text, ";\t"))
		problems_add(
			&problems->bad, sheet->cells[0].line, 0,
			"the cells are not parted by commas: save the file as CSV with commas");
	return ERR_BAD_INPUT;
}
