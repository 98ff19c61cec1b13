#include "ui/utf8.h"

#include <string.h>

/* Length of the well-formed character at text (Unicode 15, table 3-7); 0: none begins here. */
static int length_at(const unsigned char *text)
{
	int length = text[0] < 0x80 ? 1 : text[0] >= 0xF0 ? 4 : text[0] >= 0xE0 ? 3 : 2;

	if (length == 1)
		return 1;
	if (text[0] < 0xC2 || text[0] > 0xF4)
		return 0;
	for (int i = 1; i < length; i++) {
		if ((text[i] & 0xC0) != 0x80)
			return 0;
	}
	if ((text[0] == 0xE0 && text[1] < 0xA0) || (text[0] == 0xED && text[1] > 0x9F) ||
	    (text[0] == 0xF0 && text[1] < 0x90) || (text[0] == 0xF4 && text[1] > 0x8F))
		return 0;
	return length;
}

uint32_t utf8_next(const char **text)
{
	static const uint8_t masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	const unsigned char *at = (const unsigned char *)*text;
	int length = length_at(at);
	uint32_t c;

	if (*at == '\0' || length == 0)
		return 0;
	c = at[0] & masks[length];
	for (int i = 1; i < length; i++)
		c = c << 6 | (at[i] & 0x3F);
	*text += length;
	return c;
}

/* What would turn the words around it. An isolate turns nothing but what it holds (UAX 9): it is kept, and its end where it began. */
static bool overrides_direction(uint32_t c, int *isolates)
{
	bool stray = c == 0x2069 && *isolates == 0;

	*isolates += c == 0x2068;
	*isolates -= c == 0x2069 && !stray;
	return stray || (c >= 0x202A && c <= 0x202E) || c == 0x2066 || c == 0x2067;
}

bool utf8_turns(const char *text)
{
	for (uint32_t c; (c = utf8_next(&text)) != 0;) {
		/* Hebrew to Arabic Extended-A, their presentation forms, and what lies beyond the first plane. */
		if ((c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
		    (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
		    (c >= 0x1E800 && c <= 0x1EFFF))
			return true;
	}
	return false;
}

void utf8_clean(char *out, size_t size, const char *text)
{
	size_t used = 0;
	int isolates = 0;

	while (*text != '\0') {
		const char *next = text;
		uint32_t c = utf8_next(&next);
		size_t length = (size_t)(next - text);

		if (c == 0) {
			c = '?';
			length = 1;
			next = text + 1;
		}
		if (used + length >= size)
			break;
		if (c == '?' || c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0)) {
			out[used++] = c == '?' ? '?' : ' ';
		} else if (!overrides_direction(c, &isolates)) {
			memcpy(out + used, text, length);
			used += length;
		}
		text = next;
	}
	out[used] = '\0';
}
