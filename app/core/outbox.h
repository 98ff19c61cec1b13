#pragma once
/* outbox: one authority's queue as a state machine: when to send what, and what each reply means.
 * Pure: the caller performs the action and reports back. Nothing expires, nothing is dropped. */
#include "core/base.h"

#define OUTBOX_BATCH_EVENTS 200
#define OUTBOX_BACKOFF_MIN_MS 1000
#define OUTBOX_BACKOFF_MAX_MS 300000
#define OUTBOX_MISSING_MAX 16

/* Why an outbox has stopped until a person acts; OUTBOX_GOING: it has not. */
enum outbox_halt { OUTBOX_GOING, OUTBOX_REFUSED_KEY, OUTBOX_EXPIRED_KEY };
const char *outbox_halt_text(enum outbox_halt halt);

struct outbox_range {
	uint64_t first, last;
};

struct outbox {
	/* what the store remembers */
	uint64_t stream;
	uint64_t acked_through; /* all up to here is committed at the authority */
	/* what a start begins anew */
	uint64_t sent_through; /* the highest sequence the last batch carried */
	struct outbox_range missing[OUTBOX_MISSING_MAX]; /* asked for again, in order */
	size_t missing_count;
	bool in_flight;
	struct outbox_range flying; /* what is in flight; first 0: health alone */
	int32_t batch_limit;        /* events a batch may carry: halved by 400, 413, 422 */
	int32_t attempt;            /* failures in a row */
	int64_t next_mono_ms;       /* not before this */
	enum outbox_halt halt;
	int32_t beat_s; /* second of the minute at which to send: hash(kiosk id) mod 60 */
	int64_t failing_since_utc_ms; /* 0: not failing */
	int last_status;              /* of the last reply; 0: none came */
};

/* FNV-1a of the kiosk's id modulo 60: spreads a country's kiosks evenly over the minute. */
int outbox_beat_s(const char *kiosk);
/* Ready for stream and cursor as the store remembers them; first send at the next beat. */
void outbox_init(struct outbox *outbox, const char *kiosk, uint64_t stream, uint64_t acked_through);

enum outbox_event_kind {
	OUTBOX_TICK,   /* time has passed */
	OUTBOX_REPLY,  /* the authority answered */
	OUTBOX_FAILED, /* no answer: network or TLS */
};
/* What a reply said, as wire_parse_reply understood it. */
struct outbox_reply {
	int status;
	bool ours; /* 200: a well-formed ack; else: application/problem+json of ours */
	char problem
		[48]; /* the last part of the problem's type: "sequence-conflict", "unknown-stream", "expired" */
	uint64_t acked_through;
	struct outbox_range missing[OUTBOX_MISSING_MAX];
	size_t missing_count;
	struct outbox_rejected {
		uint64_t sequence;
		char problem[128];
	} rejected[OUTBOX_BATCH_EVENTS];
	size_t rejected_count;
	int32_t retry_after_s; /* -1: none */
	int64_t server_utc_ms; /* 0: none */
};
struct outbox_event {
	enum outbox_event_kind kind;
	struct moment now;
	uint32_t random;                  /* for the jitter: the caller brings randomness */
	bool sending_hours;               /* calendar_sending_hours(now) */
	uint64_t last_sequence;           /* newest in the notice log; 0: empty */
	const struct outbox_reply *reply; /* OUTBOX_REPLY only */
};

/* What to do now. At most one; ask again with a tick after doing it. */
enum outbox_action_kind {
	OUTBOX_WAIT, /* nothing, until outbox_deadline() */
	OUTBOX_SEND, /* post notices range.first..last (first 0: none) and health; at most `limit` events */
	OUTBOX_ACK,  /* remember acked_through as the cursor */
	OUTBOX_PARK, /* park each rejected (or, without a reply list, range.first) and write event.quarantined in its place */
	OUTBOX_NEW_STREAM, /* 409 sequence-conflict: start a new stream with all unacknowledged, tell staff */
	OUTBOX_RESEND_ALL, /* 409 unknown-stream: cursor back to 0: send again all that is not pruned */
};
struct outbox_action {
	enum outbox_action_kind kind;
	struct outbox_range range;
	int32_t limit;
	uint64_t acked_through;
	bool tell_staff; /* halted, parked, conflict: something a person must see */
};
/* Full-jitter back-off: uniformly in 0 .. min(MAX, MIN * 2^attempt), but at least MIN/10. */
int64_t outbox_backoff_ms(int32_t attempt, uint32_t random);
struct outbox_action outbox_step(struct outbox *outbox, const struct outbox_event *event);
/* Monotonic time of the next thing to do; INT64_MAX: none (in flight, or halted). `now` and `sending_from_mono_ms`
 * (when sending hours begin, or now) let it find the next beat. */
int64_t outbox_deadline(const struct outbox *outbox, const struct moment *now,
			int64_t sending_from_mono_ms);
