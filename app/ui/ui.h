#pragma once
/* ui: draws a view, and tells what a finger touched. Decides nothing. SDL software surface: no window here. */
#include "core/base.h"
#include "core/flow.h"

struct ui;

/* Fonts are found in the system's font folders; words in `locale_dir` (gettext). Errors: ERR_NOT_FOUND (a font, said which on
 * `problem`), ERR_NO_MEMORY. */
MUST_CHECK enum err ui_open(struct ui **out, int width_px, int height_px, float px_per_mm,
			    const char *locale_dir, char *problem, size_t problem_size);
void ui_close(struct ui *ui);
/* Lays the view out as a tree of widgets; the next calls speak of it. */
void ui_set(struct ui *ui, const struct view *view);
/* Draws the tree; the ARGB8888 pixels belong to the ui until the next call. */
const uint32_t *ui_draw(struct ui *ui, int *pitch_bytes);
/* Fingers act on up, inside the control they went down on; sliding off cancels. True: `out` was touched. */
enum ui_finger { UI_FINGER_DOWN, UI_FINGER_MOVE, UI_FINGER_UP };
bool ui_finger(struct ui *ui, enum ui_finger finger, int x_px, int y_px, struct flow_touch *out);
/* The tree as text, a line a widget; belongs to the ui until the next call. */
const char *ui_text(struct ui *ui);
/* The centre of the control with this label; false: none. */
bool ui_control(struct ui *ui, const char *label, int *x_px, int *y_px);
