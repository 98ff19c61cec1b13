#pragma once
/* speech: a text becomes sound: keeps a child, espeak-ng, that reads it from its stdin and writes samples to its stdout. */
#include "hal/hal.h"
#include <sys/types.h>

#define SPEECH_RATE 22050 /* samples a second, mono, as both voices have it */
#define SPEECH_TEXT_SIZE 8192
/* So long without a sample it hangs: it speaks some hundred times faster than is listened to. */
#define SPEECH_HANGS_MS 5000

struct speech {
	const char *program; /* the caller's */
	pid_t pid;           /* 0: none */
	int out_fd;          /* -1: none */
	bool ending;         /* killed, or its output ended: waiting for it to be gone */
	bool cut;            /* killed by us: how it ended says nothing */
	bool wanted;         /* the text below is still to be begun */
	char language[4];
	char text[SPEECH_TEXT_SIZE];
	size_t passed; /* bytes read, the WAV header's included */
	uint8_t odd;   /* half a sample, when `passed` is odd */
	int64_t heard_ms;
	bool told; /* that it does not speak: once */
};

/* program: "espeak-ng", found on PATH. Starts nothing yet. */
void speech_init(struct speech *speech, const char *program);
/* Ends the child. Takes a zeroed one. */
void speech_release(struct speech *speech);
/* In place of what is being spoken; at least one text, as hal_speak has them. What is too long is cut. */
void speech_want(struct speech *speech, const struct hal_words *words, size_t count);
void speech_hush(struct speech *speech);
/* To poll for reading; -1: nothing to hear now. */
int speech_fd(const struct speech *speech);
/* Starts and ends the child as needed. Returns when it is next of use. Never blocks. */
int64_t speech_step(struct speech *speech, int64_t mono_ms);
/* The next samples that have come; 0: none now. */
size_t speech_take(struct speech *speech, int16_t *out, size_t most, int64_t mono_ms);
