#include "sim/pn532_thread.h"

#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

struct pn532_thread {
	struct pn532 *chip;
	pthread_t thread;
	pthread_mutex_t mutex;
	int changed; /* eventfd: the chip was touched, so what the thread waits for may be another thing */
	bool stop;
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int wait_ms(int64_t deadline_ms)
{
	if (deadline_ms == INT64_MAX)
		return -1;
	int64_t wait = deadline_ms - now_ms();
	return wait < 0 ? 0 : wait > INT_MAX ? INT_MAX : (int)wait;
}

static void *run(void *argument)
{
	struct pn532_thread *thread = argument;
	eventfd_t count;

	for (;;) {
		pthread_mutex_lock(&thread->mutex);
		int64_t deadline_ms = pn532_step(thread->chip, now_ms());
		struct pollfd fds[] = {{.fd = pn532_fd(thread->chip), .events = POLLIN},
				       {.fd = thread->changed, .events = POLLIN}};
		bool stop = thread->stop;
		pthread_mutex_unlock(&thread->mutex);
		if (stop)
			return NULL;
		poll(fds, COUNT_OF(fds), wait_ms(deadline_ms));
		if (fds[1].revents)
			eventfd_read(thread->changed, &count);
	}
}

enum err pn532_thread_start(struct pn532_thread **out, struct pn532 *chip)
{
	struct pn532_thread *thread = calloc(1, sizeof *thread);

	if (!thread)
		return ERR_NO_MEMORY;
	thread->chip = chip;
	thread->changed = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	pthread_mutex_init(&thread->mutex, NULL);
	if (thread->changed >= 0 && pthread_create(&thread->thread, NULL, run, thread) == 0) {
		*out = thread;
		return OK;
	}
	if (thread->changed >= 0)
		close(thread->changed);
	pthread_mutex_destroy(&thread->mutex);
	free(thread);
	return ERR_IO;
}

void pn532_thread_lock(struct pn532_thread *thread)
{
	pthread_mutex_lock(&thread->mutex);
}

void pn532_thread_unlock(struct pn532_thread *thread)
{
	eventfd_write(thread->changed, 1);
	pthread_mutex_unlock(&thread->mutex);
}

void pn532_thread_stop(struct pn532_thread *thread)
{
	if (!thread)
		return;
	pn532_thread_lock(thread);
	thread->stop = true;
	pn532_thread_unlock(thread);
	pthread_join(thread->thread, NULL);
	close(thread->changed);
	pthread_mutex_destroy(&thread->mutex);
	free(thread);
}
