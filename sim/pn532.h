#pragma once
/* pn532: a PN532 reader chip of ours on a pseudo-terminal. libnfc's own driver opens it by
 * "pn532_uart:PATH" and cannot tell it from one on a serial line; cards and faults are ours to give.
 * Wire: PN532 User Manual (NXP UM0701-02), HSU framing; order and timing as libnfc 1.8.0 uses them. */
#include "core/base.h"

/* What is wrong with the chip, until another is set. */
enum pn532_fault {
	PN532_WELL,
	PN532_STALLED,        /* takes bytes, says nothing */
	PN532_MUTE,           /* acknowledges, never answers */
	PN532_GARBAGE,        /* answers with noise */
	PN532_ERROR_FRAME,    /* answers every command with the error frame */
	PN532_BAD_LENGTH_SUM, /* wrong checksum of the length */
	PN532_BAD_DATA_SUM,   /* wrong checksum of the data */
	PN532_ATS_ZERO,       /* a card's answer with an ATS of length 0: libnfc 1.8.0 crashes */
	PN532_UID_255,        /* a card's answer with a UID said to be 255 bytes long */
	PN532_TRUNCATED,      /* "one card found" and nothing more */
	PN532_CUT_UID,        /* a card's answer that ends within the UID */
	PN532_BAD_POWER_DOWN, /* selects fail, and the PowerDown that follows too: libnfc 1.8.0 aborts */
};

struct pn532;

/* Plugs a chip in. link_path (or NULL): a symbolic link that follows the chip from port to port, removed at
 * close; a link already there is replaced, anything else is ERR_EXISTS. Errors: ERR_IO, ERR_NO_MEMORY. */
MUST_CHECK enum err pn532_open(struct pn532 **out, const char *link_path);
/* Takes NULL. */
void pn532_close(struct pn532 *chip);

/* The link, or the port itself when there is none; the chip's, changed by pn532_plug(). */
const char *pn532_path(const struct pn532 *chip);
/* To poll for reading; -1 while unplugged. */
int pn532_fd(const struct pn532 *chip);
/* Takes what the host wrote and sends what is due. Returns when it is next of use (monotonic ms; INT64_MAX: when the
 * descriptor is readable). Never blocks. */
int64_t pn532_step(struct pn532 *chip, int64_t mono_ms);

/* Lays a card in the field; at most two, then ERR_FULL. Of two the chip always reads the first laid. */
MUST_CHECK enum err pn532_put(struct pn532 *chip, const struct card *card);
/* Takes every card away. */
void pn532_take(struct pn532 *chip);
/* After `reads` more answers that name a card, the field holds `next` alone (NULL: nothing): a card
 * pulled away too soon, or swapped between two reads. */
void pn532_after(struct pn532 *chip, unsigned reads, const struct card *next);
/* Selects answered since it was opened, with a card or without. */
unsigned pn532_selects(const struct pn532 *chip);

void pn532_fault(struct pn532 *chip, enum pn532_fault fault);
void pn532_unplug(struct pn532 *chip);
/* Plugged in again: perhaps another port, with the same cards. */
MUST_CHECK enum err pn532_plug(struct pn532 *chip);
/* On at first: bytes take the time of a line of 115200 baud, a select 12 ms with a card and 18 ms without. */
void pn532_pace(struct pn532 *chip, bool paced);
