#include "wire/wire_fields.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";

void wire_uuid7(int64_t utc_ms, const uint8_t random[10], char out[UUID_SIZE])
{
	uint8_t bytes[16];
	for (size_t i = 0; i < 6; i++)
		bytes[i] = (uint8_t)((uint64_t)utc_ms >> (40 - 8 * i));
	memcpy(bytes + 6, random, 10);
	bytes[6] = (uint8_t)((bytes[6] & 0x0f) | 0x70);
	bytes[8] = (uint8_t)((bytes[8] & 0x3f) | 0x80);
	char *at = out;
	for (size_t i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*at++ = '-';
		*at++ = digits[bytes[i] >> 4];
		*at++ = digits[bytes[i] & 15];
	}
	*at = '\0';
}

bool wire_is_uuid(const char *text, char version)
{
	if (strlen(text) != UUID_SIZE - 1)
		return false;
	for (size_t i = 0; i < UUID_SIZE - 1; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? text[i] != '-' : !memchr(digits, text[i], 16))
			return false;
	}
	return text[14] == version && strchr("89ab", text[19]);
}

bool wire_is_kiosk(const char *text)
{
	size_t length = strlen(text);
	return length > 0 && length < KIOSK_ID_SIZE &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
		       length;
}
