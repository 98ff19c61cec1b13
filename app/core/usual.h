#pragma once
/* usual: how many are usually seen by the close of a session, by what the closes of other weeks say. */
#include "core/roll.h"

#define USUAL_WEEKS 4
/* The median of what the same session had at its close in the four weeks before (EVENT_SESSION_CLOSED's number), weeks without
 * a register or without anybody left out; 0: fewer than three such weeks, too few to say. `roll` holds the kiosks' facts of
 * those weeks. For rules_implausible (our choice of weeks and median: one odd week changes nothing). */
size_t usual_arrivals(const struct roll *roll, struct session session);
