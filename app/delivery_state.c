#include "delivery_state.h"

#include "store/outbox_store.h"

void delivery_state_note(struct delivery_state *state, const struct day *day, size_t slot,
			 const struct outbox *outbox)
{
	struct outbox_cursor cursor = {0};
	state->key_refused = outbox->halt != OUTBOX_GOING;
	if (outbox->attempt > 0 || state->key_refused) {
		if (state->failing.utc_ms == 0)
			state->failing = day->now;
		return;
	}
	state->failing = (struct moment){0};
	enum err err =
		outbox_store_cursor(day->store, day->config.authorities[slot].id, 1, &cursor);
	if (!err && cursor.waiting == 0)
		state->delivered = day->now;
}

void delivery_state_opened(struct delivery_state *state, const struct outbox_reply *reply)
{
	if (!reply->ours || reply->status != 200)
		return;
	/* Where nothing was sent there is nothing to open. */
	bool told = reply->opened_told && reply->acked_through > 0;
	bool all = reply->opened_through == reply->acked_through;
	state->opened = !told ? STAFF_OPENED_NOT_TOLD
			: all ? STAFF_OPENED_ALL
			      : STAFF_OPENED_NOT_YET;
}

int16_t delivery_state_delivered(const struct delivery_state *state, const struct day *day)
{
	bool today = state->delivered.utc_ms != 0 && state->delivered.day == day->now.day;
	return today ? state->delivered.minute : -1;
}

int16_t delivery_state_failing(const struct delivery_state *state, const struct day *day)
{
	if (state->failing.utc_ms == 0)
		return -1;
	return state->failing.day == day->now.day ? state->failing.minute : 0;
}
