#pragma once
/* counts: what happened in the simulated years, to show that the world is as rich as it claims. */
#include "core/notice.h"
#include "tests/simulation/step.h"

#define COUNT_LIST(X)                                                                              \
	X(COUNT_CHILD_SESSIONS, "child-sessions checked")                                          \
	X(COUNT_STATEMENTS, "statements")                                                          \
	X(COUNT_STATEMENTS_INCOMPLETE, "statements that were not complete")                        \
	X(COUNT_STATEMENTS_LATE, "statements of days gone by")                                     \
	X(COUNT_RAISED_CONFIRMED, "flags raised, confirmed")                                       \
	X(COUNT_RAISED_UNVERIFIED, "flags raised, unverified")                                     \
	X(COUNT_UPDATED, "flags updated")                                                          \
	X(COUNT_HEALED, "flags confirmed by an update")                                            \
	X(COUNT_SETTLED, "flags that said N and then O")                                           \
	X(COUNT_RAISED_AGAIN, "flags raised again after they were withdrawn")                      \
	X(COUNT_FIRST_DAY, "first-day flags")                                                      \
	X(COUNT_NOT_RETURNED, "first-day flags after a break: not returned")                       \
	X(COUNT_CONTINUING, "continuing flags")                                                    \
	X(COUNT_LONG_SPELL, "flags of spells longer than the history at hand")                     \
	X(COUNT_OFFICE_LOOKED, "flags that the office had looked at")                              \
	X(COUNT_LATE_CLAIM, "late arrivals after the flag (U)")                                    \
	X(COUNT_NO_ROLL, "flags for a child on no roll")                                           \
	X(COUNT_SUSPENSIONS, "suspensions told")                                                   \
	X(COUNT_CHANGED_AUTHORITY, "children who came to another authority")                       \
	X(COUNT_MISLED, "flags confirmed because staff said of a door what was not so")            \
	X(COUNT_WITHOUT_DOOR, "flags confirmed without a kiosk whose door was not in use")         \
	X(COUNT_SPELLS_CHECKED, "spells checked")                                                  \
	X(COUNT_SETTLED_CHECKED, "words checked when all had healed")                              \
	X(COUNT_TICKED, "arrivals ticked")                                                         \
	X(COUNT_REFUSED, "taps that could not be recorded")                                        \
	X(COUNT_TOUCHED, "arrivals by touch while the reader was lost")                            \
	X(COUNT_NO_KIOSK, "children who found no kiosk on")                                        \
	X(COUNT_TWO_DOORS, "children at two doors")                                                \
	X(COUNT_LATE_EVIDENCE, "events that another kiosk heard after its close")                  \
	X(COUNT_EXCHANGED, "events exchanged")                                                     \
	X(COUNT_EXCHANGED_AGAIN, "events exchanged again")                                         \
	X(COUNT_TORN_AT_TAP, "power cuts within seconds of a tap")                                 \
	X(COUNT_LOST_BY_RESTORE, "arrivals lost with a restore, and set aside")                    \
	X(COUNT_CLOCK_UNSET, "starts with the clock unset")                                        \
	X(COUNT_FORWARD, "clock steps forwards")                                                   \
	X(COUNT_BACK, "clock steps back")                                                          \
	X(COUNT_DST, "days of a clock change within a week of school")                             \
	X(COUNT_IMPORTS, "imports")                                                                \
	X(COUNT_PACKETS, "batches sent")                                                           \
	X(COUNT_PACKETS_LOST, "batches lost")                                                      \
	X(COUNT_REPLIES_LOST, "replies lost after the commit")                                     \
	X(COUNT_PACKETS_AGAIN, "batches that came again later")                                    \
	X(COUNT_REFUSALS, "answers of 503")                                                        \
	X(COUNT_FILTERED, "answers of a web filter")                                               \
	X(COUNT_CONFLICTS, "sequence conflicts")                                                   \
	X(COUNT_NEW_STREAMS, "new streams")                                                        \
	X(COUNT_FAILED_COMMITS, "writes and commits that failed")
#define COUNT_ENUM(name, text) name,
enum count { COUNT_LIST(COUNT_ENUM) COUNT_COUNT };
#undef COUNT_ENUM
const char *count_text(enum count count);

struct counts {
	uint64_t of[COUNT_COUNT];
	uint64_t steps[STEP_KIND_COUNT];
	uint64_t states[STATE_COUNT];
	uint64_t withdrawals[6];
	uint64_t because[BECAUSE_KINDS];
};
void counts_add(struct counts *to, const struct counts *from);
/* One line each; returns how many are 0. */
int counts_print(const struct counts *counts);
