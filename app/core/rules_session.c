#include "core/rules.h"

#include <string.h>

/* Y3 closes a part of the premises, S and V send a whole year elsewhere: such a closure says where
 * those are who are not here, and closes no register. */
bool rules_leaves_open(const struct code_row *row)
{
	return row && (row->at_close == STATE_EXPLAINED || row->at_close == STATE_NOT_EXPECTED ||
		       row->at_close == STATE_ELSEWHERE);
}

static bool shuts(const struct school *school, struct session session, struct code code)
{
	return !rules_leaves_open(codes_find(codes_for(school->nation, session.day), code));
}

/* Of two the one that shuts the register, then the code that sorts first, so that their order does not count. */
static void choose(const struct school *school, struct session session, struct code code,
		   struct code *chosen)
{
	bool new_shuts = shuts(school, session, code);
	bool old_shuts = chosen->text[0] && shuts(school, session, *chosen);
	bool first = !chosen->text[0] || strcmp(code.text, chosen->text) < 0;
	if (new_shuts != old_shuts ? new_shuts : first)
		*chosen = code;
}

bool rules_closure(const struct school *school, const struct roll *roll, struct session session,
		   int year_group, struct code *code, const struct roll_fact **announced)
{
	*code = (struct code){""};
	*announced = NULL;
	if (!calendar_held(&school->calendar, session))
		return true;
	size_t at = 0;
	const struct closure *planned;
	while ((planned = calendar_closure(&school->calendar, session, year_group, &at)))
		choose(school, session, planned->code, code);
	const struct roll_fact *said = roll ? roll_closure(roll, session) : NULL;
	if (said && (!code->text[0] ||
		     (shuts(school, session, said->code) && !shuts(school, session, *code)))) {
		*announced = said;
		*code = said->code;
	}
	return code->text[0];
}

bool rules_session_held(const struct school *school, const struct roll *roll,
			struct session session, int year_group)
{
	struct code code;
	const struct roll_fact *announced;
	bool closed = rules_closure(school, roll, session, year_group, &code, &announced);
	return !closed || (code.text[0] && !shuts(school, session, code));
}

bool rules_school_open(const struct school *school, struct session session)
{
	return rules_session_held(school, NULL, session, -1);
}

bool rules_school_day(const struct school *school, const struct roll *roll, int32_t day)
{
	for (enum part part = PART_AM; part < PART_COUNT; part++)
		if (rules_session_held(school, roll, (struct session){day, part}, -1))
			return true;
	return false;
}

void rules_coverage(const struct school *school, const struct roll *roll, struct session session,
		    struct coverage *out)
{
	coverage_of(roll, &school->calendar, &school->site, session, out);
	const struct session morning = {session.day, PART_AM};
	if (session.part == PART_PM && school->afternoon == AFTERNOON_CARRIED &&
	    calendar_held(&school->calendar, morning))
		coverage_add_morning(roll, &school->calendar, &school->site, session.day,
				     rules_school_open(school, morning), out);
}

int rules_closes_min(const struct calendar *calendar, const struct roll *roll,
		     struct session session)
{
	const struct bell *bell = &calendar->bells[session.part];
	const struct roll_fact *closed = roll_closed(roll, session);
	bool early = closed && closed->source == SOURCE_STAFF && closed->at.day == session.day &&
		     closed->at.minute < bell->closes_min;
	if (!early)
		return bell->closes_min;
	return closed->at.minute < bell->starts_min ? bell->starts_min : closed->at.minute;
}

enum state rules_arrival(const struct bell *bell, int closes_min, int minute)
{
	if (minute <= bell->starts_min)
		return STATE_PRESENT;
	return minute <= closes_min ? STATE_LATE : STATE_ARRIVED_LATE;
}

void rules_settle(const struct school *school, const struct roll *history, struct session session,
		  int32_t today, struct verdict *verdict)
{
	if (!verdict->on_roll || !code_equal(verdict->code, code_no_reason))
		return;
	int passed = 0;
	for (int32_t day = session.day + 1; day <= today && passed < REASON_SCHOOL_DAYS; day++)
		passed += rules_school_day(school, history, day);
	if (passed == REASON_SCHOOL_DAYS)
		verdict->code = code_no_reason_found;
}

bool rules_implausible(size_t arrivals, size_t usual)
{
	return arrivals == 0 || arrivals * 100 < usual * IMPLAUSIBLE_PERCENT;
}

bool rules_form_missing(const struct form_count *form, const struct form_count *school)
{
	return form->expected >= FORM_MIN && 2 * form->unseen > form->expected &&
	       2 * school->unseen < school->expected;
}

/* FNV-1a of 64 bits, one bit given up to keep it above 0. */
int64_t rules_form(const char *name)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	if (!name[0])
		return 0;
	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * UINT64_C(1099511628211);
	return (int64_t)(hash >> 1 | 1);
}
