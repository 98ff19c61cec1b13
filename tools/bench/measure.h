#pragma once
/* measure: times, their middle and their tail, and a measurement told to people and to bench.json. */
#include <stdbool.h>
#include <stddef.h>

/* CLOCK_MONOTONIC, the same in every process of the machine. */
double measure_now_ms(void);

#define SAMPLES_MAX 4096
struct samples {
	double values[SAMPLES_MAX];
	size_t count;
	bool sorted;
};
/* Of more than SAMPLES_MAX the rest is left out. */
void samples_add(struct samples *samples, double value);
/* The value that a share (0 to 1) of them do not exceed; sorts them. 0: there are none. */
double samples_at(struct samples *samples, double share);

/* What is measured, and what it is held against: a limit that is named, or a peer measured in the same run. */
enum against { AGAINST_LIMIT, AGAINST_PEER };
struct measurement {
	const char *name;
	double value;
	const char *unit;
	enum against against;
	double other;      /* the limit's or the peer's value, in the same unit */
	const char *words; /* which limit, which peer */
	double aim;        /* the ratio value / other holds up to this; 0: no aim was set */
};
/* A line of JSON to standard output, a sentence to standard error. */
void measure_print(const struct measurement *measurement);
