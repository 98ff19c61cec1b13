#pragma once
/* base: the words every room shares: errors, moments, sessions, states, cards. */
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_CHECK __attribute__((warn_unused_result))
/* For broken invariants of our own only, never for input. NDEBUG is never defined. */
#define ENSURE(condition) assert(condition)
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Every error there is; the text says what went wrong in words an office can read. */
#define ERR_LIST(X)                                                                                \
	X(OK, "done")                                                                              \
	X(ERR_FULL, "no room left in a fixed-size list")                                           \
	X(ERR_NOT_FOUND, "not found")                                                              \
	X(ERR_EXISTS, "already there")                                                             \
	X(ERR_BAD_INPUT, "the input is not well formed")                                           \
	X(ERR_BAD_CONFIG, "the configuration is not right")                                        \
	X(ERR_REFUSED, "refused, nothing was changed")                                             \
	X(ERR_NO_MEMORY, "out of memory")                                                          \
	X(ERR_IO, "the disk could not be read or written")                                         \
	X(ERR_NO_SPACE, "no room left on the disk")                                                \
	X(ERR_BUSY, "the database is locked by another program")                                   \
	X(ERR_DAMAGED, "the database is damaged")                                                  \
	X(ERR_TOO_NEW, "the database was made by a newer Firstbell")                               \
	X(ERR_NETWORK, "the network did not answer")                                               \
	X(ERR_TLS, "the other side could not be trusted")                                          \
	X(ERR_UNSUPPORTED, "not supported")

#define ERR_ENUM(name, text) name,
enum err { ERR_LIST(ERR_ENUM) ERR_COUNT };
#undef ERR_ENUM

/* The text of an error; never NULL. */
const char *err_text(enum err err);

/* How far the clock can be believed. */
enum trust { TRUST_SYNCED, TRUST_HOLDOVER, TRUST_UNTRUSTED };
/* "synced", "holdover", "untrusted" (protocol: clocktrust). */
const char *trust_text(enum trust trust);

/* An instant, converted once at the edge; rules use day and minute only, so that a replay needs
 * neither a clock nor time zone data. Made by calendar_moment(). */
struct moment {
	int64_t utc_ms;     /* since 1970-01-01T00:00:00Z */
	int64_t mono_ms;    /* monotonic; comparable only within one boot */
	int32_t day;        /* school-local day number, 1970-01-01 is 0 */
	int16_t minute;     /* school-local minute of the day, 0 to 1439 */
	int16_t offset_min; /* local time minus UTC */
	uint32_t boot;      /* number of the start this was read in, counted by the store */
	enum trust trust;
};

/* A session of a school day (SI 2024/208 reg 10: morning and afternoon). */
enum part { PART_AM, PART_PM, PART_COUNT };
struct session {
	int32_t day; /* school-local day number */
	enum part part;
};

/* What Firstbell says of one child in one session (protocol: state). */
#define STATE_LIST(X)                                                                              \
	X(STATE_PRESENT, "present")                                                                \
	X(STATE_LATE, "late")                                                                      \
	X(STATE_ARRIVED_LATE, "arrived_late")                                                      \
	X(STATE_LEFT, "left")                                                                      \
	X(STATE_RETURNED, "returned")                                                              \
	X(STATE_ELSEWHERE, "elsewhere")                                                            \
	X(STATE_EXPLAINED, "explained")                                                            \
	X(STATE_SUSPENDED, "suspended")                                                            \
	X(STATE_NOT_EXPECTED, "not_expected")                                                      \
	X(STATE_CLOSED, "closed")                                                                  \
	X(STATE_UNEXPLAINED, "unexplained")                                                        \
	X(STATE_UNKNOWN, "unknown")
#define STATE_ENUM(name, text) name,
enum state { STATE_LIST(STATE_ENUM) STATE_COUNT };
#undef STATE_ENUM
const char *state_text(enum state state);
/* False when the text names no state. */
bool state_parse(const char *text, enum state *out);

/* An attendance code, at most two characters; empty: none. */
struct code {
	char text[4];
};

/* Room for identifiers, terminating NUL included. */
#define KIOSK_ID_SIZE 32
#define AUTHORITY_ID_SIZE 12
#define CHILD_REF_SIZE 40
#define PUPIL_ID_SIZE 32
#define ROLE_SIZE 48
#define UUID_SIZE 37
#define SITE_KIOSKS_MAX 8
#define AUTHORITIES_MAX 16

/* A card's UID: ISO 14443-3 allows 4, 7 or 10 bytes and nothing else. */
struct card {
	uint8_t bytes[10];
	uint8_t length;
};
/* Upper- or lower-case hex of 4, 7 or 10 bytes; false for anything else, out untouched. */
bool card_parse(const char *hex, struct card *out);
#define CARD_TEXT_SIZE 21
void card_format(const struct card *card, char out[CARD_TEXT_SIZE]);
bool card_equal(const struct card *a, const struct card *b);
/* A UID that begins 08 is made anew at every tap (phones, some privacy cards) and can never be enrolled. */
bool card_is_random(const struct card *card);

/* "This card was on the reader at this time": again and again while it lies there. */
struct sighting {
	struct card card;
	int64_t mono_ms;
};

/* A copy of src that always ends in NUL and never cuts a UTF-8 character in two.
 * False when src did not fit whole. */
bool text_copy(char *out, size_t size, const char *src);
