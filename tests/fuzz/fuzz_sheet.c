/* Whatever an office saves as CSV: every cell that is handed out lies in the file, and bad rows are named. Run by make fuzz. */
#include "tools/firstbellctl/sheet.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {"pupil_id", "upn", "legal_forename"};

static void check_cells(const struct sheet *sheet)
{
	for (size_t row = 0; row < sheet->row_count; row++) {
		for (size_t name = 0; name < COUNT_OF(names); name++) {
			struct sheet_cell cell = sheet_cell(sheet, row, name);
			ENSURE(cell.line > 0 && cell.column > 0);
			ENSURE(strlen(cell.text) <= strlen(sheet->words) ||
			       cell.text > sheet->words);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	int fd = memfd_create("sheet", MFD_CLOEXEC);
	ENSURE(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	struct sheet sheet = {0};
	struct problems problems = {0};
	struct progress progress = {0};
	if (sheet_read(&sheet, path, names, COUNT_OF(names), &problems, &progress) == OK)
		check_cells(&sheet);
	sheet_release(&sheet);
	close(fd);
	return 0;
}
