/* status of a kiosk that has spoken to its authorities. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "store/outbox_store.h"
#include "tests/support/office.h"

#define STREAM 0xfeedu

static void append(struct store *store, uint64_t sequence, int64_t at_utc_ms)
{
	struct outbox_row row = {.authority = "835",
				 .stream = STREAM,
				 .sequence = sequence,
				 .at_utc_ms = at_utc_ms,
				 .kind = "flag.raised",
				 .session = {.day = 20710},
				 .body = "{\"type\": \"uk.firstbell.flag.raised.v1\"}"};
	assert_int_equal(outbox_store_append(store, &row), OK);
}

/* Four messages to 835: the first is acknowledged, the third refused and parked. None to 681. */
static void speak(const struct office *office)
{
	static const char quarantined[] = "{\"type\": \"uk.firstbell.event.quarantined.v1\"}";
	struct store_report report;
	struct outbox_cursor cursor;
	struct store *store;
	assert_int_equal(store_open(&store, office->dir, false, &report), OK);
	assert_int_equal(outbox_store_cursor(store, "835", STREAM, &cursor), OK);
	assert_int_equal(store_begin(store), OK);
	for (uint64_t sequence = 1; sequence <= 4; sequence++)
		append(store, sequence, office->ctl.now.utc_ms + (int64_t)sequence * 60000);
	assert_int_equal(outbox_store_ack(store, "835", 1, office->ctl.now.utc_ms), OK);
	assert_int_equal(outbox_store_park(store, "835", 3, "schema", quarantined), OK);
	assert_int_equal(store_commit(store), OK);
	store_close(store);
}

static json_t *status_json(struct office *office)
{
	office->ctl.json = true;
	assert_int_equal(office_status(office), CTL_DONE);
	json_t *json = json_loads(office->output, 0, NULL);
	if (!json)
		fail_msg("not JSON: %s", office->output);
	return json;
}

static void each_outbox_is_told(void **state)
{
	struct office *office = *state;
	office_reset(office);
	speak(office);
	json_t *json = status_json(office);
	json_t *authorities = json_object_get(json, "authorities");
	static const struct {
		const char *sentence, *key;
		json_int_t dorset, wales;
	} numbers[] = {
		{"looked after today: not who was, nor who will be", "reported", 1, 0},
		{"written", "last_sequence", 4, 0},
		{"acknowledged", "acked_through", 1, 0},
		{"waiting", "waiting", 3, 0},
		{"parked", "parked", 1, 0},
	};
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		for (size_t k = 0; k < 2; k++) {
			json_t *authority = json_array_get(authorities, k);
			json_int_t found =
				json_integer_value(json_object_get(authority, numbers[i].key));
			if (found != (k == 0 ? numbers[i].dorset : numbers[i].wales))
				fail_msg("%s: %d", numbers[i].sentence, (int)found);
		}
	json_t *dorset = json_array_get(authorities, 0), *wales = json_array_get(authorities, 1);
	assert_string_equal(json_string_value(json_object_get(dorset, "stream")),
			    "000000000000feed");
	assert_string_equal(json_string_value(json_object_get(dorset, "oldest_unsent")),
			    "2026-09-14T07:02:00.000+01:00");
	assert_true(json_is_null(json_object_get(wales, "oldest_unsent")));
	assert_int_equal(json_integer_value(json_object_get(json, "parked")), 1);
	assert_int_equal(json_integer_value(json_object_get(json, "on_roll")), 6);
	json_decref(json);
}

/* 681 hears of kinship care when its section says so, and 835 does not. */
static void an_authority_hears_of_its_cohorts(void **state)
{
	struct office *office = *state;
	static const char care[] = "upn,authority,child_ref,cohort,from,to\n"
				   "B801200005001,835,CH-1,looked_after,2024-01-01,\n"
				   "Q801200005002,835,CH-2,kinship,2024-01-01,\n"
				   "W878410224017,681,CH-3,kinship,2024-01-01,\n"
				   "M660400126001,681,CH-4,looked_after,2026-10-01,\n"
				   "X33340002699Z,681,CH-9,kinship,2024-01-01,\n";
	static const struct {
		const char *sentence, *lines;
		json_int_t dorset, wales, on_no_roll;
	} rows[] = {
		{"looked-after children alone", "", 1, 0, 0},
		{"kinship care too", "cohorts = kinship\n", 1, 1, 1},
		{"another cohort", "cohorts = social_worker\n", 1, 0, 0},
	};
	office_reset(office);
	assert_int_equal(office_import(office, "care", care, strlen(care)), CTL_DONE);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		office_configure(office, rows[i].lines);
		json_t *json = status_json(office);
		json_t *authorities = json_object_get(json, "authorities");
		json_int_t found[3] = {
			json_integer_value(
				json_object_get(json_array_get(authorities, 0), "reported")),
			json_integer_value(
				json_object_get(json_array_get(authorities, 1), "reported")),
			json_integer_value(json_object_get(json, "on_no_roll_count"))};
		if (found[0] != rows[i].dorset || found[1] != rows[i].wales ||
		    found[2] != rows[i].on_no_roll)
			fail_msg("%s: %d, %d, %d", rows[i].sentence, (int)found[0], (int)found[1],
				 (int)found[2]);
		json_decref(json);
	}
	office_configure(office, "");
}

static void words_say_the_same(void **state)
{
	struct office *office = *state;
	office_reset(office);
	speak(office);
	assert_int_equal(office_status(office), CTL_DONE);
	assert_non_null(strstr(
		office->output,
		"835           Dorset Virtual School: 1 of its children here; 4 messages written, "
		"1 acknowledged, 3 waiting, the oldest since 2026-09-14T07:02:00.000+01:00, "
		"1 parked (stream 000000000000feed)\n"));
	assert_non_null(
		strstr(office->output,
		       "ALARM         1 messages were refused by an authority and set aside\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_outbox_is_told),
		cmocka_unit_test(an_authority_hears_of_its_cohorts),
		cmocka_unit_test(words_say_the_same),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
