#pragma once
/* reader_rig: the chip on its pseudo-terminal and the kiosk's keeper of the real firstbell-reader, stepped in one loop.
 * No sleeping: each wait ends with what it waits for. Time for the keeper can be moved on. */
#include "firmware/reader_child.h"
#include "sim/pn532.h"

#define RIG_BOUND_MS                                                                               \
	8000 /* libnfc's own time-outs are real: 1.4 s for a dead port, with back-off on top */

struct rig {
	struct pn532 *chip;
	struct reader_child keeper;
	struct card allowed; /* any other card seen is wrong; length 0: none is allowed */
	bool wrong;
	unsigned seen; /* sightings since rig_allow() */
	int64_t skew_ms;
	char link[64];
};

/* Path of firstbell-reader, from B in the environment. */
const char *rig_reader(void);
int64_t rig_now_ms(const struct rig *rig);
void rig_open(struct rig *rig);
void rig_close(struct rig *rig);
struct card rig_card(const char *uid);
/* From now on only this card may be seen (NULL: none). */
void rig_allow(struct rig *rig, const struct card *card);
/* One round of the loop, waiting no longer than to that time. */
void rig_step(struct rig *rig, int64_t until_ms);
/* Each false when the time was up first, or a card was seen that is not allowed. */
bool rig_until_state(struct rig *rig, enum hal_reader state);
bool rig_until_seen(struct rig *rig, unsigned sightings);
/* Until the chip has answered so many selects more. */
bool rig_until_selects(struct rig *rig, unsigned selects);
