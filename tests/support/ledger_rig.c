#include "tests/support/ledger_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MINUTE_MS 60000

void ledger_rig_open(struct ledger_rig *rig, enum nation nation)
{
	*rig = (struct ledger_rig){.now_ms = calendar_utc_ms(LEDGER_RIG_DAY, 600)};
	snprintf(rig->folder, sizeof(rig->folder), "/tmp/firstbell-ledger-XXXXXX");
	ENSURE(mkdtemp(rig->folder));
	ENSURE(registry_create(rig->folder, "838", "Dorset Virtual School", nation) == OK);
	ENSURE(registry_open(&rig->registry, rig->folder, "838") == OK);
	rig->storage = rig->registry.list[0].storage;
}

void ledger_rig_close(struct ledger_rig *rig)
{
	char command[96];

	registry_close(&rig->registry);
	snprintf(command, sizeof(command), "rm -rf %s", rig->folder);
	ENSURE(system(command) == 0);
}

struct device ledger_rig_school(struct ledger_rig *rig, const char *number, const char *name)
{
	struct device device = {0};
	struct device_new fresh = {.spki = number,
				   .school = number,
				   .school_name = name,
				   .kiosk = "front-door",
				   .am_due_min = 9 * 60 + 45,
				   .pm_due_min = 13 * 60 + 50};

	ENSURE(device_add(rig->storage, &fresh, 1000) == OK);
	ENSURE(device_find(rig->storage, number, &device) == OK);
	return device;
}

struct notice ledger_rig_notice(enum notice_kind kind, const char *child, enum part part)
{
	static const struct coverage well = {.count = 1,
					     .complete = true,
					     .kiosks = {{.kiosk = "front-door", .complete = true}}};
	struct notice notice = {.kind = kind,
				.session = {LEDGER_RIG_DAY, part},
				.first_day = true,
				.day = 1,
				.code = {"N"},
				.has_at = true,
				.roster_version = 1,
				.refused_sequence = 1,
				.coverage = &well};

	notice.at = calendar_moment(calendar_utc_ms(LEDGER_RIG_DAY, 560), 0, 0, TRUST_SYNCED);
	(void)text_copy(notice.authority, sizeof(notice.authority), "838");
	(void)text_copy(notice.child, sizeof(notice.child), child);
	(void)text_copy(notice.problem, sizeof(notice.problem), "schema");
	notice_flag_id("838", child, notice.session, notice.flag);
	return notice;
}

char *ledger_rig_event(uint64_t stream, uint64_t sequence, const struct notice *notice)
{
	return ledger_rig_event_of("front-door", stream, sequence, notice);
}

char *ledger_rig_event_of(const char *kiosk, uint64_t stream, uint64_t sequence,
			  const struct notice *notice)
{
	struct wire_envelope envelope = {.stream = stream, .sequence = sequence};
	uint8_t random[10] = {0};
	char *text;

	memcpy(random, &sequence, sizeof(sequence));
	envelope.time_utc_ms =
		calendar_utc_ms(LEDGER_RIG_DAY, 540) + (int64_t)(sequence % 1000) * MINUTE_MS;
	wire_uuid7(envelope.time_utc_ms, random, envelope.id);
	(void)text_copy(envelope.kiosk, sizeof(envelope.kiosk), kiosk);
	text = wire_encode_notice(&envelope, notice);
	ENSURE(text);
	return text;
}

enum ledger_verdict ledger_rig_send(struct ledger_rig *rig, const struct device *device,
				    char *const *events, size_t count)
{
	struct wire_batch batch = {0};
	struct wire_events decoded;
	char problem[128];
	enum ledger_verdict verdict;

	for (size_t i = 0; i < count; i++)
		ENSURE(wire_batch_add(&batch, events[i]));
	ENSURE(wire_batch_finish(&batch) == OK);
	ENSURE(wire_decode_batch(batch.text, batch.length, &decoded, problem, sizeof(problem)) ==
	       OK);
	verdict = ledger_take(rig->storage, device, &decoded, rig->now_ms, &rig->receipt);
	wire_events_release(&decoded);
	wire_batch_release(&batch);
	return verdict;
}

enum ledger_verdict ledger_rig_post(struct ledger_rig *rig, const struct device *device,
				    uint64_t stream, uint64_t sequence, const struct notice *notice)
{
	char *text = ledger_rig_event_of(device->kiosk, stream, sequence, notice);
	enum ledger_verdict verdict = ledger_rig_send(rig, device, &text, 1);

	free(text);
	return verdict;
}

void ledger_rig_inbox(struct ledger_rig *rig, int32_t day, int minute, struct inbox *out)
{
	struct moment now = calendar_moment(calendar_utc_ms(day, minute), 0, 0, TRUST_SYNCED);

	ENSURE(inbox_read(rig->storage, LEDGER_RIG_DAY, &now, out) == OK);
}
