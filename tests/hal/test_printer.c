/* The printer: lp as a child, whatever becomes of it; and the print system itself, where it is installed. */
#include "firmware/printer.h"
#include "tests/support/cups.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define BOUND_MS 20000
#define TITLE "Firstbell evacuation list"
static const char list[] = "Tŷ Coed School\n7A: 1 in the building\n    [ ] Aisha Rahman\f\n";

static struct {
	int lines;
	char last[200];
} heard_log;

void hal_log(enum hal_level level, const char *line)
{
	heard_log.lines++;
	snprintf(heard_log.last, sizeof heard_log.last, "<%d>%s", (int)level, line);
}

static struct printer printer;
static struct cups cups;
static char folder[64];

static int set_up(void **state)
{
	(void)state;
	memset(&heard_log, 0, sizeof heard_log);
	snprintf(folder, sizeof folder, "/tmp/firstbell-printer-XXXXXX");
	return mkdtemp(folder) ? 0 : 1;
}

static int tear_down(void **state)
{
	char command[100];

	(void)state;
	printer_release(&printer);
	cups_stop(&cups);
	unsetenv("CUPS_SERVER");
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

static const char *path_of(const char *name)
{
	static char paths[4][128];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, 128, "%s/%s", folder, name);
	return path;
}

/* An lp of our own: a script. */
static const char *fake(const char *script)
{
	const char *path = path_of("lp");
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", script);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0755), 0);
	return path;
}

static char *slurp(const char *path)
{
	static char text[4096];
	FILE *file = fopen(path, "re");
	size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;

	text[length] = '\0';
	if (file)
		fclose(file);
	return text;
}

/* Until its child has gone. Time stands still for it. */
static enum hal_printed see_out(void)
{
	for (int turn = 0; turn < BOUND_MS && printer.last == HAL_PRINTING; turn++) {
		printer_step(&printer, 0);
		usleep(1000);
	}
	return printer.last;
}

static void begin(const char *program, const char *name, const char *text)
{
	printer_init(&printer, program);
	assert_true(printer_begin(&printer, name, TITLE, text, 0));
}

static void the_list_goes_to_its_input_and_nowhere_else(void **state)
{
	static const struct {
		const char *name, *arguments;
	} rows[] = {
		{"default", "-s\n-t\n" TITLE "\n"},
		{"office_2.b-w", "-s\n-t\n" TITLE "\n-d\noffice_2.b-w\n"},
	};
	char script[600];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		snprintf(script, sizeof script,
			 "printf '%%s\\n' \"$@\" >%s/arguments\nenv >%s/environment\ncat >%s/paper",
			 folder, folder, folder);
		begin(fake(script), rows[i].name, list);
		assert_int_equal(see_out(), HAL_PRINTED);
		assert_string_equal(slurp(path_of("arguments")), rows[i].arguments);
		assert_string_equal(slurp(path_of("paper")), list);
		assert_null(strstr(slurp(path_of("environment")), "Aisha"));
		assert_int_equal(heard_log.lines, 0);
	}
}

static void what_goes_wrong_is_told_and_logged_without_the_list(void **state)
{
	static const struct {
		const char *sentence, *script;
		enum hal_printed ends;
		const char *log;
	} rows[] = {
		{"it refuses", "cat >/dev/null; exit 1", HAL_PRINT_REFUSED,
		 "<4>printer: the list was not taken: lp ended with 1"},
		{"it refuses without reading", "exit 1", HAL_PRINT_REFUSED,
		 "<4>printer: the list was not taken: lp ended with 1"},
		{"it talks", "cat; cat >&2; exit 3", HAL_PRINT_REFUSED,
		 "<4>printer: the list was not taken: lp ended with 3"},
		{"it is killed", "kill -9 $$", HAL_PRINT_REFUSED,
		 "<4>printer: the list was not taken: lp ended with -1"},
		{"it is no program", "", HAL_PRINTED, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		memset(&heard_log, 0, sizeof heard_log);
		begin(fake(rows[i].script), "default", list);
		if (see_out() != rows[i].ends || strcmp(heard_log.last, rows[i].log) != 0)
			fail_msg("%s: %d, %s", rows[i].sentence, printer.last, heard_log.last);
	}
}

static void no_lp_is_told_at_once(void **state)
{
	(void)state;
	begin(path_of("nothing"), "default", list);
	assert_int_equal(printer.last, HAL_PRINT_MISSING);
	assert_string_equal(
		heard_log.last,
		"<4>printer: the list was not taken: there is no lp, install cups-client");
	assert_int_equal(printer_step(&printer, 0), INT64_MAX);
}

static void one_that_cannot_be_run_is_refused(void **state)
{
	const char *path = fake("exit 0");

	(void)state;
	assert_int_equal(chmod(path, 0644), 0);
	begin(path, "default", list);
	assert_int_equal(printer.last, HAL_PRINT_REFUSED);
}

/* It reads nothing and does not end: neither beginning nor stepping waits for it. */
static void one_that_hangs_is_ended(void **state)
{
	static char much[2 << 20];
	pid_t pid;

	(void)state;
	memset(much, 'n', sizeof much - 1);
	begin(fake("exec sleep 1000"), "default", much);
	pid = printer.pid;
	assert_int_equal(printer_step(&printer, 0), 50);
	assert_int_equal(printer_step(&printer, PRINTER_HANGS_MS), PRINTER_HANGS_MS + 50);
	assert_int_equal(printer.last, HAL_PRINTING);
	assert_false(printer_begin(&printer, "default", TITLE, list, PRINTER_HANGS_MS));
	assert_int_equal(printer_step(&printer, PRINTER_HANGS_MS + 1), INT64_MAX);
	assert_int_equal(printer.last, HAL_PRINT_SILENT);
	assert_int_equal(kill(pid, 0), -1);
	assert_string_equal(heard_log.last, "<4>printer: the list was not taken: lp hangs");
	begin(fake("cat >/dev/null"), "default", list);
	assert_int_equal(see_out(), HAL_PRINTED);
}

static void a_long_list_arrives_whole(void **state)
{
	static char much[1 << 20];
	char script[200];
	struct stat status;

	(void)state;
	memset(much, 'n', sizeof much - 1);
	snprintf(script, sizeof script, "cat >%s/paper", folder);
	begin(fake(script), "default", much);
	assert_int_equal(see_out(), HAL_PRINTED);
	assert_int_equal(stat(path_of("paper"), &status), 0);
	assert_int_equal(status.st_size, sizeof much - 1);
}

static void whoever_leaves_takes_it_along(void **state)
{
	pid_t pid;

	(void)state;
	begin(fake("exec sleep 1000"), "default", list);
	pid = printer.pid;
	printer_release(&printer);
	assert_int_equal(kill(pid, 0), -1);
	printer_release(&(struct printer){0});
}

/* -- the print system itself ------------------------------------------------------------------------ */

static void cups_takes_the_list_or_says_no(void **state)
{
	static const struct {
		const char *sentence, *before, *name;
		enum hal_printed ends;
	} rows[] = {
		{"a queue by its name", "", "office", HAL_PRINTED},
		{"a queue that is not there", "", "attic", HAL_PRINT_REFUSED},
		{"the default", "lpadmin -d office", "default", HAL_PRINTED},
		{"a queue that takes nothing", "cupsreject office", "office", HAL_PRINT_REFUSED},
		{"and takes again", "cupsaccept office", "office", HAL_PRINTED},
	};
	(void)state;
	if (!cups_start(&cups, folder)) {
		print_message("# cupsd or lp is not installed, or does not start here\n");
		skip();
	}
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_true(cups_run(&cups, rows[i].before));
		begin("lp", rows[i].name, list);
		if (see_out() != rows[i].ends)
			fail_msg("%s: %d, %s", rows[i].sentence, printer.last, heard_log.last);
		if (rows[i].ends != HAL_PRINTED)
			continue;
		assert_true(cups_wait(&cups, "paper"));
		assert_string_equal(slurp(path_of("out/paper")), list);
		assert_string_equal(slurp(path_of("out/title")), TITLE "\n");
		assert_true(cups_run(&cups, "rm $OUT/paper"));
	}
	cups_stop(&cups);
	begin("lp", "office", list);
	assert_int_equal(see_out(), HAL_PRINT_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_list_goes_to_its_input_and_nowhere_else, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_goes_wrong_is_told_and_logged_without_the_list,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_lp_is_told_at_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_that_cannot_be_run_is_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(one_that_hangs_is_ended, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_long_list_arrives_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(whoever_leaves_takes_it_along, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cups_takes_the_list_or_says_no, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
