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
	int64_t form; /* rules_form of its name; 0: in none */
	/* Named by an authority as ours and on no roll: from and to are the authority's. Where the child is, nobody here knows. */
	bool on_no_roll;
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
	bool on_roll;             /* this school answers for the child that day */
	enum certainty certainty; /* of an absence: do the kiosks vouch for it? */
	unsigned because;         /* of unverified */
	/* Arranged to be with a provider (B, K, W) and nobody has said that the child came: ask by this minute; 0: nothing to ask. */
	int16_t confirm_by_min;
	bool grid_ended; /* an arrangement of this weekday and part has ended and none is in force: expected, with a warning to staff */
};

/* A provider is asked within this time after the bell that closes the register (our choice: the same morning). */
#define CONFIRM_WITHIN_MIN 60

/* What is known of one child in one session. Before the close, a child not yet seen is STATE_UNEXPLAINED too:
 * the caller knows whether the register has closed. Order of precedence: not on roll, closure of the day,
 * mark by staff or MIS, tap, expectation, absence. An arrival up to starts is present; after it and up to
 * closes late (L); after closes arrived_late (U) (SI 2024/208 reg 10; at most 30 min open). An arrival before the
 * session opens counts: a child at breakfast club is in the building. Carried afternoon: who came before it opened
 * and was in then is present; who left before it opened must come back. N does not beat an arrival of its session. A closure of part
 * of the premises (Y3 and the like, whose at_close is not closed) explains only those who are not here. Where most of the
 * child's form was not seen, an absence is unverified (implausible). A child on no roll is unknown in every session held
 * (roster_stale). Coverage NULL: complete. A roster_day after the session's day is not stale. */
void rules_verdict(const struct school *school, const struct child *child, const struct roll *roll,
		   struct session session, const struct coverage *coverage, struct verdict *out);

/* Is there a register to take in this session? A closure of everyone shuts the school, but not one of a part of the
 * premises (Y3) or one that sends everybody elsewhere (V): those who come are registered all the same. */
bool rules_school_open(const struct school *school, struct session session);
/* Does a closure with this code (NULL: in no table) leave the register open? */
bool rules_leaves_open(const struct code_row *row);
/* The closure of a session for a year group (-1: for everyone), planned or announced (`roll` NULL: planned only): one that
 * shuts the register before one that leaves it open, then planned before announced, then the code that sorts first. False:
 * none. *code is empty on a weekend and for a session that the school does not hold; *announced is the fact or NULL. */
bool rules_closure(const struct school *school, const struct roll *roll, struct session session,
		   int year_group, struct code *code, const struct roll_fact **announced);

/* What the kiosks vouch for in a session: its own window, and where an afternoon carries a morning on, all from the
 * morning's opening on, for a child who came unseen in the morning is not seen in the afternoon either. */
void rules_coverage(const struct school *school, const struct roll *roll, struct session session,
		    struct coverage *out);

/* Was there a session for a year group (-1: for anyone), as far as is known: held, and not shut by a planned or an announced
 * closure? */
bool rules_session_held(const struct school *school, const struct roll *roll,
			struct session session, int year_group);
/* The same of a day, for anyone: is one of its sessions held? */
bool rules_school_day(const struct school *school, const struct roll *roll, int32_t day);

/* The last minute in which the register is open: its bell, or the minute in which staff closed it before that, but never
 * before `starts`: who comes by then is in time, whatever staff did (the actual close decides between L and U; SI 2024/208 reg 10). `roll` holds the session's facts of the school (ROLL_SCHOOL). */
int rules_closes_min(const struct calendar *calendar, const struct roll *roll,
		     struct session session);

/* What an arrival in this minute makes of its session by the bell and rules_closes_min alone: present, late or arrived_late. */
enum state rules_arrival(const struct bell *bell, int closes_min, int minute);

/* N may stand for five school days (reg 10(7)); on the fifth school day after the session it becomes O. Changes the code of a
 * verdict that says N when that day has come; `history` holds the announced closures (ROLL_SCHOOL) since the session. */
#define REASON_SCHOOL_DAYS 5
void rules_settle(const struct school *school, const struct roll *history, struct session session,
		  int32_t today, struct verdict *verdict);

/* A spell: the run of absent expected sessions that ends with this one. Weekends, holidays, closures, D, X, Y and
 * sessions not expected are transparent; any attendance, U included, ends it. So is a session whose register was not closed
 * on its own day (the kiosk was off): of who was not seen then nothing is known, and no flag went. */
struct spell {
	int days; /* 1 on the first day */
	/* The flag opens an alarm: no unexplained session before this one in the spell, since the authority's first day
	 * with the child and since the last break of BREAK_DAYS; with `days` above 1 the child has not returned. */
	bool first_day;
};
/* So many days on end without a session for the child's year (weekends count, Easter's four days do not reach it) are a
 * break, after which an absence is alarmed anew (our choice: "not returned" is news of its own). */
#define BREAK_DAYS 5
/* `history` must hold the child's facts, the announced closures and the closes of registers (ROLL_SCHOOL), back to `from_day`; a
 * day before the school's first register is no day of absence, so from_day is never before it. `told_from_day`: the day
 * from which the authority that asks answers for the child. False: the spell reaches back to from_day, and the child was on the roll
 * before it; load more and ask again (out is then the answer as far as is known). */
MUST_CHECK bool rules_spell(const struct school *school, const struct child *child,
			    const struct roll *history, struct session session, int32_t from_day,
			    int32_t told_from_day, struct spell *out);

/* Nobody at all, or fewer than this share of what is usual (0: not known) having been seen makes a session implausible. */
#define IMPLAUSIBLE_PERCENT 25
bool rules_implausible(size_t arrivals, size_t usual);

/* More than half of a form of five or more expected pupils unaccounted for, while more than half of the school is here: a trip
 * or a bus, not so many absences (our choice). Where most of the school is missing, it is the school that is implausible. */
#define FORM_MIN 5
struct form_count {
	size_t expected; /* all but those not expected and those whose session is closed */
	size_t unseen;   /* of them, unexplained or unknown */
};
bool rules_form_missing(const struct form_count *form, const struct form_count *school);
/* Names a form in facts (EVENT_FORM_MISSING): above 0, and 0 for the empty name. */
int64_t rules_form(const char *name);
/* The same for an implausible session of the whole school; the caller puts it into the coverage. */
#define FORM_WHOLE_SCHOOL (-1)
