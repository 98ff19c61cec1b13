/* The chip itself, byte by byte: what a host writes and what comes back. */
#include "sim/pn532.h"
#include "sim/pn532_thread.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define ACK "0000ff00ff00"

static struct pn532 *chip;
static int host;

static int set_up(void **state)
{
	(void)state;
	if (pn532_open(&chip, NULL) != OK)
		return 1;
	host = open(pn532_path(chip), O_RDWR | O_NOCTTY | O_NONBLOCK);
	return host < 0;
}

static int tear_down(void **state)
{
	(void)state;
	close(host);
	pn532_close(chip);
	return 0;
}

static void write_hex(const char *hex)
{
	uint8_t bytes[600];
	size_t count = strlen(hex) / 2;

	for (size_t i = 0; i < count; i++) {
		unsigned byte;
		assert_int_equal(sscanf(hex + 2 * i, "%2x", &byte), 1);
		bytes[i] = (uint8_t)byte;
	}
	assert_int_equal(write(host, bytes, count), count);
}

/* What the host has from the chip by now, in hex. */
static const char *heard(void)
{
	static char hex[1300];
	uint8_t bytes[600];
	ssize_t count, sum = 0;

	/* A terminal may hand over in two readings what was written to it at once. */
	while ((count = read(host, bytes + sum, sizeof bytes - (size_t)sum)) > 0)
		sum += count;
	hex[0] = '\0';
	for (ssize_t i = 0; i < sum; i++)
		snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
	return hex;
}

/* The frames that libnfc 1.8.0 sends, and what a chip with a card of 4 bytes answers. */
static const struct command_row {
	const char *sentence, *command, *answer;
} command_rows[] = {
	{"wake-up and SAMConfiguration",
	 "55550000000000000000000000000000"
	 "0000ff03fdd41401170"
	 "0",
	 ACK "0000ff02fed5151600"},
	{"Diagnose gives back what it was given", "0000ff09f7d400006c69626e6663be00",
	 ACK "0000ff09f7d501006c69626e6663bc00"},
	{"GetFirmwareVersion: a PN532", "0000ff02fed4022a00", ACK "0000ff06fad50332010607e800"},
	{"InListPassiveTarget: the card", "0000ff04fcd44a0100e100",
	 ACK "0000ff0cf4d54b01010004080401020304c400"},
	{"PowerDown", "0000ff03fdd416f02600", ACK "0000ff03fdd517001400"},
	{"an unknown command", "0000ff02fed4fe2e00", ACK "0000ff01ff7f8100"},
	{"a frame with a wrong checksum is no command", "0000ff02fed4022b00", ""},
	{"a frame to another direction is no command", "0000ff02fed5022900", ""},
};

static void each_command_has_its_answer(void **state)
{
	static const struct card card = {{1, 2, 3, 4}, 4};

	(void)state;
	pn532_pace(chip, false);
	assert_int_equal(pn532_put(chip, &card), OK);
	for (size_t i = 0; i < COUNT_OF(command_rows); i++) {
		const struct command_row *row = &command_rows[i];
		write_hex(row->command);
		pn532_step(chip, 1000);
		const char *answer = heard();
		if (strcmp(answer, row->answer) != 0)
			fail_msg("%s: %s", row->sentence, answer);
	}
}

static void a_command_may_come_byte_by_byte(void **state)
{
	static const char command[] = "0000ff02fed4022a00";

	(void)state;
	pn532_pace(chip, false);
	for (size_t i = 0; i < sizeof command - 3; i += 2) { /* the postamble says nothing new */
		char byte[3] = {command[i], command[i + 1], '\0'};
		assert_string_equal(heard(), "");
		write_hex(byte);
		pn532_step(chip, 1000);
	}
	assert_string_equal(heard(), ACK "0000ff06fad50332010607e800");
}

static void an_answer_takes_the_time_of_its_line(void **state)
{
	(void)state;
	write_hex("0000ff06fad43205000104f000"); /* no waiting for cards */
	for (int64_t ms = 1000; ms < 1010; ms++)
		pn532_step(chip, ms);
	heard();
	write_hex("0000ff04fcd44a0100e100");
	int64_t due_ms = pn532_step(chip, 2000);
	assert_in_range(due_ms, 2001, 2002);
	assert_string_equal(heard(), "");
	due_ms = pn532_step(chip, due_ms);
	assert_string_equal(heard(), ACK);
	while (due_ms != INT64_MAX) {
		assert_string_equal(heard(), "");
		assert_true(due_ms < 2030);
		due_ms = pn532_step(chip, due_ms);
	}
	assert_string_equal(heard(), "0000ff03fdd54b00e000");
}

/* As libnfc leaves it unless told otherwise. */
static void a_select_without_limit_waits_for_a_card(void **state)
{
	static const struct card card = {{1, 2, 3, 4}, 4};

	(void)state;
	write_hex("0000ff04fcd44a0100e100");
	for (int64_t ms = 1000; ms < 3000; ms += 10)
		pn532_step(chip, ms);
	assert_string_equal(heard(), ACK);
	assert_int_equal(pn532_put(chip, &card), OK);
	for (int64_t ms = 3000; ms < 3010; ms++)
		pn532_step(chip, ms);
	assert_string_equal(heard(), "0000ff0cf4d54b01010004080401020304c400");
}

static void only_two_cards_have_room(void **state)
{
	static const struct card card = {{1, 2, 3, 4}, 4};

	(void)state;
	assert_int_equal(pn532_put(chip, &card), OK);
	assert_int_equal(pn532_put(chip, &card), OK);
	assert_int_equal(pn532_put(chip, &card), ERR_FULL);
}

static void the_link_follows_the_chip(void **state)
{
	struct pn532 *linked;
	struct stat there;
	char path[64];

	(void)state;
	snprintf(path, sizeof path, "/tmp/firstbell-chip-%d", (int)getpid());
	assert_int_equal(pn532_open(&linked, path), OK);
	assert_string_equal(pn532_path(linked), path);
	assert_int_equal(stat(path, &there), 0);
	assert_true(S_ISCHR(there.st_mode));
	pn532_unplug(linked);
	assert_int_equal(pn532_fd(linked), -1);
	assert_int_not_equal(stat(path, &there), 0);
	assert_int_equal(pn532_plug(linked), OK);
	assert_int_equal(stat(path, &there), 0);
	pn532_close(linked);
	assert_int_not_equal(lstat(path, &there), 0);
}

static void a_file_in_the_links_place_is_left_alone(void **state)
{
	struct pn532 *linked;
	char path[64];

	(void)state;
	snprintf(path, sizeof path, "/tmp/firstbell-chip-%d", (int)getpid());
	close(open(path, O_CREAT | O_WRONLY, 0600));
	assert_int_equal(pn532_open(&linked, path), ERR_EXISTS);
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
}

static void on_a_thread_of_its_own_it_answers_by_itself(void **state)
{
	static const struct card card = {{1, 2, 3, 4}, 4};
	struct pollfd port = {.fd = host, .events = POLLIN};
	struct pn532_thread *thread;

	(void)state;
	assert_int_equal(pn532_thread_start(&thread, chip), OK);
	write_hex("0000ff04fcd44a0100e100");
	assert_int_equal(poll(&port, 1, 5000), 1);
	assert_string_equal(heard(), ACK);
	pn532_thread_lock(thread);
	assert_int_equal(pn532_put(chip, &card), OK);
	pn532_thread_unlock(thread);
	assert_int_equal(poll(&port, 1, 5000), 1);
	assert_string_equal(heard(), "0000ff0cf4d54b01010004080401020304c400");
	pn532_thread_stop(thread);
	assert_int_equal(pn532_selects(chip), 1);
}

#define WITH_CHIP(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CHIP(each_command_has_its_answer),
		WITH_CHIP(a_command_may_come_byte_by_byte),
		WITH_CHIP(an_answer_takes_the_time_of_its_line),
		WITH_CHIP(a_select_without_limit_waits_for_a_card),
		WITH_CHIP(only_two_cards_have_room),
		WITH_CHIP(the_link_follows_the_chip),
		WITH_CHIP(a_file_in_the_links_place_is_left_alone),
		WITH_CHIP(on_a_thread_of_its_own_it_answers_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
