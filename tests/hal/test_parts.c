/* The small parts of the appliance: each rule a row, each row a sentence. */
#include "core/flow.h"
#include "firmware/backoff.h"
#include "firmware/clock.h"
#include "firmware/notify.h"
#include "firmware/options.h"
#include "firmware/reader/port_lock.h"
#include "firmware/reader/steady.h"
#include "firmware/reader/target.h"
#include "firmware/reader_line.h"
#include "firmware/sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

/* -- lines of the reader ---------------------------------------------------------------------- */

static bool feed(struct reader_lines *lines, const char *bytes, size_t size,
		 struct reader_line *out)
{
	bool ended = false;

	for (size_t i = 0; i < size; i++)
		ended |= reader_lines_step(lines, bytes[i], out);
	return ended;
}

#define BYTES(text) text, sizeof(text) - 1
static const struct line_row {
	const char *sentence, *bytes;
	size_t size;
	enum reader_word word;
	const char *rest; /* UID or reason */
} line_rows[] = {
	{"a card of 4 bytes", BYTES("card DEADBEEF\n"), READER_CARD, "DEADBEEF"},
	{"a card of 7 bytes", BYTES("card 04A1B2C3D4E5F6\n"), READER_CARD, "04A1B2C3D4E5F6"},
	{"a card of 10 bytes", BYTES("card 0123456789ABCDEF0123\n"), READER_CARD,
	 "0123456789ABCDEF0123"},
	{"no card of 5 bytes", BYTES("card DEADBEEF01\n"), READER_NONSENSE, NULL},
	{"no card of no bytes", BYTES("card \n"), READER_NONSENSE, NULL},
	{"no card with something after it", BYTES("card DEADBEEF \n"), READER_NONSENSE, NULL},
	{"no card behind a NUL", BYTES("card DEADBEEF\0\n"), READER_NONSENSE, NULL},
	{"no card at the end of an endless line",
	 BYTES("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	       "xxxxx"
	       "xxxxxxxxxxxxxxxxxxxxxxxxcard DEADBEEF\n"),
	 READER_NONSENSE, NULL},
	{"well", BYTES("reader well\n"), READER_WELL, NULL},
	{"not well with a tail", BYTES("reader well!\n"), READER_NONSENSE, NULL},
	{"alive", BYTES("alive\n"), READER_ALIVE, NULL},
	{"an empty line is no word", BYTES("\n"), READER_NONSENSE, NULL},
	{"lost and why", BYTES("reader lost it is gone\n"), READER_LOST, "it is gone"},
	{"a reason shows neither digits nor control bytes",
	 BYTES("reader lost \x1b[1m 04A1 \xff\n"), READER_LOST, "?[?m ??A? ?"},
};

static void each_line_means_what_it_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(line_rows); i++) {
		const struct line_row *row = &line_rows[i];
		struct reader_lines lines = {.length = 0};
		struct reader_line line;
		char uid[CARD_TEXT_SIZE] = "";
		bool ended = feed(&lines, row->bytes, row->size, &line);
		if (ended && line.word == READER_CARD)
			card_format(&line.card, uid);
		const char *rest = line.word == READER_CARD ? uid : line.reason;
		if (!ended || line.word != row->word || (row->rest && strcmp(rest, row->rest) != 0))
			fail_msg("%s", row->sentence);
	}
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Random bytes rich in newlines and in pieces of our words; after any of it a good line is read. */
static void no_bytes_upset_the_lines(void **state)
{
	static const char *const pieces[] = {"card ", "reader ",  "lost ", "well",
					     "alive", "04A1B2C3", "\n",    "\r\n",
					     "",      " ",        "ff",    "\xff\xfe"};
	struct reader_lines lines = {.length = 0};
	struct reader_line line;
	uint32_t seed = 20260914;

	(void)state;
	print_message("# seed %u\n", seed);
	for (int round = 0; round < 200000; round++) {
		uint32_t pick = next_random(&seed);
		const char *piece = pieces[pick % COUNT_OF(pieces)];
		char byte = (char)next_random(&seed);
		feed(&lines, piece, strlen(piece), &line);
		if (pick % 3 == 0 && reader_lines_step(&lines, byte, &line) &&
		    line.word == READER_CARD)
			assert_true(line.card.length == 4 || line.card.length == 7 ||
				    line.card.length == 10);
		assert_true(lines.length < sizeof lines.text);
		if (round % 1000 == 0) {
			feed(&lines, "\n", 1, &line);
			feed(&lines, "reader well\n", 12, &line);
			assert_int_equal(line.word, READER_WELL);
		}
	}
}

/* -- what the reader believes ------------------------------------------------------------------ */

static const struct target_row {
	const char *sentence;
	uint8_t atqa[2];
	size_t uid_length;
	bool believed;
} target_rows[] = {
	{"a UID of 4 bytes", {0x00, 0x04}, 4, true},
	{"a UID of 7 bytes", {0x00, 0x44}, 7, true},
	{"a UID of 7 bytes (DESFire)", {0x03, 0x44}, 7, true},
	{"a UID of 10 bytes", {0x00, 0x84}, 10, true},
	{"4 bytes, with a card of 7 beside it", {0x00, 0x44}, 4, true},
	{"no ATQA", {0x00, 0x00}, 4, false},
	{"no UID", {0x00, 0x04}, 0, false},
	{"a UID of 9 bytes", {0x00, 0x84}, 9, false},
	{"a UID of 255 bytes", {0x00, 0x44}, 255, false},
	{"7 bytes that the ATQA does not announce", {0x00, 0x04}, 7, false},
	{"10 bytes that the ATQA does not announce", {0x00, 0x44}, 10, false},
};

static void only_a_cards_answer_is_a_card(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(target_rows); i++) {
		const struct target_row *row = &target_rows[i];
		struct card card = {.length = 0};
		nfc_iso14443a_info info = {.szUidLen = row->uid_length,
					   .abtAtqa = {row->atqa[0], row->atqa[1]},
					   .abtUid = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}};
		bool believed = target_card(&info, &card);
		if (believed != row->believed || (believed && card.length != row->uid_length) ||
		    (believed && memcmp(card.bytes, info.abtUid, card.length) != 0))
			fail_msg("%s", row->sentence);
	}
}

/* A read a letter: A and B cards, "." nothing. A sighting: "!", none: "-". */
static const struct steady_row {
	const char *sentence, *reads, *sightings;
} steady_rows[] = {
	{"one read is no sighting", "A.", "--"},
	{"the second equal read is", "AA.", "-!-"},
	{"and every further one", "AAAA", "-!!!"},
	{"two reads apart are not in a row", "A.A.", "----"},
	{"a swapped card begins anew", "ABB", "--!"},
	{"two cards by turns are nobody", "ABABAB", "------"},
	{"a card put back begins anew", "AA.AA", "-!--!"},
};

static void two_equal_reads_in_a_row_are_a_sighting(void **state)
{
	static const struct card a = {{1, 2, 3, 4}, 4}, b = {{1, 2, 3, 5}, 4};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(steady_rows); i++) {
		const struct steady_row *row = &steady_rows[i];
		struct steady steady = {.seen = false};
		for (size_t at = 0; row->reads[at]; at++) {
			char read = row->reads[at];
			bool seen = steady_step(&steady, read == 'A'   ? &a
							 : read == 'B' ? &b
								       : NULL);
			if (seen != (row->sightings[at] == '!') ||
			    steady_waits(&steady) != (read != '.' && !seen))
				fail_msg("%s (read %zu)", row->sentence, at + 1);
		}
	}
}

static const struct lock_row {
	const char *sentence, *connection, *path;
	bool device;
} lock_rows[] = {
	{"a serial port", "pn532_uart:/dev/ttyAMA0", "/dev/ttyAMA0", true},
	{"a serial port with its speed", "pn532_uart:/dev/ttyAMA0:115200", "/dev/ttyAMA0", true},
	{"a USB reader", "acr122_usb:001:004", "/run/x/firstbell-reader-acr122-usb-001-004.lock",
	 false},
	{"libnfc's default", "", "/run/x/firstbell-reader-default.lock", false},
	{"no way out of the folder", "../../etc", "/run/x/firstbell-reader-..-..-etc.lock", false},
};

static void each_port_has_its_lock(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lock_rows); i++) {
		struct port_lock lock;
		if (!port_lock_for(lock_rows[i].connection, "/run/x", &lock) ||
		    strcmp(lock.path, lock_rows[i].path) != 0 || lock.device != lock_rows[i].device)
			fail_msg("%s: %s", lock_rows[i].sentence, lock.path);
	}
}

static void a_lock_is_one_programs(void **state)
{
	struct port_lock lock = {.device = false}, absent = {"/dev/firstbell-no-such-port", true};
	int first, second;

	(void)state;
	snprintf(lock.path, sizeof lock.path, "/tmp/firstbell-lock-%d", (int)getpid());
	assert_int_equal(port_lock_open(&lock, &first), OK);
	assert_int_equal(port_lock_open(&lock, &second), ERR_BUSY);
	port_lock_close(first);
	assert_int_equal(port_lock_open(&lock, &second), OK);
	port_lock_close(second);
	unlink(lock.path);
	assert_int_equal(port_lock_open(&absent, &first), ERR_NOT_FOUND);
	assert_int_not_equal(access(absent.path, F_OK), 0);
}

static void waits_grow_to_five_seconds_and_begin_anew(void **state)
{
	static const int32_t waits[] = {250, 500, 1000, 2000, 4000, 5000, 5000};
	struct backoff backoff = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(waits); i++)
		assert_int_equal(backoff_failed_ms(&backoff), waits[i]);
	backoff = (struct backoff){0};
	assert_int_equal(backoff_failed_ms(&backoff), 250);
}

/* -- the clock ---------------------------------------------------------------------------------- */

#define NOW 1789372800000 /* 14 September 2026 */
#define HOUR_MS (3600 * 1000)
static const struct clock_row {
	const char *sentence;
	bool always;
	struct clock_reading readings[3];
	enum trust trust; /* after the last reading */
} clock_rows[] = {
	{"the kernel's word is believed", false, {{NOW, 10, true}}, TRUST_SYNCED},
	{"a clock never synced is not", false, {{NOW, 10, false}}, TRUST_UNTRUSTED},
	{"unless the desk says so", true, {{NOW, 10, false}}, TRUST_SYNCED},
	{"1970 is believed of nobody", true, {{5000, 10, true}}, TRUST_UNTRUSTED},
	{"a synced clock holds for hours",
	 false,
	 {{NOW, 10, true}, {NOW + 20 * HOUR_MS, 10 + 20 * HOUR_MS, false}},
	 TRUST_HOLDOVER},
	{"but not for days",
	 false,
	 {{NOW, 10, true}, {NOW + 25 * HOUR_MS, 10 + 25 * HOUR_MS, false}},
	 TRUST_UNTRUSTED},
	{"the hours count from the last word",
	 false,
	 {{NOW, 10, true},
	  {NOW + 20 * HOUR_MS, 10 + 20 * HOUR_MS, true},
	  {NOW + 40 * HOUR_MS, 10 + 40 * HOUR_MS, false}},
	 TRUST_HOLDOVER},
	{"a clock put forward by hand is not held",
	 false,
	 {{NOW, 10, true}, {NOW + 60000, 1010, false}},
	 TRUST_UNTRUSTED},
	{"nor one put back", false, {{NOW, 10, true}, {NOW - 60000, 1010, false}}, TRUST_UNTRUSTED},
	{"nor when it is put right again by hand",
	 false,
	 {{NOW, 10, true}, {NOW + 60000, 1010, false}, {NOW + 2000, 2010, false}},
	 TRUST_UNTRUSTED},
	{"synced anew, it is believed again",
	 false,
	 {{NOW, 10, true}, {NOW + 60000, 1010, false}, {NOW + 2000, 2010, true}},
	 TRUST_SYNCED},
	{"drift of seconds is no step",
	 false,
	 {{NOW, 10, true}, {NOW + HOUR_MS + 3000, 10 + HOUR_MS, false}},
	 TRUST_HOLDOVER},
};

static void the_clock_is_trusted_as_far_as_it_earned(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(clock_rows); i++) {
		const struct clock_row *row = &clock_rows[i];
		struct clock clock = {.always_synced = row->always};
		enum trust trust = TRUST_UNTRUSTED;
		for (size_t at = 0; at < 3 && row->readings[at].utc_ms; at++)
			trust = clock_judge(&clock, &row->readings[at]);
		if (trust != row->trust)
			fail_msg("%s: %s", row->sentence, trust_text(trust));
	}
}

static void the_kernels_clocks_are_read(void **state)
{
	struct clock_reading first, second;

	(void)state;
	clock_read(&first);
	clock_read(&second);
	assert_true(first.mono_ms > 0 && second.mono_ms >= first.mono_ms);
	assert_true(first.utc_ms > CLOCK_FIRST_UTC_MS);
}

/* -- the command line ---------------------------------------------------------------------------- */

#define ARGUMENTS_MAX 6
static const struct option_row {
	const char *sentence;
	const char *arguments[ARGUMENTS_MAX];
	const char *problem; /* NULL: good */
} option_rows[] = {
	{"the folder is enough", {"--data", "d"}, NULL},
	{"a window", {"--data", "d", "--window", "800x480"}, NULL},
	{"a density", {"--data", "d", "--px-per-mm", "5.9"}, NULL},
	{"help needs no folder", {"--help"}, NULL},
	{"no folder", {"--fullscreen"}, "--data DIR is needed"},
	{"a window without a height",
	 {"--data", "d", "--window", "800"},
	 "800: --window takes a size such as 1280x800"},
	{"a window with something after it",
	 {"--data", "d", "--window", "800x480x"},
	 "800x480x: --window takes a size such as 1280x800"},
	{"a window too small to touch",
	 {"--data", "d", "--window", "8x4"},
	 "8x4: --window takes a size such as 1280x800"},
	{"a density that is no number",
	 {"--data", "d", "--px-per-mm", "nan"},
	 "nan: --px-per-mm takes a number from 1 to 40"},
	{"an unknown option",
	 {"--data", "d", "--colour"},
	 "--colour: there is no such option, or it lacks its value"},
	{"a value that is missing",
	 {"--data"},
	 "--data: there is no such option, or it lacks its value"},
	{"a word too many", {"--data", "d", "extra"}, "extra: not an option"},
};

static void the_command_line_is_understood_or_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(option_rows); i++) {
		const struct option_row *row = &option_rows[i];
		char copies[ARGUMENTS_MAX + 1][32] = {"firstbell"};
		char *argv[ARGUMENTS_MAX + 2] = {copies[0]};
		int argc = 1;
		struct options options;
		char problem[200] = "";
		for (; argc <= ARGUMENTS_MAX && row->arguments[argc - 1]; argc++) {
			snprintf(copies[argc], sizeof copies[argc], "%s", row->arguments[argc - 1]);
			argv[argc] = copies[argc];
		}
		bool good = options_parse(argc, argv, &options, problem, sizeof problem);
		if (good != !row->problem || strcmp(problem, row->problem ? row->problem : "") != 0)
			fail_msg("%s: %s", row->sentence, problem);
	}
}

static const struct setting_row {
	const char *setting;
	enum err err;
	const char *connection;
} setting_rows[] = {
	{"none", OK, NULL},
	{"libnfc", OK, ""},
	{"libnfc:pn532_uart:/dev/ttyAMA0", OK, "pn532_uart:/dev/ttyAMA0"},
	{"pcsc", ERR_UNSUPPORTED, NULL},
	{"libnfc:", ERR_BAD_CONFIG, NULL},
	{"libnfcx", ERR_BAD_CONFIG, NULL},
	{"", ERR_BAD_CONFIG, NULL},
};

static void each_reader_setting_has_its_meaning(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(setting_rows); i++) {
		const struct setting_row *row = &setting_rows[i];
		const char *connection = "untouched";
		enum err err = options_reader(row->setting, &connection);
		bool same = connection && row->connection ? strcmp(connection, row->connection) == 0
							  : connection == row->connection;
		if (err != row->err || !same)
			fail_msg("reader = %s: %s", row->setting, err_text(err));
	}
}

/* -- sound, systemd ------------------------------------------------------------------------------- */

static void every_feedback_but_none_has_a_sound(void **state)
{
	(void)state;
	for (enum feedback feedback = FEEDBACK_WELCOME; feedback <= FEEDBACK_FAULT; feedback++)
		if (sound_length_ms(feedback_text(feedback)) < 50)
			fail_msg("no sound: %s", feedback_text(feedback));
	assert_int_equal(sound_length_ms("no such sound"), 0);
}

static const char *heard(int fd)
{
	static char text[64];
	ssize_t size = recv(fd, text, sizeof text - 1, MSG_DONTWAIT);

	text[size < 0 ? 0 : size] = '\0';
	return text;
}

static void systemd_hears_of_progress_alone(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct notify notify;

	(void)state;
	snprintf(address.sun_path, sizeof address.sun_path, "/tmp/firstbell-notify-%d",
		 (int)getpid());
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	setenv("NOTIFY_SOCKET", address.sun_path, 1);
	setenv("WATCHDOG_USEC", "10000000", 1);
	notify_open(&notify);
	assert_null(getenv("NOTIFY_SOCKET"));
	assert_string_equal(heard(fd), "");
	assert_int_equal(notify_progress(&notify, 1000), 6000);
	assert_string_equal(heard(fd), "READY=1");
	assert_string_equal(heard(fd), "WATCHDOG=1");
	assert_int_equal(notify_progress(&notify, 5999), 6000);
	assert_string_equal(heard(fd), "");
	assert_int_equal(notify_progress(&notify, 6000), 11000);
	assert_string_equal(heard(fd), "WATCHDOG=1");
	notify_stopping(&notify);
	assert_string_equal(heard(fd), "STOPPING=1");
	notify_close(&notify);
	close(fd);
	unlink(address.sun_path);
	notify_open(&notify);
	assert_int_equal(notify_progress(&notify, 1000), INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_means_what_it_says),
		cmocka_unit_test(no_bytes_upset_the_lines),
		cmocka_unit_test(only_a_cards_answer_is_a_card),
		cmocka_unit_test(two_equal_reads_in_a_row_are_a_sighting),
		cmocka_unit_test(each_port_has_its_lock),
		cmocka_unit_test(a_lock_is_one_programs),
		cmocka_unit_test(waits_grow_to_five_seconds_and_begin_anew),
		cmocka_unit_test(the_clock_is_trusted_as_far_as_it_earned),
		cmocka_unit_test(the_kernels_clocks_are_read),
		cmocka_unit_test(the_command_line_is_understood_or_explained),
		cmocka_unit_test(each_reader_setting_has_its_meaning),
		cmocka_unit_test(every_feedback_but_none_has_a_sound),
		cmocka_unit_test(systemd_hears_of_progress_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
