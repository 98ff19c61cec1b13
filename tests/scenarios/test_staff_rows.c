/* The lists of staff mode: what movements and marks add up to in a pupil's row, and in which order forms and names stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "staffroom_codes.h"
#include "staffroom_forms.h"
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

/* -- lists ----------------------------------------------------------------------------------------- */

static struct pupil school[] = {
	{.key = 1,
	 .legal_forename = "Zoe",
	 .form = "Oak",
	 .year_group = 0,
	 .on_roll_to = INT32_MAX},
	{.key = 2,
	 .legal_forename = "Élodie",
	 .form = "Elm",
	 .year_group = 0,
	 .on_roll_to = INT32_MAX},
	{.key = 3,
	 .legal_forename = "Fay",
	 .form = "Elm",
	 .year_group = 1,
	 .on_roll_to = INT32_MAX},
	{.key = 4, .legal_forename = "Ann", .form = "", .year_group = 0, .on_roll_to = INT32_MAX},
	{.key = 5,
	 .legal_forename = "Ida",
	 .form = "10A",
	 .year_group = 10,
	 .on_roll_to = INT32_MAX},
	{.key = 6,
	 .legal_forename = "Fay",
	 .form = "Elm",
	 .year_group = 0,
	 .on_roll_to = INT32_MAX},
	{.key = 7, .legal_forename = "Gone", .form = "Ash", .year_group = 0, .on_roll_to = DAY - 1},
};

static void set_up_school(void)
{
	set_up("");
	day.roster = (struct roster){.pupils = school, .pupil_count = COUNT_OF(school)};
}

static void a_form_of_mixed_ages_stands_once_and_those_in_none_have_theirs(void **state)
{
	static const char *const wanted[] = {"Elm", "Oak", "10A", ""};
	struct staffroom_forms list;
	(void)state;
	set_up_school();
	assert_int_equal(staffroom_forms(&day, &list), OK);
	assert_int_equal(list.count, COUNT_OF(wanted));
	for (size_t i = 0; i < list.count; i++)
		assert_string_equal(list.names[i], wanted[i]);
	free(list.names);
}

static bool of_elm(const struct day *of, const struct pupil *one, const void *context)
{
	(void)of;
	(void)context;
	return strcmp(one->form, "Elm") == 0;
}

static void names_stand_as_readers_look_for_them(void **state)
{
	static const uint32_t wanted[] = {2, 6, 3};
	struct staffroom_pupils list;
	(void)state;
	set_up_school();
	assert_int_equal(staffroom_collect(&day, of_elm, NULL, &list), OK);
	assert_int_equal(list.count, COUNT_OF(wanted));
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(list.pupils[i]->key, wanted[i]);
	free(list.pupils);
}

/* X says that a child need not come: of one of compulsory school age it would hide that the child is missing. */
static void not_of_school_age_is_said_of_nobody_who_must_come(void **state)
{
	struct staff_code codes[STAFFROOM_CODES_MAX];
	struct code x = {"X"}, ill = {"I"};
	(void)state;
	set_up_school();
	for (size_t i = 0; i < COUNT_OF(school); i++) {
		bool must = school[i].year_group >= 1;
		size_t count = staffroom_reasons(&day, school[i].key, codes);
		assert_int_equal(staffroom_meaning(codes, count, x) == NULL, must);
		assert_non_null(staffroom_meaning(codes, count, ill));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_course_gives_its_row),
		cmocka_unit_test(a_form_of_mixed_ages_stands_once_and_those_in_none_have_theirs),
		cmocka_unit_test(not_of_school_age_is_said_of_nobody_who_must_come),
		cmocka_unit_test(names_stand_as_readers_look_for_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
