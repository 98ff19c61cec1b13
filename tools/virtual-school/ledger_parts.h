#pragma once
/* ledger_parts: the steps of taking a batch; all inside the caller's transaction. */
#include "tools/virtual-school/ledger.h"

/* One stream of one kiosk. */
struct stream {
	int64_t id;
	int64_t lost_through;  /* what came before this can come no more */
	int64_t acked_through; /* all up to here is there */
	int64_t lowest;        /* the lowest sequence that has come; 0: none */
};

/* Finds or begins the stream. False: it is not known here, and the batch, whose lowest sequence is `lowest`, does not
 * begin it (409 unknown-stream). */
bool stream_find(struct storage *storage, const struct device *device, uint64_t name,
		 int64_t lowest, struct stream *out);
/* How many times a kiosk that has gone back as far as it can is asked for more before it is believed. */
#define STREAM_ASKED_MAX 3

enum place { PLACE_NEW, PLACE_SAME, PLACE_OTHER };
/* Puts an event in its place, unless something is there: the same content or other. */
enum place stream_put(struct storage *storage, struct stream *stream,
		      const struct wire_event *event, int64_t now_ms);
/* A place whose event was refused for good. */
void stream_fill(struct storage *storage, const struct stream *stream, int64_t sequence);
/* Moves acked_through on, and finds the holes beyond it (at most OUTBOX_MISSING_MAX); returns how many. */
size_t stream_settle(struct storage *storage, struct stream *stream,
		     struct outbox_range missing[OUTBOX_MISSING_MAX]);
/* How many events are missing between acked_through and the last that came. */
int64_t stream_missing(struct storage *storage, int64_t stream, int64_t acked_through);
/* How many events up to lost_through never came. */
int64_t stream_lost(struct storage *storage, int64_t stream, int64_t lost_through);

/* What later questions need of an event that has just been put. */
void facts_write(struct storage *storage, const struct stream *stream, int64_t site,
		 const struct wire_event *event);
/* The latest health counts; the latest is the one that came last, as it has no sequence. */
void facts_health(struct storage *storage, const struct device *device,
		  const struct wire_health *health, int64_t now_ms);
