#pragma once
/* world: the simulated school hall: time, reader, cards, network, disk, and what a witness sees. hal.c shows it to the app. */
#include "core/base.h"
#include "hal/hal.h"

#define WORLD_LYING_MAX 16
#define WORLD_TOUCHES_MAX 64
#define WORLD_KEYS_MAX 32
#define WORLD_SPOKEN_SIZE 16384
/* A printer takes so long to take a list. */
#define WORLD_PRINT_MS 1500
/* A card lying on the reader is seen this often. */
#define WORLD_SIGHTING_MS 100

struct world_card { /* a card on the reader */
	struct card card;
	int64_t next_ms;  /* true time of its next sighting */
	int64_t until_ms; /* taken away then */
};

/* Whoever watches: the scenario's player, or the desk. Members are JSON members; see hal_observe. */
typedef void world_witness(void *context, const char *kind, const char *members);

struct world {
	int64_t true_ms; /* UTC; the kiosk's own clock may be off by: */
	int64_t clock_offset_ms;
	int64_t boot_ms; /* true time of the last start of the machine */
	enum trust trust;
	enum hal_reader reader;
	struct world_card lying[WORLD_LYING_MAX];
	size_t lying_count;
	struct sighting waiting[WORLD_LYING_MAX];
	size_t waiting_count;
	struct hal_touch touches[WORLD_TOUCHES_MAX];
	size_t touch_count;
	struct hal_press keys[WORLD_KEYS_MAX];
	size_t key_count;
	bool headset;                   /* headphones are plugged in */
	char spoken[WORLD_SPOKEN_SIZE]; /* what was last said; empty: nothing, or it was hushed */
	bool printer_gone;              /* it takes nothing */
	char *printed;                  /* what was printed last; NULL: nothing */
	int64_t print_end_ms;           /* true time at which that has ended */
	enum hal_printed print_ends;
	struct hal_screen screen;
	uint32_t *pixels; /* what the screen shows, width_px * height_px */
	unsigned frames;  /* shown so far, and lights */
	enum hal_light light;
	uint64_t random;  /* state of the seeded generator */
	bool real_reader; /* sightings come from a child process through world_see */
	world_witness *witness;
	void *witness_context;
};

/* The one hall there is; hal.c and those who move it share it. */
extern struct world world;

/* ERR_NO_MEMORY. The screen must be set before. */
MUST_CHECK enum err world_init(uint64_t seed);
void world_release(void);
/* Lets true time pass to an instant (never back). Cards seen by then wait for the app. */
void world_advance(int64_t true_ms);
/* True time of the next thing that happens by itself; INT64_MAX: nothing. */
int64_t world_deadline(void);
/* Puts a card on the reader for a time. ERR_FULL: too many lie there. */
MUST_CHECK enum err world_put_card(const struct card *card, int64_t for_ms);
/* Takes a card away at an instant of true time, or now when that is past. */
void world_take_card(const struct card *card, int64_t at_ms);
/* A sighting by a real reader, now. */
void world_see(const struct card *card);
MUST_CHECK enum err world_touch(enum hal_finger finger, int x_px, int y_px);
/* A key of the keypad goes down. */
MUST_CHECK enum err world_key(enum hal_key key, int digit);
/* The machine starts anew: monotonic time begins at 0, nothing waits. */
void world_boot(void);
int64_t world_mono_ms(void);
/* "full", "dim", "off". */
const char *world_light_text(enum hal_light light);
/* Tells the witness. */
void world_tell(const char *kind, const char *members);
