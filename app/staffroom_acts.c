#include "staffroom_acts.h"

#include "staff.h"
#include "staffroom_codes.h"
#include "staffroom_late.h"

static struct app_by by(const struct staffroom_doing *doing, const char *reason)
{
	return (struct app_by){
		.reason = reason,
		.name = doing->member->name,
		.role = post_text(doing->member->post),
	};
}

static enum err mark(const struct staffroom_doing *doing, const struct staff_act *act)
{
	struct staff_code codes[STAFFROOM_CODES_MAX];
	const char *code = act->kind == ACT_HERE       ? staffroom_presence(act->session.part)
			   : act->kind == ACT_NOT_HERE ? code_no_reason.text
						       : act->code.text;
	const char *reason = act->kind == ACT_HERE ? "seen in school" : "looked for, not here";
	if (act->kind == ACT_CODE)
		reason = staffroom_meaning(codes, staffroom_reasons(doing->day, act->pupil, codes),
					   act->code);
	if (!reason || act->session.day == 0 || !roster_pupil(&doing->day->roster, act->pupil))
		return ERR_NOT_FOUND;
	struct app_by who = by(doing, reason);
	return staff_mark_session(doing->day, act->pupil, act->session, code, &who);
}

/* Whoever has not come is not late but missing (P3), however the choice came about. */
static enum err late_together(const struct staffroom_doing *doing, const struct staff_act *act)
{
	const struct staff_group *chosen = doing->chosen;
	struct app_by who = by(doing, "the bus was late");
	struct staff_group late;
	staffroom_late(doing->day, &late);
	if (late.session.day != act->session.day || late.session.part != act->session.part)
		return ERR_REFUSED;
	for (size_t i = 0; i < chosen->count; i++)
		if (!staff_group_has(&late, chosen->pupils[i]))
			return ERR_REFUSED;
	return staff_mark_all(doing->day, chosen->pupils, chosen->count, act->session,
			      act->code.text, &who);
}

static enum err close_school(const struct staffroom_doing *doing, const struct staff_act *act)
{
	struct staff_code codes[STAFFROOM_CODES_MAX];
	const char *reason =
		staffroom_meaning(codes, staffroom_closures(doing->day, codes), act->code);
	if (!reason)
		return ERR_BAD_INPUT;
	struct app_by who = by(doing, reason);
	return staff_close_today(doing->day, act->code.text, &who);
}

static enum staff_problem give_card(const struct staffroom_doing *doing, uint32_t pupil)
{
	struct app_by who = by(doing, "");
	enum err err = staff_give_card(doing->day, pupil, doing->card, &who);
	if (err == ERR_EXISTS)
		return STAFF_CARD_TAKEN;
	return err ? STAFF_NOT_KEPT : STAFF_NO_PROBLEM;
}

/* What speaks of a day is not taken while nobody knows which day it is. */
static bool needs_day(enum act_kind kind)
{
	return kind == ACT_HERE || kind == ACT_CODE || kind == ACT_NOT_HERE ||
	       kind == ACT_CLOSE_SCHOOL || kind == ACT_LATE_TOGETHER;
}

enum staff_problem staffroom_act(const struct staffroom_doing *doing, const struct staff_act *act)
{
	struct app_by who = by(doing, "");
	enum err err = OK;
	if (needs_day(act->kind) && day_clock_lost(doing->day))
		return STAFF_CLOCK_WRONG;
	switch (act->kind) {
	case ACT_HERE:
	case ACT_CODE:
	case ACT_NOT_HERE: err = mark(doing, act); break;
	case ACT_UNDO:
		err = staff_undo_arrival(doing->day, act->pupil, &who);
		if (err == ERR_NOT_FOUND)
			return STAFF_NOTHING_TO_UNDO;
		break;
	case ACT_CLOSE_SCHOOL:
		err = close_school(doing, act);
		if (err == ERR_EXISTS)
			return STAFF_REGISTERS_TAKEN;
		break;
	case ACT_GIVE_CARD: return give_card(doing, act->pupil);
	case ACT_BLOCK_CARDS:
		err = staff_block_cards(doing->day, act->pupil, &who);
		if (err == ERR_NOT_FOUND) /* there are none: what was wanted */
			err = OK;
		break;
	case ACT_DOOR_NOT_IN_USE:
	case ACT_DOOR_IN_USE:
		err = staff_say_door(doing->day, act->door, act->kind == ACT_DOOR_IN_USE, &who);
		if (err == ERR_REFUSED)
			return STAFF_CLOCK_WRONG;
		break;
	case ACT_LATE_TOGETHER: err = late_together(doing, act); break;
	case ACT_PRINT: /* the app's: it needs the words of the screen */
	case ACT_NONE: break;
	}
	if (err)
		hal_log(HAL_ERROR, err_text(err));
	return err ? STAFF_NOT_KEPT : STAFF_NO_PROBLEM;
}
