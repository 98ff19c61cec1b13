/* A pupil's row in the lists of staff mode: what movements and marks add up to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "staffroom_rows.h"

#define DAY 20710

/* What happened, every five minutes from 08:40: "a" arrived, "l" left, "r" returned, "p" marked present, "n" marked N. */
static const struct row {
	const char *sentence, *did;
	enum state state;
	int minute; /* -1: none is said */
	bool inside;
} rows[] = {
	{"who came is in", "a", STATE_PRESENT, 520, true},
	{"who went has left", "al", STATE_LEFT, 525, false},
	{"who came back is back", "alr", STATE_RETURNED, 530, true},
	{"... and may leave again", "alrl", STATE_LEFT, 535, false},
	{"who was seen here is here", "p", STATE_PRESENT, -1, true},
	{"... until they go", "pl", STATE_LEFT, 525, false},
	{"who was seen here after they were said to go is here", "alp", STATE_PRESENT, -1, true},
	{"... though somebody had pressed for them without their coming", "lp", STATE_PRESENT, -1,
	 true},
	{"... until they go then", "alpl", STATE_LEFT, 535, false},
	{"... and back then", "alplr", STATE_RETURNED, 540, true},
};

static struct pupil pupil = {
	.key = 1, .legal_forename = "Ann", .form = "7A", .on_roll_to = INT32_MAX};
static struct roll_fact facts[16];
static struct day day;

static void add_fact(char did, int minute)
{
	struct event event = {
		.key = {.kiosk = "door", .stream = 1, .sequence = day.roll.count + 1},
		.kind = did == 'a'   ? EVENT_ARRIVED
			: did == 'l' ? EVENT_LEFT
			: did == 'r' ? EVENT_RETURNED
				     : EVENT_MARKED,
		.source = SOURCE_STAFF,
		.at = calendar_moment(calendar_utc_ms(DAY, minute), 0, 1, TRUST_SYNCED),
		.pupil = pupil.key,
		.session = {DAY, PART_AM},
		.words = {"Rhian Okafor", "teacher", "seen"}};
	if (event.kind == EVENT_MARKED)
		event.code = (struct code){"/"};
	assert_int_equal(roll_add(&day.roll, &event), OK);
}

static void set_up(const char *did)
{
	day = (struct day){
		.roster = {.pupils = &pupil, .pupil_count = 1},
		.roll = {.facts = facts, .capacity = COUNT_OF(facts)},
		.roll_day = DAY,
		.now = calendar_moment(calendar_utc_ms(DAY, 11 * 60), 0, 1, TRUST_SYNCED),
	};
	day.school.calendar.bells[PART_AM] =
		(struct bell){.held = true, .opens_min = 510, .starts_min = 530, .closes_min = 560};
	for (int n = 0; did[n]; n++)
		add_fact(did[n], 520 + 5 * n);
}

static void each_course_gives_its_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct staff_row row;
		set_up(rows[i].did);
		staffroom_row(&day, &pupil, (struct session){DAY, PART_AM}, &row);
		if (row.state != rows[i].state || row.minute != rows[i].minute || !row.seen)
			fail_msg("%s: state %d, minute %d", rows[i].sentence, (int)row.state,
				 row.minute);
		if (staffroom_inside(&day, &pupil) != rows[i].inside)
			fail_msg("%s: on the evacuation list or not", rows[i].sentence);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_course_gives_its_row)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
