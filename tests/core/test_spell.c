/* Spells: a row tells the days before a Monday and what kind of absence that Monday is. */
#include "tests/support/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Attendance on day d-N, all day. */
#define HERE(n) "d-" #n " 08:45 tap;"

struct row {
	const char *sentence;
	const char *facts;
	enum part part;
	int days;
	bool first;
	const char *closure; /* a planned one of both parts, on the day closure_back before */
	int closure_back, closure_length;
	const char *arranged; /* on Fridays, both parts */
	int on_roll_back;     /* on roll since so many days before; 0: for long */
	int from_back;        /* the history reaches back so far; 0: 28 */
	bool reaches_back;    /* the answer: load more */
	int told_back; /* the authority answers for the child since so many days before; 0: for long */
	int never_closed_back; /* the kiosk was off that day before and closed its registers later, or never; 0: none */
};
#define AM PART_AM
#define PM PART_PM

/* The session is on Monday 14 September 2026: d-3 is Friday, d-4 Thursday, d-7 the Monday before. */
static struct row rows[] = {
	{"here on Friday: a weekend is not absence", HERE(3), AM, .days = 1, .first = true},
	{"absent on Friday: day 2 across the weekend", HERE(4), AM, .days = 2},
	{"absent on Thursday and Friday: day 3", HERE(5), AM, .days = 3},
	{"absent for a whole week: day 6", HERE(10), AM, .days = 6},
	{"absent in the morning: the afternoon continues day 1", HERE(3), PM, .days = 1},
	{"here in the morning, gone at noon: the afternoon is a first day",
	 HERE(3) "08:45 tap; 11:00 left", PM, .days = 1, .first = true},
	{"gone at noon on Friday: Monday is day 2", HERE(4) "d-3 08:45 tap; d-3 11:00 left", AM,
	 .days = 2},
	{"U on Friday ends the spell", HERE(7) "d-3 10:00 tap", AM, .days = 1, .first = true},
	{"U in Friday's afternoon ends it", HERE(7) "d-3 14:00 tap", AM, .days = 1, .first = true},
	{"late on Friday ends it", HERE(7) "d-3 09:00 tap", AM, .days = 1, .first = true},
	{"left early on Friday morning is attendance; that afternoon is not",
	 HERE(7) "d-3 08:45 tap; d-3 09:00 left", AM, .days = 2},
	{"elsewhere on Friday (B) is attendance", HERE(7), AM, .days = 1, .first = true,
	 .arranged = "B"},
	{"at the other school on Friday (D) neither breaks nor counts", HERE(4), AM, .days = 1,
	 .first = true, .arranged = "D"},
	{"at the other school on Friday, absent on Thursday: day 2", HERE(5), AM, .days = 2,
	 .arranged = "D"},
	{"part-time on Friday (C2) neither breaks nor counts", HERE(5), AM, .days = 2,
	 .arranged = "C2"},
	{"no transport on Friday (Y1) neither breaks nor counts",
	 HERE(5) "d-3 08:30 mark AM Y1; d-3 08:31 mark PM Y1", AM, .days = 2},
	{"ill on Friday, nothing today: day 2, first day unexplained",
	 HERE(4) "d-3 08:30 mark AM I; d-3 08:31 mark PM I", AM, .days = 2, .first = true},
	{"ill on Friday morning, nothing since: day 2 goes on", HERE(4) "d-3 08:30 mark AM I", AM,
	 .days = 2},
	{"unexplained on Thursday, ill on Friday: continuing, day 3",
	 HERE(5) "d-3 08:30 mark AM I; d-3 08:31 mark PM I", AM, .days = 3},
	{"suspended on Friday: day 2, first day unexplained",
	 HERE(4) "d-3 08:30 mark AM E; d-3 08:31 mark PM E", AM, .days = 2, .first = true},
	{"a code in no table on Friday counts as unexplained",
	 HERE(4) "d-3 08:30 mark AM &; d-3 08:31 mark PM &", AM, .days = 2},
	{"G on Friday: continuing", HERE(4) "d-3 08:30 mark AM G; d-3 08:31 mark PM G", AM,
	 .days = 2},
	{"marked here on Friday by a teacher is attendance", HERE(7) "d-3 08:55 mark AM /", AM,
	 .days = 1, .first = true},
	{"a week of holiday (#) neither ends nor lengthens it; the child has not returned: alarmed "
	 "anew",
	 HERE(11), AM, .days = 2, .first = true, .closure = "#", .closure_back = 7,
	 .closure_length = 5},
	{"not returned after a holiday: the afternoon continues", HERE(11), PM, .days = 2,
	 .closure = "#", .closure_back = 7, .closure_length = 5},
	{"Easter, four days without school: no break, continuing", HERE(5), AM, .days = 2,
	 .closure = "#", .closure_back = 3, .closure_length = 2},
	{"five days without school: a break, alarmed anew", HERE(7), AM, .days = 2, .first = true,
	 .closure = "#", .closure_back = 5, .closure_length = 3},
	{"a break between illness and now: first day",
	 HERE(11) "d-10 08:30 mark AM I; d-10 08:31 mark PM I", AM, .days = 2, .first = true,
	 .closure = "#", .closure_back = 7, .closure_length = 5},
	{"an arrangement for weeks (C2 on Fridays) is no break", HERE(5), AM, .days = 2,
	 .arranged = "C2"},
	{"the authority answers for the child since today: alarmed, though day 3", HERE(5), AM,
	 .days = 3, .first = true, .told_back = -1},
	{"the authority answers for the child since Friday, who was absent then: continuing",
	 HERE(5), AM, .days = 3, .told_back = 3},
	{"since Saturday: alarmed", HERE(5), AM, .days = 3, .first = true, .told_back = 2},
	{"since today: the afternoon continues", HERE(5), PM, .days = 3, .told_back = -1},
	{"the kiosk was off on Friday: of who was not seen nothing is known", HERE(5), AM,
	 .days = 2, .never_closed_back = 3},
	{"the kiosk was off on Friday, here on Thursday: a first day", HERE(4), AM, .days = 1,
	 .first = true, .never_closed_back = 3},
	{"the register closed itself when the kiosk came back on Saturday: the same",
	 HERE(4) "d-2 07:00 closed AM-1; d-2 07:00 closed PM-1", AM, .days = 1, .first = true,
	 .never_closed_back = 3},
	{"the kiosk was off on Friday, but staff marked N on paper: day 2",
	 HERE(4) "d-3 09:00 mark AM N", AM, .days = 2, .never_closed_back = 3},
	{"the kiosk was off at Friday's close, but had seen the child: the spell ends there",
	 HERE(3), AM, .days = 1, .first = true, .never_closed_back = 3},
	{"a week of holiday after attendance: first day", HERE(10), AM, .days = 1, .first = true,
	 .closure = "#", .closure_back = 7, .closure_length = 5},
	{"the boiler on Friday (Y4) neither breaks nor counts", HERE(5) "d-3 07:30 closure both Y4",
	 AM, .days = 2},
	{"a new child's first day is a first day", "", AM, .days = 1, .first = true,
	 .on_roll_back = -1},
	{"a new child since Thursday who never came: day 3", "", AM, .days = 3, .on_roll_back = 4},
	{"the history ends within the spell: ask for more", "", AM, .days = 3, .from_back = 4,
	 .reaches_back = true},
	{"the history ends where the spell began: no more is needed", HERE(4), AM, .days = 2,
	 .from_back = 4},
	{"nothing but a weekend in the history: ask for more", "", AM, .days = 1, .first = true,
	 .from_back = 2, .reaches_back = true},
	{"the roll began before the history: ask for more", "", AM, .days = 3, .from_back = 4,
	 .on_roll_back = 5, .reaches_back = true},
};

static struct facts facts;

/* Each register was closed on its day, but those of the day never_closed_back before. */
static void close_registers(int32_t day, int never_closed_back)
{
	for (int back = 0; back <= 100; back++) {
		char script[64];
		if (back > 0 && back == never_closed_back)
			continue;
		snprintf(script, sizeof(script), "d-%d 09:20 closed AM;d-%d 13:25 closed PM", back,
			 back);
		facts_add(&facts, day, script);
	}
}

static void check_row(void **state)
{
	const struct row *row = *state;
	int32_t day = FACTS_MONDAY;
	struct school school;
	facts_school(&school);
	struct closure closures[8];
	for (int i = 0; i < row->closure_length; i++) {
		closures[i] = (struct closure){.day = day - row->closure_back + i,
					       .parts = {true, true},
					       .years = CALENDAR_ALL_YEARS};
		assert_true(code_from_text(row->closure, &closures[i].code));
	}
	school.calendar.closures = closures;
	school.calendar.closure_count = (size_t)row->closure_length;
	struct expectation arranged[PART_COUNT];
	for (enum part part = PART_AM; row->arranged && part < PART_COUNT; part++) {
		arranged[part] = (struct expectation){
			.pupil = FACTS_PUPIL, .weekday = 4, .part = part, .to_day = DAY_OPEN};
		assert_true(code_from_text(row->arranged, &arranged[part].code));
	}
	school.expectations = arranged;
	school.expectation_count = row->arranged ? PART_COUNT : 0;
	struct child child = facts_child();
	if (row->on_roll_back)
		child.on_roll_from = day - (row->on_roll_back < 0 ? 0 : row->on_roll_back);
	facts_clear(&facts);
	facts_add(&facts, day, row->facts);
	close_registers(day, row->never_closed_back);
	struct spell spell;
	int told_back = row->told_back ? row->told_back : 365;
	int32_t told_from = told_back < 0 ? day : day - told_back;
	bool whole = rules_spell(&school, &child, &facts.roll, (struct session){day, row->part},
				 day - (row->from_back ? row->from_back : 28), told_from, &spell);
	assert_int_equal(spell.days, row->days);
	assert_int_equal(spell.first_day, row->first);
	assert_int_equal(whole, !row->reaches_back);
}

int main(void)
{
	struct CMUnitTest tests[COUNT_OF(rows)];
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		tests[i] = (struct CMUnitTest){rows[i].sentence, check_row, NULL, NULL, &rows[i]};
	return cmocka_run_group_tests_name("spell", tests, NULL, NULL);
}
