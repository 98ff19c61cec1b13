#pragma once
/* wire_fields: what each kind of event carries in its data, once, for writing and for reading. Inside wire only. */
#include "wire/wire.h"
#include <jansson.h>

#define WIRE_TYPE_PREFIX "uk.firstbell."
#define WIRE_TYPE_VERSION ".v1"
#define WIRE_HEALTH_TYPE "kiosk.health"
#define WIRE_SOURCE_PREFIX "urn:firstbell:kiosk:"
/* One text for one value: no white space, reals short; keys stay in the order they were set. */
#define WIRE_DUMP_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(6))
/* Keys given twice are refused: two readers could each believe another one. */
#define WIRE_LOAD_FLAGS JSON_REJECT_DUPLICATES

/* The words of an enum, 0 to count - 1. */
struct wire_words {
	const char *(*text)(unsigned value);
	unsigned count;
};

/* One member of data; `offset` is that of its value in the record (struct notice or struct wire_health). */
struct wire_field {
	const char *name;
	const struct wire_type *type;
	bool needed;
	size_t offset;
	size_t size;   /* of text: room, terminating NUL included */
	int64_t least; /* of integers */
	const struct wire_words *words;
};

/* How a kind of value is written and read. */
struct wire_type {
	/* False: out of memory. A value that says nothing is left out. */
	bool (*write)(const struct wire_field *field, const void *record, json_t *data);
	/* NULL: fine; else what is wrong with it, in words without any of its content. */
	const char *(*read)(const struct wire_field *field, const json_t *value, void *record,
			    struct wire_event *event);
};
extern const struct wire_type wire_type_text;    /* char[size]: not empty, no control characters */
extern const struct wire_type wire_type_version; /* const char *, kept in event->strings */
extern const struct wire_type wire_type_reader;  /* const char *, "well", "lost" or "none" */
extern const struct wire_type wire_type_uuid5;   /* char[UUID_SIZE] */
extern const struct wire_type wire_type_session; /* struct session */
extern const struct wire_type wire_type_code;    /* struct code */
extern const struct wire_type wire_type_word;    /* an enum */
extern const struct wire_type wire_type_int;
extern const struct wire_type wire_type_int64;
extern const struct wire_type wire_type_uint64;
extern const struct wire_type wire_type_real; /* double, 0 or more */
extern const struct wire_type wire_type_at;   /* notice.at */
extern const struct wire_type wire_type_kind; /* bool: first_day or continuing */
extern const struct wire_type wire_type_because;
extern const struct wire_type wire_type_children;
extern const struct wire_type wire_type_coverage;

/* Pieces that statements share with single fields. */
json_t *wire_because_write(unsigned because);
const char *wire_because_read(const json_t *value, unsigned *because);
json_t *wire_time_write(const struct moment *at);
const char *wire_time_read(const json_t *value, struct moment *at);
const char *wire_text_read(const json_t *value, char *out, size_t size);
const char *wire_code_read(const json_t *value, struct code *out);
const char *wire_word_read(const struct wire_words *words, const json_t *value, unsigned *out);
extern const struct wire_words wire_states, wire_trusts;

/* The data of a notice or of health: a new object; NULL: out of memory. */
json_t *wire_write_notice(const struct notice *notice);
json_t *wire_write_health(const struct wire_health *health);
/* Reads data into event->notice (its kind is set) or event->health_data. False: against the schema, why to event->reject. */
bool wire_read_data(const json_t *data, struct wire_event *event);
/* Puts "where: why" into event->reject; always false. */
bool wire_reject(struct wire_event *event, const char *where, const char *why);

/* A UUID in lower-case text of this version (RFC 9562 4)? */
bool wire_is_uuid(const char *text, char version);
/* The kiosk's id in a source: letters, digits, '.', '_' and '-' only. */
bool wire_is_kiosk(const char *text);
