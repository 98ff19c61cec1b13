#include "tests/support/hall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "sim/members.h"
#include "sim/world.h"

#define LINE_SIZE 512

struct hall hall;

static _Noreturn void give_up(const char *what)
{
	printf("not ok - %s\n", what);
	exit(1);
}

/* -- the kiosk ------------------------------------------------------------------------------------- */

static void witness(void *context, const char *kind, const char *members)
{
	(void)context;
	if (strcmp(kind, "notice") != 0 && strcmp(kind, "log") != 0)
		return;
	if (hall.count == COUNT_OF(hall.heard))
		give_up("there is room for what the kiosk says");
	hall.heard[hall.count++] = strdup(members);
}

void hall_set_up(void)
{
	world.screen = (struct hal_screen){480, 320, 2.5f};
	if (demo_school(&hall.demo) || world_init(7))
		give_up("there is a demo school");
	world.true_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 8 * 60 + 25);
	world.witness = witness;
	world_boot();
	hall.deadline_ms = world.true_ms;
}

void hall_on(void)
{
	world_boot();
	enum err err = app_open(&hall.app, hall.demo.school);
	for (size_t i = 0; err && i < hall.count; i++)
		printf("# %s\n", hall.heard[i]);
	if (err)
		give_up("the kiosk starts");
	hall.deadline_ms = world.true_ms;
}

void hall_off(void)
{
	app_close(hall.app);
	hall.app = NULL;
	hall.deadline_ms = INT64_MAX;
}

void hall_end(void)
{
	hall_off();
	world_release();
	while (hall.count > 0)
		free(hall.heard[--hall.count]);
	demo_stop(&hall.demo);
}

static void step(void)
{
	int64_t mono_ms = app_step(hall.app);
	while (app_busy(hall.app))
		app_drive(hall.app);
	hall.deadline_ms = mono_ms - world_mono_ms() + world.true_ms;
}

static void run_until(int64_t to_ms)
{
	while (world.true_ms < to_ms) {
		int64_t next = world_deadline();
		if (hall.deadline_ms < next)
			next = hall.deadline_ms;
		world_advance(next < world.true_ms ? world.true_ms : next < to_ms ? next : to_ms);
		if (hall.app)
			step();
	}
}

void hall_run_to(int day, int hour, int minute)
{
	run_until(calendar_utc_ms(calendar_day(2026, 9, 14) + day, hour * 60 + minute));
}

void hall_run_for(int64_t ms)
{
	run_until(world.true_ms + ms);
}

void hall_tap(const char *hex)
{
	struct card card;
	if (!card_parse(hex, &card) || world_put_card(&card, 400))
		give_up("a card is shown");
}

/* -- the office ------------------------------------------------------------------------------------ */

static void import_file(const char *kind, const char *path, const char *option)
{
	char command[600];
	const char *build = getenv("B");
	snprintf(command, sizeof(command),
		 "%s/bin/firstbellctl --data %s import %s %s %s >%s/said 2>&1",
		 build ? build : "build", hall.demo.school, kind, path, option, hall.demo.dir);
	if (system(command) == 0)
		return;
	snprintf(command, sizeof(command), "sed 's/^/# /' %s/said", hall.demo.dir);
	fflush(stdout);
	(void)!system(command);
	give_up("the file is imported");
}

static FILE *open_file(const char *folder, const char *kind, const char *mode, char path[200])
{
	snprintf(path, 200, "%s/%s.csv", folder, kind);
	FILE *file = fopen(path, mode);
	if (!file)
		give_up("a file of the school can be opened");
	return file;
}

void hall_import(const char *kind, const char *text, const char *option)
{
	char path[200];
	FILE *file = open_file(hall.demo.dir, kind, "w", path);
	if (fputs(text, file) < 0 || fclose(file))
		give_up("a file is written");
	import_file(kind, path, option);
}

void hall_change(const char *kind, const char *was, const char *line, const char *option)
{
	char from[200], to[200], text[LINE_SIZE];
	bool changed = !was;
	FILE *in = open_file(hall.demo.school, kind, "r", from);
	FILE *out = open_file(hall.demo.dir, kind, "w", to);
	while (fgets(text, sizeof(text), in)) {
		bool found = was && strstr(text, was);
		changed = changed || found;
		if (!found)
			fputs(text, out);
		else if (line[0])
			fprintf(out, "%s\n", line);
	}
	if (!was)
		fprintf(out, "%s\n", line);
	fclose(in);
	if (fclose(out) || !changed || rename(to, from))
		give_up("the line to change is there");
	import_file(kind, from, option);
}

const char *hall_upn(const char *pupil_id)
{
	static char upn[16];
	char path[200], text[LINE_SIZE], id[PUPIL_ID_SIZE];
	FILE *file = open_file(hall.demo.school, "roster", "r", path);
	bool found = false;
	while (!found && fgets(text, sizeof(text), file))
		found = sscanf(text, "%31[^,],%15[^,],", id, upn) == 2 && strcmp(id, pupil_id) == 0;
	fclose(file);
	if (!found)
		give_up("the pupil is on the roster");
	return upn;
}

/* -- what was heard -------------------------------------------------------------------------------- */

static bool fits(const char *members, const char *key, const char *value)
{
	return !value || members_has(members, key, value);
}

bool hall_heard_of(const char *to, const char *type, const char *child, const char *session,
		   const char *key, const char *value)
{
	for (size_t i = 0; i < hall.count; i++) {
		const char *members = hall.heard[i];
		if (members_has(members, "notice", type) && fits(members, "to", to) &&
		    fits(members, "child", child) && fits(members, "session", session) &&
		    (!key || members_has(members, key, value)))
			return true;
	}
	return false;
}

bool hall_heard(const char *to, const char *type, const char *child, const char *key,
		const char *value)
{
	return hall_heard_of(to, type, child, NULL, key, value);
}

int hall_count(const char *to, const char *type, const char *child, const char *session)
{
	int count = 0;
	for (size_t i = 0; i < hall.count; i++) {
		const char *members = hall.heard[i];
		count += members_has(members, "notice", type) && fits(members, "to", to) &&
			 fits(members, "child", child) && fits(members, "session", session);
	}
	return count;
}

bool hall_logged(const char *words)
{
	char line[400];
	for (size_t i = 0; i < hall.count; i++)
		if (members_text(hall.heard[i], "line", line, sizeof(line)) && strstr(line, words))
			return true;
	return false;
}

void hall_report(bool well, const char *sentence)
{
	printf("%s - %s\n", well ? "ok" : "not ok", sentence);
	fflush(stdout);
}
