#include "wire/wire_fields.h"

#include "core/calendar.h"

#include <stdlib.h>

static json_t *child_write(const struct notice_child *child)
{
	json_t *line =
		json_pack("{s:s, s:s}", "child", child->child, "state", state_text(child->state));
	if (line && child->code.text[0] != '\0' &&
	    json_object_set_new(line, "code", json_string(child->code.text)) != 0) {
		json_decref(line);
		return NULL;
	}
	return line;
}

static bool write_children(const struct wire_field *field, const void *record, json_t *data)
{
	const struct notice *notice = record;
	json_t *list = json_array();
	for (size_t i = 0; list && i < notice->child_count; i++) {
		if (json_array_append_new(list, child_write(&notice->children[i])) != 0) {
			json_decref(list);
			return false;
		}
	}
	return json_object_set_new(data, field->name, list) == 0;
}

static const char *child_read(const json_t *line, struct notice_child *child)
{
	unsigned state = 0;
	const json_t *code = json_object_get(line, "code");
	if (!json_is_object(line))
		return "holds a line that is not an object";
	if (wire_text_read(json_object_get(line, "child"), child->child, sizeof(child->child)))
		return "holds a line whose child is missing or not well formed";
	if (wire_word_read(&wire_states, json_object_get(line, "state"), &state))
		return "holds a line whose state is missing or not one of its words";
	if (code && wire_code_read(code, &child->code))
		return "holds a line whose code is not well formed";
	child->state = (enum state)state;
	return NULL;
}

static const char *read_children(const struct wire_field *field, const json_t *value, void *record,
				 struct wire_event *event)
{
	struct notice *notice = record;
	size_t count = json_array_size(value);
	(void)field;
	if (!json_is_array(value))
		return "must be a list";
	event->lines = calloc(count ? count : 1, sizeof(*event->lines));
	if (!event->lines)
		return "is too long for the memory there is";
	notice->children = event->lines;
	notice->child_count = count;
	for (size_t i = 0; i < count; i++) {
		const char *wrong = child_read(json_array_get(value, i), &event->lines[i]);
		if (wrong)
			return wrong;
	}
	return NULL;
}

static json_t *kiosk_write(const struct coverage_kiosk *kiosk)
{
	struct moment through = calendar_moment(kiosk->through_utc_ms, 0, 0, TRUST_SYNCED);
	json_t *time = kiosk->through_utc_ms ? wire_time_write(&through) : json_null();
	return json_pack("{s:s, s:o, s:b, s:o}", "kiosk", kiosk->kiosk, "through", time, "complete",
			 (int)kiosk->complete, "because", wire_because_write(kiosk->because));
}

/* A kiosk whose door is not in use vouches for nothing, so nothing is said of it. */
static bool write_coverage(const struct wire_field *field, const void *record, json_t *data)
{
	const struct notice *notice = record;
	json_t *list = json_array();
	for (size_t i = 0; list && notice->coverage && i < notice->coverage->count; i++) {
		if (notice->coverage->kiosks[i].not_in_use)
			continue;
		if (json_array_append_new(list, kiosk_write(&notice->coverage->kiosks[i])) != 0) {
			json_decref(list);
			return false;
		}
	}
	return json_object_set_new(data, field->name, list) == 0;
}

static const char *kiosk_read(const json_t *line, struct coverage_kiosk *kiosk)
{
	const json_t *through = json_object_get(line, "through");
	const json_t *complete = json_object_get(line, "complete");
	struct moment at = {0};
	if (!json_is_object(line))
		return "holds a line that is not an object";
	if (wire_text_read(json_object_get(line, "kiosk"), kiosk->kiosk, sizeof(kiosk->kiosk)) ||
	    !wire_is_kiosk(kiosk->kiosk))
		return "holds a line whose kiosk is missing or not well formed";
	if (!through || (!json_is_null(through) && wire_time_read(through, &at)))
		return "holds a line whose through is neither a time nor null";
	if (!json_is_boolean(complete))
		return "holds a line whose complete is not true or false";
	if (wire_because_read(json_object_get(line, "because"), &kiosk->because))
		return "holds a line whose because is not a list of its words";
	kiosk->through_utc_ms = at.utc_ms;
	kiosk->complete = json_is_true(complete);
	return NULL;
}

static const char *read_coverage(const struct wire_field *field, const json_t *value, void *record,
				 struct wire_event *event)
{
	struct notice *notice = record;
	struct coverage *coverage = &event->coverage;
	(void)field;
	if (!json_is_array(value) || json_array_size(value) > SITE_KIOSKS_MAX)
		return "must be a list of at most 8 kiosks";
	coverage->count = json_array_size(value);
	coverage->complete = coverage->count > 0; /* no kiosk vouches for nothing */
	for (size_t i = 0; i < coverage->count; i++) {
		const char *wrong = kiosk_read(json_array_get(value, i), &coverage->kiosks[i]);
		if (wrong)
			return wrong;
		coverage->complete = coverage->complete && coverage->kiosks[i].complete;
		coverage->because |= coverage->kiosks[i].because;
	}
	notice->coverage = coverage;
	return NULL;
}

const struct wire_type wire_type_children = {write_children, read_children};
const struct wire_type wire_type_coverage = {write_coverage, read_coverage};
