/* Every kind of notice as the protocol writes it, to the byte, and back again. */
#include "tests/wire/samples.h"

#include "core/calendar.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BEFORE                                                                                     \
	"{\"specversion\":\"1.0\",\"id\":\"019a2b3c-4d5e-7f60-8123-456789abcdef\","                \
	"\"source\":\"urn:firstbell:kiosk:front-door\",\"type\":\"uk.firstbell."
#define AFTER                                                                                      \
	".v1\",\"time\":\"2026-09-14T08:30:00.250Z\",\"datacontenttype\":\"application/json\","    \
	"\"stream\":\"00000000deadbeef\",\"sequence\":7,\"clocktrust\":\"holdover\",\"data\":"
#define WHO "\"child\":\"CH-19\",\"session\":\"2026-09-14/AM\""
#define FLAG "\"flag\":\"" SAMPLE_FLAG "\","

static const struct {
	const char *sentence;
	const char *json;
	size_t sample;
} rows[] = {
	{"an arrival",
	 BEFORE "attendance.recorded" AFTER "{" WHO ",\"state\":\"late\","
		"\"at\":\"2026-09-14T08:55:10.400+01:00\",\"code\":\"L\"}}",
	 SAMPLE_ATTENDANCE},
	{"a flag of the third day, unverified for two reasons",
	 BEFORE "flag.raised" AFTER "{" FLAG WHO ",\"kind\":\"continuing\",\"day\":3,"
		"\"certainty\":\"unverified\",\"because\":[\"reader_fault\",\"clock_untrusted\"],"
		"\"office\":\"says_absent\",\"code\":\"N\",\"roster_version\":42}}",
	 SAMPLE_RAISED},
	{"a flag of the first day, confirmed: old reasons are left out",
	 BEFORE "flag.raised" AFTER "{" FLAG WHO ",\"kind\":\"first_day\",\"day\":1,"
		"\"certainty\":\"confirmed\",\"because\":[],\"office\":\"not_checked\","
		"\"code\":\"N\",\"roster_version\":42}}",
	 SAMPLE_RAISED_CONFIRMED},
	{"an update by the office",
	 BEFORE "flag.updated" AFTER "{" FLAG WHO ",\"certainty\":\"confirmed\",\"because\":[],"
		"\"code\":\"I\",\"by\":\"attendance officer\"}}",
	 SAMPLE_UPDATED},
	{"a withdrawal",
	 BEFORE "flag.withdrawn" AFTER "{" FLAG WHO ",\"reason\":\"arrived_late\","
		"\"at\":\"2026-09-14T10:12:00.000+01:00\",\"code\":\"U\"}}",
	 SAMPLE_WITHDRAWN},
	{"the statement of a session: a code only where there is one, null where a kiosk was never "
	 "heard",
	 BEFORE
	 "session.closed" AFTER
	 "{\"session\":\"2026-09-14/AM\",\"closed_at\":\"2026-09-14T09:20:00.000+01:00\","
	 "\"roster_version\":42,\"expected\":3,\"present\":1,\"absent\":1,\"unknown\":1,"
	 "\"children\":[{\"child\":\"CH-19\",\"state\":\"unexplained\",\"code\":\"N\"},"
	 "{\"child\":\"CH-20\",\"state\":\"present\",\"code\":\"/\"},"
	 "{\"child\":\"CH-21\",\"state\":\"unknown\"}],"
	 "\"coverage\":[{\"kiosk\":\"front-door\",\"through\":\"2026-09-14T09:20:00.000+01:00\","
	 "\"complete\":true,\"because\":[]},{\"kiosk\":\"side-gate\",\"through\":null,"
	 "\"complete\":false,\"because\":[\"kiosk_not_heard\"]}],\"reader_activity\":\"normal\"}}",
	 SAMPLE_CLOSED},
	{"the statement of a school without tracked children",
	 BEFORE "session.closed" AFTER
		"{\"session\":\"2026-09-14/PM\",\"closed_at\":\"2026-09-14T13:25:00.000+01:00\","
		"\"roster_version\":0,\"expected\":0,\"present\":0,\"absent\":0,\"unknown\":0,"
		"\"children\":[],\"coverage\":[],\"reader_activity\":\"none\"}}",
	 SAMPLE_CLOSED_EMPTY},
	{"a suspension", BEFORE "suspension.recorded" AFTER "{" WHO ",\"code\":\"E\"}}",
	 SAMPLE_SUSPENSION},
	{"what stands in the place of a refused event",
	 BEFORE "event.quarantined" AFTER "{\"refused_sequence\":810,\"problem\":\"schema\"}}",
	 SAMPLE_QUARANTINED},
};

static char *encode(size_t sample)
{
	struct notice notice;
	notice = sample_notices[sample];
	char *text = wire_encode_notice(&sample_envelope, &notice);
	assert_non_null(text);
	return text;
}

static void test_each_kind_is_written_as_the_protocol_says(void **state)
{
	(void)state;
	bool seen[SAMPLE_COUNT] = {false};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *text = encode(rows[i].sample);
		if (strcmp(text, rows[i].json) != 0)
			fail_msg("%s:\n%s\nshould be\n%s", rows[i].sentence, text, rows[i].json);
		seen[rows[i].sample] = true;
		free(text);
	}
	for (size_t i = 0; i < SAMPLE_COUNT; i++)
		assert_true(seen[i]);
}

static void same_notice(const char *sentence, const struct notice *got, const struct notice *meant)
{
	struct notice bare = *got;
	if (got->child_count != meant->child_count ||
	    (got->child_count && memcmp(got->children, meant->children,
					got->child_count * sizeof(*got->children)) != 0))
		fail_msg("%s: the children differ", sentence);
	if ((got->coverage ? got->coverage->count : 0) !=
	    (meant->coverage ? meant->coverage->count : 0))
		fail_msg("%s: the coverage differs", sentence);
	bare.children = meant->children;
	bare.coverage = meant->coverage;
	memcpy(bare.authority, meant->authority, sizeof(bare.authority));
	if (meant->certainty == CERTAINTY_CONFIRMED)
		bare.because = meant->because; /* old reasons are left out on purpose */
	assert_int_equal(bare.at.day, meant->at.day);
	assert_int_equal(bare.at.minute, meant->at.minute);
	bare.at.mono_ms = meant->at.mono_ms;
	bare.at.boot = meant->at.boot;
	if (memcmp(&bare, meant, sizeof(bare)) != 0)
		fail_msg("%s: something differs after coming back", sentence);
}

static void test_each_kind_comes_back_as_it_was(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct notice meant;
		struct wire_events events;
		memset(&meant, 0, sizeof(meant));
		meant = sample_notices[rows[i].sample];
		char *text = encode(rows[i].sample);
		assert_int_equal(wire_decode_event(text, &events), OK);
		assert_string_equal(events.events[0].reject, "");
		assert_int_equal(events.count, 1);
		assert_false(events.events[0].health);
		same_notice(rows[i].sentence, &events.events[0].notice, &meant);
		assert_memory_equal(&events.events[0].envelope, &sample_envelope,
				    sizeof(sample_envelope));
		wire_events_release(&events);
		free(text);
	}
}

static void test_coverage_comes_back_with_its_sum(void **state)
{
	(void)state;
	struct wire_events events;
	char *text = encode(SAMPLE_CLOSED);
	assert_int_equal(wire_decode_event(text, &events), OK);
	const struct coverage *coverage = events.events[0].notice.coverage;
	assert_false(coverage->complete);
	assert_int_equal(coverage->because, BECAUSE_KIOSK_NOT_HEARD);
	assert_string_equal(coverage->kiosks[1].kiosk, "side-gate");
	assert_true(coverage->kiosks[0].complete);
	assert_int_equal(coverage->kiosks[0].through_utc_ms, SAMPLE_CLOSE_MS);
	assert_int_equal(coverage->kiosks[1].through_utc_ms, 0);
	wire_events_release(&events);
	free(text);
	/* One incomplete kiosk is enough, wherever it stands in the list. */
	struct coverage turned = sample_coverage;
	struct notice notice = sample_notices[SAMPLE_CLOSED];
	turned.kiosks[0] = sample_coverage.kiosks[1];
	turned.kiosks[1] = sample_coverage.kiosks[0];
	notice.coverage = &turned;
	text = wire_encode_notice(&sample_envelope, &notice);
	assert_int_equal(wire_decode_event(text, &events), OK);
	assert_false(events.events[0].notice.coverage->complete);
	wire_events_release(&events);
	free(text);
	/* Of a kiosk whose door is not in use nothing is told. */
	turned.kiosks[0] =
		(struct coverage_kiosk){.kiosk = "side-gate", .complete = true, .not_in_use = true};
	turned.kiosks[1] = sample_coverage.kiosks[0];
	text = wire_encode_notice(&sample_envelope, &notice);
	assert_null(strstr(text, "side-gate"));
	assert_int_equal(wire_decode_event(text, &events), OK);
	assert_int_equal(events.events[0].notice.coverage->count, 1);
	assert_string_equal(events.events[0].notice.coverage->kiosks[0].kiosk, "front-door");
	assert_true(events.events[0].notice.coverage->complete);
	wire_events_release(&events);
	free(text);
	text = encode(SAMPLE_CLOSED_EMPTY);
	assert_int_equal(wire_decode_event(text, &events), OK);
	assert_false(events.events[0].notice.coverage->complete); /* nobody vouched */
	wire_events_release(&events);
	free(text);
}

static void test_health_has_no_sequence_and_comes_back(void **state)
{
	(void)state;
	const struct wire_health health = {12,   340, 2048,    "lost", TRUST_UNTRUSTED,
					   -250, -3,  "0.1.0", 12.5};
	struct wire_events events;
	char *text = wire_encode_health(&sample_envelope, &health);
	assert_string_equal(
		text,
		"{\"specversion\":\"1.0\",\"id\":\"019a2b3c-4d5e-7f60-8123-456789abcdef\","
		"\"source\":\"urn:firstbell:kiosk:front-door\",\"type\":\"uk.firstbell.kiosk."
		"health.v1\","
		"\"time\":\"2026-09-14T08:30:00.250Z\",\"datacontenttype\":\"application/json\","
		"\"stream\":\"00000000deadbeef\",\"clocktrust\":\"holdover\",\"data\":{\"queue\":"
		"12,"
		"\"oldest_unsent_s\":340,\"disk_free_mb\":2048,\"reader\":\"lost\","
		"\"clock\":\"untrusted\",\"clock_offset_ms\":-250,\"cert_days_left\":-3,"
		"\"version\":\"0.1.0\",\"commit_ms_p99\":12.5}}");
	assert_int_equal(wire_decode_event(text, &events), OK);
	const struct wire_event *event = &events.events[0];
	assert_string_equal(event->reject, "");
	assert_true(event->health);
	assert_int_equal(event->envelope.sequence, 0);
	assert_int_equal(event->health_data.queue, 12);
	assert_int_equal(event->health_data.clock, TRUST_UNTRUSTED);
	assert_int_equal(event->health_data.clock_offset_ms, -250);
	assert_int_equal(event->health_data.cert_days_left, -3);
	assert_string_equal(event->health_data.reader, "lost");
	assert_string_equal(event->health_data.version, "0.1.0");
	assert_true(event->health_data.commit_ms_p99 == 12.5);
	wire_events_release(&events);
	free(text);
}

static void test_a_measurement_gone_wrong_does_not_keep_health_from_leaving(void **state)
{
	(void)state;
	const double odd[] = {-1, 0.0 / 0.0, 1e300 * 1e300};
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		const struct wire_health health = {
			.reader = "none", .version = "0", .commit_ms_p99 = odd[i]};
		char *text = wire_encode_health(&sample_envelope, &health);
		assert_non_null(text);
		assert_non_null(strstr(text, "\"commit_ms_p99\":0.0"));
		free(text);
	}
}

static void test_restamp_changes_the_place_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLE_COUNT; i++) {
		struct notice notice;
		struct wire_envelope moved = sample_envelope;
		moved.stream = 0xfedcba9876543210;
		moved.sequence = 1;
		notice = sample_notices[i];
		/* a stand-in speaks of its own place, wherever that is */
		if (notice.kind == NOTICE_QUARANTINED)
			notice.refused_sequence = moved.sequence;
		char *text = encode(i);
		char *again = wire_restamp(text, moved.stream, moved.sequence);
		char *meant = wire_encode_notice(&moved, &notice);
		assert_string_equal(again, meant);
		free(text);
		free(again);
		free(meant);
	}
	assert_null(wire_restamp("", 1, 1));
	assert_null(wire_restamp("[1]", 1, 1));
	assert_null(wire_restamp("{\"stream\":\"00000000deadbeef\"}", 1, 1));
}

static void test_uuid7_holds_time_version_and_randomness(void **state)
{
	(void)state;
	char text[UUID_SIZE];
	const uint8_t ones[10] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
	const uint8_t none[10] = {0};
	/* The example of RFC 9562, appendix A.6. */
	const uint8_t example[10] = {0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f};
	wire_uuid7(0x017F22E279B0, example, text);
	assert_string_equal(text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
	wire_uuid7(0, none, text);
	assert_string_equal(text, "00000000-0000-7000-8000-000000000000");
	wire_uuid7(INT64_MAX, ones, text);
	assert_string_equal(text, "ffffffff-ffff-7fff-bfff-ffffffffffff");
}

static void test_members_for_a_witness(void **state)
{
	(void)state;
	struct event event = {.kind = EVENT_ARRIVED, .source = SOURCE_CARD};
	assert_true(calendar_parse_session("2026-09-14/AM", &event.session));
	char *text = wire_members_event(&event, "P0042");
	assert_string_equal(text, "\"event\":\"arrived\",\"pupil\":\"P0042\",\"source\":\"card\","
				  "\"session\":\"2026-09-14/AM\"");
	free(text);
	event.kind = EVENT_MARKED;
	event.source = SOURCE_STAFF;
	event.code = (struct code){"I"};
	event.words = (struct event_words){"R. Okafor", "attendance \"officer\"", "rang in"};
	text = wire_members_event(&event, "P0042");
	assert_string_equal(text, "\"event\":\"marked\",\"pupil\":\"P0042\",\"source\":\"staff\","
				  "\"session\":\"2026-09-14/AM\",\"code\":\"I\","
				  "\"by_role\":\"attendance \\\"officer\\\"\"");
	free(text);
	event = (struct event){.kind = EVENT_CLOCK_STEPPED, .number = -600000};
	text = wire_members_event(&event, NULL);
	assert_string_equal(text,
			    "\"event\":\"clock_stepped\",\"source\":\"kiosk\",\"number\":-600000");
	free(text);
	text = wire_members_screen("welcome", "Siân");
	assert_string_equal(text, "\"name\":\"welcome\",\"person\":\"Siân\"");
	free(text);
	text = wire_members_screen("idle", "");
	assert_string_equal(text, "\"name\":\"idle\"");
	free(text);
}

static void test_members_of_a_notice_are_the_same_on_every_run(void **state)
{
	(void)state;
	char *body = encode(SAMPLE_WITHDRAWN);
	char *text = wire_members_notice("835", body);
	assert_string_equal(text,
			    "\"to\":\"835\",\"sequence\":7,\"notice\":\"flag.withdrawn\"," FLAG WHO
			    ",\"reason\":\"arrived_late\",\"at\":\"2026-09-14T10:12:00.000+01:00\","
			    "\"code\":\"U\"");
	free(text);
	free(body);
	const struct wire_health health = {.disk_free_mb = 5, .reader = "well", .version = "0"};
	body = wire_encode_health(&sample_envelope, &health);
	text = wire_members_notice("835", body);
	assert_string_equal(text, "\"to\":\"835\",\"notice\":\"kiosk.health\"");
	free(text);
	free(body);
	assert_null(wire_members_notice("835", "nonsense"));
	assert_null(wire_members_notice("835", "{\"type\":\"other\"}"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_kind_is_written_as_the_protocol_says),
		cmocka_unit_test(test_each_kind_comes_back_as_it_was),
		cmocka_unit_test(test_coverage_comes_back_with_its_sum),
		cmocka_unit_test(test_health_has_no_sequence_and_comes_back),
		cmocka_unit_test(test_a_measurement_gone_wrong_does_not_keep_health_from_leaving),
		cmocka_unit_test(test_restamp_changes_the_place_and_nothing_else),
		cmocka_unit_test(test_uuid7_holds_time_version_and_randomness),
		cmocka_unit_test(test_members_for_a_witness),
		cmocka_unit_test(test_members_of_a_notice_are_the_same_on_every_run),
	};
	return cmocka_run_group_tests_name("wire_notice", tests, NULL, NULL);
}
