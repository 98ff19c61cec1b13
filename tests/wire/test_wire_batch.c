/* Batches: as large as allowed, padded, and always JSON. */
#include "tests/wire/samples.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* An event text of exactly this length. */
static char *event_of(size_t length)
{
	char *text = malloc(length + 1);
	memset(text, 'x', length);
	memcpy(text, "{\"a\":\"", 6);
	memcpy(text + length - 2, "\"}", 3);
	return text;
}

static const struct {
	const char *sentence;
	size_t events, each; /* how many, and how long */
	size_t length;       /* of the batch */
	size_t taken;
} rows[] = {
	{"an empty batch is a block", 0, 0, 16384, 0},
	{"one small event is a block", 1, 100, 16384, 1},
	{"brackets, newline and all fit a block to the byte", 1, 16384 - 3, 16384, 1},
	{"a byte more is two blocks", 1, 16384 - 2, 32768, 1},
	{"two events and their comma fill a block", 2, 8190, 16384, 2},
	{"the largest event there can be", 1, WIRE_BATCH_BYTES - 3, WIRE_BATCH_BYTES, 1},
	{"nothing fits after the largest", 2, WIRE_BATCH_BYTES - 3, WIRE_BATCH_BYTES, 1},
	{"one that is larger never fits", 1, WIRE_BATCH_BYTES - 2, 16384, 0},
	{"200 events are enough", 201, 100, 32768, 200},
	{"no batch is larger than 256 kB", 150, 2000, WIRE_BATCH_BYTES, 131},
};

static void check_form(const char *sentence, const struct wire_batch *batch, size_t events)
{
	json_t *root = json_loadb(batch->text, batch->length, 0, NULL);
	if (!json_is_array(root) || json_array_size(root) != events)
		fail_msg("%s: not a list of %zu", sentence, events);
	json_decref(root);
	if (batch->length % WIRE_BLOCK_BYTES != 0 || batch->text[batch->length - 1] != '\n' ||
	    batch->text[batch->length] != '\0')
		fail_msg("%s: not padded", sentence);
}

static void test_each_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct wire_batch batch = {0};
		char *event = rows[i].each ? event_of(rows[i].each) : NULL;
		size_t taken = 0;
		for (size_t n = 0; n < rows[i].events; n++)
			taken += wire_batch_add(&batch, event) ? 1 : 0;
		assert_int_equal(batch.count, taken);
		assert_int_equal(wire_batch_finish(&batch), OK);
		if (taken != rows[i].taken || batch.length != rows[i].length)
			fail_msg("%s: %zu events, %zu bytes", rows[i].sentence, taken,
				 batch.length);
		check_form(rows[i].sentence, &batch, taken);
		wire_batch_release(&batch);
		free(event);
	}
}

static void test_a_smaller_event_still_fits_after_one_that_did_not(void **state)
{
	(void)state;
	struct wire_batch batch = {0};
	char *half = event_of(WIRE_BATCH_BYTES / 2), *small = event_of(1000);
	assert_true(wire_batch_add(&batch, half));
	assert_false(wire_batch_add(&batch, half));
	assert_true(wire_batch_add(&batch, small));
	assert_int_equal(wire_batch_finish(&batch), OK);
	check_form("after one that did not fit", &batch, 2);
	wire_batch_release(&batch);
	free(half);
	free(small);
}

/* P4: what the network sees of a minute in which nothing was due, and of one in which a child came. */
static void test_a_minute_with_an_arrival_looks_like_one_without(void **state)
{
	(void)state;
	const struct wire_health health = {.reader = "well", .version = "0.1.0"};
	struct wire_batch quiet = {0}, arrival = {0};
	char *well = wire_encode_health(&sample_envelope, &health);
	char *came = wire_encode_notice(&sample_envelope, &sample_notices[SAMPLE_ATTENDANCE]);
	assert_true(wire_batch_add(&quiet, well));
	assert_true(wire_batch_add(&arrival, well));
	assert_true(wire_batch_add(&arrival, came));
	assert_int_equal(wire_batch_finish(&quiet), OK);
	assert_int_equal(wire_batch_finish(&arrival), OK);
	assert_int_equal(quiet.length, arrival.length);
	wire_batch_release(&quiet);
	wire_batch_release(&arrival);
	free(well);
	free(came);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_size),
		cmocka_unit_test(test_a_smaller_event_still_fits_after_one_that_did_not),
		cmocka_unit_test(test_a_minute_with_an_arrival_looks_like_one_without),
	};
	return cmocka_run_group_tests_name("wire_batch", tests, NULL, NULL);
}
