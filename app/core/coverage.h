#pragma once
/* coverage: does every kiosk of the site vouch for the whole arrival window? (P2) */
#include "core/calendar.h"
#include "core/roll.h"

/* Why an absence cannot be vouched for (protocol: because); bits of a set. */
#define BECAUSE_LIST(X)                                                                            \
	X(BECAUSE_READER_FAULT, 1, "reader_fault")                                                 \
	X(BECAUSE_KIOSK_DOWN, 2, "kiosk_down")                                                     \
	X(BECAUSE_KIOSK_NOT_HEARD, 4, "kiosk_not_heard")                                           \
	X(BECAUSE_CLOCK_UNTRUSTED, 8, "clock_untrusted")                                           \
	X(BECAUSE_IMPLAUSIBLE, 16, "implausible")                                                  \
	X(BECAUSE_ROSTER_STALE, 32, "roster_stale")
#define BECAUSE_ENUM(name, bit, text) name = bit,
enum because { BECAUSE_LIST(BECAUSE_ENUM) BECAUSE_NOTHING = 0 };
#undef BECAUSE_ENUM
#define BECAUSE_KINDS 6
/* The text of one bit; NULL for none. */
const char *because_text(unsigned bit);
/* 0: no such word. */
unsigned because_parse(const char *text);

/* More than this much of the window unvouched for, all told, leaves it incomplete. */
#define COVERAGE_GAP_MS 120000
/* A kiosk writes a heartbeat this often between opening and close. */
#define HEARTBEAT_MS 60000

struct coverage_kiosk {
	char kiosk[KIOSK_ID_SIZE];
	int64_t through_utc_ms; /* last time it vouched, at most the close; 0: not at all that day */
	bool complete;
	unsigned because; /* nothing when complete */
	bool not_in_use; /* its door: it need not vouch, is complete without, and authorities are not told of it (core/door.h) */
};
struct coverage {
	struct coverage_kiosk kiosks[SITE_KIOSKS_MAX];
	size_t count;
	bool complete;
	unsigned because; /* union over the kiosks */
};

struct site {
	char kiosks[SITE_KIOSKS_MAX][KIOSK_ID_SIZE]; /* kiosks[0] is this one */
	size_t count;
};

/* Coverage of a session's window, from `opens` to the end of the minute of `closes`, from the kiosk facts of its day in the roll. A
 * stretch is vouched for when the facts at both its ends are of a kiosk that is up, its reader well (a sick one until it is
 * said to be well, a lost one until it is back or the kiosk starts) and its clock trusted (synced or holdover), and they are at
 * most COVERAGE_GAP_MS apart; so a heartbeat is due before opening and after the close too. Silence is kiosk_down, but as
 * far as a step of the clock has jumped over it. Another kiosk is not heard when it has no facts, or none from after the
 * window: what it saw last may not have come yet, however short the time. `because` names each cause that is too much by
 * itself, or all of them where only their sum is. A kiosk whose door was not in use through all of the window (door_shut) need not
 * vouch. Where that is so of every kiosk of the site nobody watched, and that is kiosk_down of each. */
void coverage_of(const struct roll *roll, const struct calendar *calendar, const struct site *site,
		 struct session session, struct coverage *out);
/* Of an afternoon that carries the morning on: who came in the morning does not tap again, so the morning's window must be
 * vouched for as well, and nothing may have gone wrong between the two (there are no heartbeats there: silence is well, a
 * start is not). Where no register was `taken` in the morning some come all the same, and all the time from its opening is such a
 * time between. Of a door that was not in use all that time nothing is asked, unless no door of the site was. Adds that to the
 * coverage of the afternoon of a day. */
void coverage_add_morning(const struct roll *roll, const struct calendar *calendar,
			  const struct site *site, int32_t day, bool taken,
			  struct coverage *afternoon);
