#include "core/flow_private.h"

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
	static const char *const names[] = {"none", "welcome", "late",    "already",  "unknown",
					    "ask",  "thanks",  "goodbye", "returned", "fault"};

	ENSURE(feedback >= 0 && (size_t)feedback < COUNT_OF(names));
	return names[feedback];
}

/* Does the screen speak to one pupil, who has said who they are? */
static bool is_personal(enum screen screen)
{
	switch (screen) {
	case SCREEN_WELCOME:
	case SCREEN_LATE:
	case SCREEN_LATE_REASONS:
	case SCREEN_THANKS:
	case SCREEN_ALREADY_IN:
	case SCREEN_LEAVING_REASONS:
	case SCREEN_GOODBYE:
	case SCREEN_ARE_YOU_BACK:
	case SCREEN_RETURNED: return true;
	default: return false;
	}
}

bool flow_is_list(enum screen screen)
{
	switch (screen) {
	case SCREEN_YEARS:
	case SCREEN_FORMS:
	case SCREEN_LETTERS:
	case SCREEN_NAMES:
	case SCREEN_CONFIRM:
	case SCREEN_LEAVING_REASONS:
	case SCREEN_ARE_YOU_BACK: return true;
	default: return false;
	}
}

static void forget(struct flow *flow)
{
	flow->pupil = 0;
	flow->minute = 0;
	flow->waiting = false;
	flow->asked = 0;
	flow->asked_kind = EVENT_ARRIVED;
	flow->asked_minute = 0;
	flow->session = (struct session){0};
	flow->year_group = 0;
	memset(flow->form, 0, sizeof(flow->form));
	flow->letter = 0;
	flow->page = 0;
	flow->by_touch = false;
	flow->interrupted = SCREEN_IDLE;
}

void flow_show(struct flow *flow, enum screen screen, int64_t deadline_mono_ms,
	       struct flow_effects *effects)
{
	flow->screen = screen;
	flow->deadline_mono_ms = deadline_mono_ms;
	effects->redraw = true;
}

void flow_go_idle(struct flow *flow, struct flow_effects *effects)
{
	forget(flow);
	flow->language = flow->home_language;
	flow_show(flow, SCREEN_IDLE, INT64_MAX, effects);
}

void flow_go_list(struct flow *flow, enum screen screen, const struct moment *now,
		  struct flow_effects *effects)
{
	flow_show(flow, screen, now->mono_ms + FLOW_LIST_MS, effects);
}

static void go_out_of_order(struct flow *flow, enum flow_input_kind why,
			    struct flow_effects *effects)
{
	/* Someone who was waiting for a tick must hear that it did not come. */
	if (flow->waiting || why == FLOW_NOT_RECORDED)
		effects->feedback = FEEDBACK_FAULT;
	forget(flow);
	flow_show(flow, SCREEN_OUT_OF_ORDER, INT64_MAX, effects);
}

static int64_t until_heard(const struct flow *flow, int64_t ms)
{
	return flow->headset ? ms * FLOW_HEARD_TIMES : ms;
}

int64_t flow_patience_ms(const struct flow *flow, enum screen screen)
{
	switch (screen) {
	case SCREEN_LATE:
	case SCREEN_ALREADY_IN: return until_heard(flow, FLOW_OFFER_MS);
	case SCREEN_LATE_REASONS: return until_heard(flow, FLOW_REASONS_MS);
	case SCREEN_ASK_OFFICE:
	case SCREEN_UNKNOWN_CARD: return until_heard(flow, FLOW_UNKNOWN_MS);
	case SCREEN_STILL_THERE: return FLOW_STILL_THERE_MS;
	default: return flow_is_list(screen) || screen == SCREEN_IDLE ? FLOW_LIST_MS : 0;
	}
}

/* A result that offers something to touch stays long enough to be read and reached; the next card takes its place at once. */
static int64_t result_ms(const struct flow *flow, enum screen screen)
{
	int64_t offer_ms = flow_patience_ms(flow, screen);

	return offer_ms ? offer_ms : until_heard(flow, FLOW_RESULT_MS);
}

static void go_result(struct flow *flow, enum screen screen, uint32_t pupil, int16_t minute,
		      const struct moment *now, struct flow_effects *effects)
{
	forget(flow);
	flow->pupil = pupil;
	flow->minute = minute;
	flow_show(flow, screen, now->mono_ms + result_ms(flow, screen), effects);
}

void flow_ask(struct flow *flow, const struct moment *now, const struct flow_effects *what,
	      struct flow_effects *effects)
{
	flow->waiting = true;
	flow->asked = what->pupil;
	flow->asked_kind = what->kind;
	flow->asked_minute = now->minute;
	flow->by_touch = what->by_touch;
	flow->deadline_mono_ms = INT64_MAX;
	*effects = *what;
	effects->record = true;
}

void flow_identified(struct flow *flow, const struct flow_input *input, uint32_t pupil,
		     bool by_touch, struct flow_effects *effects)
{
	if (input->left) {
		forget(flow);
		flow->pupil = pupil;
		flow_go_list(flow, SCREEN_ARE_YOU_BACK, &input->now, effects);
		effects->feedback = FEEDBACK_ASK;
	} else if (input->already) {
		go_result(flow, SCREEN_ALREADY_IN, pupil, input->since_minute, &input->now,
			  effects);
		effects->feedback = FEEDBACK_ALREADY;
	} else {
		flow_ask(flow, &input->now,
			 &(struct flow_effects){
				 .kind = EVENT_ARRIVED, .pupil = pupil, .by_touch = by_touch},
			 effects);
	}
}

static void on_recorded(struct flow *flow, const struct flow_input *input,
			struct flow_effects *effects)
{
	enum screen screen = input->late ? SCREEN_LATE : SCREEN_WELCOME;

	effects->feedback = input->late ? FEEDBACK_LATE : FEEDBACK_WELCOME;
	if (flow->asked_kind == EVENT_LATE_REASON) {
		screen = SCREEN_THANKS;
		effects->feedback = FEEDBACK_THANKS;
	} else if (flow->asked_kind == EVENT_LEFT) {
		screen = SCREEN_GOODBYE;
		effects->feedback = FEEDBACK_GOODBYE;
	} else if (flow->asked_kind == EVENT_RETURNED) {
		screen = SCREEN_RETURNED;
		effects->feedback = FEEDBACK_RETURNED;
	}
	go_result(flow, screen, flow->asked, flow->asked_minute, &input->now, effects);
	flow->session = input->session;
}

static void on_card(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	if (flow->screen == SCREEN_OUT_OF_ORDER) {
		effects->feedback = FEEDBACK_FAULT;
		return;
	}
	/* The language was the choice of whoever stood here before. */
	if (is_personal(flow->screen == SCREEN_STILL_THERE ? flow->interrupted : flow->screen))
		flow->language = flow->home_language;
	if (input->pupil != 0) {
		flow_identified(flow, input, input->pupil, false, effects);
		return;
	}
	forget(flow);
	effects->feedback = FEEDBACK_UNKNOWN;
	flow_show(flow, SCREEN_UNKNOWN_CARD,
		  input->now.mono_ms + flow_patience_ms(flow, SCREEN_UNKNOWN_CARD), effects);
}

static void on_time(struct flow *flow, const struct moment *now, struct flow_effects *effects)
{
	if (now->mono_ms < flow->deadline_mono_ms)
		return;
	if (flow_is_list(flow->screen)) {
		flow->interrupted = flow->screen;
		flow_show(flow, SCREEN_STILL_THERE, now->mono_ms + FLOW_STILL_THERE_MS, effects);
	} else {
		flow_go_idle(flow, effects);
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

	flow->headset = input->headset;
	switch (input->kind) {
	case FLOW_CARD:
		if (!flow->waiting)
			on_card(flow, input, &effects);
		break;
	case FLOW_TOUCHED:
		if (!flow->waiting)
			flow_touched(flow, input, &effects);
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
			flow_go_idle(flow, &effects);
		break;
	}
	return effects;
}

int64_t flow_deadline(const struct flow *flow)
{
	return flow->deadline_mono_ms;
}
