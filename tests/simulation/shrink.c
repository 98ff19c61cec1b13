#include "tests/simulation/shrink.h"

#include <stdlib.h>
#include <string.h>

#define TRIES_MAX 600

/* -- the command line --------------------------------------------------------------------------------- */

static bool take_class(const char *text, struct filter *filter)
{
	for (int i = 0; i < CLASS_COUNT; i++)
		if (strcmp(class_text((enum step_class)i), text) == 0) {
			filter->classes_out |= 1u << i;
			return true;
		}
	return false;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *left = a, *right = b;
	return (*left > *right) - (*left < *right);
}

static void sort_names(struct filter *filter)
{
	if (filter->name_count)
		qsort(filter->names, filter->name_count, sizeof(*filter->names), by_number);
}

static bool take_names(const char *text, struct filter *filter)
{
	filter->names = calloc(FILTER_NAMES_MAX, sizeof(*filter->names));
	ENSURE(filter->names);
	filter->only = true;
	while (*text && filter->name_count < FILTER_NAMES_MAX) {
		char *end = NULL;
		filter->names[filter->name_count++] = (uint32_t)strtoul(text, &end, 36);
		if (end == text)
			return false;
		text = *end == ',' ? end + 1 : end;
	}
	sort_names(filter);
	return true;
}

static bool take_pair(const char *name, const char *value, struct shrink_options *out)
{
	if (strcmp(name, "--seed") == 0)
		out->seed = strtoull(value, NULL, 10);
	else if (strcmp(name, "--years") == 0)
		out->years = strtol(value, NULL, 10);
	else if (strcmp(name, "--pupils") == 0)
		out->pupils = (int)strtol(value, NULL, 10);
	else if (strcmp(name, "--days") == 0)
		out->filter.days = (int32_t)strtol(value, NULL, 10);
	else if (strcmp(name, "--without") == 0)
		return take_class(value, &out->filter);
	else if (strcmp(name, "--quiet-until") == 0)
		out->filter.quiet_until_day = (int32_t)strtol(value, NULL, 10);
	else if (strcmp(name, "--until") == 0)
		out->filter.end_day = (int32_t)strtol(value, NULL, 10);
	else if (strcmp(name, "--only") == 0)
		return take_names(value, &out->filter);
	else
		return false;
	return true;
}

bool shrink_options(int argc, char **argv, struct shrink_options *out)
{
	*out = (struct shrink_options){.seed = 1, .years = 1};
	out->filter.end_day = INT32_MAX;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--counts") == 0)
			out->counts = true;
		else if (strcmp(argv[i], "--trace") == 0)
			out->trace = true;
		else if (strcmp(argv[i], "--first") == 0)
			out->first = true;
		else if (strcmp(argv[i], "--no-shrink") == 0)
			out->no_shrink = true;
		else if (i + 1 >= argc || !take_pair(argv[i], argv[i + 1], out))
			return false;
		else
			i++;
	}
	return true;
}

/* -- the search ------------------------------------------------------------------------------------- */

struct search {
	uint64_t seed;
	int pupils, tries;
	const char *invariant;
	struct filter filter; /* the shortest so far */
	struct outcome outcome;
};

/* Does it still fail in the same way? Then this is the shortest so far. */
static bool fails(struct search *search, const struct filter *filter)
{
	static struct counts counts;
	struct outcome outcome;
	if (++search->tries > TRIES_MAX)
		return false;
	world_run(search->seed, search->pupils, filter, NULL, &counts, &outcome, NULL, NULL);
	if (!outcome.violations || strcmp(outcome.violation.invariant, search->invariant) != 0)
		return false;
	search->outcome = outcome;
	return true;
}

static void drop_classes(struct search *search)
{
	for (int class = CLASS_COUNT - 1; class > CLASS_PLAN; class --) {
		struct filter filter = search->filter;
		filter.classes_out |= 1u << class;
		if (filter.classes_out != search->filter.classes_out && fails(search, &filter))
			search->filter = filter;
	}
}

static void drop_days(struct search *search)
{
	int32_t end = calendar_moment(search->outcome.violation.at_ms, 0, 0, TRUST_SYNCED).day;
	search->filter.end_day = end;
	for (int32_t back = 0; back < 300; back = back ? back * 2 : 1) {
		struct filter filter = search->filter;
		filter.quiet_until_day = search->outcome.violation.day - back;
		if (fails(search, &filter)) {
			search->filter = filter;
			return;
		}
	}
}

/* Keeps all but `count` names from `from` on; false: then it does not fail any more. */
static bool try_without(struct search *search, size_t from, size_t count)
{
	struct filter filter = search->filter;
	filter.name_count -= count;
	filter.names = calloc(filter.name_count + 1, sizeof(*filter.names));
	ENSURE(filter.names);
	memcpy(filter.names, search->filter.names, from * sizeof(*filter.names));
	memcpy(filter.names + from, search->filter.names + from + count,
	       (filter.name_count - from) * sizeof(*filter.names));
	bool failing = fails(search, &filter);
	uint32_t *dropped = failing ? search->filter.names : filter.names;
	if (failing)
		search->filter = filter;
	free(dropped);
	return failing;
}

/* The steps that happened, each once. */
static void name_steps(struct search *search)
{
	static struct counts counts;
	struct filter *filter = &search->filter;
	size_t count = FILTER_NAMES_MAX;
	uint32_t *names = calloc(count, sizeof(*names));
	ENSURE(names);
	struct outcome outcome;
	world_run(search->seed, search->pupils, filter, NULL, &counts, &outcome, names, &count);
	free(filter->names);
	filter->names = names;
	filter->name_count = count;
	filter->only = true;
	sort_names(filter);
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (i == 0 || names[i] != names[i - 1])
			names[kept++] = names[i];
	filter->name_count = kept;
}

/* Halves, then quarters, down to single steps. */
static void drop_steps(struct search *search)
{
	struct filter before = search->filter;
	before.names = NULL;
	before.name_count = 0;
	name_steps(search);
	if (!fails(search, &search->filter)) {
		free(search->filter.names);
		search->filter = before;
		return;
	}
	for (size_t part = search->filter.name_count / 2; part > 0; part /= 2) {
		for (size_t from = 0;
		     from < search->filter.name_count && search->tries < TRIES_MAX;) {
			size_t left = search->filter.name_count - from;
			if (!try_without(search, from, part < left ? part : left))
				from += part;
		}
	}
}

static void print_command(const struct search *search)
{
	const struct filter *filter = &search->filter;
	printf("replay: build/bin/simulate --seed %llu --pupils %d --trace",
	       (unsigned long long)search->seed, search->pupils);
	for (int class = 0; class < CLASS_COUNT; class ++)
		if (filter->classes_out >> class & 1)
			printf(" --without %s", class_text((enum step_class) class));
	if (filter->days)
		printf(" --days %d", filter->days);
	printf(" --quiet-until %d --until %d", filter->quiet_until_day, filter->end_day);
	for (size_t i = 0; i < filter->name_count; i++) {
		static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
		char text[16] = "";
		size_t at = sizeof(text) - 1;
		for (uint32_t name = filter->names[i]; name > 0; name /= 36)
			text[--at] = digits[name % 36];
		printf("%s%s", i ? "," : " --only ", text + at);
	}
	printf("\n");
}

void shrink_report(uint64_t seed, int pupils, const struct shrink_options *options,
		   const struct outcome *outcome)
{
	printf("seed %llu: %s violated: %s\n", (unsigned long long)seed,
	       outcome->violation.invariant, outcome->violation.text);
	if (options->no_shrink)
		return;
	struct search search = {.seed = seed,
				.pupils = pupils,
				.invariant = outcome->violation.invariant,
				.filter = {.end_day = INT32_MAX, .days = options->filter.days},
				.outcome = *outcome};
	search.filter.names = calloc(1, sizeof(*search.filter.names));
	drop_classes(&search);
	drop_days(&search);
	drop_classes(&search);
	drop_steps(&search);
	printf("shortest history found (%d tries):\n", search.tries);
	static struct counts counts;
	struct outcome last;
	world_run(seed, pupils, &search.filter, stdout, &counts, &last, NULL, NULL);
	print_command(&search);
	free(search.filter.names);
	fflush(stdout);
}
