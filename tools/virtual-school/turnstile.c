#include "tools/virtual-school/turnstile.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <time.h>

struct turnstile {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	pthread_t threads[TURNSTILE_THREADS];
	size_t thread_count;
	struct turnstile_job *queue[TURNSTILE_QUEUE];
	size_t count;
	bool closing;
};

int64_t turnstile_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void finish(struct turnstile_job *job)
{
	sodium_memzero(job->password, sizeof(job->password));
	job->done(job);
}

/* The one whose time comes first; with the mutex held. */
static size_t first(const struct turnstile *turnstile)
{
	size_t best = 0;

	for (size_t i = 1; i < turnstile->count; i++)
		if (turnstile->queue[i]->not_before_mono_ms <
		    turnstile->queue[best]->not_before_mono_ms)
			best = i;
	return best;
}

/* Waits for a job that is due; NULL: closing. With the mutex held. */
static struct turnstile_job *next(struct turnstile *turnstile)
{
	while (!turnstile->closing) {
		struct turnstile_job *job;
		struct timespec until;
		size_t best;

		if (turnstile->count == 0) {
			pthread_cond_wait(&turnstile->changed, &turnstile->mutex);
			continue;
		}
		best = first(turnstile);
		job = turnstile->queue[best];
		if (job->not_before_mono_ms <= turnstile_now_ms()) {
			turnstile->queue[best] = turnstile->queue[--turnstile->count];
			return job;
		}
		until.tv_sec = job->not_before_mono_ms / 1000;
		until.tv_nsec = job->not_before_mono_ms % 1000 * 1000000;
		pthread_cond_timedwait(&turnstile->changed, &turnstile->mutex, &until);
	}
	return NULL;
}

static void *work(void *argument)
{
	struct turnstile *turnstile = argument;
	struct turnstile_job *job;

	pthread_mutex_lock(&turnstile->mutex);
	while ((job = next(turnstile))) {
		pthread_mutex_unlock(&turnstile->mutex);
		job->matches = password_matches(job->stored[0] ? job->stored : NULL, job->password);
		finish(job);
		pthread_mutex_lock(&turnstile->mutex);
	}
	pthread_mutex_unlock(&turnstile->mutex);
	return NULL;
}

struct turnstile *turnstile_open(void)
{
	struct turnstile *turnstile = calloc(1, sizeof(*turnstile));
	pthread_condattr_t monotonic;

	if (!turnstile)
		return NULL;
	pthread_mutex_init(&turnstile->mutex, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&turnstile->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	for (; turnstile->thread_count < TURNSTILE_THREADS; turnstile->thread_count++)
		if (pthread_create(&turnstile->threads[turnstile->thread_count], NULL, work,
				   turnstile) != 0)
			break;
	if (turnstile->thread_count == TURNSTILE_THREADS)
		return turnstile;
	turnstile_close(turnstile);
	return NULL;
}

void turnstile_add(struct turnstile *turnstile, struct turnstile_job *job)
{
	pthread_mutex_lock(&turnstile->mutex);
	job->turned_away = turnstile->closing || turnstile->count == TURNSTILE_QUEUE;
	if (!job->turned_away) {
		turnstile->queue[turnstile->count++] = job;
		pthread_cond_broadcast(&turnstile->changed);
	}
	pthread_mutex_unlock(&turnstile->mutex);
	if (job->turned_away)
		finish(job);
}

void turnstile_stop(struct turnstile *turnstile)
{
	pthread_mutex_lock(&turnstile->mutex);
	turnstile->closing = true;
	pthread_cond_broadcast(&turnstile->changed);
	pthread_mutex_unlock(&turnstile->mutex);
	for (size_t i = 0; i < turnstile->thread_count; i++)
		pthread_join(turnstile->threads[i], NULL);
	turnstile->thread_count = 0;
	for (size_t i = 0; i < turnstile->count; i++) {
		turnstile->queue[i]->turned_away = true;
		finish(turnstile->queue[i]);
	}
	turnstile->count = 0;
}

void turnstile_close(struct turnstile *turnstile)
{
	if (!turnstile)
		return;
	turnstile_stop(turnstile);
	pthread_cond_destroy(&turnstile->changed);
	pthread_mutex_destroy(&turnstile->mutex);
	free(turnstile);
}
