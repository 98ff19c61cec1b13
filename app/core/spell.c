#include "core/rules.h"

/* What a session does to a spell. */
enum bearing { ATTENDED, ABSENT, TRANSPARENT };

/* Not a possible attendance, or not collected (X, Y, D, Z, #): as if there had been no session. */
static bool out_of_count(const struct school *school, struct session session, struct code code)
{
	const struct code_row *row = codes_find(codes_for(school->nation, session.day), code);
	return row && (row->class == CLASS_NP || row->class == CLASS_NC);
}

/* Nobody says of the child who was not seen that it was absent: the kiosk was off when the register should have closed. */
static bool never_judged(const struct roll *history, struct session session,
			 const struct verdict *verdict)
{
	const struct roll_fact *closed = roll_closed(history, session);
	return !verdict->evidence && (!closed || closed->at.day != session.day);
}

static enum bearing bearing_of(const struct school *school, const struct roll *history,
			       struct session session, const struct verdict *verdict)
{
	switch (verdict->state) {
	case STATE_NOT_EXPECTED:
	case STATE_CLOSED: return TRANSPARENT;
	case STATE_EXPLAINED:
		return out_of_count(school, session, verdict->code) ? TRANSPARENT : ABSENT;
	case STATE_SUSPENDED: return ABSENT;
	case STATE_UNEXPLAINED:
	case STATE_UNKNOWN: return never_judged(history, session, verdict) ? TRANSPARENT : ABSENT;
	default: return ATTENDED;
	}
}

static struct session session_before(struct session session)
{
	if (session.part == PART_PM)
		return (struct session){.day = session.day, .part = PART_AM};
	return (struct session){.day = session.day - 1, .part = PART_PM};
}

/* The walk back through the sessions of a spell. */
struct walk {
	int32_t counted_day; /* the earliest day counted so far */
	int32_t school_day;  /* the earliest day with a session for the child's year so far */
	bool broken;         /* a break lies between here and the session asked of */
};

static void walk_past_school(struct walk *walk, int32_t day)
{
	if (walk->school_day - day > BREAK_DAYS)
		walk->broken = true;
	walk->school_day = day;
}

bool rules_spell(const struct school *school, const struct child *child, const struct roll *history,
		 struct session session, int32_t from_day, int32_t told_from_day, struct spell *out)
{
	*out = (struct spell){.days = 1, .first_day = true};
	struct walk walk = {.counted_day = session.day, .school_day = session.day};
	struct session past = session_before(session);
	int year_group = child->on_no_roll ? -1 : child->year_group;
	for (; past.day >= from_day && past.day >= child->on_roll_from;
	     past = session_before(past)) {
		struct verdict verdict;
		rules_verdict(school, child, history, past, NULL, &verdict);
		enum bearing bearing = bearing_of(school, history, past, &verdict);
		if (bearing == ATTENDED)
			return true;
		if (rules_session_held(school, history, past, year_group))
			walk_past_school(&walk, past.day);
		if (bearing == TRANSPARENT)
			continue;
		if (past.day != walk.counted_day)
			out->days++;
		walk.counted_day = past.day;
		bool unexplained =
			verdict.state == STATE_UNEXPLAINED || verdict.state == STATE_UNKNOWN;
		if (unexplained && !walk.broken && past.day >= told_from_day)
			out->first_day = false;
	}
	return past.day < child->on_roll_from;
}
