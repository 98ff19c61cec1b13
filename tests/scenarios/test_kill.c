/* The plug is not pulled, the program is killed: at random moments, a thousand times, while taps come and uploads
 * run. What was ticked is there, and nothing is twice at the virtual school. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app.h"
#include "core/calendar.h"
#include "hal/hal.h"
#include "store/store.h"
#include "tests/support/demo.h"
#include "tests/support/late_commit.h"
#include "tests/support/no_printer.h"

#define CARDS 300
#define DAYS_MAX 400
#define TICK_BYTES 16
/* The control gives up after so many; the loss shows within a few dozen. */
#define LATE_KILLS 400
/* Set for a kiosk whose commits are not durable when it says so. */
#define LATE "FIRSTBELL_TEST_LATE_COMMIT"

/* -- the kiosk that is killed: this program again, as its own hall --------------------------------- */

static struct {
	int64_t utc_ms;
	int card;   /* index of the card last shown */
	bool lying; /* a card waits to be seen */
	uint32_t random;
} hall;

static void card_of(int index, struct card *out)
{
	char hex[CARD_TEXT_SIZE + 8];
	snprintf(hex, sizeof(hex), "0400000000%04d", index);
	if (!card_parse(hex, out))
		abort();
}

void hal_clock(struct hal_clock *out)
{
	*out = (struct hal_clock){hall.utc_ms, hall.utc_ms, TRUST_SYNCED};
}

bool hal_sighting(struct sighting *out)
{
	if (!hall.lying)
		return false;
	hall.lying = false;
	card_of(hall.card, &out->card);
	out->mono_ms = hall.utc_ms;
	return true;
}

enum hal_reader hal_reader(void)
{
	return HAL_READER_WELL;
}

void hal_screen(struct hal_screen *out)
{
	*out = (struct hal_screen){480, 320, 2.5f};
}

bool hal_touch(struct hal_touch *out)
{
	(void)out;
	return false;
}

bool hal_key(struct hal_press *out)
{
	(void)out;
	return false;
}

bool hal_headset(void)
{
	return false;
}

void hal_speak(const struct hal_words *words, size_t count)
{
	(void)words;
	(void)count;
}

void hal_hush(void)
{
}

void hal_present(const uint32_t *pixels, int pitch_bytes)
{
	(void)pixels;
	(void)pitch_bytes;
}

/* What the pupil sees and hears, told to the one who will kill us. A pipe keeps it when we are gone. */
static void say(char kind, int64_t value)
{
	char line[TICK_BYTES + 1];
	snprintf(line, sizeof(line), "%c%014lld\n", kind, (long long)value);
	if (write(STDOUT_FILENO, line, TICK_BYTES) != TICK_BYTES)
		_exit(3);
}

void hal_light(enum hal_light light)
{
	(void)light;
}

void hal_feedback(const char *feedback, enum hal_loudness loudness)
{
	(void)loudness;
	if (strcmp(feedback, "welcome") && strcmp(feedback, "late") && strcmp(feedback, "already"))
		return;
	say('T', hall.card);
}

void hal_random(void *out, size_t size)
{
	FILE *file = fopen("/dev/urandom", "r");
	if (!file || fread(out, 1, size, file) != size)
		abort();
	fclose(file);
}

void hal_log(enum hal_level level, const char *line)
{
	if (level <= HAL_ERROR)
		fprintf(stderr, "%s\n", line);
}

void hal_observe(const char *kind, const char *members)
{
	(void)kind;
	(void)members;
}

static void wait_for_network(struct app *app)
{
	struct app_fd wanted[32];
	struct pollfd fds[32];
	size_t count = app_fds(app, wanted, COUNT_OF(wanted));
	for (size_t i = 0; i < count; i++)
		fds[i] = (struct pollfd){.fd = wanted[i].fd, .events = wanted[i].events};
	poll(fds, count, 5);
	app_drive(app);
}

/* A tap every two seconds of the hall's time; uploads run on while taps come, but not more than a minute behind. */
static int be_kiosk(const char *data_dir, int64_t from_ms, int64_t to_ms, uint32_t seed)
{
	hall.utc_ms = from_ms;
	hall.random = seed;
	struct app *app = NULL;
	if (app_open(&app, data_dir))
		return 2;
	int64_t tap_ms = from_ms;
	while (hall.utc_ms < to_ms) {
		if (hall.utc_ms >= tap_ms && seed) {
			hall.random = hall.random * 1664525u + 1013904223u;
			hall.card = 2 + (int)(hall.random >> 8) % (CARDS - 2);
			hall.lying = true;
			tap_ms += 2000;
		}
		int64_t deadline = app_step(app);
		say('C', hall.utc_ms);
		for (int i = 0; i < 2 && app_busy(app); i++)
			wait_for_network(app);
		int64_t next = seed && tap_ms < deadline ? tap_ms : deadline;
		if (next > hall.utc_ms)
			hall.utc_ms = next < to_ms ? next : to_ms;
	}
	while (app_busy(app))
		wait_for_network(app);
	(void)app_step(app);
	app_close(app);
	return 0;
}

/* -- the one who kills ------------------------------------------------------------------------------ */

static struct {
	uint32_t random;
	int64_t utc_ms;
	int32_t first_day;
	bool ticked[DAYS_MAX][CARDS];
	long ticks;
} school;

static uint32_t next_random(void)
{
	school.random = school.random * 1664525u + 1013904223u;
	return school.random >> 8;
}

static void take_line(const char *line)
{
	long long value = strtoll(line + 1, NULL, 10);
	if (line[0] == 'C' && value > school.utc_ms)
		school.utc_ms = value;
	if (line[0] != 'T')
		return;
	int32_t day = calendar_moment(school.utc_ms, 0, 0, TRUST_SYNCED).day - school.first_day;
	if (day < 0 || day >= DAYS_MAX || value >= CARDS)
		abort();
	school.ticked[day][value] = true;
	school.ticks++;
}

static void take_lines(int fd)
{
	char line[TICK_BYTES + 1] = "";
	while (read(fd, line, TICK_BYTES) == TICK_BYTES)
		take_line(line);
}

static pid_t start_kiosk(const char *data_dir, int64_t to_ms, uint32_t seed, int *fd)
{
	char from[32], to[32], seed_text[16];
	int ends[2];
	if (pipe(ends) || fcntl(ends[0], F_SETPIPE_SZ, 1 << 20) < 0)
		abort();
	snprintf(from, sizeof(from), "%lld", (long long)school.utc_ms);
	snprintf(to, sizeof(to), "%lld", (long long)to_ms);
	snprintf(seed_text, sizeof(seed_text), "%u", seed);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		execl("/proc/self/exe", "kiosk", data_dir, from, to, seed_text, (char *)NULL);
		_exit(4);
	}
	close(ends[1]);
	*fd = ends[0];
	return pid;
}

static void begin_next_day(void)
{
	int32_t day = calendar_moment(school.utc_ms, 0, 0, TRUST_SYNCED).day + 1;
	while (calendar_weekday(day) > 4)
		day++;
	school.utc_ms = calendar_utc_ms(day, 8 * 60);
}

/* Mornings and afternoons only: after school the next school day begins. */
static void pass_night(void)
{
	if (calendar_moment(school.utc_ms, 0, 0, TRUST_SYNCED).minute >= 15 * 60)
		begin_next_day();
}

/* Lets the kiosk live for a random while, then kills it. Its time goes on a little while it is dead. */
static bool live_and_die(const char *data_dir)
{
	int fd;
	pid_t pid = start_kiosk(data_dir, INT64_MAX, 1 + next_random(), &fd);
	struct pollfd nothing = {.fd = -1};
	poll(&nothing, 1, 20 + (int)(next_random() % 130));
	kill(pid, SIGKILL);
	int status;
	waitpid(pid, &status, 0);
	take_lines(fd);
	close(fd);
	school.utc_ms += 1000 + next_random() % 150000;
	pass_night();
	return WIFSIGNALED(status);
}

/* -- what must hold --------------------------------------------------------------------------------- */

struct counting {
	const struct roster *roster;
	int arrivals[DAYS_MAX][CARDS];
};

static enum err count_arrival(void *context, const struct event *event)
{
	struct counting *counting = context;
	const struct pupil *pupil = roster_pupil(counting->roster, event->pupil);
	int32_t day = event->at.day - school.first_day;
	if (event->kind != EVENT_ARRIVED || !pupil || day < 0 || day >= DAYS_MAX)
		return OK;
	counting->arrivals[day][atoi_pupil(pupil->pupil_id)]++;
	return OK;
}

/* Ticked and not in the log: lost. More than once a day in the log: twice. */
static void count_losses(const char *data_dir, long *lost, long *twice)
{
	static struct counting counting;
	struct store *store = NULL;
	struct store_report report;
	struct roster roster = {0};
	int64_t row = 0;
	memset(&counting, 0, sizeof(counting));
	if (store_open(&store, data_dir, false, &report) || store_load_roster(store, &roster))
		abort();
	counting.roster = &roster;
	if (store_read_events(store, 0, INT32_MAX, STORE_ALL, 0, &row, count_arrival, &counting))
		abort();
	*lost = *twice = 0;
	for (int day = 0; day < DAYS_MAX; day++) {
		for (int card = 0; card < CARDS; card++) {
			if (school.ticked[day][card] && counting.arrivals[day][card] == 0)
				++*lost;
			if (counting.arrivals[day][card] > 1)
				++*twice;
		}
	}
	roster_release(&roster);
	store_close(store);
}

static void report(bool well, const char *sentence)
{
	printf("%s - %s\n", well ? "ok" : "not ok", sentence);
	fflush(stdout);
}

/* The same with the tick before the commit: the loss must be seen. */
static void be_killed_with_late_commits(struct demo *demo)
{
	long lost = 0, twice = 0;
	setenv(LATE, "1", 1);
	begin_next_day(); /* on which nobody is in yet: each tap wants a commit */
	for (long i = 0; i < LATE_KILLS && lost == 0; i++) {
		live_and_die(demo->school);
		if (i % 10 == 9)
			count_losses(demo->school, &lost, &twice);
	}
	unsetenv(LATE);
	printf("# control: %ld lost\n", lost);
	report(lost > 0, "a tick before the commit is caught");
}

static int be_killer(void)
{
	struct demo demo;
	if (demo_start(&demo)) {
		report(false, "the demo school and its virtual school start");
		return 1;
	}
	const char *asked = getenv("KILLS");
	long kills = asked ? strtol(asked, NULL, 10) : 1000;
	school.first_day = calendar_day(2026, 9, 14);
	school.utc_ms = calendar_utc_ms(school.first_day, 8 * 60);
	school.random = 20260914;
	printf("# seed %u, %ld kills\n", school.random, kills);
	long killed = 0;
	for (long i = 0; i < kills; i++)
		killed += live_and_die(demo.school);
	report(killed == kills, "the kiosk was alive each time it was killed");

	/* One last day lets everything out. */
	int fd, status;
	pid_t pid = start_kiosk(demo.school, school.utc_ms + 3600000, 0, &fd);
	take_lines(fd);
	waitpid(pid, &status, 0);
	close(fd);
	report(WIFEXITED(status) && WEXITSTATUS(status) == 0, "it starts once more and ends well");

	long lost, twice;
	count_losses(demo.school, &lost, &twice);
	printf("# %ld ticks, %ld lost, %ld twice\n", school.ticks, lost, twice);
	report(school.ticks > 2 * kills, "there were taps to lose");
	report(lost == 0, "no ticked arrival is lost");
	report(twice == 0, "no pupil arrived twice in a day");
	struct demo_counts counts;
	bool counted = demo_count_received(&demo, &counts) == 0;
	printf("# received %ld events, %ld places taken twice, %ld arrivals told twice, %ld "
	       "holes\n",
	       counts.events, counts.same_place, counts.same_arrival, counts.holes);
	report(counted && counts.events > 0, "the virtual school received events");
	report(counted && counts.same_place == 0 && counts.same_arrival == 0,
	       "nothing is there twice");
	report(counted && counts.holes == 0, "nothing is missing there");
	be_killed_with_late_commits(&demo);
	demo_stop(&demo);
	return 0;
}

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN);
	late_commit_set(getenv(LATE) != NULL);
	if (argc != 5)
		return be_killer();
	return be_kiosk(argv[1], strtoll(argv[2], NULL, 10), strtoll(argv[3], NULL, 10),
			(uint32_t)strtoul(argv[4], NULL, 10));
}
