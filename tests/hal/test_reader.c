/* The real firstbell-reader with libnfc, against a chip that is well, sick, hostile and gone. */
#include "tests/support/reader_rig.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

extern char **environ;

/* The kiosk's log, kept for the tests: hal.h asks the firmware's or the simulator's hal for it otherwise. */
static char log_text[8192];

void hal_log(enum hal_level level, const char *line)
{
	size_t used = strlen(log_text);

	(void)level;
	snprintf(log_text + used, sizeof log_text - used, "%s\n", line);
}

static struct card card_a, card_b;

static int set_up(void **state)
{
	static struct rig rig;

	log_text[0] = '\0';
	rig_open(&rig);
	*state = &rig;
	return 0;
}

static int tear_down(void **state)
{
	rig_close(*state);
	return 0;
}

static void put(struct rig *rig, const struct card *card)
{
	assert_int_equal(pn532_put(rig->chip, card), OK);
}

/* Well, with this card in the field and seen. */
static void begin_with(struct rig *rig, const struct card *card)
{
	pn532_take(rig->chip);
	put(rig, card);
	rig_allow(rig, card);
	assert_true(rig_until_seen(rig, 2));
	assert_int_equal(rig->keeper.state, HAL_READER_WELL);
}

static const struct fault_row {
	const char *sentence;
	enum pn532_fault fault;
	bool unplug;
} fault_rows[] = {
	{"a chip that says nothing", PN532_STALLED, false},
	{"a chip that acknowledges and never answers", PN532_MUTE, false},
	{"noise on the line", PN532_GARBAGE, false},
	{"nothing but error frames", PN532_ERROR_FRAME, false},
	{"a wrong checksum of the length", PN532_BAD_LENGTH_SUM, false},
	{"a wrong checksum of the data", PN532_BAD_DATA_SUM, false},
	{"an ATS of length 0, at which libnfc crashes", PN532_ATS_ZERO, false},
	{"a UID of 255 bytes", PN532_UID_255, false},
	{"an answer cut short before the card", PN532_TRUNCATED, false},
	{"an answer cut short within the UID", PN532_CUT_UID, false},
	{"a bad PowerDown, at which libnfc aborts", PN532_BAD_POWER_DOWN, false},
	{"a reader pulled out of its socket", PN532_WELL, true},
};

static bool row_holds(struct rig *rig, const struct fault_row *row)
{
	begin_with(rig, &card_a);
	pn532_fault(rig->chip, row->fault);
	if (row->unplug)
		pn532_unplug(rig->chip);
	if (!rig_until_state(rig, HAL_READER_LOST))
		return false;
	/* The card before must not come back as a ghost. */
	pn532_take(rig->chip);
	put(rig, &card_b);
	rig_allow(rig, &card_b);
	pn532_fault(rig->chip, PN532_WELL);
	if (row->unplug && pn532_plug(rig->chip) != OK)
		return false;
	return rig_until_state(rig, HAL_READER_WELL) && rig_until_seen(rig, 2);
}

static void every_fault_is_lost_then_back(void **state)
{
	for (size_t i = 0; i < COUNT_OF(fault_rows); i++) {
		const struct fault_row *row = &fault_rows[i];
		int64_t started = rig_now_ms(*state);
		if (!row_holds(*state, row))
			fail_msg("not lost and then back: %s", row->sentence);
		print_message("# %5lld ms %s\n", (long long)(rig_now_ms(*state) - started),
			      row->sentence);
	}
	assert_null(strstr(log_text, "04A1"));
	assert_non_null(strstr(log_text, "reader lost: it does not answer\n"));
	assert_non_null(strstr(log_text, "reader lost: firstbell-reader ended\n"));
}

static void a_held_card_is_seen_again_and_again(void **state)
{
	begin_with(*state, &card_a);
	assert_true(rig_until_seen(*state, 10));
}

static void an_empty_field_shows_nothing(void **state)
{
	rig_allow(*state, NULL);
	assert_true(rig_until_state(*state, HAL_READER_WELL));
	assert_true(rig_until_selects(*state, 5));
}

static void a_card_pulled_away_after_one_read_is_nobody(void **state)
{
	struct rig *rig = *state;

	rig_allow(rig, NULL);
	assert_true(rig_until_state(rig, HAL_READER_WELL));
	pn532_after(rig->chip, 1, NULL);
	put(rig, &card_a);
	assert_true(rig_until_selects(rig, 6));
	assert_int_equal(rig->seen, 0);
}

static void a_card_pulled_away_after_two_reads_counts_once(void **state)
{
	struct rig *rig = *state;

	rig_allow(rig, &card_a);
	assert_true(rig_until_state(rig, HAL_READER_WELL));
	pn532_after(rig->chip, 2, NULL);
	put(rig, &card_a);
	assert_true(rig_until_selects(rig, 6));
	assert_int_equal(rig->seen, 1);
}

static void a_card_swapped_between_two_reads_is_not_the_first(void **state)
{
	struct rig *rig = *state;

	rig_allow(rig, &card_b);
	assert_true(rig_until_state(rig, HAL_READER_WELL));
	pn532_after(rig->chip, 1, &card_b);
	put(rig, &card_a);
	assert_true(rig_until_seen(rig, 3));
}

static void of_two_cards_at_once_one_is_seen(void **state)
{
	struct rig *rig = *state;

	begin_with(rig, &card_a);
	put(rig, &card_b);
	assert_true(rig_until_seen(rig, 6));
	pn532_take(rig->chip);
	assert_true(rig_until_selects(rig, 3));
	begin_with(rig, &card_b);
}

static void cards_of_every_length_are_read_whole(void **state)
{
	static const char *const uids[] = {"DEADBEEF", "04A1B2C3D4E5F6", "0123456789ABCDEF0123"};

	for (size_t i = 0; i < COUNT_OF(uids); i++) {
		struct card card = rig_card(uids[i]);
		pn532_take(((struct rig *)*state)->chip);
		assert_true(rig_until_selects(*state, 3));
		begin_with(*state, &card);
	}
}

static void a_reader_that_hangs_is_ended_and_comes_back(void **state)
{
	struct rig *rig = *state;

	begin_with(rig, &card_a);
	pid_t hung = rig->keeper.pid;
	assert_int_equal(kill(hung, SIGSTOP), 0);
	rig_step(rig, rig_now_ms(rig));
	rig->skew_ms += READER_HANGS_MS + 1000;
	assert_true(rig_until_state(rig, HAL_READER_LOST));
	assert_true(rig_until_state(rig, HAL_READER_WELL));
	assert_int_not_equal(rig->keeper.pid, hung);
	assert_non_null(strstr(log_text, "reader lost: firstbell-reader hangs\n"));
}

static void a_second_program_leaves_the_port_alone(void **state)
{
	struct rig *rig = *state;
	struct reader_child second;

	begin_with(rig, &card_a);
	assert_true(reader_child_init(&second, rig_reader(), rig->keeper.connection));
	int64_t end_ms = rig_now_ms(rig) + RIG_BOUND_MS;
	while (!strstr(log_text, "another program has it") && rig_now_ms(rig) < end_ms) {
		reader_child_step(&second, rig_now_ms(rig));
		rig_step(rig, end_ms);
	}
	assert_non_null(strstr(log_text, "another program has it"));
	assert_int_equal(second.state, HAL_READER_LOST);
	rig_allow(rig, &card_a);
	assert_true(rig_until_seen(rig, 5));
	assert_int_equal(rig->keeper.state, HAL_READER_WELL);
	reader_child_release(&second);
}

static const struct program_row {
	const char *sentence, *program;
} program_rows[] = {
	{"a reader that is not there", "/nonexistent/firstbell-reader"},
	{"a reader that ends at once", "/bin/true"},
	{"a reader that fails at once", "/bin/false"},
	{"a reader that talks nonsense without end", "/usr/bin/yes"},
	{"a reader that says nothing", "/usr/bin/tail"},
};

static void whatever_the_program_is_the_kiosk_goes_on(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(program_rows); i++) {
		struct reader_child keeper;
		struct sighting sighting;
		int64_t mono_ms = 1000;
		assert_true(reader_child_init(&keeper, program_rows[i].program, "-"));
		log_text[0] = '\0';
		for (int step = 0; step < 400; step++, mono_ms += 50) {
			int64_t next_ms = reader_child_step(&keeper, mono_ms);
			if (next_ms <= mono_ms || next_ms > mono_ms + BACKOFF_LAST_MS ||
			    keeper.state != HAL_READER_LOST ||
			    reader_child_sighting(&keeper, &sighting))
				fail_msg("%s", program_rows[i].sentence);
		}
		reader_child_release(&keeper);
		if (strncmp(log_text, "reader lost: firstbell-reader ", 30) != 0 ||
		    strchr(log_text, '\n')[1] != '\0')
			fail_msg("%s: logged once: %s", program_rows[i].sentence, log_text);
	}
}

/* Starts the reader by hand, its stdin the end of a pipe. */
static pid_t start_reader(struct rig *rig, int in)
{
	char name[] = "firstbell-reader";
	char *const arguments[] = {name, rig->keeper.connection, NULL};
	posix_spawn_file_actions_t files;
	pid_t pid;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	assert_int_equal(posix_spawn(&pid, rig_reader(), &files, NULL, arguments, environ), 0);
	posix_spawn_file_actions_destroy(&files);
	return pid;
}

/* Drives the chip until the process is gone. */
static int wait_for_end(struct rig *rig, pid_t pid)
{
	int status = 0;

	for (int64_t end_ms = rig_now_ms(rig) + RIG_BOUND_MS; rig_now_ms(rig) < end_ms;) {
		struct pollfd chip = {.fd = pn532_fd(rig->chip), .events = POLLIN};
		poll(&chip, 1, 1);
		pn532_step(rig->chip, rig_now_ms(rig));
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
	}
	kill(pid, SIGKILL);
	return -1;
}

static void run_reader_until_selected(struct rig *rig)
{
	unsigned before = pn532_selects(rig->chip);

	for (int64_t end_ms = rig_now_ms(rig) + RIG_BOUND_MS;
	     pn532_selects(rig->chip) < before + 2 && rig_now_ms(rig) < end_ms;) {
		struct pollfd chip = {.fd = pn532_fd(rig->chip), .events = POLLIN};
		poll(&chip, 1, 1);
		pn532_step(rig->chip, rig_now_ms(rig));
	}
	assert_true(pn532_selects(rig->chip) >= before + 2);
}

static void it_goes_cleanly_with_its_stdin_and_with_sigterm(void **state)
{
	struct rig *rig = *state;

	for (int by_signal = 0; by_signal < 2; by_signal++) {
		int in[2];
		assert_int_equal(pipe2(in, O_CLOEXEC), 0);
		pid_t pid = start_reader(rig, in[0]);
		run_reader_until_selected(rig);
		if (by_signal)
			kill(pid, SIGTERM);
		else
			close(in[1]);
		int status = wait_for_end(rig, pid);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
		close(in[0]);
		if (by_signal)
			close(in[1]);
	}
}

/* The kiosk killed without warning: its reader must not go on holding the port. Its stdin stays open with us. */
static void it_does_not_outlive_its_parent(void **state)
{
	struct rig *rig = *state;
	int in[2], report[2];
	pid_t reader;

	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	assert_int_equal(pipe2(in, O_CLOEXEC), 0);
	assert_int_equal(pipe2(report, O_CLOEXEC), 0);
	pid_t kiosk = fork();
	if (kiosk == 0) {
		pid_t pid = start_reader(rig, in[0]);
		if (write(report[1], &pid, sizeof pid) == sizeof pid)
			pause();
		_exit(1);
	}
	assert_int_equal(read(report[0], &reader, sizeof reader), sizeof reader);
	run_reader_until_selected(rig);
	kill(kiosk, SIGKILL);
	waitpid(kiosk, NULL, 0);
	int status = wait_for_end(rig, reader);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGKILL);
	for (int i = 0; i < 2; i++) {
		close(in[i]);
		close(report[i]);
	}
}

#define WITH_RIG(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_RIG(every_fault_is_lost_then_back),
		WITH_RIG(a_held_card_is_seen_again_and_again),
		WITH_RIG(an_empty_field_shows_nothing),
		WITH_RIG(a_card_pulled_away_after_one_read_is_nobody),
		WITH_RIG(a_card_pulled_away_after_two_reads_counts_once),
		WITH_RIG(a_card_swapped_between_two_reads_is_not_the_first),
		WITH_RIG(of_two_cards_at_once_one_is_seen),
		WITH_RIG(cards_of_every_length_are_read_whole),
		WITH_RIG(a_reader_that_hangs_is_ended_and_comes_back),
		WITH_RIG(a_second_program_leaves_the_port_alone),
		cmocka_unit_test(whatever_the_program_is_the_kiosk_goes_on),
		WITH_RIG(it_goes_cleanly_with_its_stdin_and_with_sigterm),
		WITH_RIG(it_does_not_outlive_its_parent),
	};

	card_a = rig_card("04A1B2C3D4E5F6");
	card_b = rig_card("04112233445566");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
