#pragma once
/* pn532_chip: what the chip answers to a command, without line or time. For pn532.c alone. */
#include "sim/pn532.h"

/* A normal information frame holds 254 bytes after its direction byte. */
#define PN532_DATA_MAX 254
#define PN532_FRAME_MAX (PN532_DATA_MAX + 8)
#define PN532_SELECT 0x4a

struct pn532_chip {
	struct card cards[2];
	size_t card_count;
	unsigned reads_left; /* 0: the field stays as it is */
	struct card next;    /* length 0: nothing */
	unsigned selects;
	enum pn532_fault fault;
	uint8_t registers[256]; /* 0x6300 to 0x63ff */
	bool waits_for_card;    /* MxRtyPassiveActivation is 0xff: "for ever" */
};

/* Writes the frame that answers a command (code first, then its parameters). Returns its size; 0: none. */
size_t pn532_chip_answer(struct pn532_chip *chip, const uint8_t *command, size_t size,
			 uint8_t frame[PN532_FRAME_MAX]);
/* Finds the first whole frame of what the host wrote. Returns how many bytes are done with;
 * *data and *size are the command of a good frame, NULL and 0 when those bytes held none. */
size_t pn532_chip_take(const uint8_t *bytes, size_t count, const uint8_t **data, size_t *size);
