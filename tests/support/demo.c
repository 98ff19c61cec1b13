#include "tests/support/demo.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/members.h"

static const char *const authorities[] = {"835", "838", "681"};

static const char *build(void)
{
	const char *folder = getenv("B");
	return folder ? folder : "build";
}

/* A port of 127.0.0.1 that nobody has just now. */
static int free_port(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool well = fd >= 0 && bind(fd, (struct sockaddr *)&address, size) == 0 &&
		    getsockname(fd, (struct sockaddr *)&address, &size) == 0;
	close(fd);
	return well ? ntohs(address.sin_port) : 0;
}

static enum err start_server(struct demo *demo, int port)
{
	char program[256], listen_at[32];
	int ends[2];
	snprintf(program, sizeof(program), "%s/bin/virtual-school", build());
	snprintf(listen_at, sizeof(listen_at), "127.0.0.1:%d", port);
	if (pipe(ends))
		return ERR_IO;
	demo->server = fork();
	if (demo->server == 0) {
		dup2(ends[1], STDOUT_FILENO);
		execl(program, program, "--data", demo->authority, "serve", "--listen", listen_at,
		      (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	/* The server says that it listens; before that nothing can be sent. */
	char line[200] = "";
	FILE *said = fdopen(ends[0], "r");
	bool ready = said && fgets(line, sizeof(line), said) && strstr(line, "listening");
	if (said)
		fclose(said);
	return ready ? OK : ERR_NETWORK;
}

static enum err make_folder(struct demo *demo)
{
	*demo = (struct demo){.dir = "/tmp/firstbell-test-XXXXXX"};
	if (!mkdtemp(demo->dir))
		return ERR_IO;
	snprintf(demo->school, sizeof(demo->school), "%s/school", demo->dir);
	snprintf(demo->authority, sizeof(demo->authority), "%s/authority", demo->dir);
	return OK;
}

enum err demo_start(struct demo *demo)
{
	enum err err = make_folder(demo);
	int port = free_port();
	char command[300];
	snprintf(command, sizeof(command), "tools/make-demo %s %d 1>&2", demo->dir, port);
	if (err || !port || system(command) != 0)
		return ERR_IO;
	return start_server(demo, port);
}

enum err demo_school(struct demo *demo)
{
	enum err err = make_folder(demo);
	char command[300];
	snprintf(command, sizeof(command), "tools/make-demo-school %s https://127.0.0.1:9 1>&2",
		 demo->school);
	return err || system(command) != 0 ? ERR_IO : OK;
}

void demo_stop(struct demo *demo)
{
	if (demo->server > 0) {
		kill(demo->server, SIGTERM);
		waitpid(demo->server, NULL, 0);
	}
	char command[128];
	snprintf(command, sizeof(command), "rm -rf %s", demo->dir);
	if (demo->dir[0] && system(command) != 0)
		fprintf(stderr, "%s: stays\n", demo->dir);
}

int atoi_pupil(const char *pupil_id)
{
	return (int)strtol(pupil_id + 1, NULL, 10);
}

/* -- what was received ------------------------------------------------------------------------------ */

struct lines {
	char **lines;
	size_t count;
};

static void keep(struct lines *lines, const char *text)
{
	char **grown = realloc(lines->lines, (lines->count + 1) * sizeof(*grown));
	char *copy = strdup(text);
	if (!grown || !copy)
		abort();
	lines->lines = grown;
	lines->lines[lines->count++] = copy;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* How many lines stand more than once. */
static long repeated(struct lines *lines)
{
	long count = 0;
	qsort(lines->lines, lines->count, sizeof(*lines->lines), compare);
	for (size_t i = 1; i < lines->count; i++)
		count += strcmp(lines->lines[i - 1], lines->lines[i]) == 0;
	return count;
}

/* Sorted places "stream sequence" of one authority: from one to the next of a stream the sequence goes up by one. */
static long holes(const struct lines *places)
{
	long count = 0;
	char stream[40] = "";
	long long last = 0;
	for (size_t i = 0; i < places->count; i++) {
		char *space = strchr(places->lines[i], ' ');
		bool same = strncmp(stream, places->lines[i], (size_t)(space - places->lines[i])) ==
				    0 &&
			    *stream;
		long long sequence = strtoll(space, NULL, 10);
		count += sequence - (same ? last : 0) > 1;
		last = sequence;
		snprintf(stream, sizeof(stream), "%.*s", (int)(space - places->lines[i]),
			 places->lines[i]);
	}
	return count;
}

static void release(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->lines[i]);
	free(lines->lines);
	*lines = (struct lines){0};
}

static void take_event(const char *line, struct lines *places, struct lines *arrivals)
{
	char stream[40] = "", child[60] = "", session[40] = "", state[40] = "", text[256];
	members_text(line, "stream", stream, sizeof(stream));
	snprintf(text, sizeof(text), "%s %012lld", stream,
		 (long long)members_integer(line, "sequence", 0));
	keep(places, text);
	if (!strstr(line, "attendance.recorded"))
		return;
	members_text(line, "child", child, sizeof(child));
	members_text(line, "session", session, sizeof(session));
	members_text(line, "state", state, sizeof(state));
	snprintf(text, sizeof(text), "%s %s %s", child, session, state);
	keep(arrivals, text);
}

static enum err count_authority(const struct demo *demo, const char *authority,
				struct demo_counts *out)
{
	char command[400];
	snprintf(command, sizeof(command), "%s/bin/virtual-school --data %s export --authority %s",
		 build(), demo->authority, authority);
	FILE *file = popen(command, "r");
	if (!file)
		return ERR_IO;
	struct lines places = {0}, arrivals = {0};
	char *line = NULL;
	size_t room = 0;
	while (getline(&line, &room, file) >= 0)
		take_event(line, &places, &arrivals);
	free(line);
	bool well = pclose(file) == 0;
	out->events += (long)places.count;
	out->same_place += repeated(&places);
	out->same_arrival += repeated(&arrivals);
	out->holes += holes(&places);
	release(&places);
	release(&arrivals);
	return well ? OK : ERR_IO;
}

enum err demo_count_received(const struct demo *demo, struct demo_counts *out)
{
	*out = (struct demo_counts){0};
	for (size_t i = 0; i < COUNT_OF(authorities); i++) {
		enum err err = count_authority(demo, authorities[i], out);
		if (err)
			return err;
	}
	return OK;
}
