#include "core/rules.h"

#include <string.h>

static const struct code code_arrived_late = {"U"};

const char *certainty_text(enum certainty certainty)
{
	return certainty == CERTAINTY_CONFIRMED ? "confirmed" : "unverified";
}

/* What a verdict is asked of. */
struct ask {
	const struct school *school;
	const struct child *child;
	const struct roll *roll;
	struct session session;
	const struct coverage *coverage;
	const struct code_table *codes;
	/* looked up once, for each verdict asks several times */
	bool closure; /* planned or announced for the child's session */
	struct code closure_code;
	const struct code_row *closure_row;
	const struct roll_fact *announced;
	int closes_min;
	struct roll_stay stay;
};

static struct code code_present(enum part part)
{
	return part == PART_AM ? (struct code){"/"} : (struct code){"\\"};
}

static bool is_here(enum state state)
{
	return state == STATE_PRESENT || state == STATE_LATE || state == STATE_ARRIVED_LATE;
}

static bool on_roll(const struct child *child, int32_t day)
{
	return child->on_roll_from <= day && day <= child->on_roll_to;
}

/* -- absence */

static bool roster_stale(const struct ask *ask)
{
	return (int64_t)ask->session.day - ask->school->roster_day > ROSTER_STALE_DAYS;
}

static bool form_missing(const struct ask *ask)
{
	return ask->child->form && roll_form_missing(ask->roll, ask->session, ask->child->form);
}

/* Do the kiosks vouch for it that the child was not seen? Never where one has seen the child. */
static void certainty_of(const struct ask *ask, bool seen, struct verdict *out)
{
	out->because = ask->coverage ? ask->coverage->because : BECAUSE_NOTHING;
	if (roster_stale(ask))
		out->because |= BECAUSE_ROSTER_STALE;
	if (form_missing(ask))
		out->because |= BECAUSE_IMPLAUSIBLE;
	bool vouched = !seen && !out->because && (!ask->coverage || ask->coverage->complete);
	out->certainty = vouched ? CERTAINTY_CONFIRMED : CERTAINTY_UNVERIFIED;
}

static void absent(const struct ask *ask, struct verdict *out)
{
	bool seen_whole = (!ask->coverage || ask->coverage->complete) && !form_missing(ask);
	out->state = seen_whole ? STATE_UNEXPLAINED : STATE_UNKNOWN;
	out->code = code_no_reason;
	certainty_of(ask, false, out);
}

/* The authority's list or the school's roll is wrong, and until somebody knows which, nobody knows where the child is. */
static void on_no_roll(const struct ask *ask, struct verdict *out)
{
	if (!rules_session_held(ask->school, ask->roll, ask->session, -1)) {
		out->state = STATE_CLOSED;
		return;
	}
	out->state = STATE_UNKNOWN;
	out->code = code_no_reason;
	out->certainty = CERTAINTY_UNVERIFIED;
	out->because = BECAUSE_ROSTER_STALE;
}

/* -- arrangements: expectations of the week */

/* A code in no table: a person must look; never silently present, never silently absent. */
static void unknown_code(const struct ask *ask, bool seen, struct verdict *out)
{
	out->state = STATE_UNKNOWN;
	out->conflict = true;
	certainty_of(ask, seen, out);
}

static bool is_of(const struct expectation *expectation, struct session session)
{
	return expectation->weekday == calendar_weekday(session.day) &&
	       expectation->part == session.part && expectation->from_day <= session.day;
}

/* Where two apply, the one agreed for the later start. *ended: none applies, and one that did has run out. */
static const struct expectation *find_expectation(const struct ask *ask, bool *ended)
{
	*ended = false;
	const struct school *school = ask->school;
	size_t low = 0, high = school->expectation_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (school->expectations[middle].pupil < ask->child->pupil)
			low = middle + 1;
		else
			high = middle;
	}
	const struct expectation *found = NULL;
	for (size_t i = low; i < school->expectation_count; i++) {
		const struct expectation *expectation = &school->expectations[i];
		if (expectation->pupil != ask->child->pupil)
			break;
		if (!is_of(expectation, ask->session))
			continue;
		if (expectation->to_day < ask->session.day)
			*ended = true;
		else if (!found || expectation->from_day >= found->from_day)
			found = expectation;
	}
	*ended = *ended && !found;
	return found;
}

/* Where another provider has the child, only that provider can say whether the child came. */
static bool with_provider(struct code code)
{
	static const struct code providers[] = {{"B"}, {"K"}, {"W"}};
	for (size_t i = 0; i < COUNT_OF(providers); i++)
		if (code_equal(code, providers[i]))
			return true;
	return false;
}

static int16_t confirm_by(const struct ask *ask, const struct code_row *row)
{
	const struct bell *bell = &ask->school->calendar.bells[ask->session.part];
	return with_provider(row->code) ? (int16_t)(bell->closes_min + CONFIRM_WITHIN_MIN) : 0;
}

/* False: the child is expected here like all others. A code of presence or of an unexplained
 * absence arranges nothing. */
static bool arranged(const struct ask *ask, struct verdict *out)
{
	const struct expectation *expectation = find_expectation(ask, &out->grid_ended);
	if (!expectation)
		return false;
	const struct code_row *row = codes_find(ask->codes, expectation->code);
	if (row && (is_here(row->at_close) || row->at_close == STATE_UNEXPLAINED))
		return false;
	out->code = expectation->code;
	if (row) {
		out->state = row->at_close;
		out->confirm_by_min = confirm_by(ask, row);
	} else
		unknown_code(ask, false, out);
	return true;
}

/* -- closures */

static bool closed(const struct ask *ask, struct verdict *out)
{
	if (!ask->closure || rules_leaves_open(ask->closure_row))
		return false;
	out->state = STATE_CLOSED;
	out->code = ask->closure_code;
	out->evidence = ask->announced;
	out->conflict = ask->closure_code.text[0] && !ask->closure_row;
	return true;
}

/* Asked only where closed() said no. */
static bool partly_closed(const struct ask *ask, struct verdict *out)
{
	if (!ask->closure)
		return false;
	out->state = ask->closure_row->at_close;
	out->code = ask->closure_code;
	out->confirm_by_min = confirm_by(ask, ask->closure_row);
	out->evidence = ask->announced;
	return true;
}

/* -- taps */

/* A child whom staff marked here in the morning, and who was not seen to leave, was in when the
 * afternoon opened. */
static const struct roll_fact *morning_mark(const struct ask *ask)
{
	const struct roll_fact *mark = ask->stay.mark[PART_AM];
	const struct code_row *row = mark ? codes_find(ask->codes, mark->code) : NULL;
	return row && is_here(row->at_close) ? mark : NULL;
}

/* In from before this session opened: only where the afternoon carries the morning on, and nothing
 * else is arranged (a part-time child goes home at noon without a word). */
static const struct roll_fact *carried(const struct ask *ask, const struct roll_stay *stay)
{
	if (ask->session.part != PART_PM || ask->school->afternoon != AFTERNOON_CARRIED)
		return NULL;
	struct verdict other = {0};
	if (arranged(ask, &other) || (partly_closed(ask, &other) && other.state != STATE_EXPLAINED))
		return NULL;
	if (stay->before || stay->out_before)
		return stay->before;
	return morning_mark(ask);
}

static struct code arrival_code(enum state state, enum part part)
{
	if (state == STATE_LATE)
		return code_late;
	return state == STATE_ARRIVED_LATE ? code_arrived_late : code_present(part);
}

/* Registration has happened; but who goes before the register closes is not here any more. */
static void left_early(const struct roll_stay *stay, struct verdict *out)
{
	if (!stay->left)
		return;
	out->state = stay->back ? STATE_RETURNED : STATE_LEFT;
	out->evidence = stay->back ? stay->back : stay->left;
}

/* False: not seen in this session. */
static bool tapped(const struct ask *ask, struct verdict *out)
{
	const struct roll_fact *in_before = carried(ask, &ask->stay);
	const struct roll_fact *entry = in_before ? in_before : ask->stay.came;
	if (!entry)
		return false;
	const struct bell *bell = &ask->school->calendar.bells[ask->session.part];
	out->evidence = entry;
	out->state =
		in_before ? STATE_PRESENT : rules_arrival(bell, ask->closes_min, entry->at.minute);
	out->code = arrival_code(out->state, ask->session.part);
	if (in_before || (ask->stay.left && ask->stay.left > entry))
		left_early(&ask->stay, out);
	return true;
}

/* -- marks */

/* A child on a visit or at sports may have come in first; one who is with a provider has not. */
static bool may_be_seen(enum state state, struct code code)
{
	return is_here(state) || (state == STATE_ELSEWHERE && !with_provider(code));
}

static void by_mark(const struct ask *ask, const struct roll_fact *mark, bool seen,
		    struct verdict *out)
{
	const struct code_row *row = codes_find(ask->codes, mark->code);
	out->code = mark->code;
	out->evidence = mark;
	if (!row) {
		unknown_code(ask, seen, out);
		return;
	}
	out->state = code_equal(mark->code, code_late) ? STATE_LATE : row->at_close;
	out->conflict = seen && !may_be_seen(out->state, mark->code);
	if (out->state == STATE_UNEXPLAINED)
		certainty_of(ask, seen, out);
}

/* N says only that no reason is known: a movement of the session outweighs it, and so does a morning's that was seen after
 * it. A morning carried over does not outweigh a person who says in the afternoon that the child is not there. */
static const struct roll_fact *outweighs(const struct roll_fact *moved,
					 const struct roll_fact *seen, const struct roll_fact *mark)
{
	if (!code_equal(mark->code, code_no_reason))
		return NULL;
	if (moved)
		return moved;
	return seen->at.utc_ms > mark->at.utc_ms ? seen : NULL;
}

/* False: no mark. Where an arrival stands against an N given after it, somebody must ask where the child is. */
static bool marked(const struct ask *ask, struct verdict *out)
{
	const struct roll_fact *mark = ask->stay.mark[ask->session.part];
	if (!mark)
		return false;
	struct verdict tap = *out;
	const struct roll_fact *moved = ask->stay.came ? ask->stay.came : ask->stay.left;
	/* A mark of the morning that carries on is no sighting. */
	bool seen = tapped(ask, &tap) && (moved || tap.evidence->kind != EVENT_MARKED);
	const struct roll_fact *against = seen ? outweighs(moved, tap.evidence, mark) : NULL;
	if (against) {
		*out = tap;
		out->conflict = mark->at.utc_ms > against->at.utc_ms;
	} else {
		by_mark(ask, mark, seen, out);
	}
	return true;
}

/* -- the verdict */

static void look_up(struct ask *ask)
{
	const struct calendar *calendar = &ask->school->calendar;
	ask->closure = rules_closure(ask->school, ask->roll, ask->session, ask->child->year_group,
				     &ask->closure_code, &ask->announced);
	ask->closure_row = ask->closure ? codes_find(ask->codes, ask->closure_code) : NULL;
	ask->closes_min = rules_closes_min(calendar, ask->roll, ask->session);
	ask->stay =
		roll_stay(ask->roll, calendar, ask->child->pupil, ask->session, ask->closes_min);
}

void rules_verdict(const struct school *school, const struct child *child, const struct roll *roll,
		   struct session session, const struct coverage *coverage, struct verdict *out)
{
	struct ask ask = {
		.school = school,
		.child = child,
		.roll = roll,
		.session = session,
		.coverage = coverage,
		.codes = codes_for(school->nation, session.day),
	};
	*out = (struct verdict){.state = STATE_NOT_EXPECTED,
				.on_roll = on_roll(child, session.day)};
	if (!out->on_roll)
		return;
	if (child->on_no_roll) {
		on_no_roll(&ask, out);
		return;
	}
	look_up(&ask);
	if (closed(&ask, out) || marked(&ask, out) || tapped(&ask, out) || arranged(&ask, out) ||
	    partly_closed(&ask, out))
		return;
	absent(&ask, out);
}
