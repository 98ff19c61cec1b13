#pragma once
/* demo: the invented school, whole in memory: who is in it, who looks after whom. assets/demo/README.md says what is the
 * same for every seed. */
#include "names.h"

struct demo_options {
	uint64_t seed;
	int32_t first_day;
	int pupils;       /* 60 to 3000 */
	int looked_after; /* 0 to half the pupils */
	const char *url;
};
struct demo_pupil {
	int number; /* 1, 2, 3 ... */
	char upn[14];
	char legal_forename[NAME_SIZE], legal_surname[NAME_SIZE];
	char preferred_forename[NAME_SIZE], preferred_surname[NAME_SIZE];
	char language[4];
	int year_group;
	char form_letter;
	const char *authority; /* NULL: not looked after */
	int32_t care_from;
};
struct demo {
	struct demo_options options;
	struct demo_pupil *pupils;
};
/* The year in which the school year of a day began. */
int demo_school_year(int32_t day);
MUST_CHECK enum err demo_init(struct demo *demo, const struct demo_options *options,
			      const struct names *names);
void demo_release(struct demo *demo);
