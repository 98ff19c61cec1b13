#include "firmware/backlight.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of a hundred: a clock can still be read, and the panel no longer lights the hall. */
#define DIM_PERCENT 20

static int read_most(const char *lamp)
{
	char path[PATH_MAX];
	int most = 0;

	snprintf(path, sizeof path, "%s/max_brightness", lamp);
	FILE *file = fopen(path, "re");
	if (file && fscanf(file, "%9d", &most) != 1)
		most = 0;
	if (file)
		fclose(file);
	return most;
}

static bool open_lamp(struct backlight *backlight, const char *lamp)
{
	char path[PATH_MAX], line[160];

	backlight->most = read_most(lamp);
	if (backlight->most <= 0)
		return false;
	snprintf(path, sizeof path, "%s/brightness", lamp);
	backlight->brightness = open(path, O_WRONLY | O_CLOEXEC);
	if (backlight->brightness >= 0)
		return true;
	snprintf(line, sizeof line, "backlight: it may not be set: %s", strerror(errno));
	hal_log(HAL_WARNING, line);
	return false;
}

void backlight_open(struct backlight *backlight, const char *folder)
{
	char pattern[PATH_MAX];
	glob_t lamps = {0};
	bool found = false;

	*backlight = (struct backlight){.brightness = -1};
	snprintf(pattern, sizeof pattern, "%s/*", folder);
	if (glob(pattern, 0, NULL, &lamps) == 0)
		for (size_t i = 0; i < lamps.gl_pathc && !found; i++)
			found = open_lamp(backlight, lamps.gl_pathv[i]);
	globfree(&lamps);
	if (found)
		backlight_set(backlight, HAL_LIGHT_FULL);
}

void backlight_close(struct backlight *backlight)
{
	if (backlight->brightness < 0)
		return;
	backlight_set(backlight, HAL_LIGHT_FULL);
	close(backlight->brightness);
	backlight->brightness = -1;
}

static int value_of(const struct backlight *backlight, enum hal_light light)
{
	int dim = backlight->most * DIM_PERCENT / 100;

	switch (light) {
	case HAL_LIGHT_OFF: return 0;
	case HAL_LIGHT_DIM: return dim > 0 ? dim : 1;
	default: return backlight->most;
	}
}

void backlight_set(struct backlight *backlight, enum hal_light light)
{
	char text[16];
	int length = snprintf(text, sizeof text, "%d\n", value_of(backlight, light));

	if (backlight->brightness >= 0 &&
	    pwrite(backlight->brightness, text, (size_t)length, 0) == length)
		return;
	if (!backlight->missed)
		hal_log(HAL_NOTICE,
			"backlight: none that can be set, a dark screen is a black one");
	backlight->missed = true;
}
