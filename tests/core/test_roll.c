/* The roll: what a day's facts add up to, and the laws of a fold over a set. */
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct facts facts, again;
static struct school school;

static const char *when(const struct roll_fact *fact, char out[MINUTE_TEXT_SIZE])
{
	out[0] = '\0';
	if (fact)
		calendar_format_minute(fact->at.minute, out);
	return out;
}

struct row {
	const char *sentence;
	const char *facts;
	const char *added_up; /* arrived AM, PM; left; returned; marks; inside */
};

static struct row rows[] = {
	{"nothing", "", "|||||out"},
	{"one tap", "08:41 tap", "08:41|||||in"},
	{"the first tap of each part counts", "08:50 tap; 08:41 tap; 13:00 tap; 12:45 tap",
	 "08:41|12:45||||in"},
	{"12:39 is of the morning, 12:40 of the afternoon", "12:40 tap; 12:39 tap",
	 "12:39|12:40||||in"},
	{"left", "08:41 tap; 11:00 left", "08:41||11:00|||out"},
	{"left and returned", "08:41 tap; 11:00 left; 11:30 back", "08:41||11:00|11:30||in"},
	{"the last time out, and no time in after it",
	 "08:41 tap; 11:00 left; 11:30 back; 14:00 left", "08:41||14:00|||out"},
	{"a tap after leaving is a return", "08:41 tap; 11:00 left; 12:50 tap",
	 "08:41|12:50|11:00|12:50||in"},
	{"of two returns the first", "08:41 tap; 11:00 left; 11:30 back; 11:40 back",
	 "08:41||11:00|11:30||in"},
	{"a tap undone leaves nothing", "08:41 tap; 08:42 undo", "|||||out"},
	{"leaving undone", "08:41 tap; 11:00 left; 11:01 undo", "08:41|||||in"},
	{"the latest mark of each part", "09:00 mark AM I; 09:30 mark AM M; 09:40 mark PM I",
	 "||||MI|out"},
	{"the latest mark undone", "09:00 mark AM I; 09:30 mark AM M; 09:31 undo", "||||I|out"},
	{"told in any order", "11:30 back; 08:41 tap; 11:00 left", "08:41||11:00|11:30||in"},
	{"the day before is another day", "d-1 08:00 tap; d-1 12:00 left", "|||||out"},
};

static void check_row(void **state)
{
	const struct row *row = *state;
	facts_clear(&facts);
	facts_school(&school);
	facts_add(&facts, FACTS_MONDAY, row->facts);
	/* Another child's day changes nothing. */
	facts.pupil = FACTS_PUPIL + 1;
	facts_add(&facts, FACTS_MONDAY, "08:00 tap; 10:00 left; 09:00 mark AM E");
	struct roll_child child =
		roll_child(&facts.roll, &school.calendar, FACTS_PUPIL, FACTS_MONDAY);
	char at[4][MINUTE_TEXT_SIZE], text[64];
	snprintf(text, sizeof(text), "%s|%s|%s|%s|%s%s|%s", when(child.arrived[PART_AM], at[0]),
		 when(child.arrived[PART_PM], at[1]), when(child.left, at[2]),
		 when(child.returned, at[3]), child.mark[0] ? child.mark[0]->code.text : "",
		 child.mark[1] ? child.mark[1]->code.text : "", child.inside ? "in" : "out");
	assert_string_equal(text, row->added_up);
}

/* before|out_before|came|left|back */
static void a_stay_is_as_its_session_sees_it(void **unused)
{
	(void)unused;
	static const struct {
		const char *facts;
		enum part part;
		const char *stay;
	} stays[] = {
		{"08:41 tap; 08:50 tap", PART_AM, "||08:41||"},
		{"08:41 tap; 08:50 tap", PART_PM, "08:41||||"},
		{"08:41 tap; 11:00 left", PART_AM, "||08:41|11:00|"},
		{"08:41 tap; 11:00 left", PART_PM, "|11:00|||"},
		{"08:41 tap; 11:00 left; 11:30 back; 11:40 tap", PART_AM, "||08:41|11:00|11:30"},
		{"08:41 tap; 11:00 left; 11:30 back; 11:40 tap", PART_PM, "11:30||||"},
		{"08:41 tap; 13:00 left; 13:30 back; 14:00 left", PART_PM, "08:41||13:30|14:00|"},
		{"08:41 tap; 13:00 left; 13:30 back; 14:00 left", PART_AM, "||08:41||"},
		{"13:00 tap; 13:01 undo; 13:10 tap", PART_PM, "||13:10||"},
	};
	facts_school(&school);
	for (size_t i = 0; i < COUNT_OF(stays); i++) {
		facts_clear(&facts);
		facts_add(&facts, FACTS_MONDAY, stays[i].facts);
		struct roll_stay stay = roll_stay(&facts.roll, &school.calendar, FACTS_PUPIL,
						  (struct session){FACTS_MONDAY, stays[i].part},
						  stays[i].part == PART_AM ? 11 * 60 + 1 : 1440);
		char at[5][MINUTE_TEXT_SIZE], text[64];
		snprintf(text, sizeof(text), "%s|%s|%s|%s|%s", when(stay.before, at[0]),
			 when(stay.out_before, at[1]), when(stay.came, at[2]),
			 when(stay.left, at[3]), when(stay.back, at[4]));
		assert_string_equal(text, stays[i].stay);
	}
}

static struct event random_event(uint64_t *seed, uint64_t sequence)
{
	static const enum event_kind kinds[] = {EVENT_ARRIVED,   EVENT_ARRIVED,       EVENT_LEFT,
						EVENT_RETURNED,  EVENT_MARKED,        EVENT_CLOSURE,
						EVENT_HEARTBEAT, EVENT_SESSION_CLOSED};
	static const char *const kiosks[] = {"door", "gate", "hall"};
	static const char *const codes[] = {"/", "I", "N", "E", "B", "&"};
	struct event event = {.kind = kinds[facts_random(seed, COUNT_OF(kinds))]};
	event.key.stream = 1 + facts_random(seed, 2);
	event.key.sequence = sequence;
	text_copy(event.key.kiosk, KIOSK_ID_SIZE, kiosks[facts_random(seed, 3)]);
	int32_t day = FACTS_MONDAY + (int32_t)facts_random(seed, 2);
	/* Few different instants, so that ties are common. */
	int64_t utc_ms = calendar_utc_ms(day, 480 + (int)facts_random(seed, 20) * 20);
	event.at = calendar_moment(utc_ms, utc_ms, 1, TRUST_SYNCED);
	event.session = (struct session){day, (enum part)facts_random(seed, PART_COUNT)};
	/* What a kiosk says of itself is of the day it says it, whatever session it names. */
	if (event.kind == EVENT_HEARTBEAT)
		event.session.day = 0;
	event.number = facts_random(seed, 2);
	assert_true(code_from_text(codes[facts_random(seed, COUNT_OF(codes))], &event.code));
	bool of_kiosk = event.kind == EVENT_CLOSURE || event.kind == EVENT_HEARTBEAT ||
			event.kind == EVENT_SESSION_CLOSED;
	event.pupil = of_kiosk ? 0 : 1 + facts_random(seed, 4);
	text_copy(event.words.by_role, ROLE_SIZE, "office");
	return event;
}

static size_t random_history(uint64_t *seed, struct event *events)
{
	size_t count = facts_random(seed, 60);
	for (size_t i = 0; i < count; i++) {
		events[i] = random_event(seed, i + 1);
		if (i > 0 && facts_random(seed, 6) == 0) {
			const struct event *target = &events[facts_random(seed, (uint32_t)i)];
			events[i].kind = EVENT_UNDONE;
			events[i].target = target->key;
			events[i].pupil = target->pupil;
			events[i].session = target->session;
			events[i].session.day = target->at.day;
		}
	}
	return count;
}

/* In another order, each once and some again. */
static void add_shuffled(uint64_t *seed, struct roll *roll, const struct event *events,
			 size_t count)
{
	size_t order[64];
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		size_t other = facts_random(seed, (uint32_t)i), held = order[i - 1];
		order[i - 1] = order[other];
		order[other] = held;
	}
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(roll_add(roll, &events[order[i]]), OK);
		if (facts_random(seed, 3) == 0)
			assert_int_equal(
				roll_add(roll, &events[order[facts_random(seed, (uint32_t)i + 1)]]),
				OK);
	}
}

static void any_order_any_number_of_times_the_same_roll(void **unused)
{
	(void)unused;
	uint64_t seed = facts_seed();
	for (int round = 0; round < 2000; round++) {
		struct event events[64];
		size_t count = random_history(&seed, events);
		facts_clear(&facts);
		facts_clear(&again);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(roll_add(&facts.roll, &events[i]), OK);
		add_shuffled(&seed, &again.roll, events, count);
		assert_int_equal(facts.roll.count, count);
		assert_int_equal(again.roll.count, count);
		assert_memory_equal(facts.memory, again.memory, count * sizeof(*facts.memory));
	}
}

static uint32_t whose(const struct event *event)
{
	return event->pupil || event->kind == EVENT_HEARTBEAT ? event->pupil : ROLL_SCHOOL;
}

/* What the header promises of a slice, found the slow way. */
static void finding_is_looking_at_each(void **unused)
{
	(void)unused;
	uint64_t seed = facts_seed();
	for (int round = 0; round < 300; round++) {
		struct event events[64];
		size_t count = random_history(&seed, events);
		facts_clear(&facts);
		add_shuffled(&seed, &facts.roll, events, count);
		size_t found = 0;
		for (uint32_t one = 0; one <= 5; one++) {
			uint32_t pupil = one == 5 ? ROLL_SCHOOL : one;
			for (int32_t day = FACTS_MONDAY; day < FACTS_MONDAY + 2; day++) {
				struct roll_slice slice = roll_find(&facts.roll, pupil, day);
				size_t expected = 0;
				for (size_t i = 0; i < count; i++)
					expected += whose(&events[i]) == pupil &&
						    (events[i].kind == EVENT_HEARTBEAT
							     ? events[i].at.day
							     : events[i].session.day) == day;
				assert_int_equal(slice.count, expected);
				for (size_t i = 1; i < slice.count; i++)
					assert_true(slice.facts[i - 1].at.utc_ms <=
						    slice.facts[i].at.utc_ms);
				found += slice.count;
			}
		}
		assert_int_equal(found, count);
	}
}

static void a_full_roll_says_so_and_stays_as_it_was(void **unused)
{
	(void)unused;
	facts_clear(&facts);
	facts.roll.capacity = 2;
	facts_add(&facts, FACTS_MONDAY, "08:41 tap; 08:50 tap");
	struct event third = facts.events[1];
	third.key.sequence = 3;
	struct roll_fact before[2];
	memcpy(before, facts.memory, sizeof(before));
	assert_int_equal(roll_add(&facts.roll, &third), ERR_FULL);
	assert_int_equal(roll_add(&facts.roll, &facts.events[0]), OK);
	assert_int_equal(facts.roll.count, 2);
	assert_memory_equal(before, facts.memory, sizeof(before));
}

static void closures_and_closes(void **unused)
{
	(void)unused;
	struct session am = {FACTS_MONDAY, PART_AM}, pm = {FACTS_MONDAY, PART_PM};
	char at[MINUTE_TEXT_SIZE];
	facts_clear(&facts);
	assert_null(roll_closure(&facts.roll, am));
	assert_null(roll_closed(&facts.roll, am));
	facts_add(&facts, FACTS_MONDAY, "09:30 closure AM Y3; 09:40 closure both Y4");
	assert_string_equal(roll_closure(&facts.roll, am)->code.text, "Y4");
	assert_string_equal(roll_closure(&facts.roll, pm)->code.text, "Y4");
	facts_add(&facts, FACTS_MONDAY, "09:41 undo; 09:21 @gate closed AM; 09:20 closed AM");
	assert_string_equal(roll_closure(&facts.roll, am)->code.text, "Y3");
	assert_null(roll_closure(&facts.roll, pm));
	assert_string_equal(when(roll_closed(&facts.roll, am), at), "09:20");
	assert_null(roll_closed(&facts.roll, pm));
	assert_null(roll_closed(&facts.roll, (struct session){FACTS_MONDAY + 1, PART_AM}));
}

static void arrivals_are_counted_by_pupil(void **unused)
{
	(void)unused;
	facts_school(&school);
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, "08:30 beats 08:40; 08:41 tap; 08:42 tap; 13:00 tap");
	facts.pupil = 20;
	facts_add(&facts, FACTS_MONDAY, "d-1 08:41 tap; 08:50 tap; 08:51 undo");
	facts.pupil = 21;
	facts_add(&facts, FACTS_MONDAY, "09:50 tap; 08:41 left");
	facts.pupil = 22;
	facts_add(&facts, FACTS_MONDAY, "09:50 mark AM /");
	assert_int_equal(roll_arrivals(&facts.roll, &school.calendar,
				       (struct session){FACTS_MONDAY, PART_AM}),
			 2);
	assert_int_equal(roll_arrivals(&facts.roll, &school.calendar,
				       (struct session){FACTS_MONDAY, PART_PM}),
			 1);
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows) + 6] = {
		cmocka_unit_test(any_order_any_number_of_times_the_same_roll),
		cmocka_unit_test(finding_is_looking_at_each),
		cmocka_unit_test(a_full_roll_says_so_and_stays_as_it_was),
		cmocka_unit_test(closures_and_closes),
		cmocka_unit_test(a_stay_is_as_its_session_sees_it),
		cmocka_unit_test(arrivals_are_counted_by_pupil),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[6 + i] =
			(struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("roll", tests, NULL, NULL);
}
