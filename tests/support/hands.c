#include "tests/support/hands_private.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/flow.h"
#include "sim/disk.h"
#include "sim/gate.h"
#include "sim/members.h"
#include "sim/world.h"

#define MINUTE_MS 60000
/* An app that asks to be called again at once, this often, does not get on. */
#define SPIN_MAX 1000

struct hands_counts hands_counts;

struct hands hands;

/* -- chance ---------------------------------------------------------------------------------------- */

uint32_t hands_dice(uint32_t sides)
{
	uint64_t z = hands.dice += 0x9e3779b97f4a7c15U;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return (uint32_t)((z ^ (z >> 31)) >> 32) % sides;
}

/* -- the kiosk ------------------------------------------------------------------------------------- */

/* A result that says "it is written" and the event that has to be written before. */
static const struct {
	enum feedback feedback;
	const char *event;
} ticks[] = {
	{FEEDBACK_WELCOME, "arrived"},    {FEEDBACK_LATE, "arrived"},
	{FEEDBACK_THANKS, "late_reason"}, {FEEDBACK_GOODBYE, "left"},
	{FEEDBACK_RETURNED, "returned"},
};
static long written[COUNT_OF(ticks)];

static void take_feedback(const char *members)
{
	for (size_t i = 0; i < COUNT_OF(ticks); i++) {
		if (!members_has(members, "feedback", feedback_text(ticks[i].feedback)))
			continue;
		hands_counts.ticks++;
		if (written[i] == 0)
			hands.early = feedback_text(ticks[i].feedback);
	}
	memset(written, 0, sizeof(written));
}

static void witness(void *context, const char *kind, const char *members)
{
	(void)context;
	if (strcmp(kind, "feedback") == 0)
		take_feedback(members);
	if (strcmp(kind, "event") != 0)
		return;
	hands.arrived += members_has(members, "event", "arrived");
	for (size_t i = 0; i < COUNT_OF(ticks); i++)
		written[i] += members_has(members, "event", ticks[i].event);
}

static _Noreturn void give_up(const char *what, enum err err)
{
	printf("not ok - %s: %s\n", what, err_text(err));
	exit(1);
}

static void boot(void)
{
	world_boot();
	enum err err = app_open(&hands.app, hands.demo.school);
	if (err)
		give_up("the kiosk starts", err);
	hands.deadline_ms = world.true_ms;
}

static void learn_cards(void)
{
	struct app_pupil pupil;

	hands.card_count = 0;
	for (size_t i = 0;
	     hands.card_count < COUNT_OF(hands.cards) && app_pupil(hands.app, i, &pupil); i += 4)
		if (pupil.card.length)
			hands.cards[hands.card_count++] = pupil.card;
}

/* Small pixels make it quick; the panels are the true ones. */
static const struct hal_screen screens[] = {
	{310, 176, 2.0f}, {176, 310, 2.0f}, {326, 204, 1.5f}, {204, 326, 1.5f}};

void hands_begin(uint64_t seed)
{
	memset(&hands, 0, sizeof(hands));
	memset(&hands_counts, 0, sizeof(hands_counts));
	hands.dice = seed;
	world.screen = screens[hands_dice(COUNT_OF(screens))];
	enum err err = demo_school(&hands.demo);
	if (!err)
		err = world_init(seed);
	if (!err)
		err = disk_open(&hands.disk, seed);
	if (!err)
		err = disk_load(hands.disk, hands.demo.school);
	if (err)
		give_up("there is a school", err);
	world.true_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 8 * 60 + 25);
	world.witness = witness;
	hands.carded_ms = hands.touched_ms = hands.disk_well_ms = world.true_ms;
	gate_set(false);
	boot();
	learn_cards();
	hands_learn_names(hands.app);
}

void hands_end(void)
{
	app_close(hands.app);
	disk_close(hands.disk);
	world_release();
	gate_set(true);
	hands_forget_names();
	demo_stop(&hands.demo);
}

const char *hands_seen(void)
{
	return app_screen_text(hands.app);
}

const char *hands_did(void)
{
	return hands.did;
}

/* -- time ------------------------------------------------------------------------------------------ */

static void step_app(void)
{
	int64_t mono_ms = app_step(hands.app);

	while (app_busy(hands.app))
		app_drive(hands.app);
	hands.deadline_ms = mono_ms - world_mono_ms() + world.true_ms;
}

void hands_pass(int64_t ms)
{
	const int64_t to_ms = world.true_ms + ms;
	int spins = 0;

	step_app();
	while (world.true_ms < to_ms && spins < SPIN_MAX) {
		int64_t next = world_deadline();

		if (hands.deadline_ms < next)
			next = hands.deadline_ms;
		next = next < world.true_ms ? world.true_ms : next > to_ms ? to_ms : next;
		spins = next == world.true_ms ? spins + 1 : 0;
		world_advance(next);
		step_app();
		if (world.lying_count > 0)
			hands.carded_ms = world.true_ms;
	}
	if (spins == SPIN_MAX)
		hands.stuck = "the kiosk gets on: its deadline is not always now";
}

static int64_t some_time(void)
{
	uint32_t kind = hands_dice(10000);

	if (kind < 5000)
		return 1 + hands_dice(50);
	if (kind < 8500)
		return 50 + hands_dice(3000);
	if (kind < 9700)
		return 3000 + hands_dice(17000);
	if (kind < 9970)
		return 20000 + hands_dice(45000);
	return MINUTE_MS + hands_dice(15 * MINUTE_MS);
}

/* -- power ------------------------------------------------------------------------------------------ */

/* Arrivals that the disk holds, seen by another connection while the kiosk is off. */
static long arrivals_kept(void)
{
	char path[200];
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	long count = -1;

	(void)snprintf(path, sizeof(path), "%s/firstbell.db", hands.demo.school);
	if (sqlite3_open(path, &database) == SQLITE_OK &&
	    sqlite3_prepare_v2(database, "SELECT count(*) FROM event WHERE kind = 'arrived'", -1,
			       &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		count = (long)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return count;
}

void hands_cut_power(void)
{
	hands_counts.cuts++;
	disk_cut(hands.disk);
	world.witness = NULL; /* what a dying program would still say, nobody hears */
	app_close(hands.app);
	world.witness = witness;
	disk_restart(hands.disk);
	if (arrivals_kept() != hands.arrived)
		hands.stuck = "whatever was ticked is on the disk when the power goes";
	memset(written, 0, sizeof(written));
	boot();
}

/* -- a step ----------------------------------------------------------------------------------------- */

static void count_screen(const char *text)
{
	for (int screen = 0; screen < SCREEN_COUNT; screen++) {
		const char *name = screen_text((enum screen)screen);

		hands_counts.screens[screen] +=
			strncmp(text + 8, name, strlen(name)) == 0 && text[8 + strlen(name)] == '"';
	}
}

const char *hands_step(void)
{
	hands_counts.steps++;
	hands_do();
	/* Somebody makes room soon: out of order there is little to see. */
	if (hands.disk_full && hands_dice(20) == 0)
		hands_fill_disk(false);
	hands_pass(some_time());

	int64_t quiet_from =
		hands.carded_ms > hands.touched_ms ? hands.carded_ms : hands.touched_ms;
	const struct hands_sight sight = {
		.text = hands_seen(),
		.aloud = world.headset ? NULL : world.spoken,
		.quiet_ms = world.true_ms - quiet_from,
		.untouched_ms = world.true_ms - hands.touched_ms,
		.disk_bad = world.true_ms < hands.disk_well_ms,
		.early = hands.early,
	};
	count_screen(sight.text);
	return hands.stuck ? hands.stuck : hands_broken(&sight);
}
