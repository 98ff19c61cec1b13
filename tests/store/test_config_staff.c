/* firstbell.conf: what is there for staff's screens alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/config.h"
#include "tests/support/store_rig.h"

static const char school[] = "[school]\nname = T\nnumber = 838/4123\nnation = england\n"
			     "timezone = Europe/London\nlanguage = en\n"
			     "[kiosk]\nid = door\nsite_kiosks = door\nreader = none\n"
			     "[session AM]\nopens = 08:30\nstarts = 08:50\ncloses = 09:20\n"
			     "flag_after_min = 10\n";
static const char authority[] = "[authority 835]\nname = Dorset\nurl = https://127.0.0.1:1\n"
				"ca = a\ncert = b\nkey = c\n";

static char *folder;
static struct config config;
static char problem[300];

static enum err load(const char *before, const char *line)
{
	char text[2000];
	snprintf(text, sizeof(text), "%s%s%s\n", school, before, line);
	store_rig_spill(store_rig_path(folder, "firstbell.conf"), text, (long)strlen(text));
	return config_load(folder, &config, problem, sizeof(problem));
}

struct row {
	const char *sentence, *line;
	const char *value; /* NULL: refused */
};

static const struct row telephones[] = {
	{"none", "", ""},
	{"digits", "telephone = 01305221000", "01305221000"},
	{"as people write it", "telephone = +44 (0)1305 221-000", "+44 (0)1305 221-000"},
	{"with a note behind", "telephone = 01305 221000 ; the duty desk", "01305 221000"},
	{"nothing", "telephone =", NULL},
	{"signs alone", "telephone = (+)", NULL},
	{"letters", "telephone = 01305 ring us", NULL},
	{"another script's digits", "telephone = ٠١٢", NULL},
	{"a stop", "telephone = 01305.221000", NULL},
	{"39 of them", "telephone = 012345678901234567890123456789012345678",
	 "012345678901234567890123456789012345678"},
	{"40 of them", "telephone = 0123456789012345678901234567890123456789", NULL},
};

static void telephones_are_read_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(telephones); i++) {
		const struct row *row = &telephones[i];
		enum err err = load(authority, row->line);
		if (err != (row->value ? OK : ERR_BAD_CONFIG))
			fail_msg("%s: %s", row->sentence, problem);
		if (row->value)
			assert_string_equal(config.authorities[0].telephone, row->value);
		else if (!strstr(problem, "digits, spaces, + ( ) -"))
			fail_msg("%s: not said what is expected: %s", row->sentence, problem);
	}
}

static const struct row printers[] = {
	{"none", "", ""},
	{"left empty", "[screen]\nprinter =", ""},
	{"the system's", "[screen]\nprinter = default", "default"},
	{"by its name", "[screen]\nprinter = Office_2.b-w", "Office_2.b-w"},
	{"with a note behind", "[screen]\nprinter = office ; upstairs", "office"},
	{"what would be an option", "[screen]\nprinter = -o", NULL},
	{"two words", "[screen]\nprinter = head office", NULL},
	{"a path", "[screen]\nprinter = office/2", NULL},
	{"an address", "[screen]\nprinter = ipp://office", NULL},
	{"another's shell", "[screen]\nprinter = $(office)", NULL},
	{"letters with accents", "[screen]\nprinter = tŷ", NULL},
	{"63 of them",
	 "[screen]\nprinter = 012345678901234567890123456789012345678901234567890123456789012",
	 "012345678901234567890123456789012345678901234567890123456789012"},
	{"64 of them",
	 "[screen]\nprinter = 0123456789012345678901234567890123456789012345678901234567890123",
	 NULL},
};

static void printers_are_read_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(printers); i++) {
		const struct row *row = &printers[i];
		enum err err = load("", row->line);
		if (err != (row->value ? OK : ERR_BAD_CONFIG))
			fail_msg("%s: %s", row->sentence, problem);
		if (row->value)
			assert_string_equal(config.printer, row->value);
		else if (!strstr(problem, "a printer's name"))
			fail_msg("%s: not said what is expected: %s", row->sentence, problem);
	}
}

static int set_up(void **state)
{
	(void)state;
	folder = store_rig_folder();
	return folder ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	store_rig_remove(folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(telephones_are_read_or_refused),
		cmocka_unit_test(printers_are_read_or_refused),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
