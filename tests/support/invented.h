#pragma once
/* invented: a school of some weeks drawn from a seed, with all that a register can meet, for laws and oracles. */
#include "core/coverage.h"
#include "core/rules.h"

#define INVENTED_DAYS 28
#define INVENTED_CHILDREN 3
#define INVENTED_FACTS 512
#define INVENTED_CLOSURES 32
#define INVENTED_ARRANGEMENTS 24

/* $COUNT, or a million: how many child-sessions to ask about. */
long invented_count(void);

struct invented {
	struct school school; /* its pointers point into this struct */
	struct closure closures[INVENTED_CLOSURES];
	struct expectation arrangements[INVENTED_ARRANGEMENTS];
	struct child children[INVENTED_CHILDREN];
	struct roll_fact facts[INVENTED_FACTS]; /* in the order in which they were thought of */
	size_t count;
	int32_t first_day; /* a Monday */
};
/* A whole school. */
void invented_school(struct invented *school, uint64_t *seed);
/* The calendar and the lists only: bells, closures, children, arrangements. */
void invented_lists(struct invented *school, uint64_t *seed);
/* What is drawn for a verdict: NULL, complete, or incomplete for some reasons; lives in *out. */
const struct coverage *invented_coverage(struct coverage *out, uint64_t *seed);
/* A site of one to three kiosks and what they said on `day` about a session; replaces the facts. */
void invented_site(struct invented *school, struct session session, uint64_t *seed);
/* The fact as an event, as the store would give it. */
struct event invented_event(const struct roll_fact *fact);

/* Between its own files. True once in so many. */
bool invented_once_in(uint32_t times, uint64_t *seed);
struct roll_fact *invented_fact(struct invented *school, enum event_kind kind, int32_t day,
				int second_of_day, uint64_t *seed);

/* In short words, as tests/support/facts.h has them where it has them, on standard output. */
void invented_say_lists(const struct invented *school, const struct child *child);
/* Facts of this child and of the school. */
void invented_say_facts(const struct invented *school, uint32_t pupil);
void invented_say_fact(const struct roll_fact *fact);
