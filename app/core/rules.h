#pragma once
/* rules: one verdict for each child and session, from the calendar, expectations, roll, coverage and codes. */
#include "core/calendar.h"
#include "core/codes.h"
#include "core/coverage.h"
#include "core/roll.h"

/* What the rules need to know of a pupil. */
struct child {
	uint32_t pupil;
	int32_t on_roll_from;
	int32_t on_roll_to; /* inclusive; DAY_OPEN: open-ended */
	int8_t year_group;
};
#define DAY_OPEN INT32_MAX

/* A weekly exception (expectations.csv): that session of that weekday has this code, from .. to inclusive. */
struct expectation {
	uint32_t pupil;
	int8_t weekday; /* Monday 0 */
	enum part part;
	struct code code;
	int32_t from_day;
	int32_t to_day;
};

enum afternoon { AFTERNOON_CARRIED, AFTERNOON_TAP };

/* A roll older than this many days makes absences unverified (roster_stale). */
#define ROSTER_STALE_DAYS 7

struct school {
	struct calendar calendar;
	enum nation nation;
	enum afternoon afternoon;
	struct site site;
	const struct expectation *expectations; /* sorted by pupil */
	size_t expectation_count;
	int32_t roster_day; /* day of the last roster import */
};

enum certainty { CERTAINTY_CONFIRMED, CERTAINTY_UNVERIFIED };
const char *certainty_text(enum certainty certainty);

struct verdict {
	enum state state;
	struct code
		code; /* the mark's, expectation's or closure's, or the one that follows (L, U, N, ...) */
	const struct roll_fact *
		evidence; /* the arrival, departure, mark or announced closure that decided; NULL: none.
			   * Lives in the roll. */
	bool conflict; /* a mark that says absent beat a tap, or the other way round, or a code is in no
			* table; shown to staff */
	bool on_roll;
	enum certainty certainty; /* of an absence: do the kiosks vouch for it? */
	unsigned because;         /* of unverified */
};

/* What is known of one child in one session. Before the close, a child not yet seen is STATE_UNEXPLAINED too:
 * the caller knows whether the register has closed. Order of precedence: not on roll, closure of the day,
 * mark by staff or MIS, tap, expectation, absence. An arrival up to starts is present; after it and up to
 * closes late (L); after closes arrived_late (U) (SI 2024/208 reg 10; at most 30 min open). An arrival before the
 * session opens counts: a child at breakfast club is in the building. Carried afternoon: who came before it opened
 * and was in then is present; who left before it opened must come back. N does not beat an arrival. A closure of part
 * of the premises (Y3 and the like, whose at_close is not closed) explains only those who are not here. Coverage NULL:
 * complete. A roster_day after the session's day is not stale. */
void rules_verdict(const struct school *school, const struct child *child, const struct roll *roll,
		   struct session session, const struct coverage *coverage, struct verdict *out);

/* Is there a register to take in this session? A closure of everyone shuts the school, but not one of a part of the
 * premises (Y3) or one that sends everybody elsewhere (V): those who come are registered all the same. */
bool rules_school_open(const struct school *school, struct session session);

/* What an arrival at this time makes of its session by the bells alone: present, late or arrived_late. */
enum state rules_arrival(const struct calendar *calendar, struct session session,
			 const struct moment *at);

/* A spell: the run of absent expected sessions that ends with this one. Weekends, holidays, closures, D, X, Y and
 * sessions not expected are transparent; any attendance, U included, ends it. */
struct spell {
	int days;               /* 1 on the first day */
	bool first_unexplained; /* no unexplained session before this one in the spell: first_day */
};
/* `history` must hold the child's facts, and the announced closures (pupil 0), back to `from_day`; a day before the
 * school's first register is no day of absence, so from_day is never before it. False: the spell reaches
 * back to from_day; load more and ask again (out is then the answer as far as is known). */
bool rules_spell(const struct school *school, const struct child *child, const struct roll *history,
		 struct session session, int32_t from_day, struct spell *out);

/* Nobody at all, or fewer than this share of what is usual (0: not known) having been seen makes a session implausible. */
#define IMPLAUSIBLE_PERCENT 25
bool rules_implausible(size_t arrivals, size_t usual);
