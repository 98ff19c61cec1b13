#include "wire/wire_fields.h"

#include "core/calendar.h"

#include <string.h>
#include <strings.h>

/* "application/json; charset=utf-8" is application/json. */
static bool is_media_type(const char *content_type, const char *type)
{
	size_t length = strlen(type);
	if (!content_type || strncasecmp(content_type, type, length) != 0)
		return false;
	char next = content_type[length];
	return next == '\0' || next == ';' || next == ' ';
}

static bool read_count(const json_t *value, int64_t least, uint64_t *out)
{
	if (!json_is_integer(value) || json_integer_value(value) < least)
		return false;
	*out = (uint64_t)json_integer_value(value);
	return true;
}

/* More holes than there is room for: the first ones; the next reply names the rest. */
static bool read_missing(const json_t *list, struct outbox_reply *out)
{
	if (!json_is_array(list))
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *pair = json_array_get(list, i);
		struct outbox_range range;
		if (json_array_size(pair) != 2 ||
		    !read_count(json_array_get(pair, 0), 1, &range.first) ||
		    !read_count(json_array_get(pair, 1), (int64_t)range.first, &range.last))
			return false;
		if (out->missing_count < OUTBOX_MISSING_MAX)
			out->missing[out->missing_count++] = range;
	}
	return true;
}

/* The last part of one of our problem types; else the type as it is. */
static const char *last_part(const char *type)
{
	size_t prefix = strlen(WIRE_PROBLEM_PREFIX);
	return strncmp(type, WIRE_PROBLEM_PREFIX, prefix) == 0 ? type + prefix : type;
}

static bool read_rejected(const json_t *list, struct outbox_reply *out)
{
	if (!json_is_array(list) || json_array_size(list) > OUTBOX_BATCH_EVENTS)
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *line = json_array_get(list, i);
		const char *type = json_string_value(json_object_get(line, "type"));
		struct outbox_rejected *rejected = &out->rejected[out->rejected_count++];
		if (!type || !read_count(json_object_get(line, "sequence"), 1, &rejected->sequence))
			return false;
		text_copy(rejected->problem, sizeof(rejected->problem), last_part(type));
	}
	return true;
}

/* For people's eyes only: whatever is wrong with it, the rest of the answer holds. */
static void read_opened(const json_t *value, struct outbox_reply *out)
{
	uint64_t through = 0;
	out->opened_told = read_count(value, 0, &through) && through <= out->acked_through;
	out->opened_through = out->opened_told ? through : 0;
}

static bool read_ack(const json_t *root, struct outbox_reply *out)
{
	uint64_t ignored;
	const json_t *time = json_object_get(root, "server_time");
	int16_t offset_min;
	if (time &&
	    (!json_is_string(time) ||
	     !calendar_parse_time(json_string_value(time), &out->server_utc_ms, &offset_min)))
		return false;
	bool whole = read_count(json_object_get(root, "acked_through"), 0, &out->acked_through) &&
		     read_count(json_object_get(root, "accepted"), 0, &ignored) &&
		     read_count(json_object_get(root, "duplicates"), 0, &ignored) &&
		     read_missing(json_object_get(root, "missing"), out) &&
		     read_rejected(json_object_get(root, "rejected"), out);
	if (whole)
		read_opened(json_object_get(root, "opened_through"), out);
	return whole;
}

static bool read_problem(const json_t *root, struct outbox_reply *out)
{
	const json_t *status = json_object_get(root, "status");
	const char *type = json_string_value(json_object_get(root, "type"));
	if (!type || last_part(type) == type)
		return false;
	/* A status that something on the way has changed says nothing any more. */
	if (status && json_integer_value(status) != out->status)
		return false;
	const char *problem = last_part(type);
	return strspn(problem, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(problem) &&
	       problem[0] != '\0' && text_copy(out->problem, sizeof(out->problem), problem);
}

void wire_parse_reply(int status, const char *content_type, const char *body, size_t length,
		      int32_t retry_after_s, struct outbox_reply *out)
{
	const struct outbox_reply nothing = {.status = status, .retry_after_s = retry_after_s};
	bool problem = status >= 400 && status <= 599;
	*out = nothing;
	if ((status != 200 && !problem) ||
	    !is_media_type(content_type, problem ? WIRE_PROBLEM_TYPE : "application/json"))
		return;
	json_t *root = json_loadb(body ? body : "", length, WIRE_LOAD_FLAGS, NULL);
	bool ours =
		json_is_object(root) && (problem ? read_problem(root, out) : read_ack(root, out));
	json_decref(root);
	/* A reply that was half understood is not understood. */
	if (!ours)
		*out = nothing;
	out->ours = ours;
}
