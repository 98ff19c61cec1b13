#include "core/flow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A walk: inputs, seconds apart or at once, and where they must lead. */
enum move {
	CARD,          /* pupil 7, not in yet */
	CARD_KNOWN_IN, /* pupil 7, in since 08:42 */
	CARD_OTHER,    /* pupil 8 */
	CARD_OUT,      /* pupil 7, who went out */
	OTHER_OUT,     /* pupil 8, who went out */
	CARD_UNKNOWN,
	DONE, /* recorded in time */
	DONE_LATE,
	FAILED,
	FAULT,
	MENDED,
	NO_CARD,
	YEAR,
	FORM,
	LETTERS,
	LETTER,
	PUPIL,
	YES,
	YES_KNOWN_IN,
	NO,
	BACK,
	HOME,
	MORE,
	HERE,
	LANGUAGE,
	WHY, /* for pupil 7, as all of these */
	LEAVING,
	WHY_OTHER, /* meant for pupil 8 */
	OVERSLEPT,
	GOING_ILL,
	YES_OUT, /* who is asked has gone out */
	YES_BACK,
	NO_BACK,
	JUST_BEFORE, /* 1 ms before the deadline */
	DEADLINE,    /* at it */
	END
};

struct walk {
	const char *says;
	enum move moves[16];
	enum screen screen;
	enum feedback feedback; /* of the last move */
	bool record;            /* the last move asks for an arrival */
	int page;
	enum language language;
};

static const struct flow_input inputs[END] = {
	[CARD] = {.kind = FLOW_CARD, .pupil = 7},
	[CARD_KNOWN_IN] = {.kind = FLOW_CARD, .pupil = 7, .already = true, .since_minute = 522},
	[CARD_OTHER] = {.kind = FLOW_CARD, .pupil = 8},
	[CARD_UNKNOWN] = {.kind = FLOW_CARD},
	[DONE] = {.kind = FLOW_RECORDED},
	[DONE_LATE] = {.kind = FLOW_RECORDED, .late = true, .session = {20710, PART_AM}},
	[FAILED] = {.kind = FLOW_NOT_RECORDED},
	[FAULT] = {.kind = FLOW_FAULT},
	[MENDED] = {.kind = FLOW_MENDED},
	[NO_CARD] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_NO_CARD}},
	[YEAR] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_YEAR, .value = 7}},
	[FORM] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_FORM, .form = "7B"}},
	[LETTERS] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_LETTERS}},
	[LETTER] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_LETTER, .value = 17}},
	[PUPIL] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_PUPIL, .value = 7}},
	[YES] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_YES}},
	[YES_KNOWN_IN] = {.kind = FLOW_TOUCHED,
			  .already = true,
			  .since_minute = 522,
			  .touch = {.kind = TOUCH_YES}},
	[NO] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_NO}},
	[BACK] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_BACK}},
	[HOME] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_HOME}},
	[MORE] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_MORE}},
	[HERE] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_STILL_HERE}},
	[LANGUAGE] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_LANGUAGE}},
	[CARD_OUT] = {.kind = FLOW_CARD, .pupil = 7, .left = true},
	[OTHER_OUT] = {.kind = FLOW_CARD, .pupil = 8, .left = true},
	[WHY] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_WHY, .value = 7}},
	[WHY_OTHER] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_WHY, .value = 8}},
	[LEAVING] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_LEAVING, .value = 7}},
	[OVERSLEPT] = {.kind = FLOW_TOUCHED,
		       .touch = {.kind = TOUCH_BECAUSE, .value = REASON_OVERSLEPT}},
	[GOING_ILL] = {.kind = FLOW_TOUCHED,
		       .touch = {.kind = TOUCH_BECAUSE, .value = REASON_HOME_ILL}},
	[YES_OUT] = {.kind = FLOW_TOUCHED, .left = true, .touch = {.kind = TOUCH_YES}},
	[YES_BACK] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_YES, .value = 7}},
	[NO_BACK] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_NO, .value = 7}},
	[JUST_BEFORE] = {.kind = FLOW_TIME},
	[DEADLINE] = {.kind = FLOW_TIME},
};

#define WALK(...)                                                                                  \
	{                                                                                          \
		__VA_ARGS__, END                                                                   \
	}
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
	{"a touch that belongs to another screen changes nothing", WALK(NO_CARD, PUPIL),
	 SCREEN_YEARS, FEEDBACK_NONE, false, 0, 0},
};

static struct flow_effects take(struct flow *flow, enum move move, int64_t *now_ms)
{
	struct flow_input input = inputs[move];
	int64_t deadline = flow_deadline(flow);

	if ((move == DEADLINE || move == JUST_BEFORE) && deadline != INT64_MAX)
		*now_ms = deadline - (move == JUST_BEFORE);
	else /* the caller never sleeps past a deadline */
		*now_ms = *now_ms + 100 < deadline ? *now_ms + 100 : deadline - 1;
	input.now = (struct moment){.mono_ms = *now_ms, .minute = 521};
	return flow_step(flow, &input);
}

static void walks_lead_where_they_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(walks); i++) {
		const struct walk *walk = &walks[i];
		struct flow_effects effects = {0};
		struct flow flow;
		int64_t now_ms = 1000;
		bool good;

		flow_init(&flow, LANGUAGE_EN);
		for (size_t m = 0; walk->moves[m] != END; m++)
			effects = take(&flow, walk->moves[m], &now_ms);
		good = flow.screen == walk->screen && effects.feedback == walk->feedback &&
		       effects.record == walk->record && flow.page == walk->page &&
		       flow.language == walk->language;
		if (!good)
			print_error("%s: screen %s, feedback %s, record %d, page %d\n", walk->says,
				    screen_text(flow.screen), feedback_text(effects.feedback),
				    effects.record, flow.page);
		assert_true(good);
	}
}

static void nothing_of_the_next_pupil_shows_before_it_is_durable(void **state)
{
	struct flow flow;
	int64_t now_ms = 0;

	(void)state;
	flow_init(&flow, LANGUAGE_EN);
	(void)take(&flow, CARD, &now_ms);
	(void)take(&flow, DONE, &now_ms);
	assert_int_equal(flow.pupil, 7);
	(void)take(&flow, CARD_OTHER, &now_ms);
	assert_int_equal(flow.pupil, 7);
	(void)take(&flow, DONE, &now_ms);
	assert_int_equal(flow.pupil, 8);
}

static void results_say_the_time_of_arrival(void **state)
{
	struct flow flow;
	int64_t now_ms = 0;

	(void)state;
	flow_init(&flow, LANGUAGE_EN);
	(void)take(&flow, CARD, &now_ms);
	(void)take(&flow, DONE_LATE, &now_ms);
	assert_int_equal(flow.minute, 521);
	(void)take(&flow, CARD_KNOWN_IN, &now_ms);
	assert_int_equal(flow.minute, 522);
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
			effects = take(&flow, rows[i].moves[m], &now_ms);
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

static const char *stroll_on(struct stroll *stroll)
{
	enum move move = (enum move)draw(stroll, END);
	bool was_waiting = stroll->flow.waiting, says_who = false;
	struct flow_effects effects;

	if (was_waiting && draw(stroll, 3) > 0)
		move = DONE + draw(stroll, 3);
	/* A fault is mended sooner or later. */
	if (stroll->flow.screen == SCREEN_OUT_OF_ORDER && draw(stroll, 4) == 0)
		move = MENDED;
	says_who = move <= OTHER_OUT || (move >= OVERSLEPT && move <= NO_BACK) || move == YES;
	stroll->answers = was_waiting && (move == DONE || move == DONE_LATE);
	stroll->taps += says_who;
	effects = take(&stroll->flow, move, &stroll->now_ms);
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
		assert_true(seen[screen] > 0);
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
			(void)take(&left.flow, DONE, &left.now_ms);
		for (int i = 0; i < 3; i++)
			(void)take(&left.flow, DEADLINE, &left.now_ms);
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
		cmocka_unit_test(what_is_kept_is_what_was_said),
		cmocka_unit_test(reasons_are_few_and_end_in_something_else),
		cmocka_unit_test(a_hundred_thousand_random_steps_keep_the_law),
		cmocka_unit_test(time_alone_leads_home),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
