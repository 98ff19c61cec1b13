#pragma once
/* help: what firstbellctl can do, on every level. */
#include <stdio.h>

#include "import.h"

/* Is there such a command, and (import) such a kind? NULL: not asked. */
bool help_knows(const char *command, const char *kind);
/* `command` NULL: all of it; `kind` of import, NULL: all kinds. Both known. */
void help_print(FILE *out, const char *command, const char *kind);
