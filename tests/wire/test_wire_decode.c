/* What the virtual school takes, and what it refuses and why: events one by one, then whole batches. */
#include "tests/wire/samples.h"
#include "tests/wire/wrongs.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_each_event_against_the_schema(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
		char *text =
			wire_encode_notice(&sample_envelope, &sample_notices[wrongs[i].sample]);
		json_t *event = json_loads(text, 0, NULL);
		json_t *batch = json_pack("[O]", event);
		struct wire_events events;
		char problem[128] = "";
		put(event, wrongs[i].path, wrongs[i].value);
		char *sent = json_dumps(batch, 0);
		if (wire_decode_batch(sent, strlen(sent), &events, problem, sizeof(problem)) != OK)
			fail_msg("%s: the whole batch was refused: %s", wrongs[i].sentence,
				 problem);
		const char *reject = events.events[0].reject;
		if (strcmp(reject, wrongs[i].reject ? wrongs[i].reject : "") != 0)
			fail_msg("%s: \"%s\"", wrongs[i].sentence, reject);
		/* A refused event can still be named, unless the place itself is what is wrong. */
		if (strcmp(wrongs[i].path, "sequence") != 0)
			assert_int_equal(events.events[0].envelope.sequence, 7);
		assert_non_null(events.events[0].canonical);
		wire_events_release(&events);
		free(sent);
		free(text);
		json_decref(batch);
		json_decref(event);
	}
}

static void test_health_is_known_for_health_whatever_is_wrong_with_it(void **state)
{
	(void)state;
	static const struct {
		const char *path, *value, *reject;
	} wrong[] = {
		{"sequence", "9", "sequence: has no place in kiosk.health"},
		{"stream", "\"x\"", "stream: must be 16 hex digits in lower case"},
		{"type", "\"uk.firstbell.kiosk.health.v2\"",
		 "type: is of a version that is not known here"},
		{"data.reader", "\"dusty\"", "reader: must be well, lost or none"},
		{"data.queue", "-1", "queue: is out of range"},
		{"data.commit_ms_p99", "\"fast\"", "commit_ms_p99: must be a number"},
		{"data.commit_ms_p99", "3", ""},
		{"data.version", NULL, "version: is missing"},
	};
	const struct wire_health health = {.reader = "well", .version = "1"};
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		char *text = wire_encode_health(&sample_envelope, &health);
		json_t *event = json_loads(text, 0, NULL);
		struct wire_events events;
		put(event, wrong[i].path, wrong[i].value);
		char *sent = json_dumps(event, 0);
		assert_int_equal(wire_decode_event(sent, &events), OK);
		assert_string_equal(events.events[0].reject, wrong[i].reject);
		assert_true(events.events[0].health);
		wire_events_release(&events);
		free(sent);
		free(text);
		json_decref(event);
	}
}

static char *repeat(const char *opening, const char *piece, size_t times, const char *closing)
{
	size_t length = strlen(piece);
	char *text = malloc(strlen(opening) + length * times + strlen(closing) + 1);
	char *at = stpcpy(text, opening);
	for (size_t i = 0; i < times; i++)
		at = stpcpy(at, piece);
	memcpy(at, closing, strlen(closing) + 1);
	return text;
}

static const struct {
	const char *sentence, *opening, *piece, *closing;
	size_t times;
	enum err err;
	const char *problem; /* its beginning */
} batches[] = {
	{"nothing", "", "", "", 0, ERR_BAD_INPUT, "the batch is not well-formed JSON at byte"},
	{"an empty batch", "[", "", "]\n", 0, OK, ""},
	{"padding before and after", " \n[", "", "]   \n", 0, OK, ""},
	{"one event without a batch", "{", "", "}", 0, ERR_BAD_INPUT, "the batch is not an array"},
	{"a number", "7", "", "", 0, ERR_BAD_INPUT, "the batch is not well-formed JSON at byte"},
	{"something after the end", "[]", "", "x", 0, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"a page of a web filter", "<html>", "", "</html>", 0, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"an event that is a number", "[1", "", "]", 0, ERR_BAD_INPUT,
	 "the batch holds something that is not an object"},
	{"an event after that is null", "[{}", "", ",null]", 0, ERR_BAD_INPUT,
	 "the batch holds something that is not an object"},
	{"200 events", "[{}", ",{}", "]", 199, OK, ""},
	{"201 events", "[{}", ",{}", "]", 200, ERR_BAD_INPUT,
	 "the batch holds more than 200 events"},
	{"256 kB to the byte", "[]", " ", "", WIRE_BATCH_BYTES - 2, OK, ""},
	{"a byte more", "[]", " ", "", WIRE_BATCH_BYTES - 1, ERR_BAD_INPUT,
	 "the batch is larger than 256 kB"},
	{"a depth bomb of lists", "", "[", "", 200000, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"a depth bomb of objects", "[", "{\"a\":", "", 40000, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"a number beyond 64 bits", "[{\"sequence\":", "9", "}]", 40, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"a number beyond a double", "[{\"sequence\":1e", "9", "}]", 4, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"a number of many digits", "[{\"sequence\":0.", "1", "}]", 100000, OK, ""},
	{"a key given twice", "[{\"id\":1,", "", "\"id\":2}]", 0, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"bytes that are not UTF-8", "[{\"id\":\"", "\xff", "\"}]", 3, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"half a surrogate", "[{\"id\":\"", "\\ud800", "\"}]", 1, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
	{"an escaped NUL", "[{\"id\":\"", "\\u0000", "\"}]", 1, ERR_BAD_INPUT,
	 "the batch is not well-formed JSON at byte"},
};

static void test_each_batch(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(batches); i++) {
		struct wire_events events;
		char problem[128] = "";
		char *text = repeat(batches[i].opening, batches[i].piece, batches[i].times,
				    batches[i].closing);
		enum err err =
			wire_decode_batch(text, strlen(text), &events, problem, sizeof(problem));
		if (err != batches[i].err)
			fail_msg("%s: %d, %s", batches[i].sentence, err, problem);
		if (strncmp(problem, batches[i].problem, strlen(batches[i].problem)) != 0)
			fail_msg("%s: %s", batches[i].sentence, problem);
		if (err != OK && (events.events || events.count))
			fail_msg("%s: refused, and yet events came", batches[i].sentence);
		wire_events_release(&events);
		free(text);
	}
}

static void test_a_nul_inside_is_harmless(void **state)
{
	(void)state;
	const char text[] = "[{\"id\":\"a\0b\"}]";
	const char after[] = "[]\0[]";
	struct wire_events events;
	char problem[128];
	assert_int_equal(wire_decode_batch(text, sizeof(text) - 1, &events, problem, 128),
			 ERR_BAD_INPUT);
	assert_int_equal(wire_decode_batch(after, sizeof(after) - 1, &events, problem, 128),
			 ERR_BAD_INPUT);
}

static void test_one_bad_event_leaves_the_others_alone(void **state)
{
	(void)state;
	struct wire_batch batch = {0};
	struct wire_events events;
	char problem[128];
	for (size_t i = 0; i < SAMPLE_COUNT; i++) {
		char *text = wire_encode_notice(&sample_envelope, &sample_notices[i]);
		assert_true(wire_batch_add(&batch, text));
		if (i == 3)
			assert_true(wire_batch_add(&batch, "{\"sequence\":8,\"type\":\"x\"}"));
		free(text);
	}
	assert_int_equal(wire_batch_finish(&batch), OK);
	assert_int_equal(wire_decode_batch(batch.text, batch.length, &events, problem, 128), OK);
	assert_int_equal(events.count, SAMPLE_COUNT + 1);
	for (size_t i = 0; i < events.count; i++)
		assert_int_equal(events.events[i].reject[0] != '\0', i == 4);
	assert_int_equal(events.events[4].envelope.sequence, 8);
	wire_events_release(&events);
	wire_batch_release(&batch);
}

static char *canonical(const char *text)
{
	struct wire_events events;
	assert_int_equal(wire_decode_event(text, &events), OK);
	char *copy = strdup(events.events[0].canonical);
	wire_events_release(&events);
	return copy;
}

static void test_the_same_content_is_the_same_however_it_is_written(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *a, *b;
		bool same;
	} pairs[] = {
		{"another order of keys", "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}",
		 "{\"b\":{\"d\":3,\"c\":2},\"a\":1}", true},
		{"white space", "{\"a\":[1,2]}", " {\n\t\"a\" : [ 1 , 2 ] } ", true},
		{"escapes", "{\"a\":\"\\u00e9\\/\"}", "{\"a\":\"é/\"}", true},
		{"another value", "{\"a\":1}", "{\"a\":2}", false},
		{"another order of a list", "{\"a\":[1,2]}", "{\"a\":[2,1]}", false},
		{"a member more", "{\"a\":1}", "{\"a\":1,\"b\":null}", false},
		{"a number and its text", "{\"a\":1}", "{\"a\":\"1\"}", false},
		{"a hair's breadth", "{\"a\":0.1}", "{\"a\":0.10000000000000002}", false},
	};
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		char *a = canonical(pairs[i].a), *b = canonical(pairs[i].b);
		if ((strcmp(a, b) == 0) != pairs[i].same)
			fail_msg("%s: %s, %s", pairs[i].sentence, a, b);
		free(a);
		free(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_event_against_the_schema),
		cmocka_unit_test(test_health_is_known_for_health_whatever_is_wrong_with_it),
		cmocka_unit_test(test_each_batch),
		cmocka_unit_test(test_a_nul_inside_is_harmless),
		cmocka_unit_test(test_one_bad_event_leaves_the_others_alone),
		cmocka_unit_test(test_the_same_content_is_the_same_however_it_is_written),
	};
	return cmocka_run_group_tests_name("wire_decode", tests, NULL, NULL);
}
