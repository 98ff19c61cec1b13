/* What the office imports while the kiosk runs: told at the next beat, and what was told wrongly is taken back. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/gate.h"
#include "sim/world.h"
#include "tests/support/hall.h"

/* A fresh school, its kiosk on since 08:25, and one child seen. */
static void begin(const char *seen)
{
	hall_set_up();
	hall_on();
	hall_run_to(0, 8, 40);
	if (seen)
		hall_tap(seen);
}

static void check_closure(void)
{
	begin("04000000000019");
	hall_run_to(0, 9, 40);
	hall_report(hall_heard("835", "flag.raised", "CH-20", "certainty", "confirmed"),
		    "a flag has gone");
	hall_import("closures", "date,session,code,reason,year_groups\n2026-09-14,,Y4,boiler,\n",
		    "");
	hall_run_to(0, 9, 45);
	hall_report(hall_heard("835", "flag.withdrawn", "CH-20", "reason", "closure"),
		    "a closure imported after the flags takes them back");
	hall_report(hall_heard("838", "flag.withdrawn", "CH-57", "reason", "closure"),
		    "every authority's");
	hall_run_to(0, 13, 40);
	hall_report(!hall_heard(NULL, "flag.raised", NULL, "session", "2026-09-14/PM"),
		    "and nobody is absent after it");
	hall_end();
}

/* CH-20's row of the demo goes to another authority, under a new reference. */
static void check_care(void)
{
	begin("04000000000019");
	hall_run_to(0, 9, 40);
	char line[100];
	snprintf(line, sizeof(line), "%s,838,CH-99,looked_after,2024-12-21,", hall_upn("P0020"));
	hall_change("care", "835,CH-20,", line, "--force");
	hall_run_to(0, 9, 45);
	hall_report(hall_heard("835", "flag.withdrawn", "CH-20", "reason", "not_on_roll"),
		    "a child who answers to another authority now leaves no flag behind");
	hall_report(hall_heard("838", "flag.raised", "CH-99", NULL, NULL),
		    "the other authority hears of the absence");
	hall_report(!hall_heard("835", "flag.withdrawn", "CH-21", NULL, NULL),
		    "other children's flags stay");
	hall_end();
}

static void check_marks(void)
{
	begin("04000000000019");
	hall_run_to(0, 9, 22);
	struct app_by by = {"telephoned, no answer", "R. Okafor", "attendance officer"};
	hall_report(app_mark(hall.app, "P0020", "N", &by) == OK,
		    "staff say that a child is absent");
	hall_run_to(0, 9, 40);
	hall_report(hall_heard("835", "flag.raised", "CH-20", "office", "says_absent"),
		    "the flag says that they did");
	hall_report(hall_heard("835", "flag.raised", "CH-21", "office", "not_checked"),
		    "and of another that nobody looked");
	/* A mark for a day before the kiosk was here does not stretch anybody's absence. */
	hall_import("marks",
		    "pupil_id,date,session,code,reason,by_name,by_role\n"
		    "P0021,2026-09-07,AM,I,ill,R. Okafor,attendance officer\n",
		    "");
	hall_run_to(0, 13, 40);
	hall_report(hall_heard("835", "flag.raised", "CH-21", "session", "2026-09-14/PM") &&
			    !hall_heard("835", "flag.raised", "CH-21", "day", "2"),
		    "a mark of long ago makes no spell longer");
	hall_report(!hall_heard(NULL, "session.closed", NULL, "session", "2026-09-07/AM"),
		    "and days before the kiosk was here get no statement");
	hall_end();
}

static void check_nobody(void)
{
	begin(NULL);
	hall_run_to(0, 9, 40);
	hall_report(hall_heard("835", "flag.raised", "CH-20", "because", "implausible"),
		    "where nobody at all was seen, the reader is doubted");
	hall_report(!hall_heard(NULL, "flag.raised", NULL, "certainty", "confirmed"),
		    "and no absence is certain");
	hall_end();
}

/* A backup holds the database when the kiosk starts: out of order until it lets go, not for the day. */
static void check_lock(void)
{
	char path[200];
	sqlite3 *backup = NULL;
	hall_set_up();
	snprintf(path, sizeof(path), "%s/firstbell.db", hall.demo.school);
	if (sqlite3_open(path, &backup) ||
	    sqlite3_exec(backup, "BEGIN EXCLUSIVE", NULL, NULL, NULL))
		abort();
	if (app_open(&hall.app, hall.demo.school))
		abort();
	hall.deadline_ms = app_step(hall.app) - world_mono_ms() + world.true_ms;
	hall_report(strstr(app_screen_text(hall.app), "Please tell the office"),
		    "with the database locked at the start the kiosk is out of order");
	sqlite3_close(backup);
	hall_run_to(0, 8, 30);
	hall_report(strstr(app_screen_text(hall.app), "Tap your card"),
		    "once the lock has gone it opens by itself");
	hall_tap("04000000000019");
	hall_run_to(0, 9, 40);
	hall_report(hall_heard("835", "attendance.recorded", "CH-19", "state", "present"),
		    "and records who comes");
	hall_end();
}

int main(void)
{
	gate_set(false);
	check_lock();
	check_closure();
	check_care();
	check_marks();
	check_nobody();
	return 0;
}
