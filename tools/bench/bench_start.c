/* The appliance program at a school with a year behind it: from its start to the first tap accepted, with a card lying on a
 * PN532 all the while; its memory at the most; and what it does when nothing happens. Chromium, where it is
 * installed, shows what a kiosk in a browser would take. */
#include "core/calendar.h"
#include "sim/pn532_thread.h"
#include "tests/support/demo.h"
#include "tools/bench/measure.h"
#include "tools/bench/process.h"
#include "tools/bench/school.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STARTS 7
#define START_BOUND_MS 20000
/* A pupil at the door when the power comes back. */
#define START_LIMIT_MS 1000.0
#define SETTLE_MS 4000
#define IDLE_MS 60000 /* one of each thing that comes once a minute */
#define WAKES_LIMIT 2.0
#define CPU_LIMIT 0.1
/* A quarter of the smallest board's memory (Raspberry Pi Zero 2 W). */
#define MEMORY_LIMIT_MB 128.0

static struct {
	char school[SCHOOL_PATH_SIZE], log[SCHOOL_PATH_SIZE], link[64];
	struct samples frame_ms, tick_ms, peak_mb, pss_mb;
} bench;

static const char *build(void)
{
	const char *folder = getenv("B");

	return folder ? folder : "build";
}

static void set_time(int32_t day, int minute)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)calendar_utc_ms(day, minute));
	setenv("FIRSTBELL_BENCH_UTC_MS", text, 1);
}

static bool start_kiosk(struct process *out, const char *program, const char *school,
			const char *reader)
{
	char path[SCHOOL_PATH_SIZE];

	snprintf(path, sizeof path, "%s/%s", build(), program);
	return process_start(out, bench.log,
			     (const char *const[]){path, "--data", school, "--window", "1280x720",
						   "--reader", reader, NULL});
}

static bool failed(const char *what)
{
	fprintf(stderr, "%s; see %s\n", what, bench.log);
	return false;
}

static bool start_once(struct pn532 *chip, struct pn532_thread *thread, int number)
{
	struct card card = school_card(number);
	struct process kiosk;
	char reader[128];
	double frame_ms, tick_ms;

	pn532_thread_lock(thread);
	pn532_take(chip);
	bool laid = pn532_put(chip, &card) == OK;
	pn532_thread_unlock(thread);
	snprintf(reader, sizeof reader, "libnfc:pn532_uart:%s", bench.link);
	if (!laid || !start_kiosk(&kiosk, "bench/appliance", bench.school, reader))
		return failed("the appliance does not start");
	bool well = process_said(&kiosk, "frame", START_BOUND_MS, &frame_ms) &&
		    process_said(&kiosk, "tick", START_BOUND_MS, &tick_ms);
	if (well) {
		samples_add(&bench.frame_ms, frame_ms - kiosk.started_ms);
		samples_add(&bench.tick_ms, tick_ms - kiosk.started_ms);
		samples_add(&bench.peak_mb, (double)process_peak_kb(kiosk.pid) / 1024);
		samples_add(&bench.pss_mb, (double)process_tree_pss_kb(kiosk.pid) / 1024);
	}
	process_stop(&kiosk);
	return well || failed("no tap was accepted");
}

static bool measure_starts(void)
{
	struct pn532 *chip = NULL;
	struct pn532_thread *thread = NULL;
	bool well = pn532_open(&chip, bench.link) == OK && pn532_thread_start(&thread, chip) == OK;

	set_time(school_today(), 8 * 60 + 40);
	for (int i = 0; i < STARTS && well; i++)
		well = start_once(chip, thread, 200 + i);
	pn532_thread_stop(thread);
	pn532_close(chip);
	return well;
}

static void wait_ms(int ms)
{
	poll(NULL, 0, ms);
}

static void print_limit(const char *name, double value, const char *unit, double limit,
			const char *words, double aim)
{
	measure_print(&(struct measurement){.name = name,
					    .value = value,
					    .unit = unit,
					    .other = limit,
					    .words = words,
					    .aim = aim});
}

static void print_idle(const char *name, struct process_use before, struct process_use after)
{
	char line[80];
	double seconds = IDLE_MS / 1e3;

	snprintf(line, sizeof line, "idle %s: wake-ups a second", name);
	print_limit(line, (double)(after.wakes - before.wakes) / seconds, "/s", WAKES_LIMIT,
		    "the limit", 1);
	snprintf(line, sizeof line, "idle %s: processor", name);
	print_limit(line, (after.cpu_ms - before.cpu_ms) / IDLE_MS * 100, "%", CPU_LIMIT,
		    "the limit", 1);
}

static bool idle_beside(struct process *open, struct process *now)
{
	wait_ms(SETTLE_MS);
	struct process_use open_from = process_use(open->pid), now_from = process_use(now->pid);
	wait_ms(IDLE_MS);
	struct process_use open_to = process_use(open->pid), now_to = process_use(now->pid);
	bool well = process_peak_kb(open->pid) > 0 && process_peak_kb(now->pid) > 0;
	print_idle("while registers are open", open_from, open_to);
	print_idle("as this machine's clock has it", now_from, now_to);
	return well || failed("it did not stay");
}

/* Both at once: on a school morning, each minute a heartbeat and a batch to each of three authorities, who answer; and
 * the program as it is installed, which on most days and hours has only its clock to draw. */
static bool measure_idle(void)
{
	struct demo demo;
	struct process open, now;

	if (demo_start(&demo) != OK)
		return failed("the demo school and its virtual school do not start");
	set_time(calendar_day(2026, 9, 14), 8 * 60 + 45);
	bool well = start_kiosk(&open, "bench/appliance", demo.school, "none");
	if (well) {
		well = start_kiosk(&now, "bin/firstbell", bench.school, "none");
		if (well)
			well = idle_beside(&open, &now);
		process_stop(&now);
		process_stop(&open);
	}
	demo_stop(&demo);
	return well;
}

/* 0: it is not installed, or shows nothing. */
static double chromium_pss_mb(void)
{
	char profile[SCHOOL_PATH_SIZE + 32], folder[SCHOOL_PATH_SIZE];
	struct process chromium;
	double pss_mb = 0;

	school_path("run-chromium", folder);
	snprintf(profile, sizeof profile, "--user-data-dir=%s", folder);
	if (system("command -v chromium >/dev/null") != 0)
		return 0;
	const char *const argv[] = {"chromium",
				    "--headless",
				    "--kiosk",
				    "--no-sandbox",
				    "--disable-gpu",
				    "--disable-quic",
				    "--no-first-run",
				    "--disable-background-networking",
				    "--disable-component-update",
				    "--disable-sync",
				    "--window-size=1280,720",
				    "--remote-debugging-port=0",
				    profile,
				    "data:text/html,<h1>Tap your card",
				    NULL};
	if (process_start(&chromium, bench.log, argv)) {
		wait_ms(SETTLE_MS);
		pss_mb = (double)process_tree_pss_kb(chromium.pid) / 1024;
		process_stop(&chromium);
	}
	school_remove(folder);
	return pss_mb;
}

static void print_memory(void)
{
	double mine_mb = samples_at(&bench.pss_mb, 0.5), peer_mb = chromium_pss_mb();

	print_limit("memory: peak resident (VmHWM)", samples_at(&bench.peak_mb, 1), "MB",
		    MEMORY_LIMIT_MB, "a quarter of a 512 MB board", 1);
	if (peer_mb < 50 || mine_mb <= 0) {
		fprintf(stderr, "memory beside Chromium: not measured (it is not installed, or "
				"memory may not be read)\n");
		return;
	}
	measure_print(&(struct measurement){.name = "memory: PSS with the reader's process",
					    .value = mine_mb,
					    .unit = "MB",
					    .against = AGAINST_PEER,
					    .other = peer_mb,
					    .words = "Chromium as a kiosk of one heading"});
}

int main(void)
{
	char reader[SCHOOL_PATH_SIZE];

	snprintf(reader, sizeof reader, "%s/bin/firstbell-reader", build());
	setenv("FIRSTBELL_READER", reader, 1); /* the appliance here lies elsewhere */
	setenv("SDL_VIDEODRIVER", "dummy", 1);
	setenv("SDL_AUDIODRIVER", "dummy", 1);
	snprintf(bench.link, sizeof bench.link, "/tmp/firstbell-bench-%d", (int)getpid());
	school_path("appliance.log", bench.log);
	if (school_copy(3000, 190, "run-start", bench.school) != OK)
		return 1;
	bool well = measure_starts();
	if (well) {
		print_limit("start: to the first frame, p50", samples_at(&bench.frame_ms, 0.5),
			    "ms", START_LIMIT_MS, "a second", 1);
		print_limit("start: to the first tap accepted, p50",
			    samples_at(&bench.tick_ms, 0.5), "ms", START_LIMIT_MS, "a second", 1);
		print_memory();
		well = measure_idle();
	}
	school_remove(bench.school);
	return !well;
}
