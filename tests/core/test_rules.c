/* One verdict a row: the facts of a Monday, and what the rules must make of them. */
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* What the kiosks vouch for. */
enum vouch { WHOLE, NOT_ASKED, PARTLY, IMPLAUSIBLE, ODD };
static const struct coverage coverages[] = {
	[WHOLE] = {.complete = true},
	[PARTLY] = {.complete = false, .because = BECAUSE_READER_FAULT},
	[IMPLAUSIBLE] = {.complete = false, .because = BECAUSE_IMPLAUSIBLE},
	[ODD] = {.complete = true, .because = BECAUSE_CLOCK_UNTRUSTED},
};

struct row {
	const char *sentence;
	const char *facts;
	enum part part;
	enum state state;
	const char *code;
	bool conflict;
	enum vouch vouch;
	unsigned because; /* of an absence; unverified when not 0 or `doubted` */
	bool doubted;
	const char *arranged; /* an expectation of this weekday and part */
	const char *closure;  /* a planned one of both parts */
	uint32_t closure_years;
	enum afternoon afternoon;
	int from, to;    /* on roll from and to, days from today; 0, 0: for ever */
	int days;        /* the session's day, days from Monday */
	int roster_days; /* the roster's day, days from today; 0: yesterday */
	const char
		*evidence; /* "HH:MM" of the fact that decided; "" for none; NULL: not looked at */
	enum nation nation;
};
#define AM PART_AM
#define PM PART_PM
#define TAPS AFTERNOON_TAP

static struct row rows[] = {
	/* taps in the morning */
	{"a tap before the start is present", "08:41 tap", AM, STATE_PRESENT, .code = "/",
	 .evidence = "08:41"},
	{"a tap as the session opens is present", "08:30 tap", AM, STATE_PRESENT, .code = "/"},
	{"a tap at breakfast club, before the session opens, is present", "07:50 tap", AM,
	 STATE_PRESENT, .code = "/"},
	{"a tap at 08:50 exactly is present", "08:50 tap", AM, STATE_PRESENT, .code = "/"},
	{"a tap in the minute of 08:50 is present", "08:50:59 tap", AM, STATE_PRESENT, .code = "/"},
	{"a tap at 08:51 is late", "08:51 tap", AM, STATE_LATE, .code = "L", .evidence = "08:51"},
	{"a tap at 09:20 exactly is late", "09:20 tap", AM, STATE_LATE, .code = "L"},
	{"a tap at 09:21 is after the close", "09:21 tap", AM, STATE_ARRIVED_LATE, .code = "U"},
	{"a tap at 12:39 still belongs to the morning", "12:39 tap", AM, STATE_ARRIVED_LATE,
	 .code = "U"},
	{"a tap at 12:40 does not: the morning stays unexplained", "12:40 tap", AM,
	 STATE_UNEXPLAINED, .code = "N", .evidence = ""},
	{"of two taps the first counts", "08:45 tap; 09:00 tap", AM, STATE_PRESENT, .code = "/",
	 .evidence = "08:45"},
	{"a tap at the other door counts as well", "08:45 @gate tap", AM, STATE_PRESENT,
	 .code = "/"},
	{"a tap under a clock that is not trusted still counts", "08:45 tap?", AM, STATE_PRESENT,
	 .code = "/"},
	{"a tap undone is no tap", "08:45 tap; 08:46 undo", AM, STATE_UNEXPLAINED, .code = "N"},
	{"of two taps one undone leaves the other", "09:05 tap; 08:45 tap; 08:46 undo", AM,
	 STATE_LATE, .code = "L"},
	{"yesterday's tap is not today's", "d-1 08:45 tap", AM, STATE_UNEXPLAINED, .code = "N"},
	/* absence and how sure we are */
	{"nobody seen, everything vouched for: unexplained, confirmed", "", AM, STATE_UNEXPLAINED,
	 .code = "N", .evidence = ""},
	{"before the close nobody asks for coverage", "", AM, STATE_UNEXPLAINED, .code = "N",
	 .vouch = NOT_ASKED},
	{"the reader was away for a while: unknown", "", AM, STATE_UNKNOWN, .code = "N",
	 .vouch = PARTLY, .because = BECAUSE_READER_FAULT},
	{"far fewer came than usual: unknown", "", AM, STATE_UNKNOWN, .code = "N",
	 .vouch = IMPLAUSIBLE, .because = BECAUSE_IMPLAUSIBLE},
	{"whole but with a doubt: unexplained, unverified", "", AM, STATE_UNEXPLAINED, .code = "N",
	 .vouch = ODD, .because = BECAUSE_CLOCK_UNTRUSTED},
	{"an arrival is certain however bad the coverage", "08:45 tap", AM, STATE_PRESENT,
	 .code = "/", .vouch = PARTLY},
	{"a roster of eight days ago is stale", "", AM, STATE_UNEXPLAINED, .code = "N",
	 .roster_days = -8, .because = BECAUSE_ROSTER_STALE},
	{"a roster of seven days ago is not", "", AM, STATE_UNEXPLAINED, .code = "N",
	 .roster_days = -7},
	{"a roster of tomorrow is not stale", "", AM, STATE_UNEXPLAINED, .code = "N",
	 .roster_days = 1},
	{"stale roster and reader away: both are said", "", AM, STATE_UNKNOWN, .code = "N",
	 .roster_days = -8, .vouch = PARTLY,
	 .because = BECAUSE_ROSTER_STALE | BECAUSE_READER_FAULT},
	/* leaving and returning */
	{"gone before the close: left", "08:45 tap; 09:10 left", AM, STATE_LEFT, .code = "/",
	 .evidence = "09:10"},
	{"gone at 09:19: left", "08:45 tap; 09:19 left", AM, STATE_LEFT, .code = "/"},
	{"gone at 09:20 exactly: the register had closed", "08:45 tap; 09:20 left", AM,
	 STATE_PRESENT, .code = "/", .evidence = "08:45"},
	{"gone and back: returned", "08:45 tap; 09:00 left; 10:00 back", AM, STATE_RETURNED,
	 .code = "/", .evidence = "10:00"},
	{"gone, back and gone after the close: still returned of the morning",
	 "08:45 tap; 09:00 left; 09:10 back; 11:00 left", AM, STATE_RETURNED, .code = "/",
	 .evidence = "09:10"},
	{"gone before the close and again after it, never seen to return: left",
	 "08:45 tap; 09:00 left; 11:00 left", AM, STATE_LEFT, .code = "/", .evidence = "09:00"},
	{"back only in the afternoon: left of the morning", "08:45 tap; 09:00 left; 12:45 back", AM,
	 STATE_LEFT, .code = "/"},
	{"a reason for coming late changes nothing: late", "09:05 tap; 09:05 why AM", AM,
	 STATE_LATE, .code = "L"},
	{"a reason alone shows no arrival", "09:05 why AM", AM, STATE_UNEXPLAINED, .code = "N"},
	{"a reason after leaving brings nobody back", "08:45 tap; 11:00 left; 11:05 why AM", PM,
	 STATE_UNEXPLAINED, .code = "N"},
	{"late, then gone before the close: left, with L", "09:05 tap; 09:15 left", AM, STATE_LEFT,
	 .code = "L"},
	{"leaving undone: present", "08:45 tap; 09:10 left; 09:11 undo", AM, STATE_PRESENT,
	 .code = "/"},
	{"leaving by one who never came shows no arrival", "09:00 left", AM, STATE_UNEXPLAINED,
	 .code = "N"},
	{"a leaving before the arrival does not count", "08:31 left; 09:00 tap", AM, STATE_LATE,
	 .code = "L"},
	/* the afternoon, carried */
	{"came in the morning: present in the afternoon", "08:45 tap", PM, STATE_PRESENT,
	 .code = "\\", .evidence = "08:45"},
	{"came after the morning's close: present in the afternoon", "11:30 tap", PM, STATE_PRESENT,
	 .code = "\\"},
	{"went at 11:00: absent in the afternoon", "08:45 tap; 11:00 left", PM, STATE_UNEXPLAINED,
	 .code = "N"},
	{"went at 11:00, back at 12:00: present", "08:45 tap; 11:00 left; 12:00 back", PM,
	 STATE_PRESENT, .code = "\\", .evidence = "12:00"},
	{"went at 11:00, back at 13:10 exactly: present", "08:45 tap; 11:00 left; 13:10 back", PM,
	 STATE_PRESENT, .code = "\\"},
	{"went at 11:00, back at 13:11: late", "08:45 tap; 11:00 left; 13:11 back", PM, STATE_LATE,
	 .code = "L"},
	{"went at 11:00, taps again at 13:26: after the close", "08:45 tap; 11:00 left; 13:26 tap",
	 PM, STATE_ARRIVED_LATE, .code = "U"},
	{"first seen at 12:40: present", "12:40 tap", PM, STATE_PRESENT, .code = "\\"},
	{"first seen at 13:25: late", "13:25 tap", PM, STATE_LATE, .code = "L"},
	{"carried, a later tap does not make late", "08:45 tap; 13:20 tap", PM, STATE_PRESENT,
	 .code = "\\"},
	{"carried and gone at 13:00: left", "08:45 tap; 13:00 left", PM, STATE_LEFT, .code = "\\"},
	{"carried and gone at 15:30: present", "08:45 tap; 15:30 left", PM, STATE_PRESENT,
	 .code = "\\"},
	{"marked here by a teacher in the morning, never tapped: present in the afternoon",
	 "09:00 mark AM /", PM, STATE_PRESENT, .code = "\\", .evidence = "09:00"},
	{"marked here in the morning, seen to leave: absent in the afternoon",
	 "11:00 left; 11:30 mark AM /", PM, STATE_UNEXPLAINED, .code = "N"},
	{"marked ill in the morning does not carry", "09:00 mark AM I", PM, STATE_UNEXPLAINED,
	 .code = "N"},
	{"at the dentist in the morning, tapped at 11:30: present in the afternoon",
	 "08:31 mark AM M; 11:30 tap", PM, STATE_PRESENT, .code = "\\"},
	{"home at noon by a part-time timetable: not expected though never signed out", "08:45 tap",
	 PM, STATE_NOT_EXPECTED, .code = "C2", .arranged = "C2"},
	{"part-time, but taps in the afternoon: present", "08:45 tap; 13:00 tap", PM, STATE_PRESENT,
	 .code = "\\", .arranged = "C2"},
	/* the afternoon, tapped */
	{"pupils tap again: the morning's tap does not count", "08:45 tap", PM, STATE_UNEXPLAINED,
	 .code = "N", .afternoon = TAPS},
	{"pupils tap again at 12:40: present", "08:45 tap; 12:40 tap", PM, STATE_PRESENT,
	 .code = "\\", .afternoon = TAPS},
	{"pupils tap again at 12:39: not yet the afternoon", "08:45 tap; 12:39 tap", PM,
	 STATE_UNEXPLAINED, .code = "N", .afternoon = TAPS},
	{"pupils tap again at 13:11: late", "08:45 tap; 13:11 tap", PM, STATE_LATE, .code = "L",
	 .afternoon = TAPS},
	{"pupils tap again: the morning's mark does not count", "08:45 mark AM /", PM,
	 STATE_UNEXPLAINED, .code = "N", .afternoon = TAPS},
	/* marks */
	{"in since the morning, and a teacher says N in the afternoon: unexplained, the conflict "
	 "is shown",
	 "08:45 tap; 13:15 mark PM N", PM, STATE_UNEXPLAINED, .code = "N", .conflict = true,
	 .doubted = true, .evidence = "13:15"},
	{"marked here in the morning, N in the afternoon: unexplained, no tap stands against it",
	 "08:45 mark AM /; 13:15 mark PM N", PM, STATE_UNEXPLAINED, .code = "N",
	 .evidence = "13:15"},
	{"N for the afternoon entered before the child came at ten: carried, present",
	 "09:00 mark PM N; 10:00 tap", PM, STATE_PRESENT, .code = "\\", .evidence = "10:00"},
	{"marked here in the morning, X in the afternoon: two sessions, no conflict",
	 "08:45 mark AM /; 12:00 mark PM X", PM, STATE_NOT_EXPECTED, .code = "X"},
	{"marked as with a provider (B) and seen here: the conflict is shown",
	 "08:40 mark AM B; 08:45 tap", AM, STATE_ELSEWHERE, .code = "B", .conflict = true},
	{"marked as on a visit (V) and seen before the bus went: none",
	 "08:45 tap; 08:50 mark AM V", AM, STATE_ELSEWHERE, .code = "V"},
	{"marked present without a tap", "08:55 mark AM /", AM, STATE_PRESENT, .code = "/",
	 .evidence = "08:55"},
	{"marked late", "08:55 mark AM L", AM, STATE_LATE, .code = "L"},
	{"marked here counts though coverage is bad", "08:55 mark AM /", AM, STATE_PRESENT,
	 .code = "/", .vouch = PARTLY},
	{"marked ill", "08:55 mark AM I", AM, STATE_EXPLAINED, .code = "I", .evidence = "08:55"},
	{"marked ill but tapped: the mark wins, the conflict is shown",
	 "08:45 tap; 08:55 mark AM I", AM, STATE_EXPLAINED, .code = "I", .conflict = true,
	 .evidence = "08:55"},
	{"marked ill, then tapped: the same", "08:31 mark AM I; 08:45 tap", AM, STATE_EXPLAINED,
	 .code = "I", .conflict = true},
	{"the mark undone, the tap stands", "08:45 tap; 08:55 mark AM I; 08:56 undo", AM,
	 STATE_PRESENT, .code = "/"},
	{"the latest mark wins", "08:55 mark AM I; 09:05 mark AM /", AM, STATE_PRESENT,
	 .code = "/"},
	{"the latest undone, the one before stands", "08:55 mark AM M; 09:05 mark AM I; 09:06 undo",
	 AM, STATE_EXPLAINED, .code = "M"},
	{"a mark of the afternoon is not one of the morning", "08:55 mark PM I", AM,
	 STATE_UNEXPLAINED, .code = "N"},
	{"no reason known yet: unexplained", "09:00 mark AM N", AM, STATE_UNEXPLAINED, .code = "N",
	 .evidence = "09:00"},
	{"N while the reader was away: a person says absent, the kiosks do not vouch",
	 "09:00 mark AM N", AM, STATE_UNEXPLAINED, .code = "N", .vouch = PARTLY,
	 .because = BECAUSE_READER_FAULT},
	{"N, then arrives before the close: late", "09:00 mark AM N; 09:10 tap", AM, STATE_LATE,
	 .code = "L"},
	{"N, then arrives after the close: U", "09:00 mark AM N; 10:12 tap", AM, STATE_ARRIVED_LATE,
	 .code = "U"},
	{"tapped, then marked N: here, but somebody must look", "08:45 tap; 09:00 mark AM N", AM,
	 STATE_PRESENT, .code = "/", .conflict = true},
	{"O: absent for an unknown reason", "09:00 mark AM O", AM, STATE_UNEXPLAINED, .code = "O"},
	{"G against a tap: never confirmed", "08:45 tap; 09:00 mark AM G", AM, STATE_UNEXPLAINED,
	 .code = "G", .conflict = true, .doubted = true},
	{"U by the office", "10:00 mark AM U", AM, STATE_ARRIVED_LATE, .code = "U"},
	{"tapped in time, marked L: no conflict", "08:45 tap; 09:00 mark AM L", AM, STATE_LATE,
	 .code = "L"},
	{"tapped in time, marked U: no conflict", "08:45 tap; 10:00 mark AM U", AM,
	 STATE_ARRIVED_LATE, .code = "U"},
	{"marked U in the morning: here in the afternoon", "10:00 mark AM U", PM, STATE_PRESENT,
	 .code = "\\"},
	{"suspended", "08:00 mark AM E", AM, STATE_SUSPENDED, .code = "E"},
	{"suspended but tapped: the conflict is shown", "08:00 mark AM E; 08:45 tap", AM,
	 STATE_SUSPENDED, .code = "E", .conflict = true},
	{"on a visit", "08:00 mark AM V", AM, STATE_ELSEWHERE, .code = "V"},
	{"tapped, then off on a visit: no conflict", "08:45 tap; 08:50 mark AM V", AM,
	 STATE_ELSEWHERE, .code = "V"},
	{"marked as at the other school", "08:00 mark AM D", AM, STATE_NOT_EXPECTED, .code = "D"},
	{"no transport: explained", "08:00 mark AM Y1", AM, STATE_EXPLAINED, .code = "Y1"},
	{"no access arrangements: explained", "08:00 mark AM Q", AM, STATE_EXPLAINED, .code = "Q"},
	{"marked # alone: closed for this child", "08:00 mark AM #", AM, STATE_CLOSED, .code = "#"},
	{"a code in no table: unknown, a person must look", "09:00 mark AM &", AM, STATE_UNKNOWN,
	 .code = "&", .conflict = true},
	{"a code in no table against a tap: never confirmed", "08:45 tap; 09:00 mark AM &", AM,
	 STATE_UNKNOWN, .code = "&", .conflict = true, .doubted = true},
	{"H has gone from England's table", "09:00 mark AM H", AM, STATE_UNKNOWN, .code = "H",
	 .conflict = true},
	{"H is in Wales's still", "09:00 mark AM H", AM, STATE_EXPLAINED, .code = "H",
	 .nation = NATION_WALES},
	/* arrangements of the week */
	{"part-time: not expected", "", AM, STATE_NOT_EXPECTED, .code = "C2", .arranged = "C2"},
	{"part-time but came: present, recorded", "08:45 tap", AM, STATE_PRESENT, .code = "/",
	 .arranged = "C2"},
	{"dual registered, the other school's day", "", AM, STATE_NOT_EXPECTED, .code = "D",
	 .arranged = "D"},
	{"alternative provision: elsewhere", "", AM, STATE_ELSEWHERE, .code = "B", .arranged = "B"},
	{"work experience: elsewhere", "", AM, STATE_ELSEWHERE, .code = "W", .arranged = "W"},
	{"the provider says no-show: a mark beats the arrangement", "09:00 mark AM N", AM,
	 STATE_UNEXPLAINED, .code = "N", .arranged = "B"},
	{"sixth form: not required", "", AM, STATE_NOT_EXPECTED, .code = "X", .arranged = "X"},
	{"an arrangement of presence arranges nothing", "", AM, STATE_UNEXPLAINED, .code = "N",
	 .arranged = "/"},
	{"an arrangement in no table: unknown", "", AM, STATE_UNKNOWN, .code = "!",
	 .conflict = true, .arranged = "!"},
	{"not expected whatever the coverage", "", AM, STATE_NOT_EXPECTED, .code = "C2",
	 .arranged = "C2", .vouch = PARTLY},
	/* closures */
	{"a planned closure", "", AM, STATE_CLOSED, .code = "#", .closure = "#", .evidence = ""},
	{"a planned closure beats a tap", "08:45 tap", AM, STATE_CLOSED, .code = "#",
	 .closure = "#"},
	{"a closure of year 11 does not close year 9", "", AM, STATE_UNEXPLAINED, .code = "N",
	 .closure = "#", .closure_years = 1u << 11},
	{"a closure of years 9 and 11 does", "", AM, STATE_CLOSED, .code = "#", .closure = "#",
	 .closure_years = 1u << 11 | 1u << 9},
	{"study leave of year 9: not expected", "", AM, STATE_NOT_EXPECTED, .code = "S",
	 .closure = "S", .closure_years = 1u << 9},
	{"study leave, in for an exam: present", "08:45 tap", AM, STATE_PRESENT, .code = "/",
	 .closure = "S", .closure_years = 1u << 9},
	{"study leave, in for the morning's exam: not expected after noon", "08:45 tap", PM,
	 STATE_NOT_EXPECTED, .code = "S", .closure = "S"},
	{"the boiler: closed at 09:30 for the morning", "09:30 closure AM Y4", AM, STATE_CLOSED,
	 .code = "Y4", .evidence = "09:30"},
	{"the boiler: a tap before it changes nothing", "08:45 tap; 09:30 closure both Y4", AM,
	 STATE_CLOSED, .code = "Y4"},
	{"closed for both: the afternoon as well", "09:30 closure both Y4", PM, STATE_CLOSED,
	 .code = "Y4"},
	{"closed for the afternoon only: the morning counts", "11:30 closure PM Y4", AM,
	 STATE_UNEXPLAINED, .code = "N"},
	{"a closure taken back", "09:30 closure AM Y4; 09:31 undo", AM, STATE_UNEXPLAINED,
	 .code = "N"},
	{"part of the premises: explained for who is not here", "08:00 closure AM Y3", AM,
	 STATE_EXPLAINED, .code = "Y3", .evidence = "08:00"},
	{"part of the premises: who tapped is here", "08:00 closure AM Y3; 08:45 tap", AM,
	 STATE_PRESENT, .code = "/"},
	{"part of the premises, planned", "", AM, STATE_EXPLAINED, .code = "Y3", .closure = "Y3"},
	{"a closure code in no table closes, and somebody must look", "", AM, STATE_CLOSED,
	 .code = "!", .closure = "!", .conflict = true},
	{"a closure beats a mark", "08:00 mark AM I", AM, STATE_CLOSED, .code = "#",
	 .closure = "#"},
	{"Saturday", "", AM, STATE_CLOSED, .code = "", .days = 5},
	/* the roll */
	{"a starter before the first day", "", AM, STATE_NOT_EXPECTED, .code = "", .from = 1,
	 .to = 900},
	{"a no-show on the first day is an absence", "", AM, STATE_UNEXPLAINED, .code = "N",
	 .from = 0, .to = 900},
	{"a leaver's last day counts", "", AM, STATE_UNEXPLAINED, .code = "N", .from = -900,
	 .to = 0},
	{"a leaver after the last day", "", AM, STATE_NOT_EXPECTED, .code = "", .from = -900,
	 .to = -1},
	{"a leaver is not expected whatever the mark", "08:00 mark AM N", AM, STATE_NOT_EXPECTED,
	 .code = "", .from = -900, .to = -1},
};

static struct facts facts;

static const struct coverage *coverage_for(enum vouch vouch)
{
	return vouch == NOT_ASKED ? NULL : &coverages[vouch];
}

static void judge(const struct row *row, struct verdict *out)
{
	int32_t day = FACTS_MONDAY + row->days;
	struct school school;
	facts_school(&school);
	school.nation = row->nation;
	school.afternoon = row->afternoon;
	school.roster_day = day + (row->roster_days ? row->roster_days : -1);
	struct child child = facts_child();
	if (row->from || row->to) {
		child.on_roll_from = day + row->from;
		child.on_roll_to = day + row->to;
	}
	struct expectation arranged = {.pupil = FACTS_PUPIL,
				       .weekday = (int8_t)calendar_weekday(day),
				       .part = row->part,
				       .from_day = day,
				       .to_day = day};
	struct closure closure = {.day = day, .parts = {true, true}, .years = CALENDAR_ALL_YEARS};
	if (row->arranged && code_from_text(row->arranged, &arranged.code)) {
		school.expectations = &arranged;
		school.expectation_count = 1;
	}
	if (row->closure && code_from_text(row->closure, &closure.code)) {
		school.calendar.closures = &closure;
		school.calendar.closure_count = 1;
		if (row->closure_years)
			closure.years = row->closure_years;
	}
	facts_clear(&facts);
	facts_add(&facts, day, row->facts);
	rules_verdict(&school, &child, &facts.roll, (struct session){day, row->part},
		      coverage_for(row->vouch), out);
}

static void check_row(void **state)
{
	const struct row *row = *state;
	struct verdict verdict;
	judge(row, &verdict);
	assert_string_equal(state_text(verdict.state), state_text(row->state));
	assert_string_equal(verdict.code.text, row->code);
	assert_int_equal(verdict.conflict, row->conflict);
	assert_int_equal(verdict.because, row->because);
	bool unverified = row->because || row->doubted;
	assert_int_equal(verdict.certainty,
			 unverified ? CERTAINTY_UNVERIFIED : CERTAINTY_CONFIRMED);
	assert_int_equal(verdict.on_roll, row->from <= 0 && row->to >= 0);
	if (verdict.evidence)
		assert_in_range((uintptr_t)verdict.evidence, (uintptr_t)facts.roll.facts,
				(uintptr_t)(facts.roll.facts + facts.roll.count - 1));
	if (!row->evidence)
		return;
	char at[MINUTE_TEXT_SIZE] = "";
	if (verdict.evidence)
		calendar_format_minute(verdict.evidence->at.minute, at);
	assert_string_equal(at, row->evidence);
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows)];
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[i] = (struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
