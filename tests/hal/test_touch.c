/* A touch as KMSDRM gives it, of no window, from SDL's queue through the real screen to the control under it, however the panel is
 * mounted: the whole kiosk in this process, on SDL's dummy driver. */
#include "app.h"
#include "firmware/devices.h"
#include "tests/support/demo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WIDTH 1280
#define HEIGHT 720

static struct demo demo;
static struct devices devices;
static struct app *app;
static Uint32 clock_ms;

/* A second [screen] would be refused, so each set-up begins with the file as the demo school has it. */
static void set_up_screen(const char *keys)
{
	char command[512];

	snprintf(command, sizeof command,
		 "cd %s && { [ -f plain ] || cp firstbell.conf plain; } && { cat plain; printf "
		 "'[screen]\\n%s\\n'; } >firstbell.conf",
		 demo.school, keys);
	assert_int_equal(system(command), 0);
}

static void open_kiosk(const char *keys)
{
	set_up_screen(keys);
	devices = (struct devices){.backlight.brightness = -1, .clock.always_synced = true};
	devices_use(&devices);
	assert_true(screen_open(&devices.screen, WIDTH, HEIGHT, 8.26F));
	assert_int_equal(app_open(&app, demo.school), OK);
	(void)app_step(app);
}

static void close_kiosk(void)
{
	app_close(app);
	screen_close(&devices.screen);
}

/* A part of the panel's width and height, as evdev reports it, raw and unturned. */
static void finger(Uint32 type, SDL_FingerID id, int x_px, int y_px)
{
	SDL_Event event = {.tfinger = {.type = type,
				       .timestamp = clock_ms += 20,
				       .touchId = 1,
				       .fingerId = id,
				       .x = ((float)x_px + 0.5F) / WIDTH,
				       .y = ((float)y_px + 0.5F) / HEIGHT,
				       .windowID = 0}};

	assert_int_equal(SDL_PeepEvents(&event, 1, SDL_ADDEVENT, 0, 0), 1);
}

static void take_touches(void)
{
	assert_true(screen_pump(&devices.screen));
	(void)app_step(app);
}

static bool shows(const char *words)
{
	return strstr(app_screen_text(app), words) != NULL;
}

static void tap_control(const char *label)
{
	int x, y;

	if (!app_control(app, label, &x, &y))
		fail_msg("there is no \"%s\": %s", label, app_screen_text(app));
	finger(SDL_FINGERDOWN, 1, x, y);
	finger(SDL_FINGERUP, 1, x, y);
	take_touches();
}

static void a_touch_of_no_window_reaches_the_control(void **state)
{
	(void)state;
	open_kiosk("");
	tap_control("No card?");
	assert_true(shows("Which year?"));
	tap_control("Home");
	assert_true(shows("Tap your card"));
	close_kiosk();
}

static void on_a_turned_panel_it_reaches_it_too(void **state)
{
	static const char *const turns[] = {"rotate = 90", "rotate = 180", "rotate = 270"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(turns); i++) {
		open_kiosk(turns[i]);
		/* On its side the screen is laid out upright, with the picture above. */
		assert_int_equal(shows("0,0 720x1280"), i != 1);
		tap_control("No card?");
		if (!shows("Which year?"))
			fail_msg("%s", turns[i]);
		close_kiosk();
	}
}

/* app_control turns a point one way and the kiosk turns it back, so a finger is put here where a person would: upright, "Back"
 * stands at the picture's lower left, and nothing at its upper right. */
static void raw_pixels_are_turned_not_the_label_alone(void **state)
{
	static const struct {
		const char *keys;
		int x, y; /* of the panel, in "Back" */
	} rows[] = {{"rotate = 90", 80, 100}, {"rotate = 270", 1200, 620}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		open_kiosk(rows[i].keys);
		tap_control("No card?");
		finger(SDL_FINGERDOWN, 1, WIDTH - rows[i].x, HEIGHT - rows[i].y);
		finger(SDL_FINGERUP, 1, WIDTH - rows[i].x, HEIGHT - rows[i].y);
		take_touches();
		assert_true(shows("Which year?"));
		finger(SDL_FINGERDOWN, 1, rows[i].x, rows[i].y);
		finger(SDL_FINGERUP, 1, rows[i].x, rows[i].y);
		take_touches();
		if (!shows("Tap your card"))
			fail_msg("%s: %s", rows[i].keys, app_screen_text(app));
		close_kiosk();
	}
}

static void a_second_finger_does_nothing(void **state)
{
	int x, y;

	(void)state;
	open_kiosk("");
	assert_true(app_control(app, "No card?", &x, &y));
	finger(SDL_FINGERDOWN, 1, 10, 10);
	finger(SDL_FINGERDOWN, 2, x, y);
	finger(SDL_FINGERUP, 2, x, y);
	finger(SDL_FINGERUP, 1, 10, 10);
	take_touches();
	assert_true(shows("Tap your card"));
	close_kiosk();
}

static int set_up(void **state)
{
	(void)state;
	setenv("SDL_VIDEODRIVER", "dummy", 1);
	return demo_school(&demo) == OK ? 0 : 1;
}

static int tear_down(void **state)
{
	(void)state;
	demo_stop(&demo);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_touch_of_no_window_reaches_the_control),
		cmocka_unit_test(on_a_turned_panel_it_reaches_it_too),
		cmocka_unit_test(raw_pixels_are_turned_not_the_label_alone),
		cmocka_unit_test(a_second_finger_does_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
