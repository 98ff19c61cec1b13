#pragma once
/* staffroom_forms: the forms of the school, as staff look for them. */
#include "day.h"

/* Each form that pupils of today are in, once: by the youngest year group in it, then by name in the order of the school's language;
 * "" stands for those in none, at the end. The names are the roster's; `names` is freed with free(), also when there are none.
 * ERR_NO_MEMORY: an empty list. */
struct staffroom_forms {
	const char **names;
	size_t count;
};
MUST_CHECK enum err staffroom_forms(const struct day *day, struct staffroom_forms *out);
