#include "tests/support/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct walk walks[] = {
	{"a card asks for an arrival, and the screen stays until it is durable", WALK(CARD),
	 SCREEN_IDLE, FEEDBACK_NONE, true, 0, 0},
	{"a durable arrival in time welcomes", WALK(CARD, DONE), SCREEN_WELCOME, FEEDBACK_WELCOME,
	 false, 0, 0},
	{"a durable arrival after the bell is late", WALK(CARD, DONE_LATE), SCREEN_LATE,
	 FEEDBACK_LATE, false, 0, 0},
	{"a second tap says so and records nothing", WALK(CARD_KNOWN_IN), SCREEN_ALREADY_IN,
	 FEEDBACK_ALREADY, false, 0, 0},
	{"while an arrival is being made durable, a card asks for no second",
	 WALK(CARD, CARD_OTHER), SCREEN_IDLE, FEEDBACK_NONE, false, 0, 0},
	{"... nor does a touch do anything", WALK(CARD, NO_CARD), SCREEN_IDLE, FEEDBACK_NONE, false,
	 0, 0},
	{"an answer that nobody waits for changes nothing", WALK(DONE), SCREEN_IDLE, FEEDBACK_NONE,
	 false, 0, 0},
	{"a result stays its two seconds", WALK(CARD, DONE, JUST_BEFORE), SCREEN_WELCOME,
	 FEEDBACK_NONE, false, 0, 0},
	{"... and then goes", WALK(CARD, DONE, DEADLINE), SCREEN_IDLE, FEEDBACK_NONE, false, 0, 0},
	{"a result gives way at once to the next tap", WALK(CARD, DONE, CARD_OTHER), SCREEN_WELCOME,
	 FEEDBACK_NONE, true, 0, 0},
	{"an unknown card is met calmly", WALK(CARD_UNKNOWN), SCREEN_UNKNOWN_CARD, FEEDBACK_UNKNOWN,
	 false, 0, 0},
	{"from an unknown card, \"touch your name\" leads to the years",
	 WALK(CARD_UNKNOWN, NO_CARD), SCREEN_YEARS, FEEDBACK_NONE, false, 0, 0},
	{"an unknown card's screen goes by itself", WALK(CARD_UNKNOWN, DEADLINE), SCREEN_IDLE,
	 FEEDBACK_NONE, false, 0, 0},
	{"year, form, name, question", WALK(NO_CARD, YEAR, FORM, PUPIL), SCREEN_CONFIRM,
	 FEEDBACK_NONE, false, 0, 0},
	{"year, letters, name, question", WALK(NO_CARD, YEAR, LETTERS, LETTER, PUPIL),
	 SCREEN_CONFIRM, FEEDBACK_NONE, false, 0, 0},
	{"a letter leads to names", WALK(NO_CARD, YEAR, LETTERS, LETTER), SCREEN_NAMES,
	 FEEDBACK_NONE, false, 0, 0},
	{"back from a letter's names goes to the letters",
	 WALK(NO_CARD, YEAR, LETTERS, LETTER, BACK), SCREEN_LETTERS, FEEDBACK_NONE, false, 0, 0},
	{"back from the letters goes to the forms", WALK(NO_CARD, YEAR, LETTERS, BACK),
	 SCREEN_FORMS, FEEDBACK_NONE, false, 0, 0},
	{"a form after a letter is a form",
	 WALK(NO_CARD, YEAR, LETTERS, LETTER, BACK, BACK, FORM, BACK), SCREEN_FORMS, FEEDBACK_NONE,
	 false, 0, 0},
	{"no letter before a year: never the whole school", WALK(NO_CARD, LETTERS, LETTER),
	 SCREEN_YEARS, FEEDBACK_NONE, false, 0, 0},
	{"no goes back to the letter's page of names",
	 WALK(NO_CARD, YEAR, LETTERS, LETTER, MORE, PUPIL, NO), SCREEN_NAMES, FEEDBACK_NONE, false,
	 1, 0},
	{"letters left alone ask", WALK(NO_CARD, YEAR, LETTERS, DEADLINE), SCREEN_STILL_THERE,
	 FEEDBACK_NONE, false, 0, 0},
	{"a name that is not one pupil's alone is the office's to ask",
	 WALK(NO_CARD, YEAR, FORM, ALIKE), SCREEN_ASK_OFFICE, FEEDBACK_NONE, false, 0, 0},
	{"... yes ticks nobody there", WALK(NO_CARD, YEAR, FORM, ALIKE, YES), SCREEN_ASK_OFFICE,
	 FEEDBACK_NONE, false, 0, 0},
	{"... which goes home by itself", WALK(NO_CARD, YEAR, FORM, ALIKE, DEADLINE), SCREEN_IDLE,
	 FEEDBACK_NONE, false, 0, 0},
	{"... or by a touch", WALK(NO_CARD, YEAR, FORM, ALIKE, HOME), SCREEN_IDLE, FEEDBACK_NONE,
	 false, 0, 0},
	{"... and takes a card", WALK(NO_CARD, YEAR, FORM, ALIKE, CARD, DONE), SCREEN_WELCOME,
	 FEEDBACK_WELCOME, false, 0, 0},
	{"yes asks for an arrival", WALK(NO_CARD, YEAR, FORM, PUPIL, YES), SCREEN_CONFIRM,
	 FEEDBACK_NONE, true, 0, 0},
	{"yes asks once, however often it is touched", WALK(NO_CARD, YEAR, FORM, PUPIL, YES, YES),
	 SCREEN_CONFIRM, FEEDBACK_NONE, false, 0, 0},
	{"an arrival by touch welcomes", WALK(NO_CARD, YEAR, FORM, PUPIL, YES, DONE),
	 SCREEN_WELCOME, FEEDBACK_WELCOME, false, 0, 0},
	{"yes by someone who is in says so", WALK(NO_CARD, YEAR, FORM, PUPIL, YES_KNOWN_IN),
	 SCREEN_ALREADY_IN, FEEDBACK_ALREADY, false, 0, 0},
	{"no goes back to the same page of names", WALK(NO_CARD, YEAR, FORM, MORE, MORE, PUPIL, NO),
	 SCREEN_NAMES, FEEDBACK_NONE, false, 2, 0},
	{"back turns a page back", WALK(NO_CARD, YEAR, FORM, MORE, BACK), SCREEN_NAMES,
	 FEEDBACK_NONE, false, 0, 0},
	{"back from the first page goes to the forms", WALK(NO_CARD, YEAR, FORM, BACK),
	 SCREEN_FORMS, FEEDBACK_NONE, false, 0, 0},
	{"back from the forms goes to the years", WALK(NO_CARD, YEAR, BACK), SCREEN_YEARS,
	 FEEDBACK_NONE, false, 0, 0},
	{"back from the years goes home", WALK(NO_CARD, BACK), SCREEN_IDLE, FEEDBACK_NONE, false, 0,
	 0},
	{"home goes home", WALK(NO_CARD, YEAR, FORM, HOME), SCREEN_IDLE, FEEDBACK_NONE, false, 0,
	 0},
	{"a list left alone asks", WALK(NO_CARD, YEAR, DEADLINE), SCREEN_STILL_THERE, FEEDBACK_NONE,
	 false, 0, 0},
	{"... not before its time", WALK(NO_CARD, YEAR, JUST_BEFORE), SCREEN_FORMS, FEEDBACK_NONE,
	 false, 0, 0},
	{"whoever is still there goes on where they were",
	 WALK(NO_CARD, YEAR, FORM, MORE, DEADLINE, HERE), SCREEN_NAMES, FEEDBACK_NONE, false, 1, 0},
	{"nobody there: home", WALK(NO_CARD, YEAR, FORM, DEADLINE, DEADLINE), SCREEN_IDLE,
	 FEEDBACK_NONE, false, 0, 0},
	{"a card counts in the middle of a list", WALK(NO_CARD, YEAR, FORM, CARD, DONE),
	 SCREEN_WELCOME, FEEDBACK_WELCOME, false, 0, 0},
	{"a card counts over \"Still there?\"", WALK(NO_CARD, DEADLINE, CARD, DONE), SCREEN_WELCOME,
	 FEEDBACK_WELCOME, false, 0, 0},
	{"an arrival that could not be made durable is never ticked", WALK(CARD, FAILED),
	 SCREEN_OUT_OF_ORDER, FEEDBACK_FAULT, false, 0, 0},
	{"out of order, a card is not ticked and hears so", WALK(FAULT, CARD), SCREEN_OUT_OF_ORDER,
	 FEEDBACK_FAULT, false, 0, 0},
	{"a fault with nobody waiting makes no noise", WALK(FAULT), SCREEN_OUT_OF_ORDER,
	 FEEDBACK_NONE, false, 0, 0},
	{"a fault while someone waits tells them", WALK(CARD, FAULT), SCREEN_OUT_OF_ORDER,
	 FEEDBACK_FAULT, false, 0, 0},
	{"out of order lasts until mended, whatever is touched",
	 WALK(FAULT, NO_CARD, HOME, DEADLINE), SCREEN_OUT_OF_ORDER, FEEDBACK_NONE, false, 0, 0},
	{"mended, it begins anew", WALK(FAULT, MENDED), SCREEN_IDLE, FEEDBACK_NONE, false, 0, 0},
	{"mended when nothing was broken changes nothing", WALK(NO_CARD, MENDED), SCREEN_YEARS,
	 FEEDBACK_NONE, false, 0, 0},
	{"one touch chooses Welsh", WALK(LANGUAGE), SCREEN_IDLE, FEEDBACK_NONE, false, 0,
	 LANGUAGE_CY},
	{"the chosen language holds through the lists", WALK(LANGUAGE, NO_CARD, YEAR), SCREEN_FORMS,
	 FEEDBACK_NONE, false, 0, LANGUAGE_CY},
	{"... and to the welcome", WALK(LANGUAGE, CARD, DONE), SCREEN_WELCOME, FEEDBACK_WELCOME,
	 false, 0, LANGUAGE_CY},
	{"home speaks the school's language again", WALK(LANGUAGE, NO_CARD, HOME), SCREEN_IDLE,
	 FEEDBACK_NONE, false, 0, LANGUAGE_EN},
	{"a language chosen and left alone goes back", WALK(LANGUAGE, DEADLINE), SCREEN_IDLE,
	 FEEDBACK_NONE, false, 0, LANGUAGE_EN},
	{"the next in the queue hears the school's language",
	 WALK(LANGUAGE, CARD, DONE, CARD_OTHER, DONE), SCREEN_WELCOME, FEEDBACK_WELCOME, false, 0,
	 LANGUAGE_EN},
	{"without a card, the way may begin in a language of one's own",
	 WALK(NO_CARD_WELSH, YEAR, FORM), SCREEN_NAMES, FEEDBACK_NONE, false, 0, LANGUAGE_CY},
	{"... which is home's to forget", WALK(NO_CARD_WELSH, HOME), SCREEN_IDLE, FEEDBACK_NONE,
	 false, 0, LANGUAGE_EN},
	{"... and is not chosen from another screen than home", WALK(CARD_UNKNOWN, NO_CARD_WELSH),
	 SCREEN_YEARS, FEEDBACK_NONE, false, 0, LANGUAGE_EN},
	{"a language that there is not is none", WALK(NO_CARD_ODD), SCREEN_YEARS, FEEDBACK_NONE,
	 false, 0, LANGUAGE_EN},
	{"a touch that belongs to another screen changes nothing", WALK(NO_CARD, PUPIL),
	 SCREEN_YEARS, FEEDBACK_NONE, false, 0, 0},
};

static void walks_lead_where_they_should(void **state)
{
	(void)state;
	assert_true(walks_lead(walks, COUNT_OF(walks)));
}

static void nothing_of_the_next_pupil_shows_before_it_is_durable(void **state)
{
	struct flow flow;
	int64_t now_ms = 0;

	(void)state;
	flow_init(&flow, LANGUAGE_EN);
	(void)walk_take(&flow, CARD, &now_ms);
	(void)walk_take(&flow, DONE, &now_ms);
	assert_int_equal(flow.pupil, 7);
	(void)walk_take(&flow, CARD_OTHER, &now_ms);
	assert_int_equal(flow.pupil, 7);
	(void)walk_take(&flow, DONE, &now_ms);
	assert_int_equal(flow.pupil, 8);
}

static void results_say_the_time_of_arrival(void **state)
{
	struct flow flow;
	int64_t now_ms = 0;

	(void)state;
	flow_init(&flow, LANGUAGE_EN);
	(void)walk_take(&flow, CARD, &now_ms);
	(void)walk_take(&flow, DONE_LATE, &now_ms);
	assert_int_equal(flow.minute, 521);
	(void)walk_take(&flow, CARD_KNOWN_IN, &now_ms);
	assert_int_equal(flow.minute, 522);
}

/* The law of the walk at random. */
struct stroll {
	struct flow flow;
	int64_t now_ms;
	uint64_t seed;
	uint32_t taps, records, answers;
};

static uint32_t draw(struct stroll *stroll, uint32_t below)
{
	stroll->seed = stroll->seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(stroll->seed >> 33) % below;
}

static const char *broken_law(const struct stroll *stroll, const struct flow_effects *effects,
			      bool was_waiting)
{
	const struct flow *flow = &stroll->flow;

	if (flow->deadline_mono_ms <= stroll->now_ms)
		return "the deadline lies ahead";
	if (flow->deadline_mono_ms == INT64_MAX && !flow->waiting &&
	    flow->screen != SCREEN_OUT_OF_ORDER &&
	    !(flow->screen == SCREEN_IDLE && flow->language == flow->home_language))
		return "only home, out of order and waiting last";
	if (effects->record && was_waiting)
		return "no second arrival is asked for while one is waited for";
	if (stroll->records > stroll->taps)
		return "one tap asks for one arrival at most";
	if (flow->screen == SCREEN_IDLE && (flow->pupil != 0 || flow->form[0] != '\0' ||
					    flow->year_group != 0 || flow->letter != 0))
		return "nothing of a person stays at home";
	if (flow->waiting != (flow->asked != 0))
		return "someone is waited for by name";
	if (effects->feedback != FEEDBACK_NONE && effects->feedback != FEEDBACK_ALREADY &&
	    effects->feedback != FEEDBACK_UNKNOWN && effects->feedback != FEEDBACK_ASK &&
	    effects->feedback != FEEDBACK_FAULT && stroll->answers == 0)
		return "nothing is said before it is durable";
	return NULL;
}

/* Chance alone seldom finds the long way of those without a card. */
static enum move further(enum screen screen, enum move move)
{
	switch (screen) {
	case SCREEN_YEARS: return YEAR;
	case SCREEN_FORMS: return FORM;
	case SCREEN_NAMES: return PUPIL;
	default: return move;
	}
}

static const char *stroll_on(struct stroll *stroll)
{
	enum move move = (enum move)draw(stroll, END);
	bool was_waiting = stroll->flow.waiting, says_who = false;
	struct flow_effects effects;

	if (was_waiting && draw(stroll, 3) > 0)
		move = DONE + draw(stroll, 3);
	else if (draw(stroll, 4) == 0)
		move = further(stroll->flow.screen, move);
	/* A fault is mended sooner or later. */
	if (stroll->flow.screen == SCREEN_OUT_OF_ORDER && draw(stroll, 4) == 0)
		move = MENDED;
	says_who = move <= OTHER_OUT || (move >= OVERSLEPT && move <= NO_BACK) || move == YES;
	stroll->answers = was_waiting && (move == DONE || move == DONE_LATE);
	stroll->taps += says_who;
	effects = walk_take(&stroll->flow, move, &stroll->now_ms);
	stroll->records += effects.record;
	return broken_law(stroll, &effects, was_waiting);
}

static void a_hundred_thousand_random_steps_keep_the_law(void **state)
{
	const char *seed = getenv("SEED");
	struct stroll stroll = {.seed = seed == NULL ? 20260914 : strtoull(seed, NULL, 10)};
	uint64_t first = stroll.seed;
	int seen[SCREEN_COUNT] = {0};

	(void)state;
	flow_init(&stroll.flow, LANGUAGE_EN);
	for (int step = 0; step < 100000; step++) {
		const char *broken = stroll_on(&stroll);

		seen[stroll.flow.screen]++;
		if (broken != NULL)
			print_error("SEED=%llu, step %d: %s\n", (unsigned long long)first, step,
				    broken);
		assert_null(broken);
	}
	for (int screen = 0; screen < SCREEN_PIN; screen++)
		if (seen[screen] == 0)
			fail_msg("never seen: %s", screen_text((enum screen)screen));
	assert_true(stroll.records > 1000);
}

/* Never stuck: from wherever a walk has led, time alone leads home. */
static void time_alone_leads_home(void **state)
{
	struct stroll stroll = {.seed = 7};

	(void)state;
	flow_init(&stroll.flow, LANGUAGE_CY);
	for (int step = 0; step < 20000; step++) {
		struct stroll left;

		assert_null(stroll_on(&stroll));
		left = stroll;
		if (left.flow.waiting)
			(void)walk_take(&left.flow, DONE, &left.now_ms);
		for (int i = 0; i < 3; i++)
			(void)walk_take(&left.flow, DEADLINE, &left.now_ms);
		assert_true(left.flow.screen == SCREEN_IDLE ||
			    left.flow.screen == SCREEN_OUT_OF_ORDER);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks_lead_where_they_should),
		cmocka_unit_test(nothing_of_the_next_pupil_shows_before_it_is_durable),
		cmocka_unit_test(results_say_the_time_of_arrival),
		cmocka_unit_test(a_hundred_thousand_random_steps_keep_the_law),
		cmocka_unit_test(time_alone_leads_home),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
