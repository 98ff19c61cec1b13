#include "pane.h"

#include <stdlib.h>

static struct turn_size size_of(const struct pane *pane)
{
	return (struct turn_size){pane->panel.width_px, pane->panel.height_px};
}

enum err pane_open(struct pane *pane, const struct panel *panel, int64_t mono_ms)
{
	*pane = (struct pane){.turn = panel->turn};
	hal_screen(&pane->panel);
	lamp_init(&pane->lamp, &panel->lamp, mono_ms);
	if (panel->turn == TURN_NONE)
		return OK;
	pane->frame = calloc((size_t)pane->panel.width_px * (size_t)pane->panel.height_px,
			     sizeof(*pane->frame));
	return pane->frame ? OK : ERR_NO_MEMORY;
}

void pane_close(struct pane *pane)
{
	free(pane->frame);
	pane->frame = NULL;
}

struct hal_screen pane_screen(const struct pane *pane)
{
	struct turn_size size = turn_size(pane->turn, size_of(pane));
	return (struct hal_screen){size.width, size.height, pane->panel.px_per_mm};
}

void pane_to_panel(const struct pane *pane, int *x_px, int *y_px)
{
	struct turn_point point = {*x_px, *y_px};
	point = turn_to_panel(pane->turn, size_of(pane), point);
	*x_px = point.x;
	*y_px = point.y;
}

bool pane_touch(struct pane *pane, int64_t mono_ms, struct hal_touch *out)
{
	while (hal_touch(out)) {
		if (!lamp_finger(&pane->lamp, mono_ms, out->finger == HAL_FINGER_DOWN))
			continue;
		struct turn_point point = {out->x_px, out->y_px};
		point = turn_to_picture(pane->turn, size_of(pane), point);
		out->x_px = point.x;
		out->y_px = point.y;
		return true;
	}
	return false;
}

bool pane_step(struct pane *pane, int64_t mono_ms, bool in_hours)
{
	lamp_step(&pane->lamp, mono_ms, in_hours);
	return pane_lit(pane) && pane->lit == LAMP_OFF;
}

bool pane_lit(const struct pane *pane)
{
	return pane->lamp.level != LAMP_OFF;
}

void pane_present(struct pane *pane, const uint32_t *pixels, int pitch_bytes)
{
	if (pane->frame) {
		turn_frame(pane->turn, size_of(pane), pixels, pitch_bytes, pane->frame);
		pixels = pane->frame;
		pitch_bytes = pane->panel.width_px * (int)sizeof(*pixels);
	}
	hal_present(pixels, pitch_bytes);
}

void pane_light(struct pane *pane)
{
	static const enum hal_light lights[] = {[LAMP_FULL] = HAL_LIGHT_FULL,
						[LAMP_DIM] = HAL_LIGHT_DIM,
						[LAMP_OFF] = HAL_LIGHT_OFF};
	if (pane->lit == pane->lamp.level)
		return;
	pane->lit = pane->lamp.level;
	hal_light(lights[pane->lit]);
}
