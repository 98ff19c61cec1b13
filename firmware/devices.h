#pragma once
/* devices: what hal.c speaks to, opened and closed by main. */
#include "firmware/backlight.h"
#include "firmware/clock.h"
#include "firmware/headset.h"
#include "firmware/printer.h"
#include "firmware/reader_child.h"
#include "firmware/screen.h"
#include "firmware/sound.h"
#include "firmware/speech.h"

struct devices {
	struct clock clock;
	struct screen screen;
	struct backlight backlight;
	struct sound sound;
	struct speech speech;
	struct headset headset;
	struct printer printer;
	struct reader_child reader;
	bool has_reader;
};

/* The devices of this process; the caller's, until the program ends. */
void devices_use(struct devices *devices);
