#include "firmware/reader_child.h"

#include "firmware/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define REAP_MS 20
/* As much as is heard in one step: an endless talker must not keep the kiosk from its pupils. */
#define HEAR_MAX 8192
#define GOODBYE_MS 500

bool reader_child_init(struct reader_child *child, const char *program, const char *connection)
{
	*child = (struct reader_child){.state = HAL_READER_LOST, .out_fd = -1, .in_fd = -1};
	return text_copy(child->program, sizeof child->program, program) &&
	       text_copy(child->connection, sizeof child->connection, connection);
}

static void lose(struct reader_child *child, const char *why)
{
	char line[READER_LINE_MAX + 32];

	child->state = HAL_READER_LOST;
	if (child->told_lost)
		return;
	child->told_lost = true;
	snprintf(line, sizeof line, "reader lost: %s", why);
	hal_log(HAL_WARNING, line);
}

static void close_pipes(struct reader_child *child)
{
	if (child->out_fd >= 0)
		close(child->out_fd);
	if (child->in_fd >= 0)
		close(child->in_fd);
	child->out_fd = child->in_fd = -1;
	child->lines = (struct reader_lines){.length = 0};
}

static int spawn(struct reader_child *child, int in, int out)
{
	char *const arguments[] = {child->program, child->connection, NULL};

	return child_start(&child->pid, child->program, arguments, in, out);
}

static void start(struct reader_child *child, int64_t mono_ms)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1};

	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 ||
	    spawn(child, in[0], out[1])) {
		lose(child, "firstbell-reader does not start: is it beside firstbell?");
		child->start_ms = mono_ms + backoff_failed_ms(&child->backoff);
		if (in[1] >= 0)
			close(in[1]);
		if (out[0] >= 0)
			close(out[0]);
	} else {
		child->in_fd = in[1];
		child->out_fd = out[0];
		fcntl(child->out_fd, F_SETFL, O_NONBLOCK);
		child->heard_ms = mono_ms;
	}
	if (in[0] >= 0)
		close(in[0]);
	if (out[1] >= 0)
		close(out[1]);
}

static void end(struct reader_child *child, const char *why)
{
	lose(child, why);
	close_pipes(child);
	kill(child->pid, SIGKILL);
	child->ending = true;
}

static void reap(struct reader_child *child, int64_t mono_ms)
{
	if (waitpid(child->pid, NULL, WNOHANG) == 0)
		return;
	child->pid = 0;
	child->ending = false;
	child->start_ms = mono_ms + backoff_failed_ms(&child->backoff);
}

static void keep_sighting(struct reader_child *child, const struct card *card, int64_t mono_ms)
{
	if (child->count == READER_SIGHTINGS)
		return;
	size_t slot = (child->first + child->count++) % READER_SIGHTINGS;
	child->sightings[slot] = (struct sighting){.card = *card, .mono_ms = mono_ms};
}

static void take_line(struct reader_child *child, const struct reader_line *line, int64_t mono_ms)
{
	if (line->word != READER_NONSENSE)
		child->heard_ms = mono_ms;
	switch (line->word) {
	case READER_WELL:
		child->state = HAL_READER_WELL;
		child->told_lost = false;
		child->backoff = (struct backoff){0};
		return;
	case READER_LOST: lose(child, line->reason); return;
	case READER_CARD: keep_sighting(child, &line->card, mono_ms); return;
	case READER_ALIVE:
	case READER_NONSENSE: return;
	}
}

static void hear(struct reader_child *child, int64_t mono_ms)
{
	char bytes[512];
	struct reader_line line;

	for (size_t heard = 0; heard < HEAR_MAX;) {
		ssize_t got = read(child->out_fd, bytes, sizeof bytes);
		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (got <= 0) {
			end(child, "firstbell-reader ended");
			return;
		}
		heard += (size_t)got;
		for (ssize_t i = 0; i < got; i++)
			if (reader_lines_step(&child->lines, bytes[i], &line))
				take_line(child, &line, mono_ms);
	}
}

int64_t reader_child_step(struct reader_child *child, int64_t mono_ms)
{
	if (child->ending)
		reap(child, mono_ms);
	if (child->pid == 0 && mono_ms >= child->start_ms)
		start(child, mono_ms);
	if (child->out_fd >= 0)
		hear(child, mono_ms);
	if (child->out_fd >= 0 && mono_ms - child->heard_ms > READER_HANGS_MS)
		end(child, "firstbell-reader hangs");
	if (child->ending)
		return mono_ms + REAP_MS;
	return child->pid ? child->heard_ms + READER_HANGS_MS + 1 : child->start_ms;
}

int reader_child_fd(const struct reader_child *child)
{
	return child->out_fd;
}

bool reader_child_sighting(struct reader_child *child, struct sighting *out)
{
	if (child->count == 0)
		return false;
	*out = child->sightings[child->first];
	child->first = (child->first + 1) % READER_SIGHTINGS;
	child->count--;
	return true;
}

void reader_child_release(struct reader_child *child)
{
	if (child->pid == 0)
		return;
	/* The end of its stdin is its sign to go; the end of its stdout tells us that it went. */
	if (child->in_fd >= 0)
		close(child->in_fd);
	child->in_fd = -1;
	struct pollfd output = {.fd = child->out_fd, .events = 0};
	if (child->out_fd >= 0)
		poll(&output, 1, GOODBYE_MS);
	kill(child->pid, SIGKILL);
	waitpid(child->pid, NULL, 0);
	close_pipes(child);
	child->pid = 0;
}
