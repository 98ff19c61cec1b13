#include "firmware/loop.h"

#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>

#define APP_FDS_MAX 32

int loop_signals(void)
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

static int64_t now_ms(void)
{
	struct clock_reading reading;

	clock_read(&reading);
	return reading.mono_ms;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* As much as is spoken in one turn: a long text must not keep the kiosk from its pupils. */
#define SPEAK_TURNS 8

/* The voice's samples to the speaker, after the sound of the result. */
static int64_t speak(struct devices *devices)
{
	int16_t samples[2048];

	for (int turn = 0; turn < SPEAK_TURNS; turn++) {
		size_t count = speech_take(&devices->speech, samples, COUNT_OF(samples), now_ms());
		if (count > 0)
			sound_say(&devices->sound, samples, count, now_ms());
	}
	return speech_step(&devices->speech, now_ms());
}

/* Everybody's turn. Returns the next deadline. */
static int64_t take_turns(struct loop *loop)
{
	struct devices *devices = loop->devices;
	int64_t deadline = INT64_MAX;

	screen_pump(&devices->screen);
	if (devices->has_reader)
		deadline = reader_child_step(&devices->reader, now_ms());
	/* Before the app, which shows how it ended. */
	(void)printer_step(&devices->printer, now_ms());
	deadline = earlier(deadline, app_step(loop->app));
	/* One that the app has begun just now. */
	deadline = earlier(deadline, printer_step(&devices->printer, now_ms()));
	deadline = earlier(deadline, sound_step(&devices->sound, now_ms()));
	deadline = earlier(deadline, speak(devices));
	deadline = earlier(deadline, notify_progress(&loop->notify, now_ms()));
	if (devices->screen.look_ms)
		deadline = earlier(deadline, now_ms() + devices->screen.look_ms);
	/* Drawing may have brought in events that no descriptor will tell of again. */
	return screen_pump(&devices->screen) ? 0 : deadline;
}

static size_t gather(struct loop *loop, struct pollfd *fds)
{
	struct app_fd wanted[APP_FDS_MAX];
	size_t count = 0;
	size_t wanted_count = app_fds(loop->app, wanted, APP_FDS_MAX);

	/* poll(2) passes over negative descriptors. */
	fds[count++] = (struct pollfd){.fd = loop->signals, .events = POLLIN};
	fds[count++] = (struct pollfd){.fd = loop->devices->screen.wake_fd, .events = POLLIN};
	fds[count++] = (struct pollfd){
		.fd = loop->devices->has_reader ? reader_child_fd(&loop->devices->reader) : -1,
		.events = POLLIN};
	if (loop->devices->screen.reads_devices)
		count += touch_watch_fds(&loop->touches, fds + count);
	count += headset_fds(&loop->devices->headset, fds + count);
	fds[count++] = (struct pollfd){.fd = speech_fd(&loop->devices->speech), .events = POLLIN};
	for (size_t i = 0; i < wanted_count; i++)
		fds[count++] = (struct pollfd){.fd = wanted[i].fd, .events = wanted[i].events};
	return count;
}

static int wait_ms(int64_t deadline)
{
	if (deadline == INT64_MAX)
		return -1;
	int64_t wait = deadline - now_ms();
	return wait < 0 ? 0 : wait > INT_MAX ? INT_MAX : (int)wait;
}

void loop_run(struct loop *loop)
{
	struct pollfd fds[4 + 2 * (TOUCH_DEVICES_MAX + 1) + APP_FDS_MAX];

	while (!loop->devices->screen.closed) {
		int64_t deadline = take_turns(loop);
		size_t count = gather(loop, fds);
		poll(fds, count, wait_ms(deadline));
		if (fds[0].revents)
			return;
		if (loop->devices->screen.reads_devices)
			touch_watch_step(&loop->touches);
		headset_step(&loop->devices->headset);
	}
}
