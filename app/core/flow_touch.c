#include "core/alphabet.h"
#include "core/flow_private.h"

#include <limits.h>
#include <string.h>

/* flow_touch: what a finger means on each screen. */

static void toggle_language(struct flow *flow, const struct moment *now,
			    struct flow_effects *effects)
{
	flow->language = flow->language == LANGUAGE_EN ? LANGUAGE_CY : LANGUAGE_EN;
	flow_show(flow, SCREEN_IDLE,
		  flow->language == flow->home_language ? INT64_MAX : now->mono_ms + FLOW_LIST_MS,
		  effects);
}

/* A list of which there may be more pages. */
static bool is_paged(enum screen screen)
{
	return screen == SCREEN_YEARS || screen == SCREEN_FORMS || screen == SCREEN_LETTERS ||
	       screen == SCREEN_NAMES;
}

static void step_back(struct flow *flow, const struct moment *now, struct flow_effects *effects)
{
	if (flow->screen == SCREEN_CONFIRM) {
		flow->pupil = 0;
		flow_go_list(flow, SCREEN_NAMES, now, effects);
	} else if (flow->page > 0) {
		flow->page--;
		flow_go_list(flow, flow->screen, now, effects);
	} else if (flow->screen == SCREEN_NAMES && flow->letter != 0) {
		flow->letter = 0;
		flow_go_list(flow, SCREEN_LETTERS, now, effects);
	} else if (flow->screen == SCREEN_LETTERS) {
		flow_go_list(flow, SCREEN_FORMS, now, effects);
	} else if (flow->screen == SCREEN_NAMES) {
		memset(flow->form, 0, sizeof(flow->form));
		flow_go_list(flow, SCREEN_FORMS, now, effects);
	} else if (flow->screen == SCREEN_FORMS) {
		flow->year_group = 0;
		flow_go_list(flow, SCREEN_YEARS, now, effects);
	} else {
		flow_go_idle(flow, effects);
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
		flow_go_list(flow, SCREEN_FORMS, &input->now, effects);
	} else if (touch->kind == TOUCH_FORM && flow->screen == SCREEN_FORMS) {
		(void)text_copy(flow->form, sizeof(flow->form), touch->form);
		flow->page = 0;
		flow_go_list(flow, SCREEN_NAMES, &input->now, effects);
	} else if (touch->kind == TOUCH_LETTERS && flow->screen == SCREEN_FORMS) {
		flow->page = 0;
		flow_go_list(flow, SCREEN_LETTERS, &input->now, effects);
	} else if (touch->kind == TOUCH_LETTER && flow->screen == SCREEN_LETTERS &&
		   touch->value > 0 && touch->value <= ALPHABET_OTHER) {
		flow->letter = (int)touch->value;
		flow->page = 0;
		flow_go_list(flow, SCREEN_NAMES, &input->now, effects);
	} else if (touch->kind == TOUCH_PUPIL && flow->screen == SCREEN_NAMES && touch->value > 0 &&
		   touch->value <= UINT32_MAX) {
		flow->pupil = (uint32_t)touch->value;
		flow_go_list(flow, SCREEN_CONFIRM, &input->now, effects);
	} else if (touch->kind == TOUCH_ALIKE && flow->screen == SCREEN_NAMES) {
		flow_show(flow, SCREEN_ASK_OFFICE,
			  input->now.mono_ms + flow_patience_ms(flow, SCREEN_ASK_OFFICE), effects);
	} else if (touch->kind == TOUCH_MORE && is_paged(flow->screen) && flow->page < INT_MAX) {
		flow->page++;
		flow_go_list(flow, flow->screen, &input->now, effects);
	}
}

/* A control meant for one pupil counts while that pupil is shown: someone else's card may have come under the finger. */
static bool is_theirs(const struct flow *flow, const struct flow_touch *touch)
{
	return flow->pupil != 0 && touch->value == flow->pupil;
}

/* Reasons are asked for by touch alone, so what they are given for is said by touch. */
static void because(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	bool late = flow->screen == SCREEN_LATE_REASONS;
	const struct reasons *reasons = late ? &reasons_late : &reasons_leaving;
	struct flow_effects what = {.kind = late ? EVENT_LATE_REASON : EVENT_LEFT,
				    .pupil = flow->pupil,
				    .by_touch = true,
				    .reason = (enum reason)input->touch.value,
				    .session = flow->session};

	if ((late || flow->screen == SCREEN_LEAVING_REASONS) &&
	    reasons_have(reasons, input->touch.value))
		flow_ask(flow, &input->now, &what, effects);
}

static void yes(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	const struct flow_effects back = {
		.kind = EVENT_RETURNED, .pupil = flow->pupil, .by_touch = true};

	if (flow->screen == SCREEN_CONFIRM)
		flow_identified(flow, input, flow->pupil, true, effects);
	else if (flow->screen == SCREEN_ARE_YOU_BACK && is_theirs(flow, &input->touch))
		flow_ask(flow, &input->now, &back, effects);
}

static void home(struct flow *flow, struct flow_effects *effects)
{
	if (is_paged(flow->screen) || flow->screen == SCREEN_CONFIRM ||
	    flow->screen == SCREEN_UNKNOWN_CARD || flow->screen == SCREEN_ASK_OFFICE ||
	    flow->screen == SCREEN_STILL_THERE || flow->screen == SCREEN_LATE_REASONS ||
	    flow->screen == SCREEN_LEAVING_REASONS)
		flow_go_idle(flow, effects);
}

/* From a result to the reasons that it offers to give. */
static void offered(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	if (!is_theirs(flow, &input->touch))
		return;
	if (input->touch.kind == TOUCH_WHY && flow->screen == SCREEN_LATE)
		flow_show(flow, SCREEN_LATE_REASONS,
			  input->now.mono_ms + flow_patience_ms(flow, SCREEN_LATE_REASONS),
			  effects);
	else if (input->touch.kind == TOUCH_LEAVING && flow->screen == SCREEN_ALREADY_IN)
		flow_go_list(flow, SCREEN_LEAVING_REASONS, &input->now, effects);
}

static void no(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	if (flow->screen == SCREEN_CONFIRM)
		step_back(flow, &input->now, effects);
	else if (flow->screen == SCREEN_ARE_YOU_BACK && is_theirs(flow, &input->touch))
		flow_go_idle(flow, effects);
}

static void stay(struct flow *flow, const struct moment *now)
{
	int64_t until_ms = now->mono_ms + flow_patience_ms(flow, flow->screen);

	if (flow->deadline_mono_ms != INT64_MAX && until_ms > flow->deadline_mono_ms)
		flow->deadline_mono_ms = until_ms;
}

/* Where what to do stands in both languages, the one that is touched is the one to go on in. */
static void no_card(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	int64_t language = input->touch.value - 1;

	if (flow->screen == SCREEN_IDLE && (language == LANGUAGE_EN || language == LANGUAGE_CY))
		flow->language = (enum language)language;
	flow->page = 0;
	flow_go_list(flow, SCREEN_YEARS, &input->now, effects);
}

void flow_touched(struct flow *flow, const struct flow_input *input, struct flow_effects *effects)
{
	const struct moment *now = &input->now;
	enum screen screen = flow->screen;

	switch (input->touch.kind) {
	case TOUCH_NO_CARD:
		if (screen != SCREEN_IDLE && screen != SCREEN_UNKNOWN_CARD)
			return;
		no_card(flow, input, effects);
		return;
	case TOUCH_LANGUAGE:
		if (screen == SCREEN_IDLE)
			toggle_language(flow, now, effects);
		return;
	case TOUCH_YES: yes(flow, input, effects); return;
	case TOUCH_NO: no(flow, input, effects); return;
	case TOUCH_BACK:
		if (is_paged(screen) || screen == SCREEN_CONFIRM)
			step_back(flow, now, effects);
		return;
	case TOUCH_HOME: home(flow, effects); return;
	case TOUCH_STILL_HERE:
		if (screen == SCREEN_STILL_THERE)
			flow_go_list(flow, flow->interrupted, now, effects);
		return;
	case TOUCH_WHY:
	case TOUCH_LEAVING: offered(flow, input, effects); return;
	case TOUCH_BECAUSE: because(flow, input, effects); return;
	case TOUCH_NOTHING: stay(flow, now); return;
	default: choose(flow, input, effects);
	}
}
