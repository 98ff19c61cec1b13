#include "wire/wire_fields.h"

#include "core/calendar.h"

#include <stdio.h>

#define STREAM_TEXT_SIZE 17

static json_t *stream_write(uint64_t stream)
{
	char text[STREAM_TEXT_SIZE];
	snprintf(text, sizeof(text), "%016llx", (unsigned long long)stream);
	return json_string(text);
}

/* Takes `data` over, NULL included. The order of keys is that of the protocol's page. */
static char *encode(const struct wire_envelope *envelope, const char *kind, json_t *data)
{
	char source[sizeof(WIRE_SOURCE_PREFIX) + KIOSK_ID_SIZE];
	char type[64], time[TIME_TEXT_SIZE];
	snprintf(source, sizeof(source), WIRE_SOURCE_PREFIX "%s", envelope->kiosk);
	snprintf(type, sizeof(type), WIRE_TYPE_PREFIX "%s" WIRE_TYPE_VERSION, kind);
	calendar_format_utc(envelope->time_utc_ms, time);
	json_t *event = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "specversion", "1.0", "id",
				  envelope->id, "source", source, "type", type, "time", time,
				  "datacontenttype", "application/json", "stream",
				  stream_write(envelope->stream));
	char *text = NULL;
	if (!event || !data)
		goto out;
	if (envelope->sequence != 0 &&
	    json_object_set_new(event, "sequence", json_integer((json_int_t)envelope->sequence)) !=
		    0)
		goto out;
	if (json_object_set_new(event, "clocktrust", json_string(trust_text(envelope->trust))) !=
		    0 ||
	    json_object_set(event, "data", data) != 0)
		goto out;
	text = json_dumps(event, WIRE_DUMP_FLAGS);
out:
	json_decref(event);
	json_decref(data);
	return text;
}

char *wire_encode_notice(const struct wire_envelope *envelope, const struct notice *notice)
{
	return encode(envelope, notice_kind_text(notice->kind), wire_write_notice(notice));
}

char *wire_encode_health(const struct wire_envelope *envelope, const struct wire_health *health)
{
	struct wire_envelope latest = *envelope;
	latest.sequence = 0; /* the latest counts, so it has no place in the stream */
	return encode(&latest, WIRE_HEALTH_TYPE, wire_write_health(health));
}

/* event.quarantined stands in the place of what was refused, wherever that is now. */
static bool restamp_stand_in(json_t *data, uint64_t sequence)
{
	return !json_object_get(data, "refused_sequence") ||
	       json_object_set_new(data, "refused_sequence", json_integer((json_int_t)sequence)) ==
		       0;
}

char *wire_restamp(const char *event, uint64_t stream, uint64_t sequence)
{
	char *text = NULL;
	json_t *root = json_loads(event, WIRE_LOAD_FLAGS, NULL);
	/* What has no place in a stream cannot be given another. Existing keys keep their order. */
	if (json_is_integer(json_object_get(root, "sequence")) &&
	    json_is_string(json_object_get(root, "stream")) &&
	    json_object_set_new(root, "stream", stream_write(stream)) == 0 &&
	    json_object_set_new(root, "sequence", json_integer((json_int_t)sequence)) == 0 &&
	    restamp_stand_in(json_object_get(root, "data"), sequence))
		text = json_dumps(root, WIRE_DUMP_FLAGS);
	json_decref(root);
	return text;
}
