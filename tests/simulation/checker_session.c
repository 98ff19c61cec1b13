/* What is checked some minutes after a session was due, and when all has had time to heal. */
#include "tests/simulation/checker.h"

#include <string.h>

#include "tests/simulation/oracle.h"

#define MINUTE_MS 60000
#define LOOK_BACK_DAYS 21

/* The last that a kiosk says of a child in a session, in this or an earlier stream. */
struct word {
	const struct letter *statement, *state, *flag;
	int raised_open; /* raised while it was open already */
};

static bool later(const struct letter *a, const struct letter *b)
{
	return !b || (a->stream_at != b->stream_at ? a->stream_at > b->stream_at
						   : a->sequence > b->sequence);
}

static const struct letter_line *line_of(const struct letter *letter, int ref)
{
	for (int i = 0; letter && i < letter->line_count; i++)
		if (letter->lines[i].ref == ref)
			return &letter->lines[i];
	return NULL;
}

static struct word word_of(const struct letter *first, int kiosk, int ref)
{
	struct word word = {0};
	for (const struct letter *letter = first; letter; letter = letter->next) {
		if (letter->kiosk != kiosk)
			continue;
		bool says = letter->ref == ref && letter->kind == NOTICE_ATTENDANCE;
		bool flags = letter->ref == ref && letter->flag;
		if (letter->kind == NOTICE_SESSION_CLOSED && later(letter, word.statement))
			word.statement = letter;
		if ((says || (letter->kind == NOTICE_SESSION_CLOSED && line_of(letter, ref))) &&
		    later(letter, word.state))
			word.state = letter;
		if (flags && later(letter, word.flag))
			word.flag = letter;
	}
	return word;
}

static bool is_open(const struct word *word)
{
	return word->flag && word->flag->kind != NOTICE_FLAG_WITHDRAWN;
}

/* -- I2 at once: a kiosk that is well has told all by then ------------------------------------------- */

static bool well(const struct world *world, int kiosk, int64_t since_ms)
{
	const struct kiosk *one = &world->kiosks[kiosk];
	return one->ready && !one->network_down && one->slow_ms == 0 && one->offset_ms == 0 &&
	       one->trust != TRUST_UNTRUSTED && one->reader == HAL_READER_WELL &&
	       world->trouble_ms[kiosk] < since_ms && world->full_ms[kiosk] > since_ms;
}

/* Since its last full work, so that it could say nothing of it yet? */
static bool heard_since(const struct world *world, int kiosk, const struct fact *fact)
{
	if (fact->kiosk == kiosk)
		return fact->read_ms > world->full_ms[kiosk];
	return fact->ordinal > world->links[fact->kiosk][kiosk].full_ordinal;
}

static void check_told(struct world *world, int kiosk, int ref, struct session session,
		       const struct view_of *view)
{
	int authority = world->plan.refs[ref].authority, person = world->plan.refs[ref].person;
	const struct letter *first = inbox_session(&world->inbox, authority, session);
	struct word word = word_of(first, kiosk, ref);
	if (!word.statement) {
		world_violation(
			world, "I2", session.day,
			"session %d/%d: kiosk %d is well, and authority %d has no statement",
			session.day, (int)session.part, kiosk, authority);
		return;
	}
	enum said said = oracle_says(view, person, session);
	for (const struct fact *fact = facts_of(world, person, session.day); fact;
	     fact = fact->next)
		if (heard_since(world, kiosk, fact))
			return;
	if (said == SAID_MISSING && !is_open(&word))
		world_violation(
			world, "I2", session.day,
			"person %d, session %d/%d: missing, kiosk %d is well, and there is no "
			"flag",
			person, session.day, (int)session.part, kiosk);
}

void checker_session(struct world *world, struct session session)
{
	const struct plan *plan = &world->plan;
	int64_t opens_ms = calendar_utc_ms(session.day, plan->bells[session.part].opens_min);
	facts_read(world);
	for (int kiosk = 0; kiosk < plan->kiosk_count; kiosk++) {
		struct view_of view = {world, kiosk, world->imports[world->import_count - 1]};
		if (!well(world, kiosk, opens_ms - MINUTE_MS) ||
		    *world_set_back(world, session.day) ||
		    world->seen_imports[kiosk] != world->import_count ||
		    !oracle_held(&view, session, -1) || !exchange_is_whole(world, kiosk))
			continue;
		for (int ref = 0; ref < plan->ref_count; ref++) {
			if (!oracle_care(plan, ref, session.day, view.lists_ms) ||
			    plan->people[plan->refs[ref].person].on_no_roll)
				continue;
			world->counts.of[COUNT_CHILD_SESSIONS]++;
			check_told(world, kiosk, ref, session, &view);
		}
	}
}

/* -- healed ------------------------------------------------------------------------------------------ */

static bool agrees(enum said said, const struct word *word, int ref)
{
	bool open = is_open(word);
	const struct letter_line *line = line_of(word->state, ref);
	enum state state = line          ? (enum state)line->state
			   : word->state ? (enum state)word->state->state
					 : STATE_COUNT;
	bool withdrawn = word->flag && !open && later(word->flag, word->state);
	struct code code = word->flag ? word->flag->code : (struct code){""};
	switch (said) {
	case SAID_NO_ROLL: /* what was told while the child was on the roll stands */
		if (open)
			return word->flag->certainty == CERTAINTY_UNVERIFIED ||
			       (code.text[0] != 'N' && code.text[0] != 'O');
		return withdrawn || state != STATE_UNEXPLAINED;
	case SAID_ATTENDS:
		return !open && (withdrawn || state == STATE_PRESENT || state == STATE_LATE ||
				 state == STATE_ARRIVED_LATE || state == STATE_LEFT ||
				 state == STATE_RETURNED);
	case SAID_MISSING:
		return open ? code.text[0] == 'N' || code.text[0] == 'O' || code.text[0] == 'G'
			    : state == STATE_UNKNOWN || state == STATE_UNEXPLAINED;
	case SAID_EXPLAINED:
		return open ? code.text[0] == 'I' || code.text[0] == 'M' || code.text[0] == 'Y'
			    : state == STATE_EXPLAINED;
	case SAID_SUSPENDED: return open ? code.text[0] == 'E' : state == STATE_SUSPENDED;
	case SAID_ELSEWHERE: return !open && (withdrawn || state == STATE_ELSEWHERE);
	case SAID_NOT_EXPECTED:
	case SAID_NOT_HERE: return !open && (withdrawn || state == STATE_NOT_EXPECTED);
	case SAID_FREE: return !open && (withdrawn || state == STATE_CLOSED);
	}
	return false;
}

static void say_wrong(struct world *world, const char *invariant, int kiosk, int ref,
		      struct session session, enum said said, const struct word *word)
{
	const struct letter_line *line = line_of(word->state, ref);
	world_violation(
		world, invariant, session.day,
		"person %d, session %d/%d: by the logs %s; kiosk %d said last: flag %s%s, state "
		"%s",
		world->plan.refs[ref].person, session.day, (int)session.part, said_text(said),
		kiosk,
		!word->flag     ? "none"
		: is_open(word) ? "open "
				: "withdrawn ",
		word->flag ? word->flag->code.text : "",
		line          ? state_text((enum state)line->state)
		: word->state ? state_text((enum state)word->state->state)
			      : "none");
}

static void check_word(struct world *world, int kiosk, int authority, int ref,
		       struct session session, const struct view_of *view)
{
	struct word word = word_of(inbox_session(&world->inbox, authority, session), kiosk, ref);
	int person = world->plan.refs[ref].person;
	if (!word.statement || *world_set_back(world, session.day))
		return;
	enum said said = oracle_says(view, person, session);
	world->counts.of[COUNT_SETTLED_CHECKED]++;
	bool silent_is_right = said == SAID_NOT_HERE && !word.state && !word.flag;
	/* A child whom the lists lose is looked for anew as far back as the kiosks look; before that what was told stands. */
	int32_t today = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	bool beyond = said == SAID_NO_ROLL && today - session.day > LOOK_BACK_DAYS;
	if (!silent_is_right && !beyond && !agrees(said, &word, ref))
		say_wrong(world, said == SAID_MISSING ? "I2" : "I6", kiosk, ref, session, said,
			  &word);
}

/* I4: one flag, by one id, whichever kiosk speaks of it; and never raised twice without having been taken back. */
static void check_flags(struct world *world, int authority, struct session session, int ref)
{
	uint64_t id = 0;
	for (const struct letter *letter = inbox_session(&world->inbox, authority, session); letter;
	     letter = letter->next) {
		if (letter->ref != ref || !letter->flag)
			continue;
		if (id && letter->flag != id)
			world_violation(world, "I4", session.day,
					"reference %d, session %d/%d: two flags", ref, session.day,
					(int)session.part);
		id = letter->flag;
		if (letter->kind != NOTICE_FLAG_RAISED)
			continue;
		const struct letter *before = NULL;
		for (const struct letter *other = inbox_session(&world->inbox, authority, session);
		     other; other = other->next)
			if (other->ref == ref && other->flag && other->stream == letter->stream &&
			    other->kiosk == letter->kiosk && other->sequence < letter->sequence &&
			    later(other, before))
				before = other;
		world->counts.of[COUNT_RAISED_AGAIN] += before != NULL;
		if (before && before->kind != NOTICE_FLAG_WITHDRAWN)
			world_violation(world, "I4", session.day,
					"reference %d, session %d/%d: kiosk %d raised it twice",
					ref, session.day, (int)session.part, letter->kiosk);
	}
}

static void check_kiosk(struct world *world, int kiosk, struct session session,
			const struct view_of *view)
{
	const struct plan *plan = &world->plan;
	for (int ref = 0; ref < plan->ref_count; ref++)
		if (oracle_care(plan, ref, session.day, view->lists_ms))
			check_word(world, kiosk, plan->refs[ref].authority, ref, session, view);
}

/* Who was missing has an open flag from some kiosk, unless no kiosk could know it on the day: none was well all the time. News
 * of a day gone by raises no flag: it is told as a state. */
static void check_missing(struct world *world, int ref, struct session session,
			  const struct view_of *view)
{
	int authority = world->plan.refs[ref].authority;
	bool flagged = false, knew = false;
	if (!oracle_care(&world->plan, ref, session.day, view->lists_ms) ||
	    oracle_says(view, world->plan.refs[ref].person, session) != SAID_MISSING)
		return;
	const struct letter *first = inbox_session(&world->inbox, authority, session);
	for (int i = 0; i < world->plan.kiosk_count; i++) {
		struct word word = word_of(first, i, ref);
		flagged |= is_open(&word);
		knew |= word.statement && word.statement->complete &&
			line_of(word.statement, ref) &&
			*world_stated(world, i, session) == session.day;
	}
	/* Taken back when the kiosk was about to go off for the day. */
	for (const struct fact *fact = facts_of(world, world->plan.refs[ref].person, session.day);
	     fact; fact = fact->next)
		knew = knew && fact->kind != EVENT_UNDONE;
	if (knew && !flagged && !*world_set_back(world, session.day))
		world_violation(
			world, "I2", session.day,
			"person %d, session %d/%d: missing, a kiosk was well, and there is no "
			"flag",
			world->plan.refs[ref].person, session.day, (int)session.part);
}

/* Each authority has at least one statement of each session that was held. */
static void check_stated(struct world *world, int authority, struct session session)
{
	for (const struct letter *letter = inbox_session(&world->inbox, authority, session); letter;
	     letter = letter->next)
		if (letter->kind == NOTICE_SESSION_CLOSED)
			return;
	world_violation(world, "I2", session.day,
			"session %d/%d: authority %d never had a statement", session.day,
			(int)session.part, authority);
}

static bool all_sent(const struct world *world, int kiosk)
{
	for (int i = 0; i < world->plan.authority_count; i++)
		if (world->kiosks[kiosk].outboxes[i].acked_through <
		    world->kiosks[kiosk].read_through[i])
			return false;
	return true;
}

static bool all_is_well(struct world *world)
{
	/* What an import of today says of days gone by is told tomorrow. */
	int32_t today = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	if (world->imports[world->import_count - 1] > plan_morning_ms(today) + MINUTE_MS)
		return false;
	facts_read(world);
	for (int i = 0; i < world->plan.kiosk_count; i++) {
		const struct kiosk *kiosk = &world->kiosks[i];
		if (!kiosk->ready || kiosk->unset || kiosk->offset_ms ||
		    kiosk->trust == TRUST_UNTRUSTED || kiosk->owed || !all_sent(world, i) ||
		    world->full_ms[i] < world->now_ms - 10 * MINUTE_MS ||
		    world->seen_imports[i] != world->import_count || !exchange_is_whole(world, i))
			return false;
	}
	return true;
}

void checker_healed(struct world *world, int32_t day)
{
	if (!all_is_well(world))
		return;
	const struct plan *plan = &world->plan;
	struct view_of view = {world, -1, world->imports[world->import_count - 1]};
	for (int32_t past = world->checked_day; past < day; past++) {
		for (enum part part = PART_AM; part < PART_COUNT; part++) {
			struct session session = {past, part};
			if (!oracle_held(&view, session, -1))
				continue;
			for (int i = 0; i < plan->authority_count; i++)
				check_stated(world, i, session);
			for (int ref = 0; ref < plan->ref_count; ref++) {
				check_flags(world, plan->refs[ref].authority, session, ref);
				check_missing(world, ref, session, &view);
			}
			for (int i = 0; i < plan->kiosk_count; i++)
				check_kiosk(world, i, session, &view);
		}
	}
	world->checked_day = day;
}
