/* The outboxes at work, as app/delivery.c drives them, over a network that loses, delays, repeats and reorders. */
#include <stdlib.h>
#include <string.h>

#include "tests/simulation/checker.h"
#include "tests/simulation/shelf.h"
#include "tests/simulation/world.h"
#include "wire/wire.h"

#define MINUTE_MS 60000
#define DAY_MS 86400000
#define KEEP_ACKED_DAYS 30
#define WORLD_DICE 900000
#define BATCH_TRIES 400
#define HEALTH_EVERY 5

static struct outbox_reply scratch; /* large: kept off the stack */

/* -- what has been written ------------------------------------------------------------------------- */

struct writing {
	struct world *world;
	int kiosk, authority;
};

static void take_written(void *context, uint64_t stream, uint64_t sequence,
			 const struct notice *notice)
{
	struct writing *writing = context;
	struct world *world = writing->world;
	struct kiosk *kiosk = &world->kiosks[writing->kiosk];
	struct letter *letter =
		inbox_letter(&world->inbox, writing->kiosk, stream, sequence, notice);
	kiosk->read_stream[writing->authority] = stream;
	kiosk->read_through[writing->authority] = sequence;
	world->digest = dice_mix(world->digest, letter->content);
	checker_written(world, writing->kiosk, writing->authority, letter);
}

void post_written(struct world *world, int at)
{
	struct kiosk *kiosk = &world->kiosks[at];
	kiosk_now = kiosk;
	for (int i = 0; i < world->plan.authority_count; i++) {
		const char *authority = kiosk->day.config.authorities[i].id;
		struct outbox_cursor cursor = {0};
		enum err err = outbox_store_cursor(kiosk->day.store, authority, 1, &cursor);
		ENSURE(!err);
		/* A stream begun anew holds what was seen when it was written. */
		if (kiosk->read_stream[i] != cursor.stream && kiosk->read_stream[i] != 0)
			kiosk->read_through[i] = cursor.last_sequence;
		kiosk->read_stream[i] = cursor.stream;
		if (cursor.last_sequence <= kiosk->read_through[i])
			continue;
		struct writing writing = {world, at, i};
		err = shelf_read_notices(&kiosk->day, authority, kiosk->read_through[i] + 1,
					 cursor.last_sequence, take_written, &writing);
		ENSURE(!err);
	}
}

void post_seen(struct world *world, int at)
{
	struct kiosk *kiosk = &world->kiosks[at];
	for (int i = 0; i < world->plan.authority_count; i++) {
		struct outbox_cursor cursor = {0};
		enum err err = outbox_store_cursor(kiosk->day.store,
						   kiosk->day.config.authorities[i].id, 1, &cursor);
		ENSURE(!err);
		kiosk->read_stream[i] = cursor.stream;
		kiosk->read_through[i] = cursor.last_sequence;
	}
}

/* -- sending --------------------------------------------------------------------------------------- */

struct filling {
	struct world *world;
	int kiosk;
	size_t limit;
	struct packet *packet;
};

static void take_batch(void *context, uint64_t stream, uint64_t sequence,
		       const struct notice *notice)
{
	struct filling *filling = context;
	struct packet *packet = filling->packet;
	if (packet->count == filling->limit)
		return;
	packet->stream = stream;
	packet->letters[packet->count++] =
		inbox_letter(&filling->world->inbox, filling->kiosk, stream, sequence, notice);
}

static int free_packet(const struct world *world)
{
	for (int i = 0; i < WORLD_PACKETS_MAX; i++)
		if (!world->packets[i])
			return i;
	ENSURE(!"too many batches on their way");
	return 0;
}

static void drop_packet(struct world *world, int64_t at)
{
	free(world->packets[at]->letters);
	free(world->packets[at]);
	world->packets[at] = NULL;
}

/* What the network does with this batch: its own dice, so that other things may be left out. */
static void send_off(struct world *world, int at)
{
	struct packet *packet = world->packets[at];
	struct kiosk *kiosk = &world->kiosks[packet->kiosk];
	struct dice dice =
		dice_of(world->plan.seed, WORLD_DICE + packet->kiosk * 8u + packet->authority,
			(uint64_t)world->now_ms);
	bool faulty = world->faults >> CLASS_NETWORK & 1;
	int64_t takes_ms = kiosk->slow_ms + dice_in(&dice, 150, 1500);
	packet->lost = kiosk->network_down || (faulty && dice_mill(&dice, 20));
	packet->reply_lost = faulty && dice_mill(&dice, 20);
	packet->refused = faulty && dice_mill(&dice, 15);
	packet->filtered = faulty && dice_mill(&dice, 8);
	world->counts.of[COUNT_PACKETS]++;
	world->counts.of[COUNT_PACKETS_LOST] += packet->lost;
	bool amiss = packet->lost || packet->reply_lost || packet->refused || packet->filtered;
	if (amiss)
		world->trouble_ms[packet->kiosk] = world->now_ms;
	if (!packet->lost) {
		packet->posts_left++;
		world_push(world, world->now_ms + takes_ms, STEP_POST, packet->kiosk, at, 0);
	}
	world_push(world, world->now_ms + (amiss ? 20000 : 0) + 2 * takes_ms, STEP_REPLY,
		   packet->kiosk, at, 0);
	if (!packet->lost && faulty && dice_mill(&dice, 15)) {
		packet->posts_left++;
		world_push(world, world->now_ms + takes_ms + dice_in(&dice, 1, 200) * MINUTE_MS,
			   STEP_POST, packet->kiosk, at, 1);
	}
}

static void send_batch(struct world *world, int at, int slot, const struct outbox_action *action)
{
	struct kiosk *kiosk = &world->kiosks[at];
	struct outbox *outbox = &kiosk->outboxes[slot];
	struct packet *packet = calloc(1, sizeof(*packet));
	ENSURE(packet);
	*packet = (struct packet){.kiosk = (uint8_t)at,
				  .authority = (uint8_t)slot,
				  .start = kiosk->starts,
				  .stream = outbox->stream};
	packet->letters = calloc((size_t)action->limit, sizeof(struct letter *));
	ENSURE(packet->letters);
	if (action->range.first) {
		struct filling filling = {world, at, (size_t)action->limit, packet};
		enum err err = shelf_read_notices(
			&kiosk->day, kiosk->day.config.authorities[slot].id, action->range.first,
			action->range.last, take_batch, &filling);
		ENSURE(!err);
	}
	outbox_sent(outbox, packet->count ? packet->letters[0]->sequence : 0,
		    packet->count ? packet->letters[packet->count - 1]->sequence : 0);
	int place = free_packet(world);
	world->packets[place] = packet;
	send_off(world, place);
}

/* -- acting on replies ------------------------------------------------------------------------------ */

static enum err new_stream(struct world *world, struct kiosk *kiosk, int slot)
{
	uint64_t stream = 0;
	hal_random(&stream, sizeof(stream));
	enum err err = outbox_store_new_stream(
		kiosk->day.store, kiosk->day.config.authorities[slot].id, stream, wire_restamp);
	if (err)
		return err;
	outbox_restart(&kiosk->outboxes[slot], stream);
	post_seen(world, kiosk->at);
	world->counts.of[COUNT_NEW_STREAMS]++;
	return OK;
}

static void in_transaction(struct world *world, struct kiosk *kiosk, int slot,
			   const struct outbox_action *action)
{
	struct day *day = &kiosk->day;
	enum err err = store_begin(day->store);
	if (err) {
		kiosk->failed++;
		return;
	}
	if (action->kind == OUTBOX_NEW_STREAM)
		err = new_stream(world, kiosk, slot);
	else
		err = outbox_store_ack(day->store, day->config.authorities[slot].id,
				       action->acked_through, day->now.utc_ms);
	if (!err)
		err = store_commit(day->store);
	if (err) {
		kiosk->failed++;
		store_rollback(day->store);
	}
}

static void plan_send(struct world *world, struct kiosk *kiosk, int slot, uint64_t last_sequence)
{
	const struct outbox *outbox = &kiosk->outboxes[slot];
	const struct moment *now = &kiosk->day.now;
	if (outbox->in_flight || (outbox->attempt == 0 && outbox->position >= last_sequence &&
				  outbox->missing_count == 0 && !outbox->ack_pending))
		return;
	int64_t from_ms = calendar_sending_from_ms(&kiosk->day.school.calendar, now);
	int64_t at_ms = outbox_deadline(
		outbox, now,
		from_ms == INT64_MAX ? INT64_MAX : from_ms - now->utc_ms + now->mono_ms);
	if (at_ms == INT64_MAX)
		return;
	int64_t wait_ms = at_ms - now->mono_ms;
	world_push(world, world->now_ms + (wait_ms > 0 ? wait_ms : 1), STEP_SEND, kiosk->at, slot,
		   ++kiosk->send_turn[slot]);
}

static void advance(struct world *world, int at, int slot, enum outbox_event_kind kind)
{
	struct kiosk *kiosk = &world->kiosks[at];
	struct day *day = &kiosk->day;
	struct outbox_cursor cursor = {0};
	uint32_t random = 0;
	kiosk_now = kiosk;
	hal_random(&random, sizeof(random));
	enum err err =
		outbox_store_cursor(day->store, day->config.authorities[slot].id, 1, &cursor);
	ENSURE(!err);
	struct outbox_event event = {
		.kind = kind,
		.now = day->now,
		.random = random,
		.sending_hours = calendar_sending_hours(&day->school.calendar, &day->now),
		.last_sequence = cursor.last_sequence,
		.reply = kind == OUTBOX_REPLY ? &scratch : NULL,
	};
	for (int i = 0; i < BATCH_TRIES; i++) {
		struct outbox_action action = outbox_step(&kiosk->outboxes[slot], &event);
		if (action.kind == OUTBOX_WAIT) {
			plan_send(world, kiosk, slot, cursor.last_sequence);
			return;
		}
		ENSURE(action.kind != OUTBOX_PARK);
		if (action.kind == OUTBOX_SEND)
			send_batch(world, at, slot, &action);
		else
			in_transaction(world, kiosk, slot, &action);
		event.kind = OUTBOX_TICK;
		event.reply = NULL;
	}
	world_violation(world, "I2", day->now.day, "kiosk %d: an outbox that never waits", at);
}

static void daily_work(struct kiosk *kiosk)
{
	struct day *day = &kiosk->day;
	if (kiosk->worked_day == day->now.day || day->now.trust == TRUST_UNTRUSTED)
		return;
	kiosk->worked_day = day->now.day;
	enum err err = store_begin(day->store);
	if (!err)
		err = outbox_store_prune(day->store,
					 day->now.utc_ms - (int64_t)KEEP_ACKED_DAYS * DAY_MS);
	if (!err)
		err = store_commit(day->store);
	if (err) {
		kiosk->failed++;
		store_rollback(day->store);
	}
}

void post_tick(struct world *world, int at)
{
	struct kiosk *kiosk = &world->kiosks[at];
	if (!kiosk->ready)
		return;
	kiosk_now = kiosk;
	daily_work(kiosk);
	/* Health alone goes each minute; of these batches a few are enough here. */
	bool idle_too = ++kiosk->ticks % HEALTH_EVERY == 0;
	for (int i = 0; i < world->plan.authority_count; i++) {
		const struct outbox *outbox = &kiosk->outboxes[i];
		bool idle = outbox->position >= kiosk->read_through[i] && outbox->attempt == 0 &&
			    outbox->missing_count == 0 && !outbox->ack_pending;
		if (idle_too || !idle)
			advance(world, at, i, OUTBOX_TICK);
	}
}

void post_send(struct world *world, const struct step *step)
{
	struct kiosk *kiosk = &world->kiosks[step->kiosk];
	if (!kiosk->ready || kiosk->send_turn[step->a] != (uint32_t)step->b)
		return;
	kiosk_now = kiosk;
	if (day_tick(&kiosk->day))
		kiosk->failed++;
	advance(world, step->kiosk, (int)step->a, OUTBOX_TICK);
}

/* -- the network ------------------------------------------------------------------------------------ */

void post_arrive(struct world *world, const struct step *step)
{
	struct packet *packet = world->packets[step->a];
	if (!packet->refused && !packet->filtered)
		inbox_take(&world->inbox, packet);
	struct counts *counts = &world->counts;
	counts->of[COUNT_PACKETS_AGAIN] += step->b == 1;
	counts->of[COUNT_REPLIES_LOST] += packet->reply_lost && step->b == 0;
	counts->of[COUNT_REFUSALS] += packet->refused;
	counts->of[COUNT_FILTERED] += packet->filtered && !packet->refused;
	counts->of[COUNT_CONFLICTS] += packet->status == 409;
	packet->posts_left--;
	if (packet->done && packet->posts_left == 0)
		drop_packet(world, step->a);
}

static void fill_reply(const struct packet *packet)
{
	scratch.status = packet->refused ? 503 : packet->filtered ? 200 : packet->status;
	scratch.ours = !packet->filtered && !packet->refused;
	(void)text_copy(scratch.problem, sizeof(scratch.problem),
			packet->problem && scratch.ours ? packet->problem : "");
	scratch.acked_through = packet->acked_through;
	scratch.missing_count = packet->missing_count;
	memcpy(scratch.missing, packet->missing, sizeof(scratch.missing));
	scratch.rejected_count = 0;
	scratch.retry_after_s = -1;
	scratch.server_utc_ms = 0;
}

void post_reply(struct world *world, const struct step *step)
{
	struct packet *packet = world->packets[step->a];
	struct kiosk *kiosk = &world->kiosks[packet->kiosk];
	if (kiosk->ready && kiosk->starts == packet->start) {
		kiosk_now = kiosk;
		if (day_tick(&kiosk->day))
			kiosk->failed++;
		bool failed = packet->lost || packet->reply_lost || kiosk->network_down;
		fill_reply(packet);
		advance(world, packet->kiosk, packet->authority,
			failed ? OUTBOX_FAILED : OUTBOX_REPLY);
	}
	packet->done = true;
	if (packet->posts_left == 0)
		drop_packet(world, step->a);
}
