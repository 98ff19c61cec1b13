/* What the simulator takes for sent: acknowledged by its authority, in whatever stream that was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sim/notes.h"

#include <cmocka.h>

static void write_note(struct notes *notes, const char *to, int sequence, const char *child)
{
	char members[200];
	snprintf(members, sizeof(members),
		 "\"to\":\"%s\",\"sequence\":%d,\"notice\":\"flag.raised\",\"child\":\"%s\"", to,
		 sequence, child);
	notes_take(notes, "notice", members);
}

static void answer(struct notes *notes, const char *to, int status, int acked)
{
	char members[200];
	snprintf(members, sizeof(members), "\"to\":\"%s\",\"events\":1,\"status\":%d,\"acked\":%d",
		 to, status, acked);
	notes_take(notes, "reply", members);
}

static bool has(const struct notes *notes, const char *child)
{
	struct step step = {.word_count = 2};
	snprintf(step.words[0], SCRIPT_WORD_SIZE, "flag.raised");
	snprintf(step.words[1], SCRIPT_WORD_SIZE, "child=%s", child);
	assert_true(notes_find(notes, &step, false));
	return notes_find(notes, &step, true);
}

static void a_note_is_sent_once_it_is_acknowledged(void **state)
{
	struct notes notes = {0};
	(void)state;
	write_note(&notes, "835", 1, "CH-1");
	write_note(&notes, "835", 2, "CH-2");
	assert_false(has(&notes, "CH-1"));
	answer(&notes, "835", 200, 1);
	assert_true(has(&notes, "CH-1"));
	assert_false(has(&notes, "CH-2"));
	answer(&notes, "838", 200, 2);
	assert_false(has(&notes, "CH-2"));
	notes_release(&notes);
}

static void a_conflict_begins_a_new_stream(void **state)
{
	struct notes notes = {0};
	(void)state;
	for (int i = 1; i <= 4; i++) {
		char child[8];
		snprintf(child, sizeof(child), "CH-%d", i);
		write_note(&notes, "835", i, child);
	}
	write_note(&notes, "838", 1, "CH-38");
	answer(&notes, "835", 200, 2);
	answer(&notes, "835", 409, 0);
	assert_true(has(&notes, "CH-2"));
	assert_false(has(&notes, "CH-3"));
	write_note(&notes, "835", 3, "CH-5"); /* the third of the new stream */
	answer(&notes, "835", 200, 1);
	assert_true(has(&notes, "CH-1"));
	assert_true(has(&notes, "CH-3"));
	assert_false(has(&notes, "CH-4"));
	answer(&notes, "835", 200, 3);
	assert_true(has(&notes, "CH-4"));
	assert_true(has(&notes, "CH-5"));
	assert_false(has(&notes, "CH-38"));
	notes_release(&notes);
}

static void a_second_conflict_forgets_nothing(void **state)
{
	struct notes notes = {0};
	(void)state;
	write_note(&notes, "835", 7, "CH-1"); /* six before it are of another visit */
	answer(&notes, "835", 409, 0);
	answer(&notes, "835", 200, 1);
	write_note(&notes, "835", 2, "CH-2");
	answer(&notes, "835", 409, 0);
	assert_true(has(&notes, "CH-1"));
	assert_false(has(&notes, "CH-2"));
	answer(&notes, "835", 200, 1);
	assert_true(has(&notes, "CH-2"));
	notes_release(&notes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_is_sent_once_it_is_acknowledged),
		cmocka_unit_test(a_conflict_begins_a_new_stream),
		cmocka_unit_test(a_second_conflict_forgets_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
