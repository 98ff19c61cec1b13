#include "core/notice.h"
#include "core/sha1.h"

#include <string.h>

#define TEXT(name, text) [name] = text,
static const char *const kinds[] = {NOTICE_KIND_LIST(TEXT)};
static const char *const withdrawals[] = {WITHDRAWAL_LIST(TEXT)};
#undef TEXT

static bool find(const char *const *texts, size_t count, const char *text, size_t *index)
{
	for (*index = 0; *index < count; ++*index) {
		if (strcmp(texts[*index], text) == 0)
			return true;
	}
	return false;
}

const char *notice_kind_text(enum notice_kind kind)
{
	ENSURE((size_t)kind < COUNT_OF(kinds));
	return kinds[kind];
}

bool notice_kind_parse(const char *text, enum notice_kind *out)
{
	size_t index;
	bool known = find(kinds, COUNT_OF(kinds), text, &index);
	if (known)
		*out = (enum notice_kind)index;
	return known;
}

const char *withdrawal_text(enum withdrawal reason)
{
	ENSURE((size_t)reason < COUNT_OF(withdrawals));
	return withdrawals[reason];
}

bool withdrawal_parse(const char *text, enum withdrawal *out)
{
	size_t index;
	bool known = find(withdrawals, COUNT_OF(withdrawals), text, &index);
	if (known)
		*out = (enum withdrawal)index;
	return known;
}

const char *office_text(enum office office)
{
	return office == OFFICE_SAYS_ABSENT ? "says_absent" : "not_checked";
}

const char *reader_activity_text(enum reader_activity activity)
{
	static const char *const texts[] = {
		[ACTIVITY_NONE] = "none", [ACTIVITY_LOW] = "low", [ACTIVITY_NORMAL] = "normal"};
	ENSURE((size_t)activity < COUNT_OF(texts));
	return texts[activity];
}

/* UUIDv5(DNS, "firstbell.uk"). */
static const uint8_t namespace_firstbell[16] = {0xcf, 0x6c, 0xf6, 0x1b, 0x3d, 0x06, 0x56, 0x26,
						0x97, 0x33, 0x61, 0xb4, 0x75, 0x07, 0x1d, 0x2a};

static size_t put(uint8_t *out, size_t at, const char *text)
{
	size_t length = strlen(text);
	memcpy(out + at, text, length);
	return at + length;
}

static void format_uuid(const uint8_t bytes[16], char out[UUID_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	size_t at = 0;
	for (size_t i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[at++] = '-';
		out[at++] = digits[bytes[i] >> 4];
		out[at++] = digits[bytes[i] & 15];
	}
	out[at] = '\0';
}

void notice_flag_id(const char *authority, const char *child, struct session session,
		    char out[UUID_SIZE])
{
	ENSURE(strlen(authority) < AUTHORITY_ID_SIZE && strlen(child) < CHILD_REF_SIZE);
	uint8_t name[16 + AUTHORITY_ID_SIZE + CHILD_REF_SIZE + SESSION_TEXT_SIZE];
	char session_text[SESSION_TEXT_SIZE];
	calendar_format_session(session, session_text);
	memcpy(name, namespace_firstbell, 16);
	size_t length = put(name, 16, authority);
	length = put(name, length, "/");
	length = put(name, length, child);
	length = put(name, length, "/");
	length = put(name, length, session_text);
	uint8_t digest[SHA1_SIZE];
	sha1(name, length, digest);
	digest[6] = (uint8_t)((digest[6] & 0x0f) | 0x50);
	digest[8] = (uint8_t)((digest[8] & 0x3f) | 0x80);
	format_uuid(digest, out);
}
