#pragma once
/* sound: a short sound for each outcome. Without a sound device, silence. */
#include "hal/hal.h"
#include <SDL.h>

struct sound {
	const struct sound_tune *wanted;
	enum hal_loudness loudness; /* of what is wanted */
	SDL_AudioDeviceID
		device; /* open only while it sounds: an open one wakes the processor all day */
	int64_t close_ms;
	bool speaks; /* what sounds is speech */
	bool hushed; /* nothing sounds any more: an open device is closed soon */
	bool silent; /* no device: until again_ms nothing is tried */
	bool told;   /* that there is none */
	int64_t again_ms;
};

/* Asks for the sound of this name (flow's feedback_text). */
void sound_want(struct sound *sound, const char *name, enum hal_loudness loudness);
/* A headset or speaker may be plugged in later, and its plug be loose: so long after none was found, one is looked for again. */
#define SOUND_AGAIN_MS 60000

/* After the frame is on the screen: starts what was asked for, ends what is over. Returns when it is next of use. */
int64_t sound_step(struct sound *sound, int64_t mono_ms);
/* Adds speech to what sounds, SPEECH_RATE samples a second. */
void sound_say(struct sound *sound, const int16_t *samples, size_t count, int64_t mono_ms);
/* Ends the speech that sounds now. A tune goes on: it is short, and says whether somebody is in. */
void sound_hush(struct sound *sound);
void sound_release(struct sound *sound);
/* How long this sound is, in ms; 0: no such sound. */
int sound_length_ms(const char *name);
/* The height of its waves, of 32767. */
int sound_volume(enum hal_loudness loudness);
