/* Another program holds a database: after the five seconds that an import waits, neither of the two is changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "tests/support/office.h"

static const char care[] = "upn,authority,child_ref,cohort,from,to\n"
			   "B801200005001,835,CH-1,looked_after,2024-01-01,\n"
			   "Q801200005002,835,CH-2,looked_after,2024-01-01,\n"
			   "M660400126001,681,CH-4,looked_after,2026-10-01,\n";

static void import_while_locked(struct office *office, const char *name)
{
	char path[128];
	sqlite3 *other;
	office_reset(office);
	snprintf(path, sizeof(path), "%s/%s", office->dir, name);
	assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	enum ctl_exit code = office_import(office, "care", care, strlen(care));
	assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
	assert_int_equal(code, CTL_REFUSED);
	assert_non_null(strstr(office->output, err_text(ERR_BUSY)));
	assert_non_null(strstr(office->output, "nothing was imported"));
	assert_false(office_changed(office));
}

static void the_kiosks_database_is_held(void **state)
{
	import_while_locked(*state, "firstbell.db");
}

/* The version and its event are written by then, and must go again. */
static void the_care_database_is_held(void **state)
{
	import_while_locked(*state, "care.db");
}

/* The checks above mean something only where the same import goes through when nobody is in the way. */
static void nobody_is_in_the_way(void **state)
{
	struct office *office = *state;
	office_reset(office);
	assert_int_equal(office_import(office, "care", care, strlen(care)), CTL_DONE);
	assert_true(office_changed(office));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_kiosks_database_is_held),
		cmocka_unit_test(the_care_database_is_held),
		cmocka_unit_test(nobody_is_in_the_way),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
