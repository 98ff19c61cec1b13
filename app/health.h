#pragma once
/* health: how the kiosk is, told to each authority with every batch. */
#include "day.h"
#include "net/net.h"

/* A kiosk.health event for the authority of a slot, to be freed with free(); NULL: out of memory or the disk cannot be read. */
char *health_event(struct day *day, const struct net *net, size_t slot, enum hal_reader reader,
		   int64_t clock_offset_ms);
