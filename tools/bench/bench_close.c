/* The close of a register, and the run that writes statements and flags, at a large school with a year behind it; and how
 * both grow with the pupils and with the days of history. Four school days, morning and afternoon, beat by beat. */
#include "closing.h"
#include "core/calendar.h"
#include "sitting.h"
#include "store/store.h"
#include "tools/bench/hall.h"
#include "tools/bench/measure.h"
#include "tools/bench/school.h"

#include <stdio.h>
#include <stdlib.h>

#define DAYS_HELD 4
#define ROUNDS 2 /* over all sizes, so that the machine's moods hit each */
#define LIMIT_MS 20.0

struct size {
	int pupils, days;
};
struct times {
	struct samples registers, statements, both, beats, nights, starts;
};
static struct times times[5];
static const struct size sizes[] = {{3000, 190}, {3000, 30}, {3000, 1}, {1000, 190}, {300, 190}};
enum { FULL, DAYS_30, DAYS_1, PUPILS_1000, PUPILS_300 };

static void check(enum err err, const char *what)
{
	if (err == OK)
		return;
	fprintf(stderr, "%s: %s\n", what, err_text(err));
	exit(1);
}

static double registers_ms(struct day *day)
{
	double from_ms = measure_now_ms();

	check(sitting_close_registers(day), "sitting_close_registers");
	return measure_now_ms() - from_ms;
}

static double run_ms(struct closing *closing, struct day *day)
{
	double from_ms = measure_now_ms();

	check(closing_run(closing, day), "closing_run");
	return measure_now_ms() - from_ms;
}

static bool in_window(const struct day *day, enum part part)
{
	const struct bell *bell = &day->school.calendar.bells[part];

	return day->now.minute >= bell->opens_min && day->now.minute <= bell->closes_min;
}

static void fill_today(struct day *day)
{
	int64_t arrivals;

	check(store_begin(day->store), "arrivals");
	check(school_fill(day->store, day->now.day, &arrivals), "arrivals");
	check(store_commit(day->store), "arrivals");
	check(day_refresh(day), "arrivals");
}

/* One minute of the app: its heartbeat, its registers, and half a minute later its beat. */
static void minute(struct times *out, struct closing *closing, struct day *day, double *closed_ms)
{
	const struct calendar *calendar = &day->school.calendar;
	struct samples *ran = &out->beats;

	check(day_tick(day), "day_tick");
	if (in_window(day, PART_AM) || in_window(day, PART_PM))
		check(day_note(day, EVENT_HEARTBEAT, 1), "heartbeat");
	double took_ms = registers_ms(day);
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		struct session session = {day->now.day, part};
		if (hall.utc_ms == calendar_closes_ms(calendar, session))
			samples_add(&out->registers, *closed_ms = took_ms);
		if (hall.utc_ms == calendar_due_ms(calendar, session))
			ran = &out->statements;
	}
	hall.utc_ms += 30000;
	check(day_tick(day), "day_tick");
	samples_add(ran, took_ms = run_ms(closing, day));
	if (ran == &out->statements)
		samples_add(&out->both, *closed_ms + took_ms);
}

static void hold_day(struct times *out, struct closing *closing, struct day *day, int32_t date)
{
	struct samples *first = date == school_today() ? &out->starts : &out->nights;
	double closed_ms = 0;

	for (int at = 8 * 60; at < 14 * 60; at++) {
		hall.utc_ms = calendar_utc_ms(date, at);
		if (at == 8 * 60) {
			check(day_tick(day), "day_tick");
			fill_today(day);
			samples_add(first, run_ms(closing, day));
		}
		minute(out, closing, day, &closed_ms);
	}
}

static void measure(const struct size *size, struct times *out)
{
	char dir[SCHOOL_PATH_SIZE];
	struct day day = {.store = NULL};
	struct closing *closing = NULL;

	check(school_copy(size->pupils, size->days, "run-close", dir), "school");
	hall.utc_ms = calendar_utc_ms(school_today(), 7 * 60 + 50);
	check(day_open(&day, dir), dir);
	check(day_open_store(&day, dir), dir);
	check(closing_open(&closing, dir), dir);
	ENSURE(day.store != NULL);
	int32_t date = school_today();
	for (int held = 0; held < DAYS_HELD; date++) {
		if (!rules_school_open(&day.school, (struct session){date, PART_AM}))
			continue;
		hold_day(out, closing, &day, date);
		held++;
	}
	closing_close(closing);
	day_release(&day);
	school_remove(dir);
}

static void print_row(const struct size *size, struct times *out)
{
	fprintf(stderr, "%6d %5d %14.2f %16.2f %11.2f %12.2f %17.2f\n", size->pupils, size->days,
		samples_at(&out->registers, 0.5), samples_at(&out->statements, 0.5),
		samples_at(&out->beats, 0.5), samples_at(&out->nights, 0.5),
		samples_at(&out->starts, 0.5));
}

static void print_limit(const char *name, double value, double limit, const char *words)
{
	measure_print(&(struct measurement){.name = name,
					    .value = value,
					    .unit = "ms",
					    .other = limit,
					    .words = words,
					    .aim = 1});
}

/* Lower quartiles: how the work grows, not what the disk was doing. */
static void print_growth(const char *name, int from, const char *words, double aim)
{
	measure_print(&(struct measurement){.name = name,
					    .value = samples_at(&times[FULL].both, 0.25),
					    .unit = "ms",
					    .against = AGAINST_PEER,
					    .other = samples_at(&times[from].both, 0.25),
					    .words = words,
					    .aim = aim});
}

int main(void)
{
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < COUNT_OF(sizes); i++)
			measure(&sizes[i], &times[i]);
	fprintf(stderr, "closing, medians in ms (60 looked after)\n"
			"pupils  days the register's  with statements other beats  a new day's  "
			"first of a start\n");
	for (size_t i = 0; i < COUNT_OF(sizes); i++)
		print_row(&sizes[i], &times[i]);
	print_limit("close: register and statements, p50", samples_at(&times[FULL].both, 0.5),
		    LIMIT_MS, "the limit");
	print_limit("close: register and statements, worst", samples_at(&times[FULL].both, 1),
		    LIMIT_MS, "the limit");
	print_growth("close: ten times the pupils", PUPILS_300, "300 pupils", 10);
	print_growth("close: three times the pupils", PUPILS_1000, "1,000 pupils", 3);
	print_growth("close: 190 days of history", DAYS_1, "1 day of history", 2);
	print_growth("close: 190 days of history after 30", DAYS_30, "30 days of history", 1.5);
	return 0;
}
