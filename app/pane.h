#pragma once
/* pane: the glass between ui and hal: frames turned as the panel is mounted, touches turned back, and the lamp behind it. */
#include "core/panel.h"
#include "hal/hal.h"

struct pane {
	struct hal_screen panel; /* as it is mounted */
	enum turn turn;
	uint32_t *frame; /* of the panel; NULL: nothing is turned */
	struct lamp lamp;
	enum lamp_level lit; /* as hal was told; it takes a screen to be full when it opens it */
};

/* Lets the panel be used as it is set up. ERR_NO_MEMORY. */
MUST_CHECK enum err pane_open(struct pane *pane, const struct panel *panel, int64_t mono_ms);
/* Takes a zeroed one. */
void pane_close(struct pane *pane);
/* The screen to lay out for: on its side where the picture is turned so. */
struct hal_screen pane_screen(const struct pane *pane);
/* A point of that screen, in pixels of the panel. */
void pane_to_panel(const struct pane *pane, int *x_px, int *y_px);
/* The next touch that counts, in pixels of that screen; false: none. Any wakes a dark screen. */
bool pane_touch(struct pane *pane, int64_t mono_ms, struct hal_touch *out);
/* Lets time pass; `in_hours` as lamp_step has it. True: a frame is wanted, for it was dark. */
bool pane_step(struct pane *pane, int64_t mono_ms, bool in_hours);
/* Is it worth drawing a frame? Of a dark screen none is shown. */
bool pane_lit(const struct pane *pane);
/* Shows a frame of that screen. */
void pane_present(struct pane *pane, const uint32_t *pixels, int pitch_bytes);
/* After the frame: tells hal how bright it is to be, when that has changed. */
void pane_light(struct pane *pane);
