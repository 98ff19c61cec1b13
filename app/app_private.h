#pragma once
/* app_private: what an app is inside. Private to app.c and app_outside.c. */
#include "app.h"
#include "closing.h"
#include "core/tap.h"
#include "delivery.h"
#include "listen.h"
#include "pane.h"
#include "ui/ui.h"

struct app {
	struct day day;
	struct closing *closing;
	struct delivery *delivery;
	struct ui *ui;
	struct pane pane;
	struct flow flow;
	struct tap tap;
	struct view view;
	struct listen listen;
	enum hal_reader reader;
	enum trust trust;
	char data_dir[PATH_SIZE];
	bool broken;  /* the databases cannot be used: out of order ... */
	bool passing; /* ... until what stands in the way is gone, not until someone sees to it */
	bool redraw;
	int64_t minute;    /* minutes since 1970 of the last minute's work */
	int64_t beat;      /* the same of the last beat's work */
	bool owed;         /* the beat's work is still to be done, whatever the hour */
	enum screen shown; /* for the witness */
	uint32_t shown_pupil;
};
