/* What is sent, and what an answer makes of the queue: backlog, halves, parked events, holes. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "core/calendar.h"
#include "core/outbox.h"

static struct outbox outbox;
static struct outbox_reply reply;
static int64_t mono_ms;
static uint64_t last_sequence;

static struct outbox_action step(enum outbox_event_kind kind)
{
	const int64_t ten_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 600);
	struct outbox_event event = {
		.kind = kind,
		.now = calendar_moment(ten_ms + mono_ms, mono_ms, 1, TRUST_SYNCED),
		.random = 12345,
		.sending_hours = true,
		.last_sequence = last_sequence,
		.reply = kind == OUTBOX_REPLY ? &reply : NULL,
	};
	return outbox_step(&outbox, &event);
}

static void begin(uint64_t acked, uint64_t last)
{
	mono_ms = 0;
	last_sequence = last;
	outbox_init(&outbox, "front-door", 1, acked);
}

/* The next action at once must be to send this; 0, 0: health alone. */
static void sends_at_once(uint64_t first, uint64_t last, int32_t limit)
{
	struct outbox_action action = step(OUTBOX_TICK);
	assert_int_equal(action.kind, OUTBOX_SEND);
	assert_int_equal(action.range.first, first);
	assert_int_equal(action.range.last, last);
	assert_int_equal(action.limit, limit);
}

static void sends_at_beat(uint64_t first, uint64_t last, int32_t limit)
{
	assert_int_equal(step(OUTBOX_TICK).kind, OUTBOX_WAIT);
	mono_ms = outbox.next_mono_ms;
	sends_at_once(first, last, limit);
}

static void answer(int status, const char *problem, uint64_t acked)
{
	memset(&reply, 0, sizeof(reply));
	reply.status = status;
	reply.ours = true;
	reply.retry_after_s = -1;
	reply.acked_through = acked;
	assert_true(text_copy(reply.problem, sizeof(reply.problem), problem));
}

static void acks(uint64_t acked)
{
	struct outbox_action action = step(OUTBOX_REPLY);
	if (action.kind == OUTBOX_PARK)
		action = step(OUTBOX_TICK);
	assert_int_equal(action.kind, OUTBOX_ACK);
	assert_int_equal(action.acked_through, acked);
}

static void ok_acks(uint64_t acked)
{
	answer(200, "", acked);
	acks(acked);
}

static void a_backlog_goes_at_once(void **state)
{
	(void)state;
	begin(0, 450);
	sends_at_beat(1, 450, 200);
	ok_acks(200);
	last_sequence = 460;
	sends_at_once(201, 460, 200);
	ok_acks(400);
	sends_at_once(401, 460, 200);
	last_sequence = 470;
	ok_acks(460);
	sends_at_beat(461, 470, 200);
}

static void a_batch_cut_short_by_its_size_goes_on_at_once(void **state)
{
	(void)state;
	begin(0, 50);
	sends_at_beat(1, 50, 200);
	outbox_sent(&outbox, 1, 30);
	answer(200, "", 50); /* more than was sent: counts for what was */
	acks(30);
	sends_at_once(31, 50, 200);
	ok_acks(50);
	assert_int_equal(step(OUTBOX_TICK).kind, OUTBOX_WAIT);
}

static void half_an_ack_sends_the_rest_at_once(void **state)
{
	(void)state;
	begin(0, 10);
	sends_at_beat(1, 10, 200);
	ok_acks(3);
	sends_at_once(4, 10, 200);
	answer(200, "", 3); /* no headway: not again before the beat */
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_beat(4, 10, 200);
}

static void an_ack_never_goes_back_or_too_far(void **state)
{
	(void)state;
	begin(5, 10);
	sends_at_beat(6, 10, 200);
	answer(200, "", UINT64_MAX);
	acks(10);
	sends_at_beat(0, 0, 200);
	answer(200, "", 4);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	assert_int_equal(outbox.acked_through, 10);
}

static void unreadable_batches_are_halved_to_the_one(void **state)
{
	(void)state;
	static const int32_t limits[] = {100, 50, 25, 12, 6, 3, 1};
	begin(0, 300);
	sends_at_beat(1, 300, 200);
	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		answer(i % 2 == 0 ? 400 : 413, "too-large", 0);
		assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
		sends_at_once(1, 300, limits[i]);
	}
	answer(422, "schema", 0);
	struct outbox_action action = step(OUTBOX_REPLY);
	assert_int_equal(action.kind, OUTBOX_PARK);
	assert_int_equal(action.range.first, 1);
	assert_int_equal(action.range.last, 1);
	assert_true(action.tell_staff);
	/* The stand-in goes in its place; after it the batches grow again. */
	sends_at_once(1, 300, 1);
	ok_acks(1);
	sends_at_once(2, 300, 2);
	ok_acks(3);
	sends_at_once(4, 300, 4);
	ok_acks(7);
	sends_at_once(8, 300, 8);
}

static void a_lone_event_is_parked_without_halving(void **state)
{
	(void)state;
	begin(6, 7);
	sends_at_beat(7, 7, 200);
	answer(400, "malformed", 0);
	struct outbox_action action = step(OUTBOX_REPLY);
	assert_int_equal(action.kind, OUTBOX_PARK);
	assert_int_equal(action.range.first, 7);
	sends_at_once(7, 7, 1);
	/* Who refuses the stand-in as well refuses everything: nothing more is parked. */
	for (int i = 0; i < 5; i++) {
		answer(400, "malformed", 0);
		action = step(OUTBOX_REPLY);
		assert_int_equal(action.kind, OUTBOX_WAIT);
		assert_true(action.tell_staff);
		last_sequence = 9;
		sends_at_beat(7, 9, 1);
	}
}

static void health_alone_is_never_parked(void **state)
{
	(void)state;
	begin(7, 7);
	sends_at_beat(0, 0, 200);
	answer(422, "schema", 0);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	assert_int_equal(outbox.attempt, 1);
	sends_at_beat(0, 0, 200);
}

static void refused_events_are_parked_and_stood_in_for(void **state)
{
	(void)state;
	begin(0, 12);
	sends_at_beat(1, 12, 200);
	answer(200, "", 12);
	reply.rejected[0].sequence = 10;
	reply.rejected[1].sequence = 4;
	reply.rejected_count = 2;
	struct outbox_action action = step(OUTBOX_REPLY);
	assert_int_equal(action.kind, OUTBOX_PARK);
	assert_int_equal(action.range.first, 0);
	assert_true(action.tell_staff);
	/* The cursor stays before the first of them: a restart sends it again. */
	action = step(OUTBOX_TICK);
	assert_int_equal(action.kind, OUTBOX_ACK);
	assert_int_equal(action.acked_through, 3);
	sends_at_once(4, 10, 200);
	ok_acks(12);
	sends_at_beat(0, 0, 200);
}

static void a_refused_stand_in_blocks_nothing(void **state)
{
	(void)state;
	begin(0, 2);
	sends_at_beat(1, 2, 200);
	for (int i = 0; i < 2; i++) {
		answer(200, "", 2);
		reply.rejected[0].sequence = 2;
		reply.rejected_count = 1;
		acks(i == 0 ? 1 : 2);
		if (i == 0)
			sends_at_once(2, 2, 200);
	}
	last_sequence = 3;
	sends_at_beat(3, 3, 200);
}

static void refusals_of_what_was_not_sent_park_nothing(void **state)
{
	(void)state;
	begin(5, 6);
	sends_at_beat(6, 6, 200);
	answer(200, "", 6);
	reply.rejected[0].sequence = 3;
	reply.rejected[1].sequence = 7;
	reply.rejected_count = 2;
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_ACK);
}

static void what_is_missing_goes_again(void **state)
{
	(void)state;
	begin(5, 20);
	sends_at_beat(6, 20, 200);
	answer(200, "", 20);
	reply.missing[0] = (struct outbox_range){2, 3};
	reply.missing[1] = (struct outbox_range){8, 9};
	reply.missing[2] = (struct outbox_range){0, 4};   /* no range */
	reply.missing[3] = (struct outbox_range){15, 12}; /* no range */
	reply.missing[4] = (struct outbox_range){20, 99}; /* never sent beyond 20 */
	reply.missing_count = 5;
	acks(20);
	assert_int_equal(outbox.missing_count, 3);
	sends_at_once(2, 3, 200);
	/* The authority still says so: each is tried once a beat, and there is no end of it. */
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(8, 9, 200);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(20, 20, 200);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	last_sequence = 21;
	sends_at_beat(21, 21, 200); /* a hole never holds up what is new */
	reply.acked_through = 21;
	acks(21);
	sends_at_once(2, 3, 200); /* a new beat, a new try */
	answer(200, "", 21);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	assert_int_equal(outbox.missing_count, 0);
	sends_at_beat(0, 0, 200);
}

static void holes_come_before_what_cannot_go(void **state)
{
	(void)state;
	begin(5, 10);
	sends_at_beat(6, 10, 200);
	outbox_sent(&outbox, 0, 0);
	answer(200, "", 5);
	reply.missing[0] = (struct outbox_range){2, 3};
	reply.missing_count = 1;
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(2, 3, 200);
	answer(200, "", 5);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_beat(6, 10, 200);
}

static void a_hole_no_longer_named_is_sent_from(void **state)
{
	(void)state;
	begin(0, 10);
	sends_at_beat(1, 10, 200);
	answer(200, "", 2);
	reply.missing[0] = (struct outbox_range){3, 3};
	reply.missing_count = 1;
	acks(2);
	sends_at_once(3, 3, 200);
	answer(200, "", 2); /* all after 2 is gone, and not a word of it */
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(3, 10, 200);
	ok_acks(10);
}

static void a_hole_that_nothing_fills_is_passed_over(void **state)
{
	(void)state;
	/* All through 700 is pruned, and the authority, restored, acknowledges without holes. */
	begin(0, 1000);
	sends_at_beat(1, 1000, 200);
	outbox_sent(&outbox, 701, 900);
	answer(200, "", 0);
	reply.missing[0] = (struct outbox_range){1, 700};
	reply.missing_count = 1;
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(901, 1000, 200);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(1, 700, 200);
	outbox_sent(&outbox, 0, 0);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	last_sequence = 1001;
	sends_at_beat(1001, 1001, 200);
}

static void a_long_hole_goes_in_batches(void **state)
{
	(void)state;
	begin(500, 500);
	sends_at_beat(0, 0, 200);
	answer(200, "", 500);
	reply.missing[0] = (struct outbox_range){1, 450};
	reply.missing_count = 1;
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(1, 450, 200);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(201, 450, 200);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_WAIT);
	sends_at_once(401, 450, 200);
}

static void a_new_stream_begins_at_one(void **state)
{
	(void)state;
	begin(40, 50);
	sends_at_beat(41, 50, 200);
	answer(409, "sequence-conflict", 0);
	assert_int_equal(step(OUTBOX_REPLY).kind, OUTBOX_NEW_STREAM);
	outbox_restart(&outbox, 77);
	last_sequence = 10;
	assert_int_equal(outbox.stream, 77);
	sends_at_beat(1, 10, 200);
	ok_acks(10);
}

static void an_unknown_stream_goes_again_from_the_first(void **state)
{
	(void)state;
	begin(40, 50);
	sends_at_beat(41, 50, 200);
	answer(409, "unknown-stream", 0);
	struct outbox_action action = step(OUTBOX_REPLY);
	assert_int_equal(action.kind, OUTBOX_RESEND_ALL);
	assert_int_equal(action.acked_through, 0);
	sends_at_beat(1, 50, 200);
	outbox_sent(&outbox, 11, 50);
	ok_acks(50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_backlog_goes_at_once),
		cmocka_unit_test(a_batch_cut_short_by_its_size_goes_on_at_once),
		cmocka_unit_test(half_an_ack_sends_the_rest_at_once),
		cmocka_unit_test(an_ack_never_goes_back_or_too_far),
		cmocka_unit_test(unreadable_batches_are_halved_to_the_one),
		cmocka_unit_test(a_lone_event_is_parked_without_halving),
		cmocka_unit_test(health_alone_is_never_parked),
		cmocka_unit_test(refused_events_are_parked_and_stood_in_for),
		cmocka_unit_test(a_refused_stand_in_blocks_nothing),
		cmocka_unit_test(refusals_of_what_was_not_sent_park_nothing),
		cmocka_unit_test(what_is_missing_goes_again),
		cmocka_unit_test(holes_come_before_what_cannot_go),
		cmocka_unit_test(a_hole_no_longer_named_is_sent_from),
		cmocka_unit_test(a_hole_that_nothing_fills_is_passed_over),
		cmocka_unit_test(a_long_hole_goes_in_batches),
		cmocka_unit_test(a_new_stream_begins_at_one),
		cmocka_unit_test(an_unknown_stream_goes_again_from_the_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
