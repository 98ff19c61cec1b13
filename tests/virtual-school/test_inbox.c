/* The officer's page: which schools are silent, what is first, what is said, and that nothing sent can become markup. */
#include "tests/support/ledger_rig.h"
#include "tools/virtual-school/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define STREAM UINT64_C(0xaa)

static char *render(struct ledger_rig *rig, int32_t day, int minute)
{
	struct web_session session = {.username = "sam", .csrf = "0123"};
	struct inbox inbox;
	struct html page = {0};

	ledger_rig_inbox(rig, day, minute, &inbox);
	page_inbox(&page, &rig->registry.list[0], &session, &inbox);
	inbox_release(&inbox);
	assert_false(page.failed);
	return page.text;
}

static void silence_is_told_from_not_yet(void **state)
{
	static const struct {
		const char *sentence;
		int32_t day; /* of the one who looks */
		int minute;
		bool am_told;
		enum inbox_register am, pm;
	} rows[] = {
		{"before anything is due", LEDGER_RIG_DAY, 584, false, REGISTER_DUE_LATER,
		 REGISTER_DUE_LATER},
		{"the minute it is due", LEDGER_RIG_DAY, 585, false, REGISTER_SILENT,
		 REGISTER_DUE_LATER},
		{"the morning came", LEDGER_RIG_DAY, 700, true, REGISTER_CLOSED,
		 REGISTER_DUE_LATER},
		{"the afternoon did not", LEDGER_RIG_DAY, 830, true, REGISTER_CLOSED,
		 REGISTER_SILENT},
		{"looking back", LEDGER_RIG_DAY + 1, 10, false, REGISTER_SILENT, REGISTER_SILENT},
		{"looking ahead", LEDGER_RIG_DAY - 1, 1400, false, REGISTER_NOT_EXPECTED,
		 REGISTER_NOT_EXPECTED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct ledger_rig rig;
		struct device device;
		struct notice closed = ledger_rig_notice(NOTICE_SESSION_CLOSED, "", PART_AM);
		struct inbox inbox;

		ledger_rig_open(&rig, NATION_ENGLAND);
		device = ledger_rig_school(&rig, "838/4123", "Ty Coed");
		if (rows[i].am_told)
			assert_int_equal(ledger_rig_post(&rig, &device, STREAM, 1, &closed),
					 LEDGER_COMMITTED);
		ledger_rig_inbox(&rig, rows[i].day, rows[i].minute, &inbox);
		if (inbox.schools[0].statements[PART_AM].state != rows[i].am ||
		    inbox.schools[0].statements[PART_PM].state != rows[i].pm)
			fail_msg("%s", rows[i].sentence);
		assert_int_equal(inbox.schools[0].silent,
				 rows[i].am == REGISTER_SILENT || rows[i].pm == REGISTER_SILENT);
		inbox_release(&inbox);
		ledger_rig_close(&rig);
	}
}

static void weekends_and_days_before_joining_are_not_silent(void **state)
{
	struct ledger_rig rig;
	struct moment saturday =
		calendar_moment(calendar_utc_ms(LEDGER_RIG_DAY + 5, 900), 0, 0, TRUST_SYNCED);
	struct device_new late = {"x", "838/1", "Late", "door", 585, 830, 0};
	struct inbox inbox;

	(void)state;
	ledger_rig_open(&rig, NATION_ENGLAND);
	(void)ledger_rig_school(&rig, "838/4123", "Ty Coed");
	assert_int_equal(inbox_read(rig.storage, LEDGER_RIG_DAY + 5, &saturday, &inbox), OK);
	assert_false(inbox.schools[0].silent);
	inbox_release(&inbox);
	assert_int_equal(device_add(rig.storage, &late, calendar_utc_ms(LEDGER_RIG_DAY + 1, 600)),
			 OK);
	ledger_rig_inbox(&rig, LEDGER_RIG_DAY + 2, 600, &inbox);
	assert_int_equal(inbox.school_count, 2);
	assert_string_equal(inbox.schools[0].name, "Ty Coed");
	assert_true(inbox.schools[0].silent);
	assert_false(inbox.schools[1].silent);
	inbox_release(&inbox);
	ledger_rig_close(&rig);
}

static size_t place(const char *page, const char *text)
{
	const char *found = strstr(page, text);

	if (!found)
		fail_msg("not on the page: %s", text);
	return (size_t)(found - page);
}

static struct device morning(struct ledger_rig *rig)
{
	struct device device = ledger_rig_school(rig, "838/4123", "Ty Coed");
	struct notice notice = ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-gone", PART_AM);
	uint64_t n = 0;

	assert_int_equal(ledger_rig_post(rig, &device, STREAM, ++n, &notice), LEDGER_COMMITTED);
	notice = ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-doubt", PART_AM);
	notice.certainty = CERTAINTY_UNVERIFIED;
	notice.because = BECAUSE_READER_FAULT;
	assert_int_equal(ledger_rig_post(rig, &device, STREAM, ++n, &notice), LEDGER_COMMITTED);
	notice = ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-long", PART_AM);
	notice.first_day = false;
	notice.day = 4;
	assert_int_equal(ledger_rig_post(rig, &device, STREAM, ++n, &notice), LEDGER_COMMITTED);
	notice = ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-first", PART_AM);
	notice.office = OFFICE_SAYS_ABSENT;
	assert_int_equal(ledger_rig_post(rig, &device, STREAM, ++n, &notice), LEDGER_COMMITTED);
	notice = ledger_rig_notice(NOTICE_FLAG_WITHDRAWN, "CH-gone", PART_AM);
	notice.withdrawal = WITHDRAWAL_ARRIVED_LATE;
	assert_int_equal(ledger_rig_post(rig, &device, STREAM, ++n, &notice), LEDGER_COMMITTED);
	return device;
}

static void what_must_be_acted_on_comes_first(void **state)
{
	struct ledger_rig rig;
	char *page;

	(void)state;
	ledger_rig_open(&rig, NATION_ENGLAND);
	morning(&rig);
	page = render(&rig, LEDGER_RIG_DAY, 600);
	assert_true(place(page, "Silent schools") < place(page, "CH-first"));
	assert_true(place(page, "CH-first") < place(page, "CH-doubt"));
	assert_true(place(page, "CH-doubt") < place(page, "CH-long"));
	assert_true(place(page, "CH-long") < place(page, "CH-gone"));
	place(page, "the card reader was out of order for a while");
	place(page, "day 4 of absence");
	place(page, "Says absent");
	place(page, "arrived late");
	place(page, "Monday 14 September 2026");
	place(page, "Education Welfare Officer");
	place(page, "href=\"/?day=2026-09-13\"");
	place(page, "href=\"/?day=2026-09-15\"");
	assert_null(strstr(page, "LACE"));
	free(page);
	ledger_rig_close(&rig);
}

static void an_update_changes_the_certainty_and_keeps_the_raising(void **state)
{
	struct ledger_rig rig;
	struct device device;
	struct notice update = ledger_rig_notice(NOTICE_FLAG_UPDATED, "CH-first", PART_AM);
	struct inbox inbox;

	(void)state;
	ledger_rig_open(&rig, NATION_ENGLAND);
	device = morning(&rig);
	update.certainty = CERTAINTY_UNVERIFIED;
	update.because = BECAUSE_KIOSK_NOT_HEARD;
	(void)text_copy(update.by_role, sizeof(update.by_role), "attendance officer");
	assert_int_equal(ledger_rig_post(&rig, &device, STREAM, 6, &update), LEDGER_COMMITTED);
	ledger_rig_inbox(&rig, LEDGER_RIG_DAY, 600, &inbox);
	for (size_t i = 0; i < inbox.flag_count; i++) {
		const struct inbox_flag *flag = &inbox.flags[i];

		if (strcmp(flag->child, "CH-first") != 0)
			continue;
		assert_int_equal(flag->status, FLAG_OPEN);
		assert_int_equal(flag->certainty, CERTAINTY_UNVERIFIED);
		assert_int_equal(flag->because, BECAUSE_KIOSK_NOT_HEARD);
		assert_true(flag->first_day && flag->raised);
		assert_int_equal(flag->office, OFFICE_SAYS_ABSENT);
		assert_string_equal(flag->by_role, "attendance officer");
	}
	inbox_release(&inbox);
	ledger_rig_close(&rig);
}

static void many_silent_schools_are_one_incident(void **state)
{
	struct ledger_rig rig;
	char *page, number[16];

	(void)state;
	ledger_rig_open(&rig, NATION_ENGLAND);
	for (int i = 0; i < 3; i++) {
		snprintf(number, sizeof(number), "838/%d", i);
		(void)ledger_rig_school(&rig, number, number);
		page = render(&rig, LEDGER_RIG_DAY, 600);
		place(page, "Silent schools");
		if ((strstr(page, "are silent at once") != NULL) != (i == 2))
			fail_msg("with %d silent schools", i + 1);
		free(page);
	}
	ledger_rig_close(&rig);
}

static void wales_speaks_of_lace_coordinators(void **state)
{
	struct ledger_rig rig;
	char *page;

	(void)state;
	ledger_rig_open(&rig, NATION_WALES);
	morning(&rig);
	page = render(&rig, LEDGER_RIG_DAY, 600);
	place(page, "LACE co-ordinator");
	assert_null(strstr(page, "Education Welfare Officer"));
	free(page);
	ledger_rig_close(&rig);
}

/* What would be markup if it were not escaped. */
static const char *const hostile[] = {
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"\"><svg onload=alert(1)>",
	"'onmouseover='alert(1)",
	"</table><form action=//x>",
	"<!--",
	"&lt;b&gt;",
	"javascript:x",
	"<b q=",
	"\"autofocus onfocus=\"x",
};

/* What each of two kiosks says of a flag, in either order, and what the officer sees. */
static void two_doors_are_one_school(void **state)
{
	static const struct {
		const char *sentence;
		enum notice_kind last[2]; /* of each kiosk, after it has raised the flag */
		enum certainty certainty[2];
		enum flag_status status;
		enum certainty seen;
	} rows[] = {
		{"seen at one door: taken back, whatever the other says",
		 {NOTICE_FLAG_WITHDRAWN, NOTICE_FLAG_UPDATED},
		 {CERTAINTY_CONFIRMED, CERTAINTY_CONFIRMED},
		 FLAG_WITHDRAWN,
		 CERTAINTY_CONFIRMED},
		{"one vouches for both: confirmed",
		 {NOTICE_FLAG_UPDATED, NOTICE_FLAG_UPDATED},
		 {CERTAINTY_CONFIRMED, CERTAINTY_UNVERIFIED},
		 FLAG_OPEN,
		 CERTAINTY_CONFIRMED},
		{"neither vouches: unverified",
		 {NOTICE_FLAG_UPDATED, NOTICE_FLAG_UPDATED},
		 {CERTAINTY_UNVERIFIED, CERTAINTY_UNVERIFIED},
		 FLAG_OPEN,
		 CERTAINTY_UNVERIFIED},
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
		struct ledger_rig rig;
		struct inbox inbox;
		struct device doors[2];

		ledger_rig_open(&rig, NATION_ENGLAND);
		doors[0] = ledger_rig_school(&rig, "838/4123", "Ty Coed");
		struct device_new gate = {"gate-key", "838/4123", "Ty Coed", "gate", 585, 830, 0};
		assert_int_equal(device_add(rig.storage, &gate, rig.now_ms), OK);
		assert_int_equal(device_find(rig.storage, "gate-key", &doors[1]), OK);
		for (size_t turn = 0; turn < 2; turn++) {
			size_t who = i % 2 ? 1 - turn : turn;
			struct notice notice =
				ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-1", PART_AM);
			notice.certainty = CERTAINTY_UNVERIFIED;
			assert_int_equal(
				ledger_rig_post(&rig, &doors[who], STREAM + who, 1, &notice),
				LEDGER_COMMITTED);
			notice = ledger_rig_notice(rows[i / 2].last[who], "CH-1", PART_AM);
			notice.certainty = rows[i / 2].certainty[who];
			assert_int_equal(
				ledger_rig_post(&rig, &doors[who], STREAM + who, 2, &notice),
				LEDGER_COMMITTED);
		}
		ledger_rig_inbox(&rig, LEDGER_RIG_DAY, 700, &inbox);
		if (inbox.flag_count != 1 || inbox.flags[0].status != rows[i / 2].status ||
		    (inbox.flags[0].status == FLAG_OPEN &&
		     inbox.flags[0].certainty != rows[i / 2].seen))
			fail_msg("%s", rows[i / 2].sentence);
		inbox_release(&inbox);
		ledger_rig_close(&rig);
	}
}

static void nothing_that_is_sent_becomes_markup(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(hostile); i++) {
		struct ledger_rig rig;
		struct device device;
		struct notice notice;
		struct notice update;
		char *page;

		ledger_rig_open(&rig, NATION_ENGLAND);
		(void)text_copy(rig.registry.list[0].name, AUTHORITY_NAME_SIZE, hostile[i]);
		device = ledger_rig_school(&rig, "838/<i>", hostile[i]);
		notice = ledger_rig_notice(NOTICE_FLAG_RAISED, hostile[i], PART_AM);
		(void)text_copy(notice.code.text, sizeof(notice.code.text), "<q");
		update = notice;
		update.kind = NOTICE_FLAG_UPDATED;
		(void)text_copy(update.by_role, sizeof(update.by_role), hostile[i]);
		assert_int_equal(ledger_rig_post(&rig, &device, STREAM, 1, &notice),
				 LEDGER_COMMITTED);
		assert_int_equal(ledger_rig_post(&rig, &device, STREAM, 2, &update),
				 LEDGER_COMMITTED);
		page = render(&rig, LEDGER_RIG_DAY, 600);
		if (strstr(page, hostile[i]) && strpbrk(hostile[i], "<>\"'&"))
			fail_msg("%s stands on the page as it is", hostile[i]);
		assert_null(strstr(page, "<i>"));
		assert_null(strstr(page, "<q"));
		assert_null(strstr(page, "<script"));
		assert_null(strstr(page, "<svg"));
		free(page);
		ledger_rig_close(&rig);
	}
}

/* Every tag that opens closes, in order: a page that a reader of any kind can follow. */
static void check_nesting(const char *page)
{
	char open[64][16];
	size_t depth = 0;

	for (const char *at = page; (at = strchr(at, '<')); at++) {
		bool closes = at[1] == '/';
		size_t length = strcspn(at + 1 + closes, " >\n");
		char name[16];

		if (at[1] == '!')
			continue;
		assert_true(length > 0 && length < sizeof(name));
		memcpy(name, at + 1 + closes, length);
		name[length] = '\0';
		if (strcmp(name, "meta") == 0 || strcmp(name, "link") == 0 ||
		    strcmp(name, "input") == 0)
			continue;
		if (!closes) {
			assert_true(depth < COUNT_OF(open));
			memcpy(open[depth++], name, sizeof(name));
		} else if (depth == 0 || strcmp(open[--depth], name) != 0) {
			fail_msg("</%s> closes nothing", name);
		}
	}
	assert_int_equal(depth, 0);
}

static void pages_are_well_nested(void **state)
{
	struct ledger_rig rig;
	struct html html = {0};
	char *page;

	(void)state;
	ledger_rig_open(&rig, NATION_ENGLAND);
	page = render(&rig, LEDGER_RIG_DAY, 600);
	check_nesting(page);
	free(page);
	morning(&rig);
	page = render(&rig, LEDGER_RIG_DAY, 900);
	check_nesting(page);
	free(page);
	ledger_rig_close(&rig);
	page_sign_in(&html, "no");
	check_nesting(html.text);
	html_release(&html);
	page_message(&html, "a", "b");
	check_nesting(html.text);
	html_release(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(silence_is_told_from_not_yet),
		cmocka_unit_test(weekends_and_days_before_joining_are_not_silent),
		cmocka_unit_test(what_must_be_acted_on_comes_first),
		cmocka_unit_test(an_update_changes_the_certainty_and_keeps_the_raising),
		cmocka_unit_test(many_silent_schools_are_one_incident),
		cmocka_unit_test(wales_speaks_of_lace_coordinators),
		cmocka_unit_test(two_doors_are_one_school),
		cmocka_unit_test(nothing_that_is_sent_becomes_markup),
		cmocka_unit_test(pages_are_well_nested),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
