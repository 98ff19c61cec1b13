/* Courses of events in which what is planned or usual matters: arrangements, closures, forms and other weeks. Sentences begin with
 * the number of the rule in docs/rules.md. */
#include <stdio.h>
#include <string.h>

#include "sim/gate.h"
#include "tests/support/hall.h"

#define AM(day) "2026-09-" day "/AM"
#define PM(day) "2026-09-" day "/PM"
#define ARRANGED "pupil_id,weekday,session,code,from,to\n"
#define CLOSED "date,session,code,reason,year_groups\n"

/* Not P0001, whose card has another number. */
static void tap_pupil(int number)
{
	char card[24];
	snprintf(card, sizeof(card), "0400000000%04d", number);
	hall_tap(card);
}

/* First to last, a pupil every two seconds. */
static void come(int day, int hour, int minute, int first, int last)
{
	for (int pupil = first; pupil <= last; pupil++) {
		hall_run_to(day, hour, minute + (pupil - first) / 30);
		tap_pupil(pupil);
		hall_run_for(1900);
	}
}

static void begin(void)
{
	hall_set_up();
	hall_on();
	hall_run_to(0, 8, 40);
	tap_pupil(42);
}

static void check_grid_ended(void)
{
	hall_set_up();
	hall_import("expectations",
		    ARRANGED "P0019,mon,AM,C2,2026-09-14,\n"
			     "P0020,mon,AM,C2,2026-06-01,2026-09-13\n",
		    "");
	hall_on();
	hall_run_to(0, 8, 40);
	tap_pupil(42);
	hall_run_to(0, 9, 40);
	hall_report(!hall_heard("835", "flag.raised", "CH-19", NULL, NULL),
		    "1 a part-time timetable that holds: the morning it leaves out is not missed");
	hall_report(
		hall_heard_of("835", "flag.raised", "CH-20", AM("14"), "certainty", "confirmed"),
		"1 one that ended the day before: expected, and missed");
	hall_run_to(0, 13, 40);
	hall_report(hall_heard_of("835", "flag.raised", "CH-19", PM("14"), "kind", "first_day"),
		    "1 and the afternoon, which it does not leave out, is");
	hall_end();
}

static void check_elsewhere(void)
{
	struct app_by by = {"the college rang: did not come", "R. Okafor", "attendance officer"};
	hall_set_up();
	hall_import("expectations",
		    ARRANGED "P0020,mon,AM,B,2026-09-14,\nP0021,mon,AM,K,2026-09-14,\n", "");
	hall_on();
	hall_run_to(0, 8, 40);
	tap_pupil(42);
	hall_run_to(0, 9, 40);
	hall_report(!hall_heard("835", "flag.raised", "CH-20", NULL, NULL) &&
			    !hall_heard("835", "flag.raised", "CH-21", NULL, NULL),
		    "3 who is with a provider by arrangement is not missing here");
	hall_report(app_mark(hall.app, "P0020", "N", &by) == OK, "3 the provider says: a no-show");
	hall_run_to(0, 9, 45);
	hall_report(hall_heard_of("835", "flag.raised", "CH-20", AM("14"), "office", "says_absent"),
		    "3 which is a flag like any other");
	hall_report(!hall_heard("835", "flag.raised", "CH-21", NULL, NULL),
		    "3 of that child alone");
	hall_end();
}

static void check_half_day(void)
{
	begin();
	hall_import("closures", CLOSED "2026-09-14,PM,#,end of term,\n", "");
	hall_run_to(0, 13, 40);
	hall_report(hall_heard_of("835", "flag.raised", "CH-20", AM("14"), NULL, NULL),
		    "4 half a day: the morning is held");
	hall_report(!hall_heard(NULL, "session.closed", NULL, "session", PM("14")) &&
			    !hall_heard(NULL, "flag.raised", NULL, "session", PM("14")),
		    "4 and the afternoon has no register");
	hall_end();
}

/* CH-20 is not among those who come. */
static void check_closed_later(int hour)
{
	struct app_by by = {"the heating has failed", "M. Owen", "headteacher"};
	hall_set_up();
	hall_on();
	come(0, 8, 31, 22, 200);
	hall_run_to(0, hour, 0);
	enum err err = app_close_today(hall.app, "Y4", &by);
	hall_run_to(0, 14, 10);
	hall_report(hall_heard_of("835", "flag.raised", "CH-20", AM("14"), NULL, NULL) &&
			    !hall_heard("835", "flag.withdrawn", "CH-20", NULL, NULL),
		    "4 who was missing when the register was taken is missing still");
	if (hour < 13)
		hall_report(err == OK && !hall_heard_of("835", "flag.raised", NULL, PM("14"), NULL,
							NULL),
			    "4 and the afternoon of a school that closed at eleven is not missed");
	else
		hall_report(err == ERR_EXISTS && !hall_heard_of("835", "flag.withdrawn", "CH-20",
								PM("14"), NULL, NULL),
			    "4 after both registers were taken there is nothing to close");
	hall_end();
}

/* P0093 is of year 8. */
static void check_years(void)
{
	hall_set_up();
	hall_import("closures",
		    CLOSED "2026-09-14,,#,year 8 begins tomorrow,8\n"
			   "2026-09-14,,S,examinations of year 7,7\n",
		    "");
	hall_on();
	hall_run_to(0, 8, 45);
	tap_pupil(20);
	hall_run_to(0, 9, 40);
	hall_report(!hall_heard("681", "flag.raised", "CH-93", NULL, NULL) &&
			    hall_heard_of("681", "session.closed", NULL, AM("14"), "expected", "0"),
		    "6 a staggered start: year 8 is not missed, and the statement says so");
	hall_report(!hall_heard("835", "flag.raised", "CH-19", NULL, NULL),
		    "7 study leave of a year: not expected");
	hall_report(
		hall_heard_of("835", "attendance.recorded", "CH-20", AM("14"), "state", "present"),
		"7 who came for an examination is recorded all the same");
	hall_report(hall_heard_of("835", "session.closed", NULL, AM("14"), "expected", "1"),
		    "7 and is the only one in the statement who is expected");
	hall_end();
}

/* The fifth school day after Monday is the Monday after; with a bank holiday between, the Tuesday. */
static void check_bank_holiday(void)
{
	begin();
	hall_import("closures", CLOSED "2026-09-16,,#,bank holiday,\n", "");
	hall_run_to(0, 9, 40);
	hall_off();
	hall_run_to(7, 8, 0);
	hall_on();
	hall_run_to(7, 8, 10);
	hall_report(!hall_heard("835", "flag.updated", "CH-20", NULL, NULL),
		    "14 with a bank holiday between, the Monday after is the fourth school day: N "
		    "still");
	hall_off();
	hall_run_to(8, 8, 0);
	hall_on();
	hall_run_to(8, 8, 10);
	hall_report(hall_heard_of("835", "flag.updated", "CH-20", AM("14"), "code", "O"),
		    "14 and the Tuesday the fifth: O");
	hall_report(!hall_heard(NULL, "session.closed", NULL, "session", AM("16")),
		    "4 the bank holiday itself gets no statement");
	hall_end();
}

/* 7A is P0001 to P0020, CH-19 and CH-20 among them; CH-21 is of 7B. */
static void check_form(void)
{
	hall_set_up();
	hall_on();
	come(0, 8, 31, 22, 200);
	hall_run_to(0, 9, 25);
	hall_report(hall_logged("7A"), "20 the office is asked for the form before flags go");
	hall_run_to(0, 9, 40);
	hall_report(
		hall_heard_of("835", "flag.raised", "CH-20", AM("14"), "because", "implausible"),
		"20 where most of a form was not seen, nobody of it is missing for certain");
	hall_report(
		hall_heard_of("835", "flag.raised", "CH-21", AM("14"), "certainty", "confirmed"),
		"20 the other forms are not in doubt");
	come(0, 9, 45, 2, 19);
	hall_run_to(0, 9, 50);
	hall_report(
		hall_heard_of("835", "flag.withdrawn", "CH-19", AM("14"), "reason", "arrived_late"),
		"20 the bus comes: who is on it is here");
	hall_report(
		hall_heard_of("835", "flag.updated", "CH-20", AM("14"), "certainty", "confirmed"),
		"20 and who is not on it is missing for certain");
	hall_end();
}

/* Three Mondays on which sixty came, then one with a few. */
static void play_mondays(int last)
{
	hall_set_up();
	for (int week = 0; week < 3; week++) {
		hall_on();
		come(7 * week, 8, 31, 200, 259);
		hall_run_to(7 * week, 9, 22);
		hall_off();
		hall_run_to(7 * week + 7, 8, 25);
	}
	hall_on();
	come(21, 8, 31, 200, last);
	hall_run_to(21, 9, 40);
}

static void check_usual(void)
{
	static const char fourth[] = "2026-10-05/AM";
	play_mondays(213);
	hall_report(
		hall_heard_of("835", "flag.raised", "CH-20", fourth, "because", "implausible"),
		"20 fewer than a quarter of this weekday's usual: nobody is missing for certain");
	hall_end();
	play_mondays(214);
	hall_report(hall_heard_of("835", "flag.raised", "CH-20", fourth, "certainty", "confirmed"),
		    "20 a quarter is few, but no doubt");
	hall_end();
}

int main(void)
{
	gate_set(false);
	check_grid_ended();
	check_elsewhere();
	check_half_day();
	check_closed_later(11);
	check_closed_later(14);
	check_years();
	check_bank_holiday();
	check_form();
	check_usual();
	return 0;
}
