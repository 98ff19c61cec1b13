#pragma once
/* samples: one notice of every kind, for the tests of wire. A header alone, so that each test is one program. */
#include "wire/wire.h"

#include <string.h>

#define SAMPLE_FLAG "2c5ea4c0-4067-5fe9-8bad-9b1deb4d3b7d"
#define SAMPLE_CLOSE_MS 1789374000000 /* 2026-09-14T09:20:00+01:00 */

enum sample {
	SAMPLE_ATTENDANCE,
	SAMPLE_RAISED,
	SAMPLE_RAISED_CONFIRMED,
	SAMPLE_UPDATED,
	SAMPLE_WITHDRAWN,
	SAMPLE_CLOSED,
	SAMPLE_CLOSED_EMPTY,
	SAMPLE_SUSPENSION,
	SAMPLE_QUARANTINED,
	SAMPLE_COUNT
};

static const struct wire_envelope sample_envelope = {
	.id = "019a2b3c-4d5e-7f60-8123-456789abcdef",
	.kiosk = "front-door",
	.time_utc_ms = 1789374600250,
	.stream = 0xdeadbeef,
	.sequence = 7,
	.trust = TRUST_HOLDOVER,
};

#define SAMPLE_DAY 20710 /* 2026-09-14 */
#define SAMPLE_SESSION .session = {SAMPLE_DAY, PART_AM}
#define SAMPLE_WHO .authority = "835", .child = "CH-19", SAMPLE_SESSION
#define SAMPLE_AT(ms, min)                                                                         \
	.has_at = true, .at = {.utc_ms = (ms),                                                     \
			       .day = SAMPLE_DAY,                                                  \
			       .minute = (min),                                                    \
			       .offset_min = 60,                                                   \
			       .trust = TRUST_HOLDOVER}

static const struct notice_child sample_lines[] = {
	{"CH-19", STATE_UNEXPLAINED, {"N"}},
	{"CH-20", STATE_PRESENT, {"/"}},
	{"CH-21", STATE_UNKNOWN, {""}},
};
static const struct coverage sample_coverage = {
	.kiosks = {{"front-door", SAMPLE_CLOSE_MS, true, 0, false},
		   {"side-gate", 0, false, BECAUSE_KIOSK_NOT_HEARD, false}},
	.count = 2,
	.complete = false,
	.because = BECAUSE_KIOSK_NOT_HEARD,
};

static const struct notice sample_notices[SAMPLE_COUNT] = {
	[SAMPLE_ATTENDANCE] = {.kind = NOTICE_ATTENDANCE,
			       SAMPLE_WHO,
			       .state = STATE_LATE,
			       .code = {"L"},
			       SAMPLE_AT(1789372510400, 535)},
	[SAMPLE_RAISED] = {.kind = NOTICE_FLAG_RAISED,
			   SAMPLE_WHO,
			   .flag = SAMPLE_FLAG,
			   .day = 3,
			   .certainty = CERTAINTY_UNVERIFIED,
			   .because = BECAUSE_READER_FAULT | BECAUSE_CLOCK_UNTRUSTED,
			   .office = OFFICE_SAYS_ABSENT,
			   .code = {"N"},
			   .roster_version = 42},
	[SAMPLE_RAISED_CONFIRMED] = {.kind = NOTICE_FLAG_RAISED,
				     SAMPLE_WHO,
				     .flag = SAMPLE_FLAG,
				     .first_day = true,
				     .day = 1,
				     .because = BECAUSE_KIOSK_DOWN,
				     .code = {"N"},
				     .roster_version = 42},
	[SAMPLE_UPDATED] = {.kind = NOTICE_FLAG_UPDATED,
			    SAMPLE_WHO,
			    .flag = SAMPLE_FLAG,
			    .code = {"I"},
			    .by_role = "attendance officer"},
	[SAMPLE_WITHDRAWN] = {.kind = NOTICE_FLAG_WITHDRAWN,
			      SAMPLE_WHO,
			      .flag = SAMPLE_FLAG,
			      .withdrawal = WITHDRAWAL_ARRIVED_LATE,
			      .code = {"U"},
			      SAMPLE_AT(1789377120000, 612)},
	[SAMPLE_CLOSED] = {.kind = NOTICE_SESSION_CLOSED,
			   .authority = "835",
			   SAMPLE_SESSION,
			   SAMPLE_AT(SAMPLE_CLOSE_MS, 560),
			   .roster_version = 42,
			   .children = sample_lines,
			   .child_count = 3,
			   .expected = 3,
			   .present = 1,
			   .absent = 1,
			   .unknown = 1,
			   .coverage = &sample_coverage,
			   .reader_activity = ACTIVITY_NORMAL},
	[SAMPLE_CLOSED_EMPTY] = {.kind = NOTICE_SESSION_CLOSED,
				 .authority = "835",
				 .session = {SAMPLE_DAY, PART_PM},
				 SAMPLE_AT(1789388700000, 805)},
	[SAMPLE_SUSPENSION] = {.kind = NOTICE_SUSPENSION, SAMPLE_WHO, .code = {"E"}},
	[SAMPLE_QUARANTINED] = {.kind = NOTICE_QUARANTINED,
				.authority = "835",
				.refused_sequence = 810,
				.problem = "schema"},
};
