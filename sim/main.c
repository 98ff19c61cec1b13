/* firstbell-sim: the kiosk at a desk, in a window, or in virtual time from a scenario. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/desk.h"
#include "sim/player.h"
#include "sim/world.h"

#define EXIT_FAILED 1
#define EXIT_BAD_INPUT 2

static const char help[] =
	"firstbell-sim: the Firstbell kiosk at a desk, without hardware.\n"
	"\n"
	"  firstbell-sim --data DIR [--reader libnfc:CONNECTION|chip]\n"
	"      in a window: the kiosk's screen, and a desk with cards, clock and switches\n"
	"      --reader libnfc:CONNECTION  cards on a real reader, by libnfc's connection string\n"
	"      --reader chip               a PN532 of ours on a pseudo-terminal, read as a real "
	"one is\n"
	"  firstbell-sim --data DIR --scenario FILE [--trace FILE] [--screens FOLDER] [--seed N] "
	"[--tell]\n"
	"      the same app, no window, virtual time; DIR is read, never written\n"
	"\n"
	"  --trace FILE       what happened, JSON Lines\n"
	"  --screens FOLDER   a picture of each new screen\n"
	"  --seed N           for ids and jitter; else made from the scenario\n"
	"  --tell             says on standard output, step by step, what was seen and sent\n"
	"  --screen WxH@P     the panel: pixels, and pixels per millimetre (1280x720@8.26)\n"
	"\n"
	"Exit: 0 ran to its end and every expectation held, 1 one failed, 2 bad input.\n";

struct arguments {
	const char *data, *scenario, *trace, *screens, *reader;
	const char *seed;
	bool tell;
};

static bool parse_screen(const char *text)
{
	char *end = NULL;
	long width = strtol(text, &end, 10);
	long height = *end == 'x' ? strtol(end + 1, &end, 10) : 0;
	float px_per_mm = *end == '@' ? strtof(end + 1, &end) : 0;
	if (*end || width < 320 || width > 4096 || height < 320 || height > 4096 || px_per_mm < 2 ||
	    px_per_mm > 40)
		return false;
	world.screen = (struct hal_screen){(int)width, (int)height, px_per_mm};
	return true;
}

static bool take_option(int option, const char *value, struct arguments *arguments)
{
	switch (option) {
	case 'd': arguments->data = value; return true;
	case 's': arguments->scenario = value; return true;
	case 't': arguments->trace = value; return true;
	case 'p': arguments->screens = value; return true;
	case 'r': arguments->reader = value; return true;
	case 'n': arguments->seed = value; return true;
	case 'l': arguments->tell = true; return true;
	case 'w':
		if (parse_screen(value))
			return true;
		fprintf(stderr, "--screen: expected WxH@P, like 1280x720@8.26\n");
		return false;
	default: return false;
	}
}

static bool parse_arguments(int argc, char **argv, struct arguments *arguments)
{
	static const struct option options[] = {
		{"data", required_argument, NULL, 'd'},  {"scenario", required_argument, NULL, 's'},
		{"trace", required_argument, NULL, 't'}, {"screens", required_argument, NULL, 'p'},
		{"seed", required_argument, NULL, 'n'},  {"reader", required_argument, NULL, 'r'},
		{"tell", no_argument, NULL, 'l'},        {"screen", required_argument, NULL, 'w'},
		{"help", no_argument, NULL, 'h'},        {0},
	};
	int option;
	while ((option = getopt_long(argc, argv, "", options, NULL)) >= 0) {
		if (option == 'h') {
			fputs(help, stdout);
			exit(0);
		}
		if (!take_option(option, optarg, arguments))
			return false;
	}
	if (optind < argc) {
		fprintf(stderr, "%s: not understood\n", argv[optind]);
		return false;
	}
	if (!arguments->data)
		fprintf(stderr, "--data DIR is needed\n");
	return arguments->data;
}

static bool parse_seed(const char *text, uint64_t *seed)
{
	char *end = NULL;
	errno = 0;
	*seed = strtoull(text, &end, 10);
	if (*text && !*end && !errno)
		return true;
	fprintf(stderr, "--seed: expected a number\n");
	return false;
}

static int play(const struct arguments *arguments)
{
	struct script script;
	char problem[600];
	if (script_load(arguments->scenario, &script, problem, sizeof(problem))) {
		fprintf(stderr, "%s\n", problem);
		return EXIT_BAD_INPUT;
	}
	struct player_options options = {
		.data_dir = arguments->data,
		.screens = arguments->screens,
		.tell = arguments->tell ? stdout : NULL,
		.seed = script.hash,
	};
	int status = EXIT_BAD_INPUT;
	if (arguments->seed && !parse_seed(arguments->seed, &options.seed))
		goto out;
	if (arguments->trace && !(options.trace = fopen(arguments->trace, "w"))) {
		fprintf(stderr, "%s: cannot be written: %s\n", arguments->trace, strerror(errno));
		goto out;
	}
	if (options.screens && mkdir(options.screens, 0755) && errno != EEXIST) {
		fprintf(stderr, "%s: cannot be made: %s\n", options.screens, strerror(errno));
		goto out;
	}
	enum err err = player_play(&script, arguments->scenario, &options);
	status = err == OK ? 0 : err == ERR_REFUSED ? EXIT_FAILED : EXIT_BAD_INPUT;
	if (options.trace && fclose(options.trace)) {
		fprintf(stderr, "%s: cannot be written: %s\n", arguments->trace, strerror(errno));
		status = EXIT_BAD_INPUT;
	}
out:
	script_release(&script);
	return status;
}

int main(int argc, char **argv)
{
	world.screen = (struct hal_screen){1280, 720, 8.26f};
	struct arguments arguments = {0};
	if (!parse_arguments(argc, argv, &arguments)) {
		fprintf(stderr, "firstbell-sim --help tells what it takes\n");
		return EXIT_BAD_INPUT;
	}
	if (arguments.scenario)
		return play(&arguments);
	return desk_run(arguments.data, arguments.reader) ? EXIT_FAILED : 0;
}
