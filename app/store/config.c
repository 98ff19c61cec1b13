/* inih reads the lines; sections and line numbers, which it does not report, are followed here as it takes each line. */
#include "store/config.h"
#include "store/cohorts.h"
#include "store/config_keys.h"
#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LINE_MAX_BYTES 1024
#define REGISTER_OPEN_MAX_MIN 30 /* SI 2024/208 reg 10 */

struct reading {
	FILE *file;
	int line;
	char *problem;
	size_t problem_size;
	bool failed;
	struct config_place place;
	const struct config_key *keys; /* of the section being read; NULL: none yet */
	char title[64];                /* of the section, with its brackets */
	int title_line;
	unsigned given; /* bit n: keys[n] has come */
	bool seen[SECTION_COUNT];
	char kiosk_id[KIOSK_ID_SIZE];
};

__attribute__((format(printf, 3, 4))) static bool fail(struct reading *reading, int line,
						       const char *format, ...)
{
	va_list arguments;
	int length;

	if (reading->failed)
		return false;
	reading->failed = true;
	if (line > 0)
		length = snprintf(reading->problem, reading->problem_size,
				  "firstbell.conf line %d: ", line);
	else
		length = snprintf(reading->problem, reading->problem_size, "firstbell.conf: ");
	if (length < 0 || (size_t)length >= reading->problem_size)
		return false;
	va_start(arguments, format);
	vsnprintf(reading->problem + length, reading->problem_size - (size_t)length, format,
		  arguments);
	va_end(arguments);
	return false;
}

static bool check_bell(struct reading *reading, const struct bell *bell)
{
	int line = reading->title_line;

	if (bell->starts_min < bell->opens_min)
		return fail(reading, line, "%s starts before it opens", reading->title);
	if (bell->closes_min <= bell->starts_min)
		return fail(reading, line, "%s closes before it starts", reading->title);
	if (bell->closes_min - bell->starts_min > REGISTER_OPEN_MAX_MIN)
		return fail(reading, line,
			    "%s keeps the register open for %d minutes (starts to closes); at most "
			    "%d are allowed",
			    reading->title, bell->closes_min - bell->starts_min,
			    REGISTER_OPEN_MAX_MIN);
	if (bell->closes_min + bell->flag_after_min > 1439)
		return fail(reading, line, "%s is not over by midnight", reading->title);
	return true;
}

/* All that a section must have, once it is over. */
static bool end_section(struct reading *reading)
{
	if (!reading->keys)
		return true;
	for (size_t i = 0; reading->keys[i].name; i++) {
		if (!reading->keys[i].optional && !(reading->given & (1u << i)))
			return fail(reading, reading->title_line, "%s lacks \"%s\"; expected %s",
				    reading->title, reading->keys[i].name,
				    reading->keys[i].expected);
	}
	if (reading->keys == config_keys(SECTION_SCHOOL) && !reading->place.config->number[0])
		return fail(reading, reading->title_line, "%s lacks \"number\" (or \"urn\")",
			    reading->title);
	if (reading->keys == config_keys(SECTION_SESSION))
		return check_bell(reading, reading->place.bell);
	return true;
}

static bool begin_session(struct reading *reading, const char *name)
{
	enum part part = strcmp(name, "PM") == 0 ? PART_PM : PART_AM;
	struct bell *bell = &reading->place.config->bells[part];

	if (part == PART_AM && strcmp(name, "AM") != 0)
		return fail(reading, reading->line, "no such session: %s; expected AM or PM",
			    reading->title);
	if (bell->held)
		return fail(reading, reading->line, "%s comes twice", reading->title);
	bell->held = true;
	reading->place.bell = bell;
	return true;
}

static bool begin_authority(struct reading *reading, const char *name)
{
	struct config *config = reading->place.config;
	struct config_authority *authority = &config->authorities[config->authority_count];

	for (size_t i = 0; i < config->authority_count; i++) {
		if (strcmp(config->authorities[i].id, name) == 0)
			return fail(reading, reading->line, "%s comes twice", reading->title);
	}
	if (config->authority_count == AUTHORITIES_MAX)
		return fail(reading, reading->line, "more than %d authorities", AUTHORITIES_MAX);
	if (!*name || strpbrk(name, " \t/") ||
	    !text_copy(authority->id, sizeof authority->id, name))
		return fail(reading, reading->line,
			    "%s: expected an authority's number, at most %zu letters or digits",
			    reading->title, sizeof authority->id - 1);
	config->authority_count++;
	authority->cohorts = cohorts_always();
	reading->place.authority = authority;
	return true;
}

/* `title` is what stands between the brackets: "kiosk", "session AM", "authority 835". */
static bool begin_section(struct reading *reading, char *title)
{
	static const char *const words[SECTION_COUNT] = {"school", "kiosk", "screen", "session",
							 "authority"};
	char *name = title + strcspn(title, " \t");
	int section = 0;

	snprintf(reading->title, sizeof reading->title, "[%.60s]", title);
	reading->title_line = reading->line;
	reading->given = 0;
	if (*name)
		*name++ = '\0';
	name += strspn(name, " \t");
	while (section < SECTION_COUNT && strcmp(title, words[section]) != 0)
		section++;
	if (section == SECTION_COUNT || (section < SECTION_SESSION && *name))
		return fail(reading, reading->line,
			    "unknown section %s; expected [school], [kiosk], [screen], [session "
			    "AM], [session PM] or [authority NUMBER]",
			    reading->title);
	if (section < SECTION_SESSION && reading->seen[section])
		return fail(reading, reading->line, "%s comes twice", reading->title);
	reading->seen[section] = true;
	reading->keys = config_keys((enum config_section)section);
	if (section == SECTION_SESSION)
		return begin_session(reading, name);
	return section != SECTION_AUTHORITY || begin_authority(reading, name);
}

/* Length of the UTF-8 character that begins here (overlong forms and surrogates are let pass); 0: none does. */
static size_t utf8_length(const unsigned char *text)
{
	size_t length = text[0] < 0x80   ? 1
			: text[0] < 0xc2 ? 0
			: text[0] < 0xe0 ? 2
			: text[0] < 0xf0 ? 3
			: text[0] < 0xf5 ? 4
					 : 0;

	for (size_t i = 1; i < length; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	}
	return length;
}

static bool check_line(struct reading *reading, const char *line)
{
	const unsigned char *at = (const unsigned char *)line;

	if (strlen(line) >= LINE_MAX_BYTES - 3)
		return fail(reading, reading->line, "longer than %d bytes", LINE_MAX_BYTES - 4);
	while (*at) {
		size_t length = utf8_length(at);

		if (length == 0)
			return fail(reading, reading->line, "not UTF-8; save the file as UTF-8");
		at += length;
	}
	return true;
}

/* inih's reader: NULL ends the file, or the reading after a failure. */
static char *next_line(char *line, int size, void *context)
{
	struct reading *reading = context;
	char title[LINE_MAX_BYTES];
	const char *at;

	if (reading->failed || !fgets(line, size, reading->file))
		return NULL;
	reading->line++;
	if (!check_line(reading, line))
		return NULL;
	at = line;
	if (reading->line == 1 && strncmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	at += strspn(at, " \t");
	if (*at != '[' || !strchr(at, ']'))
		return line;
	snprintf(title, sizeof title, "%.*s", (int)strcspn(at + 1, "]"), at + 1);
	if (!end_section(reading) || !begin_section(reading, title))
		return NULL;
	return line;
}

static bool unknown_key(struct reading *reading, const char *name)
{
	char known[128] = "";
	size_t length = 0;

	for (size_t i = 0; reading->keys[i].name && length < sizeof known; i++)
		length += (size_t)snprintf(known + length, sizeof known - length, "%s%s",
					   i ? ", " : "", reading->keys[i].name);
	return fail(reading, reading->line, "%s has no key \"%.40s\"; expected one of %s",
		    reading->title, name, known);
}

/* inih's handler: 0 stops it. */
static int take_pair(void *context, const char *section, const char *name, const char *value)
{
	struct reading *reading = context;
	size_t i = 0;

	(void)section;
	if (!reading->keys)
		return fail(reading, reading->line, "\"%.40s\" stands before the first [section]",
			    name);
	while (reading->keys[i].name && strcmp(reading->keys[i].name, name) != 0)
		i++;
	if (!reading->keys[i].name)
		return unknown_key(reading, name);
	if (reading->given & (1u << i))
		return fail(reading, reading->line, "%s has \"%s\" twice", reading->title, name);
	reading->given |= 1u << i;
	if (!reading->keys[i].set(&reading->place, value))
		return fail(reading, reading->line, "%s = \"%.80s\"; expected %s", name, value,
			    reading->keys[i].expected);
	return 1;
}

/* This kiosk goes to the head of its site. */
static bool place_kiosk(struct reading *reading)
{
	struct site *site = &reading->place.config->site;

	for (size_t i = 0; i < site->count; i++) {
		if (strcmp(site->kiosks[i], reading->kiosk_id) != 0)
			continue;
		memcpy(site->kiosks[i], site->kiosks[0], KIOSK_ID_SIZE);
		memcpy(site->kiosks[0], reading->kiosk_id, KIOSK_ID_SIZE);
		return true;
	}
	return fail(reading, 0, "[kiosk] site_kiosks does not hold this kiosk's id, \"%s\"",
		    reading->kiosk_id);
}

static bool check_whole(struct reading *reading)
{
	const struct bell *bells = reading->place.config->bells;

	if (!end_section(reading))
		return false;
	if (!reading->seen[SECTION_SCHOOL] || !reading->seen[SECTION_KIOSK])
		return fail(reading, 0, "%s is missing",
			    reading->seen[SECTION_SCHOOL] ? "[kiosk]" : "[school]");
	if (!reading->seen[SECTION_SESSION])
		return fail(reading, 0, "[session AM] and [session PM] are missing");
	if (bells[PART_AM].held && bells[PART_PM].held &&
	    bells[PART_PM].opens_min < bells[PART_AM].closes_min)
		return fail(reading, 0, "[session PM] opens before [session AM] closes");
	return place_kiosk(reading);
}

static int parse(struct reading *reading)
{
	/* the library's own limit is 200 bytes, and it would cut a longer line in two without a word */
	ini_use_stack = false;
	ini_initial_alloc = LINE_MAX_BYTES;
	ini_max_line = LINE_MAX_BYTES;
	ini_allow_multiline = false;
	ini_stop_on_first_error = true;
	return ini_parse_stream(next_line, reading, take_pair, reading);
}

/* Where [screen], or a key of it, is left out. */
static const struct panel usual_panel = {
	.lamp = {.dim_after_min = 5, .off_outside_hours = true, .day_ends_min = 15 * 60 + 30}};

enum err config_load(const char *data_dir, struct config *out, char *problem, size_t problem_size)
{
	struct reading reading = {.problem = problem, .problem_size = problem_size};
	char path[PATH_SIZE];
	int bad_line;

	*out = (struct config){.afternoon = AFTERNOON_CARRIED, .panel = usual_panel};
	reading.place = (struct config_place){
		.config = out, .data_dir = data_dir, .kiosk_id = reading.kiosk_id};
	snprintf(path, sizeof path, "%s/firstbell.conf", data_dir);
	snprintf(problem, problem_size, "%s", "");
	reading.file = fopen(path, "re");
	if (!reading.file) {
		bool absent = errno == ENOENT || errno == ENOTDIR;

		snprintf(problem, problem_size, "%s: %s", path,
			 absent ? "not there; begin with firstbellctl init" : strerror(errno));
		return absent ? ERR_NOT_FOUND : ERR_BAD_CONFIG;
	}
	bad_line = parse(&reading);
	if (bad_line > 0 && !reading.failed)
		fail(&reading, bad_line, "expected [section] or key = value");
	if (bad_line < 0 || ferror(reading.file))
		fail(&reading, 0, "could not be read");
	fclose(reading.file);
	return !reading.failed && check_whole(&reading) ? OK : ERR_BAD_CONFIG;
}

const struct config_authority *config_find_authority(const struct config *config, const char *id)
{
	for (size_t i = 0; i < config->authority_count; i++) {
		if (strcmp(config->authorities[i].id, id) == 0)
			return &config->authorities[i];
	}
	return NULL;
}
