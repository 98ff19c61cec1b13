#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "app.h"
#include "core/calendar.h"
#include "sim/desk_private.h"
#include "sim/members.h"
#include "sim/teller.h"
#include "sim/world.h"

#define MINUTE_MS 60000
#define MORNING_MIN (8 * 60 + 25)
/* So early a morning has nothing to see yet. */
#define EARLY_MIN (8 * 60)
/* So long a turn may take before the window is drawn again. */
#define TURN_MS 12
/* Kept in the data folder, as a clock's battery keeps it: the kiosk's log must not lie in its future. */
#define CLOCK_FILE "hall.clock"

/* -- the witness ----------------------------------------------------------------------------- */

static void tell(struct desk *desk, enum panel_tone tone, const char *sentence)
{
	char time[TELLER_TIME_SIZE], date[DAY_TEXT_SIZE];
	int32_t day = calendar_moment(world.true_ms, 0, 0, TRUST_SYNCED).day;

	if (day != desk->told_day) {
		calendar_format_day(day, date);
		panel_tell(&desk->panel, "", PANEL_RECORDED, date);
		desk->told_day = day;
	}
	teller_time(world.true_ms, time);
	panel_tell(&desk->panel, time, tone, sentence);
	desk->panel_changed = true;
}

static void print_log(const char *members)
{
	char line[1024] = "";
	int64_t level = members_integer(members, "level", HAL_ERROR);

	members_text(members, "line", line, sizeof(line));
	fprintf(stderr, "<%d>%s\n", (int)level, line);
}

/* The kiosk's witness speaks of pupils by their number; at a desk with invented ones a name says more. */
static void add_name(const struct desk *desk, const char *members, char *sentence, size_t size)
{
	char pupil_id[PUPIL_ID_SIZE] = "";
	size_t used = strlen(sentence);

	if (!members_text(members, "pupil", pupil_id, sizeof(pupil_id)))
		return;
	for (size_t i = 0; i < desk->rack.count; i++) {
		const struct app_pupil *pupil = &desk->rack.cards[i].pupil;
		if (strcmp(pupil->pupil_id, pupil_id) == 0)
			snprintf(sentence + used, size - used, ", %s", pupil->name);
	}
}

static void witness(void *context, const char *kind, const char *members)
{
	struct desk *desk = context;
	char sentence[900];

	if (strcmp(kind, "log") == 0)
		print_log(members);
	/* The screen is there to be seen. */
	if (strcmp(kind, "screen") == 0 ||
	    !teller_sentence(kind, members, sentence, sizeof(sentence)))
		return;
	enum panel_tone tone = PANEL_SENT;
	if (strcmp(kind, "event") == 0) {
		tone = PANEL_RECORDED;
		add_name(desk, members, sentence, sizeof(sentence));
	}
	if (strcmp(kind, "log") == 0)
		tone = PANEL_TROUBLE;
	if (strcmp(kind, "reply") == 0)
		tone = members_integer(members, "status", 0) == 200 ? PANEL_ANSWERED
								    : PANEL_TROUBLE;
	tell(desk, tone, sentence);
}

/* -- the hall's clock ------------------------------------------------------------------------ */

static FILE *open_clock(const struct desk *desk, const char *mode)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/" CLOCK_FILE, desk->data_dir);
	return fopen(path, mode);
}

static void keep_time(struct desk *desk)
{
	if (world.true_ms / MINUTE_MS == desk->kept_minute)
		return;
	desk->kept_minute = world.true_ms / MINUTE_MS;
	FILE *file = open_clock(desk, "w");
	bool kept = file && fprintf(file, "%lld\n", (long long)world.true_ms) > 0;
	if (file && fclose(file) != 0)
		kept = false;
	if (!kept)
		fprintf(stderr, "%s/" CLOCK_FILE ": cannot be written: %s\n", desk->data_dir,
			strerror(errno));
}

/* Now, or where the last visit ended when that is later by up to a minute. */
static int64_t last_time(const struct desk *desk)
{
	struct timespec now;
	long long kept_ms = 0;
	FILE *file = open_clock(desk, "r");

	if (file && fscanf(file, "%18lld", &kept_ms) == 1)
		kept_ms += MINUTE_MS;
	if (file)
		fclose(file);
	clock_gettime(CLOCK_REALTIME, &now);
	int64_t now_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	return kept_ms > now_ms ? kept_ms : now_ms;
}

/* Between early morning and the last close of a school day it begins at once, else on the next such morning. */
static enum err find_beginning(struct desk *desk)
{
	int64_t close_ms = INT64_MAX;

	world.true_ms = last_time(desk);
	world_boot();
	enum err err = app_peek_close_ms(desk->data_dir, world.true_ms, &close_ms);
	if (err || close_ms == INT64_MAX)
		return err;
	struct moment now = calendar_moment(world.true_ms, 0, 0, TRUST_SYNCED);
	struct moment close = calendar_moment(close_ms, 0, 0, TRUST_SYNCED);
	if (close.day != now.day || now.minute < EARLY_MIN)
		world.true_ms = calendar_utc_ms(close.day, MORNING_MIN);
	return OK;
}

int64_t desk_hall_next_morning_ms(void)
{
	int32_t day = calendar_moment(world.true_ms, 0, 0, TRUST_SYNCED).day + 1;

	while (calendar_weekday(day) > 4)
		day++;
	return calendar_utc_ms(day, MORNING_MIN);
}

int64_t desk_hall_next_bell_ms(const struct desk *desk, bool *is_close)
{
	*is_close = true;
	if (!desk->app)
		return INT64_MAX;
	int64_t close_ms = app_next_close_ms(desk->app, world.true_ms);
	/* Batches go once a minute: a minute after they are due all flags have gone. */
	int64_t due_ms = app_next_due_ms(desk->app, world.true_ms - MINUTE_MS);
	if (due_ms == INT64_MAX || close_ms <= due_ms + MINUTE_MS)
		return close_ms;
	*is_close = false;
	return due_ms + MINUTE_MS;
}

/* -- time and power -------------------------------------------------------------------------- */

static void load_rack(struct desk *desk)
{
	enum err err = rack_load(&desk->rack, desk->app);

	if (err)
		fprintf(stderr, "the cards: %s\n", err_text(err));
	desk->panel_changed = true;
}

static void step(struct desk *desk)
{
	if (!desk->app)
		return;
	int64_t mono_ms = app_step(desk->app);
	desk->deadline_ms =
		mono_ms == INT64_MAX ? INT64_MAX : mono_ms - world_mono_ms() + world.true_ms;
}

static int64_t next_ms(const struct desk *desk)
{
	int64_t next = world_deadline();

	return desk->app && desk->deadline_ms < next ? desk->deadline_ms : next;
}

/* To the next thing that happens by itself, or as far as the pace says; false: it is there. */
static bool advance(struct desk *desk, int64_t target_ms)
{
	int64_t to_ms = next_ms(desk);

	if (to_ms > target_ms)
		to_ms = target_ms;
	world_advance(to_ms > world.true_ms ? to_ms : world.true_ms);
	step(desk);
	return to_ms < target_ms;
}

bool desk_hall_waits(const struct desk *desk)
{
	return desk->app && pace_fast(&desk->pace) && app_busy(desk->app);
}

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Time stands still: uploads go on, but the kiosk does nothing and hears nothing. */
static void stand_still(struct desk *desk)
{
	world.touch_count = 0;
	world.waiting_count = 0;
	if (desk->app && app_busy(desk->app))
		app_drive(desk->app);
}

void desk_hall_run(struct desk *desk)
{
	if (desk->pace.paused) {
		stand_still(desk);
		return;
	}
	int64_t target_ms = pace_target(&desk->pace, desk->real_ms);
	int64_t turn_ends_ms = monotonic_ms() + TURN_MS;
	int64_t minute = world.true_ms / MINUTE_MS;
	if (desk_hall_waits(desk)) {
		app_drive(desk->app);
		if (!app_busy(desk->app))
			step(desk);
	} else {
		while (advance(desk, target_ms) && !desk_hall_waits(desk) &&
		       monotonic_ms() < turn_ends_ms)
			;
	}
	bool jumped = desk->pace.jump_ms != 0;
	pace_reached(&desk->pace, desk->real_ms, world.true_ms);
	keep_time(desk);
	/* Cards may have been imported meanwhile. */
	if (desk->app && !desk->pace.jump_ms && (jumped || minute != world.true_ms / MINUTE_MS))
		load_rack(desk);
}

int64_t desk_hall_wait_ms(const struct desk *desk)
{
	return pace_wait_ms(&desk->pace, desk->real_ms, next_ms(desk));
}

static enum err switch_on(struct desk *desk)
{
	world_boot();
	enum err err = app_open(&desk->app, desk->data_dir);
	if (err) {
		desk->app = NULL;
		fprintf(stderr, "the kiosk does not start: %s\n", err_text(err));
		tell(desk, PANEL_TROUBLE, "the kiosk does not start");
		return err;
	}
	step(desk);
	load_rack(desk);
	return OK;
}

static void switch_off(struct desk *desk)
{
	app_close(desk->app);
	desk->app = NULL;
	memset(world.pixels, 0,
	       (size_t)world.screen.width_px * (size_t)world.screen.height_px * sizeof(uint32_t));
	world.frames++;
}

void desk_hall_power(struct desk *desk, bool on)
{
	if (on && !desk->app) {
		enum err err = switch_on(desk);
		(void)err; /* said, and the switch stays off */
	}
	if (!on && desk->app)
		switch_off(desk);
}

enum err desk_hall_open(struct desk *desk, const char *reader)
{
	uint64_t seed = 0;

	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		return ERR_IO;
	enum err err = world_init(seed);
	if (err)
		return err;
	world.witness = witness;
	world.witness_context = desk;
	err = find_beginning(desk);
	if (err)
		return err;
	err = desk_reader_open(&desk->reader, reader);
	if (err)
		return err;
	pace_init(&desk->pace, desk->real_ms, world.true_ms);
	return switch_on(desk);
}

void desk_hall_close(struct desk *desk)
{
	app_close(desk->app);
	desk->app = NULL;
	if (desk->pace.speed > 0) /* it has begun */
		keep_time(desk);
	rack_release(&desk->rack);
	world_release();
}
