#pragma once
/* care: which child answers to which authority, and when. Only care.c, notice.[ch], the care part of the store,
 * closing.c and firstbellctl may name this header (P4 by structure). */
#include "core/base.h"

#define COHORT_LIST(X)                                                                             \
	X(COHORT_LOOKED_AFTER, "looked_after")                                                     \
	X(COHORT_PREVIOUSLY_LOOKED_AFTER, "previously_looked_after")                               \
	X(COHORT_SOCIAL_WORKER, "social_worker")                                                   \
	X(COHORT_KINSHIP, "kinship")
#define COHORT_ENUM(name, text) name,
enum cohort { COHORT_LIST(COHORT_ENUM) COHORT_COUNT };
#undef COHORT_ENUM
const char *cohort_text(enum cohort cohort);
bool cohort_parse(const char *text, enum cohort *out);

/* A dated fact: from .. to inclusive (DAY_OPEN: open-ended), this pupil answers to this authority. */
struct care {
	uint32_t pupil; /* 0: on no roll */
	char authority[AUTHORITY_ID_SIZE];
	char child_ref[CHILD_REF_SIZE];
	enum cohort cohort;
	int32_t from_day;
	int32_t to_day;
};

/* Cohorts that an authority hears of, bit n for cohort n; looked-after children always (formats: `cohorts`). */
#define COHORTS_LOOKED_AFTER (1u << COHORT_LOOKED_AFTER)
/* Is this fact reported on a day to an authority that hears of these (heard_of)? */
bool care_holds(const struct care *care, unsigned heard_of, int32_t day);
/* The day since which the authority of care[at] has answered for the child without a gap, by this and the facts before it;
 * `care` is sorted. */
int32_t care_since(const struct care *care, size_t at, unsigned heard_of);
/* Sorts by authority, then child_ref, then from_day: the order in which statements list children. */
void care_sort(struct care *care, size_t count);
