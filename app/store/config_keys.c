#include "store/config_keys.h"
#include "store/cohorts.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool set_text(char *out, size_t size, const char *value)
{
	return *value && text_copy(out, size, value);
}

/* An identifier that stands in URNs, file names and logs as it is. */
static bool set_id(char *out, size_t size, const char *value, size_t length)
{
	if (length == 0 || length >= size)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!isalnum((unsigned char)value[i]) && !strchr("-_.", value[i]))
			return false;
	}
	memcpy(out, value, length);
	out[length] = '\0';
	return true;
}

/* `pattern`: '9' stands for a digit, all else for itself. */
static bool matches(const char *value, const char *pattern)
{
	for (; *value && *pattern; value++, pattern++) {
		if (*pattern == '9' ? !isdigit((unsigned char)*value) : *value != *pattern)
			return false;
	}
	return *value == *pattern;
}

/* Sets *out to which of the two words it is. */
static bool one_of(const char *value, const char *first, const char *second, bool *is_second)
{
	*is_second = strcmp(value, second) == 0;
	return *is_second || strcmp(value, first) == 0;
}

static bool set_minutes(const char *value, int16_t most, int16_t *out)
{
	int minutes = 0;

	if (!matches(value, "9") && !matches(value, "99") && !matches(value, "999"))
		return false;
	for (; *value; value++)
		minutes = minutes * 10 + (*value - '0');
	*out = (int16_t)minutes;
	return minutes <= most;
}

static bool school_name(const struct config_place *place, const char *value)
{
	return set_text(place->config->school_name, sizeof place->config->school_name, value);
}

static bool school_number(const struct config_place *place, const char *value)
{
	return matches(value, "999/9999") &&
	       set_text(place->config->number, sizeof place->config->number, value);
}

/* Where both are given, in whichever order, the DfE number is kept. */
static bool school_urn(const struct config_place *place, const char *value)
{
	if (!matches(value, "999999"))
		return false;
	return place->config->number[0] ||
	       set_text(place->config->number, sizeof place->config->number, value);
}

static bool school_nation(const struct config_place *place, const char *value)
{
	bool wales, good = one_of(value, "england", "wales", &wales);

	place->config->nation = wales ? NATION_WALES : NATION_ENGLAND;
	return good;
}

/* Both nations' schools keep the one time that core/calendar computes. */
static bool school_timezone(const struct config_place *place, const char *value)
{
	(void)place;
	return strcmp(value, "Europe/London") == 0;
}

static bool school_language(const struct config_place *place, const char *value)
{
	bool welsh, good = one_of(value, "en", "cy", &welsh);

	place->config->language = welsh ? LANGUAGE_CY : LANGUAGE_EN;
	return good;
}

static bool school_afternoon(const struct config_place *place, const char *value)
{
	bool tap, good = one_of(value, "carried", "tap", &tap);

	place->config->afternoon = tap ? AFTERNOON_TAP : AFTERNOON_CARRIED;
	return good;
}

static bool kiosk_id(const struct config_place *place, const char *value)
{
	return set_id(place->kiosk_id, KIOSK_ID_SIZE, value, strlen(value));
}

static bool site_has(const struct site *site, const char *kiosk)
{
	for (size_t i = 0; i < site->count; i++) {
		if (strcmp(site->kiosks[i], kiosk) == 0)
			return true;
	}
	return false;
}

static bool kiosk_site(const struct config_place *place, const char *value)
{
	struct site *site = &place->config->site;
	char kiosk[KIOSK_ID_SIZE];

	for (;;) {
		size_t length;

		value += strspn(value, " \t");
		length = strcspn(value, ", \t");
		if (site->count == SITE_KIOSKS_MAX || !set_id(kiosk, sizeof kiosk, value, length) ||
		    site_has(site, kiosk))
			return false;
		memcpy(site->kiosks[site->count++], kiosk, sizeof kiosk);
		value += length;
		value += strspn(value, " \t");
		if (*value == '\0')
			return true;
		if (*value++ != ',')
			return false;
	}
}

static bool kiosk_reader(const struct config_place *place, const char *value)
{
	return (strcmp(value, "libnfc") == 0 ||
		(strncmp(value, "libnfc:", 7) == 0 && value[7] != '\0') ||
		strcmp(value, "pcsc") == 0 || strcmp(value, "none") == 0) &&
	       set_text(place->config->reader, sizeof place->config->reader, value);
}

/* Degrees clockwise. */
static bool screen_rotate(const struct config_place *place, const char *value)
{
	static const char *const degrees[TURN_COUNT] = {"0", "90", "180", "270"};

	for (int turn = 0; turn < TURN_COUNT; turn++) {
		if (strcmp(value, degrees[turn]) != 0)
			continue;
		place->config->panel.turn = (enum turn)turn;
		return true;
	}
	return false;
}

static bool screen_theme(const struct config_place *place, const char *value)
{
	bool contrast, good = one_of(value, "normal", "contrast", &contrast);

	place->config->panel.theme = contrast ? THEME_CONTRAST : THEME_NORMAL;
	return good;
}

static bool screen_calm(const struct config_place *place, const char *value)
{
	return one_of(value, "no", "yes", &place->config->panel.calm);
}

static bool screen_dim_after(const struct config_place *place, const char *value)
{
	return set_minutes(value, 60, &place->config->panel.lamp.dim_after_min);
}

static bool screen_off(const struct config_place *place, const char *value)
{
	return one_of(value, "no", "yes", &place->config->panel.lamp.off_outside_hours);
}

static bool screen_day_ends(const struct config_place *place, const char *value)
{
	return calendar_parse_minute(value, &place->config->panel.lamp.day_ends_min);
}

/* It stands in a command line: what begins with - would be an option. */
static bool screen_printer(const struct config_place *place, const char *value)
{
	char *out = place->config->printer;

	if (*value == '\0')
		return true;
	return *value != '-' && set_id(out, sizeof place->config->printer, value, strlen(value));
}

static bool session_opens(const struct config_place *place, const char *value)
{
	return calendar_parse_minute(value, &place->bell->opens_min);
}

static bool session_starts(const struct config_place *place, const char *value)
{
	return calendar_parse_minute(value, &place->bell->starts_min);
}

static bool session_closes(const struct config_place *place, const char *value)
{
	return calendar_parse_minute(value, &place->bell->closes_min);
}

static bool session_flag_after(const struct config_place *place, const char *value)
{
	return set_minutes(value, 120, &place->bell->flag_after_min);
}

static bool authority_name(const struct config_place *place, const char *value)
{
	return set_text(place->authority->name, sizeof place->authority->name, value);
}

static bool authority_url(const struct config_place *place, const char *value)
{
	if (strncmp(value, "https://", 8) != 0 || strpbrk(value, " \t\"<>"))
		return false;
	if (!isalnum((unsigned char)value[8]) && value[8] != '[')
		return false;
	return set_text(place->authority->url, sizeof place->authority->url, value);
}

/* As people write it: +44 (0)1305 221-000. */
static bool authority_telephone(const struct config_place *place, const char *value)
{
	return strspn(value, "0123456789 +()-") == strlen(value) && strpbrk(value, "0123456789") &&
	       set_text(place->authority->telephone, sizeof place->authority->telephone, value);
}

static bool set_path(const struct config_place *place, char out[PATH_SIZE], const char *value)
{
	int length = snprintf(out, PATH_SIZE, "%s%s%s", *value == '/' ? "" : place->data_dir,
			      *value == '/' ? "" : "/", value);

	return *value && length > 0 && length < PATH_SIZE;
}

static bool authority_ca(const struct config_place *place, const char *value)
{
	return set_path(place, place->authority->ca, value);
}

static bool authority_cert(const struct config_place *place, const char *value)
{
	return set_path(place, place->authority->cert, value);
}

static bool authority_key(const struct config_place *place, const char *value)
{
	return set_path(place, place->authority->key, value);
}

static bool authority_explained(const struct config_place *place, const char *value)
{
	return one_of(value, "no", "yes", &place->authority->explained_too);
}

static bool authority_cohorts(const struct config_place *place, const char *value)
{
	return cohorts_parse(value, &place->authority->cohorts);
}

#define MINUTE "a time of day such as 08:50"
static const struct config_key school_keys[] = {
	{"name", false, school_name, "the school's name, at most 199 bytes"},
	{"number", true, school_number, "the DfE number as 838/4123"},
	{"urn", true, school_urn, "six digits"},
	{"nation", false, school_nation, "england or wales"},
	{"timezone", false, school_timezone, "Europe/London, the only one there is"},
	{"language", false, school_language, "en or cy"},
	{"afternoon", true, school_afternoon, "carried or tap"},
	{NULL, false, NULL, NULL}};
static const struct config_key kiosk_keys[] = {
	{"id", false, kiosk_id, "letters, digits, - _ . and at most 31 of them"},
	{"site_kiosks", false, kiosk_site, "every kiosk of the site once, by comma, at most 8"},
	{"reader", false, kiosk_reader, "libnfc, libnfc:<connection string>, pcsc or none"},
	{NULL, false, NULL, NULL}};
static const struct config_key screen_keys[] = {
	{"rotate", true, screen_rotate, "0, 90, 180 or 270 degrees clockwise"},
	{"theme", true, screen_theme, "normal or contrast"},
	{"calm", true, screen_calm, "yes or no"},
	{"dim_after_min", true, screen_dim_after, "minutes, 1 to 60, or 0 for never"},
	{"off_outside_hours", true, screen_off, "yes or no"},
	{"day_ends", true, screen_day_ends, "a time of day such as 15:30"},
	{"printer", true, screen_printer,
	 "default, or a printer's name: letters, digits, - _ . and at most 63 of them, no - first"},
	{NULL, false, NULL, NULL}};
static const struct config_key session_keys[] = {
	{"opens", false, session_opens, MINUTE},
	{"starts", false, session_starts, MINUTE},
	{"closes", false, session_closes, MINUTE},
	{"flag_after_min", false, session_flag_after, "minutes, 0 to 120"},
	{NULL, false, NULL, NULL}};
static const struct config_key authority_keys[] = {
	{"name", false, authority_name, "the virtual school's name, at most 119 bytes"},
	{"url", false, authority_url, "an address that begins https://"},
	{"ca", false, authority_ca, "a file name"},
	{"cert", false, authority_cert, "a file name"},
	{"key", false, authority_key, "a file name"},
	{"telephone", true, authority_telephone, "digits, spaces, + ( ) - and at most 39 of them"},
	{"explained_too", true, authority_explained, "yes or no"},
	{"cohorts", true, authority_cohorts, COHORTS_EXPECTED},
	{NULL, false, NULL, NULL}};

const struct config_key *config_keys(enum config_section section)
{
	static const struct config_key *const tables[SECTION_COUNT] = {
		[SECTION_SCHOOL] = school_keys,       [SECTION_KIOSK] = kiosk_keys,
		[SECTION_SCREEN] = screen_keys,       [SECTION_SESSION] = session_keys,
		[SECTION_AUTHORITY] = authority_keys,
	};
	return tables[section];
}
