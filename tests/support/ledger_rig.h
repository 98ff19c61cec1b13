#pragma once
/* ledger_rig: an authority's storage of its own, and kiosks that send to it without a network. */
#include "tools/virtual-school/inbox.h"
#include "tools/virtual-school/ledger.h"
#include "tools/virtual-school/registry.h"

#define LEDGER_RIG_DAY 20710 /* Monday 14 September 2026 */

struct ledger_rig {
	char folder[64];
	struct registry registry;
	struct storage *storage;
	struct ledger_receipt receipt; /* of the last batch */
	int64_t now_ms;                /* what the virtual school's clock shows */
};

void ledger_rig_open(struct ledger_rig *rig, enum nation nation);
void ledger_rig_close(struct ledger_rig *rig);

/* A school with one kiosk "front-door", which joined long ago and is due at 09:45 and 13:50. */
struct device ledger_rig_school(struct ledger_rig *rig, const char *number, const char *name);

/* A notice for LEDGER_RIG_DAY; the rest is the caller's to fill. */
struct notice ledger_rig_notice(enum notice_kind kind, const char *child, enum part part);
/* One event as JSON, to be freed. The envelope's time is 08:00 UTC of the day plus `sequence` minutes. */
char *ledger_rig_event(uint64_t stream, uint64_t sequence, const struct notice *notice);
/* The same by another kiosk than the front door's. */
char *ledger_rig_event_of(const char *kiosk, uint64_t stream, uint64_t sequence,
			  const struct notice *notice);
/* Sends events (texts, not freed) as one batch. */
enum ledger_verdict ledger_rig_send(struct ledger_rig *rig, const struct device *device,
				    char *const *events, size_t count);
/* Sends one notice. */
enum ledger_verdict ledger_rig_post(struct ledger_rig *rig, const struct device *device,
				    uint64_t stream, uint64_t sequence,
				    const struct notice *notice);
/* The inbox of LEDGER_RIG_DAY, seen at this minute of this day. */
void ledger_rig_inbox(struct ledger_rig *rig, int32_t day, int minute, struct inbox *out);
