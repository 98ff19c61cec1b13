#include "sim/pn532.h"

#include "sim/pn532_chip.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* A byte on a line of 115200 baud, with start and stop bit. */
#define BYTE_US(count) ((int64_t)(count)*10 * 1000000 / 115200)
#define FOUND_US 12000
#define NONE_US 18000

enum stage { IDLE, ACKNOWLEDGE, WORK, ANSWER };

struct pn532 {
	struct pn532_chip chip;
	int master, slave;
	char port[64];
	char link[PATH_MAX];
	bool paced;
	uint8_t received[PN532_FRAME_MAX * 2];
	size_t received_count;
	enum stage stage;
	int64_t due_us;
	int64_t work_end_us; /* a select without a card gives up then */
	uint8_t command[PN532_DATA_MAX];
	size_t command_size;
	uint8_t answer[PN532_FRAME_MAX];
	size_t answer_size;
	uint32_t noise;
};

static enum err link_follow(struct pn532 *chip)
{
	struct stat there;

	if (!chip->link[0])
		return OK;
	if (lstat(chip->link, &there) == 0 && !S_ISLNK(there.st_mode))
		return ERR_EXISTS;
	unlink(chip->link);
	return symlink(chip->port, chip->link) == 0 ? OK : ERR_IO;
}

enum err pn532_plug(struct pn532 *chip)
{
	struct termios raw;

	if (chip->master >= 0)
		return OK;
	chip->stage = IDLE;
	chip->received_count = 0;
	chip->chip.waits_for_card = true; /* as after power-up (UM0701-02 7.3.1) */
	chip->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (chip->master < 0)
		return ERR_IO;
	if (grantpt(chip->master) != 0 || unlockpt(chip->master) != 0 ||
	    ptsname_r(chip->master, chip->port, sizeof chip->port) != 0)
		goto failed;
	/* Without a slave of our own the master reads EIO between two hosts. */
	chip->slave = open(chip->port, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (chip->slave < 0 || tcgetattr(chip->slave, &raw) != 0)
		goto failed;
	cfmakeraw(&raw);
	if (tcsetattr(chip->slave, TCSANOW, &raw) != 0)
		goto failed;
	enum err err = link_follow(chip);
	if (err == OK)
		return OK;
	pn532_unplug(chip);
	return err;
failed:
	pn532_unplug(chip);
	return ERR_IO;
}

void pn532_unplug(struct pn532 *chip)
{
	if (chip->slave >= 0)
		close(chip->slave);
	if (chip->master >= 0)
		close(chip->master);
	chip->slave = chip->master = -1;
}

enum err pn532_open(struct pn532 **out, const char *link_path)
{
	struct pn532 *chip = calloc(1, sizeof *chip);

	if (!chip)
		return ERR_NO_MEMORY;
	chip->master = chip->slave = -1;
	chip->paced = true;
	chip->noise = 1;
	if (!text_copy(chip->link, sizeof chip->link, link_path ? link_path : "")) {
		free(chip);
		return ERR_IO;
	}
	enum err err = pn532_plug(chip);
	if (err != OK) {
		free(chip);
		return err;
	}
	*out = chip;
	return OK;
}

void pn532_close(struct pn532 *chip)
{
	if (!chip)
		return;
	pn532_unplug(chip);
	if (chip->link[0])
		unlink(chip->link);
	free(chip);
}

const char *pn532_path(const struct pn532 *chip)
{
	return chip->link[0] ? chip->link : chip->port;
}

int pn532_fd(const struct pn532 *chip)
{
	return chip->master;
}

static void send_bytes(struct pn532 *chip, const uint8_t *bytes, size_t size)
{
	/* A line loses what nobody takes: so does this one. */
	ssize_t sent = write(chip->master, bytes, size);

	(void)sent;
}

static void send_noise(struct pn532 *chip)
{
	uint8_t bytes[24];

	for (size_t i = 0; i < sizeof bytes; i++) {
		chip->noise = chip->noise * 1664525 + 1013904223;
		bytes[i] = (uint8_t)(chip->noise >> 24);
	}
	send_bytes(chip, bytes, sizeof bytes);
}

static void begin_command(struct pn532 *chip, const uint8_t *data, size_t size, int64_t now_us)
{
	memcpy(chip->command, data, size);
	chip->command_size = size;
	chip->stage = ACKNOWLEDGE;
	chip->due_us = now_us + (chip->paced ? BYTE_US(size + 8 + 6) : 0);
}

static void receive(struct pn532 *chip, int64_t now_us)
{
	const uint8_t *data;
	size_t size;

	for (;;) {
		ssize_t got = read(chip->master, chip->received + chip->received_count,
				   sizeof chip->received - chip->received_count);
		if (got <= 0)
			return;
		chip->received_count += (size_t)got;
		size_t used;
		while ((used = pn532_chip_take(chip->received, chip->received_count, &data,
					       &size))) {
			chip->stage = IDLE;
			if (size > 0 && chip->chip.fault != PN532_STALLED)
				begin_command(chip, data, size, now_us);
			chip->received_count -= used;
			memmove(chip->received, chip->received + used, chip->received_count);
		}
	}
}

static void acknowledge(struct pn532 *chip)
{
	static const uint8_t ack[] = {0x00, 0x00, 0xff, 0x00, 0xff, 0x00};
	bool select = chip->command[0] == PN532_SELECT && chip->paced;

	chip->stage = IDLE;
	if (chip->chip.fault == PN532_GARBAGE) {
		send_noise(chip);
		return;
	}
	send_bytes(chip, ack, sizeof ack);
	if (chip->chip.fault == PN532_MUTE)
		return;
	chip->stage = WORK;
	chip->work_end_us = chip->due_us + (select ? NONE_US : 0);
	chip->due_us += select ? FOUND_US : 0;
}

static void work(struct pn532 *chip)
{
	bool found = chip->chip.card_count > 0 || chip->command[0] != PN532_SELECT;

	if (!found && chip->chip.waits_for_card) {
		chip->due_us = INT64_MAX; /* pn532_put() wakes it */
		return;
	}
	if (!found && chip->due_us < chip->work_end_us) {
		chip->due_us = chip->work_end_us;
		return;
	}
	chip->answer_size =
		pn532_chip_answer(&chip->chip, chip->command, chip->command_size, chip->answer);
	chip->stage = ANSWER;
	chip->due_us += chip->paced ? BYTE_US(chip->answer_size) : 0;
}

static void advance(struct pn532 *chip)
{
	switch (chip->stage) {
	case ACKNOWLEDGE: acknowledge(chip); return;
	case WORK: work(chip); return;
	case ANSWER:
		send_bytes(chip, chip->answer, chip->answer_size);
		chip->stage = IDLE;
		return;
	case IDLE: return;
	}
}

int64_t pn532_step(struct pn532 *chip, int64_t mono_ms)
{
	if (chip->master < 0)
		return INT64_MAX;
	receive(chip, mono_ms * 1000);
	while (chip->stage != IDLE && chip->due_us <= mono_ms * 1000)
		advance(chip);
	if (chip->stage == IDLE || chip->due_us == INT64_MAX)
		return INT64_MAX;
	return (chip->due_us + 999) / 1000;
}

enum err pn532_put(struct pn532 *chip, const struct card *card)
{
	if (chip->chip.card_count == COUNT_OF(chip->chip.cards))
		return ERR_FULL;
	chip->chip.cards[chip->chip.card_count++] = *card;
	if (chip->stage == WORK && chip->due_us == INT64_MAX)
		chip->due_us = chip->work_end_us;
	return OK;
}

void pn532_take(struct pn532 *chip)
{
	chip->chip.card_count = 0;
	chip->chip.reads_left = 0;
}

void pn532_after(struct pn532 *chip, unsigned reads, const struct card *next)
{
	chip->chip.reads_left = reads;
	chip->chip.next = next ? *next : (struct card){0};
}

unsigned pn532_selects(const struct pn532 *chip)
{
	return chip->chip.selects;
}

void pn532_fault(struct pn532 *chip, enum pn532_fault fault)
{
	chip->chip.fault = fault;
}

void pn532_pace(struct pn532 *chip, bool paced)
{
	chip->paced = paced;
}
