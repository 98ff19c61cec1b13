/* simulate: school years with faults, and a checker after each session. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/simulation/shrink.h"

/* One school in so many has a thousand pupils. */
#define LARGE_EVERY 250
#define SMALL_PUPILS 60
#define LARGE_PUPILS 1000

struct tally {
	struct counts counts;
	uint64_t digest;
	long years, large;
	int violations;
	double small_s, large_s;
};

static double cpu_s(void)
{
	struct timespec time;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int pupils_of(uint64_t seed, int fixed)
{
	if (fixed)
		return fixed;
	struct dice dice = dice_of(seed, 6, 0);
	return dice_in(&dice, 1, LARGE_EVERY) == 1 ? LARGE_PUPILS : SMALL_PUPILS;
}

static void run_one(struct tally *tally, uint64_t seed, const struct shrink_options *options)
{
	struct filter filter = options->filter;
	struct outcome outcome;
	int pupils = pupils_of(seed, options->pupils);
	double began = cpu_s();
	world_run(seed, pupils, &filter, options->trace ? stdout : NULL, &tally->counts, &outcome,
		  NULL, NULL);
	double took = cpu_s() - began;
	bool large = pupils == LARGE_PUPILS;
	*(large ? &tally->large_s : &tally->small_s) += took;
	tally->large += large;
	tally->years++;
	tally->digest = dice_mix(tally->digest, outcome.digest);
	if (outcome.violations) {
		tally->violations++;
		shrink_report(seed, pupils, options, &outcome);
	}
}

static void print_speed(const struct tally *tally)
{
	long small = tally->years - tally->large;
	printf("%ld small school years, %.0f a CPU-minute; %ld large ones, %.0f a CPU-minute\n",
	       small, tally->small_s > 0 ? (double)small / tally->small_s * 60 : 0.0, tally->large,
	       tally->large_s > 0 ? (double)tally->large / tally->large_s * 60 : 0.0);
}

static int usage(void)
{
	fprintf(stderr,
		"usage: simulate [--seed N] [--years N] [--pupils N] [--days N] [--counts] "
		"[--trace] "
		"[--first] [--no-shrink] [--without CLASS] [--quiet-until DAY] [--until DAY] "
		"[--only NAMES]\n");
	return 2;
}

int main(int argc, char **argv)
{
	struct shrink_options options;
	if (!shrink_options(argc, argv, &options))
		return usage();
	struct tally tally = {0};
	for (long i = 0; i < options.years; i++) {
		run_one(&tally, options.seed + (uint64_t)i, &options);
		if (options.first && tally.violations)
			break;
		if (options.years > 500 && (i + 1) % 1000 == 0) {
			printf("%ld years, %d violations\n", i + 1, tally.violations);
			fflush(stdout);
		}
	}
	int none = options.counts ? counts_print(&tally.counts) : 0;
	print_speed(&tally);
	const uint64_t *of = tally.counts.of;
	printf("%ld years, %llu child-sessions, flags: %llu confirmed, %llu unverified; %d "
	       "violations; "
	       "%.1f CPU seconds; digest %016llx\n",
	       tally.years, (unsigned long long)of[COUNT_CHILD_SESSIONS],
	       (unsigned long long)of[COUNT_RAISED_CONFIRMED],
	       (unsigned long long)of[COUNT_RAISED_UNVERIFIED], tally.violations,
	       tally.small_s + tally.large_s, (unsigned long long)tally.digest);
	if (options.counts && none)
		printf("%d counts are 0\n", none);
	return tally.violations > 0;
}
