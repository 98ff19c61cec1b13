/* Which answer, and how sure (docs/rules.md), in the order in which the page says it. */
#include "tests/support/oracle.h"

#include <stdio.h>
#include <string.h>

struct question {
	const struct school *school;
	const struct child *child;
	const struct oracle_facts *facts;
	struct session session;
	const struct coverage *coverage;
	struct oracle_day of_child, of_school;
};

static struct code code_of(const char *text)
{
	struct code code = {0};
	snprintf(code.text, sizeof(code.text), "%s", text);
	return code;
}

/* The kiosks, the form and the age of the roll. */
static void how_sure(const struct question *question, struct verdict *out)
{
	out->because = question->coverage ? question->coverage->because : BECAUSE_NOTHING;
	for (size_t i = 0; i < question->of_school.count; i++) {
		const struct roll_fact *fact = question->of_school.facts[i];
		if (fact->kind == EVENT_FORM_MISSING &&
		    fact->session.part == question->session.part && question->child->form != 0 &&
		    fact->number == question->child->form)
			out->because |= BECAUSE_IMPLAUSIBLE;
	}
	if (question->session.day - question->school->roster_day > 7)
		out->because |= BECAUSE_ROSTER_STALE;
	out->certainty = out->because ? CERTAINTY_UNVERIFIED : CERTAINTY_CONFIRMED;
}

static void absent(const struct question *question, struct verdict *out)
{
	how_sure(question, out);
	out->code = code_of("N");
	out->state = STATE_UNEXPLAINED;
	if (out->because & ~(unsigned)BECAUSE_ROSTER_STALE)
		out->state = STATE_UNKNOWN;
}

/* A code in no table: a person must look. */
static void strange(const struct question *question, struct code code, struct verdict *out)
{
	how_sure(question, out);
	out->state = STATE_UNKNOWN;
	out->code = code;
	out->conflict = true;
}

/* A tap belongs to the afternoon from the moment its register opens. */
static enum part part_of(const struct calendar *calendar, int minute)
{
	const struct bell *am = &calendar->bells[PART_AM], *pm = &calendar->bells[PART_PM];
	if (am->held && pm->held)
		return minute >= pm->opens_min ? PART_PM : PART_AM;
	return pm->held ? PART_PM : PART_AM;
}

static bool comes_in(const struct roll_fact *fact)
{
	return fact->kind == EVENT_ARRIVED || fact->kind == EVENT_RETURNED;
}

static const struct roll_fact *last_mark(const struct question *question, enum part part)
{
	const struct roll_fact *last = NULL;
	for (size_t i = 0; i < question->of_child.count; i++) {
		const struct roll_fact *fact = question->of_child.facts[i];
		if (fact->kind == EVENT_MARKED && fact->session.part == part)
			last = fact;
	}
	return last;
}

static bool says_here(enum nation nation, struct code code)
{
	const struct oracle_code *row = oracle_code(nation, code);
	return row && (row->at_close == STATE_PRESENT || row->at_close == STATE_LATE ||
		       row->at_close == STATE_ARRIVED_LATE);
}

/* The arrangement in force; NULL: none. */
static const struct expectation *arrangement(const struct question *question)
{
	const struct expectation *last = NULL;
	for (size_t i = 0; i < question->school->expectation_count; i++) {
		const struct expectation *row = &question->school->expectations[i];
		if (row->pupil != question->child->pupil ||
		    row->weekday != oracle_weekday(question->session.day) ||
		    row->part != question->session.part || row->from_day > question->session.day ||
		    row->to_day < question->session.day)
			continue;
		if (!last || row->from_day >= last->from_day)
			last = row;
	}
	return last;
}

/* Of this weekday and session something was arranged, it has ended, and nothing follows. */
static bool arrangement_ended(const struct question *question)
{
	bool ended = false;
	for (size_t i = 0; i < question->school->expectation_count; i++) {
		const struct expectation *row = &question->school->expectations[i];
		if (row->pupil != question->child->pupil ||
		    row->weekday != oracle_weekday(question->session.day) ||
		    row->part != question->session.part)
			continue;
		if (row->to_day < question->session.day)
			ended = true;
		else if (row->from_day <= question->session.day)
			return false;
	}
	return ended;
}

/* A code of presence or of an unexplained absence arranges nothing. */
static bool arranges_something(enum nation nation, struct code code)
{
	const struct oracle_code *row = oracle_code(nation, code);
	return !row || (row->at_close != STATE_UNEXPLAINED && !says_here(nation, code));
}

/* Who was in the school when the afternoon opened: by which fact; NULL: nobody knows, or gone out. */
static const struct roll_fact *carried_over(const struct question *question)
{
	const struct calendar *calendar = &question->school->calendar;
	if (question->session.part != PART_PM || question->school->afternoon != AFTERNOON_CARRIED)
		return NULL;
	const struct expectation *row = arrangement(question);
	if (row && arranges_something(question->school->nation, row->code))
		return NULL;
	struct oracle_closure closure =
		oracle_closure(question->school, &question->of_school, question->session,
			       question->child->year_group);
	if (closure.part &&
	    oracle_code(question->school->nation, closure.code)->at_close != STATE_EXPLAINED)
		return NULL;
	const struct roll_fact *in = NULL;
	bool moved = false;
	for (size_t i = 0; i < question->of_child.count; i++) {
		const struct roll_fact *fact = question->of_child.facts[i];
		if ((!comes_in(fact) && fact->kind != EVENT_LEFT) ||
		    part_of(calendar, fact->at.minute) == PART_PM)
			continue;
		moved = true;
		if (fact->kind == EVENT_LEFT)
			in = NULL;
		else if (!in)
			in = fact;
	}
	const struct roll_fact *mark = last_mark(question, PART_AM);
	if (!moved && mark && says_here(question->school->nation, mark->code))
		return mark;
	return in;
}

/* The child's comings and goings of the session. */
struct seen {
	const struct roll_fact *arrival; /* NULL: not seen */
	const struct roll_fact *gone, *back;
	const struct roll_fact *came; /* first coming in of the session itself */
	bool moved;                   /* a movement of the session itself says something */
	bool carried;
};

static struct seen look(const struct question *question)
{
	const struct calendar *calendar = &question->school->calendar;
	int closes = oracle_closes_min(calendar, question->facts, question->session);
	struct seen seen = {.arrival = carried_over(question)};
	seen.carried = seen.arrival != NULL;
	for (size_t i = 0; i < question->of_child.count; i++) {
		const struct roll_fact *fact = question->of_child.facts[i];
		if ((!comes_in(fact) && fact->kind != EVENT_LEFT) ||
		    part_of(calendar, fact->at.minute) != question->session.part)
			continue;
		if (fact->kind == EVENT_LEFT && (!seen.arrival || fact->at.minute >= closes))
			continue;
		if (comes_in(fact) && !seen.came)
			seen.came = fact;
		seen.moved = true;
		if (fact->kind == EVENT_LEFT) {
			seen.gone = fact;
			seen.back = NULL;
		} else if (!seen.arrival) {
			seen.arrival = fact;
		} else if (seen.gone && !seen.back) {
			seen.back = fact;
		}
	}
	return seen;
}

static void was_seen(const struct question *question, const struct seen *seen, struct verdict *out)
{
	out->state = STATE_PRESENT;
	if (!seen->carried)
		out->state = oracle_arrival(&question->school->calendar, question->facts,
					    question->session, seen->arrival->at.minute);
	out->code = code_of(question->session.part == PART_AM ? "/" : "\\");
	if (out->state == STATE_LATE)
		out->code = code_of("L");
	if (out->state == STATE_ARRIVED_LATE)
		out->code = code_of("U");
	out->evidence = seen->arrival;
	if (seen->gone) {
		out->state = seen->back ? STATE_RETURNED : STATE_LEFT;
		out->evidence = seen->back ? seen->back : seen->gone;
	}
}

static bool with_provider(struct code code)
{
	return strcmp(code.text, "B") == 0 || strcmp(code.text, "K") == 0 ||
	       strcmp(code.text, "W") == 0;
}

static void was_marked(const struct question *question, const struct roll_fact *mark,
		       struct verdict *out)
{
	const struct oracle_code *row = oracle_code(question->school->nation, mark->code);
	struct seen seen = look(question);
	/* By a kiosk or at a desk, not by the mark of the morning. */
	bool tapped = seen.moved || (seen.arrival && seen.arrival->kind != EVENT_MARKED);
	if (strcmp(mark->code.text, "N") == 0) {
		if (tapped && (seen.moved || mark->at.utc_ms < seen.arrival->at.utc_ms)) {
			was_seen(question, &seen, out);
			const struct roll_fact *since = out->evidence;
			if (seen.came)
				since = seen.came;
			out->conflict = mark->at.utc_ms > since->at.utc_ms;
			return;
		}
		/* A person has looked: unexplained, as sure as the kiosks are. */
		absent(question, out);
		out->state = STATE_UNEXPLAINED;
		out->conflict = tapped;
	} else if (!row) {
		strange(question, mark->code, out);
	} else {
		how_sure(question, out);
		out->state = row->at_close;
		out->code = mark->code;
		/* A child may come in before the bus goes. */
		out->conflict = tapped && !says_here(question->school->nation, mark->code) &&
				(row->at_close != STATE_ELSEWHERE || with_provider(mark->code));
	}
	/* Nobody can be sure of the absence of a child who was seen. */
	if (tapped)
		out->certainty = CERTAINTY_UNVERIFIED;
	out->evidence = mark;
}

/* An arrangement's code, or that of a closure of a part. */
static void by_arrangement(const struct question *question, struct code code, struct verdict *out)
{
	const struct oracle_code *row = oracle_code(question->school->nation, code);
	const struct bell *bell = &question->school->calendar.bells[question->session.part];
	if (!row) {
		strange(question, code, out);
		return;
	}
	out->state = row->at_close;
	out->code = code;
	/* Within an hour of the bell. */
	if (out->state == STATE_ELSEWHERE && with_provider(code))
		out->confirm_by_min = (int16_t)(bell->closes_min + 60);
}

static void on_no_roll(const struct question *question, struct verdict *out)
{
	struct oracle_closure closure = oracle_closure(question->school, &question->of_school,
						       question->session, ORACLE_ANYBODY);
	if (closure.closed) {
		out->state = STATE_CLOSED;
		return;
	}
	out->state = STATE_UNKNOWN;
	out->code = code_of("N");
	out->certainty = CERTAINTY_UNVERIFIED;
	out->because = BECAUSE_ROSTER_STALE;
}

static void on_roll(const struct question *question, struct verdict *out)
{
	struct oracle_closure closure =
		oracle_closure(question->school, &question->of_school, question->session,
			       question->child->year_group);
	const struct roll_fact *mark = last_mark(question, question->session.part);
	struct seen seen = look(question);
	const struct expectation *row = arrangement(question);
	if (closure.closed) {
		out->state = STATE_CLOSED;
		out->code = closure.code;
		out->evidence = closure.announced;
		out->conflict = closure.code.text[0] &&
				!oracle_code(question->school->nation, closure.code);
	} else if (mark) {
		was_marked(question, mark, out);
	} else if (seen.arrival) {
		was_seen(question, &seen, out);
	} else if (row && arranges_something(question->school->nation, row->code)) {
		by_arrangement(question, row->code, out);
	} else {
		out->grid_ended = arrangement_ended(question);
		if (closure.part) {
			by_arrangement(question, closure.code, out);
			out->evidence = closure.announced;
		} else {
			absent(question, out);
		}
	}
}

void oracle_verdict(const struct school *school, const struct child *child,
		    const struct oracle_facts *facts, struct session session,
		    const struct coverage *coverage, struct verdict *out)
{
	struct question question;
	question.school = school;
	question.child = child;
	question.facts = facts;
	question.session = session;
	question.coverage = coverage;
	oracle_day(facts, child->pupil, session.day, &question.of_child);
	oracle_day(facts, 0, session.day, &question.of_school);
	memset(out, 0, sizeof(*out));
	if (session.day < child->on_roll_from || session.day > child->on_roll_to) {
		out->state = STATE_NOT_EXPECTED;
		return;
	}
	out->on_roll = true;
	if (child->on_no_roll)
		on_no_roll(&question, out);
	else
		on_roll(&question, out);
}
