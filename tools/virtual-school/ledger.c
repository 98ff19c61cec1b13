#include "tools/virtual-school/ledger_parts.h"
#include "tools/virtual-school/opened.h"

#include <stdio.h>
#include <string.h>

/* The one stream a batch speaks of, and the lowest sequence in it. */
struct shape {
	uint64_t stream; /* 0: none */
	int64_t lowest;  /* 0: health alone */
};

static bool is_rejected(const struct wire_event *event)
{
	return event->reject[0] != '\0';
}

static enum ledger_verdict examine(const struct device *device, const struct wire_events *events,
				   struct shape *shape)
{
	for (size_t i = 0; i < events->count; i++) {
		const struct wire_event *event = &events->events[i];
		const struct wire_envelope *envelope = &event->envelope;

		if (envelope->kiosk[0] && strcmp(envelope->kiosk, device->kiosk) != 0)
			return LEDGER_WRONG_KIOSK;
		if (envelope->stream && shape->stream && envelope->stream != shape->stream)
			return LEDGER_SCHEMA;
		if (envelope->stream)
			shape->stream = envelope->stream;
		if (event->health)
			continue;
		/* Without a place the reply could not name it, so the whole batch is refused: the kiosk halves
		 * it until the bad one stands alone. */
		if (envelope->sequence == 0)
			return LEDGER_SCHEMA;
		if (shape->lowest == 0 || (int64_t)envelope->sequence < shape->lowest)
			shape->lowest = (int64_t)envelope->sequence;
	}
	return shape->lowest && !shape->stream ? LEDGER_SCHEMA : LEDGER_COMMITTED;
}

static void reject(const struct wire_event *event, struct outbox_reply *ack)
{
	struct outbox_rejected *line = &ack->rejected[ack->rejected_count];

	/* What is wrong, never what it says: it speaks of a child. */
	fprintf(stderr, "<4>event refused: sequence %lld, %s\n",
		(long long)event->envelope.sequence, event->reject);
	if (event->health)
		return;
	line->sequence = event->envelope.sequence;
	(void)text_copy(line->problem, sizeof(line->problem), "schema");
	ack->rejected_count++;
}

/* False: other content stands at the event's place. */
static bool take_one(struct storage *storage, const struct device *device, struct stream *stream,
		     const struct wire_event *event, int64_t now_ms, struct ledger_receipt *receipt)
{
	if (is_rejected(event)) {
		reject(event, &receipt->ack);
		return true;
	}
	if (event->health) {
		facts_health(storage, device, &event->health_data, now_ms);
		receipt->accepted++;
		return true;
	}
	switch (stream_put(storage, stream, event, now_ms)) {
	case PLACE_NEW:
		facts_write(storage, stream, device->site, event);
		receipt->accepted++;
		return true;
	case PLACE_SAME: receipt->duplicates++; return true;
	default: return false;
	}
}

/* The officer should know that two kiosks speak with one voice. */
static enum ledger_verdict conflict(struct storage *storage, const struct device *device,
				    int64_t now_ms)
{
	storage_rollback(storage);
	storage_begin(storage);
	storage_run(storage, "UPDATE kiosk SET conflict_ms = $1 WHERE site = $2 AND name = $3",
		    VALUES(INT(now_ms), INT(device->site), TEXT(device->kiosk)));
	fprintf(stderr, "<4>sequence conflict: kiosk %s of site %lld\n", device->kiosk,
		(long long)device->site);
	return storage_commit(storage) == OK ? LEDGER_CONFLICT : LEDGER_FAILED;
}

/* A hole that this very reply explains is not asked for again. */
static void drop_rejected(struct outbox_reply *ack)
{
	size_t kept = 0;

	for (size_t i = 0; i < ack->missing_count; i++) {
		bool known = false;

		for (size_t n = 0; n < ack->rejected_count; n++)
			known |= ack->missing[i].first == ack->missing[i].last &&
				 ack->missing[i].first == ack->rejected[n].sequence;
		if (!known)
			ack->missing[kept++] = ack->missing[i];
	}
	ack->missing_count = kept;
}

static enum ledger_verdict take(struct storage *storage, const struct device *device,
				const struct wire_events *events, const struct shape *shape,
				int64_t now_ms, struct ledger_receipt *receipt)
{
	struct stream stream = {0};

	if (shape->lowest && !stream_find(storage, device, shape->stream, shape->lowest, &stream)) {
		return storage_commit(storage) == OK ? LEDGER_UNKNOWN_STREAM : LEDGER_FAILED;
	}
	for (size_t i = 0; i < events->count; i++)
		if (!take_one(storage, device, &stream, &events->events[i], now_ms, receipt))
			return conflict(storage, device, now_ms);
	storage_run(storage, "UPDATE kiosk SET heard_ms = $1 WHERE site = $2 AND name = $3",
		    VALUES(INT(now_ms), INT(device->site), TEXT(device->kiosk)));
	if (stream.id) {
		receipt->ack.missing_count = stream_settle(storage, &stream, receipt->ack.missing);
		receipt->ack.acked_through = (uint64_t)stream.acked_through;
		receipt->ack.opened_through =
			(uint64_t)opened_through(storage, stream.id, stream.acked_through);
		drop_rejected(&receipt->ack);
	}
	return storage_commit(storage) == OK ? LEDGER_COMMITTED : LEDGER_FAILED;
}

/* A beat of health alone is told how far its stream has come, too. */
static enum ledger_verdict add_stream(struct storage *storage, const struct device *device,
				      uint64_t name, struct outbox_reply *ack)
{
	struct ledger_stream stream;
	char text[17];

	snprintf(text, sizeof(text), "%016llx", (unsigned long long)name);
	if (ledger_stream(storage, device, text, &stream) != OK)
		return LEDGER_FAILED;
	ack->acked_through = stream.acked_through;
	ack->opened_through = stream.opened_through;
	ack->missing_count = stream.missing_count;
	memcpy(ack->missing, stream.missing, sizeof(stream.missing));
	return LEDGER_COMMITTED;
}

enum ledger_verdict ledger_take(struct storage *storage, const struct device *device,
				const struct wire_events *events, int64_t now_ms,
				struct ledger_receipt *receipt)
{
	struct shape shape = {0};
	enum ledger_verdict verdict = examine(device, events, &shape);

	*receipt = (struct ledger_receipt){
		.ack = {.status = 200, .server_utc_ms = now_ms, .opened_told = true}};
	if (verdict != LEDGER_COMMITTED)
		return verdict;
	storage_begin(storage);
	verdict = take(storage, device, events, &shape, now_ms, receipt);
	if (verdict == LEDGER_COMMITTED && !shape.lowest && shape.stream)
		verdict = add_stream(storage, device, shape.stream, &receipt->ack);
	return verdict;
}

enum err ledger_export(struct storage *storage,
		       void (*each)(const char *stream, int64_t sequence, const char *canonical))
{
	struct rows rows;

	storage_begin(storage);
	rows = storage_query(storage,
			     "SELECT name, sequence, canonical FROM event JOIN stream"
			     " ON stream.id = event.stream ORDER BY stream.id, sequence",
			     NO_VALUES);
	while (storage_next(&rows))
		each(storage_text(&rows, 0), storage_integer(&rows, 1), storage_text(&rows, 2));
	return storage_commit(storage);
}
