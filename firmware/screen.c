#include "firmware/screen.h"

#include <SDL_syswm.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* 1280 pixels on the 217 mm of a 10.1-inch panel. */
#define USUAL_PX_PER_MM 5.9F
#define LOOK_MS 40
/* A finger not heard of for so long is gone with its panel: the next one is the first. */
#define FINGER_GONE_MS 10000

static bool failed(const char *what)
{
	char line[256];

	snprintf(line, sizeof line, "screen: %s: %s", what, SDL_GetError());
	hal_log(HAL_ERROR, line);
	return false;
}

static void set_hints(void)
{
	/* On KMSDRM touches never become mouse events, so everything is a finger, the desk's mouse as well. */
	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
	SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "1");
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	/* Without it KMSDRM shows a black screen when frames are drawn in software. */
	SDL_SetHint(SDL_HINT_VIDEO_DOUBLE_BUFFER, "1");
}

static float density(float wanted)
{
	float dpi;

	if (wanted > 0)
		return wanted;
	if (SDL_GetDisplayDPI(0, &dpi, NULL, NULL) == 0 && dpi / 25.4F >= 2 && dpi / 25.4F <= 20)
		return dpi / 25.4F;
	return USUAL_PX_PER_MM;
}

/* SDL's own wait polls every millisecond on the dummy driver and on KMSDRM, so the loop does the waiting: on the display's
 * connection, and on the touch devices (touch_watch). */
static int display_fd(const SDL_SysWMinfo *info)
{
	if (info->subsystem == SDL_SYSWM_X11)
		return ConnectionNumber(info->info.x11.display);
	if (info->subsystem != SDL_SYSWM_WAYLAND)
		return -1;
	/* SDL loaded this library itself, so that Firstbell needs it no more than SDL does. */
	void *library = dlopen("libwayland-client.so.0", RTLD_LAZY | RTLD_NOLOAD);
	int (*get_fd)(void *display) = NULL;
	if (library)
		*(void **)&get_fd = dlsym(library, "wl_display_get_fd");
	return get_fd ? get_fd(info->info.wl.display) : -1;
}

static void find_wake(struct screen *screen)
{
	const char *driver = SDL_GetCurrentVideoDriver();
	SDL_SysWMinfo info;

	screen->wake_fd = -1;
	SDL_VERSION(&info.version);
	if (SDL_GetWindowWMInfo(screen->window, &info))
		screen->wake_fd = display_fd(&info);
	if (screen->wake_fd >= 0)
		return;
	if (strcmp(driver, "KMSDRM") == 0)
		screen->reads_devices = true;
	else if (strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0)
		screen->look_ms = LOOK_MS;
}

bool screen_open(struct screen *screen, int width_px, int height_px, float px_per_mm)
{
	Uint32 flags = width_px ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP;

	*screen = (struct screen){.wake_fd = -1};
	set_hints();
	if (SDL_Init(SDL_INIT_VIDEO) != 0)
		return failed("no display");
	/* X11's accelerated window surface would load all of Mesa for the same pixels. */
	if (strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0)
		SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	screen->window =
		SDL_CreateWindow("Firstbell", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
				 width_px ? width_px : 1280, height_px ? height_px : 800, flags);
	if (!screen->window)
		return failed("no window");
	if (!width_px)
		SDL_ShowCursor(SDL_DISABLE);
	SDL_Surface *surface = SDL_GetWindowSurface(screen->window);
	if (!surface)
		return failed("no picture");
	screen->size.width_px = surface->w;
	screen->size.height_px = surface->h;
	screen->size.px_per_mm = density(px_per_mm);
	find_wake(screen);
	return true;
}

void screen_close(struct screen *screen)
{
	if (screen->window)
		SDL_DestroyWindow(screen->window);
	screen->window = NULL;
	SDL_Quit();
}

static int pixel(float part, int size)
{
	int at = (int)(part * (float)size);

	return at < 0 ? 0 : at >= size ? size - 1 : at;
}

static void keep_touch(struct screen *screen, enum hal_finger finger, const SDL_Event *event)
{
	struct hal_touch touch = {
		.finger = finger,
		.x_px = pixel(event->tfinger.x, screen->size.width_px),
		.y_px = pixel(event->tfinger.y, screen->size.height_px),
	};
	size_t last = (screen->first + screen->count - 1) % SCREEN_TOUCHES;

	/* A long slide must not crowd out the finger's lift. */
	if (finger == HAL_FINGER_MOVE && screen->count > 0 &&
	    screen->touches[last].finger == HAL_FINGER_MOVE) {
		screen->touches[last] = touch;
		return;
	}
	if (screen->count == SCREEN_TOUCHES)
		return;
	screen->touches[(screen->first + screen->count++) % SCREEN_TOUCHES] = touch;
}

static void take_finger(struct screen *screen, const SDL_Event *event)
{
	bool first = screen->finger_down && event->tfinger.touchId == screen->panel &&
		     event->tfinger.fingerId == screen->finger;

	switch (event->type) {
	case SDL_FINGERDOWN:
		if (screen->finger_down &&
		    event->tfinger.timestamp - screen->finger_ms < FINGER_GONE_MS)
			return;
		screen->finger_down = true;
		screen->finger_ms = event->tfinger.timestamp;
		screen->panel = event->tfinger.touchId;
		screen->finger = event->tfinger.fingerId;
		keep_touch(screen, HAL_FINGER_DOWN, event);
		return;
	case SDL_FINGERMOTION:
		if (!first)
			return;
		screen->finger_ms = event->tfinger.timestamp;
		keep_touch(screen, HAL_FINGER_MOVE, event);
		return;
	case SDL_FINGERUP:
		if (!first)
			return;
		screen->finger_down = false;
		keep_touch(screen, HAL_FINGER_UP, event);
		return;
	}
}

bool screen_pump(struct screen *screen)
{
	SDL_Event event;

	while (SDL_PollEvent(&event)) {
		if (event.type == SDL_QUIT)
			screen->closed = true;
		else if (event.type == SDL_WINDOWEVENT &&
			 event.window.event == SDL_WINDOWEVENT_EXPOSED)
			SDL_UpdateWindowSurface(screen->window);
		else if (!keypad_take(&screen->keypad, &event))
			take_finger(screen, &event);
	}
	return screen->count > 0 || screen->keypad.count > 0;
}

bool screen_touch(struct screen *screen, struct hal_touch *out)
{
	if (screen->count == 0)
		return false;
	*out = screen->touches[screen->first];
	screen->first = (screen->first + 1) % SCREEN_TOUCHES;
	screen->count--;
	return true;
}

void screen_present(struct screen *screen, const uint32_t *pixels, int pitch_bytes)
{
	SDL_Surface *shown = SDL_GetWindowSurface(screen->window);
	SDL_Surface *frame = SDL_CreateRGBSurfaceWithFormatFrom(
		(void *)(uintptr_t)pixels, screen->size.width_px, screen->size.height_px, 32,
		pitch_bytes, SDL_PIXELFORMAT_ARGB8888);

	if (shown && frame) {
		SDL_SetSurfaceBlendMode(frame, SDL_BLENDMODE_NONE);
		SDL_BlitSurface(frame, NULL, shown, NULL);
		SDL_UpdateWindowSurface(screen->window);
	}
	SDL_FreeSurface(frame);
}

void screen_black(struct screen *screen)
{
	SDL_Surface *shown = SDL_GetWindowSurface(screen->window);

	if (!shown)
		return;
	SDL_FillRect(shown, NULL, SDL_MapRGB(shown->format, 0, 0, 0));
	SDL_UpdateWindowSurface(screen->window);
}
