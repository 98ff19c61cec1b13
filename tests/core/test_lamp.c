#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/lamp.h"

#define MINUTE_MS 60000
#define START_MS 1000000

/* Minutes at the screen, a letter each. What comes: c card, d m u a finger comes down, moves, lifts; ( and ) school hours
 * begin and end; . nothing. What it shows then: F full, D dim, o off. */
static const struct row {
	const char *sentence;
	struct lamp_rule rule;
	const char *comes, *shows;
} rows[] = {
	{"dim after five minutes without anybody", {5, true, 930}, ".......", "FFFFFDD"},
	{"a card keeps it full for five more", {5, true, 930}, "...c......", "FFFFFFFFDD"},
	{"a finger too, whatever it does", {5, true, 930}, "...m......", "FFFFFFFFDD"},
	{"a card makes it full again", {5, true, 930}, "......c.", "FFFFFDFF"},
	{"other minutes may be chosen", {2, true, 930}, "....", "FFDD"},
	{"or none at all", {0, true, 930}, "..........", "FFFFFFFFFF"},
	{"at the end of school hours a dim screen goes dark",
	 {5, true, 930},
	 "......).",
	 "FFFFFDoo"},
	{"but not while somebody may be there", {5, true, 930}, "..)c......", "FFFFFFFFoo"},
	{"when school hours begin it is full, then dim",
	 {5, true, 930},
	 ")......(......",
	 "FFFFFooFFFFFDD"},
	{"a card wakes it outside school hours, for as long",
	 {5, true, 930},
	 ").....c......",
	 "FFFFFoFFFFFoo"},
	{"a screen that never dims goes dark all the same",
	 {0, true, 930},
	 ").....c......",
	 "FFFFFoFFFFFoo"},
	{"a school may keep it on", {5, false, 930}, ").......", "FFFFFDDD"},
	{"and never dim it", {0, false, 930}, ").......", "FFFFFFFF"},
};

static void take(struct lamp *lamp, char what, int64_t now_ms, bool *in_hours)
{
	if (what == 'c')
		(void)lamp_wake(lamp, now_ms);
	else if (strchr("dmu", what))
		(void)lamp_finger(lamp, now_ms, what == 'd');
	else if (what == '(' || what == ')')
		*in_hours = what == '(';
}

static void the_lamp_follows_the_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct lamp lamp;
		char shown[32] = "";
		bool in_hours = true;

		lamp_init(&lamp, &rows[i].rule, START_MS);
		for (size_t minute = 0; rows[i].comes[minute]; minute++) {
			int64_t now_ms = START_MS + (int64_t)minute * MINUTE_MS;

			take(&lamp, rows[i].comes[minute], now_ms, &in_hours);
			lamp_step(&lamp, now_ms, in_hours);
			shown[minute] = "FDo"[lamp.level];
		}
		if (strcmp(shown, rows[i].shows) != 0)
			fail_msg("%s: %s, not %s", rows[i].sentence, shown, rows[i].shows);
	}
}

/* Fingers on a screen that is dark, dim or full at first: does each count? */
static const struct {
	const char *sentence;
	enum lamp_level level;
	const char *fingers, *counts;
} fingers[] = {
	{"on a full screen all count", LAMP_FULL, "dmudu", "yyyyy"},
	{"a dim screen can be read, so all count", LAMP_DIM, "dmudu", "yyyyy"},
	{"on a dark one the first only wakes, to its lift", LAMP_OFF, "dmmudmu", "nnnnyyy"},
	{"a finger that lay there as it went dark only wakes", LAMP_OFF, "mmudu", "nnnyy"},
	{"a lift alone wakes, and no more", LAMP_OFF, "udu", "nyy"},
	{"a lift that was never told does not lock the next finger out", LAMP_OFF, "ddu", "nyy"},
};

static void the_first_touch_on_a_dark_screen_only_wakes(void **state)
{
	const struct lamp_rule rule = {5, true, 930};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(fingers); i++) {
		struct lamp lamp;
		char counts[16] = "";

		lamp_init(&lamp, &rule, START_MS);
		lamp.level = fingers[i].level;
		for (size_t at = 0; fingers[i].fingers[at]; at++) {
			bool down = fingers[i].fingers[at] == 'd';

			counts[at] = lamp_finger(&lamp, START_MS, down) ? 'y' : 'n';
			assert_int_equal(lamp.level, LAMP_FULL);
		}
		if (strcmp(counts, fingers[i].counts) != 0)
			fail_msg("%s: %s, not %s", fingers[i].sentence, counts, fingers[i].counts);
	}
}

static void waking_says_whether_it_was_dark(void **state)
{
	const struct lamp_rule rule = {5, true, 930};
	struct lamp lamp;

	(void)state;
	lamp_init(&lamp, &rule, START_MS);
	assert_false(lamp_wake(&lamp, START_MS));
	lamp.level = LAMP_DIM;
	assert_false(lamp_wake(&lamp, START_MS));
	lamp.level = LAMP_OFF;
	assert_true(lamp_wake(&lamp, START_MS));
	assert_int_equal(lamp.level, LAMP_FULL);
}

/* Stepped at its deadlines alone, the lamp is at every instant what it is when stepped each second. */
static void its_deadline_misses_nothing(void **state)
{
	static const struct lamp_rule rules[] = {
		{5, true, 930}, {1, true, 930}, {0, true, 930}, {5, false, 930}, {0, false, 930}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rules) * 2; i++) {
		struct lamp each, lazy;
		bool in_hours = i % 2 == 0;
		int steps = 0;

		lamp_init(&each, &rules[i / 2], START_MS);
		lazy = each;
		lamp_step(&lazy, START_MS, in_hours);
		for (int64_t ms = START_MS; ms < START_MS + 20 * MINUTE_MS; ms += 1000) {
			lamp_step(&each, ms, in_hours);
			if (ms >= lamp_deadline(&lazy)) {
				lamp_step(&lazy, ms, in_hours);
				steps++;
			}
			assert_int_equal(lazy.level, each.level);
		}
		assert_true(steps <= 1);
		assert_true(lamp_deadline(&lazy) == INT64_MAX);
	}
}

/* Monday 14 September 2026 and the days around it. */
#define HALF_TERM "2026-10-26"
static const struct {
	const char *sentence, *day;
	int minute;
	bool morning_only, in_hours;
} hours[] = {
	{"half an hour before the morning opens", "2026-09-14", 8 * 60, false, true},
	{"a minute earlier it is night", "2026-09-14", 8 * 60 - 1, false, false},
	{"noon", "2026-09-14", 12 * 60, false, true},
	{"after the last register the school day goes on", "2026-09-14", 14 * 60, false, true},
	{"until half an hour after its end", "2026-09-14", 16 * 60 - 1, false, true},
	{"and no longer", "2026-09-14", 16 * 60, false, false},
	{"a school without afternoons has the same day", "2026-09-14", 15 * 60, true, true},
	{"a Saturday has none", "2026-09-19", 10 * 60, false, false},
	{"nor has a Sunday", "2026-09-20", 10 * 60, false, false},
	{"nor a planned closure of the whole day", HALF_TERM, 10 * 60, false, false},
	{"a day of which the afternoon is closed has", "2026-10-23", 15 * 60, false, true},
	{"a day that is closed to some has", "2026-10-22", 10 * 60, false, true},
};

static struct moment at(const char *day, int minute)
{
	int32_t number;

	assert_true(calendar_parse_day(day, &number));
	return calendar_moment(calendar_utc_ms(number, minute), 0, 0, TRUST_SYNCED);
}

static void school_hours_are_known(void **state)
{
	const struct closure closures[] = {
		{at("2026-10-22", 0).day, {true, true}, {"Y"}, 1u << 7},
		{at("2026-10-23", 0).day, {false, true}, {"#"}, CALENDAR_ALL_YEARS},
		{at(HALF_TERM, 0).day, {true, true}, {"#"}, CALENDAR_ALL_YEARS},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(hours); i++) {
		struct school school = {.nation = NATION_ENGLAND};
		struct moment now = at(hours[i].day, hours[i].minute);

		school.calendar.bells[PART_AM] = (struct bell){true, 510, 530, 560, 10};
		school.calendar.bells[PART_PM] =
			(struct bell){!hours[i].morning_only, 760, 790, 805, 10};
		school.calendar.closures = closures;
		school.calendar.closure_count = COUNT_OF(closures);
		if (lamp_hours(&school, 930, &now) != hours[i].in_hours)
			fail_msg("%s", hours[i].sentence);
	}
}

/* A school that closes its last register after the end that it has written down. */
static void hours_hold_every_register(void **state)
{
	struct school school = {.nation = NATION_ENGLAND};
	struct moment now = at("2026-09-14", 16 * 60 + 20);

	(void)state;
	school.calendar.bells[PART_PM] = (struct bell){true, 900, 930, 955, 10};
	assert_true(lamp_hours(&school, 600, &now));
	now = at("2026-09-14", 16 * 60 + 25);
	assert_false(lamp_hours(&school, 600, &now));
	now = at("2026-09-14", 14 * 60 + 30);
	assert_true(lamp_hours(&school, 600, &now));
	now = at("2026-09-14", 14 * 60 + 29);
	assert_false(lamp_hours(&school, 600, &now));
	school.calendar.bells[PART_PM].held = false;
	now = at("2026-09-14", 10 * 60);
	assert_false(lamp_hours(&school, 930, &now));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_lamp_follows_the_day),
		cmocka_unit_test(the_first_touch_on_a_dark_screen_only_wakes),
		cmocka_unit_test(waking_says_whether_it_was_dark),
		cmocka_unit_test(its_deadline_misses_nothing),
		cmocka_unit_test(school_hours_are_known),
		cmocka_unit_test(hours_hold_every_register),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
