/* The published schema and the decoder are of one mind, over every sample and all that can be wrong with one. */
#include "tests/wire/samples.h"
#include "tests/wire/wrongs.h"

#include <math.h>
#include <regex.h>

#define SCHEMA "docs/protocol/events.schema.json"
#define ACK_SCHEMA "docs/protocol/ack.schema.json"

static json_t *schema;

/* A small validator: the keywords that the schema uses, and no others. */
static bool valid(const json_t *rule, const json_t *value);

static bool is_type(const char *type, const json_t *value)
{
	return strcmp(type, "object") == 0    ? json_is_object(value)
	       : strcmp(type, "array") == 0   ? json_is_array(value)
	       : strcmp(type, "string") == 0  ? json_is_string(value)
	       : strcmp(type, "boolean") == 0 ? json_is_boolean(value)
	       : strcmp(type, "null") == 0    ? json_is_null(value)
	       : strcmp(type, "number") == 0  ? json_is_number(value)
	       : strcmp(type, "integer") == 0
		       ? json_is_number(value) &&
				 floor(json_number_value(value)) == json_number_value(value)
		       : false;
}

static bool fits_text(const char *keyword, const json_t *limit, const json_t *value)
{
	regex_t pattern;
	if (!json_is_string(value))
		return true;
	if (strcmp(keyword, "pattern") != 0)
		return keyword[1] == 'a' /* maxLength, else minLength */
			       ? (json_int_t)json_string_length(value) <= json_integer_value(limit)
			       : (json_int_t)json_string_length(value) >= json_integer_value(limit);
	assert_int_equal(regcomp(&pattern, json_string_value(limit), REG_EXTENDED | REG_NOSUB), 0);
	bool fits = regexec(&pattern, json_string_value(value), 0, NULL, 0) == 0;
	regfree(&pattern);
	return fits;
}

static bool fits_number(const char *keyword, const json_t *limit, const json_t *value)
{
	if (!json_is_number(value))
		return true;
	return keyword[1] == 'a' /* maximum, else minimum */
		       ? json_number_value(value) <= json_number_value(limit)
		       : json_number_value(value) >= json_number_value(limit);
}

static size_t how_many(const json_t *list, const json_t *value, bool same)
{
	size_t count = 0, i;
	json_t *one;
	json_array_foreach((json_t *)(uintptr_t)list, i, one)
	{
		count += same ? json_equal(one, value) : valid(one, value);
	}
	return count;
}

static bool has_all(const json_t *names, const json_t *value)
{
	for (size_t i = 0; json_is_object(value) && i < json_array_size(names); i++)
		if (!json_object_get(value, json_string_value(json_array_get(names, i))))
			return false;
	return true;
}

static bool members_valid(const json_t *rules, const json_t *value)
{
	const char *name;
	json_t *rule;
	json_object_foreach((json_t *)(uintptr_t)rules, name, rule)
	{
		const json_t *member = json_object_get(value, name);
		if (member && !valid(rule, member))
			return false;
	}
	return true;
}

static bool items_valid(const json_t *rule, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(value); i++)
		if (!valid(rule, json_array_get(value, i)))
			return false;
	return true;
}

static const json_t *follow(const json_t *reference)
{
	const char *start = "#/$defs/";
	const char *text = json_string_value(reference);
	assert_int_equal(strncmp(text, start, strlen(start)), 0);
	const json_t *found =
		json_object_get(json_object_get(schema, "$defs"), text + strlen(start));
	assert_non_null(found);
	return found;
}

static bool obeys(const char *keyword, const json_t *limit, const json_t *value, const json_t *rule)
{
	static const char *const silent[] = {"$schema", "$id",         "$defs",
					     "title",   "description", "then"};
	for (size_t i = 0; i < COUNT_OF(silent); i++)
		if (strcmp(keyword, silent[i]) == 0)
			return true;
	if (strcmp(keyword, "$ref") == 0)
		return valid(follow(limit), value);
	if (strcmp(keyword, "type") == 0)
		return is_type(json_string_value(limit), value);
	if (strcmp(keyword, "const") == 0)
		return json_equal(limit, value);
	if (strcmp(keyword, "enum") == 0)
		return how_many(limit, value, true) == 1;
	if (strcmp(keyword, "oneOf") == 0)
		return how_many(limit, value, false) == 1;
	if (strcmp(keyword, "anyOf") == 0)
		return how_many(limit, value, false) > 0;
	if (strcmp(keyword, "required") == 0)
		return has_all(limit, value);
	if (strcmp(keyword, "properties") == 0)
		return members_valid(limit, value);
	if (strcmp(keyword, "items") == 0)
		return items_valid(limit, value);
	if (strcmp(keyword, "maxItems") == 0)
		return (json_int_t)json_array_size(value) <= json_integer_value(limit);
	if (strcmp(keyword, "minItems") == 0)
		return (json_int_t)json_array_size(value) >= json_integer_value(limit);
	if (strcmp(keyword, "if") == 0)
		return !valid(limit, value) || valid(json_object_get(rule, "then"), value);
	if (strstr(keyword, "imum"))
		return fits_number(keyword, limit, value);
	if (strstr(keyword, "Length") || strcmp(keyword, "pattern") == 0)
		return fits_text(keyword, limit, value);
	fail_msg("the schema uses %s, which this test does not know", keyword);
	return false;
}

static bool valid(const json_t *rule, const json_t *value)
{
	const char *keyword;
	json_t *limit;
	if (json_is_boolean(rule))
		return json_is_true(rule);
	json_object_foreach((json_t *)(uintptr_t)rule, keyword, limit)
	{
		if (!obeys(keyword, limit, value, rule))
			return false;
	}
	return true;
}

static const json_t *definition(const char *name)
{
	return json_object_get(json_object_get(schema, "$defs"), name);
}

static void test_what_is_encoded_is_all_named_in_the_schema(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLE_COUNT; i++) {
		const char *kind = notice_kind_text(sample_notices[i].kind), *name;
		char *text = wire_encode_notice(&sample_envelope, &sample_notices[i]);
		json_t *event = json_loads(text, 0, NULL), *member;
		const json_t *attributes = json_object_get(definition("event"), "properties");
		const json_t *data = json_object_get(
			json_object_get(json_object_get(definition(kind), "properties"), "data"),
			"properties");
		if (!valid(definition("event"), event))
			fail_msg("%s: against the schema: %s", kind, text);
		json_object_foreach(event, name, member)
		{
			if (!json_object_get(attributes, name))
				fail_msg("%s: %s is not in the schema", kind, name);
		}
		json_object_foreach(json_object_get(event, "data"), name, member)
		{
			if (!json_object_get(data, name))
				fail_msg("%s: data.%s is not in the schema", kind, name);
		}
		json_decref(event);
		free(text);
	}
}

/* What a schema cannot say: that a day is in the calendar, and that 1.0 is written 1. */
static bool beyond_schema(const char *sentence)
{
	return strcmp(sentence, "a day that is none") == 0 || strcmp(sentence, "sequence 1.0") == 0;
}

static void test_schema_and_decoder_refuse_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
		char *text =
			wire_encode_notice(&sample_envelope, &sample_notices[wrongs[i].sample]);
		json_t *event = json_loads(text, 0, NULL);
		put(event, wrongs[i].path, wrongs[i].value);
		bool taken = valid(definition("event"), event);
		if (taken != (!wrongs[i].reject || beyond_schema(wrongs[i].sentence)))
			fail_msg("%s: the schema %s it", wrongs[i].sentence,
				 taken ? "takes" : "refuses");
		json_decref(event);
		free(text);
	}
}

static void test_health_is_as_the_schema_says(void **state)
{
	(void)state;
	const struct wire_health health = {.reader = "well", .version = "1", .cert_days_left = -4};
	char *text = wire_encode_health(&sample_envelope, &health);
	json_t *event = json_loads(text, 0, NULL);
	assert_true(valid(definition("event"), event));
	put(event, "sequence", "9");
	assert_false(valid(definition("event"), event));
	json_decref(event);
	free(text);
}

static void same_words(const char *name, const json_t *list, const char *(*text)(unsigned),
		       unsigned count)
{
	list = json_object_get(list, "enum");
	if (json_array_size(list) != count)
		fail_msg("%s: %zu words in the schema, %u in the program", name,
			 json_array_size(list), count);
	for (unsigned i = 0; i < count; i++) {
		json_t *word = json_string(text(i));
		if (how_many(list, word, true) != 1)
			fail_msg("%s: %s is not in the schema", name, text(i));
		json_decref(word);
	}
}

static const char *state_word(unsigned i)
{
	return state_text((enum state)i);
}

static const char *because_word(unsigned i)
{
	return because_text(1u << i);
}

static const char *withdrawal_word(unsigned i)
{
	return withdrawal_text((enum withdrawal)i);
}

static void test_the_words_are_the_same(void **state)
{
	(void)state;
	same_words("state", definition("state"), state_word, STATE_COUNT);
	same_words("because", json_object_get(definition("because"), "items"), because_word,
		   BECAUSE_KINDS);
	const json_t *withdrawn = json_object_get(definition("flag.withdrawn"), "properties");
	withdrawn = json_object_get(json_object_get(withdrawn, "data"), "properties");
	same_words("reason", json_object_get(withdrawn, "reason"), withdrawal_word,
		   WITHDRAWAL_COUNT);
}

/* What the virtual school answers with, and what it may not. */
static void test_an_ack_is_as_its_schema_says(void **state)
{
	static const struct {
		const char *sentence, *path, *value;
		bool good;
	} rows[] = {
		{"as it is written", "accepted", "3", true},
		{"other servers leave out what was opened", "opened_through", NULL, true},
		{"and the time", "server_time", NULL, true},
		{"members of tomorrow", "mood", "7", true},
		{"opened in quotes", "opened_through", "\"3\"", false},
		{"opened below nothing", "opened_through", "-1", false},
		{"no acked_through", "acked_through", NULL, false},
		{"a hole with one end", "missing", "[[3]]", false},
		{"a hole at 0", "missing", "[[0,3]]", false},
		{"a rejection of nothing", "rejected", "[{}]", false},
		{"noon", "server_time", "\"noon\"", false},
	};
	static const struct outbox_reply ack = {.acked_through = 9,
						.opened_told = true,
						.opened_through = 4,
						.missing = {{11, 12}},
						.missing_count = 1,
						.rejected = {{10, "schema"}},
						.rejected_count = 1,
						.server_utc_ms = 1789374600000};
	json_t *rule = json_load_file(ACK_SCHEMA, JSON_REJECT_DUPLICATES, NULL);
	(void)state;
	assert_non_null(rule);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *text = wire_encode_ack(&ack, 3, 4);
		json_t *answer = json_loads(text, 0, NULL);
		if (rows[i].value)
			put(answer, rows[i].path, rows[i].value);
		else
			json_object_del(answer, rows[i].path);
		if (valid(rule, answer) != rows[i].good)
			fail_msg("%s", rows[i].sentence);
		json_decref(answer);
		free(text);
	}
	json_decref(rule);
}

static int load(void **state)
{
	(void)state;
	json_error_t error;
	schema = json_load_file(SCHEMA, JSON_REJECT_DUPLICATES, &error);
	if (!schema)
		fprintf(stderr, "%s: line %d: %s\n", SCHEMA, error.line, error.text);
	return schema ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	json_decref(schema);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_encoded_is_all_named_in_the_schema),
		cmocka_unit_test(test_schema_and_decoder_refuse_the_same),
		cmocka_unit_test(test_health_is_as_the_schema_says),
		cmocka_unit_test(test_the_words_are_the_same),
		cmocka_unit_test(test_an_ack_is_as_its_schema_says),
	};
	return cmocka_run_group_tests_name("wire_schema", tests, load, unload);
}
