#pragma once
/* throttle: slows guessing down without locking anyone out. Pure: the caller brings the time. */
#include "core/base.h"

#define THROTTLE_SLOTS 1024
/* From this many failures in a row on there is a wait, doubled with each, up to the longest. */
#define THROTTLE_FREE 3
#define THROTTLE_ADDRESS_MAX_MS 60000
#define THROTTLE_ACCOUNT_MAX_MS 4000
/* After this long without a failure all is forgotten. */
#define THROTTLE_FORGET_MS 900000

struct throttle {
	struct throttle_slot {
		uint64_t key;
		int32_t failures;
		int64_t last_ms;
	} slots[THROTTLE_SLOTS];
};

/* How long from now until this one (an address, an account) may try again; 0: now. Never more than `max_ms`. */
int64_t throttle_wait_ms(const struct throttle *throttle, const char *who, int64_t max_ms,
			 int64_t now_ms);
void throttle_failure(struct throttle *throttle, const char *who, int64_t now_ms);
void throttle_success(struct throttle *throttle, const char *who);
