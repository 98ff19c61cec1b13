/* What becomes of bytes from a reader on their way to a sighting: each rule a row, each row a sentence. */
#include "firmware/backoff.h"
#include "firmware/reader/port_lock.h"
#include "firmware/reader/steady.h"
#include "firmware/reader/target.h"
#include "firmware/reader_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
