#include "utf8.h"

size_t utf8_length(const char *text, size_t size)
{
	static const struct {
		uint8_t first_low, first_high, second_low, second_high, length;
	} forms[] = {
		{0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2},
		{0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
		{0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
		{0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
		{0xf4, 0xf4, 0x80, 0x8f, 4},
	};
	if (size == 0)
		return 0;
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		uint8_t first = (uint8_t)text[0];
		if (first < forms[i].first_low || first > forms[i].first_high)
			continue;
		if (forms[i].length > size)
			return 0;
		for (size_t k = 1; k < forms[i].length; k++) {
			uint8_t low = k == 1 ? forms[i].second_low : 0x80;
			uint8_t high = k == 1 ? forms[i].second_high : 0xbf;
			if ((uint8_t)text[k] < low || (uint8_t)text[k] > high)
				return 0;
		}
		return forms[i].length;
	}
	return 0;
}

size_t utf8_good(const char *text, size_t size)
{
	size_t at = 0;
	while (at < size && text[at] != '\0') {
		size_t length = utf8_length(text + at, size - at);
		if (length == 0)
			break;
		at += length;
	}
	return at;
}

bool utf8_hides(const char *text)
{
	for (const uint8_t *c = (const uint8_t *)text; *c; c++) {
		bool c1 = c[0] == 0xc2 && c[1] < 0xa0;
		/* U+202A to U+202E, U+2066 to U+2069 */
		bool turns = c[0] == 0xe2 && ((c[1] == 0x80 && c[2] >= 0xaa && c[2] <= 0xae) ||
					      (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9));
		if (c[0] < 0x20 || c[0] == 0x7f || c1 || turns)
			return true;
	}
	return false;
}
