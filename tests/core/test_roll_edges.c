/* The roll at its edges: where it begins and ends, what is of which day, and what is none of a question's business. */
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DAY FACTS_MONDAY
static const struct session am = {DAY, PART_AM}, pm = {DAY, PART_PM};
static struct facts facts;
static struct school school;

static struct event event_at(uint64_t sequence, enum event_kind kind, int32_t day, int minute)
{
	int64_t utc_ms = calendar_utc_ms(day, minute);
	return (struct event){
		.key = {.kiosk = "door", .stream = 1, .sequence = sequence},
		.kind = kind,
		.at = calendar_moment(utc_ms, utc_ms, 1, TRUST_SYNCED),
		.session = {.day = day},
	};
}

static void an_empty_roll_needs_no_memory(void **unused)
{
	(void)unused;
	struct roll roll = {0};
	facts_school(&school);
	struct roll_slice slice = roll_find(&roll, 0, DAY);
	assert_null(slice.facts);
	assert_int_equal(slice.count, 0);
	assert_null(roll_closed(&roll, am));
	assert_int_equal(roll_arrivals(&roll, &school.calendar, am), 0);
}

/* In at one door and out at another in one instant: which was first is the door's to say, and not how often each started. */
static void one_instant_is_ordered_by_the_door_and_its_starts(void **unused)
{
	(void)unused;
	static const struct {
		const char *kiosk;
		uint32_t boot;
		uint64_t stream;
	} order[] = {{"door", 8, 5}, {"door", 9, 2}, {"gate", 1, 1}, {"gate", 2, 0}};
	for (size_t first = 0; first < COUNT_OF(order); first++) {
		facts_clear(&facts);
		for (size_t i = 0; i < COUNT_OF(order); i++) {
			size_t one = (first + i) % COUNT_OF(order);
			struct event event = event_at(1, EVENT_ARRIVED, DAY, 525);
			event.pupil = 5;
			event.at.boot = order[one].boot;
			event.key.stream = order[one].stream;
			text_copy(event.key.kiosk, KIOSK_ID_SIZE, order[one].kiosk);
			assert_int_equal(roll_add(&facts.roll, &event), OK);
		}
		struct roll_slice slice = roll_find(&facts.roll, 5, DAY);
		assert_int_equal(slice.count, COUNT_OF(order));
		for (size_t i = 0; i < slice.count; i++) {
			assert_string_equal(slice.facts[i].key.kiosk, order[i].kiosk);
			assert_int_equal(slice.facts[i].at.boot, order[i].boot);
		}
	}
}

/* From the last to the first, so that each makes all others move. */
static void a_roll_stays_within_its_memory(void **unused)
{
	(void)unused;
	const size_t room = 3;
	struct roll_fact *memory = calloc(room, sizeof(*memory));
	assert_non_null(memory);
	struct roll roll = {.facts = memory, .capacity = room};
	for (size_t i = room; i > 0; i--) {
		struct event event = event_at(i, EVENT_ARRIVED, DAY, 500 + (int)i);
		event.pupil = i == 1 ? 4 : 5;
		assert_int_equal(roll_add(&roll, &event), OK);
	}
	struct event event = event_at(9, EVENT_HEARTBEAT, DAY, 400);
	assert_int_equal(roll_add(&roll, &event), ERR_FULL);
	facts_school(&school);
	assert_int_equal(roll_arrivals(&roll, &school.calendar, am), 2);
	assert_int_equal(roll_find(&roll, 5, DAY).count, 2);
	assert_null(roll_closed(&roll, am));
	assert_false(roll_form_missing(&roll, am, 1));
	free(memory);
}

static void facts_between_others_find_their_place(void **unused)
{
	(void)unused;
	facts_clear(&facts);
	facts.roll.capacity = 4;
	memset(facts.memory, 0x5a, sizeof(facts.memory));
	facts_add(&facts, DAY, "08:41 tap; 08:45 tap; 08:43 tap; 08:44 tap");
	for (size_t i = 0; i < 4; i++) {
		static const int16_t minutes[] = {521, 523, 524, 525};
		assert_int_equal(facts.memory[i].at.minute, minutes[i]);
	}
	for (size_t i = 0; i < sizeof(facts.memory[4]); i++)
		assert_int_equal(((const unsigned char *)&facts.memory[4])[i], 0x5a);
}

/* A kiosk's word of itself may name any session; all else is of the day it speaks of. */
static void what_a_kiosk_says_of_itself_is_of_the_day_it_says_it(void **unused)
{
	(void)unused;
	static const bool of_itself[EVENT_KIND_COUNT] = {
		[EVENT_ROSTER_CHANGED] = true, [EVENT_KIOSK_UP] = true,
		[EVENT_KIOSK_DOWN] = true,     [EVENT_READER_LOST] = true,
		[EVENT_READER_BACK] = true,    [EVENT_CLOCK_STEPPED] = true,
		[EVENT_HEARTBEAT] = true,
	};
	for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
		facts_clear(&facts);
		struct event event = event_at(1, (enum event_kind)kind, DAY, 600);
		event.session.day = DAY - 1;
		assert_int_equal(roll_add(&facts.roll, &event), OK);
		int32_t day = of_itself[kind] ? DAY : DAY - 1;
		bool kiosks = of_itself[kind] && kind != EVENT_ROSTER_CHANGED;
		if (roll_find(&facts.roll, kiosks ? 0 : ROLL_SCHOOL, day).count != 1)
			fail_msg("%s is found on another day",
				 event_kind_text((enum event_kind)kind));
	}
}

/* The clock was put back in between, so that the undo is the day's first fact. */
static void an_undo_from_before_its_tap_takes_it_back(void **unused)
{
	(void)unused;
	facts_school(&school);
	facts_clear(&facts);
	facts_add(&facts, DAY, "08:41 tap; 08:30 undo");
	assert_false(roll_child(&facts.roll, &school.calendar, FACTS_PUPIL, DAY).inside);
}

static void only_an_undo_takes_back(void **unused)
{
	(void)unused;
	facts_school(&school);
	facts_clear(&facts);
	facts_add(&facts, DAY, "08:41 tap");
	struct event event = event_at(2, EVENT_RETURNED, DAY, 530);
	event.pupil = FACTS_PUPIL;
	event.target = facts.events[0].key;
	assert_int_equal(roll_add(&facts.roll, &event), OK);
	assert_non_null(
		roll_child(&facts.roll, &school.calendar, FACTS_PUPIL, DAY).arrived[PART_AM]);
}

static void heartbeats_close_no_register(void **unused)
{
	(void)unused;
	facts_clear(&facts);
	facts_add(&facts, DAY, "08:25 beats 09:25; 09:21 closed PM");
	assert_null(roll_closed(&facts.roll, am));
	assert_non_null(roll_closed(&facts.roll, pm));
}

static void a_form_is_missing_in_its_session_alone(void **unused)
{
	(void)unused;
	int64_t form = rules_form("9B");
	facts_clear(&facts);
	facts_add(&facts, DAY, "09:20 missing AM 9B");
	assert_true(roll_form_missing(&facts.roll, am, form));
	assert_false(roll_form_missing(&facts.roll, pm, form));
	assert_false(roll_form_missing(&facts.roll, (struct session){DAY - 1, PART_AM}, form));
	assert_false(roll_form_missing(&facts.roll, (struct session){DAY + 1, PART_AM}, form));
	assert_false(roll_form_missing(&facts.roll, am, rules_form("9C")));
	/* A closure's number says that it is of both parts, and a heartbeat's that the reader is well: no form's name. */
	facts_add(&facts, DAY, "09:19 beat; 09:19 closure both Y3");
	assert_false(roll_form_missing(&facts.roll, am, 1));
}

static void the_first_pupil_of_a_roll_is_counted(void **unused)
{
	(void)unused;
	facts_school(&school);
	for (uint32_t pupil = 1; pupil <= 2; pupil++) {
		facts_clear(&facts);
		facts.pupil = pupil;
		facts_add(&facts, DAY, "08:41 tap");
		assert_int_equal(roll_arrivals(&facts.roll, &school.calendar, am), 1);
		facts_add(&facts, DAY, "08:40 beat");
		assert_int_equal(roll_arrivals(&facts.roll, &school.calendar, am), 1);
		assert_int_equal(roll_arrivals(&facts.roll, &school.calendar, pm), 0);
	}
}

/* A new start begins a stream, and the numbers of streams have no order. */
static void of_one_instant_the_earlier_starts_facts_come_first(void **unused)
{
	(void)unused;
	facts_clear(&facts);
	for (uint32_t boot = 3; boot > 0; boot--) {
		struct event event = event_at(1, EVENT_HEARTBEAT, DAY, 600);
		event.at.boot = boot;
		event.key.stream = 10 - boot;
		assert_int_equal(roll_add(&facts.roll, &event), OK);
	}
	for (uint32_t boot = 1; boot <= 3; boot++)
		assert_int_equal(facts.memory[boot - 1].at.boot, boot);
}

/* All pupils of a day, and neither the kiosks nor the school. */
static void the_pupils_of_a_day_lie_together(void **unused)
{
	(void)unused;
	const struct roll empty = {0};
	assert_null(roll_find_pupils(&empty, FACTS_MONDAY).facts);
	assert_int_equal(roll_find_pupils(&empty, FACTS_MONDAY).count, 0);
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY,
		  "d-1 09:00 #4 tap; 08:00 beat; 08:40 #1 tap; 08:41 #4000 left; 09:20 closed AM; "
		  "09:21 beat");
	struct roll_slice slice = roll_find_pupils(&facts.roll, FACTS_MONDAY);
	assert_int_equal(slice.count, 2);
	assert_int_equal(slice.facts[0].pupil, 1);
	assert_int_equal(slice.facts[1].pupil, 4000);
	assert_int_equal(roll_find_pupils(&facts.roll, FACTS_MONDAY + 1).count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_pupils_of_a_day_lie_together),
		cmocka_unit_test(an_empty_roll_needs_no_memory),
		cmocka_unit_test(one_instant_is_ordered_by_the_door_and_its_starts),
		cmocka_unit_test(a_roll_stays_within_its_memory),
		cmocka_unit_test(facts_between_others_find_their_place),
		cmocka_unit_test(of_one_instant_the_earlier_starts_facts_come_first),
		cmocka_unit_test(what_a_kiosk_says_of_itself_is_of_the_day_it_says_it),
		cmocka_unit_test(an_undo_from_before_its_tap_takes_it_back),
		cmocka_unit_test(only_an_undo_takes_back),
		cmocka_unit_test(heartbeats_close_no_register),
		cmocka_unit_test(a_form_is_missing_in_its_session_alone),
		cmocka_unit_test(the_first_pupil_of_a_roll_is_counted),
	};
	return cmocka_run_group_tests_name("roll at its edges", tests, NULL, NULL);
}
