#pragma once
/* care_told: of which children the authorities hear, by what firstbell.conf says of their cohorts. */
#include "core/care.h"
#include "store/config.h"

/* Is the fact reported to its authority on a day? One of an authority without a section counts as that of any other, lest it
 * be taken for one that may be lost. */
bool care_told_on(const struct config *config, const struct care *care, int32_t day);
/* Today, or from a day to come? */
bool care_told_from(const struct config *config, const struct care *care, int32_t today);
