/* What is checked of each notice in the moment that it is written. */
#include "tests/simulation/checker.h"

#include <string.h>

#include "tests/simulation/oracle.h"

static const char *session_word(struct session session)
{
	static char text[SESSION_TEXT_SIZE];
	calendar_format_session(session, text);
	return text;
}

/* -- I1 -------------------------------------------------------------------------------------------- */

/* An arrival that stands in some kiosk's log now, in time for the session, not taken back. */
static const struct fact *in_time(struct world *world, int person, struct session session)
{
	const struct plan *plan = &world->plan;
	const struct fact *facts = facts_of(world, person, session.day);
	for (const struct fact *fact = facts; fact; fact = fact->next) {
		bool in = fact->kind == EVENT_ARRIVED || fact->kind == EVENT_RETURNED;
		if (!in || fact->lost || fact->minute > plan->bells[session.part].closes_min)
			continue;
		enum part part = fact->minute >= plan->bells[PART_PM].opens_min ? PART_PM : PART_AM;
		bool undone = false;
		for (const struct fact *other = facts; other; other = other->next)
			undone |= other->kind == EVENT_UNDONE &&
				  other->target_kiosk == fact->kiosk &&
				  other->target_stream == fact->stream &&
				  other->target_sequence == fact->sequence;
		if (part == session.part && !undone)
			return fact;
	}
	return NULL;
}

/* Nobody who stood before a dead kiosk in the window and went in is ever certainly absent; nor in a carried afternoon. */
static void check_turned_away(struct world *world, int kiosk, int person,
			      const struct letter *letter)
{
	bool of_morning =
		letter->session.part == PART_AM || world->plan.afternoon == AFTERNOON_CARRIED;
	const struct fact *fact = facts_of(world, person, letter->session.day);
	while (fact && fact->kind != EVENT_MARKED && fact->kind != EVENT_LEFT)
		fact = fact->next;
	for (int i = 0; i < world->plan.kiosk_count; i++)
		if (plan_door_lie(&world->plan, i, letter->session.day))
			return; /* the staff said so, and the child came there all the same */
	if (of_morning && !fact && world->turned_away[person] == letter->session.day)
		world_violation(
			world, "I1", letter->session.day,
			"person %d, %s: kiosk %d wrote a confirmed flag, and the child had come in "
			"the window and found no kiosk that could take the tap",
			person, session_word(letter->session), kiosk);
}

static void check_confirmed(struct world *world, int kiosk, const struct letter *letter)
{
	if (letter->certainty != CERTAINTY_CONFIRMED || letter->ref < 0)
		return;
	int person = world->plan.refs[letter->ref].person;
	check_turned_away(world, kiosk, person, letter);
	facts_read(world);
	checker_doors(world, kiosk, letter);
	const struct fact *fact = in_time(world, person, letter->session);
	struct view_of view = {world, kiosk, 0};
	/* Staff said that nobody comes in there, and this kiosk heard nothing else: not its fault. */
	bool hidden = fact && !oracle_knows(&view, fact) &&
		      oracle_door_unused(&view, fact->kiosk, letter->session);
	world->counts.of[COUNT_MISLED] += hidden;
	if (hidden)
		return;
	if (fact && strcmp(letter->code.text, "I") != 0)
		world_violation(world, "I1", letter->session.day,
				"person %d, %s: kiosk %d wrote a confirmed flag, and an arrival at "
				"%02d:%02d "
				"stood in the log of kiosk %d",
				person, session_word(letter->session), kiosk, fact->minute / 60,
				fact->minute % 60, fact->kiosk);
}

/* -- I7 -------------------------------------------------------------------------------------------- */

/* What takes back, or says of a child that it is no longer expected, may go to the authority that was told before. */
static bool takes_back(const struct letter *letter)
{
	return letter->kind == NOTICE_FLAG_WITHDRAWN ||
	       (letter->kind == NOTICE_ATTENDANCE && letter->state == STATE_NOT_EXPECTED);
}

static bool answers(struct world *world, int kiosk, int authority, int ref, int32_t day)
{
	if (ref < 0 || world->plan.refs[ref].authority != authority)
		return false;
	size_t imports = world->kiosks[kiosk].imports;
	return oracle_care(&world->plan, ref, day, world->imports[imports - 1]);
}

static void check_addressee(struct world *world, int kiosk, int authority,
			    const struct letter *letter)
{
	int32_t day = letter->session.day;
	int wrong = -2;
	for (int i = 0; i < letter->line_count; i++)
		if (!answers(world, kiosk, authority, letter->lines[i].ref, day))
			wrong = letter->lines[i].ref;
	if (letter->kind != NOTICE_SESSION_CLOSED && !takes_back(letter) &&
	    !answers(world, kiosk, authority, letter->ref, day))
		wrong = letter->ref;
	if (takes_back(letter) &&
	    (letter->ref < 0 || world->plan.refs[letter->ref].authority != authority))
		wrong = letter->ref;
	if (wrong != -2)
		world_violation(
			world, "I7", day,
			"%s: kiosk %d wrote to authority %d of reference %d, which does not "
			"answer to it on that day",
			session_word(letter->session), kiosk, authority, wrong);
}

/* -- I3 -------------------------------------------------------------------------------------------- */

static bool cites(const struct fact *facts, const struct letter *letter, bool marks)
{
	for (const struct fact *fact = facts; fact; fact = fact->next) {
		bool movement = fact->kind == EVENT_ARRIVED || fact->kind == EVENT_RETURNED ||
				fact->kind == EVENT_LEFT;
		bool named = fact->kind == EVENT_MARKED && fact->by_role;
		if (fact->utc_ms == letter->at_ms && (marks ? named : movement))
			return true;
	}
	return false;
}

/* By the roster, a care list or a timetable that the office has imported since. */
static bool imported_away(struct world *world, int kiosk, const struct letter *letter)
{
	size_t imports = world->kiosks[kiosk].imports;
	struct view_of view = {world, kiosk, world->imports[imports - 1]};
	int person = world->plan.refs[letter->ref].person;
	enum said said = oracle_says(&view, person, letter->session);
	return said == SAID_NOT_EXPECTED || said == SAID_ELSEWHERE || said == SAID_NOT_HERE ||
	       said == SAID_NO_ROLL ||
	       !oracle_care(&world->plan, letter->ref, letter->session.day, view.lists_ms);
}

static void check_withdrawal(struct world *world, int kiosk, const struct letter *letter)
{
	facts_read(world);
	int person = world->plan.refs[letter->ref].person;
	const struct fact *facts = facts_of(world, person, letter->session.day);
	size_t imports = world->kiosks[kiosk].imports;
	struct view_of view = {world, kiosk, world->imports[imports - 1]};
	bool fine = false;
	bool free = oracle_says(&view, person, letter->session) == SAID_FREE;
	switch (letter->withdrawal) {
	case WITHDRAWAL_ARRIVED_LATE:
	case WITHDRAWAL_SEEN_ELSEWHERE: fine = cites(facts, letter, false); break;
	case WITHDRAWAL_CORRECTION:
		fine = cites(facts, letter, false) || imported_away(world, kiosk, letter);
		break;
	case WITHDRAWAL_MARKED: fine = cites(facts, letter, true); break;
	case WITHDRAWAL_CLOSURE: fine = free; break;
	case WITHDRAWAL_NOT_ON_ROLL: fine = imported_away(world, kiosk, letter); break;
	}
	if (!fine)
		world_violation(
			world, "I3", letter->session.day,
			"person %d, %s: kiosk %d withdrew the flag (%s) and nothing of that is "
			"in the logs or lists",
			person, session_word(letter->session), kiosk,
			withdrawal_text((enum withdrawal)letter->withdrawal));
}

static bool broken(const struct world *world, int kiosk)
{
	for (int from = 0; from < world->plan.kiosk_count; from++)
		if (world->links[from][kiosk].broken)
			return true;
	return false;
}

/* -- I8: the days of a spell ------------------------------------------------------------------------- */

static int32_t told_from(const struct world *world, const struct letter *letter, int64_t lists_ms)
{
	const struct plan *plan = &world->plan;
	int32_t from = INT32_MAX;
	for (int i = 0; i < plan->care_count; i++)
		if (plan->care[i].ref == letter->ref && plan->care[i].in_ms <= lists_ms &&
		    lists_ms < plan->care[i].out_ms && plan->care[i].from_day < from)
			from = plan->care[i].from_day;
	return from;
}

static void check_spell(struct world *world, int kiosk, const struct letter *letter)
{
	struct kiosk *one = &world->kiosks[kiosk];
	int person = world->plan.refs[letter->ref].person;
	if (world->plan.people[person].on_no_roll ||
	    (world->restored_day && letter->session.day <= world->restored_day + 60) ||
	    world->seen_imports[kiosk] != world->import_count)
		return;
	if (broken(world, kiosk))
		return;
	facts_read(world);
	int64_t lists_ms = world->imports[one->imports - 1];
	struct view_of view = {world, kiosk, lists_ms};
	struct oracle_spell spell;
	if (!oracle_spell(&view, person, letter->session, told_from(world, letter, lists_ms),
			  one->day.usable_from_day, &spell))
		return;
	world->counts.of[COUNT_SPELLS_CHECKED]++;
	world->counts.of[COUNT_NOT_RETURNED] += spell.not_returned;
	if (spell.days != letter->day || spell.first_day != letter->first_day)
		world_violation(world, "I8", letter->session.day,
				"person %d, %s: kiosk %d says day %d%s, and it is day %d%s", person,
				session_word(letter->session), kiosk, letter->day,
				letter->first_day ? ", first" : "", spell.days,
				spell.first_day ? ", first" : "");
}

/* -- I6: whom the statement counts ------------------------------------------------------------------ */

static bool is_expected(enum said said)
{
	return said != SAID_NOT_HERE && said != SAID_FREE && said != SAID_NOT_EXPECTED;
}

static void check_statement(struct world *world, int kiosk, int authority,
			    const struct letter *letter)
{
	struct kiosk *one = &world->kiosks[kiosk];
	struct view_of view = {world, kiosk, world->imports[one->imports - 1]};
	int expected = 0;
	if (world->seen_imports[kiosk] != world->import_count || broken(world, kiosk) ||
	    *world_set_back(world, letter->session.day))
		return;
	facts_read(world);
	for (int ref = 0; ref < world->plan.ref_count; ref++)
		if (world->plan.refs[ref].authority == authority &&
		    oracle_care(&world->plan, ref, letter->session.day, view.lists_ms))
			expected += is_expected(
				oracle_says(&view, world->plan.refs[ref].person, letter->session));
	if (letter->expected != letter->present + letter->absent + letter->unknown ||
	    letter->expected != expected)
		world_violation(
			world, "I6", letter->session.day,
			"%s: kiosk %d told authority %d of %d expected (%d here, %d absent, %d "
			"unknown), and it is %d",
			session_word(letter->session), kiosk, authority, letter->expected,
			letter->present, letter->absent, letter->unknown, expected);
}

/* -- counting ---------------------------------------------------------------------------------------- */

static void count(struct world *world, const struct letter *letter)
{
	uint64_t *of = world->counts.of;
	bool confirmed = letter->certainty == CERTAINTY_CONFIRMED;
	int32_t today = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	switch ((enum notice_kind)letter->kind) {
	case NOTICE_SESSION_CLOSED:
		of[COUNT_STATEMENTS]++;
		of[COUNT_STATEMENTS_INCOMPLETE] += !letter->complete;
		of[COUNT_STATEMENTS_LATE] += letter->session.day < today;
		for (int i = 0; i < letter->line_count; i++)
			world->counts.states[letter->lines[i].state]++;
		break;
	case NOTICE_ATTENDANCE: world->counts.states[letter->state]++; break;
	case NOTICE_FLAG_RAISED:
		of[confirmed ? COUNT_RAISED_CONFIRMED : COUNT_RAISED_UNVERIFIED]++;
		of[letter->first_day ? COUNT_FIRST_DAY : COUNT_CONTINUING]++;
		of[COUNT_LONG_SPELL] += letter->day > 24;
		of[COUNT_OFFICE_LOOKED] += letter->office == OFFICE_SAYS_ABSENT;
		of[COUNT_NO_ROLL] +=
			world->plan.people[world->plan.refs[letter->ref].person].on_no_roll;
		of[COUNT_CHANGED_AUTHORITY] +=
			letter->ref > 0 && world->plan.refs[letter->ref - 1].person ==
						   world->plan.refs[letter->ref].person;
		break;
	case NOTICE_FLAG_UPDATED:
		of[COUNT_UPDATED]++;
		of[COUNT_HEALED] += confirmed && letter->code.text[0] == 'N';
		of[COUNT_SETTLED] += letter->code.text[0] == 'O';
		break;
	case NOTICE_FLAG_WITHDRAWN:
		world->counts.withdrawals[letter->withdrawal]++;
		of[COUNT_LATE_CLAIM] += letter->code.text[0] == 'U';
		break;
	case NOTICE_SUSPENSION: of[COUNT_SUSPENSIONS]++; break;
	default: break;
	}
	for (int i = 0; i < BECAUSE_KINDS; i++)
		world->counts.because[i] += letter->kind == NOTICE_FLAG_RAISED && !confirmed &&
					    (letter->because >> i & 1);
}

void checker_written(struct world *world, int kiosk, int authority, const struct letter *letter)
{
	world_trace(world, "kiosk %d to %s: %s ref %d %s%s%s", kiosk,
		    world->plan.authorities[authority].id,
		    notice_kind_text((enum notice_kind)letter->kind), letter->ref,
		    session_word(letter->session), letter->flag ? " flag " : "",
		    letter->kind == NOTICE_FLAG_RAISED
			    ? certainty_text((enum certainty)letter->certainty)
			    : letter->code.text);
	count(world, letter);
	if (letter->kind == NOTICE_SESSION_CLOSED) {
		int32_t *stated = world_stated(world, kiosk, letter->session);
		if (!*stated)
			*stated = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	}
	check_addressee(world, kiosk, authority, letter);
	switch ((enum notice_kind)letter->kind) {
	case NOTICE_SESSION_CLOSED: check_statement(world, kiosk, authority, letter); break;
	case NOTICE_FLAG_RAISED:
		check_confirmed(world, kiosk, letter);
		check_spell(world, kiosk, letter);
		break;
	case NOTICE_FLAG_UPDATED: check_confirmed(world, kiosk, letter); break;
	case NOTICE_FLAG_WITHDRAWN: check_withdrawal(world, kiosk, letter); break;
	default: break;
	}
}
