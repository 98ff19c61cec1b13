#include "sim/members.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void members_quote(const char *text, char *out, size_t size)
{
	size_t used = 0;
	out[used++] = '"';
	for (; *text && used + 8 < size; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '"' || c == '\\')
			used += (size_t)snprintf(out + used, size - used, "\\%c", c);
		else if (c < 0x20)
			used += (size_t)snprintf(out + used, size - used, "\\u%04x", c);
		else
			out[used++] = (char)c;
	}
	if (*text) { /* cut off: the last character may be half there */
		while (used > 1 && ((unsigned char)out[used - 1] & 0xc0) == 0x80)
			used--;
		if (used > 1 && ((unsigned char)out[used - 1] & 0xc0) == 0xc0)
			used--;
	}
	out[used++] = '"';
	out[used] = '\0';
}

/* Where the value of a member begins; NULL: no such member. */
static const char *find(const char *members, const char *key)
{
	char quoted[80];
	int length = snprintf(quoted, sizeof(quoted), "\"%s\":", key);
	const char *at = strstr(members, quoted);
	return at ? at + length : NULL;
}

static bool ends_value(char c)
{
	return c == '\0' || c == ',' || c == '}' || c == ']';
}

static bool in_array(const char *array, const char *quoted)
{
	const char *end = strchr(array, ']');
	const char *at = strstr(array, quoted);
	return at && end && at < end;
}

bool members_has(const char *members, const char *key, const char *value)
{
	char quoted[300];
	members_quote(value, quoted, sizeof(quoted));
	for (const char *at = find(members, key); at; at = find(at, key)) {
		if (*at == '[' && in_array(at, quoted))
			return true;
		if (strncmp(at, quoted, strlen(quoted)) == 0)
			return true;
		size_t length = strlen(value);
		if (strncmp(at, value, length) == 0 && ends_value(at[length]))
			return true;
	}
	return false;
}

int64_t members_integer(const char *members, const char *key, int64_t fallback)
{
	const char *at = find(members, key);
	if (!at)
		return fallback;
	char *end = NULL;
	long long value = strtoll(at, &end, 10);
	return end == at ? fallback : value;
}

bool members_text(const char *members, const char *key, char *out, size_t size)
{
	const char *at = find(members, key);
	if (!at || *at != '"')
		return false;
	size_t used = 0;
	for (at++; *at && *at != '"'; at++) {
		if (*at == '\\' && at[1])
			at++;
		if (used + 1 >= size)
			return false;
		out[used++] = *at;
	}
	out[used] = '\0';
	return true;
}
