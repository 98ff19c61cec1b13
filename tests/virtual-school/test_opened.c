/* What an officer has had on a page: how far a kiosk is told, and which days are left. */
#include "tests/support/ledger_rig.h"
#include "tools/virtual-school/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include <cmocka.h>

#define STREAM UINT64_C(0xaa)
#define OTHER_STREAM UINT64_C(0xbb)

/* What happens, a word each: "f" a flag of the day is sent, "w" it is withdrawn, "s" the day's statement, "a" an arrival; in capitals
 * of the day before; "-" one that does not come; "o" the page of the day is opened, "O" that of the day before, "r" it is looked at
 * by a program that takes no page. */
struct row {
	const char *sentence, *course;
	int opened, acked;
	int left; /* flags of the day before, on the page of the day */
};

static const struct row rows[] = {
	{"nothing has come", "", 0, 0, 0},
	{"a flag that nobody has opened", "f", 0, 1, 0},
	{"the page opens it", "fo", 1, 1, 0},
	{"what is merely read is not opened", "fr", 0, 1, 0},
	{"what comes after is not opened", "fof", 1, 2, 0},
	{"until the page is looked at again", "fofo", 2, 2, 0},
	{"a withdrawal is news too", "fow", 1, 2, 0},
	{"so is a statement without flags", "s", 0, 1, 0},
	{"which the page opens", "so", 1, 1, 0},
	{"so is an arrival", "a", 0, 1, 0},
	{"which the page opens", "ao", 1, 1, 0},
	{"later ones are news again", "foaa", 1, 3, 0},
	{"whatever else was opened", "afaoa", 3, 4, 0},
	{"a flag of the day before is not opened by the page of the day", "Ffo", 0, 2, 1},
	{"but by its own", "FfoO", 2, 2, 0},
	{"and its own opens nothing of the day", "FfO", 1, 2, 0},
	{"a statement of the day before is left behind", "So", 1, 1, 0},
	{"and so is an arrival", "Ao", 1, 1, 0},
	{"a statement of the day is not opened by looking back", "sO", 0, 1, 0},
	{"behind a hole nothing counts", "f-fo", 1, 1, 0},
	{"a page looked at before it came does not count", "of", 0, 1, 0},
};

static struct ledger_rig rig;
static struct device device;

static void send(char word, uint64_t sequence, uint64_t stream)
{
	bool before = word < 'a';
	char kind = before ? (char)(word - 'A' + 'a') : word;
	char child[16];
	snprintf(child, sizeof(child), "CH-%d", kind == 'w' ? 1 : (int)sequence);
	struct notice notice = ledger_rig_notice(kind == 'f'   ? NOTICE_FLAG_RAISED
						 : kind == 'w' ? NOTICE_FLAG_WITHDRAWN
						 : kind == 's' ? NOTICE_SESSION_CLOSED
							       : NOTICE_ATTENDANCE,
						 kind == 's' ? "" : child, PART_AM);
	notice.session.day -= before;
	notice_flag_id("838", child, notice.session, notice.flag);
	assert_int_equal(ledger_rig_post(&rig, &device, stream, sequence, &notice),
			 LEDGER_COMMITTED);
}

static void open_page(int days_before, bool read_only)
{
	struct moment now =
		calendar_moment(calendar_utc_ms(LEDGER_RIG_DAY, 700), 0, 0, TRUST_SYNCED);
	struct inbox inbox;
	assert_int_equal((read_only ? inbox_read : inbox_open)(
				 rig.storage, LEDGER_RIG_DAY - days_before, &now, &inbox),
			 OK);
	inbox_release(&inbox);
}

static void play(const char *course, uint64_t stream)
{
	uint64_t sequence = 0;
	for (; *course; course++) {
		if (*course == 'o' || *course == 'O' || *course == 'r')
			open_page(*course == 'O', *course == 'r');
		else if (++sequence && *course != '-')
			send(*course, sequence, stream);
	}
}

static int left_on_the_page(void)
{
	struct inbox inbox;
	int left = 0;
	ledger_rig_inbox(&rig, LEDGER_RIG_DAY, 700, &inbox);
	for (size_t i = 0; i < inbox.left_count; i++) {
		assert_int_equal(inbox.left[i].day, LEDGER_RIG_DAY - 1);
		left += inbox.left[i].flags;
	}
	inbox_release(&inbox);
	return left;
}

static void begin(void)
{
	ledger_rig_open(&rig, NATION_ENGLAND);
	device = ledger_rig_school(&rig, "838/4123", "Ty Coed");
}

static void each_course_is_opened_so_far(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct ledger_stream stream;
		begin();
		play(rows[i].course, STREAM);
		assert_int_equal(ledger_stream(rig.storage, &device, "", &stream), OK);
		int left = left_on_the_page();
		if (stream.opened_through != (uint64_t)rows[i].opened ||
		    stream.acked_through != (uint64_t)rows[i].acked || left != rows[i].left)
			fail_msg("%s: opened %llu of %llu, left %d", rows[i].sentence,
				 (unsigned long long)stream.opened_through,
				 (unsigned long long)stream.acked_through, left);
		ledger_rig_close(&rig);
	}
}

/* Asked after every step it says the same as asked at the end, for asking moves the mark. */
static void it_does_not_matter_when_it_is_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct ledger_stream stream = {0};
		uint64_t sequence = 0;
		begin();
		for (const char *word = rows[i].course; *word; word++) {
			char one[2] = {*word, '\0'};
			if (strchr("oOr", *word))
				play(one, STREAM);
			else if (++sequence && *word != '-')
				send(*word, sequence, STREAM);
			assert_int_equal(ledger_stream(rig.storage, &device, "", &stream), OK);
		}
		if (stream.opened_through != (uint64_t)rows[i].opened)
			fail_msg("%s: %llu", rows[i].sentence,
				 (unsigned long long)stream.opened_through);
		ledger_rig_close(&rig);
	}
}

static void every_answer_says_it(void **state)
{
	(void)state;
	begin();
	send('f', 1, STREAM);
	assert_true(rig.receipt.ack.opened_told);
	assert_int_equal(rig.receipt.ack.opened_through, 0);
	open_page(0, false);
	send('a', 2, STREAM);
	assert_true(rig.receipt.ack.opened_told);
	assert_int_equal(rig.receipt.ack.opened_through, 1);
	ledger_rig_close(&rig);
}

static void streams_do_not_speak_for_one_another(void **state)
{
	struct ledger_stream stream;
	(void)state;
	begin();
	play("fo", STREAM);
	play("f", OTHER_STREAM);
	assert_int_equal(ledger_stream(rig.storage, &device, "00000000000000aa", &stream), OK);
	assert_int_equal(stream.opened_through, 1);
	assert_int_equal(ledger_stream(rig.storage, &device, "00000000000000bb", &stream), OK);
	assert_int_equal(stream.opened_through, 0);
	ledger_rig_close(&rig);
}

static void the_page_names_the_days_left(void **state)
{
	struct web_session session = {.username = "sam", .csrf = "0123"};
	struct html page = {0};
	struct inbox inbox;
	(void)state;
	begin();
	play("FFf", STREAM);
	ledger_rig_inbox(&rig, LEDGER_RIG_DAY, 700, &inbox);
	page_inbox(&page, &rig.registry.list[0], &session, &inbox);
	assert_false(page.failed);
	assert_non_null(strstr(
		page.text, "<a href=\"/?day=2026-09-13\">Sunday 13 September 2026</a>: 2 flags"));
	html_release(&page);
	inbox_release(&inbox);
	open_page(1, false);
	ledger_rig_inbox(&rig, LEDGER_RIG_DAY, 700, &inbox);
	page_inbox(&page, &rig.registry.list[0], &session, &inbox);
	assert_null(strstr(page.text, "nobody has opened"));
	html_release(&page);
	inbox_release(&inbox);
	ledger_rig_close(&rig);
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* A database of the version before knows of no opening: its past is not told as new. */
static void what_came_before_it_was_noted_counts_as_opened(void **state)
{
	struct ledger_stream stream;
	char path[128];
	(void)state;
	begin();
	play("FFfs", STREAM);
	snprintf(path, sizeof(path), "%s/authorities/838.sqlite", rig.folder);
	registry_close(&rig.registry);
	run_sql(path, "DROP TABLE opened; DROP TABLE opening; PRAGMA user_version = 1");
	assert_int_equal(registry_open(&rig.registry, rig.folder, "838"), OK);
	rig.storage = rig.registry.list[0].storage;
	assert_int_equal(left_on_the_page(), 0);
	send('f', 5, STREAM);
	assert_int_equal(ledger_stream(rig.storage, &device, "", &stream), OK);
	assert_int_equal(stream.acked_through, 5);
	assert_int_equal(stream.opened_through, 4);
	ledger_rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_course_is_opened_so_far),
		cmocka_unit_test(it_does_not_matter_when_it_is_asked),
		cmocka_unit_test(every_answer_says_it),
		cmocka_unit_test(streams_do_not_speak_for_one_another),
		cmocka_unit_test(the_page_names_the_days_left),
		cmocka_unit_test(what_came_before_it_was_noted_counts_as_opened),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
