#include "tests/support/hands_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/flow.h"

#define NAMES_MAX 2048

static char *names[NAMES_MAX];
static size_t name_count;

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

void hands_learn_names(const struct app *app)
{
	struct app_pupil pupil;

	hands_forget_names();
	for (size_t i = 0; app_pupil(app, i, &pupil); i++) {
		char *rest = pupil.name;

		for (char *part; (part = strsep(&rest, " ")) != NULL;) {
			/* "ap" is no name by itself. */
			if (strlen(part) < 3)
				continue;
			ENSURE(name_count < NAMES_MAX);
			names[name_count++] = strdup(part);
		}
	}
	ENSURE(name_count > 100);
}

void hands_forget_names(void)
{
	while (name_count > 0)
		free(names[--name_count]);
}

const char *hands_name(void)
{
	return names[0];
}

static bool names_somebody(const char *text)
{
	for (size_t i = 0; i < name_count; i++) {
		const char *at = strstr(text, names[i]);

		if (at && (at == text || !is_letter(at[-1])) && !is_letter(at[strlen(names[i])]))
			return true;
	}
	return false;
}

static bool shows(const char *text, enum screen screen)
{
	char begin[64];

	(void)snprintf(begin, sizeof(begin), "screen \"%s\"", screen_text(screen));
	return strncmp(text, begin, strlen(begin)) == 0;
}

/* Pupils' screens are given up after 30 s and 20 s of "Still there?"; staff mode ends 60 s after the last touch, whatever cards do. */
#define PUPILS_QUIET_MS 51000
#define STAFF_QUIET_MS 61000
#define STAFF_NAMED_MS 51000

static bool is_staff(const char *text)
{
	for (int screen = SCREEN_PIN; screen < SCREEN_COUNT; screen++)
		if (shows(text, (enum screen)screen))
			return true;
	return false;
}

const char *hands_broken(const struct hands_sight *sight)
{
	bool idle = shows(sight->text, SCREEN_IDLE);
	bool out_of_order = shows(sight->text, SCREEN_OUT_OF_ORDER);
	bool staff = is_staff(sight->text);

	if (sight->early)
		return "no tick is shown before its event is in the log";
	if (out_of_order && !sight->disk_bad)
		return "the kiosk is out of order only while the disk is bad";
	if (sight->aloud && names_somebody(sight->aloud))
		return "a name is said to headphones only";
	if (idle && names_somebody(sight->text))
		return "no name stands on the idle screen";
	if (staff && sight->untouched_ms >= STAFF_NAMED_MS && names_somebody(sight->text))
		return "staff mode hides names fifty seconds after the last touch";
	if (staff && sight->untouched_ms >= STAFF_QUIET_MS)
		return "staff mode ends a minute after the last touch";
	if (!idle && !out_of_order && !staff && sight->quiet_ms >= PUPILS_QUIET_MS)
		return "left alone, every screen gives way to the idle one";
	return NULL;
}
