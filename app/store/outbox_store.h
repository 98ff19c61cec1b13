#pragma once
/* outbox_store: the notice log, which is the outbox: recording and queueing are one insert. Same database and
 * transaction as the events. Each row is addressed to one authority; nothing unaddressed can leave. */
#include "core/outbox.h"
#include "store/store.h"

/* What the app shows and sends of an authority's queue. */
struct outbox_cursor {
	uint64_t stream;
	uint64_t acked_through;
	uint64_t last_sequence;
	int64_t oldest_unsent_utc_ms; /* 0: nothing waits */
	uint64_t waiting;
	uint64_t
		parked; /* of the current stream: refused for good, event.quarantined goes in their place */
};
/* Makes the authority's stream from random_stream when it has none. */
MUST_CHECK enum err outbox_store_cursor(struct store *store, const char *authority,
					uint64_t random_stream, struct outbox_cursor *out);
/* Inside a transaction. The body is one event's JSON for (stream, sequence) = cursor.stream, cursor.last_sequence + 1. `kind` is
 * notice_kind_text's; `session` is what outbox_store_read_session looks by. ERR_EXISTS: the sequence is taken; ERR_BAD_INPUT: another
 * stream, a hole in the sequence, or an authority outbox_store_cursor never heard of. */
struct outbox_row {
	const char *authority;
	uint64_t stream;
	uint64_t sequence;
	int64_t at_utc_ms;
	const char *kind;
	struct session session;
	const char *body;
};
MUST_CHECK enum err outbox_store_append(struct store *store, const struct outbox_row *row);
/* Rows of an authority's current stream, sequence in first..last, oldest first; parked ones carry the body of their
 * event.quarantined. `take` returns OK to go on, ERR_FULL to stop without error. */
typedef enum err outbox_take(void *context, uint64_t sequence, const char *body);
MUST_CHECK enum err outbox_store_read(struct store *store, const char *authority, uint64_t first,
				      uint64_t last, outbox_take *take, void *context);
/* All that was ever written to an authority of one session, in order of writing, older streams included, parked ones too, with
 * the body they were written with. */
MUST_CHECK enum err outbox_store_read_session(struct store *store, const char *authority,
					      struct session session, outbox_take *take,
					      void *context);
/* Inside a transaction: the cursor moves (back as well: unknown-stream), but never past what was written. */
MUST_CHECK enum err outbox_store_ack(struct store *store, const char *authority,
				     uint64_t acked_through, int64_t now_utc_ms);
/* Inside a transaction: the refused event stays, `body` (an event.quarantined at its place) is what is sent from now on.
 * ERR_NOT_FOUND: no such row in the current stream. */
MUST_CHECK enum err outbox_store_park(struct store *store, const char *authority, uint64_t sequence,
				      const char *problem, const char *body);
/* Inside a transaction: a new stream; the unacknowledged rows move to it as 1, 2, 3 ... through `restamp`, which
 * gives the body anew (freed by the store) or NULL for out of memory. */
typedef char *outbox_restamp(const char *body, uint64_t stream, uint64_t sequence);
MUST_CHECK enum err outbox_store_new_stream(struct store *store, const char *authority,
					    uint64_t stream, outbox_restamp *restamp);
/* Inside a transaction: forgets rows that were acknowledged before an instant and whose session is as old. How long they
 * are kept is the caller's to say. */
MUST_CHECK enum err outbox_store_prune(struct store *store, int64_t before_utc_ms);
