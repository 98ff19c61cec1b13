#include "health.h"

#include "notice_log.h"
#include "store/outbox_store.h"

static const char *reader_word(enum hal_reader reader)
{
	static const char *const words[] = {"well", "lost", "none"};
	return words[reader];
}

char *health_event(struct day *day, const struct net *net, size_t slot, enum hal_reader reader,
		   int64_t clock_offset_ms)
{
	struct outbox_cursor cursor = {0};
	if (outbox_store_cursor(day->store, day->config.authorities[slot].id, 1, &cursor))
		return NULL;
	struct wire_health health = {
		.queue = (int64_t)cursor.waiting,
		.disk_free_mb = store_disk_free_mb(day->store),
		.reader = reader_word(reader),
		.clock = day->now.trust,
		.clock_offset_ms = clock_offset_ms,
		.version = FIRSTBELL_VERSION,
		.commit_ms_p99 = store_commit_ms_p99(day->store),
	};
	if (cursor.oldest_unsent_utc_ms > 0)
		health.oldest_unsent_s = (day->now.utc_ms - cursor.oldest_unsent_utc_ms) / 1000;
	/* A certificate that cannot be read has no days left. */
	if (net_certificate_days(net, slot, day->now.utc_ms, &health.cert_days_left))
		health.cert_days_left = 0;
	struct wire_envelope envelope;
	notice_log_envelope(day, cursor.stream, 0, &envelope);
	return wire_encode_health(&envelope, &health);
}
