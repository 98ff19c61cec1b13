#pragma once
/* care_lost: the children of whom an authority would hear no more after an import of care. */
#include "import.h"

/* Names those of whom the file says nothing as a problem, those whose care it ends as a warning. */
MUST_CHECK enum err care_lost_check(struct import *import);
