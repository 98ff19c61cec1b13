#include "wire/wire_fields.h"

#include "core/calendar.h"

#include <stdio.h>
#include <string.h>

static json_t *type_write(const char *problem)
{
	char type[sizeof(WIRE_PROBLEM_PREFIX) + sizeof(((struct outbox_rejected *)NULL)->problem)];
	/* A whole URI stays as it is, so that what was read is written the same. */
	snprintf(type, sizeof(type), "%s%s", strchr(problem, ':') ? "" : WIRE_PROBLEM_PREFIX,
		 problem);
	return json_string(type);
}

static json_t *missing_write(const struct outbox_reply *ack)
{
	json_t *list = json_array();
	for (size_t i = 0; list && i < ack->missing_count; i++) {
		json_t *pair = json_pack("[I, I]", (json_int_t)ack->missing[i].first,
					 (json_int_t)ack->missing[i].last);
		if (json_array_append_new(list, pair) != 0) {
			json_decref(list);
			return NULL;
		}
	}
	return list;
}

static json_t *rejected_write(const struct outbox_reply *ack)
{
	json_t *list = json_array();
	for (size_t i = 0; list && i < ack->rejected_count; i++) {
		const struct outbox_rejected *rejected = &ack->rejected[i];
		json_t *line = json_pack("{s:I, s:o}", "sequence", (json_int_t)rejected->sequence,
					 "type", type_write(rejected->problem));
		if (json_array_append_new(list, line) != 0) {
			json_decref(list);
			return NULL;
		}
	}
	return list;
}

static char *dump(json_t *root)
{
	char *text = root ? json_dumps(root, WIRE_DUMP_FLAGS) : NULL;
	json_decref(root);
	return text;
}

/* Members that are not always there; takes the root over. NULL: out of memory. */
static json_t *add(json_t *root, const char *name, json_t *value)
{
	if (json_object_set_new(root, name, value) == 0)
		return root;
	json_decref(root);
	return NULL;
}

char *wire_encode_ack(const struct outbox_reply *ack, int64_t accepted, int64_t duplicates)
{
	json_t *root = json_pack("{s:I, s:I, s:I, s:o, s:o}", "acked_through",
				 (json_int_t)ack->acked_through, "accepted", (json_int_t)accepted,
				 "duplicates", (json_int_t)duplicates, "missing",
				 missing_write(ack), "rejected", rejected_write(ack));
	if (root && ack->opened_told)
		root = add(root, "opened_through", json_integer((json_int_t)ack->opened_through));
	if (root && ack->server_utc_ms != 0) {
		char time[TIME_TEXT_SIZE];
		calendar_format_utc(ack->server_utc_ms, time);
		root = add(root, "server_time", json_string(time));
	}
	return dump(root);
}

char *wire_encode_problem(int status, const char *problem, const char *title, const char *detail)
{
	return dump(json_pack("{s:o, s:s, s:i, s:s*}", "type", type_write(problem), "title", title,
			      "status", status, "detail", detail));
}
