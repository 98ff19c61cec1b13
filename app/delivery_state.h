#pragma once
/* delivery_state: how the outbox of one authority has fared today, for staff: when all was received, since when tries fail. */
#include "core/outbox.h"
#include "core/staffroom.h"
#include "day.h"

struct delivery_state {
	struct moment delivered; /* utc_ms 0: not since the start */
	struct moment
		failing; /* the first failure since the last success; utc_ms 0: the last try went well */
	enum staff_opened opened; /* of what the last success had acknowledged */
	bool key_refused;         /* 401, 403: nothing goes until the kiosk is enrolled again */
};

/* After each reply, which the outbox has taken: did the try go well, and does nothing wait any more? */
void delivery_state_note(struct delivery_state *state, const struct day *day, size_t slot,
			 const struct outbox *outbox);
/* What an answer that was acted on says of officers: have they opened all that was acknowledged? */
void delivery_state_opened(struct delivery_state *state, const struct outbox_reply *reply);
/* The minute of the last time when all had been received; -1: not yet today. */
int16_t delivery_state_delivered(const struct delivery_state *state, const struct day *day);
/* The minute since when tries fail, 0 when that was before today; -1: the last one went well. */
int16_t delivery_state_failing(const struct delivery_state *state, const struct day *day);
