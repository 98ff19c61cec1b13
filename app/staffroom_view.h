#pragma once
/* staffroom_view: what the screens of staff mode show, made from the machine, the day, the close list and the outboxes. */
#include "closing.h"
#include "core/staffroom.h"
#include "delivery.h"

struct staffroom_scene {
	const struct staffroom *staffroom;
	struct day *day;
	struct closing *
		closing; /* NULL: care.db cannot be used. Asked for a member with RIGHT_TRACKED alone, on the choices and the close list */
	struct delivery *delivery;
	enum hal_reader reader;
	enum language language;
	size_t page_size; /* 0: the screen has no list */
};
/* Nothing of any pupil stands in it while names are hidden, or on the PIN screen. */
void staffroom_view(const struct staffroom_scene *scene, struct staff_view *out);
