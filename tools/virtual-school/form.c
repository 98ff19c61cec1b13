#include "tools/virtual-school/form.h"

#include <string.h>

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool decode(const char *in, size_t length, char *out, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		char c = in[i] == '+' ? ' ' : in[i];

		if (c == '%') {
			int high = i + 2 < length ? hex_digit(in[i + 1]) : -1;
			int low = high >= 0 ? hex_digit(in[i + 2]) : -1;

			if (low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		}
		if (c == '\0' || used + 1 >= size)
			return false;
		out[used++] = c;
	}
	out[used] = '\0';
	return true;
}

bool form_field(const char *body, size_t length, const char *name, char *out, size_t size)
{
	const char *end = body + length;
	size_t name_length = strlen(name);
	bool found = false;

	while (body < end) {
		const char *stop = memchr(body, '&', (size_t)(end - body));
		size_t pair = (size_t)((stop ? stop : end) - body);

		if (pair > name_length && memcmp(body, name, name_length) == 0 &&
		    body[name_length] == '=') {
			if (found ||
			    !decode(body + name_length + 1, pair - name_length - 1, out, size))
				return false;
			found = true;
		}
		if (!stop)
			break;
		body = stop + 1;
	}
	return found;
}
