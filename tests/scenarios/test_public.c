/* Dignity (P4): the same days are played at schools that differ in nothing but who is looked after. Every frame, its instant, every
 * sound, event and line of the log, and when uploads go and how large they are, must be the same. No authority answers here;
 * test_scenarios.sh plays a day against a real one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include <cmocka.h>

#include "hal/hal.h"
#include "sim/members.h"
#include "sim/player.h"
#include "sim/world.h"
#include "tests/support/demo.h"

static const char *const scenarios[] = {
	"tests/scenarios/public.scn",
	"tests/scenarios/public-day.scn",
	"tests/scenarios/public-staff.scn",
};

static const struct {
	const char *says;
	const char *lines; /* "P0001:835:CH-1" ... */
} others[] = {
	{"other children are looked after",
	 "P0001:835:CH-1 P0002:835:CH-2 P0042:835:CH-42 P0120:835:CH-120 P0057:838:CH-57 "
	 "P0003:838:CH-3 P0004:681:CH-4 P0007:681:CH-7"},
	{"those are looked after who tap in a row",
	 "P0022:835:CH-22 P0041:838:CH-41 P0042:681:CH-42 P0009:835:CH-9 P0010:835:CH-10 "
	 "P0059:838:CH-59 P0095:681:CH-95 P0096:838:CH-96"},
	{"nobody is looked after", ""},
};

static struct demo demo;

/* -- what can be seen from the hall and from the wire ----------------------------------------------- */

/* What a leak would do, to see it noticed. */
enum leak { NO_LEAK, LEAK_PIXEL, LEAK_EXTRA_FRAME, LEAK_SOUND, LEAK_LOG, LEAKS };

static struct {
	FILE *seen;
	enum leak leak;
	int taps;
} run;

void __real_hal_present(const uint32_t *pixels, int pitch_bytes);
void __wrap_hal_present(const uint32_t *pixels, int pitch_bytes);
void __real_hal_feedback(const char *feedback, enum hal_loudness loudness);
void __wrap_hal_feedback(const char *feedback, enum hal_loudness loudness);
void __real_hal_random(void *out, size_t size);
void __wrap_hal_random(void *out, size_t size);

static void note_frame(bool leaking)
{
	size_t count = (size_t)world.screen.width_px * (size_t)world.screen.height_px;
	uint64_t hash = 0xcbf29ce484222325U;

	world.pixels[0] ^= leaking ? 1 : 0;
	for (size_t i = 0; i < count; i++)
		hash = (hash ^ world.pixels[i]) * 0x100000001b3U;
	fprintf(run.seen, "%lld frame %016llx\n", (long long)world.true_ms,
		(unsigned long long)hash);
}

/* In the run that leaks, the eighth result is the one that tells. */
static bool telling(enum leak leak)
{
	return run.leak == leak && run.taps == 8;
}

void __wrap_hal_present(const uint32_t *pixels, int pitch_bytes)
{
	__real_hal_present(pixels, pitch_bytes);
	note_frame(telling(LEAK_PIXEL));
	if (telling(LEAK_EXTRA_FRAME))
		note_frame(false);
}

void __wrap_hal_feedback(const char *feedback, enum hal_loudness loudness)
{
	run.taps++;
	__real_hal_feedback(telling(LEAK_SOUND) ? "fault" : feedback, loudness);
	if (telling(LEAK_LOG))
		hal_log(HAL_INFO, "tap: looked at twice");
}

/* How much room the machine's own disk has is none of the day's doing. */
int __wrap_statvfs(const char *path, struct statvfs *out);
int __wrap_statvfs(const char *path, struct statvfs *out)
{
	(void)path;
	*out = (struct statvfs){.f_frsize = 4096, .f_bavail = 1U << 20};
	return 0;
}

/* At the desk ids and the waits before another try come from one sequence, and how many ids are drawn depends on who is looked after.
 * Nobody outside knows the sequence; here a wait is drawn from its instant, so that only true differences show. */
void __wrap_hal_random(void *out, size_t size)
{
	static int64_t instant_ms;
	static uint64_t drawn;

	if (size != sizeof(uint32_t)) {
		__real_hal_random(out, size);
		return;
	}
	drawn = instant_ms == world.true_ms ? drawn + 1 : 0;
	instant_ms = world.true_ms;
	uint64_t dice = ((uint64_t)instant_ms * 64 + drawn) * 0x9e3779b97f4a7c15U;
	uint32_t word = (uint32_t)(dice >> 32);
	memcpy(out, &word, sizeof(word));
}

/* Of what goes out the times, the sizes and the answers can be seen; what is in it cannot. */
static void note_line(char *line)
{
	static const char *const hidden[] = {"events", "first", "last", "acked"};

	if (strstr(line, "\"kind\":\"notice\"") != NULL)
		return;
	bool wire = strstr(line, "\"kind\":\"request\"") != NULL ||
		    strstr(line, "\"kind\":\"reply\"") != NULL;
	for (size_t i = 0; wire && i < COUNT_OF(hidden); i++) {
		char key[16];
		(void)snprintf(key, sizeof(key), "\"%s\":", hidden[i]);
		char *at = strstr(line, key);
		if (at != NULL)
			memmove(at, at + strcspn(at, ",}"), strlen(at + strcspn(at, ",}")) + 1);
	}
	fputs(line, run.seen);
}

/* Plays a scenario and returns all that was seen, to be freed. */
static char *play(const char *scenario, enum leak leak)
{
	struct script script;
	char problem[600], *seen = NULL, *line = NULL;
	size_t size = 0, room = 0;
	struct player_options options = {.data_dir = demo.school, .seed = 5, .trace = tmpfile()};

	assert_non_null(options.trace);
	world.screen = (struct hal_screen){640, 360, 4.13F};
	assert_int_equal(script_load(scenario, &script, problem, sizeof(problem)), OK);
	run.seen = open_memstream(&seen, &size);
	run.leak = leak;
	run.taps = 0;
	assert_non_null(run.seen);
	assert_int_equal(player_play(&script, scenario, &options), OK);
	rewind(options.trace);
	while (getline(&line, &room, options.trace) >= 0)
		note_line(line);
	free(line);
	fclose(options.trace);
	fclose(run.seen);
	script_release(&script);
	assert_true(run.taps > 0);
	return seen;
}

/* -- who is looked after ---------------------------------------------------------------------------- */

static void upn_of(const char *pupil_id, char out[16])
{
	char path[200], line[512], id[PUPIL_ID_SIZE];
	bool found = false;

	(void)snprintf(path, sizeof(path), "%s/roster.csv", demo.school);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	while (!found && fgets(line, sizeof(line), file))
		found = sscanf(line, "%31[^,],%15[^,],", id, out) == 2 && strcmp(id, pupil_id) == 0;
	fclose(file);
	assert_true(found);
}

static void look_after(const char *lines)
{
	char path[200], command[700], pupil[8], authority[8], reference[16], upn[16];
	const char *build = getenv("B");
	int used = 0;

	(void)snprintf(path, sizeof(path), "%s/others.csv", demo.dir);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("upn,authority,child_ref,cohort,from,to\n", file);
	for (; sscanf(lines, " %7[^:]:%7[^:]:%15s%n", pupil, authority, reference, &used) == 3;
	     lines += used) {
		upn_of(pupil, upn);
		fprintf(file, "%s,%s,%s,looked_after,2026-09-01,\n", upn, authority, reference);
	}
	assert_int_equal(fclose(file), 0);
	(void)snprintf(command, sizeof(command),
		       "%s/bin/firstbellctl --data %s import care %s --force >%s/said 2>&1",
		       build ? build : "build", demo.school, path, demo.dir);
	assert_int_equal(system(command), 0);
}

/* -- the tests ------------------------------------------------------------------------------------- */

/* Says the first line at which two runs part. */
static bool same(const char *scenario, const char *says, const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return true;
	size_t at = 0;
	while (a[at] == b[at])
		at++;
	while (at > 0 && a[at - 1] != '\n')
		at--;
	print_error("%s, %s:\n- %.*s\n+ %.*s\n", scenario, says, (int)strcspn(a + at, "\n"), a + at,
		    (int)strcspn(b + at, "\n"), b + at);
	return false;
}

static int set_up(void **state)
{
	(void)state;
	return demo_school(&demo) != OK;
}

static int tear_down(void **state)
{
	(void)state;
	demo_stop(&demo);
	return 0;
}

static char *as_it_is[COUNT_OF(scenarios)];

static void a_day_is_the_same_each_time_it_is_played(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(scenarios); i++) {
		as_it_is[i] = play(scenarios[i], NO_LEAK);
		char *again = play(scenarios[i], NO_LEAK);
		assert_true(strstr(again, " frame ") != NULL &&
			    strstr(again, "\"kind\":\"request\"") != NULL);
		assert_true(same(scenarios[i], "again", as_it_is[i], again));
		free(again);
	}
}

static void whatever_leaks_is_noticed(void **state)
{
	(void)state;
	for (int leak = NO_LEAK + 1; leak < LEAKS; leak++) {
		char *seen = play(scenarios[0], (enum leak)leak);
		assert_true(run.taps >= 8);
		if (strcmp(seen, as_it_is[0]) == 0)
			print_error("leak %d went unnoticed\n", leak);
		assert_string_not_equal(seen, as_it_is[0]);
		free(seen);
	}
}

static void nothing_tells_who_is_looked_after(void **state)
{
	(void)state;
	for (size_t other = 0; other < COUNT_OF(others); other++) {
		look_after(others[other].lines);
		for (size_t i = 0; i < COUNT_OF(scenarios); i++) {
			char *seen = play(scenarios[i], NO_LEAK);
			assert_true(same(scenarios[i], others[other].says, as_it_is[i], seen));
			free(seen);
		}
	}
	for (size_t i = 0; i < COUNT_OF(scenarios); i++)
		free(as_it_is[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_the_same_each_time_it_is_played),
		cmocka_unit_test(whatever_leaks_is_noticed),
		cmocka_unit_test(nothing_tells_who_is_looked_after),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
