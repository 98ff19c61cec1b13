#include "tests/simulation/oracle.h"

#include <string.h>

#define FRIDAY 4

const char *said_text(enum said said)
{
	static const char *const texts[] = {"on no roll", "not here",     "no session",
					    "attends",    "elsewhere",    "explained",
					    "suspended",  "not expected", "missing"};
	return texts[said];
}

/* -- what is known --------------------------------------------------------------------------------- */

bool oracle_knows(const struct view_of *view, const struct fact *fact)
{
	if (fact->lost)
		return false;
	if (view->kiosk < 0 || fact->kiosk == view->kiosk)
		return true;
	return fact->ordinal <= view->world->links[fact->kiosk][view->kiosk].ordinal;
}

static bool undone(const struct view_of *view, const struct fact *facts, const struct fact *fact)
{
	for (const struct fact *other = facts; other; other = other->next)
		if (other->kind == EVENT_UNDONE && oracle_knows(view, other) &&
		    other->target_kiosk == fact->kiosk && other->target_stream == fact->stream &&
		    other->target_sequence == fact->sequence)
			return true;
	return false;
}

static bool counts(const struct view_of *view, const struct fact *facts, const struct fact *fact,
		   enum event_kind kind)
{
	return fact->kind == kind && oracle_knows(view, fact) && !undone(view, facts, fact);
}

/* By the lists of the instant. */
static bool in_roster(const struct view_of *view, const struct plan_person *who)
{
	int64_t now = view->lists_ms;
	if (who->known_day == DAY_OPEN ||
	    (who->known_day != INT32_MIN && now < plan_morning_ms(who->known_day)))
		return false;
	return who->deleted_day == DAY_OPEN || now < plan_morning_ms(who->deleted_day);
}

static bool on_roll(const struct view_of *view, const struct plan_person *who, int32_t day)
{
	bool told =
		who->to_told_day != DAY_OPEN && view->lists_ms >= plan_morning_ms(who->to_told_day);
	return who->from_day <= day && (!told || day <= who->to_day);
}

/* -- is there a session? ---------------------------------------------------------------------------- */

/* Only part of the premises, or a year on leave for its examinations. */
static bool leaves_open(const char *code)
{
	return strcmp(code, "Y3") == 0 || strcmp(code, "S") == 0;
}

/* The closure of the lists that counts for a year (-1: one of everyone): one that shuts the school before one that does not. */
static const char *listed(const struct view_of *view, struct session session, int year)
{
	const struct plan *plan = &view->world->plan;
	const char *code = NULL;
	for (int i = 0; i < plan->closure_count; i++) {
		const struct closure *closure = &plan->closures[i].closure;
		if (plan->closures[i].in_ms > view->lists_ms || closure->day != session.day ||
		    !closure->parts[session.part])
			continue;
		bool of_all = closure->years == CALENDAR_ALL_YEARS;
		if (!of_all && (year < 0 || !(closure->years >> year & 1)))
			continue;
		if (!code || leaves_open(code))
			code = closure->code.text;
	}
	return code;
}

static const char *announced(const struct view_of *view, struct session session)
{
	const struct fact *facts = facts_of(view->world, -1, session.day), *last = NULL;
	for (const struct fact *fact = facts; fact; fact = fact->next)
		if (counts(view, facts, fact, EVENT_CLOSURE) &&
		    (fact->session.part == session.part || fact->number == 1) &&
		    (!last || fact->utc_ms > last->utc_ms))
			last = fact;
	return last ? last->code.text : NULL;
}

bool oracle_held(const struct view_of *view, struct session session, int year_group)
{
	if (calendar_weekday(session.day) > FRIDAY)
		return false;
	const char *planned = listed(view, session, year_group);
	const char *unplanned = announced(view, session);
	return (!planned || leaves_open(planned)) && (!unplanned || leaves_open(unplanned));
}

bool oracle_closed(const struct view_of *view, struct session session)
{
	for (const struct fact *fact = facts_of(view->world, -1, session.day); fact;
	     fact = fact->next)
		if (fact->kind == EVENT_SESSION_CLOSED && oracle_knows(view, fact) &&
		    fact->session.part == session.part && fact->at_day == session.day)
			return true;
	return false;
}

/* -- what was seen, marked and arranged -------------------------------------------------------------- */

static enum part part_of(const struct view_of *view, int minute)
{
	return minute >= view->world->plan.bells[PART_PM].opens_min ? PART_PM : PART_AM;
}

static const struct fact *latest_mark(const struct view_of *view, const struct fact *facts,
				      enum part part)
{
	const struct fact *last = NULL;
	for (const struct fact *fact = facts; fact; fact = fact->next) {
		if (!counts(view, facts, fact, EVENT_MARKED) || fact->session.part != part)
			continue;
		bool later =
			last && (fact->utc_ms > last->utc_ms ||
				 (fact->utc_ms == last->utc_ms &&
				  (fact->kiosk > last->kiosk ||
				   (fact->kiosk == last->kiosk && fact->ordinal > last->ordinal))));
		if (!last || later)
			last = fact;
	}
	return last;
}

static enum said of_code(const char *code)
{
	static const struct {
		const char *code;
		enum said said;
	} meanings[] = {
		{"/", SAID_ATTENDS},      {"\\", SAID_ATTENDS},     {"L", SAID_ATTENDS},
		{"I", SAID_EXPLAINED},    {"M", SAID_EXPLAINED},    {"Y2", SAID_EXPLAINED},
		{"Y", SAID_EXPLAINED},    {"Y3", SAID_EXPLAINED},   {"E", SAID_SUSPENDED},
		{"X", SAID_NOT_EXPECTED}, {"D", SAID_NOT_EXPECTED}, {"C2", SAID_NOT_EXPECTED},
		{"S", SAID_NOT_EXPECTED}, {"B", SAID_ELSEWHERE},    {"W", SAID_ELSEWHERE},
		{"N", SAID_MISSING},      {"G", SAID_MISSING},      {"O", SAID_MISSING}};
	for (size_t i = 0; i < COUNT_OF(meanings); i++)
		if (strcmp(meanings[i].code, code) == 0)
			return meanings[i].said;
	ENSURE(!"a code that the simulation does not use");
	return SAID_MISSING;
}

static const struct expectation *arranged(const struct view_of *view, int person,
					  struct session session)
{
	const struct plan *plan = &view->world->plan;
	const struct expectation *found = NULL;
	for (int i = 0; i < plan->arranged_count; i++) {
		const struct plan_arranged *one = &plan->arranged[i];
		const struct expectation *expectation = &one->expectation;
		if (one->person == person && view->lists_ms >= plan_morning_ms(one->told_day) &&
		    expectation->weekday == calendar_weekday(session.day) &&
		    expectation->part == session.part && expectation->from_day <= session.day &&
		    session.day <= expectation->to_day &&
		    (!found || expectation->from_day >= found->from_day))
			found = expectation;
	}
	return found;
}

/* Came, or came back, in this part of the day. */
static bool came(const struct view_of *view, const struct fact *facts, enum part part)
{
	for (const struct fact *fact = facts; fact; fact = fact->next)
		if ((counts(view, facts, fact, EVENT_ARRIVED) ||
		     counts(view, facts, fact, EVENT_RETURNED)) &&
		    part_of(view, fact->minute) == part)
			return true;
	return false;
}

/* In when the afternoon opened: 1; out: 0; nothing was seen of it in the morning: -1. */
static int in_at_noon(const struct view_of *view, const struct fact *facts)
{
	const struct fact *last = NULL;
	for (const struct fact *fact = facts; fact; fact = fact->next) {
		bool moved = counts(view, facts, fact, EVENT_ARRIVED) ||
			     counts(view, facts, fact, EVENT_RETURNED) ||
			     counts(view, facts, fact, EVENT_LEFT);
		if (moved && part_of(view, fact->minute) == PART_AM &&
		    (!last || fact->utc_ms > last->utc_ms))
			last = fact;
	}
	return last ? last->kind != EVENT_LEFT : -1;
}

static bool carried_over(const struct view_of *view, int person, const struct fact *facts,
			 struct session session)
{
	if (session.part != PART_PM || view->world->plan.afternoon != AFTERNOON_CARRIED ||
	    arranged(view, person, session))
		return false;
	const char *part_closed =
		listed(view, session, view->world->plan.people[person].year_group);
	if (part_closed && of_code(part_closed) != SAID_EXPLAINED)
		return false;
	int inside = in_at_noon(view, facts);
	if (inside >= 0)
		return inside == 1;
	const struct fact *mark = latest_mark(view, facts, PART_AM);
	return mark && of_code(mark->code.text) == SAID_ATTENDS;
}

enum said oracle_says(const struct view_of *view, int person, struct session session)
{
	const struct plan_person *who = &view->world->plan.people[person];
	if (!in_roster(view, who))
		return oracle_held(view, session, -1) ? SAID_NO_ROLL : SAID_FREE;
	if (!on_roll(view, who, session.day))
		return SAID_NOT_HERE;
	if (!oracle_held(view, session, who->year_group))
		return SAID_FREE;
	const struct fact *facts = facts_of(view->world, person, session.day);
	bool seen = came(view, facts, session.part) || carried_over(view, person, facts, session);
	const struct fact *mark = latest_mark(view, facts, session.part);
	if (mark && !(seen && strcmp(mark->code.text, "N") == 0))
		return of_code(mark->code.text);
	if (seen)
		return SAID_ATTENDS;
	const struct expectation *expectation = arranged(view, person, session);
	if (expectation)
		return of_code(expectation->code.text);
	const char *part_closed = listed(view, session, who->year_group);
	if (!part_closed)
		part_closed = announced(view, session);
	return part_closed ? of_code(part_closed) : SAID_MISSING;
}

const struct plan_care *oracle_care(const struct plan *plan, int ref, int32_t day, int64_t lists_ms)
{
	for (int i = 0; i < plan->care_count; i++) {
		const struct plan_care *care = &plan->care[i];
		if (care->ref == ref && care->in_ms <= lists_ms && lists_ms < care->out_ms &&
		    care->cohort == COHORT_LOOKED_AFTER && care->from_day <= day &&
		    day <= care->to_day)
			return care;
	}
	return NULL;
}
