#include "core/rules.h"

/* What a session does to a spell. */
enum bearing { ATTENDED, ABSENT, TRANSPARENT };

/* Not a possible attendance, or not collected (X, Y, D, Z, #): as if there had been no session. */
static bool out_of_count(const struct school *school, struct session session, struct code code)
{
	const struct code_row *row = codes_find(codes_for(school->nation, session.day), code);
	return row && (row->class == CLASS_NP || row->class == CLASS_NC);
}

static enum bearing bearing_of(const struct school *school, struct session session,
			       const struct verdict *verdict)
{
	switch (verdict->state) {
	case STATE_NOT_EXPECTED:
	case STATE_CLOSED: return TRANSPARENT;
	case STATE_EXPLAINED:
		return out_of_count(school, session, verdict->code) ? TRANSPARENT : ABSENT;
	case STATE_SUSPENDED:
	case STATE_UNEXPLAINED:
	case STATE_UNKNOWN: return ABSENT;
	default: return ATTENDED;
	}
}

static struct session session_before(struct session session)
{
	if (session.part == PART_PM)
		return (struct session){.day = session.day, .part = PART_AM};
	return (struct session){.day = session.day - 1, .part = PART_PM};
}

bool rules_spell(const struct school *school, const struct child *child, const struct roll *history,
		 struct session session, int32_t from_day, struct spell *out)
{
	*out = (struct spell){.days = 1, .first_unexplained = true};
	int32_t counted = session.day;
	struct session past = session_before(session);
	for (; past.day >= from_day && past.day >= child->on_roll_from;
	     past = session_before(past)) {
		struct verdict verdict;
		rules_verdict(school, child, history, past, NULL, &verdict);
		enum bearing bearing = bearing_of(school, past, &verdict);
		if (bearing == ATTENDED)
			return true;
		if (bearing == TRANSPARENT)
			continue;
		if (past.day != counted)
			out->days++;
		counted = past.day;
		if (verdict.state == STATE_UNEXPLAINED || verdict.state == STATE_UNKNOWN)
			out->first_unexplained = false;
	}
	return past.day < child->on_roll_from;
}
