#include "firmware/reader/steady.h"

bool steady_step(struct steady *steady, const struct card *read)
{
	if (!read) {
		*steady = (struct steady){0};
		return false;
	}
	bool equal = steady->last.length > 0 && card_equal(&steady->last, read);
	steady->last = *read;
	steady->seen = equal;
	return equal;
}

bool steady_waits(const struct steady *steady)
{
	return steady->last.length > 0 && !steady->seen;
}
