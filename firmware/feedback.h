#pragma once
/* feedback: a short sound for each outcome. Without a sound device, silence. */
#include "hal/hal.h"
#include <SDL.h>

struct feedback {
	const struct feedback_tune *wanted;
	SDL_AudioDeviceID
		device; /* open only while it sounds: an open one wakes the processor all day */
	int64_t close_ms;
	bool silent; /* no device: said once */
};

/* Asks for the sound of this name (flow's feedback_text). */
void feedback_want(struct feedback *feedback, const char *name);
/* After the frame is on the screen: starts what was asked for, ends what is over. Returns when it is next of use. */
int64_t feedback_step(struct feedback *feedback, int64_t mono_ms);
void feedback_release(struct feedback *feedback);
/* How long this sound is, in ms; 0: no such sound. */
int feedback_length_ms(const char *name);
