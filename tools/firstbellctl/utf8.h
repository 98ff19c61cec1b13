#pragma once
/* utf8: is this text what it says it is? (RFC 3629) */
#include "core/base.h"

/* How many bytes the character at `text` takes; 0: not UTF-8 (over-long forms, surrogates and beyond U+10FFFF too). */
size_t utf8_length(const char *text, size_t size);
/* The bytes from the start that are UTF-8 without NUL; equal to size when all are. */
size_t utf8_good(const char *text, size_t size);
/* Does this UTF-8 hold what moves the cursor or turns the direction of what is around it: control characters (C1 ones too) and the
 * embeddings, overrides and isolates of UAX 9? */
bool utf8_hides(const char *text);
