/* What the kiosk believes of a reply: only what is surely its authority's. */
#include "wire/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define JSON "application/json"
#define ACK "{\"acked_through\":812,\"accepted\":5,\"duplicates\":1,"
#define NONE "\"missing\":[],\"rejected\":[]"
#define CONFLICT "{\"type\":\"urn:firstbell:problem:sequence-conflict\",\"status\":409}"

static const struct {
	const char *sentence;
	int status;
	const char *content_type, *body;
	bool ours;
	const char *problem;
} rows[] = {
	{"an ack", 200, JSON, ACK NONE "}", true, ""},
	{"an ack with a character set", 200, "Application/JSON; charset=utf-8", ACK NONE "}", true,
	 ""},
	{"an ack of the protocol's page", 200, JSON,
	 ACK "\"missing\":[[806,807]],\"rejected\":[{\"sequence\":810,\"type\":"
	     "\"urn:firstbell:problem:schema\"}],\"server_time\":\"2026-09-14T08:30:00.000Z\"}",
	 true, ""},
	{"an ack with members of tomorrow", 200, JSON, ACK NONE ",\"mood\":7}", true, ""},
	{"an ack that says what was opened", 200, JSON, ACK NONE ",\"opened_through\":700}", true,
	 ""},
	{"an ack whose opened_through is nonsense is an ack all the same", 200, JSON,
	 ACK NONE ",\"opened_through\":[{}]}", true, ""},
	{"an opened_through given twice", 200, JSON,
	 ACK NONE ",\"opened_through\":7,\"opened_through\":8}", false, ""},
	{"an ack that nothing is committed yet", 200, JSON,
	 "{\"acked_through\":0,\"accepted\":0,\"duplicates\":0," NONE "}", true, ""},
	{"a web filter's page with status 200", 200, "text/html", "<html>blocked</html>", false,
	 ""},
	{"a web filter's page that calls itself JSON", 200, JSON, "<html>blocked</html>", false,
	 ""},
	{"an ack as text", 200, "text/plain", ACK NONE "}", false, ""},
	{"an ack of no type", 200, NULL, ACK NONE "}", false, ""},
	{"a type that only begins like ours", 200, "application/jsonp", ACK NONE "}", false, ""},
	{"JSON of others", 200, JSON, "{\"status\":\"ok\"}", false, ""},
	{"an empty body", 200, JSON, "", false, ""},
	{"a list", 200, JSON, "[]", false, ""},
	{"half an ack", 200, JSON, "{\"acked_through\":812,\"acc", false, ""},
	{"an ack without acked_through", 200, JSON, "{\"accepted\":0,\"duplicates\":0," NONE "}",
	 false, ""},
	{"a negative acked_through", 200, JSON,
	 "{\"acked_through\":-1,\"accepted\":0,\"duplicates\":0," NONE "}", false, ""},
	{"an acked_through in quotes", 200, JSON,
	 "{\"acked_through\":\"812\",\"accepted\":0,\"duplicates\":0," NONE "}", false, ""},
	{"an acked_through given twice", 200, JSON, ACK "\"acked_through\":900," NONE "}", false,
	 ""},
	{"an ack without missing", 200, JSON, ACK "\"rejected\":[]}", false, ""},
	{"a hole that ends before it begins", 200, JSON,
	 ACK "\"missing\":[[807,806]],\"rejected\":[]}", false, ""},
	{"a hole at 0", 200, JSON, ACK "\"missing\":[[0,3]],\"rejected\":[]}", false, ""},
	{"a hole with one end", 200, JSON, ACK "\"missing\":[[3]],\"rejected\":[]}", false, ""},
	{"a rejection of nothing", 200, JSON, ACK "\"missing\":[],\"rejected\":[{}]}", false, ""},
	{"a rejection without a type", 200, JSON,
	 ACK "\"missing\":[],\"rejected\":[{\"sequence\":3}]}", false, ""},
	{"a server that does not know the time", 200, JSON, ACK NONE ",\"server_time\":\"noon\"}",
	 false, ""},
	{"a problem of ours", 409, WIRE_PROBLEM_TYPE, CONFLICT, true, "sequence-conflict"},
	{"a problem that names no status", 403, WIRE_PROBLEM_TYPE,
	 "{\"type\":\"urn:firstbell:problem:expired\"}", true, "expired"},
	{"a passing problem of ours", 503, WIRE_PROBLEM_TYPE,
	 "{\"type\":\"urn:firstbell:problem:busy\"}", true, "busy"},
	{"a problem whose status was changed on the way", 403, WIRE_PROBLEM_TYPE, CONFLICT, false,
	 ""},
	{"a problem as plain JSON", 409, JSON, CONFLICT, false, ""},
	{"somebody else's problem", 403, WIRE_PROBLEM_TYPE, "{\"type\":\"about:blank\"}", false,
	 ""},
	{"a problem of no type", 403, WIRE_PROBLEM_TYPE, "{\"title\":\"no\"}", false, ""},
	{"a problem that is only our prefix", 403, WIRE_PROBLEM_TYPE,
	 "{\"type\":\"urn:firstbell:problem:\"}", false, ""},
	{"a problem of odd letters", 403, WIRE_PROBLEM_TYPE,
	 "{\"type\":\"urn:firstbell:problem:<b>\"}", false, ""},
	{"a problem too long to keep whole", 403, WIRE_PROBLEM_TYPE,
	 "{\"type\":\"urn:firstbell:problem:"
	 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\"}",
	 false, ""},
	{"a web filter's refusal", 403, "text/html", "<html>", false, ""},
	{"a problem that comes as a success", 200, WIRE_PROBLEM_TYPE, CONFLICT, false, ""},
	{"an ack that comes as a failure", 500, JSON, ACK NONE "}", false, ""},
	{"an ack that nothing came back with", 204, JSON, ACK NONE "}", false, ""},
	{"a redirect", 302, JSON, ACK NONE "}", false, ""},
	{"a problem in a redirect", 302, WIRE_PROBLEM_TYPE, CONFLICT, false, ""},
	{"no status at all", 0, NULL, NULL, false, ""},
};

static void test_each_reply(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct outbox_reply reply;
		memset(&reply, 0x55, sizeof(reply));
		const char *body = rows[i].body;
		wire_parse_reply(rows[i].status, rows[i].content_type, body,
				 body ? strlen(body) : 0, 17, &reply);
		if (reply.ours != rows[i].ours || strcmp(reply.problem, rows[i].problem) != 0)
			fail_msg("%s: ours %d, problem \"%s\"", rows[i].sentence, reply.ours,
				 reply.problem);
		assert_int_equal(reply.status, rows[i].status);
		assert_int_equal(reply.retry_after_s, 17);
		if (!reply.ours &&
		    (reply.acked_through || reply.missing_count || reply.rejected_count))
			fail_msg("%s: half of it was believed", rows[i].sentence);
	}
}

/* For staff's eyes, and believed only where it can be true. */
static void test_what_was_opened(void **state)
{
	static const struct {
		const char *sentence, *member;
		bool told;
		uint64_t through;
	} opened[] = {
		{"other servers leave it out", "", false, 0},
		{"nothing yet", ",\"opened_through\":0", true, 0},
		{"some of it", ",\"opened_through\":811", true, 811},
		{"all of it", ",\"opened_through\":812", true, 812},
		{"more than was acknowledged", ",\"opened_through\":813", false, 0},
		{"far more", ",\"opened_through\":9223372036854775807", false, 0},
		{"less than nothing", ",\"opened_through\":-1", false, 0},
		{"in quotes", ",\"opened_through\":\"811\"", false, 0},
		{"half a message", ",\"opened_through\":810.5", false, 0},
		{"a whole one, written as a real", ",\"opened_through\":811.0", false, 0},
		{"nobody knows", ",\"opened_through\":null", false, 0},
		{"yes", ",\"opened_through\":true", false, 0},
		{"a list", ",\"opened_through\":[811]", false, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(opened); i++) {
		static struct outbox_reply reply;
		char body[300];
		memset(&reply, 0x55, sizeof(reply));
		snprintf(body, sizeof(body), ACK NONE "%s}", opened[i].member);
		wire_parse_reply(200, JSON, body, strlen(body), -1, &reply);
		if (!reply.ours || reply.opened_told != opened[i].told ||
		    reply.opened_through != opened[i].through)
			fail_msg("%s: ours %d, told %d, %llu", opened[i].sentence, reply.ours,
				 reply.opened_told, (unsigned long long)reply.opened_through);
		assert_int_equal(reply.acked_through, 812);
	}
}

static void test_an_ack_is_read_to_the_last_member(void **state)
{
	(void)state;
	struct outbox_reply reply;
	wire_parse_reply(rows[2].status, rows[2].content_type, rows[2].body, strlen(rows[2].body),
			 -1, &reply);
	assert_int_equal(reply.acked_through, 812);
	assert_int_equal(reply.missing_count, 1);
	assert_int_equal(reply.missing[0].first, 806);
	assert_int_equal(reply.missing[0].last, 807);
	assert_int_equal(reply.rejected_count, 1);
	assert_int_equal(reply.rejected[0].sequence, 810);
	assert_string_equal(reply.rejected[0].problem, "schema");
	assert_int_equal(reply.server_utc_ms, 1789374600000);
	assert_int_equal(reply.retry_after_s, -1);
}

static void fill(struct outbox_reply *ack)
{
	*ack = (struct outbox_reply){.acked_through = 5000,
				     .opened_told = true,
				     .opened_through = 4990,
				     .server_utc_ms = 1789374600123};
	for (uint64_t i = 0; i < OUTBOX_MISSING_MAX; i++)
		ack->missing[ack->missing_count++] = (struct outbox_range){i * 10 + 1, i * 10 + 4};
	for (uint64_t i = 0; i < OUTBOX_BATCH_EVENTS; i++) {
		struct outbox_rejected *rejected = &ack->rejected[ack->rejected_count++];
		rejected->sequence = 4000 + i;
		text_copy(rejected->problem, sizeof(rejected->problem),
			  i % 2 ? "schema" : "https://other.example/problem");
	}
}

static void test_an_ack_is_read_as_it_was_written(void **state)
{
	(void)state;
	static struct outbox_reply ack, read;
	fill(&ack);
	char *text = wire_encode_ack(&ack, 3, 4);
	wire_parse_reply(200, JSON, text, strlen(text), -1, &read);
	assert_true(read.ours);
	assert_int_equal(read.acked_through, ack.acked_through);
	assert_int_equal(read.server_utc_ms, ack.server_utc_ms);
	assert_true(read.opened_told);
	assert_int_equal(read.opened_through, ack.opened_through);
	assert_int_equal(read.missing_count, ack.missing_count);
	assert_memory_equal(read.missing, ack.missing, sizeof(ack.missing));
	assert_int_equal(read.rejected_count, ack.rejected_count);
	for (size_t i = 0; i < ack.rejected_count; i++) {
		assert_int_equal(read.rejected[i].sequence, ack.rejected[i].sequence);
		assert_string_equal(read.rejected[i].problem, ack.rejected[i].problem);
	}
	free(text);
}

static void test_the_virtual_schools_bodies_to_the_byte(void **state)
{
	(void)state;
	static struct outbox_reply ack = {
		.acked_through = 812,
		.missing = {{806, 807}},
		.missing_count = 1,
		.rejected = {{810, "schema"}},
		.rejected_count = 1,
		.server_utc_ms = 1789374600000,
	};
	char *text = wire_encode_ack(&ack, 5, 1);
	assert_string_equal(text, rows[2].body);
	free(text);
	text = wire_encode_problem(409, "sequence-conflict", "Other content stands there", NULL);
	assert_string_equal(text, "{\"type\":\"urn:firstbell:problem:sequence-conflict\",\"title\":"
				  "\"Other content stands there\",\"status\":409}");
	free(text);
	text = wire_encode_problem(400, "batch", "Not a batch", "byte \"3\"");
	assert_string_equal(text,
			    "{\"type\":\"urn:firstbell:problem:batch\",\"title\":\"Not a batch\","
			    "\"status\":400,\"detail\":\"byte \\\"3\\\"\"}");
	free(text);
}

/* A list of this many lines between opening and "]}", parsed as an ack. */
static void hear_list(const char *opening, const char *line, size_t lines, struct outbox_reply *out)
{
	static char body[65536];
	char *at = stpcpy(body, opening);
	for (size_t i = 0; i < lines; i++)
		at = stpcpy(at, i == 0 ? line + 1 : line);
	memcpy(at, "]}", 3);
	wire_parse_reply(200, JSON, body, strlen(body), -1, out);
}

static void test_too_many_of_anything(void **state)
{
	(void)state;
	static struct outbox_reply reply;
	const char *const holes = ACK "\"rejected\":[],\"missing\":[";
	const char *const refusals = ACK "\"missing\":[],\"rejected\":[";
	const char *const refusal = ",{\"sequence\":1,\"type\":\"a\"}";
	hear_list(holes, ",[3,5]", 400, &reply);
	assert_true(reply.ours); /* the first holes; the next reply names the rest */
	assert_int_equal(reply.missing_count, OUTBOX_MISSING_MAX);
	assert_int_equal(reply.missing[OUTBOX_MISSING_MAX - 1].last, 5);
	hear_list(refusals, refusal, OUTBOX_BATCH_EVENTS, &reply);
	assert_true(reply.ours);
	assert_int_equal(reply.rejected_count, OUTBOX_BATCH_EVENTS);
	hear_list(refusals, refusal, OUTBOX_BATCH_EVENTS + 1, &reply);
	assert_false(reply.ours); /* more than a batch can hold */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_reply),
		cmocka_unit_test(test_what_was_opened),
		cmocka_unit_test(test_an_ack_is_read_to_the_last_member),
		cmocka_unit_test(test_an_ack_is_read_as_it_was_written),
		cmocka_unit_test(test_the_virtual_schools_bodies_to_the_byte),
		cmocka_unit_test(test_too_many_of_anything),
	};
	return cmocka_run_group_tests_name("wire_reply", tests, NULL, NULL);
}
