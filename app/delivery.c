#include "delivery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/outbox.h"
#include "delivery_state.h"
#include "health.h"
#include "notice_log.h"
#include "store/outbox_store.h"

#define DAY_MS 86400000
#define CERTIFICATE_WARN_DAYS 30

struct delivery {
	struct net *net;
	struct outbox outboxes[AUTHORITIES_MAX];
	struct delivery_state states[AUTHORITIES_MAX];
	size_t count;
	int carried[AUTHORITIES_MAX]; /* events in the batch under way, for the witness */
	int64_t clock_offset_ms;
	int32_t worked_day;
	struct outbox_reply reply; /* large: kept off the stack */
	struct wire_batch batch;
};

static void start_outbox(struct delivery *delivery, struct day *day, size_t slot)
{
	struct outbox_cursor cursor = {0};
	uint64_t random_stream = 0;
	hal_random(&random_stream, sizeof(random_stream));
	enum err err = OK;
	if (day->store)
		err = outbox_store_cursor(day->store, day->config.authorities[slot].id,
					  random_stream, &cursor);
	if (err)
		hal_log(HAL_ERROR, err_text(err));
	outbox_init(&delivery->outboxes[slot], day->config.site.kiosks[0], cursor.stream,
		    cursor.acked_through);
}

void delivery_restart(struct delivery *delivery, struct day *day)
{
	delivery->count = day->config.authority_count;
	for (size_t i = 0; i < delivery->count; i++)
		start_outbox(delivery, day, i);
}

enum err delivery_open(struct delivery **out, struct day *day)
{
	struct delivery *delivery = calloc(1, sizeof(*delivery));
	if (!delivery)
		return ERR_NO_MEMORY;
	struct net_peer peers[AUTHORITIES_MAX];
	for (size_t i = 0; i < day->config.authority_count; i++) {
		const struct config_authority *authority = &day->config.authorities[i];
		peers[i] = (struct net_peer){authority->url, authority->ca, authority->cert,
					     authority->key};
	}
	enum err err = net_open(&delivery->net, peers, day->config.authority_count);
	if (err) {
		delivery_close(delivery);
		return err;
	}
	delivery_restart(delivery, day);
	*out = delivery;
	return OK;
}

void delivery_close(struct delivery *delivery)
{
	if (!delivery)
		return;
	net_close(delivery->net);
	wire_batch_release(&delivery->batch);
	free(delivery);
}

struct net *delivery_net(struct delivery *delivery)
{
	return delivery->net;
}

const struct delivery_state *delivery_state(const struct delivery *delivery, size_t slot)
{
	return &delivery->states[slot];
}

int delivery_beat_s(const struct delivery *delivery)
{
	return delivery->count > 0 ? delivery->outboxes[0].beat_s : 0;
}

/* -- sending -------------------------------------------------------------------------------------- */

struct filling { /* a batch being filled from the notice log */
	struct wire_batch *batch;
	int32_t limit;
	uint64_t first, last;
	int32_t count;
};

static enum err take_row(void *context, uint64_t sequence, const char *body)
{
	struct filling *filling = context;
	if (filling->count >= filling->limit || !wire_batch_add(filling->batch, body))
		return ERR_FULL;
	if (filling->count == 0)
		filling->first = sequence;
	filling->last = sequence;
	filling->count++;
	return OK;
}

/* Health first, so that even a batch of many events carries it, then what the range holds. */
static enum err fill_batch(struct delivery *delivery, struct day *day, size_t slot,
			   enum hal_reader reader, const struct outbox_action *action,
			   struct filling *filling)
{
	wire_batch_release(&delivery->batch);
	char *health = health_event(day, delivery->net, slot, reader, delivery->clock_offset_ms);
	bool fits = health && wire_batch_add(&delivery->batch, health);
	free(health);
	if (!fits)
		return ERR_NO_MEMORY;
	*filling = (struct filling){.batch = &delivery->batch, .limit = action->limit};
	if (action->range.first == 0)
		return wire_batch_finish(&delivery->batch);
	enum err err =
		outbox_store_read(day->store, day->config.authorities[slot].id, action->range.first,
				  action->range.last, take_row, filling);
	return err ? err : wire_batch_finish(&delivery->batch);
}

static void observe_request(const struct day *day, size_t slot, const struct filling *filling,
			    size_t bytes)
{
	char members[160];
	snprintf(members, sizeof(members),
		 "\"to\":\"%s\",\"events\":%d,\"first\":%llu,\"last\":%llu,\"bytes\":%zu",
		 day->config.authorities[slot].id, filling->count,
		 (unsigned long long)filling->first, (unsigned long long)filling->last, bytes);
	hal_observe("request", members);
}

static enum err send_batch(struct delivery *delivery, struct day *day, size_t slot,
			   enum hal_reader reader, const struct outbox_action *action)
{
	struct filling filling;
	enum err err = fill_batch(delivery, day, slot, reader, action, &filling);
	if (err)
		return err;
	outbox_sent(&delivery->outboxes[slot], filling.first, filling.last);
	delivery->carried[slot] = filling.count;
	observe_request(day, slot, &filling, delivery->batch.length);
	return net_post(delivery->net, slot, "/v1/events", WIRE_CONTENT_TYPE, delivery->batch.text,
			delivery->batch.length);
}

/* -- acting on replies ---------------------------------------------------------------------------- */

static void log_slot(enum hal_level level, const struct day *day, size_t slot, const char *problem)
{
	char line[400];
	snprintf(line, sizeof(line), "authority %s: %s", day->config.authorities[slot].id, problem);
	hal_log(level, line);
}

static enum err park(struct day *day, size_t slot, const struct outbox *outbox, uint64_t sequence,
		     const char *problem)
{
	const char *authority = day->config.authorities[slot].id;
	struct notice notice = {.kind = NOTICE_QUARANTINED, .refused_sequence = sequence};
	bool whole = text_copy(notice.authority, sizeof(notice.authority), authority) &&
		     text_copy(notice.problem, sizeof(notice.problem), problem);
	struct wire_envelope envelope;
	notice_log_envelope(day, outbox->stream, sequence, &envelope);
	char *body = whole ? wire_encode_notice(&envelope, &notice) : NULL;
	if (!body)
		return ERR_NO_MEMORY;
	enum err err = outbox_store_park(day->store, authority, sequence, problem, body);
	free(body);
	return err;
}

static enum err park_refused(struct delivery *delivery, struct day *day, size_t slot,
			     const struct outbox_action *action)
{
	const struct outbox *outbox = &delivery->outboxes[slot];
	const struct outbox_reply *reply = &delivery->reply;
	if (action->range.first != 0)
		return park(day, slot, outbox, action->range.first, reply->problem);
	for (size_t i = 0; i < reply->rejected_count; i++) {
		enum err err = park(day, slot, outbox, reply->rejected[i].sequence,
				    reply->rejected[i].problem);
		/* What is not in our log was never ours to send. */
		if (err && err != ERR_NOT_FOUND)
			return err;
	}
	return OK;
}

static enum err new_stream(struct delivery *delivery, struct day *day, size_t slot)
{
	const char *authority = day->config.authorities[slot].id;
	uint64_t stream = 0;
	hal_random(&stream, sizeof(stream));
	enum err err = outbox_store_new_stream(day->store, authority, stream, wire_restamp);
	if (!err)
		outbox_restart(&delivery->outboxes[slot], stream);
	return err;
}

static enum err in_transaction(struct delivery *delivery, struct day *day, size_t slot,
			       const struct outbox_action *action)
{
	const char *authority = day->config.authorities[slot].id;
	enum err err = store_begin(day->store);
	if (err)
		return err;
	switch (action->kind) {
	case OUTBOX_ACK:
	case OUTBOX_RESEND_ALL:
		err = outbox_store_ack(day->store, authority, action->acked_through,
				       day->now.utc_ms);
		break;
	case OUTBOX_PARK: err = park_refused(delivery, day, slot, action); break;
	case OUTBOX_NEW_STREAM: err = new_stream(delivery, day, slot); break;
	case OUTBOX_WAIT:
	case OUTBOX_SEND: break;
	}
	if (!err)
		err = store_commit(day->store);
	if (err)
		store_rollback(day->store);
	return err;
}

static const char *staff_words(const struct outbox *outbox, const struct outbox_action *action)
{
	if (outbox->halt != OUTBOX_GOING)
		return outbox_halt_text(outbox->halt);
	if (action->kind == OUTBOX_NEW_STREAM)
		return "two kiosks send as one (a cloned card or a restored backup): a new stream "
		       "was begun";
	if (action->kind == OUTBOX_PARK)
		return "refused a message for good: it is kept, and reported in its place";
	return "asked for everything again";
}

static enum err perform(struct delivery *delivery, struct day *day, size_t slot,
			enum hal_reader reader, const struct outbox_action *action)
{
	if (action->kind == OUTBOX_SEND)
		return send_batch(delivery, day, slot, reader, action);
	return in_transaction(delivery, day, slot, action);
}

static uint32_t random_word(void)
{
	uint32_t word;
	hal_random(&word, sizeof(word));
	return word;
}

/* One event for an outbox, then whatever it wants done, until it waits. */
static void advance(struct delivery *delivery, struct day *day, size_t slot, enum hal_reader reader,
		    enum outbox_event_kind kind)
{
	struct outbox_cursor cursor = {0};
	enum err err =
		outbox_store_cursor(day->store, day->config.authorities[slot].id, 1, &cursor);
	struct outbox_event event = {
		.kind = kind,
		.now = day->now,
		.random = random_word(),
		.sending_hours = calendar_sending_hours(&day->school.calendar, &day->now),
		.last_sequence = cursor.last_sequence,
		.reply = kind == OUTBOX_REPLY ? &delivery->reply : NULL,
	};
	if (err)
		log_slot(HAL_ERROR, day, slot, err_text(err));
	while (!err) {
		struct outbox_action action = outbox_step(&delivery->outboxes[slot], &event);
		if (action.tell_staff)
			log_slot(HAL_WARNING, day, slot,
				 staff_words(&delivery->outboxes[slot], &action));
		if (action.kind == OUTBOX_WAIT)
			return;
		enum err done = perform(delivery, day, slot, reader, &action);
		if (done)
			log_slot(HAL_ERROR, day, slot, err_text(done));
		/* What was to be parked and is not must be sent and refused once more. */
		if (done && action.kind == OUTBOX_PARK)
			start_outbox(delivery, day, slot);
		event.kind = done && action.kind == OUTBOX_SEND ? OUTBOX_FAILED : OUTBOX_TICK;
		event.reply = NULL;
	}
}

static void observe_reply(const struct delivery *delivery, const struct day *day,
			  const struct net_reply *reply)
{
	char members[200];
	snprintf(members, sizeof(members),
		 "\"to\":\"%s\",\"events\":%d,\"status\":%d,\"acked\":%llu%s%s%s",
		 day->config.authorities[reply->slot].id, delivery->carried[reply->slot],
		 reply->status, (unsigned long long)delivery->outboxes[reply->slot].acked_through,
		 reply->err ? ",\"failed\":\"" : "", reply->err ? err_text(reply->err) : "",
		 reply->err ? "\"" : "");
	hal_observe("reply", members);
}

static void take_reply(struct delivery *delivery, struct day *day, enum hal_reader reader,
		       const struct net_reply *reply)
{
	struct outbox *outbox = &delivery->outboxes[reply->slot];
	if (reply->err) {
		if (outbox->attempt == 0)
			log_slot(HAL_WARNING, day, reply->slot, reply->problem);
		advance(delivery, day, reply->slot, reader, OUTBOX_FAILED);
	} else {
		wire_parse_reply(reply->status, reply->content_type, reply->body, reply->length,
				 reply->retry_after_s, &delivery->reply);
		if (delivery->reply.server_utc_ms > 0)
			delivery->clock_offset_ms = delivery->reply.server_utc_ms - day->now.utc_ms;
		delivery_state_opened(&delivery->states[reply->slot], &delivery->reply);
		advance(delivery, day, reply->slot, reader, OUTBOX_REPLY);
	}
	delivery_state_note(&delivery->states[reply->slot], day, reply->slot, outbox);
	observe_reply(delivery, day, reply);
}

/* A virtual school restored from a backup can ask for acknowledged events for 30 days (protocol); ours stay as long as
 * days gone by may be looked at again, for what is told then is the difference to them. */
static enum err prune(struct day *day)
{
	enum err err = store_begin(day->store);
	if (!err)
		err = outbox_store_prune(day->store,
					 day->now.utc_ms - (int64_t)NOTICE_KEPT_DAYS * DAY_MS);
	if (!err)
		err = store_commit(day->store);
	if (err)
		store_rollback(day->store);
	return err;
}

/* Once a day. A key that was refused is tried again: the kiosk may have been enrolled anew, or wrongly revoked. */
static void daily_work(struct delivery *delivery, struct day *day)
{
	if (delivery->worked_day == day->now.day || day->now.trust == TRUST_UNTRUSTED)
		return;
	delivery->worked_day = day->now.day;
	if (prune(day))
		hal_log(HAL_WARNING, "old messages could not be cleared away; tomorrow again");
	for (size_t i = 0; i < delivery->count; i++) {
		int days = 0;
		if (delivery->outboxes[i].halt != OUTBOX_GOING)
			start_outbox(delivery, day, i);
		if (net_certificate_days(delivery->net, i, day->now.utc_ms, &days) ||
		    days < CERTIFICATE_WARN_DAYS)
			log_slot(HAL_WARNING, day, i,
				 "this kiosk's certificate ends soon or cannot be read: enrol it "
				 "again");
	}
}

/* When sending hours next begin, on the monotonic clock; now when they are on. */
static int64_t sending_from(const struct day *day)
{
	int64_t from_ms = calendar_sending_from_ms(&day->school.calendar, &day->now);
	return from_ms == INT64_MAX ? INT64_MAX : from_ms - day->now.utc_ms + day->now.mono_ms;
}

int64_t delivery_step(struct delivery *delivery, struct day *day, enum hal_reader reader)
{
	if (!day->store)
		return INT64_MAX;
	daily_work(delivery, day);
	struct net_reply reply;
	net_drive(delivery->net);
	while (net_take(delivery->net, &reply)) {
		take_reply(delivery, day, reader, &reply);
		net_reply_release(&reply);
	}
	int64_t deadline = INT64_MAX, from = sending_from(day);
	for (size_t i = 0; i < delivery->count; i++) {
		advance(delivery, day, i, reader, OUTBOX_TICK);
		int64_t next = outbox_deadline(&delivery->outboxes[i], &day->now, from);
		if (next < deadline)
			deadline = next;
	}
	int64_t net_ms = net_timeout_ms(delivery->net);
	if (net_ms >= 0 && day->now.mono_ms + net_ms < deadline)
		deadline = day->now.mono_ms + net_ms;
	return deadline;
}
