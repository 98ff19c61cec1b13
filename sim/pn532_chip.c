#include "sim/pn532_chip.h"

#include <string.h>

enum {
	DIAGNOSE = 0x00,
	GET_FIRMWARE_VERSION = 0x02,
	READ_REGISTER = 0x06,
	WRITE_REGISTER = 0x08,
	SET_PARAMETERS = 0x12,
	SAM_CONFIGURATION = 0x14,
	POWER_DOWN = 0x16,
	RF_CONFIGURATION = 0x32,
	IN_COMMUNICATE_THRU = 0x42,
	IN_DESELECT = 0x44,
	IN_RELEASE = 0x52,
	IN_AUTO_POLL = 0x60,
	HOST_TO_CHIP = 0xd4,
	CHIP_TO_HOST = 0xd5,
};

size_t pn532_chip_take(const uint8_t *bytes, size_t count, const uint8_t **data, size_t *size)
{
	*data = NULL;
	*size = 0;
	for (size_t at = 0; at + 4 <= count; at++) {
		if (bytes[at] != 0x00 || bytes[at + 1] != 0xff)
			continue;
		size_t length = bytes[at + 2];
		if (length == 0 && bytes[at + 3] == 0xff)
			return at + 4; /* the host's ACK: it gave the command up */
		if (length == 0 || (uint8_t)(length + bytes[at + 3]) != 0)
			return at + 2;
		if (at + 4 + length + 1 > count)
			return at;
		uint8_t sum = 0;
		for (size_t i = 0; i <= length; i++)
			sum = (uint8_t)(sum + bytes[at + 4 + i]);
		if (sum == 0 && bytes[at + 4] == HOST_TO_CHIP && length > 1) {
			*data = bytes + at + 5;
			*size = length - 1;
		}
		return at + 4 + length + 1;
	}
	return count > 3 ? count - 3 : 0;
}

static size_t frame_of(const struct pn532_chip *chip, const uint8_t *data, size_t size,
		       uint8_t *frame)
{
	uint8_t length = (uint8_t)(size + 1);
	uint8_t sum = CHIP_TO_HOST;

	for (size_t i = 0; i < size; i++)
		sum = (uint8_t)(sum + data[i]);
	const uint8_t head[] = {0x00, 0x00, 0xff, length, (uint8_t)-length, CHIP_TO_HOST};
	memcpy(frame, head, sizeof head);
	memcpy(frame + sizeof head, data, size);
	frame[sizeof head + size] = (uint8_t)-sum;
	frame[sizeof head + size + 1] = 0x00;
	if (chip->fault == PN532_BAD_LENGTH_SUM)
		frame[4] ^= 0x55;
	if (chip->fault == PN532_BAD_DATA_SUM)
		frame[sizeof head + size] ^= 0x55;
	return sizeof head + size + 2;
}

static size_t error_frame(uint8_t *frame)
{
	static const uint8_t bytes[] = {0x00, 0x00, 0xff, 0x01, 0xff, 0x7f, 0x81, 0x00};

	memcpy(frame, bytes, sizeof bytes);
	return sizeof bytes;
}

static void field_changes(struct pn532_chip *chip)
{
	if (chip->reads_left == 0 || --chip->reads_left > 0)
		return;
	chip->card_count = chip->next.length ? 1 : 0;
	chip->cards[0] = chip->next;
}

/* ISO 14443-3: bits 7 and 8 of the ATQA say how long the UID is. */
static uint8_t atqa_of(const struct card *card)
{
	return card->length == 4 ? 0x04 : card->length == 7 ? 0x44 : 0x84;
}

/* The answer to InListPassiveTarget, after its code. */
static size_t select_card(struct pn532_chip *chip, uint8_t *out)
{
	const struct card *card = &chip->cards[0];

	chip->selects++;
	if (chip->fault == PN532_TRUNCATED) {
		memcpy(out, (const uint8_t[]){1, 1}, 2);
		return 2;
	}
	if (chip->card_count == 0) {
		out[0] = 0;
		return 1;
	}
	const uint8_t head[] = {1, 1, 0x00, atqa_of(card), card->length == 4 ? 0x08 : 0x20};
	memcpy(out, head, sizeof head);
	size_t size = sizeof head;
	out[size++] = chip->fault == PN532_UID_255 ? 255 : card->length;
	memcpy(out + size, card->bytes, card->length);
	size += card->length;
	if (chip->fault == PN532_CUT_UID)
		size -= 2;
	if (chip->fault == PN532_ATS_ZERO)
		out[size++] = 0;
	field_changes(chip);
	return size;
}

static size_t read_registers(const struct pn532_chip *chip, const uint8_t *command, size_t size,
			     uint8_t *out)
{
	size_t count = 0;

	for (size_t i = 2; i < size; i += 2)
		out[count++] = chip->registers[command[i]];
	return count;
}

static void write_registers(struct pn532_chip *chip, const uint8_t *command, size_t size)
{
	for (size_t i = 3; i < size; i += 3)
		chip->registers[command[i - 1]] = command[i];
}

/* The answer after its code; SIZE_MAX: no such command. */
static size_t answer_body(struct pn532_chip *chip, const uint8_t *command, size_t size,
			  uint8_t *out)
{
	static const uint8_t firmware[] = {0x32, 0x01, 0x06, 0x07};

	switch (command[0]) {
	case DIAGNOSE: memcpy(out, command + 1, size - 1); return size - 1;
	case GET_FIRMWARE_VERSION: memcpy(out, firmware, sizeof firmware); return sizeof firmware;
	case READ_REGISTER: return read_registers(chip, command, size, out);
	case WRITE_REGISTER: write_registers(chip, command, size); return 0;
	case RF_CONFIGURATION:
		if (size == 5 && command[1] == 0x05)
			chip->waits_for_card = command[4] == 0xff;
		return 0;
	case SET_PARAMETERS:
	case SAM_CONFIGURATION: return 0;
	case PN532_SELECT: return select_card(chip, out);
	case POWER_DOWN: out[0] = chip->fault == PN532_BAD_POWER_DOWN ? 0x80 : 0x00; return 1;
	case IN_COMMUNICATE_THRU:
		out[0] = 0x01;
		return 1; /* "time-out": nothing is there to talk to */
	case IN_DESELECT:
	case IN_RELEASE:
	case IN_AUTO_POLL: out[0] = 0x00; return 1;
	default: return SIZE_MAX;
	}
}

size_t pn532_chip_answer(struct pn532_chip *chip, const uint8_t *command, size_t size,
			 uint8_t frame[PN532_FRAME_MAX])
{
	uint8_t data[PN532_DATA_MAX + 1];

	if (chip->fault == PN532_ERROR_FRAME ||
	    (chip->fault == PN532_BAD_POWER_DOWN && command[0] == PN532_SELECT))
		return error_frame(frame);
	size_t body = answer_body(chip, command, size, data + 1);
	if (body == SIZE_MAX)
		return error_frame(frame);
	data[0] = (uint8_t)(command[0] + 1);
	return frame_of(chip, data, body + 1, frame);
}
