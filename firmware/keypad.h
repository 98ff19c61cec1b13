#pragma once
/* keypad: the keys of a USB keypad, which is a keyboard to SDL, and what each of them means. */
#include "hal/hal.h"
#include <SDL.h>

#define KEYPAD_KEYS 32

struct keypad {
	struct hal_press keys[KEYPAD_KEYS];
	size_t first, count;
};

/* True: it was a key of ours. One held down counts once; more than wait are lost. */
bool keypad_take(struct keypad *keypad, const SDL_Event *event);
/* The next key that waits; false: none. */
bool keypad_key(struct keypad *keypad, struct hal_press *out);
