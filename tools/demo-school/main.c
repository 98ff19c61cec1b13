/* demo-school: an invented school, the same for the same seed, as the files its office would export. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/calendar.h"
#include "files.h"

static const char help[] =
	"demo-school --seed N --out DIR [options]\n"
	"\n"
	"Writes roster.csv, care.csv, cards.csv, closures.csv, expectations.csv and firstbell.conf "
	"of an invented school\n"
	"into DIR (made when missing). The same seed and options give the same files, byte for "
	"byte.\n"
	"\n"
	"  --first-day YYYY-MM-DD  of the school with Firstbell; a weekday (2026-09-14)\n"
	"  --pupils N              60 to 3000 (300)\n"
	"  --looked-after N        0 to half the pupils (8)\n"
	"  --url URL               of the virtual schools (https://127.0.0.1:8443)\n"
	"  --names DIR             the name lists (assets/demo)\n";

struct arguments {
	struct demo_options options;
	const char *seed, *out, *names, *first_day, *pupils, *looked_after;
};

/* The argument that follows `--name`; NULL: no such option. */
static const char **option_of(struct arguments *arguments, const char *text)
{
	const struct {
		const char *name;
		const char **value;
	} options[] = {
		{"--seed", &arguments->seed},      {"--out", &arguments->out},
		{"--names", &arguments->names},    {"--first-day", &arguments->first_day},
		{"--pupils", &arguments->pupils},  {"--looked-after", &arguments->looked_after},
		{"--url", &arguments->options.url}};
	for (size_t i = 0; i < COUNT_OF(options); i++)
		if (strcmp(options[i].name, text) == 0)
			return options[i].value;
	return NULL;
}

static bool read_number(const char *text, uint64_t low, uint64_t high, uint64_t *out)
{
	char *end;
	errno = 0;
	*out = strtoull(text, &end, 10);
	return text[0] >= '0' && text[0] <= '9' && !*end && !errno && *out >= low && *out <= high;
}

/* NULL: all is well; else the words of what is not. */
static const char *check(struct arguments *arguments)
{
	struct demo_options *options = &arguments->options;
	uint64_t pupils, looked_after;
	if (!arguments->seed || !read_number(arguments->seed, 0, UINT64_MAX, &options->seed))
		return "--seed must be a number";
	if (!arguments->out)
		return "--out must be a folder";
	if (!calendar_parse_day(arguments->first_day, &options->first_day) ||
	    calendar_weekday(options->first_day) > 4)
		return "--first-day must be a weekday such as 2026-09-14";
	if (!read_number(arguments->pupils, 60, 3000, &pupils))
		return "--pupils must be 60 to 3000";
	if (!read_number(arguments->looked_after, 0, pupils / 2, &looked_after))
		return "--looked-after must be a number, at most half the pupils";
	if (strpbrk(options->url, " ;\n\r"))
		return "--url must be an address";
	options->pupils = (int)pupils;
	options->looked_after = (int)looked_after;
	return NULL;
}

static int make(const struct arguments *arguments)
{
	char problem[1200] = "";
	struct demo demo = {0};
	struct names *names = calloc(1, sizeof(*names));
	enum err err = names ? names_load(names, arguments->names, problem, sizeof(problem))
			     : ERR_NO_MEMORY;
	if (err == OK)
		err = demo_init(&demo, &arguments->options, names);
	if (err == OK && mkdir(arguments->out, 0777) != 0 && errno != EEXIST) {
		snprintf(problem, sizeof(problem), "%s: %s", arguments->out, strerror(errno));
		err = ERR_IO;
	}
	if (err == OK)
		err = files_write(&demo, arguments->out, problem, sizeof(problem));
	if (err != OK)
		fprintf(stderr, "demo-school: %s\n", problem[0] ? problem : err_text(err));
	demo_release(&demo);
	free(names);
	return err == OK ? 0 : 1;
}

int main(int count, char **texts)
{
	struct arguments arguments = {.options = {.url = "https://127.0.0.1:8443"},
				      .names = "assets/demo",
				      .first_day = "2026-09-14",
				      .pupils = "300",
				      .looked_after = "8"};
	for (int i = 1; i < count; i += 2) {
		const char **value = option_of(&arguments, texts[i]);
		if (strcmp(texts[i], "--help") == 0) {
			fputs(help, stdout);
			return 0;
		}
		if (!value || i + 1 == count) {
			fprintf(stderr, "demo-school: %s: %s\n", texts[i],
				value ? "a value must follow" : "no such option");
			return 2;
		}
		*value = texts[i + 1];
	}
	const char *problem = check(&arguments);
	if (problem) {
		fprintf(stderr, "demo-school: %s (--help says more)\n", problem);
		return 2;
	}
	return make(&arguments);
}
