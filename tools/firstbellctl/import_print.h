#pragma once
/* import_print: what an import says of itself, to a person or to a machine. */
#include "import.h"

void import_print(const struct import *import, bool done);
