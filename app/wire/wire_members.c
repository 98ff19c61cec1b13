#include "wire/wire_fields.h"

#include "core/calendar.h"

#include <stdlib.h>
#include <string.h>

/* Takes `root` over, NULL included: its members without the braces. */
static char *members(json_t *root)
{
	char *text = root ? json_dumps(root, WIRE_DUMP_FLAGS) : NULL;
	json_decref(root);
	if (!text)
		return NULL;
	size_t length = strlen(text);
	memmove(text, text + 1, length - 2);
	text[length - 2] = '\0';
	return text;
}

char *wire_members_event(const struct event *event, const char *pupil_id)
{
	char session[SESSION_TEXT_SIZE];
	calendar_format_session(event->session, session);
	const char *code = event->code.text[0] ? event->code.text : NULL;
	const char *role = event->words.by_role[0] ? event->words.by_role : NULL;
	/* Of what staff write, a witness is told nothing; what pupils can choose is no secret. */
	const char *reason =
		event->words.by_name[0] || !event->words.reason[0] ? NULL : event->words.reason;
	json_t *number = event->number ? json_integer(event->number) : NULL;
	return members(json_pack("{s:s, s:s*, s:s, s:s*, s:s*, s:s*, s:s*, s:o*}", "event",
				 event_kind_text(event->kind), "pupil", pupil_id, "source",
				 event_source_text(event->source), "session",
				 event->session.day ? session : NULL, "code", code, "by_role", role,
				 "reason", reason, "number", number));
}

char *wire_members_notice(const char *authority, const char *event_text)
{
	json_t *event = json_loads(event_text, WIRE_LOAD_FLAGS, NULL);
	const char *type = json_string_value(json_object_get(event, "type"));
	char kind[64] = "";
	size_t prefix = strlen(WIRE_TYPE_PREFIX);
	if (type && strncmp(type, WIRE_TYPE_PREFIX, prefix) == 0)
		text_copy(kind, sizeof(kind), type + prefix);
	char *version = strstr(kind, ".v");
	json_t *root = NULL;
	if (!version)
		goto out;
	*version = '\0';
	root = json_pack("{s:s, s:O*, s:s}", "to", authority, "sequence",
			 json_object_get(event, "sequence"), "notice", kind);
	/* Health is measured, so it differs from run to run: a witness is told that it went, not what it said. */
	if (root && strcmp(kind, WIRE_HEALTH_TYPE) != 0 &&
	    json_object_update(root, json_object_get(event, "data")) != 0) {
		json_decref(root);
		root = NULL;
	}
out:
	json_decref(event);
	return members(root);
}

char *wire_members_screen(const char *screen, const char *person)
{
	return members(json_pack("{s:s, s:s*}", "name", screen, "person",
				 person && person[0] ? person : NULL));
}
