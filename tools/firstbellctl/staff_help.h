#pragma once
/* staff_help: what `firstbellctl staff` can do. */
#include "core/base.h"

extern const char staff_help[];
/* Is there such a command of staff? */
bool staff_knows(const char *verb);
