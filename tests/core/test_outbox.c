#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/calendar.h"
#include "core/outbox.h"

#define KIOSK "front-door"

/* One outbox and its world: a clock, a log of so many events, sending hours or not. */
struct bench {
	struct outbox outbox;
	int64_t utc_ms, mono_ms;
	uint64_t last_sequence;
	bool hours;
	uint32_t random;
};
static struct outbox_reply reply; /* large: one for all */

static void begin(struct bench *bench, uint64_t acked, uint64_t last)
{
	*bench = (struct bench){
		.utc_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 600),
		.mono_ms = 5000000,
		.last_sequence = last,
		.hours = true,
		.random = UINT32_MAX,
	};
	outbox_init(&bench->outbox, KIOSK, 0xABCD, acked);
}

static void pass(struct bench *bench, int64_t ms)
{
	bench->utc_ms += ms;
	bench->mono_ms += ms;
}

static struct moment now(const struct bench *bench)
{
	return calendar_moment(bench->utc_ms, bench->mono_ms, 1, TRUST_SYNCED);
}

static struct outbox_action step(struct bench *bench, enum outbox_event_kind kind)
{
	struct outbox_event event = {
		.kind = kind,
		.now = now(bench),
		.random = bench->random,
		.sending_hours = bench->hours,
		.last_sequence = bench->last_sequence,
		.reply = kind == OUTBOX_REPLY ? &reply : NULL,
	};
	return outbox_step(&bench->outbox, &event);
}

static int64_t deadline(const struct bench *bench)
{
	struct moment at = now(bench);
	return outbox_deadline(&bench->outbox, &at, bench->hours ? at.mono_ms : INT64_MAX);
}

/* Lets time pass until the outbox sends; what it sends. */
static struct outbox_action until_send(struct bench *bench)
{
	for (int i = 0; i < 10; i++) {
		struct outbox_action action = step(bench, OUTBOX_TICK);
		if (action.kind == OUTBOX_SEND)
			return action;
		assert_true(deadline(bench) < INT64_MAX);
		if (deadline(bench) > bench->mono_ms)
			pass(bench, deadline(bench) - bench->mono_ms);
	}
	fail_msg("nothing is sent");
	return (struct outbox_action){.kind = OUTBOX_WAIT};
}

static void answer(int status, bool ours, const char *problem, uint64_t acked)
{
	memset(&reply, 0, sizeof(reply));
	reply.status = status;
	reply.ours = ours;
	reply.retry_after_s = -1;
	reply.acked_through = acked;
	assert_true(text_copy(reply.problem, sizeof(reply.problem), problem));
}

enum next { AT_BEAT, AT_ONCE, BACK_OFF, NEVER };

static void every_row_of_the_reply_table(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		int status;
		bool ours;
		const char *problem;
		enum outbox_action_kind kind;
		bool tell;
		enum next next;
		enum outbox_halt halt;
	} rows[] = {
		{"200 moves the cursor", 200, true, "", OUTBOX_ACK, false, AT_BEAT, OUTBOX_GOING},
		{"200 of a web filter is passing", 200, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"202 is not a commit", 202, true, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"204 is not a commit", 204, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"302 is passing", 302, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"400 halves", 400, true, "malformed", OUTBOX_WAIT, false, AT_ONCE, 0},
		{"400 of a filter does not", 400, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"413 halves", 413, true, "too-large", OUTBOX_WAIT, false, AT_ONCE, 0},
		{"413 of a proxy does not", 413, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"422 halves", 422, true, "schema", OUTBOX_WAIT, false, AT_ONCE, 0},
		{"422 of a filter does not", 422, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"401 halts", 401, true, "unknown-key", OUTBOX_WAIT, true, NEVER,
		 OUTBOX_REFUSED_KEY},
		{"403 halts", 403, true, "revoked", OUTBOX_WAIT, true, NEVER, OUTBOX_REFUSED_KEY},
		{"403 expired may renew", 403, true, "expired", OUTBOX_WAIT, true, NEVER,
		 OUTBOX_EXPIRED_KEY},
		{"401 expired may renew", 401, true, "expired", OUTBOX_WAIT, true, NEVER,
		 OUTBOX_EXPIRED_KEY},
		{"401 of a proxy is passing", 401, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"403 of a web filter is passing", 403, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"404 is passing", 404, true, "not-found", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"408 is passing", 408, true, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"409 conflict begins a new stream", 409, true, "sequence-conflict",
		 OUTBOX_NEW_STREAM, true, BACK_OFF, 0},
		{"409 unknown sends all again", 409, true, "unknown-stream", OUTBOX_RESEND_ALL,
		 false, BACK_OFF, 0},
		{"409 of another kind is passing", 409, true, "busy", OUTBOX_WAIT, false, BACK_OFF,
		 0},
		{"409 of a filter is passing", 409, false, "sequence-conflict", OUTBOX_WAIT, false,
		 BACK_OFF, 0},
		{"425 is passing", 425, true, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"429 is passing", 429, true, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"500 is passing", 500, true, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"503 of a proxy is passing", 503, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
		{"511 captive portal is passing", 511, false, "", OUTBOX_WAIT, false, BACK_OFF, 0},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bench bench;
		begin(&bench, 2, 12);
		until_send(&bench);
		pass(&bench, 80);
		answer(rows[i].status, rows[i].ours, rows[i].problem, 12);
		struct outbox_action action = step(&bench, OUTBOX_REPLY);
		step(&bench, OUTBOX_TICK);
		int64_t wait_ms = deadline(&bench) - bench.mono_ms;
		bool on_time[] = {
			[AT_BEAT] = wait_ms == 60000 - 80,
			[AT_ONCE] = bench.outbox.in_flight,
			[BACK_OFF] = wait_ms == 1000 && bench.outbox.attempt == 1,
			[NEVER] = deadline(&bench) == INT64_MAX && !bench.outbox.in_flight,
		};
		uint64_t cursor = action.kind == OUTBOX_ACK ? 12 : 2;
		if (action.kind == OUTBOX_NEW_STREAM || action.kind == OUTBOX_RESEND_ALL)
			cursor = 0;
		if (action.kind != rows[i].kind || action.tell_staff != rows[i].tell ||
		    !on_time[rows[i].next] || bench.outbox.halt != rows[i].halt ||
		    bench.outbox.acked_through != cursor ||
		    bench.outbox.last_status != rows[i].status)
			fail_msg("%s", rows[i].sentence);
	}
}

static void no_answer_is_passing(void **state)
{
	(void)state;
	struct bench bench;
	begin(&bench, 0, 5);
	for (int i = 0; i < 40; i++) {
		struct outbox_action action = until_send(&bench);
		assert_int_equal(action.range.first, 1);
		assert_int_equal(action.range.last, 5);
		assert_int_equal(deadline(&bench), INT64_MAX);
		assert_int_equal(step(&bench, OUTBOX_TICK).kind, OUTBOX_WAIT);
		assert_int_equal(step(&bench, OUTBOX_FAILED).kind, OUTBOX_WAIT);
		bench.hours = i < 20; /* it goes on after school */
		int64_t most = i < 9 ? INT64_C(1000) << i : OUTBOX_BACKOFF_MAX_MS;
		if (most > OUTBOX_BACKOFF_MAX_MS)
			most = OUTBOX_BACKOFF_MAX_MS;
		assert_int_equal(deadline(&bench) - bench.mono_ms, most);
	}
	assert_true(bench.outbox.failing_since_utc_ms > 0);
	until_send(&bench);
	answer(200, true, "", 5);
	assert_int_equal(step(&bench, OUTBOX_REPLY).kind, OUTBOX_ACK);
	assert_int_equal(bench.outbox.failing_since_utc_ms, 0);
	assert_int_equal(bench.outbox.attempt, 0);
	assert_int_equal(deadline(&bench), INT64_MAX); /* out of hours, and no more hours to come */
}

static void the_back_off_is_full_jitter(void **state)
{
	(void)state;
	for (int attempt = 0; attempt < 40; attempt++) {
		int64_t most = attempt < 9 ? INT64_C(1000) << attempt : 300000;
		if (most > 300000)
			most = 300000;
		assert_int_equal(outbox_backoff_ms(attempt, UINT32_MAX), most);
		assert_int_equal(outbox_backoff_ms(attempt, 0), 100);
		int64_t half = outbox_backoff_ms(attempt, UINT32_MAX / 2);
		assert_true(half >= most / 2 - 1 && half <= most / 2);
	}
	assert_int_equal(outbox_backoff_ms(INT32_MAX, UINT32_MAX), 300000);
}

static void retry_after_is_honoured(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		int32_t retry_after_s;
		int64_t wait_ms;
	} rows[] = {
		{"none: the back-off", -1, 1000},
		{"shorter than the back-off: the back-off", 0, 1000},
		{"longer: as asked", 120, 120000},
		{"a day counts as an hour", 86400, 3600000},
		{"the longest there is counts as an hour", INT32_MAX, 3600000},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bench bench;
		begin(&bench, 0, 1);
		until_send(&bench);
		answer(503, false, "", 0);
		reply.retry_after_s = rows[i].retry_after_s;
		step(&bench, OUTBOX_REPLY);
		if (deadline(&bench) - bench.mono_ms != rows[i].wait_ms)
			fail_msg("%s", rows[i].sentence);
	}
}

/* -- when -------------------------------------------------------------------------------------- */

static void one_batch_a_minute_at_the_beat(void **state)
{
	(void)state;
	struct bench bench;
	begin(&bench, 0, 0);
	int beat_s = outbox_beat_s(KIOSK);
	int64_t last_minute = -1;
	for (int i = 0; i < 30; i++) {
		struct outbox_action action = until_send(&bench);
		assert_int_equal(action.range.first, 0);
		assert_int_equal(bench.utc_ms / 1000 % 60, beat_s);
		if (i > 0)
			assert_int_equal(bench.utc_ms / 60000, last_minute + 1);
		last_minute = bench.utc_ms / 60000;
		pass(&bench, i * 37 % 900); /* the reply may come within the same second */
		answer(200, true, "", 0);
		assert_int_equal(step(&bench, OUTBOX_REPLY).kind, OUTBOX_WAIT);
		for (int tap = 0; tap < 5; tap++) {
			pass(&bench, 7);
			assert_int_equal(step(&bench, OUTBOX_TICK).kind, OUTBOX_WAIT);
		}
	}
}

static void what_comes_in_between_waits_for_its_beat(void **state)
{
	(void)state;
	struct bench bench;
	begin(&bench, 0, 3);
	until_send(&bench);
	bench.last_sequence = 4; /* while the batch is on its way */
	answer(200, true, "", 3);
	assert_int_equal(step(&bench, OUTBOX_REPLY).kind, OUTBOX_ACK);
	assert_int_equal(step(&bench, OUTBOX_TICK).kind, OUTBOX_WAIT);
	bench.last_sequence = 5;
	assert_int_equal(step(&bench, OUTBOX_TICK).kind, OUTBOX_WAIT);
	int64_t before = bench.mono_ms;
	struct outbox_action action = until_send(&bench);
	assert_int_equal(bench.mono_ms - before, 60000);
	assert_int_equal(action.range.first, 4);
	assert_int_equal(action.range.last, 5);
}

static void nothing_is_sent_out_of_hours(void **state)
{
	(void)state;
	struct bench bench;
	begin(&bench, 0, 3);
	assert_int_equal(step(&bench, OUTBOX_TICK).kind, OUTBOX_WAIT); /* a beat is planned ... */
	bench.hours = false;                                           /* ... and school is out */
	for (int i = 0; i < 100; i++, pass(&bench, 7777))
		assert_int_equal(step(&bench, OUTBOX_TICK).kind, OUTBOX_WAIT);
	/* The deadline is the first beat of the hours to come, and a tap before it does not send. */
	struct moment at = now(&bench);
	int64_t from = bench.mono_ms + 50000000;
	int64_t beat = outbox_deadline(&bench.outbox, &at, from);
	assert_true(beat >= from && beat < from + 60000);
	assert_int_equal((bench.utc_ms + beat - bench.mono_ms) % 60000, bench.outbox.beat_s * 1000);
	pass(&bench, from - bench.mono_ms);
	bench.hours = true;
	while (bench.mono_ms < beat) {
		assert_int_equal(step(&bench, OUTBOX_TICK).kind, OUTBOX_WAIT);
		pass(&bench, beat - bench.mono_ms < 1000 ? beat - bench.mono_ms : 1000);
	}
	assert_int_equal(step(&bench, OUTBOX_TICK).kind, OUTBOX_SEND);
}

static void a_clock_set_back_doubles_no_beat(void **state)
{
	(void)state;
	for (int64_t back_ms = 1; back_ms < 60000; back_ms += 499) {
		struct bench bench;
		begin(&bench, 0, 0);
		until_send(&bench);
		int64_t sent = bench.mono_ms;
		bench.utc_ms -= back_ms;
		answer(200, true, "", 0);
		step(&bench, OUTBOX_REPLY);
		until_send(&bench);
		assert_true(bench.mono_ms - sent >= 30000 && bench.mono_ms - sent < 90000);
	}
}

static void kiosks_are_spread_over_the_minute(void **state)
{
	(void)state;
	int count[60] = {0};
	for (int i = 0; i < 6000; i++) {
		char kiosk[KIOSK_ID_SIZE];
		snprintf(kiosk, sizeof(kiosk), "school-%d-door", i);
		count[outbox_beat_s(kiosk)]++;
	}
	for (int i = 0; i < 60; i++)
		assert_true(count[i] > 50 && count[i] < 150);
	/* FNV-1a of "a" is published: af63dc4c8601ec8c. */
	assert_int_equal(outbox_beat_s("a"), UINT64_C(0xaf63dc4c8601ec8c) % 60);
	assert_string_equal(outbox_halt_text(OUTBOX_GOING), "going");
	assert_string_not_equal(outbox_halt_text(OUTBOX_REFUSED_KEY),
				outbox_halt_text(OUTBOX_EXPIRED_KEY));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_reply_table),
		cmocka_unit_test(no_answer_is_passing),
		cmocka_unit_test(the_back_off_is_full_jitter),
		cmocka_unit_test(retry_after_is_honoured),
		cmocka_unit_test(one_batch_a_minute_at_the_beat),
		cmocka_unit_test(what_comes_in_between_waits_for_its_beat),
		cmocka_unit_test(nothing_is_sent_out_of_hours),
		cmocka_unit_test(a_clock_set_back_doubles_no_beat),
		cmocka_unit_test(kiosks_are_spread_over_the_minute),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
