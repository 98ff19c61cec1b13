#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/calendar.h"
#include "core/event.h"

static struct event sample(enum event_kind kind)
{
	struct event event = {
		.key = {"front-door", 77, 5},
		.kind = kind,
		.source = SOURCE_KIOSK,
		.at = calendar_moment(INT64_C(1789371670400), 1000, 3, TRUST_SYNCED),
	};
	event.session = (struct session){event.at.day, PART_AM};
	switch (kind) {
	case EVENT_ARRIVED:
	case EVENT_LEFT:
	case EVENT_RETURNED:
		event.source = SOURCE_CARD;
		event.pupil = 42;
		break;
	case EVENT_UNDONE: event.target = (struct event_key){"front-door", 77, 4}; break;
	case EVENT_MARKED:
		event.source = SOURCE_STAFF;
		event.pupil = 42;
		assert_true(text_copy(event.code.text, sizeof(event.code.text), "I"));
		break;
	case EVENT_LATE_REASON:
		event.source = SOURCE_TOUCH;
		event.pupil = 42;
		assert_true(text_copy(event.words.reason, sizeof(event.words.reason), "overslept"));
		break;
	case EVENT_CLOSURE:
		event.source = SOURCE_STAFF;
		assert_true(text_copy(event.code.text, sizeof(event.code.text), "Y4"));
		break;
	case EVENT_CARD_GIVEN:
	case EVENT_CARDS_BLOCKED:
		event.source = SOURCE_STAFF;
		event.pupil = 42;
		break;
	case EVENT_DOOR_NOT_IN_USE:
	case EVENT_DOOR_IN_USE:
		event.source = SOURCE_STAFF;
		assert_true(text_copy(event.words.reason, sizeof(event.words.reason), "side-gate"));
		break;
	case EVENT_STAFF_IN:
	case EVENT_LIST_PRINTED: event.source = SOURCE_STAFF; break;
	case EVENT_ROSTER_CHANGED:
	case EVENT_FORM_MISSING:
	case EVENT_CLOCK_STEPPED: event.number = 9; break;
	default: break;
	}
	return event;
}

static void each_kind_has_a_valid_event(void **state)
{
	(void)state;
	for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
		struct event event = sample((enum event_kind)kind);
		enum event_kind read = EVENT_KIND_COUNT;
		if (!event_valid(&event))
			fail_msg("%s", event_kind_text(event.kind));
		assert_true(event_kind_parse(event_kind_text(event.kind), &read));
		assert_int_equal(read, kind);
	}
	enum event_kind kind = EVENT_LEFT;
	assert_false(event_kind_parse("Arrived", &kind));
	assert_false(event_kind_parse("", &kind));
	assert_int_equal(kind, EVENT_LEFT);
	assert_string_equal(event_kind_text(EVENT_SESSION_CLOSED), "session_closed");
	assert_string_equal(event_source_text(SOURCE_MIS), "mis");
}

static void no_pupil(struct event *event)
{
	event->pupil = 0;
}
static void a_pupil(struct event *event)
{
	event->pupil = 42;
}
static void no_reason(struct event *event)
{
	event->words.reason[0] = '\0';
}
static void long_name(struct event *event)
{
	memset(event->words.reason, 'g', KIOSK_ID_SIZE);
	event->words.reason[KIOSK_ID_SIZE] = '\0';
}
static void no_code(struct event *event)
{
	event->code.text[0] = '\0';
}
static void long_code(struct event *event)
{
	assert_true(text_copy(event->code.text, sizeof(event->code.text), "ABC"));
}
static void open_code(struct event *event)
{
	memset(event->code.text, 'A', sizeof(event->code.text));
}
static void by_kiosk(struct event *event)
{
	event->source = SOURCE_KIOSK;
}
static void by_card(struct event *event)
{
	event->source = SOURCE_CARD;
}
static void by_nobody(struct event *event)
{
	event->source = SOURCE_COUNT;
}
static void no_kind(struct event *event)
{
	event->kind = EVENT_KIND_COUNT;
}
static void no_part(struct event *event)
{
	event->session.part = PART_COUNT;
}
static void other_day(struct event *event)
{
	event->session.day++;
}
static void minute_1440(struct event *event)
{
	event->at.minute = 1440;
}
static void minute_before(struct event *event)
{
	event->at.minute = -1;
}
static void minute_off(struct event *event)
{
	event->at.minute++;
}
static void day_off(struct event *event)
{
	event->at.day--;
	event->session.day--;
}
static void no_trust(struct event *event)
{
	event->at.trust = (enum trust)3;
}
static void number_0(struct event *event)
{
	event->number = 0;
}
static void number_2(struct event *event)
{
	event->number = 2;
}
static void number_minus(struct event *event)
{
	event->number = -1;
}
static void no_target(struct event *event)
{
	memset(&event->target, 0, sizeof(event->target));
}
static void target_0(struct event *event)
{
	event->target.sequence = 0;
}
static void own_target(struct event *event)
{
	event->target = event->key;
}
static void no_kiosk(struct event *event)
{
	event->key.kiosk[0] = '\0';
}
static void open_kiosk(struct event *event)
{
	memset(event->key.kiosk, 'k', KIOSK_ID_SIZE);
}
static void open_target(struct event *event)
{
	memset(event->target.kiosk, 'k', KIOSK_ID_SIZE);
}
static void open_role(struct event *event)
{
	memset(event->words.by_role, 'r', ROLE_SIZE);
}
static void open_name(struct event *event)
{
	memset(event->words.by_name, 'n', sizeof(event->words.by_name));
}
static void open_reason(struct event *event)
{
	memset(event->words.reason, 'w', sizeof(event->words.reason));
}

static void what_cannot_be_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		enum event_kind kind;
		void (*spoil)(struct event *event);
	} rows[] = {
		{"an arrival without a pupil", EVENT_ARRIVED, no_pupil},
		{"an arrival nobody made", EVENT_ARRIVED, by_kiosk},
		{"an arrival in a session of another day", EVENT_ARRIVED, other_day},
		{"a departure without a pupil", EVENT_LEFT, no_pupil},
		{"a return in a session of another day", EVENT_RETURNED, other_day},
		{"an undoing of nothing", EVENT_UNDONE, no_target},
		{"an undoing of number 0", EVENT_UNDONE, target_0},
		{"an undoing of itself", EVENT_UNDONE, own_target},
		{"a target without an end", EVENT_UNDONE, open_target},
		{"a mark without a pupil", EVENT_MARKED, no_pupil},
		{"a mark without a code", EVENT_MARKED, no_code},
		{"a code of three", EVENT_MARKED, long_code},
		{"a code without an end", EVENT_MARKED, open_code},
		{"a mark by a card", EVENT_MARKED, by_card},
		{"a late reason of nobody", EVENT_LATE_REASON, no_pupil},
		{"a late reason without one", EVENT_LATE_REASON, no_reason},
		{"a late reason that nobody gave", EVENT_LATE_REASON, by_kiosk},
		{"a closure of a pupil", EVENT_CLOSURE, a_pupil},
		{"a closure without a code", EVENT_CLOSURE, no_code},
		{"a closure of two more sessions", EVENT_CLOSURE, number_2},
		{"a closure by the kiosk", EVENT_CLOSURE, by_kiosk},
		{"a door of a pupil", EVENT_DOOR_NOT_IN_USE, a_pupil},
		{"a door of no kiosk", EVENT_DOOR_NOT_IN_USE, no_reason},
		{"a door of a kiosk whose name is too long", EVENT_DOOR_NOT_IN_USE, long_name},
		{"a door that no person speaks of", EVENT_DOOR_NOT_IN_USE, by_kiosk},
		{"a door on another day", EVENT_DOOR_NOT_IN_USE, other_day},
		{"a door in use of no kiosk", EVENT_DOOR_IN_USE, no_reason},
		{"a door in use on another day", EVENT_DOOR_IN_USE, other_day},
		{"roster version 0", EVENT_ROSTER_CHANGED, number_0},
		{"a negative roster version", EVENT_ROSTER_CHANGED, number_minus},
		{"a step of no time", EVENT_CLOCK_STEPPED, number_0},
		{"a heartbeat of 2", EVENT_HEARTBEAT, number_2},
		{"a heartbeat of a pupil", EVENT_HEARTBEAT, a_pupil},
		{"a register closed by a pupil", EVENT_SESSION_CLOSED, a_pupil},
		{"a pupil's reader", EVENT_READER_LOST, a_pupil},
		{"no kind", EVENT_ARRIVED, no_kind},
		{"no source", EVENT_ARRIVED, by_nobody},
		{"no part of the day", EVENT_ARRIVED, no_part},
		{"minute 1440", EVENT_ARRIVED, minute_1440},
		{"a minute before midnight", EVENT_ARRIVED, minute_before},
		{"a minute that is not the instant's", EVENT_ARRIVED, minute_off},
		{"a day that is not the instant's", EVENT_ARRIVED, day_off},
		{"a trust there is not", EVENT_ARRIVED, no_trust},
		{"a numbered event of no kiosk", EVENT_ARRIVED, no_kiosk},
		{"a kiosk without an end", EVENT_ARRIVED, open_kiosk},
		{"a role without an end", EVENT_MARKED, open_role},
		{"a name without an end", EVENT_MARKED, open_name},
		{"a reason without an end", EVENT_MARKED, open_reason},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct event event = sample(rows[i].kind);
		assert_true(event_valid(&event));
		rows[i].spoil(&event);
		if (event_valid(&event))
			fail_msg("%s is valid", rows[i].sentence);
	}
}

static void a_key_may_be_yet_to_come(void **state)
{
	(void)state;
	struct event event = sample(EVENT_ARRIVED);
	event.key = (struct event_key){"", 0, 0};
	assert_true(event_valid(&event));
	/* A mark may speak of another day, an undoing of a pupil. */
	event = sample(EVENT_MARKED);
	event.session.day -= 3;
	assert_true(event_valid(&event));
	event = sample(EVENT_UNDONE);
	event.pupil = 42;
	assert_true(event_valid(&event));
}

/* -- the order of keys ----------------------------------------------------------------------------- */

enum { KEYS = 60 };

static void random_keys(struct event_key keys[KEYS], uint32_t seed)
{
	static const char *const kiosks[] = {"a", "ab", "b", "front-door"};
	static const uint64_t numbers[] = {0, 1, 2, UINT32_MAX, UINT64_MAX};
	for (size_t i = 0; i < KEYS; i++) {
		/* What lies behind the end of the name must not count. */
		memset(&keys[i], (int)(seed >> 24), sizeof(keys[i]));
		seed = seed * 1664525 + 1013904223;
		assert_true(text_copy(keys[i].kiosk, sizeof(keys[i].kiosk), kiosks[seed >> 30]));
		keys[i].stream = numbers[(seed >> 20) % COUNT_OF(numbers)];
		keys[i].sequence = numbers[(seed >> 10) % COUNT_OF(numbers)];
	}
}

/* The obvious order: by name, then the numbers written out with leading zeros. */
static int slow_compare(const struct event_key *a, const struct event_key *b)
{
	if (strcmp(a->kiosk, b->kiosk) != 0)
		return strcmp(a->kiosk, b->kiosk) < 0 ? -1 : 1;
	for (int bit = 127; bit >= 0; bit--) {
		uint64_t of_a = bit > 63 ? a->stream >> (bit - 64) & 1 : a->sequence >> bit & 1;
		uint64_t of_b = bit > 63 ? b->stream >> (bit - 64) & 1 : b->sequence >> bit & 1;
		if (of_a != of_b)
			return of_a < of_b ? -1 : 1;
	}
	return 0;
}

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void the_order_of_keys_is_an_order(void **state)
{
	(void)state;
	struct event_key keys[KEYS];
	uint32_t seed = 4711;
	print_message("seed %u\n", seed);
	random_keys(keys, seed);
	for (size_t i = 0; i < KEYS; i++) {
		assert_int_equal(event_key_compare(&keys[i], &keys[i]), 0);
		for (size_t j = 0; j < KEYS; j++) {
			int ij = sign(event_key_compare(&keys[i], &keys[j]));
			assert_int_equal(ij, slow_compare(&keys[i], &keys[j]));
			assert_int_equal(ij, -sign(event_key_compare(&keys[j], &keys[i])));
			for (size_t k = 0; k < KEYS; k++) {
				if (ij <= 0 && event_key_compare(&keys[j], &keys[k]) <= 0)
					assert_true(event_key_compare(&keys[i], &keys[k]) <= 0);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_has_a_valid_event),
		cmocka_unit_test(what_cannot_be_is_refused),
		cmocka_unit_test(a_key_may_be_yet_to_come),
		cmocka_unit_test(the_order_of_keys_is_an_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
