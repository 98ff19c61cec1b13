#pragma once
/* ui: draws a view, and tells what a finger touched. Decides nothing. SDL software surface: no window here. */
#include "core/base.h"
#include "core/flow.h"
#include "core/panel.h"

struct ui;

/* Fonts are found in the system's font folders; Welsh in `locale_dir`/cy/LC_MESSAGES/firstbell.mo. Errors: ERR_NOT_FOUND (a
 * font or the words, said which on `problem`), ERR_DAMAGED (the words), ERR_BAD_CONFIG (a panel smaller than 85 mm across
 * has no room for the screens), ERR_NO_MEMORY. */
MUST_CHECK enum err ui_open(struct ui **out, int width_px, int height_px, float px_per_mm,
			    const char *locale_dir, char *problem, size_t problem_size);
void ui_close(struct ui *ui);
/* The words, for what is written elsewhere than on the screen; they live as long as the ui. */
struct words;
const struct words *ui_words(const struct ui *ui);
/* What is drawn from here on; it begins as THEME_NORMAL. */
void ui_set_theme(struct ui *ui, enum theme theme);
/* How many items of this screen's list fit a page (years, forms, names); 0: it has no list. At most
 * VIEW_ITEMS_MAX. The same for every page and language. Of more items the first so many are shown. */
int ui_page_size(const struct ui *ui, enum screen screen);
/* Lays the view out as a tree of widgets; the next calls speak of it. A finger that is down on a control stays on it
 * when the new view has the same control in the same place. */
void ui_set(struct ui *ui, const struct view *view);
/* Has something changed since ui_draw? A control under a finger looks pressed. */
bool ui_dirty(const struct ui *ui);
/* Draws the tree; the ARGB8888 pixels belong to the ui until the next call. */
const uint32_t *ui_draw(struct ui *ui, int *pitch_bytes);
/* Fingers act on up, inside the control they went down on; sliding off cancels. True: `out` was touched. */
enum ui_finger { UI_FINGER_DOWN, UI_FINGER_MOVE, UI_FINGER_UP };
bool ui_finger(struct ui *ui, enum ui_finger finger, int x_px, int y_px, struct flow_touch *out);
/* A key of a keypad; `digit` 0 to 9 goes with UI_KEY_DIGIT. Keys do what a finger on a control of the screen does, nothing else. From the
 * first key to the next finger the control in focus wears a ring. True: `out` was pressed. */
enum ui_key {
	UI_KEY_NEXT,
	UI_KEY_BEFORE,
	UI_KEY_PRESS,
	UI_KEY_BACK,
	UI_KEY_LISTEN, /* presses nothing */
	UI_KEY_ERASE,
	UI_KEY_DIGIT
};
bool ui_key(struct ui *ui, enum ui_key key, int digit, struct flow_touch *out);
/* What the screen says to the ear; empty: nothing. `headset`: names may be said, else they are left out. Belongs to the ui until the
 * next call. */
enum ui_say {
	UI_SAY_ALL,
	UI_SAY_NEWS, /* a new screen whole; on the same screen what is new; never the mere minute */
	UI_SAY_FOCUS /* the control with the ring */
};
const char *ui_say(struct ui *ui, enum ui_say what, bool headset);
/* In which language a line of it is, `length` bytes without its end: words may stand in both on one screen. */
enum language ui_say_language(const struct ui *ui, const char *line, size_t length);
/* The label of the control with the ring; NULL: there is no ring. */
const char *ui_focus(const struct ui *ui);
/* The tree as text, a line a widget: role "label" x,y wxh. In labels " and \ follow a \. Belongs to the ui until the
 * next call. A greeting is a group with the whole sentence, and under it its parts as they are set. */
const char *ui_text(struct ui *ui);
/* The centre of the control with this label; false: none. A label exactly as shown is looked for first, then
 * one that differs only in A to Z against a to z and in a "?" at the end ("no card" is "No card?"), then the only one
 * that begins with it and a colon ("Aisha Rahman" is "Aisha Rahman: Late 09:04"). */
bool ui_control(struct ui *ui, const char *label, int *x_px, int *y_px);
