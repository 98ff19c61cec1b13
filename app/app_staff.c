/* Staff mode at the kiosk: cards and touches into the machine, its effects out, its view onto the screen. */
#include "app_private.h"

#include <string.h>

#include "sitting.h"
#include "staff.h"
#include "staffroom_acts.h"
#include "staffroom_late.h"
#include "staffroom_view.h"
#include "store/staff_store.h"

bool app_staff_open(const struct app *app)
{
	return app->staffroom.screen != SCREEN_IDLE;
}

/* -- what the machine asks for --------------------------------------------------------------------- */

static void input(struct app *app, struct staffroom_input *in);

void app_staff_note(struct app *app, enum event_kind kind, const char *reason)
{
	struct app_by by = {.reason = reason,
			    .name = app->staffroom.member.name,
			    .role = post_text(app->staffroom.member.post)};
	enum err err = staff_note(&app->day, kind, &by);
	if (err)
		hal_log(HAL_ERROR, err_text(err));
}

static void check_pin(struct app *app)
{
	static const enum staffroom_input_kind answers[] = {
		[PIN_ANSWER_RIGHT] = STAFFROOM_PIN_RIGHT,
		[PIN_ANSWER_WRONG] = STAFFROOM_PIN_WRONG,
		[PIN_ANSWER_LATER] = STAFFROOM_PIN_LATER,
	};
	struct staffroom_input in = {.kind = STAFFROOM_REFUSED, .problem = STAFF_NOT_KEPT};
	enum pin_answer answer = PIN_ANSWER_LATER;
	enum err err =
		staff_store_check_pin(app->day.store, app->staffroom.member.key, app->staffroom.pin,
				      &app->day.now, &answer, &in.wait_s);
	if (err)
		hal_log(HAL_ERROR, err_text(err));
	else
		in.kind = answers[answer];
	if (!err && answer == PIN_ANSWER_WRONG)
		hal_log(HAL_WARNING, "staff mode: a wrong PIN");
	if (in.kind == STAFFROOM_PIN_RIGHT)
		app_staff_note(app, EVENT_STAFF_IN, "");
	else
		app_feedback(app, FEEDBACK_UNKNOWN);
	input(app, &in);
}

static void act(struct app *app, const struct staff_act *asked)
{
	struct staffroom_doing doing = {
		.day = &app->day,
		.member = &app->staffroom.member,
		.card = &app->new_card,
		.chosen = &app->staffroom.chosen,
	};
	struct staffroom_input in = {.problem = asked->kind == ACT_PRINT
							? app_print(app)
							: staffroom_act(&doing, asked)};
	in.kind = in.problem == STAFF_NO_PROBLEM ? STAFFROOM_DONE : STAFFROOM_REFUSED;
	input(app, &in);
}

static void input(struct app *app, struct staffroom_input *in)
{
	in->now = app->day.now;
	struct staffroom_effects effects = staffroom_step(&app->staffroom, in);
	if (effects.redraw)
		app->redraw = true;
	if (effects.check_pin)
		check_pin(app);
	else if (effects.act.kind != ACT_NONE)
		act(app, &effects.act);
}

/* -- cards, touches, time -------------------------------------------------------------------------- */

static bool find_member(const struct app *app, const struct card *card, struct staff_member *out)
{
	enum err err = staff_store_by_card(app->day.store, card, out);
	if (err && err != ERR_NOT_FOUND)
		hal_log(HAL_ERROR, err_text(err));
	return !err;
}

/* Whoever's card it is, nobody is ticked in by it: it may be one that lay in a drawer. */
static void take_new_card(struct app *app, const struct card *card, uint32_t pupil)
{
	struct staff_member member;
	struct staffroom_input in = {.kind = STAFFROOM_NEW_CARD};
	if (card_is_random(card))
		in.problem = STAFF_RANDOM_CARD;
	else if (pupil || find_member(app, card, &member))
		in.problem = STAFF_CARD_TAKEN;
	app->new_card = *card;
	app_feedback(app, in.problem ? FEEDBACK_UNKNOWN : FEEDBACK_ALREADY);
	input(app, &in);
}

bool app_staff_card(struct app *app, const struct card *card, uint32_t pupil)
{
	struct staffroom_input in = {.kind = STAFFROOM_CARD};
	if (!app->day.store)
		return false;
	if (app->staffroom.screen == SCREEN_NEW_CARD) {
		take_new_card(app, card, pupil);
		return true;
	}
	if (pupil || !find_member(app, card, &in.member))
		return false;
	input(app, &in);
	return true;
}

void app_staff_touch(struct app *app, const struct flow_touch *touch)
{
	struct staffroom_input in = {
		.kind = STAFFROOM_TOUCHED, .touch = *touch, .session = sitting_now(&app->day)};
	struct staff_group late;
	(void)sitting_last_closed(&app->day, &in.closed);
	if (app->staffroom.screen == SCREEN_LATE_TOGETHER && app->day.store) {
		staffroom_late(&app->day, &late);
		in.late = &late;
	}
	input(app, &in);
}

void app_staff_time(struct app *app)
{
	struct staffroom_input in = {.kind = STAFFROOM_TIME};
	struct staffroom_input printed = {.kind = STAFFROOM_PRINTED};
	if (app_print_ended(app, &printed.problem))
		input(app, &printed);
	if (app->day.now.mono_ms >= staffroom_deadline(&app->staffroom))
		input(app, &in);
}

/* -- what is shown --------------------------------------------------------------------------------- */

void app_staff_show(struct app *app)
{
	struct staffroom_scene scene = {
		.staffroom = &app->staffroom,
		.day = &app->day,
		.closing = app->closing,
		.delivery = app->delivery,
		.reader = app->reader,
		.language = app->flow.language,
		.page_size = (size_t)ui_page_size(app->ui, app->staffroom.screen),
	};
	staffroom_view(&scene, &app->staff_view);
	memset(&app->view, 0, sizeof(app->view));
	app->view.screen = app->staffroom.screen;
	app->view.language = app->flow.language;
	app->view.school = app->day.config.school_name;
	app->view.clock_minute = app->day.now.minute;
	app->view.staff = &app->staff_view;
}
