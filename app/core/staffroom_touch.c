#include "core/staffroom_touch.h"

#include <limits.h>
#include <string.h>

/* The rights that a screen is for. Health is for every member of staff: the view leaves the authorities out. */
static unsigned needed(enum screen screen)
{
	switch (screen) {
	case SCREEN_CLOSE_LIST: return RIGHT_TRACKED;
	case SCREEN_CLOSE_SCHOOL: return RIGHT_SCHOOL;
	case SCREEN_STAFF_FORMS:
	case SCREEN_DOORS:
	case SCREEN_LATE_TOGETHER:
	case SCREEN_EVACUATION: return RIGHT_REGISTER;
	default: return 0;
	}
}

static bool may(const struct staffroom *staffroom, unsigned rights)
{
	return (post_rights(staffroom->member.post) & rights) == rights;
}

/* -- moving about ---------------------------------------------------------------------------------- */

void staffroom_forget_last(struct staffroom *staffroom)
{
	staffroom->problem = STAFF_NO_PROBLEM;
	staffroom->done = false;
	staffroom->printed = false;
	staffroom->question = (struct staff_act){.kind = ACT_NONE};
}

void staffroom_go(struct staffroom *staffroom, enum screen screen, int page)
{
	staffroom->screen = screen;
	staffroom->page = page;
}

static void lock(struct staffroom *staffroom, struct staffroom_effects *effects)
{
	staffroom_init(staffroom);
	effects->redraw = true;
}

static void ask_for_code(struct staffroom *staffroom, uint32_t pupil)
{
	staffroom->before = staffroom->screen;
	if (staffroom->screen == SCREEN_CLOSE_LIST)
		staffroom->page_before = staffroom->page;
	staffroom->pupil = pupil;
	staffroom_go(staffroom, SCREEN_CODES, 0);
}

void staffroom_leave_codes(struct staffroom *staffroom)
{
	bool from_list = staffroom->before == SCREEN_CLOSE_LIST;
	if (from_list)
		staffroom->pupil = 0;
	staffroom_go(staffroom, staffroom->before, from_list ? staffroom->page_before : 0);
}

static void leave_pupil(struct staffroom *staffroom)
{
	bool lost = staffroom->list == SCREEN_FOUND && staffroom->search.count == 0;
	staffroom->pupil = 0;
	if (lost)
		staffroom_go(staffroom, SCREEN_SEARCH, 0);
	else
		staffroom_go(staffroom, staffroom->list, staffroom->page_before);
}

static void leave_choice(struct staffroom *staffroom)
{
	staffroom_choose_none(staffroom);
	staffroom_go(staffroom, SCREEN_STAFF, 0);
}

static void step_back(struct staffroom *staffroom, struct staffroom_effects *effects)
{
	if (staffroom->page > 0) {
		staffroom->page--;
		return;
	}
	switch (staffroom->screen) {
	case SCREEN_CODES: staffroom_leave_codes(staffroom); return;
	case SCREEN_STAFF_PUPIL: leave_pupil(staffroom); return;
	case SCREEN_NEW_CARD: staffroom_go(staffroom, SCREEN_STAFF_PUPIL, 0); return;
	case SCREEN_REGISTER: staffroom_go(staffroom, SCREEN_STAFF_FORMS, 0); return;
	case SCREEN_FOUND: staffroom_go(staffroom, SCREEN_SEARCH, 0); return;
	case SCREEN_SEARCH:
		staffroom_forget_search(staffroom);
		staffroom_go(staffroom, SCREEN_STAFF_FORMS, 0);
		return;
	case SCREEN_STAFF: lock(staffroom, effects); return;
	default: leave_choice(staffroom);
	}
}

static bool has_pages(enum screen screen)
{
	return screen == SCREEN_CLOSE_LIST || screen == SCREEN_STAFF_FORMS ||
	       screen == SCREEN_REGISTER || screen == SCREEN_CODES || screen == SCREEN_EVACUATION ||
	       screen == SCREEN_DELIVERY || screen == SCREEN_DOORS ||
	       screen == SCREEN_LATE_TOGETHER || screen == SCREEN_SEARCH || screen == SCREEN_FOUND;
}

/* -- touches --------------------------------------------------------------------------------------- */

struct session staffroom_session(const struct staffroom *staffroom)
{
	bool of_list =
		staffroom->screen == SCREEN_CLOSE_LIST ||
		(staffroom->screen == SCREEN_CODES && staffroom->before == SCREEN_CLOSE_LIST);
	return of_list ? staffroom->closed : staffroom->session;
}

void staffroom_ask(struct staffroom *staffroom, enum act_kind kind, struct code code,
		   struct staffroom_effects *effects)
{
	bool about_pupil =
		kind != ACT_CLOSE_SCHOOL && kind != ACT_DOOR_NOT_IN_USE && kind != ACT_DOOR_IN_USE;
	staffroom->asked = (struct staff_act){
		.kind = kind,
		.pupil = about_pupil ? staffroom->pupil : 0,
		.code = code,
		.session = staffroom_session(staffroom),
	};
	staffroom->waiting = true;
	effects->act = staffroom->asked;
}

static const struct code no_code;

static void open_screen(struct staffroom *staffroom, int64_t value)
{
	bool offered = value == SCREEN_CLOSE_LIST || value == SCREEN_STAFF_FORMS ||
		       value == SCREEN_CLOSE_SCHOOL || value == SCREEN_EVACUATION ||
		       value == SCREEN_DELIVERY || value == SCREEN_DOORS ||
		       value == SCREEN_LATE_TOGETHER;
	if (offered && may(staffroom, needed((enum screen)value)))
		staffroom_go(staffroom, (enum screen)value, 0);
}

static bool is_pupil(int64_t value)
{
	return value > 0 && value < UINT32_MAX;
}

static void touch_close_list(struct staffroom *staffroom, const struct flow_touch *touch,
			     struct staffroom_effects *effects)
{
	if (!is_pupil(touch->value))
		return;
	if (touch->kind == TOUCH_REASON) {
		ask_for_code(staffroom, (uint32_t)touch->value);
	} else if (touch->kind == TOUCH_HERE || touch->kind == TOUCH_NOT_HERE) {
		staffroom->pupil = (uint32_t)touch->value;
		staffroom_ask(staffroom, touch->kind == TOUCH_HERE ? ACT_HERE : ACT_NOT_HERE,
			      no_code, effects);
		staffroom->pupil = 0;
	}
}

static void touch_register(struct staffroom *staffroom, const struct flow_touch *touch)
{
	if (touch->kind != TOUCH_PUPIL || !is_pupil(touch->value))
		return;
	staffroom->pupil = (uint32_t)touch->value;
	staffroom->list = staffroom->screen;
	staffroom->page_before = staffroom->page;
	staffroom_go(staffroom, SCREEN_STAFF_PUPIL, 0);
}

static void touch_forms(struct staffroom *staffroom, const struct flow_touch *touch)
{
	if (touch->kind == TOUCH_SEARCH) {
		staffroom_go(staffroom, SCREEN_SEARCH, 0);
	} else if (touch->kind == TOUCH_FORM) {
		(void)text_copy(staffroom->form, sizeof(staffroom->form), touch->form);
		staffroom_go(staffroom, SCREEN_REGISTER, 0);
	}
}

static void touch_pupil(struct staffroom *staffroom, const struct flow_touch *touch,
			struct staffroom_effects *effects)
{
	switch (touch->kind) {
	case TOUCH_HERE: staffroom_ask(staffroom, ACT_HERE, no_code, effects); return;
	case TOUCH_NOT_HERE: staffroom_ask(staffroom, ACT_NOT_HERE, no_code, effects); return;
	case TOUCH_REASON: ask_for_code(staffroom, staffroom->pupil); return;
	case TOUCH_UNDO: staffroom_ask(staffroom, ACT_UNDO, no_code, effects); return;
	case TOUCH_GIVE_CARD:
		if (may(staffroom, RIGHT_CARDS))
			staffroom_go(staffroom, SCREEN_NEW_CARD, 0);
		return;
	case TOUCH_BLOCK_CARDS:
		if (may(staffroom, RIGHT_CARDS))
			staffroom->question = (struct staff_act){.kind = ACT_BLOCK_CARDS,
								 .pupil = staffroom->pupil};
		return;
	default: return;
	}
}

static bool read_code(const struct flow_touch *touch, struct code *code)
{
	size_t length = strlen(touch->form);
	if (length == 0 || length > 2)
		return false;
	*code = no_code;
	memcpy(code->text, touch->form, length);
	return true;
}

static void touch_code(struct staffroom *staffroom, const struct flow_touch *touch,
		       struct staffroom_effects *effects)
{
	struct code code;
	if (touch->kind != TOUCH_CODE || !read_code(touch, &code))
		return;
	if (staffroom->screen == SCREEN_CODES)
		staffroom_ask(staffroom, ACT_CODE, code, effects);
	else
		staffroom->question = (struct staff_act){.kind = ACT_CLOSE_SCHOOL, .code = code};
}

static void touch_door(struct staffroom *staffroom, const struct flow_touch *touch,
		       struct staffroom_effects *effects)
{
	bool in_use = touch->kind == TOUCH_DOOR_IN_USE;
	if (!in_use && touch->kind != TOUCH_DOOR_NOT_IN_USE)
		return;
	if (touch->value < 0 || touch->value >= SITE_KIOSKS_MAX)
		return;
	staffroom_ask(staffroom, in_use ? ACT_DOOR_IN_USE : ACT_DOOR_NOT_IN_USE, no_code, effects);
	staffroom->asked.door = effects->act.door = (size_t)touch->value;
}

static void touch_screen(struct staffroom *staffroom, const struct staffroom_input *input,
			 struct staffroom_effects *effects)
{
	const struct flow_touch *touch = &input->touch;
	switch (staffroom->screen) {
	case SCREEN_STAFF:
		if (touch->kind == TOUCH_OPEN)
			open_screen(staffroom, touch->value);
		return;
	case SCREEN_CLOSE_LIST: touch_close_list(staffroom, touch, effects); return;
	case SCREEN_STAFF_FORMS: touch_forms(staffroom, touch); return;
	case SCREEN_SEARCH: staffroom_touch_search(staffroom, touch); return;
	case SCREEN_EVACUATION:
		if (touch->kind == TOUCH_PRINT && !staffroom->printing)
			staffroom_ask(staffroom, ACT_PRINT, no_code, effects);
		return;
	case SCREEN_FOUND:
	case SCREEN_REGISTER: touch_register(staffroom, touch); return;
	case SCREEN_LATE_TOGETHER: staffroom_touch_together(staffroom, input, effects); return;
	case SCREEN_STAFF_PUPIL: touch_pupil(staffroom, touch, effects); return;
	case SCREEN_CODES:
	case SCREEN_CLOSE_SCHOOL: touch_code(staffroom, touch, effects); return;
	case SCREEN_DOORS: touch_door(staffroom, touch, effects); return;
	default: return;
	}
}

static void answer_question(struct staffroom *staffroom, const struct staff_act *question,
			    enum touch_kind kind, struct staffroom_effects *effects)
{
	if (kind == TOUCH_YES)
		staffroom_ask(staffroom, question->kind, question->code, effects);
	else if (kind != TOUCH_NO && kind != TOUCH_BACK)
		staffroom->question = *question;
}

void staffroom_touch(struct staffroom *staffroom, const struct staffroom_input *input,
		     struct staffroom_effects *effects)
{
	const struct flow_touch *touch = &input->touch;
	struct staff_act question = staffroom->question;
	staffroom_forget_last(staffroom);
	if (touch->kind == TOUCH_LOCK)
		lock(staffroom, effects);
	else if (staffroom->hidden)
		staffroom->question = question;
	else if (question.kind != ACT_NONE)
		answer_question(staffroom, &question, touch->kind, effects);
	else if (touch->kind == TOUCH_BACK)
		step_back(staffroom, effects);
	else if (touch->kind == TOUCH_MORE && has_pages(staffroom->screen) &&
		 staffroom->page < INT_MAX)
		staffroom->page++;
	else
		touch_screen(staffroom, input, effects);
	staffroom->hidden = false;
}
