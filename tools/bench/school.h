#pragma once
/* school: the demo school as a benchmark needs it: large, and with a year behind it. Folders lie under $B/bench. */
#include "core/base.h"

#define SCHOOL_PATH_SIZE 256
#define SCHOOL_LOOKED_AFTER 60
/* The days before this one have a history; it is a Friday, and the three school days after it are held too. */
#define SCHOOL_TODAY "2027-07-16"
int32_t school_today(void);

/* $B/bench/NAME. */
void school_path(const char *name, char out[SCHOOL_PATH_SIZE]);
/* A copy of the school with so many pupils and so many school days of arrivals, in $B/bench/NAME, to be written to. The
 * original is kept under $B/bench and made once. Says on standard error what does not work. */
MUST_CHECK enum err school_copy(int pupils, int days, const char *name, char out[SCHOOL_PATH_SIZE]);
void school_remove(const char *dir);
/* A card of the demo school, by the pupil's number: 2, 3, 4 ... */
struct card school_card(int number);
/* Does this pupil come on this day? Fourteen of fifteen do. */
bool school_comes(uint32_t pupil, int32_t day);

struct store;
/* The arrivals of a day by store, in one transaction: those who come, between 08:30 and 08:55. */
MUST_CHECK enum err school_fill(struct store *store, int32_t day, int64_t *arrivals);
