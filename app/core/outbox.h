#pragma once
/* outbox: one authority's queue as a state machine: when to send what, and what each reply means.
 * Pure: the caller performs the action and reports back. Nothing expires, nothing is dropped. */
#include "core/base.h"

#define OUTBOX_BATCH_EVENTS 200
#define OUTBOX_BACKOFF_MIN_MS 1000
#define OUTBOX_BACKOFF_MAX_MS 300000
#define OUTBOX_MISSING_MAX 16
/* A longer Retry-After counts as this: a flag must not wait a day on one word of a proxy. */
#define OUTBOX_RETRY_AFTER_MAX_S 3600

/* Why an outbox has stopped until a person acts; OUTBOX_GOING: it has not. */
enum outbox_halt { OUTBOX_GOING, OUTBOX_REFUSED_KEY, OUTBOX_EXPIRED_KEY };
const char *outbox_halt_text(enum outbox_halt halt);

struct outbox_range {
	uint64_t first, last;
};

/* Why what is in flight was sent. */
enum outbox_flight {
	FLIGHT_NEW,     /* what comes next in the stream; or health alone */
	FLIGHT_MISSING, /* what the authority has asked for again */
	FLIGHT_REPAIR,  /* what stands in for refused events */
};

/* One queue. Others read it; only outbox_ functions write it. */
struct outbox {
	/* what the store remembers */
	uint64_t stream;
	uint64_t
		acked_through; /* the authority answers for all up to here; of holes it says `missing` */
	/* what a start begins anew */
	uint64_t position;     /* the next new event to send is the one after this */
	uint64_t sent_through; /* the highest sequence ever sent: no ack counts beyond it */
	struct outbox_range missing[OUTBOX_MISSING_MAX]; /* asked for again, in order */
	size_t missing_count;
	uint64_t
		resent_through; /* of `missing`, all up to here was sent again since the last beat */
	struct outbox_range
		repair;  /* refused and parked, the stand-ins not sent yet; first 0: none */
	uint64_t parked; /* the last event parked by 400, 413, 422 */
	bool in_flight;
	enum outbox_flight flight;
	struct outbox_range asked;  /* the range of the last OUTBOX_SEND */
	struct outbox_range flying; /* what of it is in flight; first 0: health alone */
	bool ack_pending;           /* OUTBOX_ACK is due at the next tick */
	bool chasing;               /* the next batch goes at once: catching up, or a smaller one */
	uint64_t chase_through; /* catching up ends here: what came later waits for its beat (P4) */
	int32_t batch_limit;    /* events a batch may carry: halved by 400, 413, 422 */
	int32_t attempt;        /* failures in a row */
	bool planned;           /* next_mono_ms is set */
	int64_t next_mono_ms;   /* not before this: the next beat, or the end of the back-off */
	int64_t last_beat_mono_ms;
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
	/* All up to here was opened by an officer (docs/protocol/ack.schema.json); a server may leave it out. */
	bool opened_told;
	uint64_t opened_through; /* at most acked_through */
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

/* What to do now: one action a step. After doing it ask again with a tick, until the answer is to
 * wait. A reply that refuses events gives OUTBOX_PARK at once, while the reply is at hand, and
 * OUTBOX_ACK at the tick after. */
enum outbox_action_kind {
	OUTBOX_WAIT, /* nothing, until outbox_deadline() */
	OUTBOX_SEND, /* post what there is of range.first..last, oldest first (first 0: none), at most
		      * `limit` events, and health; say with outbox_sent() what it was. A batch that
		      * could not be made or posted is an OUTBOX_FAILED */
	OUTBOX_ACK,        /* remember acked_through as the cursor */
	OUTBOX_PARK,       /* park range.first (first 0: each of the reply's `rejected`) and write
		      * event.quarantined in its place */
	OUTBOX_NEW_STREAM, /* 409 sequence-conflict: start a new stream with all unacknowledged,
			    * tell staff; then outbox_restart() with it */
	OUTBOX_RESEND_ALL, /* 409 unknown-stream: cursor back to 0: send again all that is not pruned */
};
struct outbox_action {
	enum outbox_action_kind kind;
	struct outbox_range range;
	int32_t limit;
	uint64_t acked_through;
	bool tell_staff; /* halted, parked, conflict: something a person must see (OUTBOX_WAIT as well) */
};
/* Full-jitter back-off: uniformly in 0 .. min(MAX, MIN * 2^attempt), but at least MIN/10. */
int64_t outbox_backoff_ms(int32_t attempt, uint32_t random);
/* Takes what has happened. Regular batches go at the beat in sending hours, two never less than
 * half a minute apart. At once go only: the rest of a backlog that was there when a batch was
 * sent and did not fit in it, what the authority has asked for again, stand-ins, and the halves
 * of a batch it could not read. After a failure the back-off rules, in and out of sending
 * hours, until a 200 of the authority's own. Halted: nothing more until a new outbox_init(). */
struct outbox_action outbox_step(struct outbox *outbox, const struct outbox_event *event);
/* What the batch of the last OUTBOX_SEND truly carried: its size or pruned rows may make it other
 * than the first `limit` of the range; first 0: no event at all. Call it before the reply. */
void outbox_sent(struct outbox *outbox, uint64_t first, uint64_t last);
/* All is to be sent again, as this stream. The back-off goes on. */
void outbox_restart(struct outbox *outbox, uint64_t stream);
/* Monotonic time of the next thing to do, not after `now` when there is something now; INT64_MAX:
 * none (in flight, or halted). `now` and `sending_from_mono_ms` (when sending hours begin, or
 * now; INT64_MAX: never) let it find the next beat. */
int64_t outbox_deadline(const struct outbox *outbox, const struct moment *now,
			int64_t sending_from_mono_ms);
