#include "sim/panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "sim/panel_private.h"

enum err panel_open(struct panel *panel, int height_px)
{
	*panel = (struct panel){.lines = calloc(PANEL_LINES, sizeof(struct panel_line))};
	if (!panel->lines)
		return ERR_NO_MEMORY;
	return canvas_open(&panel->canvas, PANEL_WIDTH_PX, height_px);
}

void panel_close(struct panel *panel)
{
	canvas_close(&panel->canvas);
	free(panel->lines);
	*panel = (struct panel){0};
}

/* -- what happened --------------------------------------------------------------------------- */

static struct panel_line *add_line(struct panel *panel)
{
	if (panel->line_count == PANEL_LINES)
		panel->line_first = (panel->line_first + 1) % PANEL_LINES;
	else
		panel->line_count++;
	/* Who reads further up stays there. */
	if (panel->lines_up > 0 && panel->lines_up < PANEL_LINES)
		panel->lines_up++;
	size_t at = (panel->line_first + panel->line_count - 1) % PANEL_LINES;
	panel->lines[at] = (struct panel_line){0};
	return &panel->lines[at];
}

void panel_tell(struct panel *panel, const char *time, enum panel_tone tone, const char *sentence)
{
	const char *shown = time;

	while (*sentence) {
		size_t size = canvas_line(&panel->canvas, STYLE_SMALL, LINE_WIDTH, sentence);
		struct panel_line *line = add_line(panel);
		if (size >= sizeof(line->text))
			size = sizeof(line->text) - 1;
		while (size > 1 && ((unsigned char)sentence[size] & 0xc0) == 0x80)
			size--;
		memcpy(line->time, shown, strnlen(shown, sizeof(line->time) - 1));
		line->tone = tone;
		memcpy(line->text, sentence, size);
		sentence += size;
		sentence += *sentence == ' ';
		shown = "";
	}
}

/* -- the mouse ------------------------------------------------------------------------------- */

struct panel_spot panel_at(const struct panel *panel, int x, int y)
{
	const SDL_Point point = {x, y};

	for (size_t i = 0; i < panel->spot_count; i++)
		if (SDL_PointInRect(&point, &panel->spots[i].box))
			return panel->spots[i];
	return (struct panel_spot){0};
}

bool panel_hover(struct panel *panel, int x, int y)
{
	struct panel_spot spot = panel_at(panel, x, y);
	bool same = same_spot(&spot, &panel->hovered);

	panel->hovered = spot;
	return !same;
}

static size_t scrolled(size_t now, int by, size_t most)
{
	int64_t to = (int64_t)now + by;

	return to < 0 ? 0 : to > (int64_t)most ? most : (size_t)to;
}

bool panel_wheel(struct panel *panel, int x, int y, int clicks, const struct rack *rack)
{
	const SDL_Point point = {x, y};
	size_t list_top = panel->list_top, lines_up = panel->lines_up;
	size_t rows = (size_t)(panel->list.h / ROW_H),
	       lines = (size_t)(panel->lines_box.h / LINE_H);

	if (SDL_PointInRect(&point, &panel->list))
		panel->list_top = scrolled(list_top, -3 * clicks,
					   rack->shown_count > rows ? rack->shown_count - rows : 0);
	if (SDL_PointInRect(&point, &panel->lines_box))
		panel->lines_up =
			scrolled(lines_up, 3 * clicks,
				 panel->line_count > lines ? panel->line_count - lines : 0);
	return list_top != panel->list_top || lines_up != panel->lines_up;
}
