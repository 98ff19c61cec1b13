/* The appliance whole: firstbell, its reader child and libnfc, on the dummy video driver, against our chip. */
#include "firmware/reader/port_lock.h"
#include "sim/pn532.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define BOUND_MS 15000

extern char **environ;

static struct {
	char folder[64], data[96], link[96], log[96], firstbell[256];
	struct pn532 *chip;
	pid_t pid; /* 0: not running */
} kiosk;

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void step_chip(void)
{
	struct pollfd chip = {.fd = pn532_fd(kiosk.chip), .events = POLLIN};

	poll(&chip, 1, 2);
	pn532_step(kiosk.chip, now_ms());
}

static int events_of(const char *kind)
{
	char path[128];
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	int count = -1;

	snprintf(path, sizeof path, "%s/firstbell.db", kiosk.data);
	if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(database, "SELECT count(*) FROM event WHERE kind = ?", -1,
			       &statement, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(statement, 1, kind, -1, SQLITE_STATIC) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		count = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return count;
}

static void until_events(const char *kind, int count)
{
	int64_t end_ms = now_ms() + BOUND_MS, look_ms = 0;

	while (now_ms() < end_ms) {
		step_chip();
		if (now_ms() < look_ms)
			continue;
		look_ms = now_ms() + 50;
		if (events_of(kind) >= count)
			break;
	}
	if (events_of(kind) != count)
		fail_msg("%d events %s, not %d", events_of(kind), kind, count);
}

static void until_selects(unsigned count)
{
	unsigned before = pn532_selects(kiosk.chip);

	for (int64_t end_ms = now_ms() + BOUND_MS; now_ms() < end_ms;) {
		step_chip();
		if (pn532_selects(kiosk.chip) - before >= count)
			return;
	}
	fail_msg("the reader does not select any more");
}

/* Arguments end with NULL; what it says on stderr goes to kiosk.log. */
static pid_t start(const char *const *arguments)
{
	char copies[8][128];
	char *argv[9] = {copies[0]};
	posix_spawn_file_actions_t files;
	pid_t pid;

	snprintf(copies[0], sizeof copies[0], "firstbell");
	for (int i = 0; arguments[i]; i++) {
		snprintf(copies[i + 1], sizeof copies[i + 1], "%s", arguments[i]);
		argv[i + 1] = copies[i + 1];
	}
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, kiosk.log,
					 O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	assert_int_equal(posix_spawn(&pid, kiosk.firstbell, &files, NULL, argv, environ), 0);
	posix_spawn_file_actions_destroy(&files);
	return pid;
}

static void start_kiosk(void)
{
	char reader[128];

	snprintf(reader, sizeof reader, "libnfc:pn532_uart:%s", kiosk.link);
	const char *const arguments[] = {"--data",   kiosk.data, "--reader", reader,
					 "--window", "1280x800", NULL};
	kiosk.pid = start(arguments);
}

static int wait_for_end(pid_t pid)
{
	int status = -1;

	for (int64_t end_ms = now_ms() + BOUND_MS; now_ms() < end_ms;) {
		step_chip();
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	fail_msg("it does not end");
	return status;
}

static bool log_has(const char *text)
{
	char log[8192];
	FILE *file = fopen(kiosk.log, "r");

	assert_non_null(file);
	log[fread(log, 1, sizeof log - 1, file)] = '\0';
	fclose(file);
	return strstr(log, text) != NULL;
}

/* The demo school's first cards. */
static struct card card_of(int line)
{
	char path[128], text[256] = "";
	struct card card = {.length = 0};

	snprintf(path, sizeof path, "%s/cards.csv", kiosk.data);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	for (int i = 0; i <= line; i++)
		assert_non_null(fgets(text, sizeof text, file));
	fclose(file);
	text[strcspn(text, ",")] = '\0';
	assert_true(card_parse(text, &card));
	return card;
}

static void lay(const struct card *card)
{
	pn532_take(kiosk.chip);
	assert_int_equal(pn532_put(kiosk.chip, card), OK);
}

static void a_card_laid_down_is_one_arrival(void **state)
{
	struct card card = card_of(1);

	(void)state;
	start_kiosk();
	until_events("reader_back", 1);
	lay(&card);
	until_events("arrived", 1);
	until_selects(20);
	assert_int_equal(events_of("arrived"), 1);
}

static void a_reader_that_crashes_is_lost_and_back(void **state)
{
	struct card card = card_of(2);
	int lost = events_of("reader_lost"), back = events_of("reader_back");

	(void)state;
	pn532_fault(kiosk.chip, PN532_ATS_ZERO);
	until_events("reader_lost", lost + 1);
	pn532_take(kiosk.chip);
	pn532_fault(kiosk.chip, PN532_WELL);
	until_events("reader_back", back + 1);
	lay(&card);
	until_events("arrived", 2);
	assert_int_equal(waitpid(kiosk.pid, NULL, WNOHANG), 0);
	assert_true(log_has("<4>reader lost: firstbell-reader ended\n"));
}

static void a_reader_pulled_out_is_lost_and_back(void **state)
{
	int lost = events_of("reader_lost"), back = events_of("reader_back");

	(void)state;
	pn532_unplug(kiosk.chip);
	until_events("reader_lost", lost + 1);
	assert_int_equal(pn532_plug(kiosk.chip), OK);
	until_events("reader_back", back + 1);
	assert_int_equal(waitpid(kiosk.pid, NULL, WNOHANG), 0);
}

static void the_log_names_no_card(void **state)
{
	char uid[CARD_TEXT_SIZE];

	(void)state;
	for (int line = 1; line <= 2; line++) {
		struct card card = card_of(line);
		card_format(&card, uid);
		assert_false(log_has(uid));
	}
}

static void sigterm_closes_it_cleanly_with_its_reader(void **state)
{
	struct port_lock port = {.device = true};
	int lock, down = events_of("kiosk_down");

	(void)state;
	kill(kiosk.pid, SIGTERM);
	int status = wait_for_end(kiosk.pid);
	kiosk.pid = 0;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(events_of("kiosk_down"), down + 1);
	snprintf(port.path, sizeof port.path, "%s", kiosk.link);
	assert_int_equal(port_lock_open(&port, &lock), OK);
	port_lock_close(lock);
}

static void killed_without_warning_it_comes_back_to_its_reader(void **state)
{
	struct card card = card_of(3);
	int back = events_of("reader_back");

	(void)state;
	pn532_take(kiosk.chip);
	start_kiosk();
	until_events("reader_back", back + 1);
	kill(kiosk.pid, SIGKILL);
	wait_for_end(kiosk.pid);
	start_kiosk();
	until_events("reader_back", back + 2);
	lay(&card);
	until_events("arrived", 3);
}

static void a_second_one_on_the_same_folder_is_refused(void **state)
{
	const char *const arguments[] = {"--data", kiosk.data, "--reader", "none", NULL};
	int up = events_of("kiosk_up");

	(void)state;
	int status = wait_for_end(start(arguments));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_true(log_has("<3>another Firstbell uses this folder\n"));
	assert_int_equal(events_of("kiosk_up"), up);
	assert_int_equal(waitpid(kiosk.pid, NULL, WNOHANG), 0);
	kill(kiosk.pid, SIGTERM);
	wait_for_end(kiosk.pid);
	kiosk.pid = 0;
}

/* They come after another has ended, and with it its lock. */
static const struct refusal_row {
	const char *sentence;
	const char *arguments[5];
	int status;
	const char *says;
} refusal_rows[] = {
	{"no folder", {NULL}, 2, "firstbell: --data DIR is needed\n"},
	{"no such folder", {"--data", "/nonexistent"}, 1, "not there"},
	{"a reader not supported yet",
	 {"--data", kiosk.data, "--reader", "pcsc"},
	 1,
	 "<3>reader = pcsc: not supported yet, use libnfc\n"},
	{"a reader nobody knows",
	 {"--data", kiosk.data, "--reader", "acr122"},
	 1,
	 "<3>reader = acr122: expected libnfc, libnfc:CONNECTION or none\n"},
};

static void what_cannot_be_is_refused_in_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refusal_rows); i++) {
		const struct refusal_row *row = &refusal_rows[i];
		int status = wait_for_end(start(row->arguments));
		if (!WIFEXITED(status) || WEXITSTATUS(status) != row->status || !log_has(row->says))
			fail_msg("%s", row->sentence);
	}
}

static int set_up(void **state)
{
	const char *build = getenv("B");
	char command[512];

	(void)state;
	setenv("B", build ? build : "build", 0);
	setenv("SDL_VIDEODRIVER", "dummy", 1);
	setenv("SDL_AUDIODRIVER", "dummy", 1);
	snprintf(kiosk.folder, sizeof kiosk.folder, "/tmp/firstbell-kiosk-XXXXXX");
	if (!mkdtemp(kiosk.folder))
		return 1;
	snprintf(kiosk.data, sizeof kiosk.data, "%s/data", kiosk.folder);
	snprintf(kiosk.link, sizeof kiosk.link, "%s/tty", kiosk.folder);
	snprintf(kiosk.log, sizeof kiosk.log, "%s/log", kiosk.folder);
	snprintf(kiosk.firstbell, sizeof kiosk.firstbell, "%s/bin/firstbell", getenv("B"));
	snprintf(command, sizeof command,
		 "tools/make-demo-school %s https://127.0.0.1:9 --pupils 60", kiosk.data);
	return system(command) == 0 && pn532_open(&kiosk.chip, kiosk.link) == OK ? 0 : 1;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	if (kiosk.pid) {
		kill(kiosk.pid, SIGKILL);
		waitpid(kiosk.pid, NULL, 0);
	}
	pn532_close(kiosk.chip);
	snprintf(command, sizeof command, "rm -rf %s", kiosk.folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_laid_down_is_one_arrival),
		cmocka_unit_test(a_reader_that_crashes_is_lost_and_back),
		cmocka_unit_test(a_reader_pulled_out_is_lost_and_back),
		cmocka_unit_test(the_log_names_no_card),
		cmocka_unit_test(sigterm_closes_it_cleanly_with_its_reader),
		cmocka_unit_test(killed_without_warning_it_comes_back_to_its_reader),
		cmocka_unit_test(a_second_one_on_the_same_folder_is_refused),
		cmocka_unit_test(what_cannot_be_is_refused_in_words),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
