/* Coverage: a row tells what the kiosks of a Monday wrote, and what they vouch for from 08:30 to 09:20. */
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define WELL "08:25 beats 09:25;"
#define GATE_WELL "08:25 @gate beats 09:25;"

struct row {
	const char *sentence;
	const char *facts;
	bool complete;
	unsigned because;
	const char *through; /* of "door"; NULL: not looked at, "": not at all */
	size_t kiosks;       /* 2: "gate" is a kiosk of the site too */
	enum part part;
};
#define READER BECAUSE_READER_FAULT
#define DOWN BECAUSE_KIOSK_DOWN
#define NOT_HEARD BECAUSE_KIOSK_NOT_HEARD
#define CLOCK BECAUSE_CLOCK_UNTRUSTED

static struct row rows[] = {
	{"heartbeats all through: complete to the close", WELL, .complete = true,
	 .through = "09:20"},
	{"nothing at all from this kiosk: down", "", .because = DOWN, .through = ""},
	{"from opening to close only: complete", "08:30 beats 09:20", .complete = true,
	 .through = "09:20"},
	{"begun a minute late, ended with the bell: just complete", "08:31 beats 09:20",
	 .complete = true, .through = "09:20"},
	{"begun two minutes late: just complete", "08:32 beats 09:21", .complete = true},
	{"begun two minutes late, silent in the minute of the close: not", "08:32 beats 09:20",
	 .because = DOWN},
	{"begun a second more than two minutes late: not", "08:32:01 beats 09:19; 09:20 beat",
	 .because = DOWN},
	{"begun at 08:45: down before", "08:45 beats 09:25", .because = DOWN, .through = "09:20"},
	{"ended at 09:00: down after", "08:25 beats 09:00", .because = DOWN, .through = "09:00"},
	{"two minutes between heartbeats are vouched for",
	 "08:25 beats 08:40; 08:42 beats 09:00; 09:02 beats 09:20", .complete = true},
	{"three minutes of silence are not", "08:25 beats 08:40; 08:43 beats 09:25",
	 .because = DOWN},
	{"up after silence ends the gap", "08:25 beats 08:40; 08:50 up; 08:51 beats 09:25",
	 .because = DOWN, .through = "09:20"},
	{"a restart within a minute costs little",
	 "08:25 beats 08:40; 08:40:20 up; 08:41 beats 09:25", .complete = true},
	{"four restarts of fifty seconds cost too much together",
	 WELL "08:40:50 up; 08:45:50 up; 08:50:50 up; 08:55:50 up", .because = DOWN},
	{"down in good order and up again after ten minutes",
	 "08:25 beats 08:40; 08:40:30 down; 08:50 up; 08:51 beats 09:25", .because = DOWN},
	{"down at 09:00 in good order", "08:25 beats 08:59; 09:00 down", .because = DOWN,
	 .through = "08:59"},
	{"the reader away for ten minutes, heartbeats agree",
	 "08:25 beats 08:40; 08:40:30 lost; 08:41 sick; 08:43 sick; 08:45 sick; 08:47 sick; "
	 "08:49 sick; 08:50:30 found; 08:51 beats "
	 "09:25",
	 .because = READER},
	{"the reader away for ten minutes, whatever heartbeats say",
	 WELL "08:40:30 lost; 08:50:30 found", .because = READER},
	{"silent and its reader sick: both are said",
	 "08:25 beats 08:40; 08:41 sick; 08:50 beats 09:25", .because = READER | DOWN},
	{"silent after its clock was lost: both are said", "08:25 beats 08:40; 08:41 up?",
	 .because = CLOCK | DOWN, .through = "08:40"},
	{"a clock that is set says nothing of a sick reader",
	 "08:25 beats 08:40; 08:41 sick; 08:42 step 1; 08:43 step 1; 08:44 step 1; 08:45 beats "
	 "09:25",
	 .because = READER},
	{"the clock doubtful for two minutes, the reader away for the last two: both, and no "
	 "silence",
	 "08:25 beats 08:59; 09:00 beat?; 09:01 beats 09:19; 09:19 lost",
	 .because = READER | CLOCK},
	{"the first word is of a clock put back, and the reader was away for a minute: both, and "
	 "no "
	 "silence",
	 "08:31:40 step -600000; 08:32 beats 08:39; 08:40 lost; 08:40:10 found; 08:41 beats 09:25",
	 .because = READER | CLOCK},
	{"the reader away for forty seconds", WELL "08:40:10 lost; 08:40:50 found",
	 .complete = true},
	{"the reader away and never back", WELL "08:40:30 lost", .because = READER,
	 .through = "08:40"},
	{"the reader away before the opening and back before it", "08:10 lost; 08:20 found;" WELL,
	 .complete = true},
	{"the reader away since before the opening", "08:10 lost;" WELL, .because = READER,
	 .through = ""},
	{"the reader away after the close", WELL "09:22 lost", .complete = true},
	{"a start finds the reader anew", "08:10 lost; 08:24 up;" WELL, .complete = true},
	{"heartbeats of a reader that is not well",
	 "08:25 beats 08:40; 08:41 sick; 08:42 sick; 08:43 sick; 08:44 beats 09:25",
	 .because = READER},
	{"the clock untrusted for five minutes",
	 "08:25 beats 08:40; 08:41 beats? 08:46; 08:47 beats 09:25", .because = CLOCK},
	{"the clock untrusted all through", "08:25 beats? 09:25", .because = CLOCK, .through = ""},
	{"the clock untrusted for one heartbeat",
	 "08:25 beats 08:40; 08:41 beat?; 08:42 beats 09:25", .complete = true},
	{"the clock put forward by ten minutes: not silence, a wrong clock",
	 "08:25 beats 08:40; 08:50:20 step 600000; 08:51 beats 09:25", .because = CLOCK},
	{"reader away, then the kiosk down: both",
	 "08:25 beats 08:40; 08:40:30 lost; 08:45 found; 08:46 beats 08:50; 09:00 up; 09:01 beats "
	 "09:25",
	 .because = READER | DOWN},
	{"each too little by itself, too much together: both are named",
	 "08:31:30 beats 08:40; 08:41 sick; 08:42 beats 09:25", .because = READER | DOWN},
	{"the reader away for ten minutes, a late beginning is no matter",
	 "08:30:40 beats 08:40; 08:40:50 lost; 08:41 beats 08:50; 08:50:50 found; 08:51 beats "
	 "09:25",
	 .because = READER},
	{"two minutes of one cause are not enough by themselves: both are named",
	 "08:32 beats 08:40; 08:41 sick; 08:42 beats 09:25", .because = READER | DOWN},
	{"eight kiosks, seven never heard", WELL, .because = NOT_HEARD, .kiosks = SITE_KIOSKS_MAX},
	{"taps, marks and closures prove nothing of the kiosk",
	 "08:25 beats 08:40; 08:41 tap; 08:43 tap;"
	 "08:45 mark AM I; 08:46 closure PM Y3; 08:47 beats 09:25",
	 .because = DOWN},
	{"yesterday's heartbeats are not today's", "d-1 08:25 beats 09:25", .because = DOWN,
	 .through = ""},
	{"the afternoon has a window of its own", "12:35 beats 13:30", .complete = true,
	 .through = "13:25", .part = PART_PM},
	{"the morning's heartbeats do not vouch for the afternoon", WELL, .because = DOWN,
	 .through = "09:25", .part = PART_PM},
	{"two kiosks, both well", WELL GATE_WELL, .complete = true, .kiosks = 2},
	{"two kiosks, one never heard", WELL, .because = NOT_HEARD, .through = "09:20",
	 .kiosks = 2},
	{"two kiosks, the other heard up to the minute of the close: who came in it may not be "
	 "known yet",
	 WELL "08:25 @gate beats 09:20", .because = NOT_HEARD, .kiosks = 2},
	{"two kiosks, the other heard from after it", WELL "08:25 @gate beats 09:21",
	 .complete = true, .kiosks = 2},
	{"two kiosks, one silent since 09:00", WELL "08:25 @gate beats 09:00", .because = NOT_HEARD,
	 .kiosks = 2},
	{"two kiosks, one silent in between",
	 WELL "08:25 @gate beats 08:40; 08:50 @gate beats 09:25", .because = DOWN, .kiosks = 2},
	{"two kiosks, one gone down in good order",
	 WELL "08:25 @gate beats 08:59; 09:00 @gate down", .because = DOWN, .kiosks = 2},
	{"two kiosks: this one's heartbeats do not speak for the other",
	 "08:25 beats 09:25; 08:25 @gate beats 08:40; 08:40:30 @gate lost; 08:41 @gate beats 09:25",
	 .because = READER, .through = "09:20", .kiosks = 2},
	{"a kiosk that is not of the site vouches for nothing", "08:25 @hall beats 09:25",
	 .because = DOWN},
};

static struct facts facts;

static void check_row(void **state)
{
	const struct row *row = *state;
	struct school school;
	facts_school(&school);
	text_copy(school.site.kiosks[1], KIOSK_ID_SIZE, "gate");
	school.site.count = row->kiosks ? row->kiosks : 1;
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, row->facts);
	struct coverage coverage;
	coverage_of(&facts.roll, &school.calendar, &school.site,
		    (struct session){FACTS_MONDAY, row->part}, &coverage);
	assert_int_equal(coverage.because, row->because);
	assert_int_equal(coverage.complete, row->complete);
	assert_int_equal(coverage.count, school.site.count);
	assert_string_equal(coverage.kiosks[0].kiosk, "door");
	if (!row->through)
		return;
	int16_t minute;
	int64_t through_ms = calendar_parse_minute(row->through, &minute)
				     ? calendar_utc_ms(FACTS_MONDAY, minute)
				     : 0;
	assert_int_equal(coverage.kiosks[0].through_utc_ms, through_ms);
}

/* An obvious second opinion: each second of the window by itself. */
static bool second_is_vouched(int64_t at_ms)
{
	const struct roll_fact *before = NULL, *after = NULL;
	bool lost = false, lost_after = false;
	for (size_t i = 0; i < facts.roll.count; i++) {
		const struct roll_fact *fact = &facts.roll.facts[i];
		if (fact->at.utc_ms <= at_ms) {
			lost = fact->kind == EVENT_READER_LOST ||
			       (lost && fact->kind != EVENT_READER_BACK &&
				fact->kind != EVENT_KIOSK_UP);
			before = fact;
		} else if (!after) {
			after = fact;
			lost_after = lost || fact->kind == EVENT_READER_LOST ||
				     fact->kind == EVENT_READER_BACK;
		}
	}
	if (!before || !after || after->at.utc_ms - before->at.utc_ms > COVERAGE_GAP_MS)
		return false;
	if (before->at.trust == TRUST_UNTRUSTED || after->at.trust == TRUST_UNTRUSTED)
		return false;
	if (before->kind == EVENT_KIOSK_DOWN || after->kind == EVENT_KIOSK_UP || lost || lost_after)
		return false;
	return (before->kind != EVENT_HEARTBEAT || before->number == 1) &&
	       (after->kind != EVENT_HEARTBEAT || after->number == 1);
}

static void add_random(uint64_t *seed, int64_t utc_ms)
{
	static const enum event_kind kinds[] = {EVENT_KIOSK_UP, EVENT_KIOSK_DOWN, EVENT_READER_LOST,
						EVENT_READER_BACK};
	uint32_t odds = facts_random(seed, 200);
	struct event event = {
		.key = {.kiosk = "door", .stream = 1, .sequence = facts.roll.count + 1},
		.kind = odds < COUNT_OF(kinds) ? kinds[odds] : EVENT_HEARTBEAT,
		.number = odds >= COUNT_OF(kinds) && odds != 10,
		.at = calendar_moment(utc_ms, utc_ms, 1,
				      odds == 20 ? TRUST_UNTRUSTED : TRUST_SYNCED),
		.session.day = FACTS_MONDAY,
	};
	assert_int_equal(roll_add(&facts.roll, &event), OK);
}

static void agrees_with_a_look_at_each_second(void **unused)
{
	(void)unused;
	uint64_t seed = facts_seed();
	struct school school;
	facts_school(&school);
	struct session session = {FACTS_MONDAY, PART_AM};
	int64_t opens_ms = calendar_opens_ms(&school.calendar, session);
	int64_t closes_ms = calendar_closes_ms(&school.calendar, session);
	int complete = 0;
	for (int round = 0; round < 120; round++) {
		facts_clear(&facts);
		int64_t at_ms = opens_ms - 600000;
		while (at_ms < closes_ms + 600000) {
			add_random(&seed, at_ms);
			int64_t unit_ms = facts_random(&seed, 100) == 0 ? 100000 : 20000;
			at_ms += 30000 + (int64_t)facts_random(&seed, 5) * unit_ms;
		}
		int64_t unvouched_s = 0;
		for (int64_t second = opens_ms; second < closes_ms + 60000; second += 1000)
			unvouched_s += !second_is_vouched(second);
		struct coverage coverage;
		coverage_of(&facts.roll, &school.calendar, &school.site, session, &coverage);
		assert_int_equal(coverage.complete, unvouched_s * 1000 <= COVERAGE_GAP_MS);
		assert_int_equal(coverage.complete, coverage.because == BECAUSE_NOTHING);
		complete += coverage.complete;
	}
	/* Neither answer is rare, or this proved little. */
	assert_in_range(complete, 10, 110);
}

static void causes_have_words(void **unused)
{
	(void)unused;
	for (unsigned bit = 1; bit < 1u << BECAUSE_KINDS; bit <<= 1)
		assert_int_equal(because_parse(because_text(bit)), bit);
	assert_null(because_text(0));
	assert_null(because_text(3));
	assert_null(because_text(1u << BECAUSE_KINDS));
	assert_int_equal(because_parse("weather"), 0);
}

/* An afternoon that carries the morning on. */
static void an_afternoon_is_as_sure_as_its_morning(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *facts;
		unsigned because;
	} days[] = {
		{"well in both and nothing between: complete",
		 "08:25 up; 08:26 beats 09:25; 12:35 beats 13:30", 0},
		{"off for ten minutes of the morning",
		 "08:25 beats 08:40; 08:50 beats 09:25; 12:35 beats 13:30", DOWN},
		{"the reader away for half a minute at playtime",
		 "08:25 beats 09:25; 10:00 lost; 10:00:30 found; 12:35 beats 13:30", 0},
		{"the reader away from eleven until noon",
		 "08:25 beats 09:25; 11:00 lost; 12:00 found; 12:35 beats 13:30", READER},
		{"started again at noon: off since nobody knows when",
		 "08:25 beats 09:25; 12:00 up; 12:35 beats 13:30", DOWN},
		{"down in good order and up again within a minute",
		 "08:25 beats 09:25; 11:00 down; 11:00:50 up; 12:35 beats 13:30", 0},
		{"the clock lost at eleven and set at noon",
		 "08:25 beats 09:25; 11:00 step? 1000; 12:00 step 1000; 12:35 beats 13:30", CLOCK},
		{"off for ten minutes of the afternoon",
		 "08:25 beats 09:25; 12:35 beats 12:50; 13:00 beats 13:30", DOWN},
	};
	struct school school;
	facts_school(&school);
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		facts_clear(&facts);
		facts_add(&facts, FACTS_MONDAY, days[i].facts);
		struct coverage coverage;
		rules_coverage(&school, &facts.roll, (struct session){FACTS_MONDAY, PART_PM},
			       &coverage);
		if (coverage.because != days[i].because || coverage.complete != !days[i].because ||
		    coverage.kiosks[0].complete != coverage.complete)
			fail_msg("%s", days[i].sentence);
	}
}

/* One door off in the morning is enough, whichever it is, of as many as a site can have. */
static void each_door_counts_in_a_carried_afternoon(void **state)
{
	(void)state;
	static const char *const well =
		"08:25 @%s up; 08:26 @%s beats 09:25; 12:35 @%s beats 13:30;";
	static const char *const off =
		"08:50 @%s up; 08:51 @%s beats 09:25; 12:35 @%s beats 13:30;";
	struct school school;
	facts_school(&school);
	school.site.count = SITE_KIOSKS_MAX;
	for (size_t i = 1; i < SITE_KIOSKS_MAX; i++)
		snprintf(school.site.kiosks[i], KIOSK_ID_SIZE, "gate%zu", i);
	for (size_t which = 0; which < SITE_KIOSKS_MAX; which++) {
		char script[256];
		facts_clear(&facts);
		for (size_t door = 0; door < SITE_KIOSKS_MAX; door++) {
			const char *at = school.site.kiosks[door];
			snprintf(script, sizeof(script), door == which ? off : well, at, at, at);
			facts_add(&facts, FACTS_MONDAY, script);
		}
		struct coverage coverage;
		rules_coverage(&school, &facts.roll, (struct session){FACTS_MONDAY, PART_PM},
			       &coverage);
		assert_int_equal(coverage.count, SITE_KIOSKS_MAX);
		assert_false(coverage.complete);
		assert_int_equal(coverage.because, DOWN);
		for (size_t i = 0; i < SITE_KIOSKS_MAX; i++)
			assert_int_equal(coverage.kiosks[i].complete, i != which);
		assert_int_equal(coverage.kiosks[which].because, DOWN);
	}
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows) + 4] = {
		cmocka_unit_test(each_door_counts_in_a_carried_afternoon),
		cmocka_unit_test(agrees_with_a_look_at_each_second),
		cmocka_unit_test(an_afternoon_is_as_sure_as_its_morning),
		cmocka_unit_test(causes_have_words),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[4 + i] =
			(struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}
