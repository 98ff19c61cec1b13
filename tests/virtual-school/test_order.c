/* The law of the inbox: whatever order events arrive in, in whatever batches, however often, the page is the same,
 * byte for byte; and it is what a slow and obvious reading of the events says. */
#include "tests/support/ledger_rig.h"
#include "tools/virtual-school/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HISTORIES 8
#define ORDERS 3
#define STREAMS 4 /* two of each school: a new one begins after a conflict */
#define SCHOOLS 2
#define CHILDREN 5
#define EVENTS_MAX 24

struct sent {
	int stream;
	uint64_t sequence;
	struct notice notice;
	char *text;
};
struct history {
	struct sent events[STREAMS * EVENTS_MAX];
	size_t count;
};

static uint64_t seed;

static unsigned roll(unsigned sides)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % sides;
}

static struct notice random_notice(void)
{
	static const enum notice_kind kinds[] = {
		NOTICE_FLAG_RAISED,    NOTICE_FLAG_RAISED,    NOTICE_FLAG_UPDATED,
		NOTICE_FLAG_WITHDRAWN, NOTICE_ATTENDANCE,     NOTICE_SESSION_CLOSED,
		NOTICE_SUSPENSION,     NOTICE_FLAG_WITHDRAWN,
	};
	static struct notice_child lines[CHILDREN];
	char child[16];
	struct notice notice;

	snprintf(child, sizeof(child), "CH-%u", roll(CHILDREN));
	notice =
		ledger_rig_notice(kinds[roll(COUNT_OF(kinds))], child, (enum part)roll(PART_COUNT));
	notice.certainty = roll(2) ? CERTAINTY_UNVERIFIED : CERTAINTY_CONFIRMED;
	notice.because = notice.certainty == CERTAINTY_UNVERIFIED ? 1u + roll(63) : 0;
	notice.first_day = roll(2);
	notice.day = 1 + (int)roll(4);
	notice.office = (enum office)roll(2);
	notice.withdrawal = (enum withdrawal)roll(WITHDRAWAL_COUNT);
	notice.at.utc_ms += (int64_t)roll(1000) * 60000;
	notice.state = (enum state)roll(STATE_COUNT);
	notice.expected = (int)roll(9);
	notice.absent = (int)roll(9);
	for (size_t i = 0; i < CHILDREN; i++) {
		snprintf(lines[i].child, sizeof(lines[i].child), "CH-%zu", i);
		lines[i].state = (enum state)roll(STATE_COUNT);
	}
	notice.children = lines;
	notice.child_count = roll(CHILDREN);
	return notice;
}

/* Streams 0 and 1 are of school 0, the later one begun later, as its first event's time says. */
static uint64_t stream_name(int stream)
{
	return UINT64_C(0xf000) - (uint64_t)stream;
}

static void make_history(struct history *history)
{
	history->count = 0;
	for (int stream = 0; stream < STREAMS; stream++) {
		unsigned count = 1 + roll(EVENTS_MAX - 1);

		for (unsigned n = 1; n <= count; n++) {
			struct sent *sent = &history->events[history->count++];

			sent->stream = stream;
			sent->sequence = n;
			sent->notice = random_notice();
			sent->text =
				ledger_rig_event(stream_name(stream),
						 n + (unsigned)(stream % 2) * 500, &sent->notice);
		}
	}
}

/* The second streams' numbers begin at 501, so that their times are later; in the stream they are 1, 2, 3. */
static void restamp_history(struct history *history)
{
	for (size_t i = 0; i < history->count; i++) {
		struct sent *sent = &history->events[i];
		char *text = wire_restamp(sent->text, stream_name(sent->stream), sent->sequence);

		ENSURE(text);
		free(sent->text);
		sent->text = text;
	}
}

static void release_history(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->events[i].text);
}

static void open_rig(struct ledger_rig *rig, struct device devices[SCHOOLS])
{
	ledger_rig_open(rig, NATION_ENGLAND);
	devices[0] = ledger_rig_school(rig, "838/4123", "Ty Coed");
	devices[1] = ledger_rig_school(rig, "838/2201", "St Aldhelm");
}

static char *render(struct ledger_rig *rig)
{
	struct web_session session = {.username = "sam", .csrf = "token"};
	struct inbox inbox;
	struct html page = {0};

	ledger_rig_inbox(rig, LEDGER_RIG_DAY, 700, &inbox);
	page_inbox(&page, &rig->registry.list[0], &session, &inbox);
	inbox_release(&inbox);
	ENSURE(!page.failed);
	return page.text;
}

static void send_in_order(struct ledger_rig *rig, const struct device *devices,
			  const struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		assert_int_equal(ledger_rig_send(rig, &devices[history->events[i].stream / 2],
						 (char *const *)&history->events[i].text, 1),
				 LEDGER_COMMITTED);
}

/* Random batches of one stream each, now and then with what was sent before; what is refused as unknown goes back. */
static void send_shuffled(struct ledger_rig *rig, const struct device *devices,
			  const struct history *history)
{
	bool taken[STREAMS * EVENTS_MAX] = {false};
	size_t left = history->count;

	while (left > 0) {
		int stream = (int)roll(STREAMS);
		size_t picked[STREAMS * EVENTS_MAX], count = 0;
		char *texts[STREAMS * EVENTS_MAX];

		for (size_t i = 0; i < history->count; i++)
			if (history->events[i].stream == stream && roll(4) == 0)
				picked[count++] = i;
		for (size_t i = count; i > 1; i--) {
			size_t other = roll((unsigned)i), kept = picked[i - 1];

			picked[i - 1] = picked[other];
			picked[other] = kept;
		}
		for (size_t i = 0; i < count; i++)
			texts[i] = history->events[picked[i]].text;
		if (count == 0 || ledger_rig_send(rig, &devices[stream / 2], texts, count) ==
					  LEDGER_UNKNOWN_STREAM)
			continue;
		for (size_t i = 0; i < count; i++) {
			left -= !taken[picked[i]];
			taken[picked[i]] = true;
		}
	}
}

/* The obvious reading: of a school's flag, the last event in the order of streams and sequences. */
static enum flag_status oracle(const struct history *history, int school, const char *flag)
{
	enum flag_status status = FLAG_NONE;

	for (size_t i = 0; i < history->count; i++) {
		const struct sent *sent = &history->events[i];

		if (sent->stream / 2 != school || strcmp(sent->notice.flag, flag) != 0)
			continue;
		if (sent->notice.kind == NOTICE_FLAG_RAISED)
			status = FLAG_OPEN;
		if (sent->notice.kind == NOTICE_FLAG_UPDATED && status == FLAG_NONE)
			status = FLAG_OPEN;
		if (sent->notice.kind == NOTICE_FLAG_WITHDRAWN)
			status = FLAG_WITHDRAWN;
	}
	return status;
}

static void check_oracle(struct ledger_rig *rig, const struct device *devices,
			 const struct history *history)
{
	struct inbox inbox;
	size_t known = 0;

	ledger_rig_inbox(rig, LEDGER_RIG_DAY, 700, &inbox);
	for (int school = 0; school < SCHOOLS; school++)
		for (unsigned n = 0; n < CHILDREN * PART_COUNT; n++) {
			char child[16], flag[UUID_SIZE];
			struct session session = {LEDGER_RIG_DAY, (enum part)(n % PART_COUNT)};
			enum flag_status status = FLAG_NONE;

			snprintf(child, sizeof(child), "CH-%u", n / PART_COUNT);
			notice_flag_id("838", child, session, flag);
			for (size_t i = 0; i < inbox.flag_count; i++)
				if (inbox.flags[i].site == devices[school].site &&
				    strcmp(inbox.flags[i].flag, flag) == 0)
					status = inbox.flags[i].status;
			if (status != oracle(history, school, flag))
				fail_msg("%s of school %d", child, school);
			known += status != FLAG_NONE;
		}
	assert_int_equal(known, inbox.flag_count);
	inbox_release(&inbox);
}

static void any_order_gives_the_same_page(void **state)
{
	static struct history history;
	const char *given = getenv("SEED");
	uint64_t first = given ? strtoull(given, NULL, 0) : 20260914;

	(void)state;
	for (uint64_t n = 0; n < HISTORIES; n++) {
		struct ledger_rig rig;
		struct device devices[SCHOOLS];
		char *expected;

		seed = (first + n) * UINT64_C(0x9e3779b97f4a7c15) | 1;
		make_history(&history);
		restamp_history(&history);
		open_rig(&rig, devices);
		send_in_order(&rig, devices, &history);
		expected = render(&rig);
		check_oracle(&rig, devices, &history);
		ledger_rig_close(&rig);
		for (int order = 0; order < ORDERS; order++) {
			char *page;

			open_rig(&rig, devices);
			send_shuffled(&rig, devices, &history);
			page = render(&rig);
			if (strcmp(page, expected) != 0)
				fail_msg("SEED=%llu differs", (unsigned long long)(first + n));
			free(page);
			ledger_rig_close(&rig);
		}
		free(expected);
		release_history(&history);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(any_order_gives_the_same_page)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
