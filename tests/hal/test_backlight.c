/* The panel's lamp, on a folder that looks like the kernel's. */
#include "firmware/backlight.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];
static int lines;
static char last[200];

void hal_log(enum hal_level level, const char *line)
{
	(void)level;
	lines++;
	snprintf(last, sizeof last, "%s", line);
}

static void path_of(const char *lamp, const char *name, char out[200])
{
	snprintf(out, 200, "%s/%s%s%s", folder, lamp, *name ? "/" : "", name);
}

static void write_file(const char *lamp, const char *name, const char *text)
{
	char path[200];

	path_of(lamp, name, path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void add_lamp(const char *lamp, const char *most, const char *brightness)
{
	char path[200];

	path_of(lamp, "", path);
	assert_int_equal(mkdir(path, 0700), 0);
	write_file(lamp, "max_brightness", most);
	write_file(lamp, "brightness", brightness);
}

/* The first line: the kernel takes each write as a value of its own, a plain file keeps the rest of a longer one. */
static int brightness(const char *lamp)
{
	char path[200];
	int value = -1;

	path_of(lamp, "brightness", path);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%d", &value), 1);
	fclose(file);
	return value;
}

static int set_up(void **state)
{
	(void)state;
	lines = 0;
	snprintf(folder, sizeof folder, "/tmp/firstbell-backlight-XXXXXX");
	return mkdtemp(folder) ? 0 : 1;
}

static int tear_down(void **state)
{
	char command[100];

	(void)state;
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

static const struct {
	const char *sentence, *most;
	int full, dim;
} lamps[] = {
	{"a lamp of 255 steps is dimmed to a fifth", "255\n", 255, 51},
	{"one of 31 too", "31\n", 31, 6},
	{"one of four steps is never dimmed to nothing", "4\n", 4, 1},
	{"one that is on or off stays on", "1\n", 1, 1},
};

static void each_light_has_a_brightness(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lamps); i++) {
		struct backlight backlight;
		char name[16];

		snprintf(name, sizeof name, "lamp%zu", i);
		add_lamp(name, lamps[i].most, "0\n");
		backlight_open(&backlight, folder);
		if (brightness(name) != lamps[i].full)
			fail_msg("%s: %d", lamps[i].sentence, brightness(name));
		backlight_set(&backlight, HAL_LIGHT_DIM);
		if (brightness(name) != lamps[i].dim)
			fail_msg("%s: %d", lamps[i].sentence, brightness(name));
		backlight_set(&backlight, HAL_LIGHT_OFF);
		assert_int_equal(brightness(name), 0);
		backlight_set(&backlight, HAL_LIGHT_FULL);
		assert_int_equal(brightness(name), lamps[i].full);
		backlight_close(&backlight);
		char path[200];
		path_of(name, "max_brightness", path);
		unlink(path); /* what has no scale is no lamp: the next one's turn */
	}
	assert_int_equal(lines, 0);
}

static void it_is_left_full(void **state)
{
	struct backlight backlight;

	(void)state;
	add_lamp("10-0045", "31\n", "3\n");
	backlight_open(&backlight, folder);
	backlight_set(&backlight, HAL_LIGHT_OFF);
	backlight_close(&backlight);
	assert_int_equal(brightness("10-0045"), 31);
	backlight_close(&backlight);
}

static void the_first_by_name_is_the_panels(void **state)
{
	struct backlight backlight;

	(void)state;
	add_lamp("b", "100\n", "9\n");
	add_lamp("a", "100\n", "9\n");
	backlight_open(&backlight, folder);
	backlight_set(&backlight, HAL_LIGHT_DIM);
	assert_int_equal(brightness("a"), 20);
	assert_int_equal(brightness("b"), 9);
	backlight_close(&backlight);
}

static void expect_missed_once(void)
{
	struct backlight backlight;

	backlight_open(&backlight, folder);
	assert_int_equal(lines, 0);
	backlight_set(&backlight, HAL_LIGHT_DIM);
	assert_int_equal(lines, 1);
	assert_non_null(strstr(last, "backlight: none that can be set"));
	backlight_set(&backlight, HAL_LIGHT_OFF);
	backlight_set(&backlight, HAL_LIGHT_FULL);
	assert_int_equal(lines, 1);
	backlight_close(&backlight);
}

static void without_one_it_is_said_once_when_it_is_missed(void **state)
{
	(void)state;
	expect_missed_once();
}

static void a_scale_that_is_none_is_no_lamp(void **state)
{
	(void)state;
	add_lamp("a", "bright\n", "9\n");
	add_lamp("b", "0\n", "9\n");
	add_lamp("c", "-5\n", "9\n");
	expect_missed_once();
	assert_int_equal(brightness("a"), 9);
}

static void a_lamp_without_its_file_is_named(void **state)
{
	struct backlight backlight;
	char path[200];

	(void)state;
	add_lamp("a", "100\n", "9\n");
	path_of("a", "brightness", path);
	unlink(path);
	backlight_open(&backlight, folder);
	assert_int_equal(lines, 1);
	assert_non_null(strstr(last, "backlight: it may not be set: No such file"));
	backlight_close(&backlight);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(each_light_has_a_brightness),
		IN_FOLDER(it_is_left_full),
		IN_FOLDER(the_first_by_name_is_the_panels),
		IN_FOLDER(without_one_it_is_said_once_when_it_is_missed),
		IN_FOLDER(a_scale_that_is_none_is_no_lamp),
		IN_FOLDER(a_lamp_without_its_file_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
