/* How long a child has been away: day by day backwards, the long way. */
#include "tests/simulation/oracle.h"

#include <string.h>

/* A mark or a closure that leaves the session out of count: as if there had been none. */
static bool out_of_count(const struct view_of *view, int person, struct session session)
{
	const struct fact *mark = NULL;
	for (const struct fact *fact = facts_of(view->world, person, session.day); fact;
	     fact = fact->next)
		if (fact->kind == EVENT_MARKED && fact->session.part == session.part &&
		    oracle_knows(view, fact) && (!mark || fact->utc_ms > mark->utc_ms))
			mark = fact;
	return !mark || mark->code.text[0] == 'Y';
}

bool oracle_spell(const struct view_of *view, int person, struct session session,
		  int32_t told_from_day, int32_t first_log_day, struct oracle_spell *out)
{
	const struct plan_person *who = &view->world->plan.people[person];
	int32_t counted = session.day, school = session.day;
	bool broken = false, was_broken = false;
	*out = (struct oracle_spell){.days = 1, .first_day = true};
	if (oracle_says(view, person, session) == SAID_NO_ROLL ||
	    oracle_says(view, person, session) == SAID_FREE)
		return false;
	struct session past = session;
	for (;;) {
		past = past.part == PART_PM ? (struct session){past.day, PART_AM}
					    : (struct session){past.day - 1, PART_PM};
		if (past.day < first_log_day || past.day < who->from_day)
			break;
		enum said said = oracle_says(view, person, past);
		if (said == SAID_ATTENDS || said == SAID_ELSEWHERE)
			break;
		if (said == SAID_FREE || said == SAID_NOT_HERE)
			continue;
		if (school - past.day > BREAK_DAYS)
			broken = true;
		school = past.day;
		if (said == SAID_NOT_EXPECTED ||
		    (said == SAID_EXPLAINED && out_of_count(view, person, past)))
			continue;
		const struct fact *facts = facts_of(view->world, person, past.day);
		bool marked = false;
		for (const struct fact *fact = facts; fact; fact = fact->next)
			marked |= fact->kind == EVENT_MARKED && oracle_knows(view, fact) &&
				  fact->session.part == past.part;
		if (said == SAID_MISSING && !marked && !oracle_closed(view, past))
			continue; /* nobody took that register */
		if (past.day != counted)
			out->days++;
		counted = past.day;
		was_broken = broken;
		if (said == SAID_MISSING && !broken && past.day >= told_from_day)
			out->first_day = false;
	}
	out->not_returned = out->first_day && was_broken && out->days > 1;
	return true;
}
