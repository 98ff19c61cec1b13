#include "firmware/sound.h"

#include "firmware/speech.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Speech goes through the same device. */
#define RATE SPEECH_RATE
#define NOTES_MAX 4
#define NOTE_MAX_MS 240
#define VOLUME 9000
/* A quarter, which is 12 dB less: still told apart, and nobody turns round. */
#define VOLUME_SOFT 2250
/* So that a note begins and ends without a click. */
#define RAMP (RATE * 6 / 1000)
/* The device plays on for a moment what is no longer in its queue. */
#define LINGER_MS 200

struct note {
	int hz, ms; /* 0 Hz: a rest */
};
/* Told apart by shape, not by pitch alone; none of them scolds. */
static const struct sound_tune {
	const char *name;
	struct note notes[NOTES_MAX];
} tunes[] = {
	{"welcome", {{660, 90}, {880, 140}}},
	{"late", {{660, 90}, {660, 140}}},
	{"already", {{880, 110}}},
	{"unknown", {{520, 120}, {0, 60}, {520, 120}}},
	{"ask", {{700, 70}, {0, 50}, {700, 70}, {930, 120}}},
	{"thanks", {{880, 60}, {0, 40}, {1100, 60}}},
	{"goodbye", {{880, 90}, {660, 140}}},
	{"returned", {{660, 80}, {770, 80}, {990, 140}}},
	{"fault", {{440, 160}, {0, 60}, {330, 220}}},
};

static const struct sound_tune *tune_of(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(tunes); i++)
		if (strcmp(name, tunes[i].name) == 0)
			return &tunes[i];
	return NULL;
}

static int length_ms(const struct sound_tune *tune)
{
	int total_ms = 0;

	for (size_t i = 0; i < NOTES_MAX; i++)
		total_ms += tune->notes[i].ms;
	return total_ms;
}

int sound_length_ms(const char *name)
{
	const struct sound_tune *tune = tune_of(name);

	return tune ? length_ms(tune) : 0;
}

int sound_volume(enum hal_loudness loudness)
{
	return loudness == HAL_SOFT ? VOLUME_SOFT : VOLUME;
}

void sound_want(struct sound *sound, const char *name, enum hal_loudness loudness)
{
	const struct sound_tune *tune = tune_of(name);

	if (!tune)
		return;
	sound->wanted = tune;
	sound->loudness = loudness;
}

static void queue_note(const struct sound *sound, const struct note *note)
{
	int16_t samples[RATE * NOTE_MAX_MS / 1000];
	int count = RATE * note->ms / 1000;

	ENSURE((size_t)count <= COUNT_OF(samples));
	for (int i = 0; i < count; i++) {
		int edge = i < count - i ? i : count - i;
		float loud = edge < RAMP ? (float)edge / RAMP : 1;
		float turn = (float)note->hz * (float)i / RATE;
		samples[i] = (int16_t)((float)sound_volume(sound->loudness) * loud *
				       sinf(2 * (float)M_PI * turn));
	}
	SDL_QueueAudio(sound->device, samples, (Uint32)count * sizeof samples[0]);
}

static bool open_device(struct sound *sound, int64_t mono_ms)
{
	SDL_AudioSpec spec = {.freq = RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = 512};
	char line[160];

	if (sound->device != 0)
		return true;
	if (SDL_WasInit(SDL_INIT_AUDIO) || SDL_InitSubSystem(SDL_INIT_AUDIO) == 0)
		sound->device = SDL_OpenAudioDevice(NULL, 0, &spec, NULL, 0);
	sound->silent = sound->device == 0;
	sound->again_ms = mono_ms + SOUND_AGAIN_MS;
	if (sound->silent && !sound->told) {
		snprintf(line, sizeof line, "sound: none, %s", SDL_GetError());
		hal_log(HAL_NOTICE, line);
	}
	sound->told = sound->silent;
	return !sound->silent;
}

static void close_device(struct sound *sound)
{
	if (sound->device != 0)
		SDL_CloseAudioDevice(sound->device);
	sound->device = 0;
	sound->speaks = false;
}

int64_t sound_step(struct sound *sound, int64_t mono_ms)
{
	const struct sound_tune *tune = sound->wanted;

	sound->wanted = NULL;
	if (sound->silent && mono_ms >= sound->again_ms)
		sound->silent = false;
	if (sound->hushed)
		sound->close_ms = mono_ms + LINGER_MS;
	sound->hushed = false;
	if (tune && !sound->silent && open_device(sound, mono_ms)) {
		SDL_ClearQueuedAudio(sound->device);
		sound->speaks = false;
		for (size_t i = 0; i < NOTES_MAX; i++)
			queue_note(sound, &tune->notes[i]);
		SDL_PauseAudioDevice(sound->device, 0);
		sound->close_ms = mono_ms + length_ms(tune) + LINGER_MS;
	}
	if (sound->device == 0)
		return INT64_MAX;
	if (mono_ms < sound->close_ms)
		return sound->close_ms;
	close_device(sound);
	return INT64_MAX;
}

void sound_say(struct sound *sound, const int16_t *samples, size_t count, int64_t mono_ms)
{
	if (sound->silent || !open_device(sound, mono_ms))
		return;
	SDL_QueueAudio(sound->device, samples, (Uint32)(count * sizeof samples[0]));
	sound->speaks = true;
	SDL_PauseAudioDevice(sound->device, 0);
	sound->close_ms = mono_ms + LINGER_MS +
			  (int64_t)SDL_GetQueuedAudioSize(sound->device) * 1000 /
				  (RATE * (int)sizeof samples[0]);
}

void sound_hush(struct sound *sound)
{
	if (sound->device == 0 || !sound->speaks)
		return;
	SDL_ClearQueuedAudio(sound->device);
	sound->hushed = true;
}

void sound_release(struct sound *sound)
{
	close_device(sound);
}
