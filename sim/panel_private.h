#pragma once
/* panel_private: the panel's measures, in pixels, and what its two files share. */
#include "sim/panel.h"

#define MARGIN 12
#define GAP 8
#define PADDING 14
#define INNER_WIDTH (PANEL_WIDTH_PX - 2 * MARGIN - 2 * PADDING)
#define RADIUS 8
#define HEADING_H 22
#define BUTTON_H 32
#define ROW_H 26
#define LINE_H 18
#define TIME_WIDTH 64
#define SCROLLBAR 10
#define LINE_WIDTH (INNER_WIDTH - TIME_WIDTH - SCROLLBAR)

static inline bool same_spot(const struct panel_spot *a, const struct panel_spot *b)
{
	return a->action == b->action && a->number == b->number;
}
