#pragma once
/* history: the facts of some pupils and of the kiosks, from some days back until now. Whose they are, it does not ask. */
#include "day.h"

struct history {
	struct roll roll;
	int32_t from_day; /* the roll holds these days, both included */
	int32_t to_day;
};

/* Brings the facts of the kiosks and of these pupils up to now, from from_day (never before the first day in the log) on. Only
 * what can be new is read: the last days, and those of day->late; all of it with `anew`, for pupils who were not read before. */
MUST_CHECK enum err history_update(struct history *history, struct day *day, int32_t from_day,
				   const uint32_t *pupils, size_t count, bool anew);
/* Adds what today's roll has of the kiosks and of these pupils. */
MUST_CHECK enum err history_add_today(struct history *history, const struct day *day,
				      const uint32_t *pupils, size_t count);
/* The spell that ends with a session, as rules_spell; one that is longer than the history is read back further, as far as
 * the log goes. */
MUST_CHECK enum err history_spell(const struct history *history, struct day *day,
				  const struct child *child, struct session session,
				  int32_t told_from_day, struct spell *out);
void history_release(struct history *history);
