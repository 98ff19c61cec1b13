#pragma once
/* notice: what an authority is told. Reconciled, not sent: the difference between what it ought to know and what
 * has been written to it. Run twice, it adds nothing. */
#include "core/coverage.h"
#include "core/rules.h"

struct care; /* named, never looked into, by those who may not know */

#define NOTICE_KIND_LIST(X)                                                                        \
	X(NOTICE_ATTENDANCE, "attendance.recorded")                                                \
	X(NOTICE_FLAG_RAISED, "flag.raised")                                                       \
	X(NOTICE_FLAG_UPDATED, "flag.updated")                                                     \
	X(NOTICE_FLAG_WITHDRAWN, "flag.withdrawn")                                                 \
	X(NOTICE_SESSION_CLOSED, "session.closed")                                                 \
	X(NOTICE_SUSPENSION, "suspension.recorded")                                                \
	X(NOTICE_QUARANTINED, "event.quarantined")
#define NOTICE_ENUM(name, text) name,
enum notice_kind { NOTICE_KIND_LIST(NOTICE_ENUM) NOTICE_KIND_COUNT };
#undef NOTICE_ENUM
/* Without the "uk.firstbell." before and the ".v1" behind. */
const char *notice_kind_text(enum notice_kind kind);
bool notice_kind_parse(const char *text, enum notice_kind *out);

#define WITHDRAWAL_LIST(X)                                                                         \
	X(WITHDRAWAL_ARRIVED_LATE, "arrived_late")                                                 \
	X(WITHDRAWAL_SEEN_ELSEWHERE, "seen_elsewhere")                                             \
	X(WITHDRAWAL_MARKED, "marked")                                                             \
	X(WITHDRAWAL_CORRECTION, "correction")                                                     \
	X(WITHDRAWAL_CLOSURE, "closure")                                                           \
	X(WITHDRAWAL_NOT_ON_ROLL, "not_on_roll")
#define WITHDRAWAL_ENUM(name, text) name,
enum withdrawal { WITHDRAWAL_LIST(WITHDRAWAL_ENUM) WITHDRAWAL_COUNT };
#undef WITHDRAWAL_ENUM
const char *withdrawal_text(enum withdrawal reason);
bool withdrawal_parse(const char *text, enum withdrawal *out);

enum office { OFFICE_NOT_CHECKED, OFFICE_SAYS_ABSENT };
const char *office_text(enum office office);

/* One line of a session.closed statement. */
struct notice_child {
	char child[CHILD_REF_SIZE];
	enum state state;
	struct code code;
};

enum reader_activity { ACTIVITY_NONE, ACTIVITY_LOW, ACTIVITY_NORMAL };
const char *reader_activity_text(enum reader_activity activity);

/* One notice to one authority. Fields a kind does not use are zero (protocol: the table of types). */
struct notice {
	enum notice_kind kind;
	char authority[AUTHORITY_ID_SIZE];
	struct session session;
	char child[CHILD_REF_SIZE];
	char flag[UUID_SIZE];
	enum state state;
	struct code code;
	bool has_at;
	struct moment at; /* arrival, withdrawal; closed_at of a statement */
	bool first_day;   /* flag.raised: kind */
	int day;          /* flag.raised: of the spell */
	enum certainty certainty;
	unsigned because;
	enum office office;
	enum withdrawal withdrawal;
	char by_role[ROLE_SIZE]; /* flag.updated: by */
	uint64_t roster_version;
	uint64_t refused_sequence; /* event.quarantined */
	char problem[128];
	/* session.closed */
	const struct notice_child *children; /* owned by the caller of notice_diff */
	size_t child_count;
	int expected, present, absent, unknown;
	const struct coverage *coverage;
	enum reader_activity reader_activity;
};

/* UUIDv5 in namespace UUIDv5(DNS, "firstbell.uk") over "<authority>/<child>/<session>" (RFC 9562 5.5): every
 * kiosk and every restart computes the same one. */
void notice_flag_id(const char *authority, const char *child, struct session session,
		    char out[UUID_SIZE]);

/* What an authority has been told of one child in one session: a fold over the notice log. */
enum flag_status { FLAG_NONE, FLAG_OPEN, FLAG_WITHDRAWN };
struct notice_told {
	char child[CHILD_REF_SIZE];
	bool state_told;
	enum state state; /* not kept up while a flag is open: the flag speaks for it */
	struct code code; /* of the state, or of the open flag */
	enum flag_status flag;
	enum certainty certainty;
	unsigned because;
	bool suspension_told;
};
/* Takes one notice of this authority and session, in the order of the log. `told->child` is set beforehand: notices of other
 * children change nothing, a statement counts with the child's line in it. */
void notice_fold(struct notice_told *told, const struct notice *notice);

/* One tracked child as the rules see it now, and what was told. */
struct notice_case {
	const struct care *care;
	struct verdict verdict;
	struct spell spell; /* looked at only where the verdict is an absence that flags */
	bool says_absent;   /* a person at the school has looked at the row */
	struct notice_told
		told; /* its child set to the care's child_ref even when nothing was told */
};

/* Of a child who is on no roll now and was on it when this session was told of: what was told stands. Rule 24 speaks of
 * children of whom nobody knows; of this one it was known. An open flag without a reason stays open. */
void notice_keep_told(struct notice_case *one);
/* Is a flag to be raised that is not open yet, where the session is due and of today? */
bool notice_raises(const struct notice_case *one);

struct notice_question {
	const char *authority;
	bool explained_too; /* send explained absences as well */
	struct session session;
	bool due; /* the register has closed and the office's time is over: state everything, raise flags */
	bool flags; /* false: a session of a day gone by, closed late: the statement alone, no new flags */
	bool statement_told; /* session.closed is in the log already */
	struct moment now;   /* `at` of what no event explains; without it closed_at is taken */
	struct moment closed_at;
	const struct notice_case *cases; /* this authority's, in the order of care_sort */
	size_t case_count;
	const struct coverage *coverage; /* kiosks[0] is this one; NULL only when not due */
	enum reader_activity reader_activity;
	uint64_t roster_version;
};

/* Writes what is missing to out: at most 2 * case_count + 1 notices; `lines` has room for case_count and is what
 * a statement's `children` points into. Returns how many.
 * Not due: only arrivals, departures, returns, suspensions and (explained_too) explanations are told, never an absence.
 * Due: first the statement, with the state of each case on the roll (and of one that is not, if it was spoken of before):
 * `present` counts who is here or attends elsewhere, arrived_late included (U is an absence in the register, but the
 * child is in the building); `absent` counts explained, suspended and unexplained; `expected` is present + absent +
 * unknown. Then a flag for each child unexplained or unknown.
 * After that a child with a flag is spoken of by the flag alone, any other by attendance.recorded; a flag.updated always
 * carries the flag's certainty, because and code as they are now. A withdrawn flag raised again keeps its id. The code of an
 * explained absence without a flag goes only with explained_too (P5). */
size_t notice_diff(const struct notice_question *question, struct notice_child *lines,
		   struct notice *out);
