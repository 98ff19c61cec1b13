/* Courses of events in which the lists change beside the running kiosk: care, the roll and cards. Sentences begin with the number of
 * the rule in docs/rules.md. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/gate.h"
#include "tests/support/hall.h"

#define AM(day) "2026-09-" day "/AM"
#define PM(day) "2026-09-" day "/PM"

/* P0042's card, who is looked after by nobody: the reader sees somebody each morning. */
static void another_comes(int day)
{
	hall_run_to(day, 8, 40);
	hall_tap("04000000000042");
}

static void begin(void)
{
	hall_set_up();
	hall_on();
	another_comes(0);
}

/* -- 9, 10 ----------------------------------------------------------------------------------------- */

static void check_late_deletion(void)
{
	begin();
	hall_run_to(0, 9, 40);
	hall_report(hall_heard_of("835", "flag.raised", "CH-20", AM("14"), NULL, NULL),
		    "9 a child on the roll is flagged");
	char line[300], name[] = "Daisy";
	snprintf(line, sizeof(line), "P0020,%s,%s,Gone,,,7,7A,2026-09-01,2026-09-11,",
		 hall_upn("P0020"), name);
	hall_change("roster", "P0020,", line, "--force");
	hall_run_to(0, 10, 0);
	hall_report(
		hall_heard_of("835", "flag.withdrawn", "CH-20", AM("14"), "reason", "not_on_roll"),
		"9 a leaving date entered late takes the flag back");
	hall_report(!hall_heard("835", "flag.withdrawn", "CH-21", NULL, NULL),
		    "9 and no other child's");
	hall_run_to(0, 13, 40);
	hall_report(!hall_heard_of("835", "flag.raised", "CH-20", PM("14"), NULL, NULL),
		    "9 there is never a flag after the leaving date");
	hall_end();
}

static void check_move_in_a_spell(void)
{
	char line[100];
	begin();
	another_comes(1);
	hall_run_to(1, 14, 0);
	hall_report(hall_heard_of("835", "flag.raised", "CH-20", AM("15"), "day", "2"),
		    "10 away for two days, and one authority knows");
	snprintf(line, sizeof(line), "%s,835,CH-20,looked_after,2024-12-21,2026-09-15",
		 hall_upn("P0020"));
	hall_change("care", "835,CH-20,", line, "--force");
	snprintf(line, sizeof(line), "%s,838,CH-99,looked_after,2026-09-16,", hall_upn("P0020"));
	hall_change("care", NULL, line, "--force");
	another_comes(2);
	hall_run_to(2, 14, 0);
	hall_report(
		hall_heard_of("838", "flag.raised", "CH-99", AM("16"), "kind", "first_day") &&
			hall_heard_of("838", "flag.raised", "CH-99", AM("16"), "day", "3"),
		"10 the new authority's first flag is an alarm, and says that it is the third day");
	hall_report(hall_heard_of("838", "flag.raised", "CH-99", PM("16"), "kind", "continuing"),
		    "10 after which the absence goes on");
	hall_report(hall_count("835", "flag.raised", "CH-20", AM("16")) == 0,
		    "10 the old authority hears no more of the child");
	hall_report(!hall_heard("835", "flag.withdrawn", "CH-20", NULL, NULL),
		    "10 and what it heard of its own days stands");
	hall_report(hall_count("838", "flag.raised", "CH-99", NULL) == 2,
		    "10 the new authority hears nothing of days before its own");
	hall_end();
}

static void check_into_care(void)
{
	char line[100];
	begin();
	another_comes(1);
	hall_run_to(1, 14, 0);
	snprintf(line, sizeof(line), "%s,838,CH-1,looked_after,2026-09-16,", hall_upn("P0001"));
	hall_change("care", NULL, line, "");
	hall_run_to(1, 14, 30);
	hall_report(!hall_heard(NULL, "flag.raised", "CH-1", NULL, NULL),
		    "10 a child who comes into care tomorrow is not told of today");
	another_comes(2);
	hall_run_to(2, 9, 40);
	hall_report(hall_heard_of("838", "flag.raised", "CH-1", AM("16"), "kind", "first_day") &&
			    hall_heard_of("838", "flag.raised", "CH-1", AM("16"), "day", "3"),
		    "10 from its first day in care its absence is an alarm, on day 3");
	hall_report(hall_count(NULL, "flag.raised", "CH-1", NULL) == 1 &&
			    !hall_heard("835", "flag.raised", "CH-1", NULL, NULL),
		    "10 told once, to its own authority alone");
	hall_end();
}

static void check_cohorts(void)
{
	char line[100], command[300];
	hall_set_up();
	snprintf(command, sizeof(command),
		 "sed -i '/^.authority 838/a cohorts = looked_after, kinship' %s/firstbell.conf",
		 hall.demo.school);
	hall_report(system(command) == 0, "10 838 asks for kinship as well");
	snprintf(line, sizeof(line), "%s,838,CH-1,kinship,2026-09-01,", hall_upn("P0001"));
	hall_change("care", NULL, line, "");
	snprintf(line, sizeof(line), "%s,835,CH-2,kinship,2026-09-01,", hall_upn("P0002"));
	hall_change("care", NULL, line, "");
	hall_on();
	another_comes(0);
	hall_run_to(0, 9, 40);
	hall_report(hall_heard_of("838", "flag.raised", "CH-1", AM("14"), "kind", "first_day"),
		    "10 a cohort that was asked for is told of");
	hall_report(!hall_heard("835", "flag.raised", "CH-2", NULL, NULL),
		    "10 where it was not, nothing is told");
	hall_end();
}

/* -- 23, 22 ---------------------------------------------------------------------------------------- */

static void check_new_upn(void)
{
	char line[300];
	begin();
	hall_run_to(0, 9, 40);
	/* A temporary number becomes a permanent one; the authority's list still has the old. */
	snprintf(line, sizeof(line), "P0020,%s,Daisy,Taylor,,,7,7A,2026-09-14,,", "B801200005001");
	hall_change("roster", "P0020,", line, "");
	hall_run_to(0, 10, 0);
	hall_report(!hall_heard("835", "flag.withdrawn", "CH-20", NULL, NULL),
		    "23 a changed UPN is the same child: no flag is taken back");
	hall_tap("04000000000020");
	hall_run_to(0, 10, 5);
	hall_report(
		hall_heard_of("835", "flag.withdrawn", "CH-20", AM("14"), "reason", "arrived_late"),
		"23 who is found under the old one when the card is shown");
	another_comes(1);
	hall_run_to(1, 9, 40);
	hall_report(
		hall_heard_of("835", "flag.raised", "CH-20", AM("15"), "certainty", "confirmed"),
		"23 and missed on the next day, without a doubt");
	hall_end();
}

static void check_two_cards(void)
{
	hall_set_up();
	hall_change("cards", NULL, "04EE0000000020,P0020", "");
	hall_on();
	hall_run_to(0, 8, 41);
	hall_tap("04EE0000000020");
	hall_run_to(0, 8, 43);
	hall_tap("04000000000020");
	hall_run_to(0, 9, 40);
	hall_report(hall_count("835", "attendance.recorded", "CH-20", AM("14")) == 1,
		    "23 two cards of one child are one child: told once");
	hall_report(hall_heard_of("835", "session.closed", NULL, AM("14"), "present", "1"),
		    "23 and counted once");
	hall_end();
}

static void check_card_moves(void)
{
	begin();
	hall_tap("04000000000019");
	hall_run_to(0, 9, 40);
	hall_report(hall_heard_of("835", "flag.raised", "CH-20", AM("14"), NULL, NULL),
		    "23 in the morning the card is CH-19's, and CH-20 is missing");
	hall_run_to(0, 12, 0);
	hall_change("cards", "04000000000019,", "04000000000019,P0020", "");
	hall_run_to(0, 12, 50);
	hall_tap("04000000000019");
	hall_run_to(0, 13, 40);
	hall_report(
		hall_heard_of("835", "attendance.recorded", "CH-20", PM("14"), "state", "present"),
		"23 moved at noon, the same card is CH-20's in the afternoon");
	hall_report(!hall_heard_of("835", "flag.withdrawn", "CH-20", AM("14"), NULL, NULL),
		    "23 what it saw in the morning is not CH-20's");
	hall_report(!hall_heard(NULL, "flag.raised", "CH-19", NULL, NULL),
		    "23 CH-19 was here in the morning, and is still");
	hall_end();
}

static void check_lost_card(void)
{
	begin();
	hall_change("cards", "04000000000019,", "", "--force");
	hall_run_to(0, 8, 45);
	hall_tap("04000000000019");
	hall_run_to(0, 9, 40);
	hall_report(!hall_heard("835", "attendance.recorded", "CH-19", NULL, NULL),
		    "22 a lost card that was taken off the list is nobody's");
	hall_report(
		hall_heard_of("835", "flag.raised", "CH-19", AM("14"), "certainty", "confirmed"),
		"22 and its child is missing");
	hall_end();
}

/* -- 24 -------------------------------------------------------------------------------------------- */

static void check_on_no_roll(void)
{
	hall_set_up();
	hall_change("care", NULL, "B801200005001,838,CH-77,looked_after,2026-09-14,", "");
	hall_on();
	another_comes(0);
	hall_run_to(0, 9, 40);
	hall_report(hall_heard_of("838", "session.closed", NULL, AM("14"), "unknown", "1"),
		    "24 a child on no roll is unknown in the statement");
	hall_report(
		hall_heard_of("838", "flag.raised", "CH-77", AM("14"), "because", "roster_stale"),
		"24 flagged, because the lists do not agree");
	hall_report(
		hall_heard_of("838", "flag.raised", "CH-77", AM("14"), "certainty", "unverified"),
		"24 and never for certain");
	hall_report(hall_count(NULL, "flag.raised", "CH-77", NULL) == 1,
		    "24 to the authority that named the child alone");
	char command[300];
	const char *build = getenv("B");
	snprintf(command, sizeof(command),
		 "%s/bin/firstbellctl --data %s status | grep -qi 'no roll'",
		 build ? build : "build", hall.demo.school);
	hall_report(system(command) == 0, "24 staff are told by firstbellctl status");
	hall_change("roster", NULL, "P0301,B801200005001,Nia,Parry,,,8,8A,2026-09-14,,", "");
	hall_run_to(0, 10, 0);
	hall_report(
		hall_heard_of("838", "flag.updated", "CH-77", AM("14"), "certainty", "confirmed"),
		"24 once the child is on the roll, it is missing like any other");
	hall_end();
}

static void check_vanished(void)
{
	begin();
	hall_run_to(0, 9, 0);
	hall_change("roster", "P0020,", "", "--force");
	hall_run_to(0, 9, 40);
	hall_report(
		hall_heard_of("835", "flag.raised", "CH-20", AM("14"), "because", "roster_stale"),
		"24 a child whose row vanished from the roster is not forgotten");
	hall_report(!hall_heard("835", "flag.withdrawn", "CH-20", NULL, NULL),
		    "24 only a leaving date says that a child has left");
	hall_end();
}

int main(void)
{
	gate_set(false);
	check_late_deletion();
	check_move_in_a_spell();
	check_into_care();
	check_cohorts();
	check_new_upn();
	check_two_cards();
	check_card_moves();
	check_lost_card();
	check_on_no_roll();
	check_vanished();
	return 0;
}
