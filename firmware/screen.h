#pragma once
/* screen: the panel, the fingers on it and the keypad beside it, through SDL. */
#include "firmware/keypad.h"
#include "hal/hal.h"
#include <SDL.h>

#define SCREEN_TOUCHES 64

struct screen {
	SDL_Window *window;
	struct hal_screen size;
	int wake_fd;     /* readable when SDL has something to say; -1: it has no such descriptor */
	int64_t look_ms; /* without it: how often to ask SDL; 0: nothing can come unasked */
	bool reads_devices; /* SDL reads the touch devices itself: touch_watch must wake the loop */
	bool closed;        /* its window was closed */
	bool finger_down;
	SDL_TouchID panel; /* of the finger: each counts its fingers for itself */
	SDL_FingerID finger;
	Uint32 finger_ms; /* when it was last heard of */
	struct hal_touch touches[SCREEN_TOUCHES];
	size_t first, count;
	struct keypad keypad;
};

/* width_px 0: the whole screen. px_per_mm 0: as the display says, or that of a 10-inch panel when what it says cannot
 * be. False: logged. */
bool screen_open(struct screen *screen, int width_px, int height_px, float px_per_mm);
/* Takes a zeroed one. */
void screen_close(struct screen *screen);
/* Takes what SDL has. True: touches or keys wait. */
bool screen_pump(struct screen *screen);
/* The next touch that waits; false: none. */
bool screen_touch(struct screen *screen, struct hal_touch *out);
/* Shows a frame of the screen's size. */
void screen_present(struct screen *screen, const uint32_t *pixels, int pitch_bytes);
/* Shows nothing, until the next frame. */
void screen_black(struct screen *screen);
