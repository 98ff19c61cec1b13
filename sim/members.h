#pragma once
/* members: just enough for traces: a quoted string, and a look into members made by others. */
#include "core/base.h"

/* Text as a JSON string with its quotes; cut between characters where there is no room. */
void members_quote(const char *text, char *out, size_t size);
/* Is there a member `key` whose value is `value` (a string, a number, a word, or an array holding it as a string)? */
bool members_has(const char *members, const char *key, const char *value);
/* The integer value of a member; fallback when there is none. */
int64_t members_integer(const char *members, const char *key, int64_t fallback);
/* The string value of a member, with \\ and \" undone; false: none, or no room. */
bool members_text(const char *members, const char *key, char *out, size_t size);
