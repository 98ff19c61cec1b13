#include "wire/wire_fields.h"

#include "core/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* First of all, so that health is known for health whatever else is wrong with it: it has no place to name it by. */
static bool is_health(const json_t *root)
{
	const char *type = json_string_value(json_object_get(root, "type"));
	const char *start = WIRE_TYPE_PREFIX WIRE_HEALTH_TYPE ".";
	return type && strncmp(type, start, strlen(start)) == 0;
}

/* Then sequence and stream: a rejected event is named by them in the reply. */
static bool read_place(const json_t *root, struct wire_event *event)
{
	const json_t *sequence = json_object_get(root, "sequence");
	const char *stream = json_string_value(json_object_get(root, "stream"));
	if (json_is_integer(sequence) && json_integer_value(sequence) > 0)
		event->envelope.sequence = (uint64_t)json_integer_value(sequence);
	else if (sequence)
		return wire_reject(event, "sequence", "must be a whole number of 1 or more");
	if (!stream || strlen(stream) != 16 || strspn(stream, "0123456789abcdef") != 16)
		return wire_reject(event, "stream", "must be 16 hex digits in lower case");
	event->envelope.stream = strtoull(stream, NULL, 16);
	return true;
}

static bool read_type(const json_t *root, struct wire_event *event)
{
	const char *type = json_string_value(json_object_get(root, "type"));
	char kind[64];
	size_t prefix = strlen(WIRE_TYPE_PREFIX);
	if (!type || strncmp(type, WIRE_TYPE_PREFIX, prefix) != 0 ||
	    !text_copy(kind, sizeof(kind), type + prefix))
		return wire_reject(event, "type", "is not a type of Firstbell");
	char *version = strstr(kind, ".v");
	if (!version || strcmp(version, WIRE_TYPE_VERSION) != 0)
		return wire_reject(event, "type", "is of a version that is not known here");
	*version = '\0';
	if (!event->health && !notice_kind_parse(kind, &event->notice.kind))
		return wire_reject(event, "type", "is not known here");
	if (event->health && event->envelope.sequence != 0)
		return wire_reject(event, "sequence", "has no place in kiosk.health");
	if (!event->health && event->envelope.sequence == 0)
		return wire_reject(event, "sequence", "is missing");
	return true;
}

static bool read_source(const json_t *root, struct wire_event *event)
{
	const char *source = json_string_value(json_object_get(root, "source"));
	const char *id = json_string_value(json_object_get(root, "id"));
	size_t prefix = strlen(WIRE_SOURCE_PREFIX);
	if (!id || !wire_is_uuid(id, '7'))
		return wire_reject(event, "id", "must be a UUID of version 7");
	memcpy(event->envelope.id, id, UUID_SIZE);
	if (!source || strncmp(source, WIRE_SOURCE_PREFIX, prefix) != 0 ||
	    !wire_is_kiosk(source + prefix))
		return wire_reject(event, "source", "must be " WIRE_SOURCE_PREFIX "<kiosk id>");
	memcpy(event->envelope.kiosk, source + prefix, strlen(source + prefix) + 1);
	return true;
}

static bool is_text(const json_t *value, const char *text)
{
	return json_is_string(value) && strcmp(json_string_value(value), text) == 0;
}

static bool read_attributes(const json_t *root, struct wire_event *event)
{
	unsigned trust = 0;
	int16_t offset_min;
	const char *time = json_string_value(json_object_get(root, "time"));
	if (!is_text(json_object_get(root, "specversion"), "1.0"))
		return wire_reject(event, "specversion", "must be 1.0");
	if (!is_text(json_object_get(root, "datacontenttype"), "application/json"))
		return wire_reject(event, "datacontenttype", "must be application/json");
	if (!time || time[0] == '\0' || time[strlen(time) - 1] != 'Z' ||
	    !calendar_parse_time(time, &event->envelope.time_utc_ms, &offset_min))
		return wire_reject(event, "time", "must be a UTC time as RFC 3339 has it");
	if (wire_word_read(&wire_trusts, json_object_get(root, "clocktrust"), &trust))
		return wire_reject(event, "clocktrust", "is missing or not one of its words");
	event->envelope.trust = (enum trust)trust;
	return true;
}

static enum err read_event(const json_t *root, struct wire_event *event)
{
	event->health = is_health(root);
	if (read_place(root, event) && read_type(root, event) && read_source(root, event) &&
	    read_attributes(root, event))
		wire_read_data(json_object_get(root, "data"), event);
	event->canonical = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
	return event->canonical ? OK : ERR_NO_MEMORY;
}

static enum err say(char *problem, size_t size, const char *words)
{
	snprintf(problem, size, "%s", words);
	return ERR_BAD_INPUT;
}

/* Where an allocation fails jansson mostly says nothing at all; that is not the sender's fault. */
static enum err parse(const char *text, size_t length, json_t **out, int *position)
{
	json_error_t error;
	*out = json_loadb(text, length, WIRE_LOAD_FLAGS, &error);
	*position = error.position;
	if (*out)
		return OK;
	return error.text[0] == '\0' || json_error_code(&error) == json_error_out_of_memory
		       ? ERR_NO_MEMORY
		       : ERR_BAD_INPUT;
}

static enum err load(const char *text, size_t length, json_t **out, char *problem, size_t size)
{
	int position = 0;
	if (length > WIRE_BATCH_BYTES)
		return say(problem, size, "the batch is larger than 256 kB");
	enum err err = parse(text, length, out, &position);
	/* The place only: jansson's own words may quote the text, which speaks of a child. */
	if (err == ERR_BAD_INPUT)
		snprintf(problem, size, "the batch is not well-formed JSON at byte %d", position);
	if (err != OK)
		return err;
	if (!json_is_array(*out))
		return say(problem, size, "the batch is not an array");
	if (json_array_size(*out) > OUTBOX_BATCH_EVENTS)
		return say(problem, size, "the batch holds more than 200 events");
	for (size_t i = 0; i < json_array_size(*out); i++)
		if (!json_is_object(json_array_get(*out, i)))
			return say(problem, size,
				   "the batch holds something that is not an object");
	return OK;
}

static enum err begin(struct wire_events *out, size_t count)
{
	out->events = calloc(count ? count : 1, sizeof(*out->events));
	out->count = out->events ? count : 0;
	return out->events ? OK : ERR_NO_MEMORY;
}

enum err wire_decode_batch(const char *text, size_t length, struct wire_events *out, char *problem,
			   size_t problem_size)
{
	json_t *root = NULL;
	*out = (struct wire_events){0};
	enum err err = load(text, length, &root, problem, problem_size);
	if (err == OK)
		err = begin(out, json_array_size(root));
	for (size_t i = 0; i < out->count && err == OK; i++)
		err = read_event(json_array_get(root, i), &out->events[i]);
	if (err != OK)
		wire_events_release(out);
	json_decref(root);
	return err;
}

enum err wire_decode_event(const char *text, struct wire_events *out)
{
	json_t *root = NULL;
	int position;
	*out = (struct wire_events){0};
	enum err err = parse(text, strlen(text), &root, &position);
	if (err == OK)
		err = json_is_object(root) ? begin(out, 1) : ERR_BAD_INPUT;
	if (err == OK)
		err = read_event(root, &out->events[0]);
	if (err != OK)
		wire_events_release(out);
	json_decref(root);
	return err;
}

void wire_events_release(struct wire_events *events)
{
	if (!events)
		return;
	for (size_t i = 0; i < events->count; i++) {
		free(events->events[i].canonical);
		free(events->events[i].lines);
	}
	free(events->events);
	*events = (struct wire_events){0};
}
