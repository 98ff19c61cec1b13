#pragma once
/* app_private: what an app is inside. Private to app.c, app_inputs.c, app_print.c, app_staff.c and app_outside.c. */
#include "app.h"
#include "closing.h"
#include "core/staffroom.h"
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
	struct staffroom staffroom; /* lies over the flow while it is open */
	struct staff_view staff_view;
	struct card new_card; /* the last one tapped while SCREEN_NEW_CARD waited for it */
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

/* Gives the pupils' machine an input and does what it asks for. */
void app_flow(struct app *app, struct flow_input *in);
/* All that waits, app_inputs.c. */
void app_take_inputs(struct app *app);
/* The sound and the light of it, soft where the kiosk is set up to be calm. */
void app_feedback(const struct app *app, enum feedback feedback);

/* -- staff mode, app_staff.c ----------------------------------------------------------------------- */
bool app_staff_open(const struct app *app);
/* A member's card opens the PIN's screen, and where a card is waited for to be given any card is that one. `pupil`: whose it is, 0: no
 * pupil's. False: the card is the flow's. */
bool app_staff_card(struct app *app, const struct card *card, uint32_t pupil);
void app_staff_touch(struct app *app, const struct flow_touch *touch);
void app_staff_time(struct app *app);
/* That whoever is in did something that changes nobody's register. */
void app_staff_note(struct app *app, enum event_kind kind, const char *reason);
/* The view of the screen shown. */
void app_staff_show(struct app *app);

/* -- the printer, app_print.c ---------------------------------------------------------------------- */
/* Sends the evacuation list, and records that. STAFF_NO_PROBLEM: it is on its way. */
enum staff_problem app_print(struct app *app);
/* Has the list that staff wait for ended? Then how. */
bool app_print_ended(const struct app *app, enum staff_problem *problem);
