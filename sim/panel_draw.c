#include <stdio.h>
#include <string.h>

#include "core/calendar.h"
#include "sim/panel_private.h"

/* Text is at least 5:1 on its ground, edges and dots 3:1 (WCAG 2.2 1.4.3, 1.4.11). */
#define DESK 0xE4EAECu
#define CARD 0xFFFFFFu
#define INK 0x1D2B36u
#define INK_SOFT 0x51606Bu
#define EDGE 0x7B8A93u
#define BUTTON 0xEDF2F4u
#define HOVERED 0xD9E4E8u
#define ACTION 0x0E4A5Au
#define ON_ACTION 0xFFFFFFu
#define WELL 0xE6F4EBu
#define WELL_INK 0x0B4A30u
#define WELL_DOT 0x1B7F4Du
#define BAD 0xFBE4DEu
#define BAD_INK 0x7A1E12u
#define BAD_DOT 0xB3321Fu
#define SENT_INK 0x0F4C81u

struct pen { /* where drawing is: a card being filled from its top */
	struct panel *panel;
	int x, y;
};

static SDL_Rect place(struct pen *pen, int x, int width, int height)
{
	return (SDL_Rect){pen->x + x, pen->y, width, height};
}

/* Begins a card of this height below what is drawn; returns where the next begins. */
static int begin_card(struct pen *pen, int height)
{
	const SDL_Rect box = {MARGIN, pen->y, PANEL_WIDTH_PX - 2 * MARGIN, height};

	canvas_box(&pen->panel->canvas, box, RADIUS, CARD);
	pen->x = MARGIN + PADDING;
	pen->y += 10;
	return box.y + height + GAP;
}

static void draw_heading(struct pen *pen, const char *text, const char *more)
{
	struct canvas *canvas = &pen->panel->canvas;
	int middle = pen->y + HEADING_H / 2 - 2;
	int width = canvas_width(canvas, STYLE_SMALL, more);

	canvas_text(canvas, STYLE_STRONG, INK, pen->x, middle, INNER_WIDTH, text);
	canvas_text(canvas, STYLE_SMALL, INK_SOFT, pen->x + INNER_WIDTH - width, middle, width,
		    more);
	pen->y += HEADING_H;
}

static void add_spot(struct panel *panel, SDL_Rect box, enum panel_action action, int number)
{
	ENSURE(panel->spot_count < PANEL_SPOTS_MAX);
	panel->spots[panel->spot_count++] = (struct panel_spot){box, action, number};
}

/* Is the mouse on it, or is it held down? */
static bool is_lit(const struct panel *panel, enum panel_action action, int number)
{
	const struct panel_spot spot = {.action = action, .number = number};

	return same_spot(&spot, &panel->hovered) || same_spot(&spot, &panel->pressed);
}

/* -- buttons --------------------------------------------------------------------------------- */

struct button {
	int x, width;
	const char *label;
	enum panel_action action;
	int number;
	bool chosen;
};

static void draw_button(struct pen *pen, const struct button *button)
{
	struct panel *panel = pen->panel;
	const SDL_Rect box = place(pen, button->x, button->width, BUTTON_H);
	bool lit = is_lit(panel, button->action, button->number);
	uint32_t ground = button->chosen ? ACTION : lit ? HOVERED : BUTTON;

	canvas_edged_box(&panel->canvas, box, 6, ground, button->chosen ? ACTION : EDGE);
	canvas_label(&panel->canvas, STYLE_TEXT, button->chosen ? ON_ACTION : INK, box,
		     button->label);
	add_spot(panel, box, button->action, button->number);
}

/* -- the clock ------------------------------------------------------------------------------- */

static const char *day_text(int32_t day, char out[48])
{
	static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
					       "Friday", "Saturday", "Sunday"};
	static const char *const months[] = {"January",   "February", "March",    "April",
					     "May",       "June",     "July",     "August",
					     "September", "October",  "November", "December"};
	struct date date = calendar_date(day);

	snprintf(out, 48, "%s %d %s %d", weekdays[calendar_weekday(day)], date.day,
		 months[date.month - 1], date.year);
	return out;
}

static void pace_text(const struct panel_view *view, char out[48])
{
	if (view->jumping)
		snprintf(out, 48, "time flies");
	else if (view->paused)
		snprintf(out, 48, "time stands still");
	else if (view->speed > 1)
		snprintf(out, 48, "%d times as fast", view->speed);
	else
		snprintf(out, 48, "in real time");
}

static void draw_clock(struct pen *pen, const struct panel_view *view)
{
	struct canvas *canvas = &pen->panel->canvas;
	char time[16], day[48], pace[48];
	bool running = !view->paused;
	const struct button buttons[] = {
		{0, 84, view->paused ? "Run" : "Pause", PANEL_PAUSE, 0, view->paused},
		{92, 38, "×1", PANEL_SPEED, 1, running && view->speed == 1},
		{134, 42, "×10", PANEL_SPEED, 10, running && view->speed == 10},
		{180, 42, "×60", PANEL_SPEED, 60, running && view->speed == 60},
		{230, 104, view->bell, PANEL_JUMP_BELL, 0, false},
		{342, INNER_WIDTH - 342, view->next_day, PANEL_JUMP_DAY, 0, false},
	};
	int next = begin_card(pen, 92);

	snprintf(time, sizeof(time), "%02d:%02d:%02d", view->now.minute / 60, view->now.minute % 60,
		 view->second);
	canvas_text(canvas, STYLE_CLOCK, INK, pen->x, pen->y + 16, 160, time);
	canvas_text(canvas, STYLE_TEXT, INK, pen->x + 160, pen->y + 7, INNER_WIDTH - 160,
		    day_text(view->now.day, day));
	pace_text(view, pace);
	canvas_text(canvas, STYLE_SMALL, INK_SOFT, pen->x + 160, pen->y + 27, INNER_WIDTH - 160,
		    pace);
	pen->y += 40;
	for (size_t i = 0; i < COUNT_OF(buttons); i++)
		if (buttons[i].label[0])
			draw_button(pen, &buttons[i]);
	pen->y = next;
}

/* -- switches -------------------------------------------------------------------------------- */

struct tile {
	const char *label, *well, *bad;
	enum panel_action action;
	bool is_well;
};

static void draw_tile(struct pen *pen, int x, int width, const struct tile *tile)
{
	struct panel *panel = pen->panel;
	const SDL_Rect box = place(pen, x, width, 46);
	uint32_t ink = tile->is_well ? WELL_INK : BAD_INK;
	uint32_t dot = tile->is_well ? WELL_DOT : BAD_DOT;
	bool lit = is_lit(panel, tile->action, 0);

	canvas_edged_box(&panel->canvas, box, 6, tile->is_well ? WELL : BAD, lit ? INK : dot);
	canvas_text(&panel->canvas, STYLE_SMALL, ink, box.x + 10, box.y + 14, width - 12,
		    tile->label);
	canvas_box(&panel->canvas, (SDL_Rect){box.x + 10, box.y + 27, 10, 10}, 5, dot);
	canvas_text(&panel->canvas, STYLE_STRONG, ink, box.x + 25, box.y + 32, width - 27,
		    tile->is_well ? tile->well : tile->bad);
	add_spot(panel, box, tile->action, 0);
}

static void draw_switches(struct pen *pen, const struct panel_view *view)
{
	const struct tile tiles[] = {
		{"Reader", "well", "lost", PANEL_READER, view->reader_well},
		{"Network", "up", "down", PANEL_NETWORK, view->network_up},
		{"Clock", "trusted", "not trusted", PANEL_CLOCK, view->clock_trusted},
		{"Power", "on", "off", PANEL_POWER, view->power_on},
	};
	static const int widths[] = {92, 92, 128, 92};
	int next = begin_card(pen, 10 + HEADING_H + 46 + 12);
	int x = 0;

	draw_heading(pen, "Switches", "click to change");
	for (size_t i = 0; i < COUNT_OF(tiles); i++) {
		draw_tile(pen, x, widths[i], &tiles[i]);
		x += widths[i] + 8;
	}
	pen->y = next;
}

/* -- cards ----------------------------------------------------------------------------------- */

static void draw_search(struct pen *pen, const char *search)
{
	struct canvas *canvas = &pen->panel->canvas;
	const SDL_Rect box = place(pen, 0, 196, BUTTON_H);
	int middle = box.y + box.h / 2;

	canvas_edged_box(canvas, box, 6, CARD, EDGE);
	if (!search[0]) {
		canvas_text(canvas, STYLE_TEXT, INK_SOFT, box.x + 12, middle, box.w - 20,
			    "type a name or form");
		return;
	}
	int width = canvas_text(canvas, STYLE_TEXT, INK, box.x + 10, middle, box.w - 20, search);
	canvas_box(canvas, (SDL_Rect){box.x + 12 + width, box.y + 8, 1, box.h - 16}, 0, INK);
}

/* The bar of a list of `all` with `shown` of them in sight, from `top`. */
static void draw_scrollbar(struct panel *panel, SDL_Rect list, size_t top, size_t shown, size_t all)
{
	if (all <= shown)
		return;
	int length = (int)((size_t)list.h * shown / all);
	length = length < 16 ? 16 : length;
	int at = (int)((size_t)(list.h - length) * top / (all - shown));

	canvas_box(&panel->canvas, (SDL_Rect){list.x + list.w - 5, list.y + at, 5, length}, 2,
		   EDGE);
}

static void draw_row(struct panel *panel, SDL_Rect box, const struct rack_card *card, int number)
{
	struct canvas *canvas = &panel->canvas;
	bool has_card = card->pupil.card.length > 0;
	const struct panel_spot row = {.action = PANEL_CARD, .number = number};
	bool held = same_spot(&row, &panel->pressed);
	int middle = box.y + box.h / 2;

	if (held)
		canvas_box(canvas, box, 5, ACTION);
	else if (has_card && same_spot(&row, &panel->hovered))
		canvas_box(canvas, box, 5, HOVERED);
	uint32_t soft = held ? ON_ACTION : INK_SOFT;
	canvas_text(canvas, STYLE_TEXT,
		    held       ? ON_ACTION
		    : has_card ? INK
			       : INK_SOFT,
		    box.x + 8, middle, box.w - 150, card->pupil.name);
	if (!has_card)
		canvas_text(canvas, STYLE_SMALL, soft, box.x + box.w - 130, middle, 70, "no card");
	canvas_text(canvas, STYLE_TEXT, soft, box.x + box.w - 44, middle, 44, card->pupil.form);
	if (has_card)
		add_spot(panel, box, PANEL_CARD, number);
}

static void draw_list(struct pen *pen, const struct rack *rack, size_t rows)
{
	struct panel *panel = pen->panel;

	panel->list = place(pen, 0, INNER_WIDTH, (int)rows * ROW_H);
	size_t most = rack->shown_count > rows ? rack->shown_count - rows : 0;
	if (panel->list_top > most)
		panel->list_top = most;
	for (size_t i = 0; i < rows && panel->list_top + i < rack->shown_count; i++) {
		size_t number = rack->shown[panel->list_top + i];
		const SDL_Rect box = {pen->x, pen->y + (int)i * ROW_H, INNER_WIDTH - SCROLLBAR,
				      ROW_H};
		draw_row(panel, box, &rack->cards[number], (int)number);
	}
	if (rack->shown_count == 0)
		canvas_text(&panel->canvas, STYLE_TEXT, INK_SOFT, pen->x + 8, pen->y + ROW_H / 2,
			    INNER_WIDTH - 16,
			    rack->count ? "nobody is called so; Escape clears"
					: "no pupils: the kiosk is off, or has no roster");
	draw_scrollbar(panel, panel->list, panel->list_top, rows, rack->shown_count);
}

static void draw_cards(struct pen *pen, const struct panel_view *view, size_t rows)
{
	const struct button buttons[] = {
		{204, 124, "Unknown card", PANEL_UNKNOWN_CARD, 0, false},
		{336, INNER_WIDTH - 336, "Phone", PANEL_PHONE, 0, false},
	};
	int next = begin_card(pen, 10 + HEADING_H + BUTTON_H + 6 + (int)rows * ROW_H + 10);

	draw_heading(pen, "Cards", "click to tap, hold to leave it on the reader");
	draw_search(pen, view->rack->search);
	for (size_t i = 0; i < COUNT_OF(buttons); i++)
		draw_button(pen, &buttons[i]);
	pen->y += BUTTON_H + 6;
	draw_list(pen, view->rack, rows);
	pen->y = next;
}

/* -- what happened --------------------------------------------------------------------------- */

static void draw_lines(struct pen *pen, int height)
{
	static const uint32_t inks[] = {
		[PANEL_RECORDED] = INK,
		[PANEL_SENT] = SENT_INK,
		[PANEL_ANSWERED] = WELL_INK,
		[PANEL_TROUBLE] = BAD_INK,
	};
	struct panel *panel = pen->panel;

	begin_card(pen, height);
	draw_heading(pen, "What happened", "recorded, sent and answered");
	size_t rows = (size_t)((height - 10 - HEADING_H - 8) / LINE_H);
	size_t most = panel->line_count > rows ? panel->line_count - rows : 0;
	if (panel->lines_up > most)
		panel->lines_up = most;
	size_t top = most - panel->lines_up;
	panel->lines_box = place(pen, 0, INNER_WIDTH, (int)rows * LINE_H);
	for (size_t i = 0; i < rows && top + i < panel->line_count; i++) {
		const struct panel_line *line =
			&panel->lines[(panel->line_first + top + i) % PANEL_LINES];
		int middle = pen->y + (int)i * LINE_H + LINE_H / 2;
		canvas_text(&panel->canvas, STYLE_SMALL, INK_SOFT, pen->x, middle, TIME_WIDTH,
			    line->time);
		canvas_text(&panel->canvas, STYLE_SMALL, inks[line->tone], pen->x + TIME_WIDTH,
			    middle, LINE_WIDTH + 2, line->text);
	}
	draw_scrollbar(panel, panel->lines_box, top, rows, panel->line_count);
}

void panel_draw(struct panel *panel, const struct panel_view *view)
{
	struct pen pen = {.panel = panel, .y = MARGIN};
	int height = panel->canvas.surface->h;

	panel->spot_count = 0;
	canvas_box(&panel->canvas, (SDL_Rect){0, 0, PANEL_WIDTH_PX, height}, 0, DESK);
	draw_clock(&pen, view);
	draw_switches(&pen, view);
	draw_cards(&pen, view, (size_t)(6 + (height - PANEL_HEIGHT_MIN_PX) / 3 / ROW_H));
	draw_lines(&pen, height - pen.y - MARGIN);
}
