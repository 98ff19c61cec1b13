#include "core/staffroom.h"

#include <string.h>

#include "core/staffroom_touch.h"

#define POST_TEXT(name, text, rights) [name] = text,
#define POST_RIGHTS(name, text, rights) [name] = rights,
static const char *const post_texts[POST_COUNT] = {POST_LIST(POST_TEXT)};
static const unsigned post_rights_of[POST_COUNT] = {POST_LIST(POST_RIGHTS)};

const char *post_text(enum post post)
{
	ENSURE((unsigned)post < POST_COUNT);
	return post_texts[post];
}

bool post_parse(const char *text, enum post *out)
{
	for (int i = 0; i < POST_COUNT; i++) {
		if (strcmp(text, post_texts[i]) == 0) {
			*out = (enum post)i;
			return true;
		}
	}
	return false;
}

unsigned post_rights(enum post post)
{
	ENSURE((unsigned)post < POST_COUNT);
	return post_rights_of[post];
}

/* -- the PIN --------------------------------------------------------------------------------------- */

static void forget_pin(struct staffroom *staffroom)
{
	memset(staffroom->pin, 0, sizeof(staffroom->pin));
}

static void touch_pin(struct staffroom *staffroom, const struct flow_touch *touch,
		      struct staffroom_effects *effects)
{
	size_t length = strlen(staffroom->pin);
	switch (touch->kind) {
	case TOUCH_DIGIT:
		if (length == PIN_DIGITS_MAX || touch->value < 0 || touch->value > 9)
			return;
		staffroom->pin[length] = (char)('0' + touch->value);
		staffroom->wrong_pin = false;
		return;
	case TOUCH_ERASE:
		if (length > 0)
			staffroom->pin[length - 1] = '\0';
		return;
	case TOUCH_ENTER:
		if (length < PIN_DIGITS_LEAST)
			return;
		staffroom->waiting = true;
		effects->check_pin = true;
		return;
	case TOUCH_BACK:
	case TOUCH_LOCK: staffroom_init(staffroom); return;
	default: return;
	}
}

static void on_pin_answer(struct staffroom *staffroom, const struct staffroom_input *input)
{
	staffroom->waiting = false;
	forget_pin(staffroom);
	staffroom->wrong_pin = input->kind == STAFFROOM_PIN_WRONG;
	staffroom->wait_s = input->wait_s;
	if (input->kind == STAFFROOM_PIN_RIGHT) {
		staffroom->wait_s = 0;
		staffroom_go(staffroom, SCREEN_STAFF, 0);
	}
}

static void on_touch(struct staffroom *staffroom, const struct staffroom_input *input,
		     struct staffroom_effects *effects)
{
	if (staffroom->screen == SCREEN_IDLE || staffroom->waiting)
		return;
	staffroom->touched_mono_ms = input->now.mono_ms;
	if (staffroom->screen != SCREEN_CODES) {
		staffroom->session = input->session;
		staffroom->closed = input->closed;
	}
	if (input->touch.kind == TOUCH_NOTHING) {
		effects->redraw = staffroom->hidden;
		staffroom->hidden = false;
		return;
	}
	effects->redraw = true;
	if (staffroom->screen != SCREEN_PIN) {
		staffroom_touch(staffroom, input, effects);
		return;
	}
	staffroom->problem = STAFF_NO_PROBLEM;
	staffroom->hidden = false;
	touch_pin(staffroom, &input->touch, effects);
}

/* -- everything else ------------------------------------------------------------------------------- */

static void on_card(struct staffroom *staffroom, const struct staffroom_input *input,
		    struct staffroom_effects *effects)
{
	bool in = staffroom->screen != SCREEN_IDLE && staffroom->screen != SCREEN_PIN;
	if (input->member.key == 0 || (in && staffroom->member.key == input->member.key))
		return;
	staffroom_init(staffroom);
	staffroom->screen = SCREEN_PIN;
	staffroom->member = input->member;
	staffroom->touched_mono_ms = input->now.mono_ms;
	effects->redraw = true;
}

static void on_new_card(struct staffroom *staffroom, const struct staffroom_input *input,
			struct staffroom_effects *effects)
{
	if (staffroom->screen != SCREEN_NEW_CARD || staffroom->waiting)
		return;
	effects->redraw = true;
	staffroom_forget_last(staffroom);
	staffroom->problem = input->problem;
	if (input->problem == STAFF_NO_PROBLEM)
		staffroom_ask(staffroom, ACT_GIVE_CARD, (struct code){""}, effects);
}

static void on_done(struct staffroom *staffroom)
{
	staffroom->done = true;
	if (staffroom->screen == SCREEN_CODES)
		staffroom_leave_codes(staffroom);
	else if (staffroom->screen == SCREEN_NEW_CARD)
		staffroom_go(staffroom, SCREEN_STAFF_PUPIL, 0);
	else if (staffroom->screen == SCREEN_CLOSE_SCHOOL)
		staffroom_go(staffroom, SCREEN_STAFF, 0);
	else if (staffroom->screen == SCREEN_LATE_TOGETHER) {
		staffroom_choose_none(staffroom);
		staffroom_go(staffroom, SCREEN_LATE_TOGETHER, 0);
	}
}

static void on_answer(struct staffroom *staffroom, const struct staffroom_input *input,
		      struct staffroom_effects *effects)
{
	bool about_pin = staffroom->screen == SCREEN_PIN;
	bool prints = staffroom->asked.kind == ACT_PRINT;
	bool of_pin = input->kind == STAFFROOM_PIN_RIGHT || input->kind == STAFFROOM_PIN_WRONG ||
		      input->kind == STAFFROOM_PIN_LATER;
	if (!staffroom->waiting || (input->kind != STAFFROOM_REFUSED && about_pin != of_pin))
		return;
	effects->redraw = true;
	if (of_pin) {
		on_pin_answer(staffroom, input);
		return;
	}
	staffroom->waiting = false;
	staffroom->asked = (struct staff_act){.kind = ACT_NONE};
	forget_pin(staffroom);
	if (input->kind != STAFFROOM_DONE)
		staffroom->problem = input->problem;
	else if (prints)
		staffroom->printing = true;
	else
		on_done(staffroom);
}

/* Of a list that somebody else asked for, who is in now hears nothing. */
static void on_printed(struct staffroom *staffroom, const struct staffroom_input *input,
		       struct staffroom_effects *effects)
{
	if (!staffroom->printing)
		return;
	staffroom->printing = false;
	staffroom_forget_last(staffroom);
	staffroom->problem = input->problem;
	staffroom->printed = input->problem == STAFF_NO_PROBLEM;
	effects->redraw = true;
}

static void on_time(struct staffroom *staffroom, const struct moment *now,
		    struct staffroom_effects *effects)
{
	if (staffroom->screen == SCREEN_IDLE)
		return;
	int64_t since_ms = now->mono_ms - staffroom->touched_mono_ms;
	if (since_ms >= STAFF_LOCK_MS) {
		staffroom_init(staffroom);
		effects->redraw = true;
	} else if (since_ms >= STAFF_HIDE_MS && !staffroom->hidden) {
		staffroom->hidden = true;
		staffroom_forget_search(staffroom);
		effects->redraw = true;
	}
}

void staffroom_init(struct staffroom *staffroom)
{
	memset(staffroom, 0, sizeof(*staffroom));
	staffroom->screen = SCREEN_IDLE;
	staffroom->before = SCREEN_IDLE;
}

/* Whatever comes after the minute finds it locked, though nobody said that time had passed. */
struct staffroom_effects staffroom_step(struct staffroom *staffroom,
					const struct staffroom_input *input)
{
	struct staffroom_effects effects = {.check_pin = false};
	on_time(staffroom, &input->now, &effects);
	switch (input->kind) {
	case STAFFROOM_CARD: on_card(staffroom, input, &effects); break;
	case STAFFROOM_NEW_CARD: on_new_card(staffroom, input, &effects); break;
	case STAFFROOM_TOUCHED: on_touch(staffroom, input, &effects); break;
	case STAFFROOM_PIN_RIGHT:
	case STAFFROOM_PIN_WRONG:
	case STAFFROOM_PIN_LATER:
	case STAFFROOM_DONE:
	case STAFFROOM_REFUSED: on_answer(staffroom, input, &effects); break;
	case STAFFROOM_PRINTED: on_printed(staffroom, input, &effects); break;
	case STAFFROOM_TIME: break;
	}
	return effects;
}

int64_t staffroom_deadline(const struct staffroom *staffroom)
{
	if (staffroom->screen == SCREEN_IDLE)
		return INT64_MAX;
	return staffroom->touched_mono_ms + (staffroom->hidden ? STAFF_LOCK_MS : STAFF_HIDE_MS);
}
