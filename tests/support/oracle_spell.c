/* Spells: the run of absences, and whether this one opens an alarm. */
#include "tests/support/oracle.h"

#include <string.h>

enum sort { PASSED_OVER, ATTENDED, ABSENT, ALARMING };

/* What a session before this one is to the spell. */
static enum sort sort_of(const struct school *school, const struct child *child,
			 const struct oracle_facts *facts, struct session session)
{
	struct verdict verdict;
	oracle_verdict(school, child, facts, session, NULL, &verdict);
	const struct oracle_code *row = oracle_code(school->nation, verdict.code);
	switch (verdict.state) {
	case STATE_PRESENT:
	case STATE_LATE:
	case STATE_ARRIVED_LATE:
	case STATE_LEFT:
	case STATE_RETURNED:
	case STATE_ELSEWHERE: return ATTENDED;
	case STATE_EXPLAINED:
	case STATE_SUSPENDED:
		/* Y1 to Y7, Q: no attendance was possible. */
		return strcmp(row->class, "NP") == 0 ? PASSED_OVER : ABSENT;
	case STATE_UNEXPLAINED:
	case STATE_UNKNOWN:
		/* The kiosk was off, and nobody has said anything of the child. */
		if (!verdict.evidence && !oracle_closed_in_time(facts, session))
			return PASSED_OVER;
		return ALARMING;
	default: return PASSED_OVER;
	}
}

static bool is_session(const struct school *school, const struct child *child,
		       const struct oracle_facts *facts, int32_t day, enum part part)
{
	int year = child->on_no_roll ? ORACLE_ANYBODY : child->year_group;
	return oracle_session_held(school, facts, (struct session){day, part}, year);
}

bool oracle_spell(const struct school *school, const struct child *child,
		  const struct oracle_facts *facts, struct session session, int32_t from_day,
		  int32_t told_from_day, struct spell *out)
{
	*out = (struct spell){.days = 1, .first_day = true};
	int32_t counted = session.day;
	int free_days = 0;
	bool after_break = false;
	for (int32_t day = session.day; day >= from_day; day--) {
		free_days++;
		if (is_session(school, child, facts, day, PART_AM) ||
		    is_session(school, child, facts, day, PART_PM))
			free_days = 0;
		if (free_days >= 5)
			after_break = true;
		for (int part = PART_PM; part >= PART_AM; part--) {
			if (day == session.day && part >= (int)session.part)
				continue;
			struct session before = {day, (enum part)part};
			enum sort sort = sort_of(school, child, facts, before);
			if (sort == ATTENDED)
				return true;
			if (sort == PASSED_OVER)
				continue;
			if (counted != day)
				out->days++;
			counted = day;
			if (sort == ALARMING && day >= told_from_day && !after_break)
				out->first_day = false;
		}
	}
	/* Before the first day on the roll there is nothing to load. */
	return child->on_roll_from >= from_day;
}
