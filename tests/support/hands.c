#include "tests/support/hands_laws.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "core/calendar.h"
#include "core/flow.h"
#include "sim/disk.h"
#include "sim/gate.h"
#include "sim/members.h"
#include "sim/world.h"
#include "tests/support/demo.h"

#define MINUTE_MS 60000
#define DAY_MS (24 * 60 * MINUTE_MS)
/* An app that asks to be called again at once, this often, does not get on. */
#define SPIN_MAX 1000

struct hands_counts hands_counts;

static struct {
	struct demo demo;
	struct disk *disk;
	struct app *app;
	uint64_t dice;
	int64_t deadline_ms, carded_ms, touched_ms, disk_well_ms;
	bool disk_full, finger_down;
	long arrived,
		arrivals_cut; /* events of arrival written; and on the disk when the power last went */
	const char *early, *stuck;
	char did[64];
	struct card cards[64];
	size_t card_count;
} hands;

/* -- chance ---------------------------------------------------------------------------------------- */

static uint32_t dice(uint32_t sides)
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
	{FEEDBACK_WELCOME, "arrived"},
	{FEEDBACK_LATE, "arrived"},
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
	hands.finger_down = false;
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
	world.screen = screens[dice(COUNT_OF(screens))];
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

static void pass(int64_t ms)
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
	uint32_t kind = dice(10000);

	if (kind < 5000)
		return 1 + dice(50);
	if (kind < 8500)
		return 50 + dice(3000);
	if (kind < 9700)
		return 3000 + dice(17000);
	if (kind < 9970)
		return 20000 + dice(45000);
	return MINUTE_MS + dice(15 * MINUTE_MS);
}

/* -- what hands do --------------------------------------------------------------------------------- */

static void finger(enum hal_finger what, int x, int y)
{
	hands.touched_ms = world.true_ms;
	hands.finger_down = what != HAL_FINGER_UP;
	ENSURE(world_touch(what, x, y) == OK);
}

/* The centre of a random control of the screen. */
static bool some_control(int *x, int *y)
{
	int found = 0;

	for (const char *line = hands_seen(); *line; line += strcspn(line, "\n") + 1) {
		int left, top, width, height;
		const char *end = line + strcspn(line, "\n");

		while (end > line && end[-1] != '"')
			end--;
		if ((strncmp(line, "button", 6) == 0 || strncmp(line, "choice", 6) == 0) &&
		    sscanf(end, " %d,%d %dx%d", &left, &top, &width, &height) == 4 &&
		    dice((uint32_t)++found) == 0) {
			*x = left + width / 2;
			*y = top + height / 2;
		}
	}
	return found > 0;
}

static void touch_point(void)
{
	int x = (int)dice((uint32_t)world.screen.width_px);
	int y = (int)dice((uint32_t)world.screen.height_px);

	finger(HAL_FINGER_DOWN, x, y);
	finger(HAL_FINGER_UP, x, y);
}

static void touch_control(void)
{
	int x = 0, y = 0;

	if (!some_control(&x, &y))
		return;
	hands_counts.controls++;
	finger(HAL_FINGER_DOWN, x, y);
	if (dice(4) == 0)
		pass(1 + dice(400));
	finger(HAL_FINGER_UP, x, y);
}

static void slide(void)
{
	int x = 0, y = 0;

	hands_counts.slides++;
	if (dice(2) == 0 || !some_control(&x, &y))
		x = (int)dice((uint32_t)world.screen.width_px);
	if (dice(8) != 0)
		finger(HAL_FINGER_DOWN, x, y);
	for (uint32_t i = dice(5); i > 0; i--) {
		/* Off the edge too, as a panel's calibration may tell it. */
		finger(HAL_FINGER_MOVE, x += (int)dice(81) - 40, y += (int)dice(81) - 40);
		pass(1 + dice(30));
	}
	if (dice(8) != 0)
		finger(HAL_FINGER_UP, x, y);
}

static void show_card(void)
{
	struct card card = hands.cards[dice((uint32_t)hands.card_count)];

	hands_counts.cards++;
	if (dice(6) == 0)
		card = (struct card){{4, 0xFF, 1, 2, 3, 4, (uint8_t)dice(9)}, 7};
	else if (dice(12) == 0)
		card = (struct card){{8, (uint8_t)dice(256), (uint8_t)dice(256), 1}, 4};
	hands.carded_ms = world.true_ms;
	/* More cards than a reader can hold are not put there. */
	(void)!world_put_card(&card, 50 + dice(dice(10) == 0 ? 9000 : 900));
}

static void fill_disk(bool full)
{
	hands.disk_full = full;
	disk_set_full(hands.disk, full);
}

static void turn_a_switch(void)
{
	switch (dice(4)) {
	case 0: world.reader = dice(3) == 0 ? HAL_READER_LOST : HAL_READER_WELL; break;
	case 1: fill_disk(true); break;
	case 2: world.clock_offset_ms = dice(3) == 0 ? (int64_t)dice(7200000) - 3600000 : 0; break;
	default: world.trust = dice(3) == 0 ? TRUST_UNTRUSTED : TRUST_SYNCED; break;
	}
}

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

static void cut_power(void)
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

/* On to shortly before midnight, or the next morning. */
static void let_hours_pass(void)
{
	int64_t into_day = world.true_ms % DAY_MS;
	int64_t night = DAY_MS - into_day - dice(2000) - 3600000; /* midnight in summer time */

	hands_counts.days++;
	pass(night > 0 ? night : 8 * 3600000);
	if (dice(2) == 0)
		pass(8 * 3600000 + dice(3600000));
}

static void leave_alone(void)
{
	hands_counts.quiet++;
	pass(51000 + dice(12000));
}

static const struct {
	const char *says;
	void (*act)(void);
	uint32_t weight;
} acts[] = {
	{"a touch somewhere", touch_point, 1000},
	{"a touch on a control", touch_control, 5000},
	{"a slide", slide, 700},
	{"a card", show_card, 2500},
	{"a switch", turn_a_switch, 100},
	{"left alone", leave_alone, 60},
	{"the power goes", cut_power, 4},
	{"hours pass", let_hours_pass, 2},
};

static void act(void)
{
	uint32_t sum = 0, drawn;
	size_t i = 0;

	for (size_t a = 0; a < COUNT_OF(acts); a++)
		sum += acts[a].weight;
	drawn = dice(sum);
	while (drawn >= acts[i].weight)
		drawn -= acts[i++].weight;
	(void)snprintf(hands.did, sizeof(hands.did), "%s", acts[i].says);
	acts[i].act();
}

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
	act();
	/* Somebody makes room soon: out of order there is little to see. */
	if (hands.disk_full && dice(20) == 0)
		fill_disk(false);
	pass(some_time());
	if (hands.disk_full)
		hands.disk_well_ms = world.true_ms + 61000; /* it is tried again once a minute */

	int64_t quiet_from =
		hands.carded_ms > hands.touched_ms ? hands.carded_ms : hands.touched_ms;
	const struct hands_sight sight = {
		.text = hands_seen(),
		.quiet_ms = world.true_ms - quiet_from,
		.untouched_ms = world.true_ms - hands.touched_ms,
		.disk_bad = world.true_ms < hands.disk_well_ms,
		.early = hands.early,
	};
	count_screen(sight.text);
	return hands.stuck ? hands.stuck : hands_broken(&sight);
}
