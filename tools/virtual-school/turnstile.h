#pragma once
/* turnstile: passwords are checked a few at a time, away from the threads that serve, so that guessing can neither
 * eat the memory nor delay a school's events. */
#include "tools/virtual-school/password.h"

#define TURNSTILE_THREADS 2
#define TURNSTILE_QUEUE 32

struct turnstile_job {
	char stored[PASSWORD_HASH_SIZE]; /* "": no such account */
	char password[PASSWORD_SIZE];    /* wiped once checked */
	int64_t not_before_mono_ms;      /* slowed down until then */
	bool matches;
	bool turned_away; /* the queue was full, or the server is stopping: nothing was checked */
	/* Called once, from any thread, without any lock held. */
	void (*done)(struct turnstile_job *job);
	void *owner;
};

struct turnstile;
/* NULL: no memory or no threads. */
struct turnstile *turnstile_open(void);
/* Takes a job; its `done` is called in any case. The job is the caller's and must live until then. */
void turnstile_add(struct turnstile *turnstile, struct turnstile_job *job);
/* Turns away all who wait and all who come later; returns when the last is done. */
void turnstile_stop(struct turnstile *turnstile);
/* Stops it first. Nobody may come any more. Takes NULL. */
void turnstile_close(struct turnstile *turnstile);

int64_t turnstile_now_ms(void); /* the clock of not_before_mono_ms */
