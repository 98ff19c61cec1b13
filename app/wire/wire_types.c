#include "wire/wire_fields.h"

#include "core/calendar.h"

#include <limits.h>
#include <string.h>

static const void *place(const struct wire_field *field, const void *record)
{
	return (const char *)record + field->offset;
}

static void *room(const struct wire_field *field, void *record)
{
	return (char *)record + field->offset;
}

static bool set(const struct wire_field *field, json_t *data, json_t *value)
{
	return json_object_set_new(data, field->name, value) == 0;
}

static bool write_text(const struct wire_field *field, const void *record, json_t *data)
{
	const char *text = place(field, record);
	return text[0] == '\0' || set(field, data, json_string(text));
}

const char *wire_text_read(const json_t *value, char *out, size_t size)
{
	const char *text = json_string_value(value);
	if (!text)
		return "must be text";
	if (text[0] == '\0')
		return "is empty";
	for (const char *c = text; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return "holds a control character";
	return text_copy(out, size, text) ? NULL : "is too long";
}

static const char *read_text(const struct wire_field *field, const json_t *value, void *record,
			     struct wire_event *event)
{
	(void)event;
	return wire_text_read(value, room(field, record), field->size);
}

static bool write_pointer(const struct wire_field *field, const void *record, json_t *data)
{
	const char *const *text = place(field, record);
	return set(field, data, json_string(*text ? *text : "none"));
}

static const char *read_version(const struct wire_field *field, const json_t *value, void *record,
				struct wire_event *event)
{
	const char **text = room(field, record);
	const char *wrong = wire_text_read(value, event->strings, field->size);
	*text = event->strings;
	return wrong;
}

static const char *read_reader(const struct wire_field *field, const json_t *value, void *record,
			       struct wire_event *event)
{
	static const char *const words[] = {"well", "lost", "none"};
	const char **out = room(field, record);
	const char *text = json_string_value(value);
	(void)event;
	for (size_t i = 0; text && i < COUNT_OF(words); i++) {
		if (strcmp(text, words[i]) == 0) {
			*out = words[i];
			return NULL;
		}
	}
	return "must be well, lost or none";
}

static const char *read_uuid5(const struct wire_field *field, const json_t *value, void *record,
			      struct wire_event *event)
{
	const char *text = json_string_value(value);
	(void)event;
	if (!text || !wire_is_uuid(text, '5'))
		return "must be a UUID of version 5";
	memcpy(room(field, record), text, UUID_SIZE);
	return NULL;
}

static bool write_session(const struct wire_field *field, const void *record, json_t *data)
{
	const struct session *session = place(field, record);
	char text[SESSION_TEXT_SIZE];
	calendar_format_session(*session, text);
	return set(field, data, json_string(text));
}

static const char *read_session(const struct wire_field *field, const json_t *value, void *record,
				struct wire_event *event)
{
	const char *text = json_string_value(value);
	(void)event;
	return text && calendar_parse_session(text, room(field, record))
		       ? NULL
		       : "must be a day and AM or PM, as 2026-09-14/AM";
}

static bool write_code(const struct wire_field *field, const void *record, json_t *data)
{
	const struct code *code = place(field, record);
	return code->text[0] == '\0' || set(field, data, json_string(code->text));
}

const char *wire_code_read(const json_t *value, struct code *out)
{
	const char *text = json_string_value(value);
	for (const char *c = text; c && *c != '\0'; c++)
		if (*c <= ' ' || *c > '~')
			text = NULL;
	return text && code_from_text(text, out) ? NULL : "must be a code of one or two characters";
}

static const char *read_code(const struct wire_field *field, const json_t *value, void *record,
			     struct wire_event *event)
{
	(void)event;
	return wire_code_read(value, room(field, record));
}

static bool write_word(const struct wire_field *field, const void *record, json_t *data)
{
	unsigned value;
	memcpy(&value, place(field, record), sizeof(value));
	return set(field, data, json_string(field->words->text(value)));
}

const char *wire_word_read(const struct wire_words *words, const json_t *value, unsigned *out)
{
	const char *text = json_string_value(value);
	for (unsigned i = 0; text && i < words->count; i++) {
		if (strcmp(text, words->text(i)) == 0) {
			*out = i;
			return NULL;
		}
	}
	return "is not one of its words";
}

static const char *read_word(const struct wire_field *field, const json_t *value, void *record,
			     struct wire_event *event)
{
	unsigned word = 0;
	const char *wrong = wire_word_read(field->words, value, &word);
	(void)event;
	memcpy(room(field, record), &word, sizeof(word));
	return wrong;
}

static bool write_int(const struct wire_field *field, const void *record, json_t *data)
{
	return set(field, data, json_integer(*(const int *)place(field, record)));
}

static bool write_int64(const struct wire_field *field, const void *record, json_t *data)
{
	return set(field, data, json_integer(*(const int64_t *)place(field, record)));
}

static bool write_uint64(const struct wire_field *field, const void *record, json_t *data)
{
	return set(field, data,
		   json_integer((json_int_t) * (const uint64_t *)place(field, record)));
}

static const char *read_number(const struct wire_field *field, const json_t *value, int64_t most,
			       int64_t *out)
{
	if (!json_is_integer(value))
		return "must be a whole number";
	*out = json_integer_value(value);
	return *out >= field->least && *out <= most ? NULL : "is out of range";
}

static const char *read_int(const struct wire_field *field, const json_t *value, void *record,
			    struct wire_event *event)
{
	int64_t number = 0;
	const char *wrong = read_number(field, value, INT_MAX, &number);
	(void)event;
	if (!wrong)
		*(int *)room(field, record) = (int)number;
	return wrong;
}

static const char *read_int64(const struct wire_field *field, const json_t *value, void *record,
			      struct wire_event *event)
{
	(void)event;
	return read_number(field, value, INT64_MAX, room(field, record));
}

static const char *read_uint64(const struct wire_field *field, const json_t *value, void *record,
			       struct wire_event *event)
{
	int64_t number = 0;
	const char *wrong = read_number(field, value, INT64_MAX, &number);
	(void)event;
	if (!wrong)
		*(uint64_t *)room(field, record) = (uint64_t)number;
	return wrong;
}

static bool write_real(const struct wire_field *field, const void *record, json_t *data)
{
	double real = *(const double *)place(field, record);
	/* JSON knows no NaN and no infinity; a measurement that went wrong must not keep health from leaving. */
	return set(field, data, json_real(real >= 0 && real < 1e12 ? real : 0));
}

static const char *read_real(const struct wire_field *field, const json_t *value, void *record,
			     struct wire_event *event)
{
	(void)event;
	if (!json_is_number(value))
		return "must be a number";
	*(double *)room(field, record) = json_number_value(value);
	return json_number_value(value) >= 0 ? NULL : "is out of range";
}

const struct wire_type wire_type_text = {write_text, read_text};
const struct wire_type wire_type_version = {write_pointer, read_version};
const struct wire_type wire_type_reader = {write_pointer, read_reader};
const struct wire_type wire_type_uuid5 = {write_text, read_uuid5};
const struct wire_type wire_type_session = {write_session, read_session};
const struct wire_type wire_type_code = {write_code, read_code};
const struct wire_type wire_type_word = {write_word, read_word};
const struct wire_type wire_type_int = {write_int, read_int};
const struct wire_type wire_type_int64 = {write_int64, read_int64};
const struct wire_type wire_type_uint64 = {write_uint64, read_uint64};
const struct wire_type wire_type_real = {write_real, read_real};
