#pragma once
/* asked: what is asked of one child-session, what a side answers, and how often each situation occurred. */
#include "tests/support/invented.h"
#include "tests/support/oracle.h"

/* One child-session and all that is asked with it. */
struct asked {
	const struct child *child;
	struct session session;
	const struct coverage *coverage;
	int32_t today;         /* for N that becomes O */
	bool spell;            /* ask for it */
	int32_t from_day;      /* history of a spell begins */
	int32_t told_from_day; /* the authority begins to answer */
};
/* What a side says. */
struct answer {
	struct verdict verdict;
	struct code settled;
	bool asked_spell, whole;
	struct spell spell;
};

/* A spell is asked for of these. */
bool asked_is_absence(const struct verdict *verdict);
/* What two answers differ in; NULL: nothing. */
const char *asked_difference(const struct answer *a, const struct answer *b);
void asked_say(const char *who, const struct answer *answer);

/* Counts what this was an example of. */
void asked_count(const struct invented *school, const struct asked *asked,
		 const struct answer *answer);
/* Prints how often each situation occurred; which one did less often than that (NULL: none). */
const char *asked_rare(long least);
