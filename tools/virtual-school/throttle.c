#include "tools/virtual-school/throttle.h"

#define FIRST_WAIT_MS 250

static uint64_t hash(const char *text)
{
	uint64_t sum = UINT64_C(0xcbf29ce484222325);

	for (; *text; text++)
		sum = (sum ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return sum | 1; /* 0 is an empty slot */
}

/* Two keys may share a slot: the newer pushes the older out, so a flood of names costs no memory. */
static size_t place(uint64_t key)
{
	return (size_t)(key >> 32) % THROTTLE_SLOTS;
}

int64_t throttle_wait_ms(const struct throttle *throttle, const char *who, int64_t max_ms,
			 int64_t now_ms)
{
	uint64_t key = hash(who);
	const struct throttle_slot *slot = &throttle->slots[place(key)];
	int64_t wait = FIRST_WAIT_MS;

	if (slot->key != key || slot->failures < THROTTLE_FREE ||
	    now_ms - slot->last_ms > THROTTLE_FORGET_MS)
		return 0;
	for (int i = THROTTLE_FREE; i < slot->failures && wait < max_ms; i++)
		wait *= 2;
	if (wait > max_ms)
		wait = max_ms;
	wait -= now_ms - slot->last_ms;
	return wait > 0 ? wait : 0;
}

void throttle_failure(struct throttle *throttle, const char *who, int64_t now_ms)
{
	uint64_t key = hash(who);
	struct throttle_slot *slot = &throttle->slots[place(key)];

	if (slot->key != key || now_ms - slot->last_ms > THROTTLE_FORGET_MS)
		*slot = (struct throttle_slot){.key = key};
	if (slot->failures < 1000)
		slot->failures++;
	slot->last_ms = now_ms;
}

void throttle_success(struct throttle *throttle, const char *who)
{
	uint64_t key = hash(who);
	struct throttle_slot *slot = &throttle->slots[place(key)];

	if (slot->key == key)
		*slot = (struct throttle_slot){0};
}
