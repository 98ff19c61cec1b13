/* firstbell-reader: speaks to a card reader through libnfc, in a process of its own because libnfc can crash. Lines on
 * stdout, for reader_child.c: "card UID", "reader well", "reader lost REASON", "alive". Ends with its stdin, and with
 * the reader: it is started again, so that each new beginning is a whole one. */
#include "firmware/reader/device.h"
#include "firmware/reader/steady.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* A card waits for the pause to end and for two reads of 17 ms: 100 ms at the 95th percentile. */
#define PAUSE_MS 40
#define ALIVE_MS 1000
#define ERRORS_MAX 3
/* A second of reads of which no two in a row agree: two cards held together at most. */
#define UNSURE_MAX 60

struct reader {
	struct device *device;
	struct steady steady;
	int64_t said_ms;
	int errors, unsure;
	bool well;
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One write a line: the parent never sees half of one from us. */
static void say(const char *word, const char *rest)
{
	char line[128];
	int size = snprintf(line, sizeof line, "%s%s\n", word, rest);

	if (size <= 0 || (size_t)size >= sizeof line ||
	    write(STDOUT_FILENO, line, (size_t)size) != size)
		exit(1);
}

static void say_alive(struct reader *reader)
{
	if (now_ms() - reader->said_ms < ALIVE_MS)
		return;
	reader->said_ms = now_ms();
	say("alive", "");
}

/* Told before the close: that is where libnfc aborts. */
static void lose(struct reader *reader, const char *why)
{
	say("reader lost ", why);
	device_close(reader->device);
	exit(1);
}

static const char *open_trouble(enum err err)
{
	switch (err) {
	case ERR_BUSY: return "another program has it";
	case ERR_NOT_FOUND: return "it is not plugged in";
	case ERR_NO_MEMORY: return "out of memory";
	default: return "nothing answers there";
	}
}

/* It is well when a read was certain, not when it was opened: a sick one would be lost and back for ever. */
static void certain(struct reader *reader)
{
	reader->errors = reader->unsure = 0;
	if (reader->well)
		return;
	reader->well = true;
	say("reader well", "");
}

static void found(struct reader *reader, const struct card *card)
{
	char uid[CARD_TEXT_SIZE];

	if (!steady_step(&reader->steady, card)) {
		if (++reader->unsure >= UNSURE_MAX)
			lose(reader, "its answers change from read to read");
		return;
	}
	certain(reader);
	card_format(card, uid);
	say("card ", uid);
}

static void read_card(struct reader *reader)
{
	struct card card;

	switch (device_read(reader->device, &card)) {
	case READING_CARD: found(reader, &card); return;
	case READING_NONE:
		steady_step(&reader->steady, NULL);
		certain(reader);
		return;
	case READING_ERROR:
		steady_step(&reader->steady, NULL);
		if (++reader->errors >= ERRORS_MAX)
			lose(reader, device_trouble(reader->device));
		return;
	}
}

/* False when the parent closed our stdin or a signal came: SIGTERM is let in here only, never inside libnfc. */
static bool go_on(int wait_ms)
{
	struct pollfd parent = {.fd = STDIN_FILENO, .events = POLLIN};
	struct timespec wait = {.tv_nsec = wait_ms * 1000000L};
	sigset_t none;
	char byte;

	sigemptyset(&none);
	int ready = ppoll(&parent, 1, &wait, &none);
	if (ready == 0)
		return true;
	return ready > 0 && read(STDIN_FILENO, &byte, 1) > 0;
}

static void on_signal(int number)
{
	(void)number;
}

/* Cards' numbers are in this memory: no core of it is kept, and it does not outlive its parent. */
static void prepare_process(void)
{
	struct sigaction action = {.sa_handler = on_signal};
	sigset_t blocked;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	setenv("LIBNFC_LOG_LEVEL", "0", 1);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGINT);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

int main(int argc, char **argv)
{
	const char *connection = argc > 1 ? argv[1] : "";
	struct reader reader = {.device = NULL};

	if (argc > 2 || connection[0] == '-') {
		fprintf(stderr,
			"Usage: firstbell-reader [CONNECTION]\nReads cards for firstbell, which "
			"starts it. CONNECTION is libnfc's, such as pn532_uart:/dev/ttyAMA0.\n");
		return 2;
	}
	prepare_process();
	say_alive(&reader);
	enum err err = device_open(&reader.device, connection);
	if (err != OK)
		lose(&reader, open_trouble(err));
	while (go_on(steady_waits(&reader.steady) ? 0 : PAUSE_MS)) {
		read_card(&reader);
		say_alive(&reader);
	}
	device_close(reader.device);
	return 0;
}
