/* No memory, at every place where it can run out: nothing is half written or half believed, and nothing leaks. */
#include "tests/wire/samples.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define JSON "application/json"
#define ENOUGH 100000

static long left; /* allocations that jansson may still make */

static void *allocate(size_t size)
{
	return left-- > 0 ? malloc(size) : NULL;
}

static long starved; /* decodings that knew why they failed */
static struct wire_events decoded;
static struct outbox_reply reply;
static char *event, *ack, *problem;

/* Each does one thing and says whether it was done. */
static bool encode(void)
{
	char *text = wire_encode_notice(&sample_envelope, &sample_notices[SAMPLE_CLOSED]);
	if (text)
		assert_string_equal(text, event);
	free(text);
	return text != NULL;
}

static bool encode_health(void)
{
	const struct wire_health health = {.reader = "well", .version = "1"};
	char *text = wire_encode_health(&sample_envelope, &health);
	free(text);
	return text != NULL;
}

static bool restamp(void)
{
	char *text = wire_restamp(event, sample_envelope.stream, sample_envelope.sequence);
	if (text)
		assert_string_equal(text, event);
	free(text);
	return text != NULL;
}

static bool encode_ack(void)
{
	char *text = wire_encode_ack(&reply, 1, 2);
	if (text)
		assert_string_equal(text, ack);
	free(text);
	return text != NULL;
}

static bool encode_problem(void)
{
	char *text = wire_encode_problem(409, "sequence-conflict", "Title", "detail");
	if (text)
		assert_string_equal(text, problem);
	free(text);
	return text != NULL;
}

static bool members(void)
{
	char *text = wire_members_notice("835", event);
	free(text);
	return text != NULL;
}

static bool decode_one(void)
{
	enum err err = wire_decode_event(event, &decoded);
	/* A lexer that starves says "invalid token": jansson cannot tell the two apart there. */
	assert_true(err == OK || err == ERR_NO_MEMORY || err == ERR_BAD_INPUT);
	starved += err == ERR_NO_MEMORY;
	if (err == OK)
		assert_string_equal(decoded.events[0].reject, "");
	wire_events_release(&decoded);
	return err == OK;
}

static bool decode_batch(void)
{
	char words[128];
	char batch[4096];
	int length = snprintf(batch, sizeof(batch), "[%s,%s]", event, event);
	enum err err = wire_decode_batch(batch, (size_t)length, &decoded, words, sizeof(words));
	assert_true(err == OK || (decoded.count == 0 && !decoded.events));
	starved += err == ERR_NO_MEMORY;
	wire_events_release(&decoded);
	return err == OK;
}

static bool parse_ack(void)
{
	struct outbox_reply *heard = calloc(1, sizeof(*heard));
	wire_parse_reply(200, JSON, ack, strlen(ack), -1, heard);
	bool ours = heard->ours;
	assert_int_equal(heard->acked_through, ours ? 812 : 0);
	free(heard);
	return ours;
}

static void test_every_place_where_memory_can_run_out(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		bool (*act)(void);
	} rows[] = {
		{"a notice is encoded", encode},
		{"health is encoded", encode_health},
		{"a notice gets a new place", restamp},
		{"an ack is encoded", encode_ack},
		{"a problem is encoded", encode_problem},
		{"a witness is told", members},
		{"an event is decoded", decode_one},
		{"a batch is decoded", decode_batch},
		{"an ack is read", parse_ack},
	};
	reply = (struct outbox_reply){.acked_through = 812,
				      .missing = {{806, 807}},
				      .missing_count = 1,
				      .rejected = {{810, "schema"}},
				      .rejected_count = 1,
				      .server_utc_ms = 1789374600000};
	left = ENOUGH;
	event = wire_encode_notice(&sample_envelope, &sample_notices[SAMPLE_CLOSED]);
	ack = wire_encode_ack(&reply, 1, 2);
	problem = wire_encode_problem(409, "sequence-conflict", "Title", "detail");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		long allowed = 0;
		for (left = 0; !rows[i].act(); left = ++allowed)
			if (allowed == ENOUGH)
				fail_msg("%s: never", rows[i].sentence);
		if (allowed < 3)
			fail_msg("%s: with %ld allocations: this proves nothing", rows[i].sentence,
				 allowed);
	}
	assert_true(starved > 20);
	free(event);
	free(ack);
	free(problem);
}

int main(void)
{
	json_set_alloc_funcs(allocate, free);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_place_where_memory_can_run_out),
	};
	return cmocka_run_group_tests_name("wire_memory", tests, NULL, NULL);
}
