#pragma once
/* ledger: what an authority's kiosks have sent: every event once, kept for ever, and what is read from it. */
#include "tools/virtual-school/device.h"
#include "tools/virtual-school/storage.h"
#include "wire/wire.h"

enum ledger_verdict {
	LEDGER_COMMITTED,      /* 200: all but the rejected are durable */
	LEDGER_CONFLICT,       /* 409 sequence-conflict: nothing of the batch was taken */
	LEDGER_UNKNOWN_STREAM, /* 409 unknown-stream: likewise */
	LEDGER_SCHEMA, /* 422: no place in a stream can be made out, or more streams than one */
	LEDGER_WRONG_KIOSK, /* 403: another kiosk's events under this one's key */
	LEDGER_FAILED,      /* 503: nothing was taken, it may work later */
};

struct ledger_receipt {
	struct outbox_reply ack;
	int64_t accepted, duplicates;
};

/* Takes a batch in one transaction. The receipt is filled for LEDGER_COMMITTED. */
enum ledger_verdict ledger_take(struct storage *storage, const struct device *device,
				const struct wire_events *events, int64_t now_ms,
				struct ledger_receipt *receipt);

/* What is there of a kiosk's stream; `name` "": of the one it sent last. */
struct ledger_stream {
	char name[17]; /* "": none yet */
	uint64_t acked_through;
	uint64_t opened_through; /* opened.h */
	struct outbox_range missing[OUTBOX_MISSING_MAX];
	size_t missing_count;
};
MUST_CHECK enum err ledger_stream(struct storage *storage, const struct device *device,
				  const char *name, struct ledger_stream *out);

/* Every event in order of arrival of its stream, then of sequence. */
MUST_CHECK enum err ledger_export(struct storage *storage,
				  void (*each)(const char *stream, int64_t sequence,
					       const char *canonical));
