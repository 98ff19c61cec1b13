#include "sim/desk_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/world.h"

#define TAP_MS 400
#define FOR_EVER_MS (INT64_C(1) << 40)

/* firstbell-reader lies beside firstbell-sim. */
static bool find_program(char *out, size_t size)
{
	const char *wanted = getenv("FIRSTBELL_READER");

	if (wanted)
		return text_copy(out, size, wanted);
	ssize_t length = readlink("/proc/self/exe", out, size);
	if (length <= 0 || (size_t)length >= size)
		return false;
	while (length > 0 && out[length - 1] != '/')
		length--;
	return text_copy(out + length, size - (size_t)length, "firstbell-reader");
}

static enum err open_child(struct desk_reader *reader, const char *connection)
{
	char program[512];

	world.real_reader = true;
	world.reader = HAL_READER_LOST;
	if (find_program(program, sizeof(program)) &&
	    reader_child_init(&reader->child, program, connection))
		return OK;
	fprintf(stderr, "--reader: its name is too long\n");
	return ERR_BAD_INPUT;
}

/* A link that keeps its name: unplugged and plugged in again, a chip may be on another port. */
static enum err open_chip(struct desk_reader *reader)
{
	char link[64], connection[96];

	snprintf(link, sizeof(link), "/tmp/firstbell-sim-%d-reader", (int)getpid());
	enum err err = pn532_open(&reader->chip, link);
	if (err) {
		fprintf(stderr, "%s: %s\n", link, err_text(err));
		return err;
	}
	snprintf(connection, sizeof(connection), "pn532_uart:%s", link);
	return open_child(reader, connection);
}

enum err desk_reader_open(struct desk_reader *reader, const char *setting)
{
	static const char real[] = "libnfc:";

	*reader = (struct desk_reader){.plugged = true};
	if (!setting)
		return OK;
	if (strcmp(setting, "chip") == 0) {
		reader->kind = DESK_READER_CHIP;
		return open_chip(reader);
	}
	if (strncmp(setting, real, strlen(real)) == 0) {
		reader->kind = DESK_READER_REAL;
		return open_child(reader, setting + strlen(real));
	}
	fprintf(stderr, "--reader %s: expected libnfc:CONNECTION or chip\n", setting);
	return ERR_BAD_INPUT;
}

void desk_reader_close(struct desk_reader *reader)
{
	/* Gone, the chip costs the reader's goodbye no time-out. */
	if (reader->chip)
		pn532_unplug(reader->chip);
	reader_child_release(&reader->child);
	pn532_close(reader->chip);
	*reader = (struct desk_reader){0};
}

static void take_away(struct desk_reader *reader)
{
	if (reader->chip)
		pn532_take(reader->chip);
	reader->held.length = 0;
	reader->letting_go = false;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t desk_reader_step(struct desk_reader *reader, int64_t real_ms)
{
	struct sighting sighting;
	int64_t next = INT64_MAX;

	if (reader->kind == DESK_READER_SIMULATED)
		return INT64_MAX;
	if (reader->letting_go && real_ms >= reader->gone_ms)
		take_away(reader);
	if (reader->letting_go)
		next = reader->gone_ms;
	if (reader->chip)
		next = earlier(next, pn532_step(reader->chip, real_ms));
	next = earlier(next, reader_child_step(&reader->child, real_ms));
	bool cut_off = reader->kind == DESK_READER_REAL && !reader->plugged;
	while (reader_child_sighting(&reader->child, &sighting))
		if (!cut_off)
			world_see(&sighting.card);
	world.reader = cut_off ? HAL_READER_LOST : reader->child.state;
	return next;
}

size_t desk_reader_fds(const struct desk_reader *reader, struct pollfd *fds)
{
	if (reader->kind == DESK_READER_SIMULATED)
		return 0;
	/* poll(2) passes over negative descriptors. */
	fds[0] = (struct pollfd){.fd = reader_child_fd(&reader->child), .events = POLLIN};
	fds[1] =
		(struct pollfd){.fd = reader->chip ? pn532_fd(reader->chip) : -1, .events = POLLIN};
	return 2;
}

void desk_reader_plug(struct desk_reader *reader, bool plugged)
{
	reader->plugged = plugged;
	if (reader->kind == DESK_READER_SIMULATED)
		world.reader = plugged ? HAL_READER_WELL : HAL_READER_LOST;
	if (!reader->chip)
		return;
	if (!plugged) {
		pn532_unplug(reader->chip);
		return;
	}
	enum err err = pn532_plug(reader->chip);
	if (err)
		fprintf(stderr, "the chip cannot be plugged in: %s\n", err_text(err));
}

void desk_reader_put(struct desk_reader *reader, const struct card *card, int64_t real_ms)
{
	enum err err = OK;

	if (reader->chip) {
		take_away(reader);
		err = pn532_put(reader->chip, card);
	} else {
		world_take_card(card, world.true_ms);
		err = world_put_card(card, FOR_EVER_MS);
	}
	reader->held = *card;
	reader->letting_go = false;
	reader->put_ms = reader->chip ? real_ms : world.true_ms;
	if (err)
		fprintf(stderr, "the reader: %s\n", err_text(err));
}

void desk_reader_let_go(struct desk_reader *reader, int64_t real_ms)
{
	if (reader->held.length == 0)
		return;
	int64_t now_ms = reader->chip ? real_ms : world.true_ms;
	reader->gone_ms = reader->put_ms + TAP_MS > now_ms ? reader->put_ms + TAP_MS : now_ms;
	if (reader->chip) {
		reader->letting_go = true;
		return;
	}
	world_take_card(&reader->held, reader->gone_ms);
	reader->held.length = 0;
}
