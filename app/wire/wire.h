#pragma once
/* wire: JSON, and nothing else: notices to CloudEvents and back, batches, replies. Shared with the virtual school. */
#include "core/base.h"
#include "core/event.h"
#include "core/notice.h"
#include "core/outbox.h"

#define WIRE_BATCH_BYTES 262144
/* A multiple of the protocol's 4 kB, large enough that a minute's arrivals never show in a batch's size (P4). */
#define WIRE_BLOCK_BYTES 16384
#define WIRE_CONTENT_TYPE "application/cloudevents-batch+json"
#define WIRE_PROBLEM_TYPE "application/problem+json"
#define WIRE_PROBLEM_PREFIX "urn:firstbell:problem:"

/* What an event carries besides its data. */
struct wire_envelope {
	char id[UUID_SIZE];
	char kiosk[KIOSK_ID_SIZE];
	int64_t time_utc_ms;
	uint64_t stream;
	uint64_t sequence; /* 0: none (kiosk.health) */
	enum trust trust;
};
/* UUIDv7 of an instant and 10 random bytes (RFC 9562 5.7). */
void wire_uuid7(int64_t utc_ms, const uint8_t random[10], char out[UUID_SIZE]);

struct wire_health {
	int64_t queue;
	int64_t oldest_unsent_s;
	int64_t disk_free_mb;
	const char *reader; /* "well", "lost", "none" */
	enum trust clock;
	int64_t clock_offset_ms;
	int cert_days_left;
	const char *version;
	double commit_ms_p99;
};

/* Each gives one event as JSON text without line breaks, to be freed with free(); NULL: out of memory. */
char *wire_encode_notice(const struct wire_envelope *envelope, const struct notice *notice);
char *wire_encode_health(const struct wire_envelope *envelope, const struct wire_health *health);
/* The same event at another place (409 sequence-conflict: a new stream). NULL: not an event, or out of memory. */
char *wire_restamp(const char *event, uint64_t stream, uint64_t sequence);

/* A batch: an array of event texts, padded with white space to a multiple of WIRE_BLOCK_BYTES. */
struct wire_batch {
	char *text;
	size_t length, capacity;
	size_t count;
};
/* Begins zeroed. False: the event would make the batch larger than WIRE_BATCH_BYTES, or it holds OUTBOX_BATCH_EVENTS
 * already; the batch is as it was. An event larger than a whole batch never fits. No memory is false as well. */
bool wire_batch_add(struct wire_batch *batch, const char *event);
/* Closes and pads it; call once. */
MUST_CHECK enum err wire_batch_finish(struct wire_batch *batch);
void wire_batch_release(struct wire_batch *batch);

/* The virtual school's side: one event of a batch, checked against the schema. */
struct wire_event {
	struct wire_envelope envelope;
	bool health;          /* kiosk.health: `health`; else `notice` */
	struct notice notice; /* children and coverage point into this struct's own memory */
	struct wire_health health_data;
	char *canonical; /* keys sorted, no white space: what "the same content" means */
	struct notice_child *lines;
	struct coverage coverage;
	char strings[256];
	/* Not empty: this one event is against the schema (docs/protocol/events.schema.json): which member and why,
	 * without any of its content. envelope.stream and sequence are read first, to name it by; 0: not readable. */
	char reject[128];
};
struct wire_events {
	struct wire_event *events;
	size_t count;
};
/* ERR_BAD_INPUT: not a CloudEvents batch at all (400), why to `problem`: not JSON in UTF-8, a key given twice, a number
 * too large, not an array of objects, more than 200 events or 256 kB. Single bad events are in the list, with `reject`.
 * ERR_NO_MEMORY (which jansson sometimes cannot tell from ill-formed text). Members that are not in the schema are let
 * be. notice.authority stays empty: who sent it knows. */
MUST_CHECK enum err wire_decode_batch(const char *text, size_t length, struct wire_events *out,
				      char *problem, size_t problem_size);
/* One event by itself, as wire_encode_notice gives it: a list of one. ERR_BAD_INPUT: not a JSON object; ERR_NO_MEMORY. */
MUST_CHECK enum err wire_decode_event(const char *text, struct wire_events *out);
void wire_events_release(struct wire_events *events);

/* What the kiosk makes of a reply: status and content type decide, then the body. Never fails: what is not
 * understood is not `ours`. Ours: 200 with application/json and every member the protocol names, server_time apart (and
 * opened_through, which counts as left out where it is no number or more than acked_through); 4xx
 * and 5xx with application/problem+json, a type that begins WIRE_PROBLEM_PREFIX, and no other status in it. */
void wire_parse_reply(int status, const char *content_type, const char *body, size_t length,
		      int32_t retry_after_s, struct outbox_reply *out);
/* The virtual school's 200 (content type application/json) and problem bodies; to be freed with free(). `problem`, and that of
 * a rejected event, is the last part of the type ("schema"), or a URI of another's. detail may be NULL. */
char *wire_encode_ack(const struct outbox_reply *ack, int64_t accepted, int64_t duplicates);
char *wire_encode_problem(int status, const char *problem, const char *title, const char *detail);

/* JSON members for a witness (hal_observe), to be freed with free(). The notice's are those of its data and its type;
 * ids made at random are left out, and so is what health has measured. pupil_id may be NULL. NULL: out of memory, or
 * not an event. */
char *wire_members_event(const struct event *event, const char *pupil_id);
char *wire_members_notice(const char *authority, const char *event_text);
/* person: whose name stands on the screen; empty or NULL: nobody's. */
char *wire_members_screen(const char *screen, const char *person);
