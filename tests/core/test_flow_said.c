#include "tests/support/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What pupils say of themselves: why they are late, that they leave, that they are back. */

static const struct walk walks[] = {
	/* late: why */
	{"who is late can say why", WALK(CARD, DONE_LATE, WHY), SCREEN_LATE_REASONS, FEEDBACK_NONE,
	 false, 0, 0},
	{"a reason is asked to be kept, and nothing is said before it is",
	 WALK(CARD, DONE_LATE, WHY, OVERSLEPT), SCREEN_LATE_REASONS, FEEDBACK_NONE, true, 0, 0},
	{"... once, however often it is touched", WALK(CARD, DONE_LATE, WHY, OVERSLEPT, OVERSLEPT),
	 SCREEN_LATE_REASONS, FEEDBACK_NONE, false, 0, 0},
	{"a reason that is kept gets thanks", WALK(CARD, DONE_LATE, WHY, OVERSLEPT, DONE),
	 SCREEN_THANKS, FEEDBACK_THANKS, false, 0, 0},
	{"... for two seconds", WALK(CARD, DONE_LATE, WHY, OVERSLEPT, DONE, DEADLINE), SCREEN_IDLE,
	 FEEDBACK_NONE, false, 0, 0},
	{"a reason for leaving is none for being late", WALK(CARD, DONE_LATE, WHY, GOING_ILL),
	 SCREEN_LATE_REASONS, FEEDBACK_NONE, false, 0, 0},
	{"nobody has to say why: home by touch", WALK(CARD, DONE_LATE, WHY, HOME), SCREEN_IDLE,
	 FEEDBACK_NONE, false, 0, 0},
	{"... or by doing nothing, without a question", WALK(CARD, DONE_LATE, WHY, DEADLINE),
	 SCREEN_IDLE, FEEDBACK_NONE, false, 0, 0},
	{"... or by not asking for the reasons at all", WALK(CARD, DONE_LATE, DEADLINE),
	 SCREEN_IDLE, FEEDBACK_NONE, false, 0, 0},
	{"the next in the queue does not wait for reasons", WALK(CARD, DONE_LATE, WHY, CARD_OTHER),
	 SCREEN_LATE_REASONS, FEEDBACK_NONE, true, 0, 0},
	{"... and is welcomed over them", WALK(CARD, DONE_LATE, WHY, CARD_OTHER, DONE_LATE),
	 SCREEN_LATE, FEEDBACK_LATE, false, 0, 0},
	{"a finger meant for the pupil before does not speak for the next",
	 WALK(CARD, DONE_LATE, WHY_OTHER), SCREEN_LATE, FEEDBACK_NONE, false, 0, 0},
	{"who came in time is not asked", WALK(CARD, DONE, WHY), SCREEN_WELCOME, FEEDBACK_NONE,
	 false, 0, 0},
	{"a reason that cannot be kept is not thanked for",
	 WALK(CARD, DONE_LATE, WHY, OVERSLEPT, FAILED), SCREEN_OUT_OF_ORDER, FEEDBACK_FAULT, false,
	 0, 0},
	{"the language chosen holds while saying why", WALK(LANGUAGE, CARD, DONE_LATE, WHY),
	 SCREEN_LATE_REASONS, FEEDBACK_NONE, false, 0, LANGUAGE_CY},
	{"... and not for the next", WALK(LANGUAGE, CARD, DONE_LATE, WHY, CARD_OTHER, DONE),
	 SCREEN_WELCOME, FEEDBACK_WELCOME, false, 0, LANGUAGE_EN},
	/* leaving and coming back */
	{"who is in can say that they leave", WALK(CARD_KNOWN_IN, LEAVING), SCREEN_LEAVING_REASONS,
	 FEEDBACK_NONE, false, 0, 0},
	{"leaving has a reason, and is asked to be kept", WALK(CARD_KNOWN_IN, LEAVING, GOING_ILL),
	 SCREEN_LEAVING_REASONS, FEEDBACK_NONE, true, 0, 0},
	{"no goodbye before it is kept: then goodbye",
	 WALK(CARD_KNOWN_IN, LEAVING, GOING_ILL, DONE), SCREEN_GOODBYE, FEEDBACK_GOODBYE, false, 0,
	 0},
	{"having overslept is no reason to leave", WALK(CARD_KNOWN_IN, LEAVING, OVERSLEPT),
	 SCREEN_LEAVING_REASONS, FEEDBACK_NONE, false, 0, 0},
	{"who stays after all touches so", WALK(CARD_KNOWN_IN, LEAVING, HOME), SCREEN_IDLE,
	 FEEDBACK_NONE, false, 0, 0},
	{"whoever walks off without a reason is asked after, and has not left",
	 WALK(CARD_KNOWN_IN, LEAVING, DEADLINE), SCREEN_STILL_THERE, FEEDBACK_NONE, false, 0, 0},
	{"... and goes on when still there", WALK(CARD_KNOWN_IN, LEAVING, DEADLINE, HERE),
	 SCREEN_LEAVING_REASONS, FEEDBACK_NONE, false, 0, 0},
	{"a third tap is no leaving: the screen never toggles",
	 WALK(CARD_KNOWN_IN, CARD_KNOWN_IN, CARD_KNOWN_IN), SCREEN_ALREADY_IN, FEEDBACK_ALREADY,
	 false, 0, 0},
	{"leaving without a card: after \"Is this you?\"",
	 WALK(NO_CARD, YEAR, FORM, PUPIL, YES_KNOWN_IN, LEAVING, GOING_ILL), SCREEN_LEAVING_REASONS,
	 FEEDBACK_NONE, true, 0, 0},
	{"who went out and taps is asked", WALK(CARD_OUT), SCREEN_ARE_YOU_BACK, FEEDBACK_ASK, false,
	 0, 0},
	{"... also by name", WALK(NO_CARD, YEAR, FORM, PUPIL, YES_OUT), SCREEN_ARE_YOU_BACK,
	 FEEDBACK_ASK, false, 0, 0},
	{"tapping again is no answer", WALK(CARD_OUT, CARD_OUT), SCREEN_ARE_YOU_BACK, FEEDBACK_ASK,
	 false, 0, 0},
	{"yes is asked to be kept", WALK(CARD_OUT, YES_BACK), SCREEN_ARE_YOU_BACK, FEEDBACK_NONE,
	 true, 0, 0},
	{"... and then welcomed", WALK(CARD_OUT, YES_BACK, DONE), SCREEN_RETURNED,
	 FEEDBACK_RETURNED, false, 0, 0},
	{"no changes nothing", WALK(CARD_OUT, NO_BACK), SCREEN_IDLE, FEEDBACK_NONE, false, 0, 0},
	{"a yes meant for the pupil before does not bring the next back",
	 WALK(CARD_OUT, OTHER_OUT, YES_BACK), SCREEN_ARE_YOU_BACK, FEEDBACK_NONE, false, 0, 0},
	{"the question left alone goes by itself, and nobody is back",
	 WALK(CARD_OUT, DEADLINE, DEADLINE), SCREEN_IDLE, FEEDBACK_NONE, false, 0, 0},
};

static void walks_lead_where_they_should(void **state)
{
	(void)state;
	assert_true(walks_lead(walks, COUNT_OF(walks)));
}

/* What is asked to be kept of each walk: the kind, whose, why, and for which session. */
static void what_is_kept_is_what_was_said(void **state)
{
	static const struct {
		const char *says;
		enum move moves[8];
		enum event_kind kind;
		uint32_t pupil;
		bool by_touch;
		enum reason reason;
	} rows[] = {
		{"a card", WALK(CARD), EVENT_ARRIVED, 7, false, REASON_NONE},
		{"a name", WALK(NO_CARD, YEAR, FORM, PUPIL, YES), EVENT_ARRIVED, 7, true,
		 REASON_NONE},
		{"why late", WALK(CARD, DONE_LATE, WHY, OVERSLEPT), EVENT_LATE_REASON, 7, true,
		 REASON_OVERSLEPT},
		{"leaving", WALK(CARD_KNOWN_IN, LEAVING, GOING_ILL), EVENT_LEFT, 7, true,
		 REASON_HOME_ILL},
		{"coming back", WALK(CARD_OUT, YES_BACK), EVENT_RETURNED, 7, true, REASON_NONE},
		{"a card after a reason", WALK(CARD, DONE_LATE, WHY, OVERSLEPT, DONE, CARD_OTHER),
		 EVENT_ARRIVED, 8, false, REASON_NONE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct flow_effects effects = {0};
		struct flow flow;
		int64_t now_ms = 1000;

		flow_init(&flow, LANGUAGE_EN);
		for (size_t m = 0; rows[i].moves[m] != END; m++)
			effects = walk_take(&flow, rows[i].moves[m], &now_ms);
		if (!effects.record || effects.kind != rows[i].kind ||
		    effects.pupil != rows[i].pupil || effects.by_touch != rows[i].by_touch ||
		    effects.reason != rows[i].reason)
			fail_msg("%s: kind %s of %u", rows[i].says, event_kind_text(effects.kind),
				 effects.pupil);
		/* Of a reason the session of the arrival, though a bell may have rung since; of others the caller's. */
		assert_int_equal(effects.session.day,
				 effects.kind == EVENT_LATE_REASON ? 20710 : 0);
	}
}

/* Whoever goes from control to control with a keypad is there: a screen with something to choose stays for them. */
static void a_moved_ring_gives_the_screen_its_time_again(void **state)
{
	static const struct {
		const char *says;
		enum move moves[8];
		int64_t ms; /* until the deadline, from the key; 0: the key changes nothing */
	} rows[] = {
		{"a list", WALK(NO_CARD, YEAR, JUST_BEFORE), FLOW_LIST_MS},
		{"\"Is this you?\"", WALK(NO_CARD, YEAR, FORM, PUPIL, JUST_BEFORE), FLOW_LIST_MS},
		{"\"Still there?\"", WALK(NO_CARD, DEADLINE, JUST_BEFORE), FLOW_STILL_THERE_MS},
		{"late: \"Why?\"", WALK(CARD, DONE_LATE, JUST_BEFORE), FLOW_OFFER_MS},
		{"the reasons", WALK(CARD, DONE_LATE, WHY, JUST_BEFORE), FLOW_REASONS_MS},
		{"in already: leaving", WALK(CARD_KNOWN_IN, JUST_BEFORE), FLOW_OFFER_MS},
		{"an unknown card", WALK(CARD_UNKNOWN, JUST_BEFORE), FLOW_UNKNOWN_MS},
		{"home in the other language", WALK(LANGUAGE, JUST_BEFORE), FLOW_LIST_MS},
		{"home itself", WALK(HOME), 0},
		{"a welcome: nothing to choose", WALK(CARD, DONE, JUST_BEFORE), 0},
		{"an arrival that is being made durable", WALK(CARD), 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct flow flow;
		struct flow_effects effects;
		int64_t now_ms = 1000, before_ms;

		flow_init(&flow, LANGUAGE_EN);
		for (size_t m = 0; rows[i].moves[m] != END; m++)
			(void)walk_take(&flow, rows[i].moves[m], &now_ms);
		enum screen screen = flow.screen;
		before_ms = flow_deadline(&flow);
		effects = walk_take(&flow, MOVED, &now_ms);
		if (flow.screen != screen || effects.record || effects.redraw)
			fail_msg("%s: the key did something", rows[i].says);
		if (flow_deadline(&flow) != (rows[i].ms ? now_ms + rows[i].ms : before_ms))
			fail_msg("%s: %lld ms more", rows[i].says,
				 (long long)(flow_deadline(&flow) - now_ms));
	}
}

/* Who listens hears a result to its end before home is said, and then looks for the key. */
static void with_headphones_in_results_stay_until_they_are_heard(void **state)
{
	static const struct {
		const char *says;
		struct flow_input input;
		bool asks; /* for an arrival, which is then durable */
		int64_t ms;
	} rows[] = {
		{"in time", {.kind = FLOW_CARD, .pupil = 7}, true, FLOW_RESULT_MS},
		{"in already",
		 {.kind = FLOW_CARD, .pupil = 7, .already = true},
		 false,
		 FLOW_OFFER_MS},
		{"an unknown card", {.kind = FLOW_CARD}, false, FLOW_UNKNOWN_MS},
		{"a list waits as ever",
		 {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_NO_CARD}},
		 false,
		 0},
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
		struct flow_input input = rows[i / 2].input;
		struct flow flow;
		int64_t ms = rows[i / 2].ms;

		flow_init(&flow, LANGUAGE_EN);
		input.headset = i % 2 == 1;
		(void)flow_step(&flow, &input);
		if (rows[i / 2].asks)
			(void)flow_step(&flow, &(struct flow_input){.kind = FLOW_RECORDED,
								    .headset = input.headset});
		ms = ms == 0 ? FLOW_LIST_MS : input.headset ? ms * FLOW_HEARD_TIMES : ms;
		if (flow_deadline(&flow) != ms)
			fail_msg("%s: %lld ms", rows[i / 2].says, (long long)flow_deadline(&flow));
	}
}

static void reasons_are_few_and_end_in_something_else(void **state)
{
	static const struct reasons *const lists[] = {&reasons_late, &reasons_leaving};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		assert_true(lists[i]->count <= 6);
		assert_int_equal(lists[i]->at[lists[i]->count - 1], REASON_OTHER);
		for (size_t r = 0; r < lists[i]->count; r++) {
			assert_true(reasons_have(lists[i], lists[i]->at[r]));
			assert_true(reason_text(lists[i]->at[r])[0] != '\0');
		}
		assert_false(reasons_have(lists[i], REASON_NONE));
		assert_false(reasons_have(lists[i], INT64_MAX));
	}
	assert_string_equal(reason_text(REASON_TRAFFIC), "bus or traffic");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks_lead_where_they_should),
		cmocka_unit_test(what_is_kept_is_what_was_said),
		cmocka_unit_test(a_moved_ring_gives_the_screen_its_time_again),
		cmocka_unit_test(with_headphones_in_results_stay_until_they_are_heard),
		cmocka_unit_test(reasons_are_few_and_end_in_something_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
