#include "core/base.h"

#include <string.h>

#define LIST_TEXT(name, text) [name] = text,

const char *err_text(enum err err)
{
	static const char *const texts[ERR_COUNT] = {ERR_LIST(LIST_TEXT)};
	return (unsigned)err < ERR_COUNT ? texts[err] : "an error without a name";
}

const char *trust_text(enum trust trust)
{
	switch (trust) {
	case TRUST_SYNCED: return "synced";
	case TRUST_HOLDOVER: return "holdover";
	case TRUST_UNTRUSTED: break;
	}
	return "untrusted";
}

static const char *const state_texts[STATE_COUNT] = {STATE_LIST(LIST_TEXT)};

const char *state_text(enum state state)
{
	ENSURE((unsigned)state < STATE_COUNT);
	return state_texts[state];
}

bool state_parse(const char *text, enum state *out)
{
	for (int i = 0; i < STATE_COUNT; i++) {
		if (strcmp(text, state_texts[i]) == 0) {
			*out = (enum state)i;
			return true;
		}
	}
	return false;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool card_parse(const char *hex, struct card *out)
{
	struct card card = {.length = 0};
	size_t digits = 0;
	for (; hex[digits] != '\0'; digits++) {
		int digit = hex_digit(hex[digits]);
		if (digit < 0 || digits / 2 >= sizeof(card.bytes))
			return false;
		card.bytes[digits / 2] = (uint8_t)(card.bytes[digits / 2] * 16 + digit);
	}
	if (digits != 8 && digits != 14 && digits != 20)
		return false;
	card.length = (uint8_t)(digits / 2);
	*out = card;
	return true;
}

void card_format(const struct card *card, char out[CARD_TEXT_SIZE])
{
	static const char digits[] = "0123456789ABCDEF";
	ENSURE(card->length <= sizeof(card->bytes));
	for (size_t i = 0; i < card->length; i++) {
		*out++ = digits[card->bytes[i] / 16];
		*out++ = digits[card->bytes[i] % 16];
	}
	*out = '\0';
}

bool card_equal(const struct card *a, const struct card *b)
{
	return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

bool card_is_random(const struct card *card)
{
	/* ISO 14443-3 says so of single-size UIDs (4 bytes); longer ones that begin so are refused with them. */
	return card->bytes[0] == 0x08;
}

bool text_copy(char *out, size_t size, const char *src)
{
	ENSURE(size > 0);
	size_t length = strnlen(src, size);
	bool whole = length < size;
	if (!whole) {
		length = size - 1;
		while (length > 0 && ((unsigned char)src[length] & 0xC0) == 0x80)
			length--;
	}
	memmove(out, src, length);
	out[length] = '\0';
	return whole;
}
