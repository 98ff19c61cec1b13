#include "wire/wire_fields.h"

#include "core/calendar.h"

#include <string.h>

#define DAY_MS 86400000LL

json_t *wire_time_write(const struct moment *at)
{
	char text[TIME_TEXT_SIZE];
	calendar_format_local(at, text);
	return json_string(text);
}

const char *wire_time_read(const json_t *value, struct moment *at)
{
	const char *text = json_string_value(value);
	if (!text || !calendar_parse_time(text, &at->utc_ms, &at->offset_min))
		return "must be a time as RFC 3339 has it, with offset";
	int64_t local_ms = at->utc_ms + at->offset_min * 60000LL;
	int64_t within_ms = ((local_ms % DAY_MS) + DAY_MS) % DAY_MS;
	at->day = (int32_t)((local_ms - within_ms) / DAY_MS);
	at->minute = (int16_t)(within_ms / 60000);
	return NULL;
}

static bool write_at(const struct wire_field *field, const void *record, json_t *data)
{
	const struct notice *notice = record;
	return json_object_set_new(data, field->name, wire_time_write(&notice->at)) == 0;
}

static const char *read_at(const struct wire_field *field, const json_t *value, void *record,
			   struct wire_event *event)
{
	struct notice *notice = record;
	(void)field;
	notice->has_at = true;
	notice->at.trust = event->envelope.trust;
	return wire_time_read(value, &notice->at);
}

static bool write_kind(const struct wire_field *field, const void *record, json_t *data)
{
	const struct notice *notice = record;
	const char *kind = notice->first_day ? "first_day" : "continuing";
	return json_object_set_new(data, field->name, json_string(kind)) == 0;
}

static const char *read_kind(const struct wire_field *field, const json_t *value, void *record,
			     struct wire_event *event)
{
	struct notice *notice = record;
	const char *text = json_string_value(value);
	(void)field;
	(void)event;
	notice->first_day = text && strcmp(text, "first_day") == 0;
	return notice->first_day || (text && strcmp(text, "continuing") == 0)
		       ? NULL
		       : "must be first_day or continuing";
}

json_t *wire_because_write(unsigned because)
{
	json_t *list = json_array();
	for (unsigned i = 0; list && i < BECAUSE_KINDS; i++) {
		if (!(because & 1u << i))
			continue;
		if (json_array_append_new(list, json_string(because_text(1u << i))) != 0) {
			json_decref(list);
			return NULL;
		}
	}
	return list;
}

const char *wire_because_read(const json_t *value, unsigned *because)
{
	*because = 0;
	if (!json_is_array(value))
		return "must be a list";
	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *text = json_string_value(json_array_get(value, i));
		unsigned bit = text ? because_parse(text) : 0;
		if (bit == 0)
			return "holds a word that is not one of its words";
		*because |= bit;
	}
	return NULL;
}

/* What is confirmed has nothing to excuse: reasons left over from a doubt that has passed stay here. */
static bool write_because(const struct wire_field *field, const void *record, json_t *data)
{
	const struct notice *notice = record;
	unsigned because = notice->certainty == CERTAINTY_UNVERIFIED ? notice->because : 0;
	return json_object_set_new(data, field->name, wire_because_write(because)) == 0;
}

static const char *read_because(const struct wire_field *field, const json_t *value, void *record,
				struct wire_event *event)
{
	struct notice *notice = record;
	(void)field;
	(void)event;
	return wire_because_read(value, &notice->because);
}

const struct wire_type wire_type_at = {write_at, read_at};
const struct wire_type wire_type_kind = {write_kind, read_kind};
const struct wire_type wire_type_because = {write_because, read_because};
