#pragma once
/* backoff: how long to wait before trying again: 0.25 s, doubling to 5 s. */
#include <stdint.h>

#define BACKOFF_FIRST_MS 250
#define BACKOFF_LAST_MS 5000

struct backoff {
	int32_t next_ms; /* 0: begin anew */
};

/* The wait after one more failure. Zeroed state is ready, and is what a success puts back. */
static inline int32_t backoff_failed_ms(struct backoff *backoff)
{
	int32_t wait_ms = backoff->next_ms ? backoff->next_ms : BACKOFF_FIRST_MS;

	backoff->next_ms = wait_ms * 2 < BACKOFF_LAST_MS ? wait_ms * 2 : BACKOFF_LAST_MS;
	return wait_ms;
}
