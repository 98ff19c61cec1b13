#include "tests/support/walk.h"

#include <stdio.h>

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
	[NO_CARD_WELSH] = {.kind = FLOW_TOUCHED,
			   .touch = {.kind = TOUCH_NO_CARD, .value = 1 + LANGUAGE_CY}},
	[NO_CARD_ODD] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_NO_CARD, .value = 99}},
	[YEAR] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_YEAR, .value = 7}},
	[FORM] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_FORM, .form = "7B"}},
	[LETTERS] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_LETTERS}},
	[LETTER] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_LETTER, .value = 17}},
	[PUPIL] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_PUPIL, .value = 7}},
	[ALIKE] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_ALIKE}},
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
	[MOVED] = {.kind = FLOW_TOUCHED, .touch = {.kind = TOUCH_NOTHING}},
	[JUST_BEFORE] = {.kind = FLOW_TIME},
	[DEADLINE] = {.kind = FLOW_TIME},
};

struct flow_effects walk_take(struct flow *flow, enum move move, int64_t *now_ms)
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

static bool leads(const struct walk *walk)
{
	struct flow_effects effects = {0};
	struct flow flow;
	int64_t now_ms = 1000;

	flow_init(&flow, LANGUAGE_EN);
	for (size_t m = 0; walk->moves[m] != END; m++)
		effects = walk_take(&flow, walk->moves[m], &now_ms);
	if (flow.screen == walk->screen && effects.feedback == walk->feedback &&
	    effects.record == walk->record && flow.page == walk->page &&
	    flow.language == walk->language)
		return true;
	printf("# %s: screen %s, feedback %s, record %d, page %d\n", walk->says,
	       screen_text(flow.screen), feedback_text(effects.feedback), effects.record,
	       flow.page);
	return false;
}

bool walks_lead(const struct walk *walks, size_t count)
{
	bool good = true;

	for (size_t i = 0; i < count; i++)
		good = leads(&walks[i]) && good;
	return good;
}
