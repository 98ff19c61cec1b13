#pragma once
/* checker: the invariants, from the plan, the logs and the inbox alone. */
#include "tests/simulation/world.h"

/* A notice that a kiosk has just written: I1, I3, I7, I8. */
void checker_written(struct world *world, int kiosk, int authority, const struct letter *letter);
/* A confirmed flag that it has just written: I9. */
void checker_doors(struct world *world, int kiosk, const struct letter *letter);
/* Some minutes after a session was due: I2 for each kiosk that is well. */
void checker_session(struct world *world, struct session session);
/* When all had time to heal: I2, I4, I6 and what each kiosk said last, for the days before `day`. */
void checker_healed(struct world *world, int32_t day);
