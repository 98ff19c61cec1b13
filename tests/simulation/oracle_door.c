/* Is a kiosk let off because its door is not in use? Said a second time, from what a kiosk knows of the logs. */
#include "tests/simulation/oracle.h"

struct asked {
	const struct view_of *view;
	int kiosk;
	int64_t opens_ms, ends_ms;
	const struct fact *facts; /* of the doors that day, and of who moved */
};

static bool is_movement(const struct fact *fact)
{
	return fact->kind == EVENT_ARRIVED || fact->kind == EVENT_LEFT ||
	       fact->kind == EVENT_RETURNED;
}

static bool shows_use(const struct asked *asked, const struct fact *fact)
{
	if (!oracle_knows(asked->view, fact))
		return false;
	if (is_movement(fact))
		return fact->kiosk == asked->kiosk;
	return fact->kind == EVENT_DOOR_IN_USE && fact->target_kiosk == asked->kiosk;
}

/* What came of one saying: did it reach back, was it taken back, was it untrue? */
static bool lets_off(const struct asked *asked, const struct fact *said)
{
	bool reaches_back = true, untrue = false;
	int64_t back_ms = INT64_MAX;
	for (const struct fact *fact = asked->facts; fact; fact = fact->next)
		if (shows_use(asked, fact) && !is_movement(fact) && !fact->untrusted &&
		    fact->utc_ms >= said->utc_ms && fact->utc_ms < back_ms)
			back_ms = fact->utc_ms;
	for (const struct fact *fact = asked->facts; fact; fact = fact->next) {
		if (!shows_use(asked, fact))
			continue;
		reaches_back = reaches_back && fact->utc_ms >= said->utc_ms;
		untrue = untrue || fact->untrusted ||
			 (is_movement(fact) && fact->utc_ms >= said->utc_ms &&
			  fact->utc_ms < back_ms);
	}
	if (untrue || (!reaches_back && said->utc_ms > asked->opens_ms))
		return false;
	return back_ms == INT64_MAX || (back_ms >= asked->ends_ms && said->utc_ms < asked->ends_ms);
}

bool oracle_door_unused(const struct view_of *view, int kiosk, struct session session)
{
	const struct bell *bell = &view->world->plan.bells[session.part];
	struct asked asked = {
		.view = view,
		.kiosk = kiosk,
		.opens_ms = calendar_utc_ms(session.day, bell->opens_min),
		.ends_ms = calendar_utc_ms(session.day, bell->closes_min + 1),
		.facts = facts_of_doors(view->world, session.day),
	};
	for (const struct fact *fact = asked.facts; fact; fact = fact->next)
		if (fact->kind == EVENT_DOOR_NOT_IN_USE && fact->target_kiosk == kiosk &&
		    !fact->untrusted && oracle_knows(view, fact) && lets_off(&asked, fact))
			return true;
	return false;
}
