#pragma once
/* kiosk: one simulated kiosk: the real day, closing and outbox, driven as app/app.c and app/delivery.c drive them. */
#include "closing.h"
#include "core/outbox.h"
#include "day.h"
#include "store/outbox_store.h"
#include "tests/simulation/inbox.h"

struct kiosk {
	int at; /* which of the site's */
	char dir[48];
	const int64_t *true_ms; /* the world's time */
	/* the hall */
	enum hal_reader reader;
	enum trust trust;
	int64_t offset_ms; /* what the wall clock shows, minus the truth */
	bool unset;        /* it shows the first hours of 1970 */
	bool network_down;
	int64_t slow_ms;
	struct dice random;
	uint64_t failed; /* writes that failed */
	/* the program */
	bool on; /* the power; without `ready` what stands in the way of a start may pass */
	bool ready;
	bool out_of_order;
	uint32_t starts;
	int64_t started_ms; /* the machine's start, for the monotonic clock */
	struct day day;
	struct closing *closing;
	enum hal_reader seen_reader;
	enum trust seen_trust;
	int64_t minute, beat;
	bool owed;
	struct outbox outboxes[PLAN_AUTHORITIES_MAX];
	uint32_t send_turn[PLAN_AUTHORITIES_MAX];
	uint32_t ticks;
	int32_t worked_day;
	/* what was read of its notices */
	uint64_t read_stream[PLAN_AUTHORITIES_MAX], read_through[PLAN_AUTHORITIES_MAX];
	/* the office's imports that have been done here */
	size_t imports;
};

/* The kiosk whose program runs now, for the seam (hal.c). */
extern struct kiosk *kiosk_now;

/* Opens day and closing. Errors leave it on and not ready. */
void kiosk_start(struct kiosk *kiosk);
/* In good order. */
void kiosk_stop(struct kiosk *kiosk);
/* After the power has gone. */
void kiosk_die(struct kiosk *kiosk);
/* As app_step without inputs; `full`: the beat's second. True: notices may have been written. */
bool kiosk_step(struct kiosk *kiosk, bool full);
/* An event of a person, as app_step takes it. Errors: as day_record; ERR_BUSY: the kiosk is not to be used. */
MUST_CHECK enum err kiosk_record(struct kiosk *kiosk, struct event *event);
/* Is the child in already by what this kiosk knows? Then a tap records nothing. */
bool kiosk_already(struct kiosk *kiosk, uint32_t pupil);
