#include "tests/support/office_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static bool as_expected(const struct office_row *row, enum ctl_exit code, bool changed,
			const char *output)
{
	bool taken = row->refused == NULL;
	if (code != (taken ? CTL_DONE : CTL_REFUSED) || (!taken && changed))
		return false;
	if (taken && strstr(output, "nothing was imported"))
		return false;
	if (!taken && (!strstr(output, row->refused) || !strstr(output, "nothing was imported")))
		return false;
	return row->warned ? strstr(output, row->warned) != NULL : !strstr(output, "warning: ");
}

void office_rows_check(struct office *office, const struct office_row *rows, size_t count)
{
	int wrong = 0;
	for (size_t i = 0; i < count; i++) {
		office_reset(office);
		office->ctl.force = rows[i].force;
		enum ctl_exit code =
			office_import(office, rows[i].kind, rows[i].file, strlen(rows[i].file));
		if (as_expected(&rows[i], code, office_changed(office), office->output))
			continue;
		print_error("%s: %s: exit %d%s\n%s", rows[i].kind, rows[i].sentence, code,
			    office_changed(office) ? ", changed" : "", office->output);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}
