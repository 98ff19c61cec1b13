#include "sim/desk.h"

#include <SDL_syswm.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "app.h"
#include "core/calendar.h"
#include "firmware/folder_lock.h"
#include "sim/desk_private.h"
#include "sim/gate.h"
#include "sim/world.h"

#define APP_FDS_MAX 32
/* A picture lasts so long while time runs fast. */
#define FAST_MS 33
/* Where the display gives nothing to poll, it is looked at so often: under a finger, and else. */
#define FINGER_MS 16
#define LOOK_MS 40
/* libcurl's own timers need a look now and then. */
#define NETWORK_MS 20
#define IDLE_MS 1000

/* -- the window ------------------------------------------------------------------------------ */

static enum err no_display(const char *what)
{
	fprintf(stderr,
		"%s: %s\nThe desk needs a display; without one, --scenario FILE plays a morning by "
		"itself.\n",
		what, SDL_GetError());
	return ERR_NOT_FOUND;
}

static void find_wake(struct desk *desk)
{
	SDL_SysWMinfo info;

	SDL_VERSION(&info.version);
	if (SDL_GetWindowWMInfo(desk->window, &info) && info.subsystem == SDL_SYSWM_X11)
		desk->wake_fd = ConnectionNumber(info.info.x11.display);
}

static void warn_of_small_display(int width, int height)
{
	SDL_Rect usable;

	if (SDL_GetDisplayUsableBounds(0, &usable) == 0 && (usable.w < width || usable.h < height))
		fprintf(stderr,
			"The display has room for %dx%d, the desk takes %dx%d: --screen "
			"800x480@5.2 takes less.\n",
			usable.w, usable.h, width, height);
}

static enum err open_window(struct desk *desk)
{
	int height = world.screen.height_px < PANEL_HEIGHT_MIN_PX ? PANEL_HEIGHT_MIN_PX
								  : world.screen.height_px;
	int width = world.screen.width_px + PANEL_WIDTH_PX;

	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	/* X11's accelerated window surface would load all of Mesa for the same pixels. */
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
	/* Else SDL would run where nobody could see it or end it. */
	if (!getenv("SDL_VIDEODRIVER") && !getenv("DISPLAY") && !getenv("WAYLAND_DISPLAY")) {
		SDL_SetError("neither DISPLAY nor WAYLAND_DISPLAY is set");
		return no_display("no display");
	}
	if (SDL_Init(SDL_INIT_VIDEO) != 0)
		return no_display("no display");
	warn_of_small_display(width, height);
	desk->window = SDL_CreateWindow("Firstbell at a desk", SDL_WINDOWPOS_CENTERED,
					SDL_WINDOWPOS_CENTERED, width, height, 0);
	if (!desk->window || !SDL_GetWindowSurface(desk->window))
		return no_display("no window");
	desk->kiosk_y = (height - world.screen.height_px) / 2;
	desk->all_changed = true;
	find_wake(desk);
	gate_spare_open();
	SDL_StartTextInput();
	return panel_open(&desk->panel, height);
}

static void close_window(struct desk *desk)
{
	panel_close(&desk->panel);
	if (desk->window)
		SDL_DestroyWindow(desk->window);
	SDL_Quit();
}

/* -- drawing --------------------------------------------------------------------------------- */

static void label_jumps(const struct desk *desk, struct panel_view *view)
{
	static const char weekdays[] = "MonTueWedThuFriSatSun";
	bool is_close;
	int64_t bell_ms = desk_hall_next_bell_ms(desk, &is_close);
	struct moment bell = calendar_moment(bell_ms, 0, 0, TRUST_SYNCED);
	struct moment day = calendar_moment(desk_hall_next_morning_ms(), 0, 0, TRUST_SYNCED);

	snprintf(view->next_day, sizeof(view->next_day), "%.3s %02d:%02d",
		 weekdays + (ptrdiff_t)3 * calendar_weekday(day.day), day.minute / 60,
		 day.minute % 60);
	if (bell_ms != INT64_MAX)
		snprintf(view->bell, sizeof(view->bell), "%s %02d:%02d",
			 is_close ? "Close" : "Flags", bell.minute / 60, bell.minute % 60);
}

static void draw_panel(struct desk *desk)
{
	int64_t shown_ms = world.true_ms + world.clock_offset_ms;
	struct panel_view view = {
		.now = calendar_moment(shown_ms, 0, 0, world.trust),
		.second = (int)(shown_ms / 1000 % 60),
		.speed = desk->pace.speed,
		.paused = desk->pace.paused,
		.jumping = desk->pace.jump_ms != 0,
		.reader_well = world.reader == HAL_READER_WELL,
		.network_up = gate_is_up(),
		.clock_trusted = world.trust == TRUST_SYNCED,
		.power_on = desk->app != NULL,
		.rack = &desk->rack,
	};

	label_jumps(desk, &view);
	panel_draw(&desk->panel, &view);
}

static void show(struct desk *desk, SDL_Surface *from, SDL_Rect to)
{
	SDL_Surface *shown = SDL_GetWindowSurface(desk->window);

	if (!shown || !from)
		return;
	SDL_SetSurfaceBlendMode(from, SDL_BLENDMODE_NONE);
	SDL_BlitSurface(from, NULL, shown, &to);
	SDL_UpdateWindowSurfaceRects(desk->window, &to, 1);
}

/* Not to be taken for a desk that hangs. */
static void draw_dark(struct desk *desk, SDL_Rect glass, const char *why)
{
	struct canvas canvas = desk->panel.canvas;

	canvas.surface = SDL_GetWindowSurface(desk->window);
	if (!canvas.surface)
		return;
	SDL_FillRect(canvas.surface, &glass, SDL_MapRGB(canvas.surface->format, 0x0b, 0x0f, 0x12));
	canvas_label(&canvas, STYLE_TEXT, 0x9aa8b0u, glass, why);
	SDL_UpdateWindowSurfaceRects(desk->window, &glass, 1);
}

static void draw_lit(struct desk *desk, SDL_Rect glass)
{
	const Uint8 left = world.light == HAL_LIGHT_DIM ? 90 : 255; /* of 255 */
	SDL_Surface *frame = SDL_CreateRGBSurfaceWithFormatFrom(world.pixels, glass.w, glass.h, 32,
								glass.w * (int)sizeof(uint32_t),
								SDL_PIXELFORMAT_ARGB8888);

	if (frame)
		SDL_SetSurfaceColorMod(frame, left, left, left);
	show(desk, frame, glass);
	SDL_FreeSurface(frame);
}

static void show_kiosk(struct desk *desk)
{
	const SDL_Rect glass = {0, desk->kiosk_y, world.screen.width_px, world.screen.height_px};

	if (!desk->app)
		draw_dark(desk, glass, "The power is off.");
	else if (world.light == HAL_LIGHT_OFF)
		draw_dark(desk, glass, "The screen is dark until it is touched.");
	else
		draw_lit(desk, glass);
	desk->frames_drawn = world.frames;
}

static void draw(struct desk *desk)
{
	int64_t second = (world.true_ms + world.clock_offset_ms) / 1000;

	if (desk->all_changed) {
		/* A kiosk's screen lower than the panel lies on the desk. */
		SDL_FillRect(SDL_GetWindowSurface(desk->window), NULL, 0xffe4eaecu);
		SDL_UpdateWindowSurface(desk->window);
	}
	if (desk->all_changed || desk->frames_drawn != world.frames)
		show_kiosk(desk);
	if (desk->all_changed || desk->panel_changed || desk->second_drawn != second) {
		draw_panel(desk);
		show(desk, desk->panel.canvas.surface,
		     (SDL_Rect){world.screen.width_px, 0, PANEL_WIDTH_PX,
				desk->panel.canvas.surface->h});
		desk->second_drawn = second;
	}
	desk->all_changed = desk->panel_changed = false;
}

/* -- the loop -------------------------------------------------------------------------------- */

static int open_signals(void)
{
	sigset_t set;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Real ms until the next turn. */
static int wait_ms(const struct desk *desk, int64_t reader_ms)
{
	bool fast = pace_fast(&desk->pace);
	int64_t second_ms = (desk->second_drawn + 1) * 1000 - world.clock_offset_ms;
	int64_t wait = earlier(desk_hall_wait_ms(desk),
			       pace_wait_ms(&desk->pace, desk->real_ms, second_ms));

	if (fast && !desk->pace.jump_ms && wait < FAST_MS)
		wait = FAST_MS;
	/* Virtual time does not say when libcurl wants its turn. */
	if (desk_hall_waits(desk) || (desk->pace.paused && desk->app && app_busy(desk->app)))
		wait = NETWORK_MS;
	if (desk->wake_fd < 0)
		wait = earlier(wait, desk->finger_down ? FINGER_MS : LOOK_MS);
	if (reader_ms != INT64_MAX)
		wait = earlier(wait, reader_ms - desk->real_ms);
	wait = earlier(wait, IDLE_MS);
	return wait < 0 ? 0 : (int)wait;
}

static void take_events(struct desk *desk)
{
	SDL_Event event;

	while (SDL_PollEvent(&event))
		desk_hand_take(desk, &event);
}

static void wait_for_more(struct desk *desk, int64_t reader_ms)
{
	struct pollfd fds[2 + DESK_READER_FDS_MAX + APP_FDS_MAX];
	struct app_fd wanted[APP_FDS_MAX];
	size_t count = 2;
	size_t wanted_count = desk->app ? app_fds(desk->app, wanted, COUNT_OF(wanted)) : 0;

	fds[0] = (struct pollfd){.fd = desk->signals, .events = POLLIN};
	fds[1] = (struct pollfd){.fd = desk->wake_fd, .events = POLLIN};
	count += desk_reader_fds(&desk->reader, fds + count);
	for (size_t i = 0; i < wanted_count; i++)
		fds[count++] = (struct pollfd){.fd = wanted[i].fd, .events = wanted[i].events};
	/* Drawing may have brought in events that no descriptor will tell of again. */
	SDL_PumpEvents();
	bool more = SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
	poll(fds, (nfds_t)count, more ? 0 : wait_ms(desk, reader_ms));
	if (fds[0].revents)
		desk->closed = true;
}

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void run(struct desk *desk)
{
	while (!desk->closed) {
		enum hal_reader before = world.reader;
		desk->real_ms = monotonic_ms();
		take_events(desk);
		int64_t reader_ms = desk_reader_step(&desk->reader, desk->real_ms);
		if (before != world.reader)
			desk->panel_changed = true;
		desk_hall_run(desk);
		draw(desk);
		wait_for_more(desk, reader_ms);
	}
}

/* A disk that is full or read-only keeps no lock, and is the kiosk's to speak of. */
static enum err lock_folder(struct desk *desk)
{
	enum err err = folder_lock_open(desk->data_dir, &desk->lock);

	if (err == ERR_BUSY)
		fprintf(stderr, "another Firstbell uses this folder\n");
	return err == ERR_BUSY ? err : OK;
}

enum err desk_run(const char *data_dir, const char *reader)
{
	struct desk desk = {
		.data_dir = data_dir,
		.signals = open_signals(),
		.wake_fd = -1,
		.lock = -1,
		.real_ms = monotonic_ms(),
	};
	enum err err = desk.signals < 0 ? ERR_IO : OK;

	if (!err)
		err = lock_folder(&desk);
	if (err)
		goto out;
	err = open_window(&desk);
	if (!err)
		err = desk_hall_open(&desk, reader);
	if (!err)
		run(&desk);
	desk_reader_close(&desk.reader);
	desk_hall_close(&desk);
	close_window(&desk);
	folder_lock_close(desk.lock);
out:
	if (desk.signals >= 0)
		close(desk.signals);
	return err;
}
