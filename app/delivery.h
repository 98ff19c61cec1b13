#pragma once
/* delivery: the outboxes at work: what is due goes to each authority over HTTPS, and each reply is acted on. */
#include "day.h"
#include "delivery_state.h"
#include "net/net.h"

struct delivery;

MUST_CHECK enum err delivery_open(struct delivery **out, struct day *day);
void delivery_close(struct delivery *delivery);
/* Every outbox begins again from what the store remembers. */
void delivery_restart(struct delivery *delivery, struct day *day);
/* Takes the replies that have come and sends what is due. Returns the next monotonic deadline. */
int64_t delivery_step(struct delivery *delivery, struct day *day, enum hal_reader reader);
/* The second of the minute at which batches go: what they carry is worked out just before. */
int delivery_beat_s(const struct delivery *delivery);
struct net *delivery_net(struct delivery *delivery);
/* How it has fared with the authority of this place in the configuration. */
const struct delivery_state *delivery_state(const struct delivery *delivery, size_t slot);
