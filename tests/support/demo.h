#pragma once
/* demo: a demo school and a running virtual school for tests, in a folder that goes when they end. */
#include <sys/types.h>

#include "core/base.h"

struct demo {
	char dir[64];
	char school[80];    /* the kiosk's data folder */
	char authority[80]; /* the virtual school's */
	pid_t server;
};

/* Says on standard error what does not work. */
MUST_CHECK enum err demo_start(struct demo *demo);
/* The school alone: no virtual school, no certificates. */
MUST_CHECK enum err demo_school(struct demo *demo);
void demo_stop(struct demo *demo);

/* What the three authorities have received, all told. */
struct demo_counts {
	long events;
	long same_place;   /* a (stream, sequence) taken twice */
	long same_arrival; /* a child, session and state told twice by attendance.recorded */
	long holes;        /* sequences that are missing */
};
MUST_CHECK enum err demo_count_received(const struct demo *demo, struct demo_counts *out);
/* "P0042" is 42. */
int atoi_pupil(const char *pupil_id);
