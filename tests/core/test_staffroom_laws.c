/* Laws of staff mode over random inputs: whatever comes, in whatever order. */
#include "core/staffroom.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct stroll {
	struct staffroom staffroom;
	uint64_t seed;
	int64_t now_ms, touched_ms;
	bool let_in;     /* a right PIN was answered, when asked about, since the last lock */
	bool asked;      /* about a PIN, or for an act */
	uint32_t member; /* whose PIN was right */
	struct staff_group late; /* who has come late */
	int opened, acts[ACT_PRINT + 1];
};

static uint32_t draw(struct stroll *stroll, uint32_t below)
{
	stroll->seed = stroll->seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(stroll->seed >> 33) % below;
}

static bool is_open(const struct staffroom *staffroom)
{
	return staffroom->screen != SCREEN_IDLE && staffroom->screen != SCREEN_PIN;
}

static unsigned rights_for(enum act_kind act)
{
	if (act == ACT_GIVE_CARD || act == ACT_BLOCK_CARDS)
		return RIGHT_REGISTER | RIGHT_CARDS;
	return act == ACT_CLOSE_SCHOOL ? RIGHT_SCHOOL : RIGHT_REGISTER;
}

static const struct session now = {2, PART_AM}, closed = {1, PART_AM};
static bool may_be_searching(enum screen screen)
{
	return screen == SCREEN_SEARCH || screen == SCREEN_FOUND || screen == SCREEN_STAFF_PUPIL ||
	       screen == SCREEN_CODES || screen == SCREEN_NEW_CARD;
}

/* What is kept of lists: letters, and who is chosen. */
static const char *broken_list_law(const struct stroll *stroll,
				   const struct staffroom_effects *effects)
{
	const struct staffroom *room = &stroll->staffroom;
	const struct staff_group *chosen = &room->chosen;

	if (room->screen == SCREEN_FOUND && room->search.count == 0)
		return "never the whole school";
	if (room->search.count > 0 && (room->hidden || !may_be_searching(room->screen)))
		return "letters of a name only while it is searched for, and seen";
	for (size_t i = 0; i < room->search.count; i++)
		if (room->search.letters[i] < 1 || room->search.letters[i] > ALPHABET_OTHER)
			return "letters are letters";
	if (chosen->count > 0 && room->screen != SCREEN_LATE_TOGETHER)
		return "nobody is chosen but on the list";
	for (size_t i = 0; i < chosen->count; i++)
		for (size_t other = 0; other < i; other++)
			if (chosen->pupils[other] == chosen->pupils[i])
				return "nobody is chosen twice";
	if (effects->act.kind != ACT_LATE_TOGETHER)
		return NULL;
	for (size_t i = 0; i < chosen->count; i++)
		if (!staff_group_has(&stroll->late, chosen->pupils[i]))
			return "nobody is late who has not come";
	return chosen->count > 0 && effects->act.session.day == stroll->late.session.day
		       ? NULL
		       : "those who are chosen, and of the session they were late for";
}

static const char *broken_law(const struct stroll *stroll, const struct staffroom_effects *effects,
			      const struct staffroom *before)
{
	const struct staffroom *room = &stroll->staffroom;
	unsigned rights = post_rights(room->member.post);

	if (is_open(room) && (!stroll->let_in || stroll->member != room->member.key))
		return "open only by a right PIN of this member since the last lock";
	if (is_open(room) && stroll->now_ms - stroll->touched_ms >= STAFF_LOCK_MS)
		return "never open for 60 s after the last touch";
	if (is_open(room) && stroll->now_ms - stroll->touched_ms >= STAFF_HIDE_MS && !room->hidden)
		return "names hidden for 50 s after the last touch";
	if (room->screen == SCREEN_CLOSE_LIST && !(rights & RIGHT_TRACKED))
		return "the close list only for those who may know";
	if (room->screen == SCREEN_CLOSE_SCHOOL && !(rights & RIGHT_SCHOOL))
		return "closing the school only for those who may";
	if (room->screen == SCREEN_NEW_CARD && !(rights & RIGHT_CARDS))
		return "cards only for those who may";
	if (broken_list_law(stroll, effects))
		return broken_list_law(stroll, effects);
	if (effects->act.kind &&
	    (rights & rights_for(effects->act.kind)) != rights_for(effects->act.kind))
		return "no act beyond the rights";
	if (effects->act.door >= SITE_KIOSKS_MAX)
		return "no door beyond the site";
	bool of_closed = effects->act.session.day == closed.day;
	if (effects->act.kind && of_closed && !(rights & RIGHT_TRACKED))
		return "no act from the close list but for those who may know";
	if (effects->act.kind && (!is_open(before) || before->waiting || before->hidden))
		return "no act when closed, hidden, or while another is waited for";
	if (effects->check_pin && (before->screen != SCREEN_PIN || before->waiting))
		return "a PIN is asked about once, on its screen";
	if (is_open(room) && room->pin[0])
		return "the PIN is forgotten once in";
	if (room->screen == SCREEN_IDLE &&
	    (room->member.key || room->pupil || room->form[0] || room->pin[0] ||
	     room->question.kind || room->search.count || room->chosen.count))
		return "nothing of anybody stays when locked";
	if (room->printing && room->screen == SCREEN_IDLE)
		return "nobody who is in waits for another's list";
	if (effects->act.kind == ACT_PRINT && before->printing)
		return "one list at a time";
	int64_t deadline = staffroom_deadline(room);
	if ((deadline == INT64_MAX) != (room->screen == SCREEN_IDLE) || deadline <= stroll->now_ms)
		return "a deadline ahead, but when locked";
	return NULL;
}

/* Mostly what somebody at the screen would do, so that all of it is reached; now and then anything. */
static struct staffroom_input draw_input(struct stroll *stroll)
{
	const struct staffroom *room = &stroll->staffroom;
	struct staffroom_input input = {
		.kind = (enum staffroom_input_kind)draw(stroll, STAFFROOM_TIME + 1),
		.session = now,
		.closed = closed};
	bool pin = room->screen == SCREEN_PIN;

	if (room->waiting && draw(stroll, 4) > 0)
		input.kind = pin ? STAFFROOM_PIN_RIGHT + draw(stroll, 3)
				 : STAFFROOM_DONE + draw(stroll, 2);
	else if (draw(stroll, 3) > 0)
		input.kind = room->screen == SCREEN_IDLE       ? STAFFROOM_CARD
			     : room->screen == SCREEN_NEW_CARD ? STAFFROOM_NEW_CARD
							       : STAFFROOM_TOUCHED;
	uint32_t who = draw(stroll, 6);
	if (who > 0)
		input.member = (struct staff_member){who, "", (enum post)(who - 1)};
	input.touch = (struct flow_touch){
		.kind = (enum touch_kind)draw(stroll, TOUCH_PRINT + 1),
		.value = (int64_t)draw(stroll, 40) - 2,
	};
	if (pin && draw(stroll, 8) > 0)
		input.touch.kind = strlen(room->pin) < PIN_DIGITS_LEAST ? TOUCH_DIGIT : TOUCH_ENTER;
	if (pin && input.touch.kind == TOUCH_DIGIT)
		input.touch.value = (int64_t)draw(stroll, 10);
	if (room->screen == SCREEN_STAFF && draw(stroll, 2) == 0)
		input.touch = (struct flow_touch){.kind = TOUCH_OPEN,
						  .value = SCREEN_PIN +
							   draw(stroll, SCREEN_COUNT - SCREEN_PIN)};
	if (room->screen == SCREEN_LATE_TOGETHER && draw(stroll, 3) == 0)
		input.touch.kind = draw(stroll, 3) ? TOUCH_TOGETHER : TOUCH_ENTER;
	if (room->screen == SCREEN_SEARCH && draw(stroll, 2) == 0)
		input.touch.kind = draw(stroll, 3) ? TOUCH_LETTER : TOUCH_ENTER;
	if (room->screen == SCREEN_EVACUATION && draw(stroll, 4) == 0)
		input.touch.kind = TOUCH_PRINT;
	if (room->question.kind != ACT_NONE && draw(stroll, 4) == 0)
		input.touch.kind = TOUCH_YES;
	(void)text_copy(input.touch.form, sizeof(input.touch.form), draw(stroll, 2) ? "I" : "Y4");
	input.problem = draw(stroll, 3) ? STAFF_NO_PROBLEM : STAFF_CARD_TAKEN;
	return input;
}

/* Some come, some are dealt with elsewhere, and now and then another session begins. */
static void draw_late(struct stroll *stroll)
{
	struct staff_group *late = &stroll->late;

	if (draw(stroll, 30) == 0) {
		late->session.day++;
		late->count = 0;
	}
	if (late->count > 0 && draw(stroll, 8) == 0) {
		uint32_t at = draw(stroll, (uint32_t)late->count);
		late->pupils[at] = late->pupils[--late->count];
	}
	uint32_t pupil = 1 + draw(stroll, 36);
	if (draw(stroll, 4) == 0 && !staff_group_has(late, pupil))
		late->pupils[late->count++] = pupil;
}

/* The caller never sleeps past a deadline, but may be late by a step. */
static void pass_time(struct stroll *stroll)
{
	stroll->now_ms += draw(stroll, 20) ? draw(stroll, 3000) : draw(stroll, 70000);
}

static void note(struct stroll *stroll, const struct staffroom_input *input,
		 const struct staffroom *before)
{
	bool late = stroll->now_ms - stroll->touched_ms >= STAFF_LOCK_MS;
	if (before->screen == SCREEN_IDLE || late)
		stroll->let_in = false;
	bool locked = before->screen == SCREEN_IDLE || late;
	if (input->kind == STAFFROOM_CARD && input->member.key &&
	    stroll->staffroom.screen == SCREEN_PIN) {
		stroll->touched_ms = stroll->now_ms;
		stroll->let_in = stroll->asked = false;
	}
	if (input->kind == STAFFROOM_TOUCHED && !locked && !before->waiting)
		stroll->touched_ms = stroll->now_ms;
	if (input->kind == STAFFROOM_PIN_RIGHT && stroll->asked && !locked) {
		stroll->let_in = true;
		stroll->member = before->member.key;
		stroll->opened++;
	}
}

static const char *stroll_on(struct stroll *stroll)
{
	struct staffroom before = stroll->staffroom;
	struct staffroom_input input;
	struct staffroom_effects effects;

	pass_time(stroll);
	input = draw_input(stroll);
	draw_late(stroll);
	input.now.mono_ms = stroll->now_ms;
	input.late = draw(stroll, 50) ? &stroll->late : NULL;
	effects = staffroom_step(&stroll->staffroom, &input);
	note(stroll, &input, &before);
	stroll->asked = effects.check_pin || (stroll->asked && stroll->staffroom.waiting &&
					      stroll->staffroom.screen == SCREEN_PIN);
	stroll->acts[effects.act.kind]++;
	return broken_law(stroll, &effects, &before);
}

static void three_hundred_thousand_random_steps_keep_the_laws(void **state)
{
	const char *given = getenv("SEED");
	struct stroll stroll = {.seed = given ? strtoull(given, NULL, 10) : 20261122};
	uint64_t first = stroll.seed;
	int seen[SCREEN_COUNT] = {0};

	(void)state;
	staffroom_init(&stroll.staffroom);
	for (int step = 0; step < 300000; step++) {
		const char *broken = stroll_on(&stroll);

		seen[stroll.staffroom.screen]++;
		if (broken)
			fail_msg("SEED=%llu, step %d, screen %s: %s", (unsigned long long)first,
				 step, screen_text(stroll.staffroom.screen), broken);
	}
	assert_true(seen[SCREEN_IDLE] > 0 && stroll.opened > 1000);
	for (int screen = SCREEN_PIN; screen < SCREEN_COUNT; screen++)
		if (seen[screen] == 0)
			fail_msg("%s was never reached", screen_text((enum screen)screen));
	for (int act = ACT_NONE; act <= ACT_PRINT; act++)
		if (stroll.acts[act] == 0)
			fail_msg("act %d was never asked for", act);
}

static void time_alone_locks(void **state)
{
	struct stroll stroll = {.seed = 11};

	(void)state;
	staffroom_init(&stroll.staffroom);
	for (int step = 0; step < 20000; step++) {
		struct staffroom room;
		(void)stroll_on(&stroll);
		room = stroll.staffroom;
		for (int wakes = 0; room.screen != SCREEN_IDLE; wakes++) {
			struct staffroom_input time = {
				.kind = STAFFROOM_TIME,
				.now = {.mono_ms = staffroom_deadline(&room)}};
			assert_true(wakes < 2);
			(void)staffroom_step(&room, &time);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_hundred_thousand_random_steps_keep_the_laws),
		cmocka_unit_test(time_alone_locks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
