/* Cards, keys and fingers into the machines. */
#include "app_private.h"

#include "hal/hal.h"
#include "views.h"

/* Is this pupil in already, and since when? Or out? */
static void look_up(const struct app *app, uint32_t pupil, struct flow_input *in)
{
	const struct calendar *calendar = &app->day.school.calendar;
	struct roll_child child = roll_child(&app->day.roll, calendar, pupil, app->day.roll_day);
	enum part part = calendar_part_at(calendar, app->day.now.minute);
	const struct roll_fact *arrived = child.arrived[part];
	if (!arrived && app->day.school.afternoon == AFTERNOON_CARRIED)
		arrived = child.arrived[PART_AM];
	in->pupil = pupil;
	in->already = child.inside && arrived;
	in->since_minute = in->already ? arrived->at.minute : 0;
	in->left = child.left && !child.inside;
}

static void take_card(struct app *app, const struct card *card)
{
	uint32_t key = roster_card(&app->day.roster, card);
	if (app_staff_card(app, card, key))
		return;
	const struct pupil *pupil = roster_pupil(&app->day.roster, key);
	struct flow_input in = {.kind = FLOW_CARD};
	if (pupil && views_welcomes(&app->day, pupil))
		look_up(app, key, &in);
	app_flow(app, &in);
}

static void take_touch(struct app *app, const struct flow_touch *touch)
{
	if (app_staff_open(app)) {
		app_staff_touch(app, touch);
		return;
	}
	struct flow_input in = {.kind = FLOW_TOUCHED, .touch = *touch};
	if (touch->kind == TOUCH_YES)
		look_up(app, app->flow.pupil, &in);
	app_flow(app, &in);
}

static void take_key(struct app *app, const struct hal_press *press)
{
	enum ui_key key = (enum ui_key)press->key;
	const char *before = ui_focus(app->ui);
	struct flow_touch touch;
	if (!ui_key(app->ui, key, press->digit, &touch))
		touch = (struct flow_touch){.kind = TOUCH_NOTHING};
	listen_key(&app->listen, key, before != ui_focus(app->ui));
	take_touch(app, &touch);
}

void app_take_inputs(struct app *app)
{
	int64_t mono_ms = app->day.now.mono_ms;
	struct sighting sighting;
	while (hal_sighting(&sighting)) {
		if (!tap_step(&app->tap, &sighting))
			continue;
		(void)lamp_wake(&app->pane.lamp, mono_ms); /* a card counts, lit or dark */
		take_card(app, &sighting.card);
	}
	struct hal_press press;
	while (hal_key(&press)) {
		/* The key that lights a dark screen does nothing else, as the touch does. */
		if (!lamp_wake(&app->pane.lamp, mono_ms))
			take_key(app, &press);
	}
	struct hal_touch finger;
	while (pane_touch(&app->pane, mono_ms, &finger)) {
		struct flow_touch touch;
		listen_finger(&app->listen);
		if (ui_finger(app->ui, (enum ui_finger)finger.finger, finger.x_px, finger.y_px,
			      &touch))
			take_touch(app, &touch);
	}
	if (ui_dirty(app->ui))
		app->redraw = true;
}
