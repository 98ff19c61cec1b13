#pragma once
/* json_out: writes JSON for machines, one value after the other, escaped by construction. */
#include <stdio.h>

#include "core/base.h"

struct json_out {
	FILE *file;
	bool comma; /* the next value needs one before it */
};

/* `key` NULL: inside an array, or the outermost value. */
void json_out_open(struct json_out *out, const char *key, char bracket);
void json_out_close(struct json_out *out, char bracket);
void json_out_text(struct json_out *out, const char *key, const char *text);
void json_out_number(struct json_out *out, const char *key, int64_t number);
void json_out_bool(struct json_out *out, const char *key, bool yes);
void json_out_null(struct json_out *out, const char *key);
