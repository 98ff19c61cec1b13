#include "tools/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double measure_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void samples_add(struct samples *samples, double value)
{
	if (samples->count == SAMPLES_MAX)
		return;
	samples->values[samples->count++] = value;
	samples->sorted = false;
}

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

double samples_at(struct samples *samples, double share)
{
	if (samples->count == 0)
		return 0;
	if (!samples->sorted)
		qsort(samples->values, samples->count, sizeof samples->values[0], by_size);
	samples->sorted = true;
	return samples->values[(size_t)((double)(samples->count - 1) * share)];
}

void measure_print(const struct measurement *measurement)
{
	const char *against = measurement->against == AGAINST_PEER ? "peer" : "limit";
	double ratio = measurement->other > 0 ? measurement->value / measurement->other : 0;
	const char *holds = ratio <= measurement->aim ? "true" : "false";

	printf("{\"name\": \"%s\", \"value\": %.4g, \"unit\": \"%s\", \"%s\": %.4g, "
	       "\"against\": \"%s\", \"ratio\": %.3f, ",
	       measurement->name, measurement->value, measurement->unit, against,
	       measurement->other, measurement->words, ratio);
	if (measurement->aim > 0)
		printf("\"aim\": %.4g, \"holds\": %s}\n", measurement->aim, holds);
	else
		printf("\"aim\": null, \"holds\": null}\n");
	fflush(stdout);
	fprintf(stderr, "%-52s %9.4g %-6s %8.2f x %s (%.4g %s)", measurement->name,
		measurement->value, measurement->unit, ratio, measurement->words,
		measurement->other, measurement->unit);
	if (measurement->aim > 0)
		fprintf(stderr, ", aim %.4g: %s", measurement->aim,
			ratio <= measurement->aim ? "holds" : "MISSED");
	fputc('\n', stderr);
}
