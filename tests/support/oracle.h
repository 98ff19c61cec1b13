#pragma once
/* oracle: the rules said a second time, slowly and from docs/rules.md alone, to hold app/core against. Of app/core it
 * takes the shapes, and none of the functions. */
#include "core/coverage.h"
#include "core/rules.h"

/* All that is known, in any order, each fact once. */
struct oracle_facts {
	const struct roll_fact *facts;
	size_t count;
};

/* A code of assets/codes. */
struct oracle_code {
	char text[4];
	char class[4];
	enum state at_close;
};
/* Reads assets/codes of the current folder; false: not there, or not understood. */
bool oracle_open(void);
/* NULL: in no table. */
const struct oracle_code *oracle_code(enum nation nation, struct code code);
/* Codes of a nation, for those who draw some of them. */
size_t oracle_codes(enum nation nation, const struct oracle_code **out);

/* The same questions as rules_verdict(), rules_spell() ... answer. Evidence points into `facts`. */
void oracle_verdict(const struct school *school, const struct child *child,
		    const struct oracle_facts *facts, struct session session,
		    const struct coverage *coverage, struct verdict *out);
bool oracle_spell(const struct school *school, const struct child *child,
		  const struct oracle_facts *facts, struct session session, int32_t from_day,
		  int32_t told_from_day, struct spell *out);
struct code oracle_settle(const struct school *school, const struct oracle_facts *facts,
			  struct session session, int32_t today, struct code code);
bool oracle_school_open(const struct school *school, struct session session);
/* ORACLE_ANYBODY: for anyone. */
#define ORACLE_ANYBODY (-1)
bool oracle_session_held(const struct school *school, const struct oracle_facts *facts,
			 struct session session, int year);
int oracle_closes_min(const struct calendar *calendar, const struct oracle_facts *facts,
		      struct session session);
enum state oracle_arrival(const struct calendar *calendar, const struct oracle_facts *facts,
			  struct session session, int minute);
bool oracle_implausible(size_t arrivals, size_t usual);
bool oracle_form_missing(const struct form_count *form, const struct form_count *school);
void oracle_coverage(const struct oracle_facts *facts, const struct calendar *calendar,
		     const struct site *site, struct session session, struct coverage *out);

/* Between the oracle's own files. */

/* Facts of one pupil (0: the school and its kiosks) on one day, in order of time, without what was taken back. */
#define ORACLE_DAY_MAX 512
struct oracle_day {
	const struct roll_fact *facts[ORACLE_DAY_MAX];
	size_t count;
};
void oracle_day(const struct oracle_facts *facts, uint32_t pupil, int32_t day,
		struct oracle_day *out);
/* Monday 0. */
int oracle_weekday(int32_t day);
/* Why a session is closed for a child of this year (ORACLE_ANYBODY: for the whole school). */
struct oracle_closure {
	bool closed;                       /* there is no session */
	bool part;                         /* there is one, with a closure of a part */
	struct code code;                  /* why; empty: no closure is the reason */
	const struct roll_fact *announced; /* NULL: the calendar says so */
};
struct oracle_closure oracle_closure(const struct school *school,
				     const struct oracle_day *of_school, struct session session,
				     int year);
/* Was the register closed on the session's own day? */
bool oracle_closed_in_time(const struct oracle_facts *facts, struct session session);
