#include <string.h>

#include "core/codes.h"
#include "core/staffroom_touch.h"

/* The pupil's place in the group; its count: none. */
static size_t place_of(const struct staff_group *group, uint32_t pupil)
{
	size_t at = 0;
	while (at < group->count && group->pupils[at] != pupil)
		at++;
	return at;
}

bool staff_group_has(const struct staff_group *group, uint32_t pupil)
{
	return place_of(group, pupil) < group->count;
}

void staffroom_choose_none(struct staffroom *staffroom)
{
	memset(&staffroom->chosen, 0, sizeof(staffroom->chosen));
}

static void take_out(struct staff_group *group, size_t at)
{
	group->count--;
	memmove(&group->pupils[at], &group->pupils[at + 1],
		(group->count - at) * sizeof(group->pupils[0]));
	group->pupils[group->count] = 0;
}

static bool same_session(struct session a, struct session b)
{
	return a.day == b.day && a.part == b.part;
}

/* Who has been dealt with meanwhile, or was late for a session that is over, is not chosen any more. */
static void keep_listed(struct staff_group *chosen, const struct staff_group *late)
{
	if (!same_session(chosen->session, late->session))
		memset(chosen, 0, sizeof(*chosen));
	chosen->session = late->session;
	for (size_t i = chosen->count; i > 0; i--)
		if (!staff_group_has(late, chosen->pupils[i - 1]))
			take_out(chosen, i - 1);
}

static void turn(struct staff_group *chosen, const struct staff_group *late, int64_t value)
{
	if (value < 0 || value > UINT32_MAX || !staff_group_has(late, (uint32_t)value))
		return;
	size_t at = place_of(chosen, (uint32_t)value);
	if (at < chosen->count)
		take_out(chosen, at);
	else
		chosen->pupils[chosen->count++] = (uint32_t)value;
}

void staffroom_touch_together(struct staffroom *staffroom, const struct staffroom_input *input,
			      struct staffroom_effects *effects)
{
	static const struct staff_group nobody;
	const struct staff_group *late = input->late ? input->late : &nobody;
	struct staff_group *chosen = &staffroom->chosen;
	bool all = input->touch.kind == TOUCH_TOGETHER && input->touch.value == 0;
	keep_listed(chosen, late);
	if (all && chosen->count == late->count)
		staffroom_choose_none(staffroom);
	else if (all)
		*chosen = *late;
	else if (input->touch.kind == TOUCH_TOGETHER)
		turn(chosen, late, input->touch.value);
	else if (input->touch.kind == TOUCH_ENTER && chosen->count > 0) {
		staffroom_ask(staffroom, ACT_LATE_TOGETHER, code_late, effects);
		staffroom->asked.session = effects->act.session = chosen->session;
	}
}
