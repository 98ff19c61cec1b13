#include "core/tally.h"

const char *tally_threshold_text(enum tally_threshold threshold)
{
	static const char *const texts[TALLY_THRESHOLD_COUNT] = {
#define TALLY_THRESHOLD_TEXT(name, text) [name] = text,
		TALLY_THRESHOLD_LIST(TALLY_THRESHOLD_TEXT)
#undef TALLY_THRESHOLD_TEXT
	};
	return texts[threshold];
}

void tally_init(struct tally *tally, enum nation nation)
{
	*tally = (struct tally){.nation = nation, .last = {INT32_MIN, PART_PM}};
}

/* -- what a session was */

static const struct code code_ill = {"I"}, code_arrived_late = {"U"};

static enum tally_kind kind_of_row(const struct code_row *row)
{
	switch (row->class) {
	case CLASS_P:
	case CLASS_A: return TALLY_ATTENDED;
	case CLASS_AA: return code_equal(row->code, code_ill) ? TALLY_ILL : TALLY_AUTHORISED;
	case CLASS_UA: return TALLY_UNAUTHORISED;
	default: return TALLY_NOT_POSSIBLE;
	}
}

/* Not seen, and neither a person nor a register closed in time says that the child was absent. */
static bool nobody_vouches(const struct verdict *verdict, bool judged)
{
	if (verdict->evidence)
		return false;
	return verdict->state == STATE_UNKNOWN || (verdict->state == STATE_UNEXPLAINED && !judged);
}

static enum tally_kind kind_of(const struct tally *tally, struct session session,
			       const struct verdict *verdict, bool judged)
{
	bool closed = verdict->state == STATE_CLOSED;
	if (!verdict->on_roll || (closed && !verdict->code.text[0]))
		return TALLY_NO_SESSION;
	if (nobody_vouches(verdict, judged))
		return TALLY_UNKNOWN;
	const struct code_row *row =
		codes_find(codes_for(tally->nation, session.day), verdict->code);
	if (row)
		return kind_of_row(row);
	return closed ? TALLY_NOT_POSSIBLE : TALLY_UNKNOWN;
}

static bool is_free(enum tally_kind kind)
{
	return kind == TALLY_NO_SESSION || kind == TALLY_NOT_POSSIBLE;
}

/* -- adding up */

static void count_session(struct tally *tally, enum tally_kind kind, const struct verdict *verdict)
{
	switch (kind) {
	case TALLY_NO_SESSION: return;
	case TALLY_NOT_POSSIBLE: tally->not_possible++; return;
	case TALLY_UNKNOWN: tally->unknown++; return;
	case TALLY_ATTENDED: tally->attended++; break;
	case TALLY_ILL:
	case TALLY_AUTHORISED: tally->authorised++; break;
	case TALLY_UNAUTHORISED: tally->unauthorised++; break;
	}
	tally->possible++;
	tally->late += code_equal(verdict->code, code_late);
	tally->arrived_late += code_equal(verdict->code, code_arrived_late);
	tally->suspended += verdict->state == STATE_SUSPENDED;
}

static void count_halves(struct tally *tally, enum tally_kind kind, int halves)
{
	if (kind == TALLY_ILL)
		tally->ill_halves += halves;
	if (kind == TALLY_ATTENDED || kind == TALLY_ILL || kind == TALLY_AUTHORISED)
		tally->run_halves = 0;
	if (kind != TALLY_UNAUTHORISED)
		return;
	tally->unauthorised_halves += halves;
	tally->run_halves += halves;
	if (tally->run_halves > tally->longest_run_halves)
		tally->longest_run_halves = tally->run_halves;
}

/* The half of a day that was no session goes with the other half. */
static void count_half_days(struct tally *tally, enum tally_kind kind, enum part part)
{
	if (part == PART_PM && is_free(kind))
		count_halves(tally, tally->before, 1);
	else
		count_halves(tally, kind, part == PART_PM && is_free(tally->before) ? 2 : 1);
}

/* -- thresholds */

static void judge(struct tally *tally, enum tally_threshold threshold, bool now)
{
	struct tally_crossing *crossing = &tally->crossings[threshold];
	crossing->now = now;
	if (!now || crossing->crossed)
		return;
	crossing->crossed = true;
	crossing->first = tally->latest;
}

static void judge_all(struct tally *tally)
{
	int missed = tally_missed(tally);
	bool enough = tally->possible >= TALLY_ENOUGH_SESSIONS;
	int unauthorised = tally->nation == NATION_WALES ? tally->longest_run_halves
							 : tally->unauthorised_halves;
	judge(tally, TALLY_ILLNESS_15, tally->ill_halves >= 2 * TALLY_ILLNESS_DAYS);
	judge(tally, TALLY_UNAUTHORISED_10, unauthorised >= 2 * TALLY_UNAUTHORISED_DAYS);
	judge(tally, TALLY_PERSISTENT, enough && 10 * missed >= tally->possible);
	judge(tally, TALLY_SEVERE, enough && 2 * missed >= tally->possible);
}

void tally_take(struct tally *tally, struct session session, const struct verdict *verdict,
		bool judged)
{
	const struct session *last = &tally->last;
	ENSURE(session.part == PART_AM ? session.day > last->day
				       : session.day == last->day && last->part == PART_AM);
	enum tally_kind kind = kind_of(tally, session, verdict, judged);
	tally->last = session;
	count_session(tally, kind, verdict);
	count_half_days(tally, kind, session.part);
	tally->before = kind;
	if (!is_free(kind) && kind != TALLY_UNKNOWN)
		tally->latest = session;
	judge_all(tally);
}

int tally_missed(const struct tally *tally)
{
	return tally->authorised + tally->unauthorised;
}

int tally_missed_per_mille(const struct tally *tally)
{
	return tally->possible ? tally_missed(tally) * 1000 / tally->possible : 0;
}

bool tally_return_due(int year_group)
{
	return 0 <= year_group && year_group <= 11;
}
