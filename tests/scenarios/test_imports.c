/* What the office imports while the kiosk runs: told at the next beat, and what was told wrongly is taken back. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "core/calendar.h"
#include "sim/gate.h"
#include "sim/members.h"
#include "sim/world.h"
#include "tests/support/demo.h"

#define HEARD_MAX 512

static struct {
	struct demo demo;
	struct app *app;
	int64_t deadline_ms;
	char *heard[HEARD_MAX]; /* members of each notice */
	size_t count;
} hall;

static void witness(void *context, const char *kind, const char *members)
{
	(void)context;
	if (strcmp(kind, "notice") == 0 && hall.count < HEARD_MAX)
		hall.heard[hall.count++] = strdup(members);
}

static void forget(void)
{
	while (hall.count > 0)
		free(hall.heard[--hall.count]);
}

/* Was there a notice of this type, to this authority, with these two members? NULL: any. */
static bool heard(const char *to, const char *type, const char *child, const char *key,
		  const char *value)
{
	for (size_t i = 0; i < hall.count; i++) {
		const char *members = hall.heard[i];
		if (members_has(members, "notice", type) &&
		    (!to || members_has(members, "to", to)) &&
		    (!child || members_has(members, "child", child)) &&
		    (!key || members_has(members, key, value)))
			return true;
	}
	return false;
}

static void run_until(int hour, int minute)
{
	int64_t to_ms = calendar_utc_ms(calendar_day(2026, 9, 14), hour * 60 + minute);
	while (world.true_ms < to_ms) {
		int64_t next = world_deadline();
		if (hall.deadline_ms < next)
			next = hall.deadline_ms;
		world_advance(next < world.true_ms ? world.true_ms : next < to_ms ? next : to_ms);
		int64_t mono_ms = app_step(hall.app);
		while (app_busy(hall.app))
			app_drive(hall.app);
		hall.deadline_ms = mono_ms - world_mono_ms() + world.true_ms;
	}
}

static void tap(const char *hex)
{
	struct card card;
	if (!card_parse(hex, &card) || world_put_card(&card, 400))
		abort();
}

/* Writes a CSV file and imports it, as the office does beside the running kiosk. */
static void import(const char *kind, const char *text, const char *option)
{
	char path[200], command[500];
	const char *build = getenv("B");
	snprintf(path, sizeof(path), "%s/%s.csv", hall.demo.dir, kind);
	FILE *file = fopen(path, "w");
	if (!file || fputs(text, file) < 0 || fclose(file))
		abort();
	snprintf(command, sizeof(command),
		 "%s/bin/firstbellctl --data %s import %s %s %s >/dev/null 2>&1",
		 build ? build : "build", hall.demo.school, kind, path, option);
	if (system(command) != 0) {
		printf("not ok - %s are imported\n", kind);
		exit(1);
	}
}

static void set_up(void)
{
	world.screen = (struct hal_screen){480, 320, 2.5f};
	if (demo_school(&hall.demo) || world_init(7))
		abort();
	world.true_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 8 * 60 + 25);
	world.witness = witness;
	world_boot();
	hall.deadline_ms = world.true_ms;
}

/* A fresh school, its kiosk on since 08:25, and one child seen. */
static void begin(const char *seen)
{
	set_up();
	if (app_open(&hall.app, hall.demo.school))
		abort();
	run_until(8, 40);
	if (seen)
		tap(seen);
}

static void end(void)
{
	app_close(hall.app);
	world_release();
	forget();
	demo_stop(&hall.demo);
}

static void report(bool well, const char *sentence)
{
	printf("%s - %s\n", well ? "ok" : "not ok", sentence);
	fflush(stdout);
}

static void check_closure(void)
{
	begin("04000000000019");
	run_until(9, 40);
	report(heard("835", "flag.raised", "CH-20", "certainty", "confirmed"), "a flag has gone");
	import("closures", "date,session,code,reason,year_groups\n2026-09-14,,Y4,boiler,\n", "");
	run_until(9, 45);
	report(heard("835", "flag.withdrawn", "CH-20", "reason", "closure"),
	       "a closure imported after the flags takes them back");
	report(heard("838", "flag.withdrawn", "CH-57", "reason", "closure"), "every authority's");
	run_until(13, 40);
	report(!heard(NULL, "flag.raised", NULL, "session", "2026-09-14/PM"),
	       "and nobody is absent after it");
	end();
}

/* CH-20's row of the demo goes to another authority, under a new reference. */
static void check_care(void)
{
	begin("04000000000019");
	run_until(9, 40);
	char text[4000] = "", line[300], path[200];
	snprintf(path, sizeof(path), "%s/care.csv", hall.demo.school);
	FILE *file = fopen(path, "r");
	if (!file)
		abort();
	while (fgets(line, sizeof(line), file)) {
		char *was = strstr(line, "835,CH-20,");
		if (was)
			memcpy(was, "838,CH-99,", 10);
		strncat(text, line, sizeof(text) - strlen(text) - 1);
	}
	fclose(file);
	import("care", text, "--force");
	run_until(9, 45);
	report(heard("835", "flag.withdrawn", "CH-20", "reason", "not_on_roll"),
	       "a child who answers to another authority now leaves no flag behind");
	report(heard("838", "flag.raised", "CH-99", NULL, NULL),
	       "the other authority hears of the absence");
	report(!heard("835", "flag.withdrawn", "CH-21", NULL, NULL), "other children's flags stay");
	end();
}

static void check_marks(void)
{
	begin("04000000000019");
	run_until(9, 22);
	struct app_by by = {"telephoned, no answer", "R. Okafor", "attendance officer"};
	report(app_mark(hall.app, "P0020", "N", &by) == OK, "staff say that a child is absent");
	run_until(9, 40);
	report(heard("835", "flag.raised", "CH-20", "office", "says_absent"),
	       "the flag says that they did");
	report(heard("835", "flag.raised", "CH-21", "office", "not_checked"),
	       "and of another that nobody looked");
	/* A mark for a day before the kiosk was here does not stretch anybody's absence. */
	import("marks",
	       "pupil_id,date,session,code,reason,by_name,by_role\n"
	       "P0021,2026-09-07,AM,I,ill,R. Okafor,attendance officer\n",
	       "");
	run_until(13, 40);
	report(heard("835", "flag.raised", "CH-21", "session", "2026-09-14/PM") &&
		       !heard("835", "flag.raised", "CH-21", "day", "2"),
	       "a mark of long ago makes no spell longer");
	report(!heard(NULL, "session.closed", NULL, "session", "2026-09-07/AM"),
	       "and days before the kiosk was here get no statement");
	end();
}

static void check_nobody(void)
{
	begin(NULL);
	run_until(9, 40);
	report(heard("835", "flag.raised", "CH-20", "because", "implausible"),
	       "where nobody at all was seen, the reader is doubted");
	report(!heard(NULL, "flag.raised", NULL, "certainty", "confirmed"),
	       "and no absence is certain");
	end();
}

/* A backup holds the database when the kiosk starts: out of order until it lets go, not for the day. */
static void check_lock(void)
{
	char path[200];
	sqlite3 *backup = NULL;
	set_up();
	snprintf(path, sizeof(path), "%s/firstbell.db", hall.demo.school);
	if (sqlite3_open(path, &backup) ||
	    sqlite3_exec(backup, "BEGIN EXCLUSIVE", NULL, NULL, NULL))
		abort();
	if (app_open(&hall.app, hall.demo.school))
		abort();
	hall.deadline_ms = app_step(hall.app) - world_mono_ms() + world.true_ms;
	report(strstr(app_screen_text(hall.app), "Please tell the office"),
	       "with the database locked at the start the kiosk is out of order");
	sqlite3_close(backup);
	run_until(8, 30);
	report(strstr(app_screen_text(hall.app), "Tap your card"),
	       "once the lock has gone it opens by itself");
	tap("04000000000019");
	run_until(9, 40);
	report(heard("835", "attendance.recorded", "CH-19", "state", "present"),
	       "and records who comes");
	end();
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
