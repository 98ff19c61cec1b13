#include "core/usual.h"

#define USUAL_AT_LEAST 3

size_t usual_arrivals(const struct roll *roll, struct session session)
{
	int64_t seen[USUAL_WEEKS];
	size_t count = 0;
	for (int week = 1; week <= USUAL_WEEKS; week++) {
		struct session then = {session.day - 7 * week, session.part};
		const struct roll_fact *closed = roll_closed(roll, then);
		if (!closed || closed->number <= 0)
			continue;
		size_t at = count++;
		for (; at > 0 && seen[at - 1] > closed->number; at--)
			seen[at] = seen[at - 1];
		seen[at] = closed->number;
	}
	return count < USUAL_AT_LEAST ? 0 : (size_t)seen[count / 2];
}
