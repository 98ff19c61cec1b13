#pragma once
/* staffroom_acts: what members of staff do, made durable: events with their name and post, and cards. */
#include "core/staffroom.h"
#include "day.h"

struct staffroom_doing {
	struct day *day;
	const struct staff_member *member;
	const struct card *card;          /* of ACT_GIVE_CARD: the one tapped */
	const struct staff_group *chosen; /* of ACT_LATE_TOGETHER */
};
/* STAFF_NO_PROBLEM: durable. */
enum staff_problem staffroom_act(const struct staffroom_doing *doing, const struct staff_act *act);
