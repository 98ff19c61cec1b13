/* firstbell: the appliance. Opens the devices, then the app, then runs the loop. */
#include "firmware/folder_lock.h"
#include "firmware/loop.h"
#include "firmware/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* firstbell-reader lies beside firstbell. */
static bool reader_program(char *out, size_t size)
{
	static const char name[] = "firstbell-reader";
	const char *wanted = getenv("FIRSTBELL_READER");

	if (wanted)
		return text_copy(out, size, wanted);
	ssize_t length = readlink("/proc/self/exe", out, size);
	if (length <= 0 || (size_t)length >= size)
		return false;
	while (length > 0 && out[length - 1] != '/')
		length--;
	return text_copy(out + length, size - (size_t)length, name);
}

/* Refused at the start, in words: a kiosk that silently reads no cards would be worse. */
static bool set_reader(struct devices *devices, const char *setting)
{
	char program[512], line[400];
	const char *connection;
	enum err err = options_reader(setting, &connection);

	if (err == ERR_UNSUPPORTED)
		snprintf(line, sizeof line, "reader = %.200s: not supported yet, use libnfc",
			 setting);
	else if (err != OK)
		snprintf(line, sizeof line,
			 "reader = %.200s: expected libnfc, libnfc:CONNECTION or none", setting);
	if (err != OK) {
		hal_log(HAL_ERROR, line);
		return false;
	}
	devices->has_reader = connection != NULL;
	if (!connection || (reader_program(program, sizeof program) &&
			    reader_child_init(&devices->reader, program, connection)))
		return true;
	hal_log(HAL_ERROR, "reader: its name is too long");
	return false;
}

/* A disk that is full or read-only keeps no lock, and is the app's to speak of: only another Firstbell is in the way. */
static bool lock_folder(const char *data_dir, int *lock)
{
	enum err err = folder_lock_open(data_dir, lock);

	if (err == ERR_IO)
		hal_log(HAL_WARNING,
			"firstbell.lock cannot be made: a second Firstbell would go unnoticed");
	if (err == ERR_BUSY)
		hal_log(HAL_ERROR, "another Firstbell uses this folder");
	return err != ERR_BUSY;
}

static bool open_devices(struct loop *loop, const struct options *options)
{
	struct devices *devices = loop->devices;

	devices->clock.always_synced = options->trust_clock;
	if (options->trust_clock)
		hal_log(HAL_WARNING, "clock: believed as it is, because of --trust-clock");
	loop->signals = loop_signals();
	headset_open(&devices->headset, "/dev/input", headset_is_jack, headset_inserted);
	speech_init(&devices->speech, "espeak-ng");
	printer_init(&devices->printer, "lp");
	if (!screen_open(&devices->screen, options->width_px, options->height_px,
			 options->px_per_mm))
		return false;
	backlight_open(&devices->backlight, "/sys/class/backlight");
	if (devices->screen.reads_devices)
		touch_watch_open(&loop->touches, "/dev/input", touch_watch_hands);
	return loop->signals >= 0;
}

static void close_devices(struct loop *loop)
{
	reader_child_release(&loop->devices->reader);
	speech_release(&loop->devices->speech);
	printer_release(&loop->devices->printer);
	sound_release(&loop->devices->sound);
	headset_close(&loop->devices->headset);
	if (loop->devices->screen.reads_devices)
		touch_watch_close(&loop->touches);
	backlight_close(&loop->devices->backlight);
	screen_close(&loop->devices->screen);
	notify_close(&loop->notify);
	if (loop->signals >= 0)
		close(loop->signals);
}

static int run(const struct options *options)
{
	struct devices devices = {.backlight.brightness =
					  -1}; /* and no reader until it is known which */
	struct loop loop = {.devices = &devices, .signals = -1};
	int status = 1, lock = -1;

	/* Names and cards are in this memory: no core of it is kept. */
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	prctl(PR_SET_DUMPABLE, 0);
	devices_use(&devices);
	if (!lock_folder(options->data_dir, &lock))
		return status;
	notify_open(&loop.notify);
	if (!open_devices(&loop, options))
		goto out;
	if (options->reader && !set_reader(&devices, options->reader))
		goto out;
	if (app_open(&loop.app, options->data_dir) != OK)
		goto out;
	if (!options->reader && !set_reader(&devices, app_reader(loop.app)))
		goto out;
	loop_run(&loop);
	status = 0;
out:
	notify_stopping(&loop.notify);
	app_close(loop.app);
	close_devices(&loop);
	folder_lock_close(lock);
	return status;
}

int main(int argc, char **argv)
{
	struct options options;
	char problem[200];

	if (!options_parse(argc, argv, &options, problem, sizeof problem)) {
		fprintf(stderr, "firstbell: %s\nTry \"firstbell --help\".\n", problem);
		return 2;
	}
	if (options.help)
		return fputs(options_help, stdout) < 0;
	if (options.version)
		return puts("firstbell " FIRSTBELL_VERSION) < 0;
	return run(&options);
}
