#include "notice_log.h"

#include <stdlib.h>

#include "store/outbox_store.h"

void notice_log_envelope(const struct day *day, uint64_t stream, uint64_t sequence,
			 struct wire_envelope *out)
{
	*out = (struct wire_envelope){
		.time_utc_ms = day->now.utc_ms,
		.stream = stream,
		.sequence = sequence,
		.trust = day->now.trust,
	};
	uint8_t random[10];
	hal_random(random, sizeof(random));
	wire_uuid7(day->now.utc_ms, random, out->id);
	ENSURE(text_copy(out->kiosk, sizeof(out->kiosk), day->config.site.kiosks[0]));
}

static void observe(const char *authority, const char *body)
{
	char *members = wire_members_notice(authority, body);
	if (members)
		hal_observe("notice", members);
	free(members);
}

enum err notice_log_write(struct day *day, const struct notice *notice)
{
	struct outbox_cursor cursor;
	uint64_t random_stream = 0;
	hal_random(&random_stream, sizeof(random_stream));
	enum err err = outbox_store_cursor(day->store, notice->authority, random_stream, &cursor);
	if (err)
		return err;
	struct outbox_row row = {
		.authority = notice->authority,
		.stream = cursor.stream,
		.sequence = cursor.last_sequence + 1,
		.at_utc_ms = day->now.utc_ms,
		.kind = notice_kind_text(notice->kind),
		.session = notice->session,
	};
	struct wire_envelope envelope;
	notice_log_envelope(day, row.stream, row.sequence, &envelope);
	char *body = wire_encode_notice(&envelope, notice);
	if (!body)
		return ERR_NO_MEMORY;
	row.body = body;
	err = outbox_store_append(day->store, &row);
	if (!err)
		observe(notice->authority, body);
	free(body);
	return err;
}

struct reading {
	notice_log_take *take;
	void *context;
};

static enum err take_row(void *context, uint64_t sequence, const char *body)
{
	(void)sequence;
	const struct reading *reading = context;
	struct wire_events events = {0};
	enum err err = wire_decode_event(body, &events);
	if (!err && events.count == 1 && !events.events[0].health)
		reading->take(reading->context, &events.events[0].notice);
	wire_events_release(&events);
	return err;
}

enum err notice_log_read(struct day *day, const char *authority, struct session session,
			 notice_log_take *take, void *context)
{
	struct reading reading = {take, context};
	return outbox_store_read_session(day->store, authority, session, take_row, &reading);
}
