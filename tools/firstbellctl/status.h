#pragma once
/* status: what the office asks of a kiosk, read from its data folder. */
#include "ctl.h"
#include "store/care_store.h"
#include "store/config.h"
#include "store/outbox_store.h"
#include "store/store.h"

/* Children in care are for the office alone: counted by authority, named by reference. */
struct status_authority {
	const char *id;
	const char *name;
	size_t reported; /* children on the roll today of whom it hears */
	struct outbox_cursor cursor;
	size_t parked; /* of the current stream: refused, event.quarantined goes in its place */
};
#define STATUS_STRANGERS_SHOWN 20
struct status {
	struct config config;
	uint64_t roster_version;
	int32_t roster_day; /* 0: never imported */
	int32_t today;
	size_t on_roll, cards;
	struct status_authority authorities[AUTHORITIES_MAX];
	size_t authority_count;
	/* facts of today whose child is on no roll: told as unknown, every session */
	struct care strangers[STATUS_STRANGERS_SHOWN];
	size_t stranger_count;
	uint64_t parked;
	int64_t disk_free_mb;
};

void status_print(const struct status *status);
void status_print_json(const struct status *status);
