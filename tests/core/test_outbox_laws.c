/* Laws of the outbox on random days, against a small virtual school that forgets, refuses and goes
 * missing. FIRSTBELL_SEED=n tries another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/calendar.h"
#include "core/outbox.h"

enum { EVENTS = 900 };

/* What lies at a place of the stream: the event, or what stands in for it. */
enum content { NOTHING, EVENT, STAND_IN };
enum style { ACK_HIGHEST, ACK_WITHOUT_HOLES, ACK_SILENTLY, STYLES };

static uint32_t seed;
static uint32_t draw(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)(((uint64_t)seed * n) >> 32);
}

struct world {
	int64_t utc_ms, mono_ms;
	struct calendar calendar;
	/* the kiosk's log */
	uint64_t last, stream, stored_cursor;
	enum content log[EVENTS + 1];
	/* the authority's */
	enum style style;
	uint64_t their_stream;
	enum content theirs[EVENTS + 1];
	bool poison[EVENTS + 1];     /* refused singly */
	bool unreadable[EVENTS + 1]; /* spoils its whole batch */
	uint64_t most;               /* events it takes in a batch */
	/* what is under way */
	struct outbox_range flying;
	bool in_flight;
	int64_t failed_at_ms, patience_ms;
	int sends, sends_this_instant;
};
static struct world world;
static struct outbox outbox;
static struct outbox_reply reply;

static void make_world(void)
{
	memset(&world, 0, sizeof(world));
	world.utc_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 470);
	world.mono_ms = 1000;
	world.calendar.bells[PART_AM] = (struct bell){true, 510, 530, 560, 10};
	world.calendar.bells[PART_PM] = (struct bell){true, 760, 790, 805, 10};
	world.style = (enum style)draw(STYLES);
	world.stream = 1;
	world.their_stream = 1;
	world.most = 1 + draw(250);
	for (int i = 0; i < 20; i++) {
		world.poison[1 + draw(EVENTS)] = true;
		world.unreadable[1 + draw(EVENTS)] = i < 5;
	}
	world.failed_at_ms = -1;
	outbox_init(&outbox, "front-door", world.stream, 0);
}

static void answer(int status, bool ours, const char *problem)
{
	memset(&reply, 0, sizeof(reply));
	reply.status = status;
	reply.ours = ours;
	reply.retry_after_s = -1;
	assert_true(text_copy(reply.problem, sizeof(reply.problem), problem));
}

static bool must_be_refused(uint64_t sequence)
{
	return world.poison[sequence] && world.log[sequence] == EVENT;
}

static void take_batch(void)
{
	answer(200, true, "");
	for (uint64_t s = world.flying.first; s != 0 && s <= world.flying.last; s++) {
		if (must_be_refused(s)) {
			reply.rejected[reply.rejected_count++].sequence = s;
			continue;
		}
		/* The same place never gets another content. */
		assert_true(world.theirs[s] == NOTHING || world.theirs[s] == world.log[s]);
		world.theirs[s] = world.log[s];
	}
	uint64_t highest = 0;
	uint64_t whole = 0;
	for (uint64_t s = 1; s <= world.last; s++) {
		if (world.theirs[s] == NOTHING)
			continue;
		highest = s;
		whole += whole == s - 1;
	}
	reply.acked_through = world.style == ACK_HIGHEST ? highest : whole;
	for (uint64_t s = 1; world.style != ACK_SILENTLY && s < highest; s++) {
		if (world.theirs[s] != NOTHING || reply.missing_count == OUTBOX_MISSING_MAX)
			continue;
		struct outbox_range *range = &reply.missing[reply.missing_count++];
		range->first = s;
		while (world.theirs[s + 1] == NOTHING)
			s++;
		range->last = s;
	}
}

static void their_answer(void)
{
	uint64_t count = world.flying.first == 0 ? 0 : world.flying.last - world.flying.first + 1;
	bool spoilt = false;
	for (uint64_t s = world.flying.first; s != 0 && s <= world.flying.last; s++)
		spoilt = spoilt || (world.unreadable[s] && world.log[s] == EVENT);
	/* A stream begins at 1: what begins later is of a stream that they have lost. */
	if (world.flying.first == 1 || world.last == 0)
		world.their_stream = world.stream;
	if (world.their_stream != world.stream) {
		answer(409, true, "unknown-stream");
	} else if (count > world.most) {
		answer(413, true, "too-large");
	} else if (spoilt) {
		answer(400, true, "malformed");
	} else {
		take_batch();
	}
}

static void trouble(void)
{
	static const int statuses[] = {200, 301, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503};
	answer(statuses[draw(COUNT_OF(statuses))], false, "");
	reply.retry_after_s = draw(3) == 0 ? (int32_t)draw(600) : -1;
}

static struct moment now(void)
{
	return calendar_moment(world.utc_ms, world.mono_ms, 1, TRUST_SYNCED);
}

static void perform(const struct outbox_action *action);

static struct outbox_action step(enum outbox_event_kind kind)
{
	uint64_t before = outbox.acked_through;
	struct outbox_event event = {
		.kind = kind,
		.now = now(),
		.random = draw(UINT32_MAX),
		.last_sequence = world.last,
		.reply = kind == OUTBOX_REPLY ? &reply : NULL,
	};
	event.sending_hours = calendar_sending_hours(&world.calendar, &event.now);
	struct outbox_action action = outbox_step(&outbox, &event);
	if (action.kind != OUTBOX_RESEND_ALL)
		assert_true(outbox.acked_through >= before);
	assert_true(outbox.acked_through <= world.last);
	perform(&action);
	return action;
}

static void park(uint64_t sequence)
{
	/* Nothing is parked but what they refuse, and never again what stands in for it. */
	assert_true(world.poison[sequence] || world.unreadable[sequence]);
	assert_int_equal(world.log[sequence], EVENT);
	world.log[sequence] = STAND_IN;
}

static void perform(const struct outbox_action *action)
{
	switch (action->kind) {
	case OUTBOX_WAIT: return;
	case OUTBOX_SEND:
		assert_false(world.in_flight);
		if (world.failed_at_ms >= 0)
			assert_true(world.mono_ms - world.failed_at_ms <= world.patience_ms);
		world.failed_at_ms = -1;
		world.in_flight = true;
		world.sends++;
		/* What can go at once: a backlog in single events, twice over, and some to spare. */
		assert_true(++world.sends_this_instant <= 3 * EVENTS);
		world.flying = action->range;
		if (world.flying.first == 0)
			return;
		assert_true(world.flying.last >= world.flying.first &&
			    world.flying.last <= world.last);
		uint64_t count = 1 + draw(4) * (uint64_t)action->limit;
		if (count > (uint64_t)action->limit)
			count = (uint64_t)action->limit;
		if (world.flying.last - world.flying.first >= count)
			world.flying.last = world.flying.first + count - 1;
		outbox_sent(&outbox, world.flying.first, world.flying.last);
		return;
	case OUTBOX_ACK: world.stored_cursor = action->acked_through; return;
	case OUTBOX_PARK:
		if (action->range.first != 0)
			park(action->range.first);
		for (size_t i = 0; action->range.first == 0 && i < reply.rejected_count; i++)
			park(reply.rejected[i].sequence);
		return;
	case OUTBOX_RESEND_ALL: world.stored_cursor = 0; return;
	case OUTBOX_NEW_STREAM: fail_msg("no new stream was called for");
	}
}

static void settle(void)
{
	for (int i = 0; step(OUTBOX_TICK).kind != OUTBOX_WAIT; i++)
		assert_true(i < 10);
}

static void finish_flight(bool calm)
{
	enum outbox_event_kind kind = OUTBOX_REPLY;
	bool arrives = calm || draw(3) != 0;
	if (arrives)
		their_answer();
	if (!calm && draw(3) == 0) {
		kind = draw(2) ? OUTBOX_FAILED : OUTBOX_REPLY;
		trouble();
	} else if (!arrives) {
		kind = OUTBOX_FAILED;
	}
	bool failed = kind == OUTBOX_FAILED || !reply.ours || reply.status == 409;
	world.in_flight = false;
	step(kind);
	if (failed) {
		world.failed_at_ms = world.mono_ms;
		world.patience_ms = OUTBOX_BACKOFF_MAX_MS;
		if (kind == OUTBOX_REPLY && reply.retry_after_s > 300)
			world.patience_ms = reply.retry_after_s * INT64_C(1000);
	}
	settle();
}

static void let_pass(int64_t ms)
{
	if (ms > 0)
		world.sends_this_instant = 0;
	world.mono_ms += ms;
	world.utc_ms += ms;
}

/* Sleeps to the deadline, as the kiosk does, or to something earlier that wakes it. */
static void sleep_and_step(bool wakes)
{
	struct moment at = now();
	int64_t from =
		calendar_sending_from_ms(&world.calendar, &at) - world.utc_ms + world.mono_ms;
	int64_t deadline = outbox_deadline(&outbox, &at, from);
	assert_true(deadline != INT64_MAX);
	if (wakes && deadline > world.mono_ms)
		deadline = world.mono_ms + draw((uint32_t)(deadline - world.mono_ms) + 1);
	let_pass(deadline - world.mono_ms > 0 ? deadline - world.mono_ms : 0);
	settle();
}

static void happen(void)
{
	switch (draw(40)) {
	case 0: /* a start: all but the store is forgotten */
		outbox_init(&outbox, "front-door", world.stream, world.stored_cursor);
		world.in_flight = false;
		world.failed_at_ms = -1;
		break;
	case 1: /* they are restored from a backup, and know it */
		memset(world.theirs, 0, sizeof(world.theirs));
		world.their_stream = 0;
		break;
	case 2: /* or do not, and the last ones are gone; but then they must name the holes */
		if (world.style == ACK_SILENTLY)
			break;
		for (uint64_t s = world.last > 30 ? world.last - 30 : 1; s <= world.last; s++)
			world.theirs[s] = NOTHING;
		break;
	case 3: world.most = 1 + draw(250); break;
	default: break;
	}
	uint64_t more = draw(60) == 0 ? draw(300) : draw(3) == 0;
	for (; more > 0 && world.last < EVENTS; more--)
		world.log[++world.last] = EVENT;
}

static void a_random_day(uint32_t from_seed)
{
	seed = from_seed * 2654435761u;
	make_world();
	for (int i = 0; i < 600; i++) {
		happen();
		if (world.in_flight) {
			let_pass(draw(2000));
			finish_flight(false);
		} else {
			sleep_and_step(draw(2) == 0);
		}
	}
	/* Then three calm days: all that happened is there, each place once, with what the log has. */
	world.most = 250;
	for (int64_t until = world.mono_ms + INT64_C(3) * 86400000; world.mono_ms < until;) {
		if (world.in_flight)
			finish_flight(true);
		else
			sleep_and_step(false);
	}
	for (uint64_t s = 1; s <= world.last; s++) {
		if (world.theirs[s] != world.log[s])
			fail_msg("seed %u: %llu of %llu is missing (style %d)", from_seed,
				 (unsigned long long)s, (unsigned long long)world.last,
				 world.style);
	}
	assert_int_equal(outbox.acked_through, world.last);
	assert_int_equal(world.stored_cursor, world.last);
}

static void every_event_arrives_once_on_random_days(void **state)
{
	(void)state;
	const char *wish = getenv("FIRSTBELL_SEED");
	uint32_t first = wish != NULL ? (uint32_t)strtoul(wish, NULL, 10) : 1;
	print_message("seeds from %u\n", first);
	for (uint32_t i = 0; i < 300; i++)
		a_random_day(first + i);
}

/* -- whoever answers the same for ever makes us neither spin nor sleep ------------------------------- */

static void same_reply(int which)
{
	static const int statuses[] = {400, 413, 422, 409, 409, 404, 429, 503};
	static const char *const problems[] = {"x", "x", "x", "sequence-conflict", "unknown-stream",
					       "x", "x", "x"};
	if (which < (int)COUNT_OF(statuses)) {
		answer(statuses[which], true, problems[which]);
		return;
	}
	answer(200, true, "");
	reply.acked_through = which == 8 ? UINT64_MAX : which == 9 ? 0 : 3;
	if (which >= 10) { /* misses all, in sixteen pieces or one */
		reply.missing_count = which == 10 ? 1 : OUTBOX_MISSING_MAX;
		for (size_t i = 0; i < reply.missing_count; i++)
			reply.missing[i] =
				(struct outbox_range){1 + 5 * i, which == 10 ? 500 : 3 + 5 * i};
	}
	if (which >= 12) { /* and refuses all it is sent */
		for (uint64_t s = outbox.flying.first; s != 0 && s <= outbox.flying.last; s++)
			reply.rejected[reply.rejected_count++].sequence = s;
	}
}

static void the_same_answer_for_ever_is_no_spin(void **state)
{
	(void)state;
	for (int which = 0; which <= 12; which++) {
		seed = 5;
		make_world();
		world.utc_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 540);
		memset(world.poison, 1, sizeof(world.poison));
		for (world.last = 0; world.last < 500;)
			world.log[++world.last] = EVENT;
		for (int64_t until = world.mono_ms + 3600000; world.mono_ms < until;) {
			struct outbox_event event = {.kind = OUTBOX_TICK,
						     .now = now(),
						     .random = draw(UINT32_MAX),
						     .sending_hours = true,
						     .last_sequence = world.last};
			struct outbox_action action = outbox_step(&outbox, &event);
			if (action.kind == OUTBOX_SEND) {
				world.sends++;
				same_reply(which);
				event.kind = OUTBOX_REPLY;
				event.reply = &reply;
				outbox_step(&outbox, &event);
			} else if (action.kind == OUTBOX_WAIT) {
				struct moment at = now();
				int64_t deadline = outbox_deadline(&outbox, &at, at.mono_ms);
				let_pass(deadline > world.mono_ms ? deadline - world.mono_ms : 0);
			}
			if (world.sends > 60 * 40 + 520)
				fail_msg("answer %d makes the kiosk spin", which);
		}
		if (world.sends < 12)
			fail_msg("answer %d puts the kiosk to sleep", which);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_event_arrives_once_on_random_days),
		cmocka_unit_test(the_same_answer_for_ever_is_no_spin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
