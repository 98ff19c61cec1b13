/* The plug is pulled after the n-th write or sync of a morning, for every n. What was ticked is there, nothing is twice,
 * the day goes on. Two negative controls, a tick before the commit and a disk that is not waited for, must be caught. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "core/calendar.h"
#include "sim/disk.h"
#include "sim/gate.h"
#include "sim/members.h"
#include "sim/world.h"
#include "store/outbox_store.h"
#include "tests/support/demo.h"
#include "tests/support/late_commit.h"

#define TAPS 12
#define FIRST_CARD 15 /* P0015 ... P0026: three of them looked after */

/* -- the safeguards, to be removed by the controls --------------------------------------------------- */

static bool not_synced;

int __real_sqlite3_exec(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *,
			char **);
int __wrap_sqlite3_exec(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *,
			char **);

int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
			void *context, char **message)
{
	int code = __real_sqlite3_exec(db, sql, row, context, message);
	if (code == SQLITE_OK && not_synced && strstr(sql, "synchronous"))
		code = __real_sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
	return code;
}

/* -- a morning ---------------------------------------------------------------------------------------- */

static struct morning {
	struct demo demo;
	struct disk *disk;
	struct app *app;
	int64_t deadline_ms;
	bool ticked[TAPS];
	int tapped; /* taps put on the reader so far */
	int showing;
	uint64_t cuts_seen; /* power cuts that this morning has lived through */
} morning;

static void card_of(int tap, struct card *card)
{
	char hex[CARD_TEXT_SIZE + 8];
	snprintf(hex, sizeof(hex), "0400000000%04d", FIRST_CARD + tap);
	if (!card_parse(hex, card))
		abort();
}

static void witness(void *context, const char *kind, const char *members)
{
	(void)context;
	bool welcomed = members_has(members, "feedback", "welcome") ||
			members_has(members, "feedback", "late") ||
			members_has(members, "feedback", "already");
	if (strcmp(kind, "feedback") == 0 && welcomed)
		morning.ticked[morning.showing] = true;
}

static bool power_is_cut(void)
{
	return disk_counts(morning.disk).cuts > morning.cuts_seen;
}

static void run_until(int64_t to_ms)
{
	while (world.true_ms < to_ms) {
		int64_t next = world_deadline();
		if (morning.deadline_ms < next)
			next = morning.deadline_ms;
		world_advance(next < world.true_ms ? world.true_ms : next < to_ms ? next : to_ms);
		int64_t mono_ms = app_step(morning.app);
		while (app_busy(morning.app))
			app_drive(morning.app);
		morning.deadline_ms = mono_ms - world_mono_ms() + world.true_ms;
		if (power_is_cut())
			return;
	}
}

static enum err switch_on(void)
{
	world_boot();
	morning.deadline_ms = world.true_ms;
	return app_open(&morning.app, morning.demo.school);
}

static int64_t at(int hour, int minute)
{
	return calendar_utc_ms(calendar_day(2026, 9, 14), hour * 60 + minute);
}

/* From 08:38: a card each 40 seconds, close at 08:50, flags at 08:52. */
static void live(int64_t to_ms)
{
	while (!power_is_cut() && world.true_ms < to_ms) {
		struct card card;
		if (morning.tapped == TAPS) {
			run_until(to_ms);
			return;
		}
		int64_t tap_ms = at(8, 40) + morning.tapped * 40000;
		run_until(tap_ms);
		if (power_is_cut())
			return;
		morning.showing = morning.tapped++;
		card_of(morning.showing, &card);
		if (world_put_card(&card, 400))
			abort();
		run_until(tap_ms + 1000);
	}
}

/* -- what must hold ----------------------------------------------------------------------------------- */

struct found {
	int arrivals[TAPS];
	const struct roster *roster;
};

static enum err take_event(void *context, const struct event *event)
{
	struct found *found = context;
	const struct pupil *pupil = roster_pupil(found->roster, event->pupil);
	int tap = pupil ? atoi_pupil(pupil->pupil_id) - FIRST_CARD : -1;
	if (event->kind == EVENT_ARRIVED && tap >= 0 && tap < TAPS)
		found->arrivals[tap]++;
	return OK;
}

struct queue {
	uint64_t last;
	int statements;
	bool hole;
};

static enum err take_notice(void *context, uint64_t sequence, const char *body)
{
	struct queue *queue = context;
	if (sequence != queue->last + 1)
		queue->hole = true;
	queue->last = sequence;
	if (strstr(body, "session.closed") && strstr(body, "/AM"))
		queue->statements++;
	return OK;
}

static const char *check_queues(struct store *store)
{
	static const char *const authorities[] = {"835", "838", "681"};
	for (size_t i = 0; i < COUNT_OF(authorities); i++) {
		struct queue queue = {0};
		if (outbox_store_read(store, authorities[i], 1, UINT64_MAX >> 1, take_notice,
				      &queue))
			return "a queue cannot be read";
		if (queue.hole)
			return "a queue has a hole";
		if (queue.statements != 1)
			return "an authority has not one statement";
	}
	return NULL;
}

/* What is wrong after the morning; NULL: nothing. */
static const char *check(void)
{
	struct store *store = NULL;
	struct store_report report;
	struct roster roster = {0};
	struct found found = {.roster = &roster};
	int64_t row = 0;
	if (store_open(&store, morning.demo.school, false, &report))
		return "the database does not open";
	const char *wrong = NULL;
	if (store_load_roster(store, &roster) ||
	    store_read_events(store, 0, INT32_MAX, STORE_ALL, 0, &row, take_event, &found))
		wrong = "the log cannot be read";
	for (int i = 0; i < TAPS && !wrong; i++) {
		if (morning.ticked[i] && found.arrivals[i] == 0)
			wrong = "a ticked arrival is lost";
		if (found.arrivals[i] > 1)
			wrong = "an arrival is there twice";
	}
	if (!wrong)
		wrong = check_queues(store);
	roster_release(&roster);
	store_close(store);
	return wrong;
}

static void switch_off(void)
{
	late_commit_forget();
	app_close(morning.app);
	late_commit_forget();
	morning.app = NULL;
}

/* The power has gone: what the dying program would still say, nobody hears. Half a minute later it is back. */
static enum err live_through_the_cut(void)
{
	world.witness = NULL;
	switch_off();
	world.witness = witness;
	disk_restart(morning.disk);
	morning.cuts_seen = disk_counts(morning.disk).cuts;
	world_advance(world.true_ms + 30000);
	enum err err = switch_on();
	if (!err)
		live(at(8, 56));
	return err;
}

/* A morning with the power cut at the n-th write or sync (0: not at all). *cut tells whether it came to that. Returns
 * what is wrong afterwards; NULL: nothing. */
static const char *play(uint64_t n, bool *cut)
{
	memset(morning.ticked, 0, sizeof(morning.ticked));
	morning.tapped = 0;
	morning.cuts_seen = 0;
	world.screen = (struct hal_screen){480, 320, 2.5f};
	if (world_init(n + 1) || disk_open(&morning.disk, n + 1))
		abort();
	if (disk_load(morning.disk, morning.demo.school))
		abort();
	world.true_ms = at(8, 38);
	world.witness = witness;
	disk_fail_after(morning.disk, n, DISK_CUT);
	enum err err = switch_on();
	if (!err && !power_is_cut())
		live(at(8, 56));
	*cut = power_is_cut();
	if (*cut)
		err = live_through_the_cut();
	switch_off();
	if (power_is_cut()) { /* while it was closing */
		*cut = true;
		disk_restart(morning.disk);
	}
	const char *wrong = err ? "the kiosk does not start" : check();
	disk_close(morning.disk);
	world_release();
	return wrong;
}

/* Cuts at every n until a morning passes without coming to it, or `enough` went wrong. Returns how many did. */
static long sweep(const char *name, long enough, long *mornings)
{
	long wrong_count = 0;
	bool cut = true;
	*mornings = 0;
	for (uint64_t n = 1; cut && wrong_count < enough; n++) {
		const char *wrong = play(n, &cut);
		++*mornings;
		if (!wrong)
			continue;
		wrong_count++;
		printf("# %s, cut at %llu: %s\n", name, (unsigned long long)n, wrong);
	}
	printf("# %s: %ld mornings, %ld wrong\n", name, *mornings, wrong_count);
	return wrong_count;
}

static void report(bool well, const char *sentence)
{
	printf("%s - %s\n", well ? "ok" : "not ok", sentence);
	fflush(stdout);
}

/* A short morning: opening 08:39, bell 08:46, close 08:50, two minutes for the office. */
static enum err make_school(void)
{
	enum err err = demo_school(&morning.demo);
	char command[300];
	snprintf(command, sizeof(command),
		 "sed -i -e 's/^opens = 08:30/opens = 08:39/;s/^starts = 08:50/starts = 08:46/' "
		 "-e 's/^closes = 09:20/closes = 08:50/;s/^flag_after_min = 10/flag_after_min = "
		 "2/' %s/firstbell.conf",
		 morning.demo.school);
	return err || system(command) != 0 ? ERR_IO : OK;
}

int main(void)
{
	long mornings;
	bool cut;
	if (make_school()) {
		report(false, "the demo school is made");
		return 1;
	}
	gate_set(false);
	report(!play(0, &cut) && !cut, "a morning without a cut is as it should be");
	report(sweep("as it is", 5, &mornings) == 0 && mornings > 100,
	       "a cut after any write or sync loses nothing that was ticked, and doubles nothing");
	late_commit_set(true);
	report(sweep("control: tick before commit", 1, &mornings) > 0,
	       "a tick before the commit is caught");
	late_commit_set(false);
	not_synced = true;
	report(sweep("control: synchronous off", 1, &mornings) > 0,
	       "commits that are not waited for are caught");
	demo_stop(&morning.demo);
	return 0;
}
