#pragma once
/* utf8: reading text that has come from people. */
#include "core/base.h"

/* The character at *text, which moves past it; 0 at the end. Only for text that utf8_clean() made. */
uint32_t utf8_next(const char **text);
/* A copy fit for drawing: bytes that are no UTF-8 become '?', control characters spaces, and marks that
 * override the direction of text are left out. Cut (never within a character) to size. */
void utf8_clean(char *out, size_t size, const char *text);
/* Does it hold letters that are written from right to left? */
bool utf8_turns(const char *text);
