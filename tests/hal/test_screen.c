/* The panel and the fingers on it, on SDL's dummy driver; and what wakes the loop. */
#include "firmware/screen.h"
#include "firmware/touch_watch.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

void hal_log(enum hal_level level, const char *line)
{
	print_message("# <%d>%s\n", (int)level, line);
}

static struct screen screen;

static int set_up(void **state)
{
	(void)state;
	return screen_open(&screen, 800, 480, 5.0F) ? 0 : 1;
}

static int tear_down(void **state)
{
	(void)state;
	screen_close(&screen);
	return 0;
}

static SDL_TouchID panel = 1;

/* A finger as KMSDRM reports it: of no window. */
static void finger(Uint32 type, SDL_FingerID id, float x, float y, Uint32 ms)
{
	SDL_Event event = {.tfinger = {.type = type,
				       .timestamp = ms,
				       .touchId = panel,
				       .fingerId = id,
				       .x = x,
				       .y = y,
				       .windowID = 0}};

	/* SDL_PushEvent would put its own time on it. */
	assert_int_equal(SDL_PeepEvents(&event, 1, SDL_ADDEVENT, 0, 0), 1);
}

/* What hal_touch would tell, a word a touch: "down 10,20". */
static const char *told(void)
{
	static const char *const words[] = {"down", "move", "up"};
	static char text[512];
	struct hal_touch touch;
	size_t used = 0;

	text[0] = '\0';
	screen_pump(&screen);
	while (screen_touch(&screen, &touch) && used < sizeof text)
		used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %d,%d",
					 used ? "; " : "", words[touch.finger], touch.x_px,
					 touch.y_px);
	return text;
}

static void the_first_finger_is_told_and_no_other(void **state)
{
	(void)state;
	finger(SDL_FINGERDOWN, 7, 0.5F, 0.5F, 100);
	finger(SDL_FINGERDOWN, 8, 0.1F, 0.1F, 120);
	finger(SDL_FINGERMOTION, 8, 0.2F, 0.2F, 130);
	finger(SDL_FINGERUP, 8, 0.2F, 0.2F, 140);
	finger(SDL_FINGERUP, 7, 0.5F, 0.25F, 150);
	assert_string_equal(told(), "down 400,240; up 400,120");
	finger(SDL_FINGERDOWN, 8, 0.1F, 0.1F, 200);
	assert_string_equal(told(), "down 80,48");
}

/* Each panel, and the mouse, counts its fingers from 0. */
static void a_finger_on_another_panel_is_another_finger(void **state)
{
	(void)state;
	finger(SDL_FINGERDOWN, 0, 0.5F, 0.5F, 100);
	panel = 2;
	finger(SDL_FINGERDOWN, 0, 0.1F, 0.1F, 120);
	finger(SDL_FINGERMOTION, 0, 0.2F, 0.2F, 130);
	finger(SDL_FINGERUP, 0, 0.2F, 0.2F, 140);
	panel = 1;
	finger(SDL_FINGERUP, 0, 0.5F, 0.25F, 150);
	assert_string_equal(told(), "down 400,240; up 400,120");
}

static void the_edge_is_on_the_screen(void **state)
{
	(void)state;
	finger(SDL_FINGERDOWN, 7, 1.0F, 1.0F, 100);
	finger(SDL_FINGERUP, 7, -0.1F, 1.5F, 150);
	assert_string_equal(told(), "down 799,479; up 0,479");
}

static void a_long_slide_does_not_crowd_out_the_lift(void **state)
{
	(void)state;
	finger(SDL_FINGERDOWN, 7, 0.0F, 0.0F, 100);
	for (int i = 0; i < 500; i++)
		finger(SDL_FINGERMOTION, 7, 0.5F, 0.5F, 100);
	finger(SDL_FINGERUP, 7, 0.5F, 0.5F, 150);
	assert_string_equal(told(), "down 0,0; move 400,240; up 400,240");
}

/* A panel pulled out under a finger never tells of its lift. */
static void a_finger_that_never_lifts_does_not_lock_the_screen(void **state)
{
	(void)state;
	finger(SDL_FINGERDOWN, 7, 0.0F, 0.0F, 100);
	finger(SDL_FINGERDOWN, 9, 0.5F, 0.5F, 20000);
	finger(SDL_FINGERUP, 9, 0.5F, 0.5F, 20050);
	assert_string_equal(told(), "down 0,0; down 400,240; up 400,240");
}

static void a_storm_of_touches_is_bounded(void **state)
{
	struct hal_touch touch;
	int count = 0;

	(void)state;
	for (int i = 0; i < 300; i++) {
		finger(SDL_FINGERDOWN, 7, 0.0F, 0.0F, 100);
		finger(SDL_FINGERUP, 7, 0.0F, 0.0F, 100);
	}
	assert_true(screen_pump(&screen));
	while (screen_touch(&screen, &touch))
		count++;
	assert_int_equal(count, SCREEN_TOUCHES);
	assert_false(screen_pump(&screen));
}

static void a_mouse_is_a_finger_and_a_finger_no_mouse(void **state)
{
	(void)state;
	assert_string_equal(SDL_GetHint(SDL_HINT_MOUSE_TOUCH_EVENTS), "1");
	assert_string_equal(SDL_GetHint(SDL_HINT_TOUCH_MOUSE_EVENTS), "0");
}

/* A frame with rows longer than the screen, of a colour a pixel. */
static void the_frame_is_shown_pixel_by_pixel(void **state)
{
	enum { PITCH = 832 };
	uint32_t *frame = calloc(PITCH * 480, sizeof *frame);

	(void)state;
	assert_non_null(frame);
	for (uint32_t i = 0; i < PITCH * 480; i++)
		frame[i] = 0xff000000 | (i * 2654435761U >> 8);
	screen_present(&screen, frame, PITCH * 4);
	SDL_Surface *shown = SDL_GetWindowSurface(screen.window);
	SDL_Surface *plain = SDL_ConvertSurfaceFormat(shown, SDL_PIXELFORMAT_ARGB8888, 0);
	assert_non_null(plain);
	for (int y = 0; y < 480; y++)
		for (int x = 0; x < 800; x++) {
			uint32_t pixel =
				((uint32_t *)((uint8_t *)plain->pixels + y * plain->pitch))[x];
			assert_int_equal(pixel & 0xffffff, frame[y * PITCH + x] & 0xffffff);
		}
	SDL_FreeSurface(plain);
	free(frame);
}

static void a_black_screen_shows_nothing_until_the_next_frame(void **state)
{
	uint32_t *frame = malloc((size_t)800 * 480 * sizeof *frame);

	(void)state;
	assert_non_null(frame);
	memset(frame, 0xff, (size_t)800 * 480 * sizeof *frame);
	for (int i = 0; i < 3; i++) {
		if (i == 1)
			screen_black(&screen);
		else
			screen_present(&screen, frame, 800 * 4);
		SDL_Surface *shown = SDL_GetWindowSurface(screen.window);
		Uint32 wanted = i == 1 ? SDL_MapRGB(shown->format, 0, 0, 0)
				       : SDL_MapRGB(shown->format, 255, 255, 255);
		for (int y = 0; y < 480; y += 13)
			for (int x = 0; x < 800; x++) {
				const uint8_t *row = (uint8_t *)shown->pixels + y * shown->pitch;
				assert_int_equal(((const uint32_t *)row)[x], wanted);
			}
	}
	free(frame);
}

static void the_size_is_what_was_asked_for(void **state)
{
	(void)state;
	assert_int_equal(screen.size.width_px, 800);
	assert_int_equal(screen.size.height_px, 480);
	assert_true(screen.size.px_per_mm == 5.0F);
}

static void nothing_wakes_the_loop_on_the_dummy_driver(void **state)
{
	(void)state;
	assert_int_equal(screen.wake_fd, -1);
	assert_int_equal(screen.look_ms, 0);
	assert_false(screen_pump(&screen));
}

static void a_closed_window_ends_the_loop(void **state)
{
	SDL_Event event = {.type = SDL_QUIT};

	(void)state;
	assert_int_equal(SDL_PushEvent(&event), 1);
	screen_pump(&screen);
	assert_true(screen.closed);
}

static void a_panel_plugged_in_wakes_the_loop_once(void **state)
{
	char folder[] = "/tmp/firstbell-input-XXXXXX", path[64];
	struct pollfd fds[TOUCH_DEVICES_MAX + 1];
	struct touch_watch watch;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/event0", folder);
	touch_watch_open(&watch, folder, touch_watch_hands);
	size_t count = touch_watch_fds(&watch, fds);
	assert_int_equal(count, 1);
	assert_int_equal(poll(fds, count, 0), 0);
	close(open(path, O_CREAT | O_WRONLY, 0600));
	assert_int_equal(poll(fds, count, 0), 1);
	touch_watch_step(&watch);
	assert_int_equal(poll(fds, count, 0), 0);
	assert_int_equal(watch.count, 0); /* a plain file points at nothing */
	touch_watch_close(&watch);
	unlink(path);
	rmdir(folder);
}

/* /dev/input comes with the first device. */
static void the_first_device_of_all_wakes_the_loop(void **state)
{
	char folder[] = "/tmp/firstbell-dev-XXXXXX", input[64], path[72];
	struct pollfd fds[TOUCH_DEVICES_MAX + 1];
	struct touch_watch watch;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(input, sizeof input, "%s/input", folder);
	snprintf(path, sizeof path, "%s/event0", input);
	touch_watch_open(&watch, input, touch_watch_hands);
	for (int unplugged = 0; unplugged < 2; unplugged++) {
		size_t count = touch_watch_fds(&watch, fds);
		assert_int_equal(poll(fds, count, 0), 0);
		assert_int_equal(mkdir(input, 0700), 0);
		assert_int_equal(poll(fds, count, 0), 1);
		touch_watch_step(&watch);
		assert_int_equal(poll(fds, count, 0), 0);
		close(open(path, O_CREAT | O_WRONLY, 0600));
		assert_int_equal(poll(fds, count, 0), 1);
		unlink(path);
		rmdir(input);
		touch_watch_step(&watch);
		touch_watch_step(&watch); /* the kernel's last word on the folder may come behind */
	}
	touch_watch_close(&watch);
	rmdir(folder);
}

static void without_input_devices_there_is_nothing_to_watch(void **state)
{
	struct pollfd fds[TOUCH_DEVICES_MAX + 1];
	struct touch_watch watch;

	(void)state;
	touch_watch_open(&watch, "/nonexistent", touch_watch_hands);
	size_t count = touch_watch_fds(&watch, fds);
	assert_int_equal(poll(fds, count, 0), 0);
	touch_watch_step(&watch);
	touch_watch_close(&watch);
}

#define WITH_SCREEN(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SCREEN(the_first_finger_is_told_and_no_other),
		WITH_SCREEN(a_finger_on_another_panel_is_another_finger),
		WITH_SCREEN(the_edge_is_on_the_screen),
		WITH_SCREEN(a_long_slide_does_not_crowd_out_the_lift),
		WITH_SCREEN(a_finger_that_never_lifts_does_not_lock_the_screen),
		WITH_SCREEN(a_storm_of_touches_is_bounded),
		WITH_SCREEN(a_mouse_is_a_finger_and_a_finger_no_mouse),
		WITH_SCREEN(the_frame_is_shown_pixel_by_pixel),
		WITH_SCREEN(a_black_screen_shows_nothing_until_the_next_frame),
		WITH_SCREEN(the_size_is_what_was_asked_for),
		WITH_SCREEN(nothing_wakes_the_loop_on_the_dummy_driver),
		WITH_SCREEN(a_closed_window_ends_the_loop),
		cmocka_unit_test(a_panel_plugged_in_wakes_the_loop_once),
		cmocka_unit_test(the_first_device_of_all_wakes_the_loop),
		cmocka_unit_test(without_input_devices_there_is_nothing_to_watch),
	};

	setenv("SDL_VIDEODRIVER", "dummy", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
