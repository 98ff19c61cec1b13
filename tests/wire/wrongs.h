#pragma once
/* wrongs: what can be wrong with an event, one thing at a time, and what the decoder says of it. */
#include "tests/wire/samples.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Puts a value (JSON; NULL: nothing at all) at "member" or "data.member" or "data.list.0.member" of a sample. */
static inline void put(json_t *event, const char *path, const char *value)
{
	char step[64];
	json_t *at = event;
	while (strchr(path, '.')) {
		snprintf(step, sizeof(step), "%.*s", (int)strcspn(path, "."), path);
		at = json_is_array(at) ? json_array_get(at, (size_t)strtoul(step, NULL, 10))
				       : json_object_get(at, step);
		assert_non_null(at);
		path = strchr(path, '.') + 1;
	}
	if (!value) {
		assert_int_equal(json_object_del(at, path), 0);
		return;
	}
	json_t *made = json_loads(value, JSON_DECODE_ANY, NULL);
	assert_non_null(made);
	assert_int_equal(json_object_set_new(at, path, made), 0);
}

#define LONG_39 "\"123456789012345678901234567890123456789\""
#define LONG_40 "\"1234567890123456789012345678901234567890\""
static const struct {
	const char *sentence;
	enum sample sample;
	const char *path;
	const char *value;
	const char *reject; /* NULL: taken */
} wrongs[] = {
	/* attributes */
	{"a member nobody knows is let be", SAMPLE_RAISED, "dataschema", "\"urn:x\"", NULL},
	{"so is one in data", SAMPLE_RAISED, "data.mood", "{\"deep\":[1]}", NULL},
	{"another CloudEvents", SAMPLE_RAISED, "specversion", "\"2.0\"",
	 "specversion: must be 1.0"},
	{"a specversion that is a number", SAMPLE_RAISED, "specversion", "1.0",
	 "specversion: must be 1.0"},
	{"no id", SAMPLE_RAISED, "id", NULL, "id: must be a UUID of version 7"},
	{"an id of another version", SAMPLE_RAISED, "id", "\"" SAMPLE_FLAG "\"",
	 "id: must be a UUID of version 7"},
	{"an id in capitals", SAMPLE_RAISED, "id", "\"019A2B3C-4D5E-7F60-8123-456789ABCDEF\"",
	 "id: must be a UUID of version 7"},
	{"an id that is one short", SAMPLE_RAISED, "id", "\"019a2b3c-4d5e-7f60-8123-456789abcde\"",
	 "id: must be a UUID of version 7"},
	{"an id with a letter beyond f", SAMPLE_RAISED, "id",
	 "\"019a2b3c-4d5e-7f60-8123-456789abcdeg\"", "id: must be a UUID of version 7"},
	{"a source of something else", SAMPLE_RAISED, "source", "\"urn:other:kiosk:front-door\"",
	 "source: must be urn:firstbell:kiosk:<kiosk id>"},
	{"a source without a kiosk", SAMPLE_RAISED, "source", "\"urn:firstbell:kiosk:\"",
	 "source: must be urn:firstbell:kiosk:<kiosk id>"},
	{"a kiosk with a space", SAMPLE_RAISED, "source", "\"urn:firstbell:kiosk:a b\"",
	 "source: must be urn:firstbell:kiosk:<kiosk id>"},
	{"a kiosk of 32 letters", SAMPLE_RAISED, "source",
	 "\"urn:firstbell:kiosk:abcdefghijklmnopqrstuvwxyzabcdef\"",
	 "source: must be urn:firstbell:kiosk:<kiosk id>"},
	{"a kiosk of 31 letters", SAMPLE_RAISED, "source",
	 "\"urn:firstbell:kiosk:abcdefghijklmnopqrstuvwxyzabcde\"", NULL},
	{"no type", SAMPLE_RAISED, "type", NULL, "type: is not a type of Firstbell"},
	{"a type of others", SAMPLE_RAISED, "type", "\"com.example.flag.raised.v1\"",
	 "type: is not a type of Firstbell"},
	{"an unknown type", SAMPLE_RAISED, "type", "\"uk.firstbell.flag.waved.v1\"",
	 "type: is not known here"},
	{"a type of the future", SAMPLE_RAISED, "type", "\"uk.firstbell.flag.raised.v2\"",
	 "type: is of a version that is not known here"},
	{"version 11 is not version 1", SAMPLE_RAISED, "type", "\"uk.firstbell.flag.raised.v11\"",
	 "type: is of a version that is not known here"},
	{"a type without a version", SAMPLE_RAISED, "type", "\"uk.firstbell.flag.raised\"",
	 "type: is of a version that is not known here"},
	{"a very long type", SAMPLE_RAISED, "type",
	 "\"uk.firstbell.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.v1\"",
	 "type: is not a type of Firstbell"},
	{"a local time", SAMPLE_RAISED, "time", "\"2026-09-14T09:30:00.250+01:00\"",
	 "time: must be a UTC time as RFC 3339 has it"},
	{"a day that is none", SAMPLE_RAISED, "time", "\"2026-02-30T09:30:00.250Z\"",
	 "time: must be a UTC time as RFC 3339 has it"},
	{"a time without a fraction", SAMPLE_RAISED, "time", "\"2026-09-14T08:30:00Z\"", NULL},
	{"an empty time", SAMPLE_RAISED, "time", "\"\"",
	 "time: must be a UTC time as RFC 3339 has it"},
	{"another content type", SAMPLE_RAISED, "datacontenttype", "\"text/xml\"",
	 "datacontenttype: must be application/json"},
	{"a stream that is a number", SAMPLE_RAISED, "stream", "5",
	 "stream: must be 16 hex digits in lower case"},
	{"a stream of 15 digits", SAMPLE_RAISED, "stream", "\"000000000000001\"",
	 "stream: must be 16 hex digits in lower case"},
	{"a stream with a sign", SAMPLE_RAISED, "stream", "\"-000000000000001\"",
	 "stream: must be 16 hex digits in lower case"},
	{"no sequence", SAMPLE_RAISED, "sequence", NULL, "sequence: is missing"},
	{"sequence 0", SAMPLE_RAISED, "sequence", "0",
	 "sequence: must be a whole number of 1 or more"},
	{"sequence -1", SAMPLE_RAISED, "sequence", "-1",
	 "sequence: must be a whole number of 1 or more"},
	{"sequence 1.0", SAMPLE_RAISED, "sequence", "1.0",
	 "sequence: must be a whole number of 1 or more"},
	{"a sequence in quotes", SAMPLE_RAISED, "sequence", "\"7\"",
	 "sequence: must be a whole number of 1 or more"},
	{"the highest sequence there can be", SAMPLE_RAISED, "sequence", "9223372036854775807",
	 NULL},
	{"a trust nobody knows", SAMPLE_RAISED, "clocktrust", "\"certain\"",
	 "clocktrust: is missing or not one of its words"},
	{"no trust", SAMPLE_RAISED, "clocktrust", NULL,
	 "clocktrust: is missing or not one of its words"},
	/* data */
	{"no data", SAMPLE_RAISED, "data", NULL, "data: must be an object"},
	{"data that is text", SAMPLE_RAISED, "data", "\"{}\"", "data: must be an object"},
	{"no flag", SAMPLE_RAISED, "data.flag", NULL, "flag: is missing"},
	{"a flag of version 7", SAMPLE_RAISED, "data.flag",
	 "\"019a2b3c-4d5e-7f60-8123-456789abcdef\"", "flag: must be a UUID of version 5"},
	{"no child", SAMPLE_RAISED, "data.child", NULL, "child: is missing"},
	{"an empty child", SAMPLE_RAISED, "data.child", "\"\"", "child: is empty"},
	{"a child of null", SAMPLE_RAISED, "data.child", "null", "child: must be text"},
	{"a child with a line break", SAMPLE_RAISED, "data.child", "\"a\\nb\"",
	 "child: holds a control character"},
	{"the longest child", SAMPLE_RAISED, "data.child", LONG_39, NULL},
	{"a child too long", SAMPLE_RAISED, "data.child", LONG_40, "child: is too long"},
	{"a session at night", SAMPLE_RAISED, "data.session", "\"2026-09-14/XX\"",
	 "session: must be a day and AM or PM, as 2026-09-14/AM"},
	{"a session that is a list", SAMPLE_RAISED, "data.session", "[]",
	 "session: must be a day and AM or PM, as 2026-09-14/AM"},
	{"a kind nobody knows", SAMPLE_RAISED, "data.kind", "\"second_day\"",
	 "kind: must be first_day or continuing"},
	{"day 0", SAMPLE_RAISED, "data.day", "0", "day: is out of range"},
	{"a day beyond an int", SAMPLE_RAISED, "data.day", "2147483648", "day: is out of range"},
	{"half a day", SAMPLE_RAISED, "data.day", "0.5", "day: must be a whole number"},
	{"a certainty nobody knows", SAMPLE_RAISED, "data.certainty", "\"likely\"",
	 "certainty: is not one of its words"},
	{"confirmed, with reasons to doubt", SAMPLE_RAISED, "data.certainty", "\"confirmed\"",
	 "because: gives reasons to doubt what is confirmed"},
	{"a reason nobody knows", SAMPLE_RAISED, "data.because", "[\"rain\"]",
	 "because: holds a word that is not one of its words"},
	{"a reason by itself", SAMPLE_RAISED, "data.because", "\"kiosk_down\"",
	 "because: must be a list"},
	{"a reason given twice", SAMPLE_RAISED, "data.because", "[\"kiosk_down\",\"kiosk_down\"]",
	 NULL},
	{"no reasons", SAMPLE_RAISED, "data.because", NULL, "because: is missing"},
	{"no office", SAMPLE_RAISED, "data.office", NULL, "office: is missing"},
	{"no code", SAMPLE_RAISED, "data.code", NULL, "code: is missing"},
	{"a code of three", SAMPLE_RAISED, "data.code", "\"Y12\"",
	 "code: must be a code of one or two characters"},
	{"an empty code", SAMPLE_RAISED, "data.code", "\"\"",
	 "code: must be a code of one or two characters"},
	{"a code in another script", SAMPLE_RAISED, "data.code", "\"é\"",
	 "code: must be a code of one or two characters"},
	{"a roster before the first", SAMPLE_RAISED, "data.roster_version", "-1",
	 "roster_version: is out of range"},
	{"an update without certainty could be read as confirmed", SAMPLE_UPDATED, "data.certainty",
	 NULL, "certainty: is missing"},
	{"an update by nobody named", SAMPLE_UPDATED, "data.by", NULL, NULL},
	{"an update without a code", SAMPLE_UPDATED, "data.code", NULL, NULL},
	{"a role too long", SAMPLE_UPDATED, "data.by",
	 "\"an attendance officer whose title never comes to an end\"", "by: is too long"},
	{"a state nobody knows", SAMPLE_ATTENDANCE, "data.state", "\"here\"",
	 "state: is not one of its words"},
	{"an arrival at no time", SAMPLE_ATTENDANCE, "data.at", NULL, "at: is missing"},
	{"an arrival at a time without an offset", SAMPLE_ATTENDANCE, "data.at",
	 "\"2026-09-14T08:55:10\"", "at: must be a time as RFC 3339 has it, with offset"},
	{"an arrival without a code", SAMPLE_ATTENDANCE, "data.code", NULL, NULL},
	{"a withdrawal for a reason nobody knows", SAMPLE_WITHDRAWN, "data.reason", "\"whim\"",
	 "reason: is not one of its words"},
	{"a suspension without a code", SAMPLE_SUSPENSION, "data.code", NULL, "code: is missing"},
	{"what fills the hole of nothing", SAMPLE_QUARANTINED, "data.refused_sequence", "0",
	 "refused_sequence: is out of range"},
	{"a refusal without a problem", SAMPLE_QUARANTINED, "data.problem", NULL,
	 "problem: is missing"},
	/* the statement */
	{"no children at all", SAMPLE_CLOSED, "data.children", NULL, "children: is missing"},
	{"children by name", SAMPLE_CLOSED, "data.children", "{}", "children: must be a list"},
	{"a child that is a number", SAMPLE_CLOSED, "data.children", "[5]",
	 "children: holds a line that is not an object"},
	{"a line without a child", SAMPLE_CLOSED, "data.children.1.child", NULL,
	 "children: holds a line whose child is missing or not well formed"},
	{"a line without a state", SAMPLE_CLOSED, "data.children.1.state", NULL,
	 "children: holds a line whose state is missing or not one of its words"},
	{"a line with a bad code", SAMPLE_CLOSED, "data.children.0.code", "5",
	 "children: holds a line whose code is not well formed"},
	{"a negative number of children", SAMPLE_CLOSED, "data.absent", "-1",
	 "absent: is out of range"},
	{"a kiosk that is silent on whether it is complete", SAMPLE_CLOSED,
	 "data.coverage.0.complete", NULL,
	 "coverage: holds a line whose complete is not true or false"},
	{"a kiosk that is as good as complete", SAMPLE_CLOSED, "data.coverage.0.complete", "1",
	 "coverage: holds a line whose complete is not true or false"},
	{"a kiosk without a through", SAMPLE_CLOSED, "data.coverage.0.through", NULL,
	 "coverage: holds a line whose through is neither a time nor null"},
	{"a kiosk with reasons nobody knows", SAMPLE_CLOSED, "data.coverage.1.because", "[1]",
	 "coverage: holds a line whose because is not a list of its words"},
	{"nine kiosks", SAMPLE_CLOSED, "data.coverage", "[1,2,3,4,5,6,7,8,9]",
	 "coverage: must be a list of at most 8 kiosks"},
	{"a closing time that is none", SAMPLE_CLOSED, "data.closed_at", "1789374000000",
	 "closed_at: must be a time as RFC 3339 has it, with offset"},
	{"an activity nobody knows", SAMPLE_CLOSED, "data.reader_activity", "\"117 taps\"",
	 "reader_activity: is not one of its words"},
};
