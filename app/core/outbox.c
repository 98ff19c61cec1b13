#include "core/outbox.h"

#include <string.h>

#define MINUTE_MS 60000
#define BEAT_APART_MS 30000

const char *outbox_halt_text(enum outbox_halt halt)
{
	switch (halt) {
	case OUTBOX_GOING: return "going";
	case OUTBOX_REFUSED_KEY:
		return "this kiosk's key is refused: nothing is lost, nothing is sent; enrol it "
		       "again";
	case OUTBOX_EXPIRED_KEY: break;
	}
	return "this kiosk's key has expired: nothing is lost, nothing is sent; enrol it again";
}

int outbox_beat_s(const char *kiosk)
{
	uint64_t hash = 14695981039346656037u;
	for (; *kiosk != '\0'; kiosk++)
		hash = (hash ^ (unsigned char)*kiosk) * 1099511628211u;
	return (int)(hash % 60);
}

void outbox_init(struct outbox *outbox, const char *kiosk, uint64_t stream, uint64_t acked_through)
{
	*outbox = (struct outbox){
		.stream = stream,
		.acked_through = acked_through,
		.position = acked_through,
		.sent_through = acked_through,
		.batch_limit = OUTBOX_BATCH_EVENTS,
		.last_beat_mono_ms = INT64_MIN / 2,
		.beat_s = outbox_beat_s(kiosk),
	};
}

void outbox_restart(struct outbox *outbox, uint64_t stream)
{
	outbox->stream = stream;
	outbox->acked_through = 0;
	outbox->position = 0;
	outbox->sent_through = 0;
	outbox->missing_count = 0;
	outbox->repair = (struct outbox_range){0, 0};
	outbox->parked = 0;
}

int64_t outbox_backoff_ms(int32_t attempt, uint32_t random)
{
	int64_t most = OUTBOX_BACKOFF_MAX_MS;
	if (attempt < 9)
		most = OUTBOX_BACKOFF_MIN_MS * (INT64_C(1) << (attempt > 0 ? attempt : 0));
	if (most > OUTBOX_BACKOFF_MAX_MS)
		most = OUTBOX_BACKOFF_MAX_MS;
	int64_t jittered = (int64_t)(((uint64_t)most * random) / UINT32_MAX);
	return jittered < OUTBOX_BACKOFF_MIN_MS / 10 ? OUTBOX_BACKOFF_MIN_MS / 10 : jittered;
}

static bool too_soon(const struct outbox *outbox, int64_t mono_ms)
{
	return mono_ms - outbox->last_beat_mono_ms < BEAT_APART_MS;
}

/* The first beat from an instant on. The wall clock may be set back, or run a little slower than
 * the monotonic one: a beat is neither doubled nor left out for that. */
static int64_t beat_mono_ms(const struct outbox *outbox, int64_t utc_ms, int64_t mono_ms)
{
	int64_t until_ms = (outbox->beat_s * 1000 - utc_ms % MINUTE_MS) % MINUTE_MS;
	if (until_ms < 0)
		until_ms += MINUTE_MS;
	bool is_its_second = until_ms > MINUTE_MS - 1000;
	if (is_its_second && !too_soon(outbox, mono_ms))
		return mono_ms;
	int64_t beat = mono_ms + until_ms;
	return too_soon(outbox, beat) ? beat + MINUTE_MS : beat;
}

/* The next range of `missing` that was not sent again since the last beat; first 0: none. */
static struct outbox_range next_missing(const struct outbox *outbox)
{
	for (size_t i = 0; i < outbox->missing_count; i++) {
		struct outbox_range range = outbox->missing[i];
		if (range.first <= outbox->resent_through)
			range.first = outbox->resent_through + 1;
		if (range.first <= range.last)
			return range;
	}
	return (struct outbox_range){0, 0};
}

static struct outbox_action send_next(struct outbox *outbox, uint64_t last_sequence)
{
	uint64_t new_through = outbox->chasing ? outbox->chase_through : last_sequence;
	if (outbox->repair.first != 0) {
		outbox->flight = FLIGHT_REPAIR;
		outbox->asked = outbox->repair;
	} else if (outbox->position < new_through) {
		outbox->flight = FLIGHT_NEW;
		outbox->asked = (struct outbox_range){outbox->position + 1, last_sequence};
	} else {
		outbox->asked = next_missing(outbox);
		outbox->flight = outbox->asked.first != 0 ? FLIGHT_MISSING : FLIGHT_NEW;
	}
	outbox->flying = outbox->asked;
	uint64_t limit = (uint64_t)outbox->batch_limit;
	if (outbox->flying.first != 0 && outbox->flying.last - outbox->flying.first >= limit)
		outbox->flying.last = outbox->flying.first + limit - 1;
	outbox->in_flight = true;
	outbox->chasing = false;
	outbox->planned = false;
	return (struct outbox_action){
		.kind = OUTBOX_SEND,
		.range = outbox->asked,
		.limit = outbox->batch_limit,
	};
}

void outbox_sent(struct outbox *outbox, uint64_t first, uint64_t last)
{
	ENSURE(outbox->in_flight);
	ENSURE(first == 0 ||
	       (first >= outbox->asked.first && last >= first && last <= outbox->asked.last));
	outbox->flying = (struct outbox_range){first, first != 0 ? last : 0};
}

static struct outbox_action tell_ack(struct outbox *outbox)
{
	outbox->ack_pending = false;
	return (struct outbox_action){.kind = OUTBOX_ACK, .acked_through = outbox->acked_through};
}

static struct outbox_action tick(struct outbox *outbox, const struct outbox_event *event)
{
	const struct outbox_action wait = {.kind = OUTBOX_WAIT};
	const struct moment *now = &event->now;
	if (outbox->ack_pending)
		return tell_ack(outbox);
	if (outbox->in_flight || outbox->halt != OUTBOX_GOING)
		return wait;
	if (outbox->chasing)
		return send_next(outbox, event->last_sequence);
	if (outbox->attempt == 0 && !event->sending_hours) {
		outbox->planned = false;
		return wait;
	}
	if (!outbox->planned) {
		outbox->planned = true;
		outbox->next_mono_ms = beat_mono_ms(outbox, now->utc_ms, now->mono_ms);
	}
	if (now->mono_ms < outbox->next_mono_ms)
		return wait;
	if (outbox->attempt == 0)
		outbox->last_beat_mono_ms = now->mono_ms;
	outbox->chase_through = event->last_sequence;
	outbox->resent_through = 0;
	return send_next(outbox, event->last_sequence);
}

static void note_failure(struct outbox *outbox, const struct outbox_event *event)
{
	if (outbox->attempt < INT32_MAX)
		outbox->attempt++;
	if (outbox->failing_since_utc_ms == 0)
		outbox->failing_since_utc_ms = event->now.utc_ms != 0 ? event->now.utc_ms : 1;
}

static void back_off(struct outbox *outbox, const struct outbox_event *event)
{
	int64_t wait_ms = outbox_backoff_ms(outbox->attempt, event->random);
	int64_t asked_s = event->reply != NULL ? event->reply->retry_after_s : -1;
	note_failure(outbox, event);
	if (asked_s > OUTBOX_RETRY_AFTER_MAX_S)
		asked_s = OUTBOX_RETRY_AFTER_MAX_S;
	if (wait_ms < asked_s * 1000)
		wait_ms = asked_s * 1000;
	outbox->planned = true;
	outbox->next_mono_ms = event->now.mono_ms + wait_ms;
}

/* -- 200 ----------------------------------------------------------------------------- */

/* The span of what the reply refuses of the batch in flight; first 0: nothing. */
static struct outbox_range refused_range(const struct outbox *outbox,
					 const struct outbox_reply *reply)
{
	struct outbox_range range = {0, 0};
	for (size_t i = 0; i < reply->rejected_count; i++) {
		uint64_t sequence = reply->rejected[i].sequence;
		if (sequence < outbox->flying.first || sequence > outbox->flying.last ||
		    outbox->flying.first == 0)
			continue;
		if (range.first == 0 || sequence < range.first)
			range.first = sequence;
		if (sequence > range.last)
			range.last = sequence;
	}
	return range;
}

static void take_missing(struct outbox *outbox, const struct outbox_reply *reply)
{
	outbox->missing_count = 0;
	for (size_t i = 0; i < reply->missing_count; i++) {
		struct outbox_range range = reply->missing[i];
		if (range.last > outbox->sent_through)
			range.last = outbox->sent_through;
		if (range.first != 0 && range.first <= range.last)
			outbox->missing[outbox->missing_count++] = range;
	}
}

/* Where the batch has brought us: through what it carried, when the authority names what is not
 * there; else as far as the authority says. */
static void take_position(struct outbox *outbox, bool holes_named)
{
	if (!holes_named)
		outbox->position = outbox->acked_through;
	if (outbox->position < outbox->acked_through)
		outbox->position = outbox->acked_through;
	if (holes_named && outbox->flight == FLIGHT_NEW && outbox->position < outbox->flying.last)
		outbox->position = outbox->flying.last;
}

/* Of the ranges that are sent in pieces, the piece that was in flight is done; a piece without an
 * event in it was the whole rest. */
static uint64_t done_through(const struct outbox *outbox)
{
	return outbox->flying.first != 0 ? outbox->flying.last : outbox->asked.last;
}

static void take_repair(struct outbox *outbox, struct outbox_range refused)
{
	if (outbox->flight != FLIGHT_REPAIR) {
		outbox->repair = refused;
		return;
	}
	/* A stand-in that is refused too is not repaired again: staff know of it already. */
	outbox->repair.first = done_through(outbox) + 1;
	if (outbox->repair.first > outbox->repair.last)
		outbox->repair = (struct outbox_range){0, 0};
}

/* True when the authority's word moved the cursor. */
static bool take_ack(struct outbox *outbox, uint64_t acked)
{
	if (acked > outbox->sent_through)
		acked = outbox->sent_through;
	/* The cursor stays before what is yet to be repaired, so that a restart sends the stand-ins. */
	if (outbox->repair.first != 0 && acked >= outbox->repair.first)
		acked = outbox->repair.first - 1;
	if (acked <= outbox->acked_through)
		return false;
	outbox->acked_through = acked;
	return true;
}

static struct outbox_action committed(struct outbox *outbox, const struct outbox_reply *reply)
{
	struct outbox_range refused = refused_range(outbox, reply);
	uint64_t position_before = outbox->position;

	outbox->attempt = 0;
	outbox->failing_since_utc_ms = 0;
	outbox->batch_limit *= 2;
	if (outbox->batch_limit > OUTBOX_BATCH_EVENTS)
		outbox->batch_limit = OUTBOX_BATCH_EVENTS;
	take_missing(outbox, reply);
	take_repair(outbox, refused);
	if (outbox->flight == FLIGHT_MISSING)
		outbox->resent_through = done_through(outbox);
	outbox->ack_pending = take_ack(outbox, reply->acked_through);
	take_position(outbox, outbox->missing_count > 0 || reply->rejected_count > 0);

	/* What is new goes on at once only after headway, so that no reply can make us send for ever. */
	if (outbox->flight == FLIGHT_NEW && !outbox->ack_pending &&
	    outbox->position <= position_before)
		outbox->chase_through = 0;
	outbox->chasing = outbox->repair.first != 0 || outbox->position < outbox->chase_through ||
			  next_missing(outbox).first != 0;
	if (refused.first != 0)
		return (struct outbox_action){.kind = OUTBOX_PARK, .tell_staff = true};
	return outbox->ack_pending ? tell_ack(outbox) : (struct outbox_action){.kind = OUTBOX_WAIT};
}

/* -- everything else -------------------------------------------------------------------- */

static struct outbox_action unreadable(struct outbox *outbox, const struct outbox_event *event)
{
	uint64_t first = outbox->flying.first;
	uint64_t count = outbox->flying.last - first + 1;
	/* A lone event that was parked already stands for itself no longer: who refuses its stand-in, or
	 * a batch of health alone, refuses everything, and parking more would not help. */
	if (first == 0 || (count == 1 && first == outbox->parked)) {
		back_off(outbox, event);
		return (struct outbox_action){.kind = OUTBOX_WAIT, .tell_staff = first != 0};
	}
	note_failure(outbox, event);
	outbox->chasing = true;
	if (count > 1) {
		if (count > (uint64_t)outbox->batch_limit)
			count = (uint64_t)outbox->batch_limit;
		outbox->batch_limit = count > 1 ? (int32_t)(count / 2) : 1;
		return (struct outbox_action){.kind = OUTBOX_WAIT};
	}
	outbox->batch_limit = 1;
	outbox->parked = first;
	return (struct outbox_action){
		.kind = OUTBOX_PARK, .range = {first, first}, .tell_staff = true};
}

static struct outbox_action halted(struct outbox *outbox, const struct outbox_event *event)
{
	bool expired = strcmp(event->reply->problem, "expired") == 0;
	note_failure(outbox, event);
	outbox->halt = expired ? OUTBOX_EXPIRED_KEY : OUTBOX_REFUSED_KEY;
	return (struct outbox_action){.kind = OUTBOX_WAIT, .tell_staff = true};
}

static struct outbox_action begin_again(struct outbox *outbox, const struct outbox_event *event,
					enum outbox_action_kind kind)
{
	outbox_restart(outbox, outbox->stream);
	back_off(outbox, event);
	return (struct outbox_action){.kind = kind, .tell_staff = kind == OUTBOX_NEW_STREAM};
}

static struct outbox_action answered(struct outbox *outbox, const struct outbox_event *event)
{
	const struct outbox_reply *reply = event->reply;
	/* A web filter may answer with any status: only what is the authority's own has a meaning. */
	switch (reply->ours ? reply->status : 0) {
	case 200: return committed(outbox, reply);
	case 400:
	case 413:
	case 422: return unreadable(outbox, event);
	case 401:
	case 403: return halted(outbox, event);
	case 409:
		if (strcmp(reply->problem, "sequence-conflict") == 0)
			return begin_again(outbox, event, OUTBOX_NEW_STREAM);
		if (strcmp(reply->problem, "unknown-stream") == 0)
			return begin_again(outbox, event, OUTBOX_RESEND_ALL);
		break;
	}
	back_off(outbox, event);
	return (struct outbox_action){.kind = OUTBOX_WAIT};
}

struct outbox_action outbox_step(struct outbox *outbox, const struct outbox_event *event)
{
	if (event->kind == OUTBOX_TICK)
		return tick(outbox, event);
	ENSURE(outbox->in_flight);
	ENSURE((event->kind == OUTBOX_REPLY) == (event->reply != NULL));
	outbox->in_flight = false;
	/* Even a batch without an answer may have come through. */
	if (outbox->sent_through < outbox->flying.last)
		outbox->sent_through = outbox->flying.last;
	outbox->last_status = event->reply != NULL ? event->reply->status : 0;
	if (event->reply != NULL)
		return answered(outbox, event);
	back_off(outbox, event);
	return (struct outbox_action){.kind = OUTBOX_WAIT};
}

int64_t outbox_deadline(const struct outbox *outbox, const struct moment *now,
			int64_t sending_from_mono_ms)
{
	if (outbox->ack_pending)
		return now->mono_ms;
	if (outbox->in_flight || outbox->halt != OUTBOX_GOING)
		return INT64_MAX;
	if (outbox->chasing)
		return now->mono_ms;
	if (outbox->attempt > 0)
		return outbox->next_mono_ms;
	if (sending_from_mono_ms == INT64_MAX)
		return INT64_MAX;
	int64_t wait_ms = sending_from_mono_ms - now->mono_ms;
	if (wait_ms > 0)
		return beat_mono_ms(outbox, now->utc_ms + wait_ms, sending_from_mono_ms);
	if (outbox->planned)
		return outbox->next_mono_ms;
	return beat_mono_ms(outbox, now->utc_ms, now->mono_ms);
}
