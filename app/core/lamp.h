#pragma once
/* lamp: how bright the screen is: full while somebody may be there, then dim, and dark outside school hours. Knows
 * touches, cards and the time, and nothing of who came. */
#include "core/rules.h"

enum lamp_level { LAMP_FULL, LAMP_DIM, LAMP_OFF };

/* formats: [screen]. */
struct lamp_rule {
	int16_t dim_after_min; /* minutes without a touch or a card; 0: never */
	bool off_outside_hours;
	int16_t day_ends_min; /* school-local minute at which the school day is over */
};
/* School hours begin so long before the first session opens, and end so long after the school day. */
#define LAMP_MARGIN_MIN 30
/* A screen that never dims stays on for so long where a touch woke it outside school hours. */
#define LAMP_AWAKE_MIN 5

struct lamp {
	struct lamp_rule rule;
	enum lamp_level level;
	int64_t seen_mono_ms; /* the last touch or card, or when school hours began */
	bool in_hours;
	bool unseen; /* the finger that is down came down on a dark screen */
};

void lamp_init(struct lamp *lamp, const struct lamp_rule *rule, int64_t mono_ms);
/* Is it a school day with a session (weekends and planned closures are none), and the time within its hours? */
bool lamp_hours(const struct school *school, int16_t day_ends_min, const struct moment *now);
/* Somebody is there: a card, a key. The screen is full. True: it was dark, and nobody saw what was on it. */
bool lamp_wake(struct lamp *lamp, int64_t mono_ms);
/* The same for a finger that comes down, moves or lifts. True: it counts; a finger that came down on a dark screen only
 * wakes it, until it has lifted. */
bool lamp_finger(struct lamp *lamp, int64_t mono_ms, bool down);
/* Time has passed; `in_hours`: by lamp_hours(), or true while the time of day is not known. */
void lamp_step(struct lamp *lamp, int64_t mono_ms, bool in_hours);
/* Monotonic time at which lamp_step is next of use while school hours neither begin nor end; INT64_MAX: never. */
int64_t lamp_deadline(const struct lamp *lamp);
