/* Doors not in use: a row tells what two kiosks wrote on a Monday and what staff said of the door of the second, and what the
 * morning (08:30 to 09:20) and the afternoon that carries it on (12:40 to 13:25) then lack. */
#include "core/door.h"
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define DOOR_WELL "08:25 beats 09:25; 12:35 beats 13:30;"
#define GATE_WELL "08:25 @gate beats 09:25; 12:35 @gate beats 13:30;"
#define UNHEARD BECAUSE_KIOSK_NOT_HEARD
#define DOWN BECAUSE_KIOSK_DOWN
#define READER BECAUSE_READER_FAULT

struct row {
	const char *sentence;
	const char *facts;
	unsigned am, pm;           /* because; 0: complete */
	bool am_unused, pm_unused; /* the gate is told of as not in use */
	enum door_state gate;
};

static struct row rows[] = {
	{"nothing said, the gate never heard: not heard", DOOR_WELL, UNHEARD, UNHEARD, false, false,
	 DOOR_IN_USE},
	{"said before school: the gate need not vouch", DOOR_WELL "08:00 unused gate", 0, 0, true,
	 true, DOOR_NOT_IN_USE},
	{"said at the other kiosk: the same", DOOR_WELL "08:00 @gate unused gate", 0, 0, true, true,
	 DOOR_NOT_IN_USE},
	{"said at nine of a window that began at half past eight: it was shut since the morning",
	 DOOR_WELL "09:00 unused gate", 0, 0, true, true, DOOR_NOT_IN_USE},
	{"said after the close: the same", DOOR_WELL "10:00 unused gate", 0, 0, true, true,
	 DOOR_NOT_IN_USE},
	{"said after school: the same", DOOR_WELL "15:00 unused gate", 0, 0, true, true,
	 DOOR_NOT_IN_USE},
	{"said twice: the same", DOOR_WELL "08:00 unused gate; 12:00 unused gate", 0, 0, true, true,
	 DOOR_NOT_IN_USE},
	{"said of a kiosk that is not of the site: nothing", DOOR_WELL "08:00 unused shed", UNHEARD,
	 UNHEARD, false, false, DOOR_IN_USE},
	{"said yesterday: nothing today", DOOR_WELL "d-1 08:00 unused gate", UNHEARD, UNHEARD,
	 false, false, DOOR_IN_USE},
	{"said by a clock that nobody trusts: nothing", DOOR_WELL "08:00 unused? gate", UNHEARD,
	 UNHEARD, false, false, DOOR_IN_USE},
	{"a saying that was undone: nothing", DOOR_WELL "08:00 unused gate; 08:01 undo", UNHEARD,
	 UNHEARD, false, false, DOOR_IN_USE},
	{"only \"in use\" was said: as if nothing had been", DOOR_WELL "08:00 used gate", UNHEARD,
	 UNHEARD, false, false, DOOR_IN_USE},
	{"a gate whose reader is away, and is not in use",
	 DOOR_WELL GATE_WELL "08:26 @gate lost; 08:10 unused gate", 0, 0, true, true,
	 DOOR_NOT_IN_USE},
	{"the door in use is still asked",
	 "08:25 beats 08:40; 08:45 beats 09:25; 12:35 beats 13:30; 08:00 unused gate", DOWN, DOWN,
	 true, true, DOOR_NOT_IN_USE},

	{"every door said to be not in use: nobody watches",
	 DOOR_WELL GATE_WELL "08:00 unused gate; 08:00 unused door", DOWN, DOWN, false, false,
	 DOOR_NOT_IN_USE},
	{"the same, and the gate was never heard: both are said",
	 DOOR_WELL "08:00 unused gate; 08:00 unused door", DOWN | UNHEARD, DOWN | UNHEARD, false,
	 false, DOOR_NOT_IN_USE},
	{"every door, and one is taken back before the window: that one is asked",
	 DOOR_WELL "08:00 unused gate; 08:00 unused door; 08:10 used door", 0, 0, true, true,
	 DOOR_NOT_IN_USE},

	{"somebody comes in at the gate after it was said: it was in use after all",
	 DOOR_WELL "08:00 unused gate; 08:40 @gate tap", UNHEARD, UNHEARD, false, false,
	 DOOR_USED_AFTER_ALL},
	{"somebody at another door says nothing of it", DOOR_WELL "08:00 unused gate; 08:40 tap", 0,
	 0, true, true, DOOR_NOT_IN_USE},
	{"somebody yesterday says nothing of today",
	 DOOR_WELL "d-1 08:40 @gate tap; 08:00 unused gate", 0, 0, true, true, DOOR_NOT_IN_USE},
	{"a pupil goes by it at home time: the whole day is in doubt",
	 DOOR_WELL "08:00 unused gate; 15:20 @gate left", UNHEARD, UNHEARD, false, false,
	 DOOR_USED_AFTER_ALL},
	{"a pupil comes back by it", DOOR_WELL "08:00 unused gate; 10:00 @gate back", UNHEARD,
	 UNHEARD, false, false, DOOR_USED_AFTER_ALL},
	{"whoever the pupil is", DOOR_WELL "08:00 unused gate; 08:40 @gate #4000 tap", UNHEARD,
	 UNHEARD, false, false, DOOR_USED_AFTER_ALL},
	{"the arrival was taken back: somebody stood there all the same",
	 DOOR_WELL "08:00 unused gate; 08:40 @gate tap; 08:41 undo", UNHEARD, UNHEARD, false, false,
	 DOOR_USED_AFTER_ALL},
	{"in the second in which it was said", DOOR_WELL "08:00 unused gate; 08:00 @gate tap",
	 UNHEARD, UNHEARD, false, false, DOOR_USED_AFTER_ALL},
	{"used, but the gate was well all the time: it vouches as any other",
	 DOOR_WELL GATE_WELL "08:00 unused gate; 08:40 @gate tap", 0, 0, false, false,
	 DOOR_USED_AFTER_ALL},
	{"a reason given, a mark or a staff card there is no coming or going",
	 DOOR_WELL "08:00 unused gate; 09:00 @gate why AM; 09:01 @gate mark AM I", 0, 0, true, true,
	 DOOR_NOT_IN_USE},
	{"a kiosk that is on at a shut door is no coming or going",
	 DOOR_WELL "08:00 unused gate; 08:40 @gate up; 08:41 @gate beat", 0, 0, true, true,
	 DOOR_NOT_IN_USE},
	{"an arrival there by a clock that nobody trusts: at any time of the day",
	 DOOR_WELL "07:00 @gate tap?; 08:00 unused gate", UNHEARD, UNHEARD, false, false,
	 DOOR_USED_AFTER_ALL},

	{"somebody came in before it was said: it counts from then on alone",
	 DOOR_WELL "08:10 @gate tap; 08:20 unused gate", 0, 0, true, true, DOOR_NOT_IN_USE},
	{"the same, said when the window had begun: the morning needs the gate, and with it the "
	 "afternoon that carries it on",
	 DOOR_WELL "08:25 @gate tap; 08:40 unused gate", UNHEARD, UNHEARD, false, false,
	 DOOR_NOT_IN_USE},
	{"the gate watched all morning, and was shut at eleven: the afternoon does without",
	 DOOR_WELL "08:25 @gate beats 09:25; 08:40 @gate tap; 11:00 unused gate", 0, 0, false,
	 false, DOOR_NOT_IN_USE},
	{"but not where its reader was away between the close and then",
	 DOOR_WELL "08:25 @gate beats 09:25; 08:40 @gate tap; 10:00 @gate lost; 10:10 @gate found; "
		   "11:00 unused gate",
	 0, READER, false, false, DOOR_NOT_IN_USE},

	{"taken back before the window: needed in both",
	 DOOR_WELL "08:00 unused gate; 08:10 used gate", UNHEARD, UNHEARD, false, false,
	 DOOR_IN_USE},
	{"taken back in the window: needed in all of it",
	 DOOR_WELL "08:00 unused gate; 09:20 used gate", UNHEARD, UNHEARD, false, false,
	 DOOR_IN_USE},
	{"taken back in the minute of the close: still needed",
	 DOOR_WELL "08:00 unused gate; 09:20:59 used gate", UNHEARD, UNHEARD, false, false,
	 DOOR_IN_USE},
	{"taken back when the minute of the close was over: needed from then on",
	 DOOR_WELL "08:00 unused gate; 09:21 used gate", 0, UNHEARD, true, false, DOOR_IN_USE},
	{"taken back at eleven and watched by its kiosk from then on: between the two it is "
	 "asked as a whole",
	 DOOR_WELL "08:00 unused gate; 11:00 used gate; 12:35 @gate beats 13:30", 0, 0, true, false,
	 DOOR_IN_USE},
	{"the same, its kiosk switched on at eleven: who came before, nobody saw",
	 DOOR_WELL "08:00 unused gate; 11:00 @gate up; 11:00 used gate; 12:35 @gate beats 13:30", 0,
	 DOWN, true, false, DOOR_IN_USE},
	{"in use from eleven: who comes in there then takes nothing from the morning",
	 DOOR_WELL "08:00 unused gate; 11:00 used gate; 11:30 @gate tap", 0, UNHEARD, true, false,
	 DOOR_IN_USE},
	{"said after the close and taken back: a mistake put right",
	 DOOR_WELL "10:00 unused gate; 10:01 used gate", UNHEARD, UNHEARD, false, false,
	 DOOR_IN_USE},
	{"said in the minute of the close and taken back at ten: it had been said in time",
	 DOOR_WELL "09:20 unused gate; 10:00 used gate", 0, UNHEARD, true, false, DOOR_IN_USE},
	{"said when that minute was over and taken back: a mistake put right",
	 DOOR_WELL "09:21 unused gate; 10:00 used gate", UNHEARD, UNHEARD, false, false,
	 DOOR_IN_USE},
	{"taken back by a clock that nobody trusts: at any time of the day",
	 DOOR_WELL "08:00 unused gate; 15:00 used? gate", UNHEARD, UNHEARD, false, false,
	 DOOR_USED_AFTER_ALL},
	{"in use, and then shut before the window: from then on",
	 DOOR_WELL "08:00 unused gate; 08:10 used gate; 08:20 unused gate", 0, 0, true, true,
	 DOOR_NOT_IN_USE},
	{"shut in the second in which the window opens",
	 DOOR_WELL "08:10 used gate; 08:30 unused gate", 0, 0, true, true, DOOR_NOT_IN_USE},
	{"in use, and shut when the window had begun: the morning needs it",
	 DOOR_WELL "08:10 used gate; 08:30:01 unused gate", UNHEARD, UNHEARD, false, false,
	 DOOR_NOT_IN_USE},
	{"said wrongly, used, taken back, and said again before the afternoon: a day with a tap "
	 "there needs it in the morning",
	 DOOR_WELL "08:00 unused gate; 08:40 @gate tap; 10:00 used gate; 10:01 unused gate",
	 UNHEARD, UNHEARD, false, false, DOOR_NOT_IN_USE},
	{"\"in use\" and \"not in use\" in one second: needed",
	 DOOR_WELL "08:00 unused gate; 08:00 @gate used gate", UNHEARD, UNHEARD, false, false,
	 DOOR_IN_USE},
};

static struct facts facts;

static void two_kiosks(struct school *school)
{
	facts_school(school);
	text_copy(school->site.kiosks[1], KIOSK_ID_SIZE, "gate");
	school->site.count = 2;
}

static void check_part(const struct school *school, enum part part, unsigned because, bool unused)
{
	struct coverage coverage;
	rules_coverage(school, &facts.roll, (struct session){FACTS_MONDAY, part}, &coverage);
	assert_int_equal(coverage.because, because);
	assert_int_equal(coverage.complete, because == BECAUSE_NOTHING);
	assert_int_equal(coverage.kiosks[1].not_in_use, unused);
	assert_false(coverage.kiosks[0].not_in_use);
	for (size_t i = 0; i < 2; i++) {
		const struct coverage_kiosk *kiosk = &coverage.kiosks[i];
		assert_int_equal(kiosk->complete, kiosk->because == BECAUSE_NOTHING);
		assert_false(kiosk->not_in_use && !kiosk->complete);
	}
}

static void check_row(void **state)
{
	const struct row *row = *state;
	struct school school;
	two_kiosks(&school);
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, row->facts);
	check_part(&school, PART_AM, row->am, row->am_unused);
	check_part(&school, PART_PM, row->pm, row->pm_unused);
	int64_t since_ms = 0;
	assert_int_equal(door_state(&facts.roll, FACTS_MONDAY, "gate", &since_ms), row->gate);
	assert_int_equal(door_state(&facts.roll, FACTS_MONDAY - 2, "gate", &since_ms), DOOR_IN_USE);
}

/* The only door of a site: nobody watches any more. */
static void the_only_door(void **unused)
{
	(void)unused;
	struct school school;
	facts_school(&school);
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, DOOR_WELL);
	struct coverage coverage;
	const struct session am = {FACTS_MONDAY, PART_AM};
	rules_coverage(&school, &facts.roll, am, &coverage);
	assert_true(coverage.complete);
	facts_add(&facts, FACTS_MONDAY, "08:00 unused door");
	rules_coverage(&school, &facts.roll, am, &coverage);
	assert_false(coverage.complete);
	assert_int_equal(coverage.because, DOWN);
}

/* An afternoon that is tapped needs its own window alone. */
static void a_tapped_afternoon(void **unused)
{
	(void)unused;
	struct school school;
	two_kiosks(&school);
	school.afternoon = AFTERNOON_TAP;
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, DOOR_WELL "08:40 @gate tap; 12:40 unused gate");
	check_part(&school, PART_AM, UNHEARD, false);
	check_part(&school, PART_PM, BECAUSE_NOTHING, true);
}

/* A half day: no register in the morning, but some come all the same. */
static void a_morning_without_a_register(void **unused)
{
	(void)unused;
	const struct closure morning = {FACTS_MONDAY, {true, false}, {"#"}, CALENDAR_ALL_YEARS};
	static const struct {
		const char *facts;
		unsigned because;
		bool unused;
	} days[] = {
		{DOOR_WELL "09:05 @gate up; 08:00 unused gate", BECAUSE_NOTHING, true},
		{DOOR_WELL "07:30 @gate tap; 09:05 @gate up; 09:00 unused gate", DOWN, false},
		{DOOR_WELL "07:30 @gate tap; 09:00 unused gate", BECAUSE_NOTHING, false},
		{DOOR_WELL "08:00 unused gate; 08:00 unused door", DOWN | UNHEARD, false},
		{DOOR_WELL "09:05 @gate up; 08:00 unused gate; 09:30 unused door; 12:30 used door",
		 BECAUSE_NOTHING, true},
	};
	struct school school;
	two_kiosks(&school);
	school.calendar.closures = &morning;
	school.calendar.closure_count = 1;
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		facts_clear(&facts);
		facts_add(&facts, FACTS_MONDAY, days[i].facts);
		check_part(&school, PART_PM, days[i].because, days[i].unused);
	}
}

/* Between the sessions a kiosk is asked for what went wrong there, even where no door at all was in use. */
static void no_door_at_noon_hides_nothing(void **unused)
{
	(void)unused;
	static const char *const noon = DOOR_WELL GATE_WELL
		"08:40 tap; 08:41 @gate tap; 09:00 unused gate; 12:40 used gate;"
		"11:00 @gate lost; 11:30 @gate found";
	struct school school;
	two_kiosks(&school);
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, noon);
	check_part(&school, PART_AM, BECAUSE_NOTHING, false);
	check_part(&school, PART_PM, BECAUSE_NOTHING, false);
	facts_add(&facts, FACTS_MONDAY, "09:00 unused door; 12:40 used door");
	check_part(&school, PART_AM, BECAUSE_NOTHING, false);
	check_part(&school, PART_PM, READER, false);
}

static void since_when_a_door_is_not_in_use(void **unused)
{
	(void)unused;
	static const struct {
		const char *facts;
		const char *since; /* "": all day */
	} days[] = {
		{"08:00 unused gate", ""},
		{"08:00 unused gate; 09:00 unused gate", ""},
		{"07:00 @gate tap; 08:00 unused gate", "08:00"},
		{"07:00 @gate tap; 08:00 unused gate; 09:00 unused gate", "08:00"},
		{"08:00 unused gate; 08:10 @gate tap; 09:00 unused gate", "09:00"},
		{"08:00 unused gate; 08:10 used gate; 09:00 unused gate", "09:00"},
	};
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		int64_t since_ms = 0, expected_ms = INT64_MIN;
		int16_t minute;
		if (calendar_parse_minute(days[i].since, &minute))
			expected_ms = calendar_utc_ms(FACTS_MONDAY, minute);
		facts_clear(&facts);
		facts_add(&facts, FACTS_MONDAY, days[i].facts);
		enum door_state state = door_state(&facts.roll, FACTS_MONDAY, "gate", &since_ms);
		if (state != DOOR_NOT_IN_USE || since_ms != expected_ms)
			fail_msg("%s", days[i].facts);
	}
}

static void what_concerns_a_door(void **unused)
{
	(void)unused;
	static const struct {
		const char *facts;
		bool concerns; /* the last of them */
	} days[] = {
		{"08:00 unused gate; 08:40 @gate tap", true},
		{"07:00 closure PM Y4; 08:00 unused gate; 08:40 @gate tap", true},
		{"08:00 unused gate; 08:40 @gate left", true},
		{"08:00 unused gate; 08:40 @gate back", true},
		{"08:40 @gate tap", false},
		{"08:00 used gate; 08:40 @gate tap", false},
		{"08:00 unused gate; 08:40 tap", false},
		{"d-1 08:00 unused gate; 08:40 @gate tap", false},
		{"08:00 unused gate; 08:40 @gate mark AM I", false},
	};
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		facts_clear(&facts);
		facts_add(&facts, FACTS_MONDAY, days[i].facts);
		struct roll_slice slice = roll_find(&facts.roll, FACTS_PUPIL, FACTS_MONDAY);
		assert_int_equal(slice.count, 1);
		if (door_concerns(&facts.roll, slice.facts) != days[i].concerns)
			fail_msg("%s", days[i].facts);
	}
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows) + 6] = {
		cmocka_unit_test(the_only_door),
		cmocka_unit_test(a_tapped_afternoon),
		cmocka_unit_test(a_morning_without_a_register),
		cmocka_unit_test(no_door_at_noon_hides_nothing),
		cmocka_unit_test(since_when_a_door_is_not_in_use),
		cmocka_unit_test(what_concerns_a_door),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[6 + i] =
			(struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("doors not in use", tests, NULL, NULL);
}
