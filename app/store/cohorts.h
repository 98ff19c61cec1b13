#pragma once
/* cohorts: which children an authority hears of, as firstbell.conf words it. Private to config; of no child is anything said. */
#include "core/base.h"

/* Looked-after children, whom every authority hears of: bit n for enum cohort n of core/care.h. */
unsigned cohorts_always(void);
#define COHORTS_EXPECTED                                                                           \
	"looked_after, previously_looked_after, social_worker, kinship, each at most once, by "    \
	"comma"
/* Those of the words and cohorts_always(). False: a word that is none, one twice, or none at all. */
bool cohorts_parse(const char *words, unsigned *out);
