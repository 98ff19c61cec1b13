#pragma once
/* place: where the program's own files lie. */
#include "core/base.h"

/* The folder of the words: bin/../share/locale beside the program, or where FIRSTBELL_LOCALE says. */
void place_of_words(char *out, size_t size);
