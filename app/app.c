#include "app_private.h"

#include <stdlib.h>

#include "place.h"
#include "sitting.h"
#include "views.h"
#include "wire/wire.h"

#define MINUTE_MS 60000

static void note_trouble(enum err err)
{
	if (err)
		hal_log(HAL_ERROR, err_text(err));
}

/* -- the pupils' machine ------------------------------------------------------------------------------ */

static bool is_late(const struct app *app, const struct event *event)
{
	const struct calendar *calendar = &app->day.school.calendar;
	const struct bell *bell = &calendar->bells[event->session.part];
	int closes_min = rules_closes_min(calendar, &app->day.roll, event->session);
	return rules_school_open(&app->day.school, event->session) &&
	       rules_arrival(bell, closes_min, event->at.minute) != STATE_PRESENT;
}

static void record(struct app *app, const struct flow_effects *effects)
{
	struct event event = {
		.kind = effects->kind,
		.source = effects->by_touch ? SOURCE_TOUCH : SOURCE_CARD,
		.pupil = effects->pupil,
		.session = effects->session,
	};
	ENSURE(text_copy(event.words.reason, sizeof(event.words.reason),
			 reason_text(effects->reason)));
	enum err err = day_record(&app->day, &event);
	note_trouble(err);
	struct flow_input in = {
		.kind = err ? FLOW_NOT_RECORDED : FLOW_RECORDED,
		.pupil = effects->pupil,
		.late = !err && event.kind == EVENT_ARRIVED && is_late(app, &event),
		.session = event.session,
	};
	app_flow(app, &in);
}

void app_feedback(const struct app *app, enum feedback feedback)
{
	hal_feedback(feedback_text(feedback), app->day.config.panel.calm ? HAL_SOFT : HAL_USUAL);
}

void app_flow(struct app *app, struct flow_input *in)
{
	in->now = app->day.now;
	in->headset = app->listen.headset;
	struct flow_effects effects = flow_step(&app->flow, in);
	if (effects.feedback != FEEDBACK_NONE)
		app_feedback(app, effects.feedback);
	if (effects.redraw)
		app->redraw = true;
	if (effects.record)
		record(app, &effects);
}

/* -- the minute's and the beat's work -------------------------------------------------------------- */

static void watch_reader(struct app *app)
{
	enum hal_reader reader = hal_reader();
	if (reader == app->reader)
		return;
	hal_log(HAL_WARNING, reader == HAL_READER_LOST
				     ? "reader: lost, pupils can touch their names"
				     : "reader: back");
	app->reader = reader;
	app->redraw = true;
	if (app->day.store)
		note_trouble(day_note(
			&app->day,
			reader == HAL_READER_LOST ? EVENT_READER_LOST : EVENT_READER_BACK, 0));
}

static enum err heartbeat(struct app *app)
{
	return day_note(&app->day, EVENT_HEARTBEAT, app->reader != HAL_READER_LOST);
}

static void minute_work(struct app *app)
{
	note_trouble(day_refresh(&app->day));
	bool mend = app->flow.screen == SCREEN_OUT_OF_ORDER;
	if (day_in_window(&app->day) || mend) {
		enum err err = heartbeat(app);
		note_trouble(err);
		struct flow_input mended = {.kind = FLOW_MENDED};
		if (mend && !err)
			app_flow(app, &mended);
	}
	note_trouble(sitting_close_registers(&app->day));
	if (app->flow.screen == SCREEN_IDLE || app_staff_open(app))
		app->redraw = true;
}

static void timed_work(struct app *app)
{
	const struct moment *now = &app->day.now;
	if (app->trust != now->trust) {
		app->trust = now->trust;
		if (day_in_window(&app->day))
			note_trouble(heartbeat(app));
	}
	if (now->utc_ms / MINUTE_MS != app->minute) {
		app->minute = now->utc_ms / MINUTE_MS;
		minute_work(app);
	}
	int64_t beat = (now->utc_ms - delivery_beat_s(app->delivery) * 1000) / MINUTE_MS;
	bool due = app->owed || calendar_sending_hours(&app->day.school.calendar, now);
	if (beat == app->beat || !due)
		return;
	app->beat = beat;
	enum err err = closing_run(app->closing, &app->day);
	note_trouble(err);
	app->owed = err || day_clock_lost(&app->day);
}

/* -- drawing --------------------------------------------------------------------------------------- */

static void observe_screen(struct app *app)
{
	uint32_t pupil = app_staff_open(app) ? 0 : app->flow.pupil;
	if (app->shown == app->view.screen && app->shown_pupil == pupil)
		return;
	app->shown = app->view.screen;
	app->shown_pupil = pupil;
	char *members = wire_members_screen(screen_text(app->view.screen), app->view.name);
	if (members)
		hal_observe("screen", members);
	free(members);
}

/* A kiosk that is out of order must be seen, and a clock that cannot be believed puts no light out. */
static bool in_hours(const struct app *app)
{
	const struct moment *now = &app->day.now;
	return app->flow.screen == SCREEN_OUT_OF_ORDER || now->trust == TRUST_UNTRUSTED ||
	       lamp_hours(&app->day.school, app->day.config.panel.lamp.day_ends_min, now);
}

static void show_flow(struct app *app)
{
	size_t page_size = (size_t)ui_page_size(app->ui, app->flow.screen);
	views_make(&app->day, &app->flow, page_size, &app->view);
	app->view.reader_lost = app->reader == HAL_READER_LOST;
}

static void draw(struct app *app)
{
	if (app_staff_open(app))
		app_staff_show(app);
	else
		show_flow(app);
	ui_set(app->ui, &app->view);
	if (pane_lit(&app->pane)) {
		int pitch = 0;
		const uint32_t *pixels = ui_draw(app->ui, &pitch);
		pane_present(&app->pane, pixels, pitch);
	}
	app->redraw = false;
	observe_screen(app);
}

/* -- the life of a kiosk --------------------------------------------------------------------------- */

static enum err open_stores(struct app *app)
{
	enum err err = app->day.store ? OK : day_open_store(&app->day, app->data_dir);
	if (!err && !app->closing)
		err = closing_open(&app->closing, app->data_dir);
	app->broken = err;
	/* A lock or a full disk passes; damage waits for a person. */
	app->passing = err == ERR_BUSY || err == ERR_NO_SPACE || err == ERR_IO;
	return err;
}

static enum err open_screen(struct app *app)
{
	const struct panel *panel = &app->day.config.panel;
	enum err err = pane_open(&app->pane, panel, app->day.now.mono_ms);
	if (err)
		return err;
	struct hal_screen screen = pane_screen(&app->pane);
	char problem[256] = "";
	char words[PATH_SIZE + 32];
	place_of_words(words, sizeof(words));
	err = ui_open(&app->ui, screen.width_px, screen.height_px, screen.px_per_mm, words, problem,
		      sizeof(problem));
	if (err)
		hal_log(HAL_ERROR, problem);
	else
		ui_set_theme(app->ui, panel->theme);
	return err;
}

static enum err open_rooms(struct app *app, const char *data_dir)
{
	if (!text_copy(app->data_dir, sizeof(app->data_dir), data_dir))
		return ERR_BAD_INPUT;
	enum err err = day_open(&app->day, data_dir);
	if (!err && open_stores(app) == ERR_NO_MEMORY)
		err = ERR_NO_MEMORY;
	if (!err)
		err = delivery_open(&app->delivery, &app->day);
	return err ? err : open_screen(app);
}

static void begin(struct app *app)
{
	app->reader = hal_reader();
	app->trust = app->day.now.trust;
	app->owed = true;
	note_trouble(day_note(&app->day, EVENT_KIOSK_UP, app->reader != HAL_READER_LOST));
	if (app->reader == HAL_READER_LOST)
		note_trouble(day_note(&app->day, EVENT_READER_LOST, 0));
}

/* What stood in the way at the start may have passed: once a minute it is tried again. */
static void mend(struct app *app)
{
	int64_t minute = app->day.now.utc_ms / MINUTE_MS;
	if (!app->passing || minute == app->minute)
		return;
	app->minute = minute;
	if (open_stores(app))
		return;
	delivery_restart(app->delivery, &app->day);
	begin(app);
	struct flow_input mended = {.kind = FLOW_MENDED};
	app_flow(app, &mended);
}

enum err app_open(struct app **out, const char *data_dir)
{
	struct app *app = calloc(1, sizeof(*app));
	if (!app)
		return ERR_NO_MEMORY;
	enum err err = open_rooms(app, data_dir);
	if (err) {
		app_close(app);
		return err;
	}
	flow_init(&app->flow, app->day.config.language);
	staffroom_init(&app->staffroom);
	app->shown = SCREEN_COUNT;
	app->redraw = true;
	struct flow_input fault = {.kind = FLOW_FAULT};
	if (app->broken)
		app_flow(app, &fault);
	else
		begin(app);
	*out = app;
	return OK;
}

void app_close(struct app *app)
{
	if (!app)
		return;
	if (app->day.store && app->ui)
		note_trouble(day_note(&app->day, EVENT_KIOSK_DOWN, 0));
	ui_close(app->ui);
	pane_close(&app->pane);
	delivery_close(app->delivery);
	closing_close(app->closing);
	day_release(&app->day);
	free(app);
}

static int64_t earliest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* The next full minute, and the next beat while there is something to say. */
static int64_t clock_deadline(const struct app *app)
{
	const struct moment *now = &app->day.now;
	int64_t into_minute = now->utc_ms % MINUTE_MS;
	int64_t next = MINUTE_MS - into_minute;
	if (app->owed || calendar_sending_hours(&app->day.school.calendar, now)) {
		int64_t to_beat = delivery_beat_s(app->delivery) * 1000 - into_minute;
		next = earliest(next, to_beat > 0 ? to_beat : to_beat + MINUTE_MS);
	}
	return now->mono_ms + next;
}

int64_t app_step(struct app *app)
{
	note_trouble(day_tick(&app->day));
	int64_t deadline = INT64_MAX;
	if (!app->broken)
		watch_reader(app);
	app_take_inputs(app);
	if (app->broken)
		mend(app);
	if (!app->broken) {
		timed_work(app);
		deadline = delivery_step(app->delivery, &app->day, app->reader);
	}
	struct flow_input time = {.kind = FLOW_TIME};
	if (app->day.now.mono_ms >= flow_deadline(&app->flow))
		app_flow(app, &time);
	app_staff_time(app);
	bool drawn = pane_step(&app->pane, app->day.now.mono_ms, in_hours(app)) || app->redraw;
	if (drawn)
		draw(app);
	pane_light(&app->pane);
	listen_step(&app->listen, app->ui, &app->view, drawn);
	deadline = earliest(deadline, flow_deadline(&app->flow));
	deadline = earliest(deadline, lamp_deadline(&app->pane.lamp));
	deadline = earliest(deadline, staffroom_deadline(&app->staffroom));
	return earliest(deadline, clock_deadline(app));
}
