#include "sim/player.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "core/calendar.h"
#include "sim/disk.h"
#include "sim/gate.h"
#include "sim/members.h"
#include "sim/notes.h"
#include "sim/png.h"
#include "sim/teller.h"
#include "sim/trace.h"
#include "sim/world.h"

#define DAY_MS 86400000LL
/* An app that asks to be called again at once, this often, does not get on. */
#define SPIN_MAX 10000

struct player {
	const struct script *script;
	const char *script_path;
	const struct player_options *options;
	struct disk *disk;
	struct app *app;     /* NULL: the power is off */
	int64_t deadline_ms; /* true time at which the app wants to be called */
	int32_t day;
	struct notes notes;
	int picture;
	bool failed;
};

/* -- witnessing ------------------------------------------------------------------------------------ */

static void take_picture(struct player *player, const char *members)
{
	char name[40] = "";
	char path[600];
	if (!player->options->screens || !members_text(members, "name", name, sizeof(name)))
		return;
	snprintf(path, sizeof(path), "%s/%03d-%s.png", player->options->screens, ++player->picture,
		 name);
	enum err err = png_write(path, world.pixels, world.screen.width_px, world.screen.height_px,
				 world.screen.width_px * (int)sizeof(uint32_t));
	if (err)
		fprintf(stderr, "%s: %s\n", path, err_text(err));
}

static void keep_print(struct player *player)
{
	char path[600];
	if (!player->options->screens)
		return;
	snprintf(path, sizeof(path), "%s/%03d-print.txt", player->options->screens,
		 ++player->picture);
	FILE *file = fopen(path, "we");
	if (!file || fputs(world.printed, file) < 0 || fclose(file) != 0)
		fprintf(stderr, "%s: %s\n", path, err_text(ERR_IO));
}

static void witness(void *context, const char *kind, const char *members)
{
	struct player *player = context;
	const struct player_options *options = player->options;
	if (options->trace)
		trace_line(options->trace, world.true_ms, kind, members);
	if (options->tell)
		teller_tell(options->tell, world.true_ms, kind, members);
	if (strcmp(kind, "log") == 0 && members_integer(members, "level", 9) <= HAL_ERROR)
		fprintf(stderr, "%s\n", members);
	if (strcmp(kind, "screen") == 0)
		take_picture(player, members);
	if (strcmp(kind, "print") == 0)
		keep_print(player);
	notes_take(&player->notes, kind, members);
}

/* -- time ------------------------------------------------------------------------------------------- */

/* Real HTTPS takes real time; virtual time waits for it, so that a run is the same each time. */
static void wait_for_network(struct app *app)
{
	struct app_fd wanted[32];
	struct pollfd fds[32];
	size_t count = app_fds(app, wanted, COUNT_OF(wanted));
	for (size_t i = 0; i < count; i++)
		fds[i] = (struct pollfd){.fd = wanted[i].fd, .events = wanted[i].events};
	/* A short wait: libcurl's own timers need a look now and then. */
	poll(fds, count, count > 0 ? 20 : 1);
	app_drive(app);
}

static void run_app(struct player *player)
{
	if (!player->app)
		return;
	bool busy;
	do {
		int64_t mono_ms = app_step(player->app);
		player->deadline_ms = mono_ms == INT64_MAX
					      ? INT64_MAX
					      : mono_ms - world_mono_ms() + world.true_ms;
		busy = app_busy(player->app);
		while (app_busy(player->app))
			wait_for_network(player->app);
	} while (busy);
}

static int64_t earliest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Lets time pass to an instant, stopping wherever something happens. */
static enum err advance(struct player *player, int64_t to_ms)
{
	for (int spins = 0; spins < SPIN_MAX; spins++) {
		int64_t next = world_deadline();
		if (player->app)
			next = earliest(next, player->deadline_ms);
		if (next > to_ms) {
			world_advance(to_ms);
			run_app(player);
			return OK;
		}
		if (next > world.true_ms)
			spins = 0;
		world_advance(next > world.true_ms ? next : world.true_ms);
		run_app(player);
	}
	fprintf(stderr, "the app does not get on: its deadline is always now\n");
	return ERR_REFUSED;
}

/* -- steps ------------------------------------------------------------------------------------------ */

static enum err fail(struct player *player, const struct step *step, const char *what,
		     const char *detail)
{
	fprintf(stderr, "%s:%d: %s%s%s\n", player->script_path, step->line, what,
		*detail ? ": " : "", detail);
	player->failed = true;
	return OK;
}

/* The scenario itself is wrong: what comes after would tell nothing. */
static enum err wrong_word(const struct player *player, const struct step *step, const char *before,
			   const char *word, const char *after)
{
	fprintf(stderr, "%s:%d: %s%s%s\n", player->script_path, step->line, before, word, after);
	return ERR_BAD_INPUT;
}

static enum err boot(struct player *player)
{
	world_boot();
	enum err err = app_open(&player->app, player->options->data_dir);
	if (err) {
		fprintf(stderr, "the kiosk does not start: %s\n", err_text(err));
		return err;
	}
	run_app(player);
	return OK;
}

static void cut_power(struct player *player)
{
	disk_cut(player->disk);
	world.witness = NULL; /* what a dying program would still say, nobody hears */
	app_close(player->app);
	world.witness = witness;
	player->app = NULL;
	disk_restart(player->disk);
}

static enum err touch(struct player *player, const struct step *step)
{
	int x = 0;
	int y = 0;
	if (!app_control(player->app, step->words[0], &x, &y))
		return fail(player, step, "there is no such control on the screen",
			    app_screen_text(player->app));
	enum err err = world_touch(HAL_FINGER_DOWN, x, y);
	return err ? err : world_touch(HAL_FINGER_UP, x, y);
}

static enum err mark(struct player *player, const struct step *step)
{
	struct app_by by = {step->words[2], step->words[3], step->words[4]};
	enum err err = app_mark(player->app, step->words[0], step->words[1], &by);
	if (err == ERR_NOT_FOUND)
		return wrong_word(player, step, "there is no pupil ", step->words[0], "");
	if (err == ERR_BAD_INPUT)
		return wrong_word(player, step, "", step->words[1],
				  " is no code in force that day");
	return err ? fail(player, step, "the mark was not taken", err_text(err)) : OK;
}

static enum err closure(struct player *player, const struct step *step)
{
	struct app_by by = {step->words[1], "the head", "head teacher"};
	enum err err = app_close_today(player->app, step->words[0], &by);
	if (err == ERR_BAD_INPUT)
		return wrong_word(player, step, "", step->words[0],
				  " is no code in force that day");
	return err ? fail(player, step, "the closure was not taken", err_text(err)) : OK;
}

static enum err expect_sent(struct player *player, const struct step *step)
{
	bool found = notes_find(&player->notes, step, step->on);
	if (found == step->on)
		return OK;
	return fail(player, step,
		    step->on ? "expected to have been sent, and was not"
			     : "was sent, and should not",
		    step->words[0]);
}

static enum err expect_screen(struct player *player, const struct step *step)
{
	const char *text = app_screen_text(player->app);
	bool found = strstr(text, step->words[0]) != NULL;
	if (found == step->on)
		return OK;
	return fail(player, step,
		    step->on ? "expected on the screen, which shows"
			     : "not expected on the screen, which shows",
		    text);
}

static enum err expect_light(struct player *player, const struct step *step)
{
	const char *light = world_light_text(world.light);
	if (strcmp(light, step->words[0]) == 0)
		return OK;
	return fail(player, step, "expected another light; it is", light);
}

static enum err expect_spoken(struct player *player, const struct step *step)
{
	bool found = strstr(world.spoken, step->words[0]) != NULL;
	if (found == step->on)
		return OK;
	return fail(player, step,
		    step->on ? "expected to be said, but what was said is"
			     : "not expected to be said, but what was said is",
		    world.spoken);
}

static int64_t local_ms(int32_t day, int64_t ms)
{
	return calendar_utc_ms(day, (int)(ms / 60000)) + ms % 60000;
}

static enum err next_day(struct player *player, const struct step *step)
{
	player->day++;
	return advance(player, local_ms(player->day, step->number));
}

static bool needs_power(enum verb verb)
{
	return verb == VERB_TOUCH || verb == VERB_KEY || verb == VERB_MARK ||
	       verb == VERB_CLOSURE || verb == VERB_EXPECT_LIGHT || verb == VERB_EXPECT_SCREEN ||
	       verb == VERB_EXPECT_SPOKEN;
}

static enum err play_step(struct player *player, const struct step *step)
{
	if (needs_power(step->verb) && !player->app)
		return fail(player, step, "the power is off", "");
	switch (step->verb) {
	case VERB_TAP: return world_put_card(&step->card, step->number);
	case VERB_TOUCH: return touch(player, step);
	case VERB_KEY: return world_key((enum hal_key)step->number, step->digit);
	case VERB_HEADPHONES: world.headset = step->on; return OK;
	case VERB_READER: world.reader = step->on ? HAL_READER_WELL : HAL_READER_LOST; return OK;
	case VERB_PRINTER: world.printer_gone = !step->on; return OK;
	case VERB_NETWORK: gate_set(step->on); return OK;
	case VERB_DISK: disk_set_full(player->disk, !step->on); return OK;
	case VERB_POWER_CUT: cut_power(player); return OK;
	case VERB_BOOT: return player->app ? OK : boot(player);
	case VERB_CLOCK_STEP: world.clock_offset_ms += step->number; return OK;
	case VERB_CLOCK_TRUST: world.trust = step->on ? TRUST_SYNCED : TRUST_UNTRUSTED; return OK;
	case VERB_MARK: return mark(player, step);
	case VERB_CLOSURE: return closure(player, step);
	case VERB_NEXT_DAY: return next_day(player, step);
	case VERB_EXPECT_SENT: return expect_sent(player, step);
	case VERB_EXPECT_LIGHT: return expect_light(player, step);
	case VERB_EXPECT_SCREEN: return expect_screen(player, step);
	case VERB_EXPECT_SPOKEN: return expect_spoken(player, step);
	case VERB_END: return OK;
	}
	return ERR_UNSUPPORTED;
}

static enum err play_all(struct player *player)
{
	const struct script *script = player->script;
	enum err err = boot(player);
	for (size_t i = 0; !err && i < script->count; i++) {
		const struct step *step = &script->steps[i];
		err = advance(player, local_ms(player->day, step->at_ms));
		if (!err)
			err = play_step(player, step);
		if (!err)
			run_app(player);
	}
	return err;
}

enum err player_play(const struct script *script, const char *script_path,
		     const struct player_options *options)
{
	struct player player = {
		.script = script,
		.script_path = script_path,
		.options = options,
		.day = script->start_day,
	};
	enum err err = world_init(options->seed);
	if (err)
		return err;
	world.true_ms = local_ms(script->start_day, script->start_ms);
	world.witness = witness;
	world.witness_context = &player;
	err = disk_open(&player.disk, options->seed);
	if (!err)
		err = disk_load(player.disk, options->data_dir);
	if (!err)
		err = play_all(&player);
	app_close(player.app);
	disk_close(player.disk);
	notes_release(&player.notes);
	world_release();
	if (err)
		return err;
	return player.failed ? ERR_REFUSED : OK;
}
