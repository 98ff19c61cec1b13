/* Is there a session, until when is its register open, and what is a school day. */
#include "tests/support/oracle.h"

#include <string.h>

int oracle_weekday(int32_t day)
{
	/* 1 January 1970 was a Thursday. */
	return (day + 3) % 7;
}

static bool same_key(const struct event_key *a, const struct event_key *b)
{
	return strcmp(a->kiosk, b->kiosk) == 0 && a->stream == b->stream &&
	       a->sequence == b->sequence;
}

/* Of two facts of one time the key decides, so that the order is the same everywhere. */
static bool comes_before(const struct roll_fact *a, const struct roll_fact *b)
{
	if (a->at.utc_ms != b->at.utc_ms)
		return a->at.utc_ms < b->at.utc_ms;
	int kiosk = strcmp(a->key.kiosk, b->key.kiosk);
	if (kiosk != 0)
		return kiosk < 0;
	if (a->key.stream != b->key.stream)
		return a->key.stream < b->key.stream;
	return a->key.sequence < b->key.sequence;
}

static bool taken_back(const struct oracle_day *all, const struct roll_fact *fact)
{
	for (size_t i = 0; i < all->count; i++) {
		if (all->facts[i]->kind == EVENT_UNDONE &&
		    same_key(&all->facts[i]->target, &fact->key))
			return true;
	}
	return false;
}

void oracle_day(const struct oracle_facts *facts, uint32_t pupil, int32_t day,
		struct oracle_day *out)
{
	struct oracle_day all;
	all.count = 0;
	for (size_t i = 0; i < facts->count; i++) {
		const struct roll_fact *fact = &facts->facts[i];
		if (fact->pupil != pupil || fact->session.day != day)
			continue;
		ENSURE(all.count < ORACLE_DAY_MAX);
		size_t place = all.count++;
		for (; place > 0 && comes_before(fact, all.facts[place - 1]); place--)
			all.facts[place] = all.facts[place - 1];
		all.facts[place] = fact;
	}
	out->count = 0;
	for (size_t i = 0; i < all.count; i++) {
		if (all.facts[i]->kind != EVENT_UNDONE && !taken_back(&all, all.facts[i]))
			out->facts[out->count++] = all.facts[i];
	}
}

/* Explained, elsewhere, not expected: the school is open to those who come all the same. */
static bool leaves_open(enum nation nation, struct code code)
{
	const struct oracle_code *row = oracle_code(nation, code);
	return row && (row->at_close == STATE_EXPLAINED || row->at_close == STATE_ELSEWHERE ||
		       row->at_close == STATE_NOT_EXPECTED);
}

static bool closure_is_for(const struct closure *closure, struct session session, int year)
{
	if (closure->day != session.day || !closure->parts[session.part])
		return false;
	if (closure->years == CALENDAR_ALL_YEARS)
		return true;
	return year >= 0 && year < 32 && (closure->years >> year & 1) == 1;
}

/* The code that sorts first of the calendar's closures that close (or that leave open) a session; NULL: none. */
static const struct closure *of_calendar(const struct school *school, struct session session,
					 int year, bool open)
{
	const struct closure *first = NULL;
	for (size_t i = 0; i < school->calendar.closure_count; i++) {
		const struct closure *closure = &school->calendar.closures[i];
		if (!closure_is_for(closure, session, year) ||
		    leaves_open(school->nation, closure->code) != open)
			continue;
		if (!first || strcmp(closure->code.text, first->code.text) < 0)
			first = closure;
	}
	return first;
}

/* The latest announcement counts. */
static const struct roll_fact *of_announcement(const struct oracle_day *of_school,
					       struct session session)
{
	const struct roll_fact *last = NULL;
	for (size_t i = 0; i < of_school->count; i++) {
		const struct roll_fact *fact = of_school->facts[i];
		if (fact->kind == EVENT_CLOSURE &&
		    (fact->session.part == session.part || fact->number == 1))
			last = fact;
	}
	return last;
}

struct oracle_closure oracle_closure(const struct school *school,
				     const struct oracle_day *of_school, struct session session,
				     int year)
{
	struct oracle_closure out = {0};
	const struct closure *closing = of_calendar(school, session, year, false);
	const struct closure *partly = of_calendar(school, session, year, true);
	const struct roll_fact *announced = of_announcement(of_school, session);
	if (oracle_weekday(session.day) >= 5 || !school->calendar.bells[session.part].held) {
		out.closed = true;
	} else if (closing) {
		out.closed = true;
		out.code = closing->code;
	} else if (announced && !leaves_open(school->nation, announced->code)) {
		out.closed = true;
		out.code = announced->code;
		out.announced = announced;
	} else if (partly) {
		out.part = true;
		out.code = partly->code;
	} else if (announced) {
		out.part = true;
		out.code = announced->code;
		out.announced = announced;
	}
	return out;
}

bool oracle_school_open(const struct school *school, struct session session)
{
	struct oracle_day nothing = {.count = 0};
	return !oracle_closure(school, &nothing, session, ORACLE_ANYBODY).closed;
}

bool oracle_session_held(const struct school *school, const struct oracle_facts *facts,
			 struct session session, int year)
{
	struct oracle_day of_school;
	oracle_day(facts, 0, session.day, &of_school);
	return !oracle_closure(school, &of_school, session, year).closed;
}

/* The first close of the register; NULL: never closed. */
static const struct roll_fact *close_of(const struct oracle_facts *facts, struct session session)
{
	struct oracle_day of_school;
	oracle_day(facts, 0, session.day, &of_school);
	for (size_t i = 0; i < of_school.count; i++) {
		if (of_school.facts[i]->kind == EVENT_SESSION_CLOSED &&
		    of_school.facts[i]->session.part == session.part)
			return of_school.facts[i];
	}
	return NULL;
}

bool oracle_closed_in_time(const struct oracle_facts *facts, struct session session)
{
	const struct roll_fact *close = close_of(facts, session);
	return close && close->at.day == session.day;
}

int oracle_closes_min(const struct calendar *calendar, const struct oracle_facts *facts,
		      struct session session)
{
	const struct roll_fact *close = close_of(facts, session);
	const struct bell *bell = &calendar->bells[session.part];
	if (!close || close->at.day != session.day || close->at.minute > bell->closes_min)
		return bell->closes_min;
	/* Who comes up to starts is in time, whatever staff did. */
	return close->at.minute < bell->starts_min ? bell->starts_min : close->at.minute;
}

enum state oracle_arrival(const struct calendar *calendar, const struct oracle_facts *facts,
			  struct session session, int minute)
{
	if (minute <= calendar->bells[session.part].starts_min)
		return STATE_PRESENT;
	if (minute <= oracle_closes_min(calendar, facts, session))
		return STATE_LATE;
	return STATE_ARRIVED_LATE;
}

/* N stands for five school days. */
struct code oracle_settle(const struct school *school, const struct oracle_facts *facts,
			  struct session session, int32_t today, struct code code)
{
	if (strcmp(code.text, "N") != 0)
		return code;
	int school_days = 0;
	for (int32_t day = session.day + 1; day <= today; day++) {
		if (oracle_session_held(school, facts, (struct session){day, PART_AM},
					ORACLE_ANYBODY) ||
		    oracle_session_held(school, facts, (struct session){day, PART_PM},
					ORACLE_ANYBODY))
			school_days++;
	}
	return school_days >= 5 ? (struct code){"O"} : code;
}

bool oracle_implausible(size_t arrivals, size_t usual)
{
	return arrivals == 0 || arrivals * 4 < usual;
}

bool oracle_form_missing(const struct form_count *form, const struct form_count *school)
{
	size_t here = school->expected - school->unseen;
	return form->expected >= 5 && form->unseen + form->unseen > form->expected &&
	       here + here > school->expected;
}
