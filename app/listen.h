#pragma once
/* listen: when the kiosk speaks: asked by a key, and with headphones in by itself. What it says is the screen's (ui). */
#include "core/flow.h"
#include "ui/ui.h"

struct listen {
	bool headset; /* was in at the last step */
	bool asked;   /* the listen key was pressed: this step says all */
	bool moved;   /* the focus moved: this step says where to */
	bool acted; /* a key or finger came: what was being said has been heard enough (EN 301 549 5.1.3.5) */
	bool aloud; /* asked for without headphones, until home or a finger: moving is said too */
	bool home;  /* the last screen shown was */
};
/* A key came; `changed`: the focus is elsewhere now. */
void listen_key(struct listen *listen, enum ui_key key, bool changed);
void listen_finger(struct listen *listen);
/* After the drawing: says what there is to say. `drawn`: the view was drawn anew in this step. Names are said to the headset only, and
 * when it is pulled out there is silence at once. */
void listen_step(struct listen *listen, struct ui *ui, const struct view *view, bool drawn);
