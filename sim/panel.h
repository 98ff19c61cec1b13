#pragma once
/* panel: the desk beside the kiosk's screen: clock, switches, cards to tap, and what happened. Draws what it is told and says
 * what was clicked; it knows neither the hall nor the kiosk. */
#include "core/base.h"
#include "sim/canvas.h"
#include "sim/rack.h"

#define PANEL_WIDTH_PX 480
#define PANEL_HEIGHT_MIN_PX 720

enum panel_action {
	PANEL_NOTHING,
	PANEL_PAUSE,
	PANEL_SPEED, /* number: times as fast */
	PANEL_JUMP_BELL,
	PANEL_JUMP_DAY,
	PANEL_READER,
	PANEL_NETWORK,
	PANEL_CLOCK,
	PANEL_POWER,
	PANEL_UNKNOWN_CARD,
	PANEL_PHONE,
	PANEL_CARD, /* number: of the rack */
};
struct panel_spot { /* where something can be clicked */
	SDL_Rect box;
	enum panel_action action;
	int number;
};
#define PANEL_SPOTS_MAX 96

enum panel_tone { PANEL_RECORDED, PANEL_SENT, PANEL_ANSWERED, PANEL_TROUBLE };
#define PANEL_LINES 600
struct panel_line {
	char time[9]; /* empty: goes on from the line above */
	enum panel_tone tone;
	char text[160];
};

/* What the panel shows; filled anew before each drawing. */
struct panel_view {
	struct moment now; /* by the kiosk's clock */
	int second;
	int speed;
	bool paused, jumping;
	char bell[24], next_day[24]; /* where the jumps lead; empty: nowhere */
	bool reader_well, network_up, clock_trusted, power_on;
	const struct rack *rack;
};

struct panel {
	struct canvas canvas;
	struct panel_spot spots[PANEL_SPOTS_MAX];
	size_t spot_count;
	struct panel_spot hovered, pressed; /* PANEL_NOTHING: none */
	SDL_Rect list, lines_box;           /* where the wheel scrolls which */
	size_t list_top;                    /* first row shown */
	struct panel_line *lines;           /* a ring of PANEL_LINES */
	size_t line_first, line_count;
	size_t lines_up; /* lines below the last one shown: scrolled back */
};

MUST_CHECK enum err panel_open(struct panel *panel, int height_px);
/* Takes a zeroed one. */
void panel_close(struct panel *panel);
/* One more thing that happened, at school-local "08:41:10" (empty: no time); long sentences take more lines. */
void panel_tell(struct panel *panel, const char *time, enum panel_tone tone, const char *sentence);
/* Draws all of it into the canvas, and finds where what can be clicked. */
void panel_draw(struct panel *panel, const struct panel_view *view);
/* What lies there, in pixels of the panel. */
struct panel_spot panel_at(const struct panel *panel, int x, int y);
/* The mouse is there now (-1: elsewhere): true when that changes the picture. */
bool panel_hover(struct panel *panel, int x, int y);
/* The wheel, up positive: true when that changes the picture. */
bool panel_wheel(struct panel *panel, int x, int y, int clicks, const struct rack *rack);
