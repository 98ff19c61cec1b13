#include "firmware/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char options_help[] =
	"Usage: firstbell --data DIR [OPTION]...\n"
	"Welcomes pupils at the door, and tells each authority which of its children did not "
	"come.\n"
	"\n"
	"  --data DIR        the kiosk's data folder, made by \"firstbellctl --data DIR init\"\n"
	"  --reader READER   none, libnfc or libnfc:CONNECTION, such as\n"
	"                    libnfc:pn532_uart:/dev/ttyAMA0 (else as firstbell.conf says)\n"
	"  --fullscreen      the whole screen (as it is without --window)\n"
	"  --window WxH      a window of that many pixels\n"
	"  --px-per-mm N     pixels in a millimetre of this screen (else as the display says)\n"
	"  --trust-clock     believe the clock although the kernel says it is not synced\n"
	"  --help, --version\n"
	"\n"
	"SIGTERM and SIGINT close it cleanly. FIRSTBELL_READER names another firstbell-reader.\n"
	"Exit status: 0 closed, 1 could not start, 2 wrong use.\n";

static bool parse_window(const char *text, struct options *out)
{
	char rest;

	return sscanf(text, "%5dx%5d%c", &out->width_px, &out->height_px, &rest) == 2 &&
	       out->width_px >= 240 && out->height_px >= 240 && out->width_px <= 8192 &&
	       out->height_px <= 8192;
}

static bool parse_density(const char *text, struct options *out)
{
	char *rest;

	out->px_per_mm = strtof(text, &rest);
	return rest != text && *rest == '\0' && out->px_per_mm >= 1 && out->px_per_mm <= 40;
}

enum option_code { DATA = 1000, READER, FULLSCREEN, WINDOW, PX_PER_MM, TRUST_CLOCK, HELP, VERSION };

static const struct option known[] = {
	{"data", required_argument, NULL, DATA},
	{"reader", required_argument, NULL, READER},
	{"fullscreen", no_argument, NULL, FULLSCREEN},
	{"window", required_argument, NULL, WINDOW},
	{"px-per-mm", required_argument, NULL, PX_PER_MM},
	{"trust-clock", no_argument, NULL, TRUST_CLOCK},
	{"help", no_argument, NULL, HELP},
	{"version", no_argument, NULL, VERSION},
	{0},
};

/* NULL: taken; else what was expected. */
static const char *take(int option, struct options *out)
{
	switch (option) {
	case DATA: out->data_dir = optarg; return NULL;
	case READER: out->reader = optarg; return NULL;
	case FULLSCREEN: out->width_px = out->height_px = 0; return NULL;
	case WINDOW:
		return parse_window(optarg, out) ? NULL : "--window takes a size such as 1280x800";
	case PX_PER_MM:
		return parse_density(optarg, out) ? NULL
						  : "--px-per-mm takes a number from 1 to 40";
	case TRUST_CLOCK: out->trust_clock = true; return NULL;
	case HELP: out->help = true; return NULL;
	case VERSION: out->version = true; return NULL;
	default: return "there is no such option, or it lacks its value";
	}
}

bool options_parse(int argc, char **argv, struct options *out, char *problem, size_t problem_size)
{
	const char *expected = NULL;
	int option;

	*out = (struct options){0};
	opterr = 0;
	optind = 0;
	while (!expected && (option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		const char *text = argv[optind - 1];
		expected = take(option, out);
		if (expected)
			snprintf(problem, problem_size, "%s: %s", text, expected);
	}
	if (expected)
		return false;
	if (out->help || out->version)
		return true;
	if (optind < argc)
		snprintf(problem, problem_size, "%s: not an option", argv[optind]);
	else if (!out->data_dir)
		snprintf(problem, problem_size, "--data DIR is needed");
	else
		return true;
	return false;
}

enum err options_reader(const char *setting, const char **connection)
{
	*connection = NULL;
	if (strcmp(setting, "none") == 0)
		return OK;
	if (strcmp(setting, "pcsc") == 0)
		return ERR_UNSUPPORTED;
	if (strcmp(setting, "libnfc") == 0)
		*connection = setting + strlen("libnfc");
	else if (strncmp(setting, "libnfc:", 7) == 0 && setting[7])
		*connection = setting + 7;
	return *connection ? OK : ERR_BAD_CONFIG;
}
