/* Whatever comes over the wire: the virtual school's decoder and the kiosk's reader of replies.
 * Run by make fuzz. */
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was taken must be as the schema says, and stay so when it is written and read again. */
static void check_taken(const struct wire_event *event)
{
	struct wire_events again;
	char *text = event->health ? wire_encode_health(&event->envelope, &event->health_data)
				   : wire_encode_notice(&event->envelope, &event->notice);
	ENSURE(text);
	ENSURE(wire_decode_event(text, &again) == OK);
	ENSURE(again.events[0].reject[0] == '\0');
	ENSURE(again.events[0].envelope.sequence == event->envelope.sequence);
	ENSURE(again.events[0].notice.child_count == event->notice.child_count);
	char *members = wire_members_notice("835", text);
	ENSURE(members);
	wire_events_release(&again);
	free(members);
	free(text);
}

static void check_batch(const char *text, size_t length)
{
	struct wire_events events;
	char problem[128] = "";
	if (wire_decode_batch(text, length, &events, problem, sizeof(problem)) != OK) {
		ENSURE(problem[0] != '\0' && !events.events && events.count == 0);
		return;
	}
	for (size_t i = 0; i < events.count; i++) {
		ENSURE(events.events[i].canonical);
		if (events.events[i].reject[0] == '\0')
			check_taken(&events.events[i]);
	}
	wire_events_release(&events);
}

static void check_reply(const char *text, size_t length)
{
	static struct outbox_reply reply, again;
	wire_parse_reply(503, WIRE_PROBLEM_TYPE, text, length, -1, &reply);
	ENSURE(reply.ours == (reply.problem[0] != '\0'));
	wire_parse_reply(200, "application/json", text, length, -1, &reply);
	ENSURE(reply.opened_through <= reply.acked_through);
	ENSURE(reply.opened_told || reply.opened_through == 0);
	if (!reply.ours)
		return;
	char *written = wire_encode_ack(&reply, 0, 0);
	if (written) {
		wire_parse_reply(200, "application/json", written, strlen(written), -1, &again);
		ENSURE(again.ours && again.acked_through == reply.acked_through &&
		       again.opened_told == reply.opened_told &&
		       again.opened_through == reply.opened_through &&
		       again.missing_count == reply.missing_count &&
		       again.rejected_count == reply.rejected_count);
	}
	free(written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_batch((const char *)data, size);
	check_reply((const char *)data, size);
	return 0;
}
