#pragma once
/* hal: the seam: what a school hall and a desk do differently. Implemented once in firmware/ and once in sim/, chosen
 * by the linker. Pull, never call back; nothing here blocks. Each program's main opens and closes its own devices. */
#include "core/base.h"

struct hal_clock {
	int64_t utc_ms;
	int64_t mono_ms; /* counts through sleep (CLOCK_BOOTTIME); never steps */
	enum trust trust;
};
void hal_clock(struct hal_clock *out);

/* The next sighting that waits; false: none. */
bool hal_sighting(struct sighting *out);
/* HAL_READER_NONE: the kiosk is set up without one, which is well. */
enum hal_reader { HAL_READER_WELL, HAL_READER_LOST, HAL_READER_NONE };
enum hal_reader hal_reader(void);

struct hal_screen {
	int width_px, height_px;
	float px_per_mm;
};
void hal_screen(struct hal_screen *out);
/* The next finger event that waits, in pixels of the screen; false: none. Only the first finger is reported. */
enum hal_finger { HAL_FINGER_DOWN, HAL_FINGER_MOVE, HAL_FINGER_UP };
struct hal_touch {
	enum hal_finger finger;
	int x_px, y_px;
};
bool hal_touch(struct hal_touch *out);
/* How bright the screen is: full when the program starts. A dark one takes in no frame until it is lit again: the frame comes
 * first. */
enum hal_light { HAL_LIGHT_FULL, HAL_LIGHT_DIM, HAL_LIGHT_OFF };
void hal_light(enum hal_light light);
/* The next key that waits of a keypad, as it went down; false: none. A key held down counts once (EN 301 549 5.7). */
enum hal_key {
	HAL_KEY_NEXT,   /* to the control behind the one in focus */
	HAL_KEY_BEFORE, /* to the one before it */
	HAL_KEY_PRESS,  /* the control in focus */
	HAL_KEY_BACK,
	HAL_KEY_LISTEN, /* say what is on the screen */
	HAL_KEY_ERASE,
	HAL_KEY_DIGIT
};
struct hal_press {
	enum hal_key key;
	int digit; /* HAL_KEY_DIGIT: 0 to 9 */
};
bool hal_key(struct hal_press *out);
/* Shows a whole frame of ARGB8888 pixels of the screen's size; they are the caller's again on return. */
void hal_present(const uint32_t *pixels, int pitch_bytes);
/* A sound and a light, named as flow's feedback_text names them ("welcome", "late", ...); a soft one where the kiosk is set up
 * to be calm. */
enum hal_loudness { HAL_USUAL, HAL_SOFT };
void hal_feedback(const char *feedback, enum hal_loudness loudness);

/* Are headphones plugged in, so that names may be said? */
bool hal_headset(void);
/* Says texts (UTF-8), each in its language, "en" or "cy", one after the other, in place of what is being said. A text holds names only
 * for the headset. */
struct hal_words {
	const char *language, *text;
	size_t length; /* bytes of the text */
};
#define HAL_WORDS_MAX 8
void hal_speak(const struct hal_words *words, size_t count);
/* Silence at once. */
void hal_hush(void);

/* Prints a text: UTF-8, lines ended by \n, sheets parted by \f. `printer`: a name, or "default". `title` is the job's, for all to
 * read: it holds no names, and the text is kept nowhere. False: the one before is still under way. */
bool hal_print(const char *printer, const char *title, const char *text);
/* How the last one ended. Printed: the print system has taken it; what the machine itself does then nobody tells. */
enum hal_printed {
	HAL_PRINTED_NOTHING, /* since the start */
	HAL_PRINTING,
	HAL_PRINTED,
	HAL_PRINT_MISSING, /* there is no program that prints */
	HAL_PRINT_REFUSED,
	HAL_PRINT_SILENT /* no answer in time */
};
enum hal_printed hal_printed(void);

/* Randomness for ids and jitter; seeded in the simulator. */
void hal_random(void *out, size_t size);
/* One line for the log, "problem: value", without the level: ids and sequence numbers only, never a child's
 * name, card or care status. */
enum hal_level { HAL_ERROR = 3, HAL_WARNING = 4, HAL_NOTICE = 5, HAL_INFO = 6 };
void hal_log(enum hal_level level, const char *line);
/* What the app just did, for a witness: kind is "screen", "event", "notice", "request" or "reply", members are JSON
 * members ("\"name\":\"idle\""). The appliance does nothing with it. */
void hal_observe(const char *kind, const char *members);
