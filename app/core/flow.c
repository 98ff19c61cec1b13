#include "core/flow.h"

#include <limits.h>
#include <string.h>

#define SCREEN_NAME(name, text) text,
static const char *const screen_names[] = {SCREEN_LIST(SCREEN_NAME)};

const char *screen_text(enum screen screen)
{
	ENSURE(screen >= 0 && screen < SCREEN_COUNT);
	return screen_names[screen];
}

const char *feedback_text(enum feedback feedback)
{
	static const char *const names[] = {"none",    "welcome", "late",
					    "already", "unknown", "fault"};

	ENSURE(feedback >= 0 && (size_t)feedback < COUNT_OF(names));
	return names[feedback];
}

static bool is_result(enum screen screen)
{
	return screen == SCREEN_WELCOME || screen == SCREEN_LATE || screen == SCREEN_ALREADY_IN;
}

static bool is_list(enum screen screen)
{
	return screen == SCREEN_YEARS || screen == SCREEN_FORMS || screen == SCREEN_NAMES ||
	       screen == SCREEN_CONFIRM;
}

static void forget(struct flow *flow)
{
	flow->pupil = 0;
	flow->minute = 0;
	flow->waiting = false;
	flow->asked = 0;
	flow->asked_minute = 0;
	flow->year_group = 0;
	memset(flow->form, 0, sizeof(flow->form));
	flow->page = 0;
	flow->by_touch = false;
	flow->interrupted = SCREEN_IDLE;
}

static void show(struct flow *flow, enum screen screen, int64_t deadline_mono_ms,
		 struct flow_effects *effects)
{
	flow->screen = screen;
	flow->deadline_mono_ms = deadline_mono_ms;
	effects->redraw = true;
}

static void go_idle(struct flow *flow, struct flow_effects *effects)
{
	forget(flow);
	flow->language = flow->home_language;
	show(flow, SCREEN_IDLE, INT64_MAX, effects);
}

static void go_list(struct flow *flow, enum screen screen, const struct moment *now,
		    struct flow_effects *effects)
{
	show(flow, screen, now->mono_ms + FLOW_LIST_MS, effects);
}

static void go_out_of_order(struct flow *flow, enum flow_input_kind why,
			    struct flow_effects *effects)
{
	/* Someone who was waiting for a tick must hear that it did not come. */
	if (flow->waiting || why == FLOW_NOT_RECORDED)
		effects->feedback = FEEDBACK_FAULT;
	forget(flow);
	show(flow, SCREEN_OUT_OF_ORDER, INT64_MAX, effects);
}

static void go_result(struct flow *flow, enum screen screen, uint32_t pupil, int16_t minute,
		      const struct moment *now, struct flow_effects *effects)
{
	forget(flow);
	flow->pupil = pupil;
	flow->minute = minute;
	show(flow, screen, now->mono_ms + FLOW_RESULT_MS, effects);
}

/* A pupil has said who they are, by card or by touch. The screen stays what it is until the answer:
 * a tick with this pupil's name must not be drawn before the arrival is durable. */
static void identified(struct flow *flow, const struct flow_input *input, uint32_t pupil,
		       bool by_touch, struct flow_effects *effects)
{
	if (input->already) {
		go_result(flow, SCREEN_ALREADY_IN, pupil, input->since_minute, &input->now,
			  effects);
		effects->feedback = FEEDBACK_ALREADY;
		return;
	}
	flow->waiting = true;
	flow->asked = pupil;
	flow->asked_minute = input->now.minute;
	flow->by_touch = by_touch;
	flow->deadline_mono_ms = INT64_MAX;
	effects->record = true;
	effects->pupil = pupil;
	effects->by_touch = by_touch;
}

static void on_recorded(struct flow *flow, const struct flow_input *input,
			struct flow_effects *effects)
{
	go_result(flow, input->late ? SCREEN_LATE : SCREEN_WELCOME, flow->asked, flow->asked_minute,
		  &input->now, effects);
	effects->feedback = input->late ? FEEDBACK_LATE : FEEDBACK_WELCOME;
}

static void on_card(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	if (flow->screen == SCREEN_OUT_OF_ORDER) {
		effects->feedback = FEEDBACK_FAULT;
		return;
	}
	/* The language was the choice of whoever stood here before. */
	if (is_result(flow->screen))
		flow->language = flow->home_language;
	if (input->pupil != 0) {
		identified(flow, input, input->pupil, false, effects);
		return;
	}
	forget(flow);
	effects->feedback = FEEDBACK_UNKNOWN;
	show(flow, SCREEN_UNKNOWN_CARD, input->now.mono_ms + FLOW_UNKNOWN_MS, effects);
}

static void toggle_language(struct flow *flow, const struct moment *now,
			    struct flow_effects *effects)
{
	flow->language = flow->language == LANGUAGE_EN ? LANGUAGE_CY : LANGUAGE_EN;
	show(flow, SCREEN_IDLE,
	     flow->language == flow->home_language ? INT64_MAX : now->mono_ms + FLOW_LIST_MS,
	     effects);
}

static void step_back(struct flow *flow, const struct moment *now, struct flow_effects *effects)
{
	if (flow->screen == SCREEN_CONFIRM) {
		flow->pupil = 0;
		go_list(flow, SCREEN_NAMES, now, effects);
	} else if (flow->page > 0) {
		flow->page--;
		go_list(flow, flow->screen, now, effects);
	} else if (flow->screen == SCREEN_NAMES) {
		memset(flow->form, 0, sizeof(flow->form));
		go_list(flow, SCREEN_FORMS, now, effects);
	} else if (flow->screen == SCREEN_FORMS) {
		flow->year_group = 0;
		go_list(flow, SCREEN_YEARS, now, effects);
	} else {
		go_idle(flow, effects);
	}
}

/* A choice of the no-card path; one that does not belong to the screen shown is ignored. */
static void choose(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	const struct flow_touch *touch = &input->touch;

	if (touch->kind == TOUCH_YEAR && flow->screen == SCREEN_YEARS && touch->value >= INT8_MIN &&
	    touch->value <= INT8_MAX) {
		flow->year_group = (int8_t)touch->value;
		flow->page = 0;
		go_list(flow, SCREEN_FORMS, &input->now, effects);
	} else if (touch->kind == TOUCH_FORM && flow->screen == SCREEN_FORMS) {
		(void)text_copy(flow->form, sizeof(flow->form), touch->form);
		flow->page = 0;
		go_list(flow, SCREEN_NAMES, &input->now, effects);
	} else if (touch->kind == TOUCH_PUPIL && flow->screen == SCREEN_NAMES && touch->value > 0 &&
		   touch->value <= UINT32_MAX) {
		flow->pupil = (uint32_t)touch->value;
		go_list(flow, SCREEN_CONFIRM, &input->now, effects);
	} else if (touch->kind == TOUCH_MORE && is_list(flow->screen) &&
		   flow->screen != SCREEN_CONFIRM && flow->page < INT_MAX) {
		flow->page++;
		go_list(flow, flow->screen, &input->now, effects);
	}
}

static void on_touch(struct flow *flow, const struct flow_input *input,
		     struct flow_effects *effects)
{
	const struct moment *now = &input->now;
	enum screen screen = flow->screen;

	switch (input->touch.kind) {
	case TOUCH_NO_CARD:
		if (screen != SCREEN_IDLE && screen != SCREEN_UNKNOWN_CARD)
			return;
		flow->page = 0;
		go_list(flow, SCREEN_YEARS, now, effects);
		return;
	case TOUCH_LANGUAGE:
		if (screen == SCREEN_IDLE)
			toggle_language(flow, now, effects);
		return;
	case TOUCH_YES:
		if (screen == SCREEN_CONFIRM)
			identified(flow, input, flow->pupil, true, effects);
		return;
	case TOUCH_NO:
		if (screen == SCREEN_CONFIRM)
			step_back(flow, now, effects);
		return;
	case TOUCH_BACK:
		if (is_list(screen))
			step_back(flow, now, effects);
		return;
	case TOUCH_HOME:
		if (is_list(screen) || screen == SCREEN_UNKNOWN_CARD ||
		    screen == SCREEN_STILL_THERE)
			go_idle(flow, effects);
		return;
	case TOUCH_STILL_HERE:
		if (screen == SCREEN_STILL_THERE)
			go_list(flow, flow->interrupted, now, effects);
		return;
	default: choose(flow, input, effects);
	}
}

static void on_time(struct flow *flow, const struct moment *now, struct flow_effects *effects)
{
	if (now->mono_ms < flow->deadline_mono_ms)
		return;
	if (is_list(flow->screen)) {
		flow->interrupted = flow->screen;
		show(flow, SCREEN_STILL_THERE, now->mono_ms + FLOW_STILL_THERE_MS, effects);
	} else {
		go_idle(flow, effects);
	}
}

void flow_init(struct flow *flow, enum language home_language)
{
	*flow = (struct flow){.screen = SCREEN_IDLE,
			      .language = home_language,
			      .home_language = home_language,
			      .interrupted = SCREEN_IDLE,
			      .deadline_mono_ms = INT64_MAX};
}

struct flow_effects flow_step(struct flow *flow, const struct flow_input *input)
{
	struct flow_effects effects = {.feedback = FEEDBACK_NONE};

	switch (input->kind) {
	case FLOW_CARD:
		if (!flow->waiting)
			on_card(flow, input, &effects);
		break;
	case FLOW_TOUCHED:
		if (!flow->waiting)
			on_touch(flow, input, &effects);
		break;
	case FLOW_RECORDED:
		if (flow->waiting)
			on_recorded(flow, input, &effects);
		break;
	case FLOW_TIME:
		if (!flow->waiting)
			on_time(flow, &input->now, &effects);
		break;
	case FLOW_NOT_RECORDED:
	case FLOW_FAULT:
		if (flow->screen != SCREEN_OUT_OF_ORDER)
			go_out_of_order(flow, input->kind, &effects);
		break;
	case FLOW_MENDED:
		if (flow->screen == SCREEN_OUT_OF_ORDER)
			go_idle(flow, &effects);
		break;
	}
	return effects;
}

int64_t flow_deadline(const struct flow *flow)
{
	return flow->deadline_mono_ms;
}
