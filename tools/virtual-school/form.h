#pragma once
/* form: application/x-www-form-urlencoded, taken apart by hand: libmicrohttpd's post processor has a history. */
#include "core/base.h"

/* The value of a field, decoded, NUL-terminated. False: not there, twice there, not well formed, holding a NUL, or
 * longer than there is room for. */
bool form_field(const char *body, size_t length, const char *name, char *out, size_t size);
