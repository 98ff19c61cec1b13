#include "tests/support/staff_walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	char move;
	struct staffroom_input input;
} moves[] = {
	{'R', {.kind = STAFFROOM_PIN_RIGHT}},
	{'W', {.kind = STAFFROOM_PIN_WRONG}},
	{'L', {.kind = STAFFROOM_PIN_LATER, .wait_s = 30}},
	{'!', {.kind = STAFFROOM_DONE}},
	{'X', {.kind = STAFFROOM_REFUSED, .problem = STAFF_NOT_KEPT}},
	{'N', {.kind = STAFFROOM_NEW_CARD}},
	{'T', {.kind = STAFFROOM_NEW_CARD, .problem = STAFF_CARD_TAKEN}},
	{'<', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_ERASE}}},
	{'=', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_ENTER}}},
	{'l', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_CLOSE_LIST, ""}}},
	{'f', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_STAFF_FORMS, ""}}},
	{'s', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_CLOSE_SCHOOL, ""}}},
	{'e', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_EVACUATION, ""}}},
	{'v', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_DELIVERY, ""}}},
	{'t', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_DOORS, ""}}},
	{'Q', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_DOOR_NOT_IN_USE, 2, ""}}},
	{'D', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_DOOR_IN_USE, 0, ""}}},
	{'E', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_DOOR_NOT_IN_USE, SITE_KIOSKS_MAX, ""}}},
	{'F', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_DOOR_IN_USE, -1, ""}}},
	{'n', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_NEW_CARD, ""}}},
	{'o', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_FORM, 0, "7B"}}},
	{'p', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_PUPIL, 7, ""}}},
	{'h', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_HERE, 9, ""}}},
	{'r', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_REASON, 9, ""}}},
	{'a', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_NOT_HERE, 9, ""}}},
	{'i', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_CODE, 0, "I"}}},
	{'j', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_CODE, 0, "J11"}}},
	{'u', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_UNDO}}},
	{'g', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_GIVE_CARD}}},
	{'b', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_BLOCK_CARDS}}},
	{'k', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_LOCK}}},
	{'S', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_SHOW}}},
	{'m', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_MORE}}},
	{'B', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_BACK}}},
	{'y', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_YES}}},
	{'z', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_NO}}},
	{'P', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_PRINT}}},
	{'(', {.kind = STAFFROOM_PRINTED}},
	{')', {.kind = STAFFROOM_PRINTED, .problem = STAFF_PRINTER_REFUSED}},
	{'O', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_NO_CARD}}},
	{'~', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_NOTHING}}},
	{'_', {.kind = STAFFROOM_TIME}}, /* the afternoon's register closes */
	{'q', {.kind = STAFFROOM_TOUCHED, .touch = {.kind = TOUCH_SEARCH}}},
	{'x', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_LETTER, 27, ""}}},
	{'w', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_LETTER, ALPHABET_OTHER + 1, ""}}},
	{'A', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_OPEN, SCREEN_LATE_TOGETHER, ""}}},
	{'+', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_TOGETHER, 7, ""}}},
	{'-', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_TOGETHER, 9, ""}}},
	{'?', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_TOGETHER, 8, ""}}}, /* has not come */
	{'*', {.kind = STAFFROOM_TOUCHED, .touch = {TOUCH_TOGETHER, 0, ""}}},
	{'|', {.kind = STAFFROOM_TIME}}, /* 9 came late no longer */
	{'&', {.kind = STAFFROOM_TIME}}, /* nor 7: it is another session */
	{'.', {.kind = STAFFROOM_TIME}}, /* to the deadline */
	{',', {.kind = STAFFROOM_TIME}}, /* to 1 ms before it */
};

static struct staffroom_input input_of(char move, enum post post)
{
	struct staffroom_input input = {.kind = STAFFROOM_CARD};
	if (move == 'c' || move == 'd')
		input.member = (struct staff_member){move == 'c' ? 1 : 2, "M. Pryce",
						     move == 'c' ? post : POST_TEACHER};
	else if (move >= '0' && move <= '9')
		input = (struct staffroom_input){.kind = STAFFROOM_TOUCHED,
						 .touch = {TOUCH_DIGIT, move - '0', ""}};
	else
		for (size_t i = 0; i < COUNT_OF(moves); i++)
			if (moves[i].move == move)
				return moves[i].input;
	return input;
}

static const char *const acts[] = {
	[ACT_NONE] = "",
	[ACT_HERE] = " here",
	[ACT_CODE] = " code",
	[ACT_NOT_HERE] = " not here",
	[ACT_UNDO] = " undo",
	[ACT_CLOSE_SCHOOL] = " close",
	[ACT_GIVE_CARD] = " give card",
	[ACT_BLOCK_CARDS] = " block",
	[ACT_LATE_TOGETHER] = " late",
	[ACT_PRINT] = " print",
	[ACT_DOOR_NOT_IN_USE] = " no door",
	[ACT_DOOR_IN_USE] = " door",
};

/* What a screen would show, and the act asked for, as words. */
static void shown(const struct staffroom *staffroom, const struct staffroom_effects *effects,
		  char *out, size_t size)
{
	const struct staff_act *act = &effects->act;
	char number[60] = "", page[24] = "", about[24] = "", typed[32] = "", chosen[60] = "";
	if (act->kind != ACT_NONE)
		snprintf(number, sizeof(number), "%s %u%s%s%s", acts[act->kind], act->pupil,
			 act->code.text[0] ? " " : "", act->code.text,
			 act->session.part == PART_AM ? " closed" : "");
	if (act->kind == ACT_DOOR_NOT_IN_USE || act->kind == ACT_DOOR_IN_USE)
		snprintf(number, sizeof(number), "%s %u door %zu", acts[act->kind], act->pupil,
			 act->door);
	else if (act->kind == ACT_NONE && staffroom->pin[0])
		snprintf(number, sizeof(number), " %zu", strlen(staffroom->pin));
	if (staffroom->page)
		snprintf(page, sizeof(page), " page %d", staffroom->page);
	if (act->kind == ACT_NONE && staffroom->pupil && staffroom->screen != SCREEN_CODES)
		snprintf(about, sizeof(about), " about %u", staffroom->pupil);
	if (staffroom->search.count > 0)
		snprintf(typed, sizeof(typed), " typed %zu", staffroom->search.count);
	for (size_t i = 0; i < staffroom->chosen.count; i++)
		snprintf(chosen + strlen(chosen), sizeof(chosen) - strlen(chosen), "%s %u",
			 i ? "" : " chosen", staffroom->chosen.pupils[i]);
	snprintf(out, size, "%s%s%s%s%s%s%s%s%s%s%s%s", number, effects->check_pin ? " checks" : "",
		 staffroom->wrong_pin ? " wrong" : "", staffroom->wait_s ? " wait" : "",
		 staffroom->problem ? " problem" : "", staffroom->hidden ? " hidden" : "",
		 staffroom->done       ? " done"
		 : staffroom->printed  ? " printed"
		 : staffroom->printing ? " printing"
				       : "",
		 staffroom->question.kind ? " asks" : "", about, chosen, typed, page);
}

struct stroll {
	struct staffroom room;
	struct staffroom_effects effects;
	struct session closed; /* last; now it is afternoon */
	struct staff_group late;
	int64_t now_ms;
};

static void take(struct stroll *stroll, char move, enum post post)
{
	struct staffroom_input input = input_of(move, post);

	stroll->now_ms += 100;
	if (move == '.' || move == ',')
		stroll->now_ms = staffroom_deadline(&stroll->room) - (move == ',');
	if (move == '|')
		stroll->late.count = 1;
	if (move == '&')
		stroll->late = (struct staff_group){.session = {20001, PART_AM}};
	if (move == '_')
		stroll->closed.part = PART_PM;
	input.now.mono_ms = stroll->now_ms;
	input.session = (struct session){20000, PART_PM};
	input.closed = stroll->closed;
	input.late = &stroll->late;
	stroll->effects = staffroom_step(&stroll->room, &input);
}

void staff_walks_hold(const struct staff_walk *walks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct staff_walk *walk = &walks[i];
		struct stroll stroll = {.closed = {20000, PART_AM},
					.late = {{20000, PART_PM}, {7, 9}, 2},
					.now_ms = 5000};
		char shows[160];

		staffroom_init(&stroll.room);
		for (const char *move = walk->moves; *move; move++)
			for (const char *part = *move == 'C' ? "c1234=R" : (char[]){*move, '\0'};
			     *part; part++)
				take(&stroll, *part, walk->post);
		shown(&stroll.room, &stroll.effects, shows, sizeof(shows));
		if (stroll.room.screen != walk->screen ||
		    strcmp(shows[0] ? shows + 1 : shows, walk->shows) != 0)
			fail_msg("%s: screen %s, shows \"%s\"", walk->says,
				 screen_text(stroll.room.screen), shows);
	}
}

void staff_walks_take(const struct staff_walk *walks, size_t count, const char *wanted, bool but)
{
	for (size_t i = 0; i < COUNT_OF(moves); i++) {
		bool used = (strchr(wanted, moves[i].move) != NULL) == but;
		for (size_t w = 0; w < count; w++)
			used = used || strchr(walks[w].moves, moves[i].move);
		if (!used)
			fail_msg("nobody walks '%c'", moves[i].move);
	}
}
