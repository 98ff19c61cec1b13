/* What a batch leads to: every verdict, and the holes. */
#include "tests/support/ledger_rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define STREAM UINT64_C(0xaa)
#define OTHER_STREAM UINT64_C(0xbb)

struct fixture {
	struct ledger_rig rig;
	struct device device;
	struct notice raised;
};

static int open_fixture(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	ledger_rig_open(&fixture->rig, NATION_ENGLAND);
	fixture->device = ledger_rig_school(&fixture->rig, "838/4123", "T\xc5\xb7 Coed");
	fixture->raised = ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-19", PART_AM);
	*state = fixture;
	return 0;
}

static int close_fixture(void **state)
{
	struct fixture *fixture = *state;

	ledger_rig_close(&fixture->rig);
	free(fixture);
	return 0;
}

static enum ledger_verdict post(struct fixture *fixture, uint64_t sequence)
{
	return ledger_rig_post(&fixture->rig, &fixture->device, STREAM, sequence, &fixture->raised);
}

static void assert_reply(const struct fixture *fixture, int acked, int accepted, int duplicates)
{
	assert_int_equal(fixture->rig.receipt.ack.acked_through, acked);
	assert_int_equal(fixture->rig.receipt.accepted, accepted);
	assert_int_equal(fixture->rig.receipt.duplicates, duplicates);
}

static void assert_missing(const struct fixture *fixture, const uint64_t (*ranges)[2], size_t count)
{
	const struct outbox_reply *ack = &fixture->rig.receipt.ack;

	assert_int_equal(ack->missing_count, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(ack->missing[i].first, ranges[i][0]);
		assert_int_equal(ack->missing[i].last, ranges[i][1]);
	}
}

static void events_are_taken_once(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	assert_reply(fixture, 1, 1, 0);
	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	assert_reply(fixture, 1, 0, 1);
	assert_int_equal(post(fixture, 2), LEDGER_COMMITTED);
	assert_reply(fixture, 2, 1, 0);
}

static void holes_are_named_and_close(void **state)
{
	static const uint64_t two[][2] = {{2, 3}, {5, 5}}, one[][2] = {{3, 3}, {5, 5}};
	struct fixture *fixture = *state;

	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	assert_int_equal(post(fixture, 6), LEDGER_COMMITTED);
	assert_int_equal(post(fixture, 4), LEDGER_COMMITTED);
	assert_reply(fixture, 1, 1, 0);
	assert_missing(fixture, two, 2);
	assert_int_equal(post(fixture, 2), LEDGER_COMMITTED);
	assert_reply(fixture, 2, 1, 0);
	assert_missing(fixture, one, 2);
	assert_int_equal(post(fixture, 3), LEDGER_COMMITTED);
	assert_reply(fixture, 4, 1, 0);
	assert_int_equal(post(fixture, 5), LEDGER_COMMITTED);
	assert_reply(fixture, 6, 1, 0);
	assert_missing(fixture, NULL, 0);
}

static void no_more_holes_are_named_than_a_kiosk_can_hold(void **state)
{
	struct fixture *fixture = *state;

	for (uint64_t n = 1; n < 100; n += 2)
		assert_int_equal(post(fixture, n), LEDGER_COMMITTED);
	assert_int_equal(fixture->rig.receipt.ack.missing_count, OUTBOX_MISSING_MAX);
	assert_int_equal(fixture->rig.receipt.ack.missing[OUTBOX_MISSING_MAX - 1].first, 32);
	assert_int_equal(fixture->rig.receipt.ack.acked_through, 1);
}

static void other_content_at_the_same_place_takes_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct notice other = ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-20", PART_AM);
	struct inbox inbox;
	char *events[2];

	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	assert_int_equal(post(fixture, 2), LEDGER_COMMITTED);
	events[0] = ledger_rig_event(STREAM, 3, &other);
	events[1] = ledger_rig_event(STREAM, 2, &other);
	assert_int_equal(ledger_rig_send(&fixture->rig, &fixture->device, events, 2),
			 LEDGER_CONFLICT);
	ledger_rig_inbox(&fixture->rig, LEDGER_RIG_DAY, 600, &inbox);
	assert_int_equal(inbox.flag_count, 1);
	assert_string_equal(inbox.flags[0].child, "CH-19");
	assert_int_equal(inbox.schools[0].kiosks[0].conflict_ms, fixture->rig.now_ms);
	inbox_release(&inbox);
	assert_int_equal(post(fixture, 3), LEDGER_COMMITTED);
	assert_reply(fixture, 3, 1, 0);
	free(events[0]);
	free(events[1]);
}

static void two_contents_for_one_place_in_one_batch_are_a_conflict(void **state)
{
	struct fixture *fixture = *state;
	struct notice other = ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-20", PART_AM);
	char *events[2] = {ledger_rig_event(STREAM, 1, &fixture->raised),
			   ledger_rig_event(STREAM, 1, &other)};

	assert_int_equal(ledger_rig_send(&fixture->rig, &fixture->device, events, 2),
			 LEDGER_CONFLICT);
	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	assert_reply(fixture, 1, 1, 0);
	free(events[0]);
	free(events[1]);
}

static void a_stream_that_begins_in_its_middle_is_unknown(void **state)
{
	struct fixture *fixture = *state;
	struct inbox inbox;

	assert_int_equal(post(fixture, 5), LEDGER_UNKNOWN_STREAM);
	assert_int_equal(post(fixture, 5), LEDGER_UNKNOWN_STREAM);
	ledger_rig_inbox(&fixture->rig, LEDGER_RIG_DAY, 600, &inbox);
	assert_int_equal(inbox.flag_count, 0);
	inbox_release(&inbox);
	for (uint64_t n = 1; n <= 5; n++)
		assert_int_equal(post(fixture, n), LEDGER_COMMITTED);
	assert_reply(fixture, 5, 1, 0);
	ledger_rig_inbox(&fixture->rig, LEDGER_RIG_DAY, 600, &inbox);
	assert_int_equal(inbox.schools[0].lost, 0);
	inbox_release(&inbox);
}

static void a_kiosk_that_has_pruned_goes_on_and_the_loss_is_seen(void **state)
{
	struct fixture *fixture = *state;
	struct inbox inbox;

	assert_int_equal(post(fixture, 50), LEDGER_UNKNOWN_STREAM);
	assert_int_equal(post(fixture, 40), LEDGER_COMMITTED);
	assert_reply(fixture, 40, 1, 0);
	ledger_rig_inbox(&fixture->rig, LEDGER_RIG_DAY, 600, &inbox);
	assert_int_equal(inbox.schools[0].lost, 39);
	assert_int_equal(inbox.schools[0].missing, 0);
	inbox_release(&inbox);
}

static void a_kiosk_with_nothing_older_is_believed_in_the_end(void **state)
{
	struct fixture *fixture = *state;
	int refused = 0;

	while (post(fixture, 50) == LEDGER_UNKNOWN_STREAM)
		refused++;
	assert_int_equal(refused, 3);
	assert_reply(fixture, 50, 1, 0);
}

static void a_quarantined_event_closes_its_hole(void **state)
{
	struct fixture *fixture = *state;
	struct notice tombstone = ledger_rig_notice(NOTICE_QUARANTINED, "", PART_AM);

	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	tombstone.refused_sequence = 2;
	assert_int_equal(ledger_rig_post(&fixture->rig, &fixture->device, STREAM, 3, &tombstone),
			 LEDGER_COMMITTED);
	assert_reply(fixture, 3, 1, 0);
	tombstone.refused_sequence = 4;
	assert_int_equal(ledger_rig_post(&fixture->rig, &fixture->device, STREAM, 4, &tombstone),
			 LEDGER_COMMITTED);
	assert_reply(fixture, 4, 1, 0);
}

static char *spoil(char *event, const char *from, const char *to)
{
	char *place = strstr(event, from);

	ENSURE(place && strlen(from) == strlen(to));
	memcpy(place, to, strlen(to));
	return event;
}

static void a_bad_event_is_rejected_and_the_rest_committed(void **state)
{
	struct fixture *fixture = *state;
	char *events[3] = {
		ledger_rig_event(STREAM, 1, &fixture->raised),
		spoil(ledger_rig_event(STREAM, 2, &fixture->raised), "first_day", "worst_day"),
		ledger_rig_event(STREAM, 3, &fixture->raised),
	};
	static const uint64_t none[1][2];

	assert_int_equal(ledger_rig_send(&fixture->rig, &fixture->device, events, 3),
			 LEDGER_COMMITTED);
	assert_reply(fixture, 1, 2, 0);
	assert_missing(fixture, none, 0);
	assert_int_equal(fixture->rig.receipt.ack.rejected_count, 1);
	assert_int_equal(fixture->rig.receipt.ack.rejected[0].sequence, 2);
	assert_string_equal(fixture->rig.receipt.ack.rejected[0].problem, "schema");
	for (int i = 0; i < 3; i++)
		free(events[i]);
}

static void what_has_no_place_is_refused_whole(void **state)
{
	struct fixture *fixture = *state;
	char *events[2] = {ledger_rig_event(STREAM, 1, &fixture->raised),
			   ledger_rig_event(OTHER_STREAM, 1, &fixture->raised)};

	assert_int_equal(ledger_rig_send(&fixture->rig, &fixture->device, events, 2),
			 LEDGER_SCHEMA);
	spoil(events[0], "\"sequence\":1", "\"sequence\":0");
	assert_int_equal(ledger_rig_send(&fixture->rig, &fixture->device, events, 1),
			 LEDGER_SCHEMA);
	free(events[0]);
	events[0] =
		spoil(ledger_rig_event(STREAM, 1, &fixture->raised), "front-door", "other-door");
	assert_int_equal(ledger_rig_send(&fixture->rig, &fixture->device, events, 1),
			 LEDGER_WRONG_KIOSK);
	free(events[0]);
	free(events[1]);
}

static void streams_of_two_schools_with_one_name_are_two(void **state)
{
	struct fixture *fixture = *state;
	struct device second = ledger_rig_school(&fixture->rig, "838/2201", "St Aldhelm");
	struct notice other = ledger_rig_notice(NOTICE_FLAG_RAISED, "CH-20", PART_AM);

	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	assert_int_equal(ledger_rig_post(&fixture->rig, &second, STREAM, 1, &other),
			 LEDGER_COMMITTED);
	assert_reply(fixture, 1, 1, 0);
}

static void health_has_no_place_and_the_latest_counts(void **state)
{
	struct fixture *fixture = *state;
	struct wire_envelope envelope = {.stream = STREAM, .kiosk = "front-door"};
	struct wire_health health = {.reader = "lost", .version = "0.1", .queue = 3};
	struct inbox inbox;
	char *text;

	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	wire_uuid7(0, (const uint8_t[10]){1}, envelope.id);
	for (int i = 0; i < 2; i++) {
		health.reader = i ? "well" : "lost";
		text = wire_encode_health(&envelope, &health);
		assert_int_equal(ledger_rig_send(&fixture->rig, &fixture->device, &text, 1),
				 LEDGER_COMMITTED);
		assert_reply(fixture, 1, 1, 0);
		free(text);
	}
	ledger_rig_inbox(&fixture->rig, LEDGER_RIG_DAY, 600, &inbox);
	assert_string_equal(inbox.schools[0].kiosks[0].reader, "well");
	assert_int_equal(inbox.schools[0].kiosks[0].queue, 3);
	inbox_release(&inbox);
}

static void a_kiosk_can_ask_how_far_its_stream_has_come(void **state)
{
	struct fixture *fixture = *state;
	struct ledger_stream stream;

	assert_int_equal(ledger_stream(fixture->rig.storage, &fixture->device, "", &stream), OK);
	assert_string_equal(stream.name, "");
	assert_int_equal(post(fixture, 1), LEDGER_COMMITTED);
	assert_int_equal(post(fixture, 4), LEDGER_COMMITTED);
	assert_int_equal(ledger_stream(fixture->rig.storage, &fixture->device, "", &stream), OK);
	assert_string_equal(stream.name, "00000000000000aa");
	assert_int_equal(stream.acked_through, 1);
	assert_int_equal(stream.missing_count, 1);
	assert_int_equal(stream.missing[0].last, 3);
	assert_int_equal(ledger_stream(fixture->rig.storage, &fixture->device, "'; --", &stream),
			 OK);
	assert_string_equal(stream.name, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(events_are_taken_once),
		TEST(holes_are_named_and_close),
		TEST(no_more_holes_are_named_than_a_kiosk_can_hold),
		TEST(other_content_at_the_same_place_takes_nothing),
		TEST(two_contents_for_one_place_in_one_batch_are_a_conflict),
		TEST(a_stream_that_begins_in_its_middle_is_unknown),
		TEST(a_kiosk_that_has_pruned_goes_on_and_the_loss_is_seen),
		TEST(a_kiosk_with_nothing_older_is_believed_in_the_end),
		TEST(a_quarantined_event_closes_its_hole),
		TEST(a_bad_event_is_rejected_and_the_rest_committed),
		TEST(what_has_no_place_is_refused_whole),
		TEST(streams_of_two_schools_with_one_name_are_two),
		TEST(health_has_no_place_and_the_latest_counts),
		TEST(a_kiosk_can_ask_how_far_its_stream_has_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
