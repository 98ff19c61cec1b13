/* Coverage to the millisecond: where two minutes end, and what counts towards them. */
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define MIN(n) ((n)*MINUTE)
#define MINUTE INT64_C(60000)
#define READER BECAUSE_READER_FAULT
#define DOWN BECAUSE_KIOSK_DOWN
#define CLOCK BECAUSE_CLOCK_UNTRUSTED

/* What a kiosk wrote, in ms after the opening at 08:30; heartbeats each minute up to `until_ms`. */
struct written {
	enum event_kind kind;
	int64_t at_ms, until_ms;
	const char *kiosk; /* NULL: no more */
	int64_t by_ms;     /* a clock was set */
};
#define BEATS(from, until)                                                                         \
	{                                                                                          \
		.kind = EVENT_HEARTBEAT, .at_ms = (from), .until_ms = (until), .kiosk = "door"     \
	}
#define FACT(what, at)                                                                             \
	{                                                                                          \
		.kind = (what), .at_ms = (at), .until_ms = (at), .kiosk = "door"                   \
	}
#define STEP(at, by)                                                                               \
	{                                                                                          \
		.kind = EVENT_CLOCK_STEPPED, .at_ms = (at), .by_ms = (by), .kiosk = "door"         \
	}

struct row {
	const char *sentence;
	struct written written[6];
	unsigned because; /* nothing: complete */
	size_t kiosks;    /* 2: "gate" is a kiosk of the site too */
};
static struct row rows[] = {
	{"two minutes of silence are vouched for",
	 {BEATS(MIN(-1), MIN(10)), BEATS(MIN(12), MIN(51))},
	 .because = BECAUSE_NOTHING},
	{"a millisecond more is not",
	 {BEATS(MIN(-1), MIN(10)), BEATS(MIN(12) + 1, MIN(51))},
	 .because = DOWN},
	{"begun two minutes and a millisecond after the opening is too late",
	 {BEATS(MIN(2) + 1, MIN(51))},
	 .because = DOWN},
	{"heard last two minutes before the minute of the close ends: just in time",
	 {BEATS(MIN(-1), MIN(49))},
	 .because = BECAUSE_NOTHING},
	{"a millisecond earlier is too early",
	 {BEATS(MIN(-1), MIN(48)), FACT(EVENT_HEARTBEAT, MIN(49) - 1)},
	 .because = DOWN},
	{"two minutes down and forty seconds without a reader: neither is enough, both are named",
	 {BEATS(MIN(2), MIN(10)), FACT(EVENT_READER_LOST, MIN(10) + 10000),
	  FACT(EVENT_READER_BACK, MIN(10) + 40000), BEATS(MIN(11), MIN(51))},
	 .because = DOWN | READER},
	{"a millisecond more down is enough by itself, and named alone",
	 {BEATS(MIN(2) + 1, MIN(10)), FACT(EVENT_READER_LOST, MIN(10) + 10000),
	  FACT(EVENT_READER_BACK, MIN(10) + 40000), BEATS(MIN(11), MIN(51))},
	 .because = DOWN},
	{"one millisecond without a reader, after two minutes down, is one too many",
	 {BEATS(MIN(2), MIN(10)), FACT(EVENT_READER_LOST, MIN(10)),
	  FACT(EVENT_READER_BACK, MIN(10) + 1), BEATS(MIN(11), MIN(51))},
	 .because = DOWN | READER},
	{"a reader lost twice over is away until it is back",
	 {BEATS(MIN(-1), MIN(51)), FACT(EVENT_READER_LOST, MIN(10) + 30000),
	  FACT(EVENT_READER_LOST, MIN(20) + 30000), FACT(EVENT_READER_BACK, MIN(20) + 50000)},
	 .because = READER},
	{"the clock put forward by a millisecond explains a silence of as much beyond two minutes",
	 {BEATS(MIN(-1), MIN(10)), STEP(MIN(12) + 1, 1), BEATS(MIN(13), MIN(51))},
	 .because = CLOCK},
	{"put forward by a second, it explains a second of it and not a millisecond more",
	 {BEATS(MIN(-1), MIN(10)), STEP(MIN(12) + 1001, 1000), BEATS(MIN(13), MIN(51))},
	 .because = CLOCK | DOWN},
	{"put back, it explains nothing",
	 {BEATS(MIN(-1), MIN(10)), STEP(MIN(12) + 1, -1), BEATS(MIN(13), MIN(51))},
	 .because = CLOCK | DOWN},
	{"the reader lost two minutes before the end: that alone",
	 {BEATS(MIN(-1), MIN(48)), FACT(EVENT_READER_LOST, MIN(49))},
	 .because = READER},
	{"a millisecond earlier there is silence as well",
	 {BEATS(MIN(-1), MIN(48)), FACT(EVENT_READER_LOST, MIN(49) - 1)},
	 .because = READER | DOWN},
	{"a closure that is announced does not end a silence",
	 {BEATS(MIN(-1), MIN(10)), FACT(EVENT_CLOSURE, MIN(11)), BEATS(MIN(13), MIN(51))},
	 .because = DOWN},
	{"nor does a new roster",
	 {BEATS(MIN(-1), MIN(10)), FACT(EVENT_ROSTER_CHANGED, MIN(11)), BEATS(MIN(13), MIN(51))},
	 .because = DOWN},
	{"nor does the close of a register",
	 {BEATS(MIN(-1), MIN(10)), FACT(EVENT_SESSION_CLOSED, MIN(11)), BEATS(MIN(13), MIN(51))},
	 .because = DOWN},
	{"this kiosk silent, the other well: incomplete all the same",
	 {{.kind = EVENT_HEARTBEAT, .at_ms = MIN(-1), .until_ms = MIN(51), .kiosk = "gate"}},
	 .because = DOWN,
	 .kiosks = 2},
};

static struct facts facts;

static void write_one(const struct written *written, int64_t utc_ms)
{
	struct event event = {
		.key = {.stream = 1, .sequence = ++facts.count},
		.kind = written->kind,
		.number = written->kind == EVENT_CLOCK_STEPPED ? written->by_ms : 1,
		.at = calendar_moment(utc_ms, utc_ms, 1, TRUST_SYNCED),
		.session.day = FACTS_MONDAY,
	};
	text_copy(event.key.kiosk, sizeof(event.key.kiosk), written->kiosk);
	assert_int_equal(roll_add(&facts.roll, &event), OK);
}

static void check_row(void **state)
{
	const struct row *row = *state;
	struct school school;
	facts_school(&school);
	text_copy(school.site.kiosks[1], KIOSK_ID_SIZE, "gate");
	school.site.count = row->kiosks ? row->kiosks : 1;
	facts_clear(&facts);
	struct session session = {FACTS_MONDAY, PART_AM};
	int64_t opens_ms = calendar_opens_ms(&school.calendar, session);
	for (size_t i = 0; i < COUNT_OF(row->written) && row->written[i].kiosk; i++) {
		const struct written *written = &row->written[i];
		int64_t at_ms = written->at_ms;
		do
			write_one(written, opens_ms + at_ms);
		while (written->kind == EVENT_HEARTBEAT && (at_ms += MINUTE) <= written->until_ms);
	}
	struct coverage coverage;
	coverage_of(&facts.roll, &school.calendar, &school.site, session, &coverage);
	assert_int_equal(coverage.because, row->because);
	assert_int_equal(coverage.complete, row->because == BECAUSE_NOTHING);
}

/* The afternoon carries the morning on. Where no register was taken then, nobody need have watched, but who came all the same
 * must not have stood before a kiosk that was off. */
static void an_afternoon_by_itself_needs_no_watch_of_the_morning(void **unused)
{
	(void)unused;
	static const struct {
		const char *facts;
		unsigned because;
	} alone[] = {
		{"12:35 beats 13:30", BECAUSE_NOTHING},
		{"08:36 down; 08:37 up; 12:35 beats 13:30", BECAUSE_NOTHING},
		{"08:36 down; 09:05 up; 12:35 beats 13:30", BECAUSE_KIOSK_DOWN},
		{"09:05 up; 12:35 beats 13:30", BECAUSE_KIOSK_DOWN},
		{"08:00 down; 08:31 up; 12:35 beats 13:30", BECAUSE_NOTHING},
		{"08:00 down; 08:33 up; 12:35 beats 13:30", BECAUSE_KIOSK_DOWN},
		{"11:00 lost; 11:04 found; 12:35 beats 13:30", BECAUSE_READER_FAULT},
	};
	const struct closure morning = {FACTS_MONDAY, {true, false}, {"#"}, CALENDAR_ALL_YEARS};
	struct school school;
	facts_school(&school);
	school.calendar.closures = &morning;
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, "12:35 beats 13:30");
	struct session session = {FACTS_MONDAY, PART_PM};
	struct coverage coverage;
	rules_coverage(&school, &facts.roll, session, &coverage);
	assert_false(coverage.complete);
	school.calendar.closure_count = 1;
	for (size_t i = 0; i < COUNT_OF(alone); i++) {
		facts_clear(&facts);
		facts_add(&facts, FACTS_MONDAY, alone[i].facts);
		rules_coverage(&school, &facts.roll, session, &coverage);
		if (coverage.because != alone[i].because ||
		    coverage.complete != (alone[i].because == BECAUSE_NOTHING))
			fail_msg("%s: %u", alone[i].facts, coverage.because);
	}
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY, "09:05 up; 12:35 beats 13:30");
	school.calendar.bells[PART_AM].held = false;
	rules_coverage(&school, &facts.roll, session, &coverage);
	assert_true(coverage.complete);
	school.calendar.bells[PART_AM].held = true;
	school.afternoon = AFTERNOON_TAP;
	rules_coverage(&school, &facts.roll, session, &coverage);
	assert_true(coverage.complete);
}

/* No heartbeats are due between the sessions, and half a minute without a reader is not much. */
static void a_kiosk_last_heard_in_the_morning_is_not_heard_and_no_more(void **unused)
{
	(void)unused;
	struct school school;
	facts_school(&school);
	text_copy(school.site.kiosks[1], KIOSK_ID_SIZE, "gate");
	school.site.count = 2;
	facts_clear(&facts);
	facts_add(&facts, FACTS_MONDAY,
		  "08:25 beats 09:25; 08:25 @gate beats 09:25; 12:35 beats 13:30;"
		  "09:25:30 @gate lost; 09:26 @gate found");
	struct coverage coverage;
	rules_coverage(&school, &facts.roll, (struct session){FACTS_MONDAY, PART_PM}, &coverage);
	assert_int_equal(coverage.because, BECAUSE_KIOSK_NOT_HEARD);
}

/* The time between begins where the morning's window ends: what the one has counted the other does not count again. */
static void noon_begins_after_the_minute_of_the_close(void **unused)
{
	(void)unused;
	struct school school;
	facts_school(&school);
	int64_t opens_ms =
		calendar_opens_ms(&school.calendar, (struct session){FACTS_MONDAY, PART_AM});
	for (int64_t late_ms = 0; late_ms < 2; late_ms++) {
		facts_clear(&facts);
		for (int64_t at = -1; at <= 49; at++)
			write_one(&(struct written)BEATS(0, 0), opens_ms + MIN(at));
		write_one(&(struct written)FACT(EVENT_READER_LOST, 0), opens_ms + MIN(49));
		write_one(&(struct written)FACT(EVENT_READER_BACK, 0),
			  opens_ms + MIN(53) + late_ms);
		facts_add(&facts, FACTS_MONDAY, "12:35 beats 13:30");
		struct coverage coverage;
		rules_coverage(&school, &facts.roll, (struct session){FACTS_MONDAY, PART_PM},
			       &coverage);
		assert_int_equal(coverage.because, late_ms ? READER : BECAUSE_NOTHING);
	}
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows) + 3] = {
		cmocka_unit_test(an_afternoon_by_itself_needs_no_watch_of_the_morning),
		cmocka_unit_test(a_kiosk_last_heard_in_the_morning_is_not_heard_and_no_more),
		cmocka_unit_test(noon_begins_after_the_minute_of_the_close)};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[3 + i] =
			(struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("coverage to the millisecond", tests, NULL, NULL);
}
