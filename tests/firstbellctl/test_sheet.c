/* CSV files as offices save them, whole and broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tools/firstbellctl/sheet.h"

static const char *const names[] = {"pupil_id", "form"};

/* `cells`: rows end in '/', cells in '|', each as LINE:COLUMN=TEXT; `problems`: LINE:COLUMN and the first words, each
 * ended by '~'. */
static const struct {
	const char *sentence, *file;
	size_t size; /* 0: as long as the text */
	const char *cells, *bad, *warnings;
} cases[] = {
	{"the plain case", "pupil_id,form\nP1,7A\nP2,7B\n", 0, "2:1=P1|2:4=7A|/3:1=P2|3:4=7B|/", "",
	 ""},
	{"CR LF", "pupil_id,form\r\nP1,7A\r\nP2,7B\r\n", 0, "2:1=P1|2:4=7A|/3:1=P2|3:4=7B|/", "",
	 ""},
	{"a BOM is taken off", "\xef\xbb\xbfpupil_id,form\nP1,7A\n", 0, "2:1=P1|2:4=7A|/", "", ""},
	{"columns in the other order", "form,pupil_id\n7A,P1\n", 0, "2:4=P1|2:1=7A|/", "", ""},
	{"names in any case, with spaces", "\" Pupil ID \",FORM\nP1,7A\n", 0, "2:1=P1|2:4=7A|/", "",
	 ""},
	{"a hyphen is as good", "Pupil-Id,Form\nP1,7A\n", 0, "2:1=P1|2:4=7A|/", "", ""},
	{"a column more is left alone", "pupil_id,photo,form\nP1,x,7A\n", 0, "2:1=P1|2:6=7A|/", "",
	 "1:10 the column \"photo\" is not known~"},
	{"a nameless column is left alone in silence", "pupil_id,form,\nP1,7A,\n", 0,
	 "2:1=P1|2:4=7A|/", "", ""},
	{"a comma in quotes", "pupil_id,form\n\"P,1\",7A\n", 0, "2:1=P,1|2:7=7A|/", "", ""},
	{"quotes in quotes", "pupil_id,form\n\"P\"\"1\"\"\",7A\n", 0, "2:1=P\"1\"|2:10=7A|/", "",
	 ""},
	{"a line break in quotes, and the lines after it", "pupil_id,form\n\"P\n1\",7A\nP2,7B\n", 0,
	 "2:1=P\n1|3:4=7A|/4:1=P2|4:4=7B|/", "", ""},
	{"a row that begins with a line break in quotes", "pupil_id,form\n\"\n1\",7A\n", 0,
	 "2:1=\n1|3:4=7A|/", "", ""},
	{"blank lines", "\n\npupil_id,form\n\n\nP1,7A\n\nP2,7B\n\n", 0,
	 "6:1=P1|6:4=7A|/8:1=P2|8:4=7B|/", "", ""},
	{"rows of empty cells", "pupil_id,form\n,\nP1,7A\n , \n\"\",\n", 0, "3:1=P1|3:4=7A|/", "",
	 ""},
	{"spaces around cells", "pupil_id,form\n P1\t, \" 7A \" \n", 0, "2:1=P1|2:6=7A|/", "", ""},
	{"an empty cell stays", "pupil_id,form\nP1,\n", 0, "2:1=P1|2:4=|/", "", ""},
	{"columns count characters, not bytes", "pupil_id,form\nSi\xc3\xa2n,7A\n", 0,
	 "2:1=Si\xc3\xa2n|2:6=7A|/", "", ""},
	{"no line end at the end: taken, with a warning", "pupil_id,form\nP1,7A", 0,
	 "2:1=P1|2:4=7A|/", "", "2:0 the last line has no line end~"},
	{"a header alone", "pupil_id,form\n", 0, "", "", ""},
	{"nothing at all", "", 0, "", "0:0 the file is empty~", ""},
	{"line ends alone", "\n\r\n\n", 0, "", "0:0 the file is empty~", ""},
	{"a BOM alone", "\xef\xbb\xbf", 0, "", "0:0 the file is empty~", ""},
	{"a column is missing", "pupil_id,from\nP1,7A\n", 0, "", "1:0 the column form is missing~",
	 "1:10 the column \"from\" is not known~"},
	{"all are missing", "a,b\n", 0, "",
	 "1:0 the column pupil_id is missing~1:0 the column form is missing~",
	 "1:1 the column \"a\" is not known~1:3 the column \"b\" is not known~"},
	{"a column twice", "pupil_id,form,Form\nP1,7A,7B\n", 0, "",
	 "1:15 the column form is there twice~", ""},
	{"semicolons between", "pupil_id;form\nP1;7A\n", 0, "",
	 "1:0 the column pupil_id is missing~1:0 the column form is missing~1:0 the cells are not "
	 "parted by commas~",
	 "1:1 the column \"pupil_id;form\" is not known~"},
	{"a row cut short", "pupil_id,form\nP1\nP2,7A\n", 0, "3:1=P2|3:4=7A|/",
	 "2:0 1 cells where the header line has 2 (cut short?)~", ""},
	{"a row too long", "pupil_id,form\nP1,7,A\nP2,7A\n", 0, "3:1=P2|3:4=7A|/",
	 "2:0 3 cells where the header line has 2 (a comma outside quotes?)~", ""},
	{"the last row cut off", "pupil_id,form\nP1,7A\nP2", 0, "2:1=P1|2:4=7A|/",
	 "3:0 1 cells where the header line has 2 (cut short?)~",
	 "3:0 the last line has no line end~"},
	{"cut off inside quotes", "pupil_id,form\nP1,7A\nP2,\"7", 0, "",
	 "3:4 quotes are opened here and never closed~", ""},
	{"a quote never closed swallows the rest", "pupil_id,form\nP1,\"7A\nP2,7B\n", 0, "",
	 "2:4 quotes are opened here and never closed~", ""},
	{"a quote inside a plain cell", "pupil_id,form\nP\"1,7A\n", 0, "",
	 "2:2 a quote in the wrong place~", ""},
	{"text after a closing quote", "pupil_id,form\n\"P\"1,7A\n", 0, "",
	 "2:4 a quote in the wrong place~", ""},
	{"Windows-1252", "pupil_id,form\nSi\xe2n,7A\n", 0, "", "2:0 not UTF-8 (Windows-1252?)~",
	 ""},
	{"over-long UTF-8", "pupil_id,form\n\xc0\xaf,7A\n", 0, "", "2:0 not UTF-8 (Windows-1252?)~",
	 ""},
	{"half a surrogate", "pupil_id,form\n\xed\xa0\x80,7A\n", 0, "",
	 "2:0 not UTF-8 (Windows-1252?)~", ""},
	{"a character cut in two at the end", "pupil_id,form\nP1,\xc3", 0, "",
	 "2:0 not UTF-8 (Windows-1252?)~", ""},
	{"UTF-16", "\xff\xfep\0u\0", 6, "", "1:0 not a CSV file in UTF-8~", ""},
	{"a NUL in the middle", "pupil_id,form\nP\0001,7A\n", 21, "",
	 "2:0 not a CSV file in UTF-8~", ""},
};

static char path[] = "/tmp/firstbell-sheet-XXXXXX";

static void write_file(const char *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void describe_cells(const struct sheet *sheet, char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t row = 0; row < sheet->row_count; row++) {
		for (size_t i = 0; i < COUNT_OF(names); i++) {
			struct sheet_cell cell = sheet_cell(sheet, row, i);
			used += (size_t)snprintf(out + used, size - used, "%u:%u=%s|", cell.line,
						 cell.column, cell.text);
		}
		used += (size_t)snprintf(out + used, size - used, "/");
	}
}

/* Are these the problems, each beginning with the words that stand before a '~'? */
static bool same_problems(const struct problem_list *list, const char *expected)
{
	size_t count = 0;
	for (const char *end; (end = strchr(expected, '~')); expected = end + 1, count++) {
		char found[PROBLEM_TEXT_SIZE + 32] = "";
		if (count < list->count)
			snprintf(found, sizeof(found), "%u:%u %s", list->shown[count].line,
				 list->shown[count].column, list->shown[count].text);
		if (strncmp(found, expected, (size_t)(end - expected)) != 0)
			return false;
	}
	return count == list->count;
}

static void print_problems(const char *label, const struct problem_list *list)
{
	for (size_t i = 0; i < list->count && i < PROBLEMS_SHOWN; i++)
		print_error("  %s %u:%u %s\n", label, list->shown[i].line, list->shown[i].column,
			    list->shown[i].text);
}

static void cases_read_as_they_should(void **state)
{
	(void)state;
	int wrong = 0;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct sheet sheet;
		struct problems problems = {0};
		struct progress progress = {0};
		char cells[512];
		write_file(cases[i].file, cases[i].size ? cases[i].size : strlen(cases[i].file));
		enum err err =
			sheet_read(&sheet, path, names, COUNT_OF(names), &problems, &progress);
		if (err != OK)
			sheet.row_count = 0;
		describe_cells(&sheet, cells, sizeof(cells));
		bool unreadable = problems.bad.count > 0 && cases[i].cells[0] == '\0';
		if (strcmp(cells, cases[i].cells) != 0 ||
		    !same_problems(&problems.bad, cases[i].bad) ||
		    !same_problems(&problems.warnings, cases[i].warnings) ||
		    err != (unreadable ? ERR_BAD_INPUT : OK)) {
			print_error("%s: %s, cells %s\n", cases[i].sentence, err_text(err), cells);
			print_problems("bad", &problems.bad);
			print_problems("warning", &problems.warnings);
			wrong++;
		}
		sheet_release(&sheet);
	}
	assert_int_equal(wrong, 0);
}

static void a_missing_file_is_named(void **state)
{
	(void)state;
	struct sheet sheet;
	struct problems problems = {0};
	struct progress progress = {0};
	enum err err = sheet_read(&sheet, "/nonexistent/roster.csv", names, COUNT_OF(names),
				  &problems, &progress);
	assert_int_equal(err, ERR_NOT_FOUND);
	assert_string_equal(problems.bad.shown[0].text,
			    "cannot be opened: No such file or directory");
	sheet_release(&sheet);
	problems.bad.count = 0;
	err = sheet_read(&sheet, "/", names, COUNT_OF(names), &problems, &progress);
	assert_int_equal(err, ERR_IO);
	assert_string_equal(problems.bad.shown[0].text, "cannot be read: Is a directory");
	sheet_release(&sheet);
}

/* An obvious oracle: what is written quoted comes back cell by cell. */
static void whatever_is_written_quoted_comes_back(void **state)
{
	(void)state;
	static const char signs[] = "ab,\"\n\r' ;";
	srandom(7);
	for (int round = 0; round < 300; round++) {
		char file[512] = "pupil_id,form\n", cells[2][8] = {"", ""};
		size_t used = strlen(file);
		for (int c = 0; c < 2; c++) {
			size_t length = 1 + (size_t)random() % 6;
			file[used++] = '"';
			for (size_t k = 0; k < length; k++) {
				/* Outer spaces are taken off: none there. */
				bool outer = k == 0 || k + 1 == length;
				char sign =
					outer ? 'x' : signs[(size_t)random() % (sizeof(signs) - 1)];
				cells[c][k] = sign;
				file[used++] = sign;
				if (sign == '"')
					file[used++] = '"';
			}
			file[used++] = '"';
			file[used++] = c == 0 ? ',' : '\n';
		}
		write_file(file, used);
		struct sheet sheet;
		struct problems problems = {0};
		struct progress progress = {0};
		assert_int_equal(sheet_read(&sheet, path, names, 2, &problems, &progress), OK);
		assert_int_equal(sheet.row_count, 1);
		for (size_t c = 0; c < 2; c++)
			assert_string_equal(sheet_cell(&sheet, 0, c).text, cells[c]);
		sheet_release(&sheet);
	}
}

static void many_bad_rows_are_counted(void **state)
{
	(void)state;
	char file[600] = "pupil_id,form\n";
	size_t used = strlen(file);
	for (int i = 0; i < 33; i++)
		used += (size_t)snprintf(file + used, sizeof(file) - used, "P1\n");
	write_file(file, strlen(file));
	struct sheet sheet;
	struct problems problems = {0};
	struct progress progress = {0};
	assert_int_equal(sheet_read(&sheet, path, names, 2, &problems, &progress), OK);
	assert_int_equal(problems.bad.count, 33);
	assert_int_equal(problems.bad.shown[PROBLEMS_SHOWN - 1].line, 21);
	sheet_release(&sheet);
}

int main(void)
{
	int file = mkstemp(path);
	if (file < 0)
		return 1;
	close(file);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_read_as_they_should),
		cmocka_unit_test(a_missing_file_is_named),
		cmocka_unit_test(whatever_is_written_quoted_comes_back),
		cmocka_unit_test(many_bad_rows_are_counted),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
