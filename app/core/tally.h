#pragma once
/* tally: what a child's verdicts add up to in a school year, and the thresholds at which the school must tell or act. */
#include "core/rules.h"

/* ILLNESS_15: the sickness return, 15 school days coded I "consecutively or cumulatively" (England: "Working together to
 * improve school attendance", sickness returns). Wales lays down no such return (SI 2010/1954 reg 12(2)(a) leaves certified
 * sickness out); it is counted all the same (our choice: a child so long away wants asking after).
 * UNAUTHORISED_10: the attendance return. England: pupils who "fail to attend school regularly, or have been absent for a
 * continuous period of ten school days", coded G, N, O or U (the same guidance); 10 school days all told in the school year is how we
 * read "regularly", as Hertfordshire does ("either consecutively or irregularly"), and ten days on end are among them. Wales: ten
 * school days on end (SI 2010/1954 reg 12(1)(b)).
 * PERSISTENT, SEVERE: 10 % and 50 % or more of the possible sessions missed (DfE, pupil absence methodology; Wales: 10 %
 * since October 2023). Severe is persistent too. */
#define TALLY_THRESHOLD_LIST(X)                                                                    \
	X(TALLY_ILLNESS_15, "illness_15")                                                          \
	X(TALLY_UNAUTHORISED_10, "unauthorised_10")                                                \
	X(TALLY_PERSISTENT, "persistent")                                                          \
	X(TALLY_SEVERE, "severe")
#define TALLY_THRESHOLD_ENUM(name, text) name,
enum tally_threshold { TALLY_THRESHOLD_LIST(TALLY_THRESHOLD_ENUM) TALLY_THRESHOLD_COUNT };
#undef TALLY_THRESHOLD_ENUM
const char *tally_threshold_text(enum tally_threshold threshold);

#define TALLY_ILLNESS_DAYS 15
#define TALLY_UNAUTHORISED_DAYS 10
/* Shares say little of a few sessions: one day ill in the first week is 10 %. They are judged from this many possible sessions
 * on (our choice: six school weeks, about the half term that is the shortest time DfE had a threshold for). */
#define TALLY_ENOUGH_SESSIONS 60

struct tally_crossing {
	bool crossed;
	bool now;             /* of shares: still so; days once reached stay reached */
	struct session first; /* the session that reached it first */
};

/* What one session was to the child. */
enum tally_kind {
	TALLY_NO_SESSION,
	TALLY_ATTENDED,
	TALLY_ILL, /* authorised, coded I */
	TALLY_AUTHORISED,
	TALLY_UNAUTHORISED,
	TALLY_NOT_POSSIBLE,
	TALLY_UNKNOWN,
};

struct tally {
	enum nation nation;
	/* sessions, by the class of their code (codes.h) */
	int possible;     /* attended + authorised + unauthorised */
	int attended;     /* P and A */
	int authorised;   /* AA: I, E and S among them */
	int unauthorised; /* UA: N and U among them */
	int not_possible; /* NP and NC: out of the denominator */
	int unknown;      /* nobody vouches for what was: out of it as well, never an absence */
	int late;         /* L, of those attended */
	int arrived_late; /* U, of those unauthorised */
	int suspended;    /* of those authorised */
	/* Half school days. A session is half a day; where the other part of the day was no session for the child (closed, X, D), it is
	 * the whole day. */
	int ill_halves;
	int unauthorised_halves;
	int run_halves; /* of those, on end until now; attended and authorised sessions end a run, not possible and unknown ones neither
			 * end nor lengthen it */
	int longest_run_halves;
	struct tally_crossing crossings[TALLY_THRESHOLD_COUNT];
	/* the fold's own */
	struct session last;    /* taken */
	enum tally_kind before; /* what it was */
	struct session latest;  /* possible session */
};

void tally_init(struct tally *tally, enum nation nation);
/* Takes each session in order, both parts of each day (days without any school may be left out; the last may end with its
 * morning). `judged`: the register was closed on its own day; else of a child who was not seen and whom nobody spoke of nothing
 * is known. */
void tally_take(struct tally *tally, struct session session, const struct verdict *verdict,
		bool judged);
/* Possible sessions not attended. */
int tally_missed(const struct tally *tally);
/* Of 1,000 possible sessions, rounded down; 0 where there was none. */
int tally_missed_per_mille(const struct tally *tally);

/* Returns are of pupils of compulsory school age (both regulations): by the year group, for want of a birth date, reception to
 * year 11. In reception some are not yet five: the school knows (our choice: rather prompted than not). */
bool tally_return_due(int year_group);
