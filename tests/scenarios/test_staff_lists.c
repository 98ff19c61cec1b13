/* Those who came late, and whom letters find; and marks that are kept together or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/world.h"
#include "staff.h"
#include "staffroom_late.h"
#include "staffroom_search.h"
#include "tests/support/demo.h"

#define DAY 20710
#define PUPILS 6

static struct pupil pupils[STAFF_TOGETHER_MAX + 10];
static struct roll_fact facts[600];
static struct day day;

static void begin(int minute)
{
	memset(pupils, 0, sizeof(pupils));
	day = (struct day){
		.roster = {.pupils = pupils},
		.roll = {.facts = facts, .capacity = COUNT_OF(facts)},
		.roll_day = DAY,
		.now = calendar_moment(calendar_utc_ms(DAY, minute), 0, 1, TRUST_SYNCED),
	};
	day.school = school_of(&day.config, &day.roster);
	day.school.calendar.bells[PART_AM] = (struct bell){true, 510, 530, 560, 10};
	day.school.calendar.bells[PART_PM] = (struct bell){true, 760, 790, 805, 10};
}

static struct pupil *add_pupil(void)
{
	size_t i = day.roster.pupil_count++;
	pupils[i] = (struct pupil){.key = (uint32_t)i + 1, .on_roll_to = DAY_OPEN};
	return &pupils[i];
}

static enum event_kind kind_of(char did)
{
	return did == 'a'   ? EVENT_ARRIVED
	       : did == 'l' ? EVENT_LEFT
	       : did == 'r' ? EVENT_RETURNED
			    : EVENT_MARKED;
}

static void add_fact(uint32_t pupil, char did, int minute)
{
	struct event event = {
		.key = {.kiosk = "door", .stream = 1, .sequence = day.roll.count + 1},
		.kind = kind_of(did),
		.source = SOURCE_STAFF,
		.at = calendar_moment(calendar_utc_ms(DAY, minute), 0, 1, TRUST_SYNCED),
		.pupil = pupil,
		.session = {DAY, calendar_part_at(&day.school.calendar, (int16_t)minute)},
		.words = {"Rhian Okafor", "teacher", "seen"}};
	if (event.kind == EVENT_MARKED)
		event.code = (struct code){{did, '\0'}};
	assert_int_equal(roll_add(&day.roll, &event), OK);
}

/* -- who came late --------------------------------------------------------------------------------- */

/* "a551 l555": arrived at minute 551, left at 555; "r" returned, any other letter is the code of a mark. */
static const struct late_row {
	const char *sentence;
	int now;
	const char *did[PUPILS];
	const char *list; /* the numbers of those listed, and the session */
} late_rows[] = {
	{"nobody is late before the start", 525, {"a520"}, "AM?"},
	{"nor in its minute", 530, {"a530"}, "AM?"},
	{"whoever comes after it is, the newest first", 555, {"a531", "a540", "a530"}, "AM 2 1"},
	{"also after the close", 600, {"a555", "a561"}, "AM 2 1"},
	{"who comes in one minute stands by number", 600, {"a550", "a550"}, "AM 1 2"},
	{"who has not come is not late", 600, {"", "a550"}, "AM 2"},
	{"... though somebody says they are missing", 600, {"N550"}, "AM"},
	{"who comes after that was said is late", 600, {"N550 a561"}, "AM 1"},
	{"whoever was marked has been dealt with", 600, {"a550 L555", "a551 M556", "a552"}, "AM 3"},
	{"who has gone again is not in", 600, {"a550 l555", "a550 l590"}, "AM"},
	{"who has come back is", 600, {"a550 l570 r580"}, "AM 1"},
	{"the morning counts until the afternoon has begun", 790, {"a550", "a780"}, "AM 1"},
	{"... and then the afternoon", 800, {"a550", "a791"}, "PM 2"},
};

static void play(uint32_t pupil, const char *did)
{
	for (; *did; did += strcspn(did, " "), did += *did == ' ')
		add_fact(pupil, did[0], (int)strtol(did + 1, NULL, 10));
}

static void late_row_holds(const struct late_row *row)
{
	struct staff_group late;
	char said[80];
	begin(row->now);
	for (size_t i = 0; i < PUPILS && row->did[i]; i++) {
		uint32_t key = add_pupil()->key;
		play(key, row->did[i]);
	}
	staffroom_late(&day, &late);
	snprintf(said, sizeof(said), "%s%s", late.session.part == PART_AM ? "AM" : "PM",
		 late.session.day == DAY ? "" : "?");
	for (size_t i = 0; i < late.count; i++)
		snprintf(said + strlen(said), sizeof(said) - strlen(said), " %u", late.pupils[i]);
	if (strcmp(said, row->list) != 0)
		fail_msg("%s: %s", row->sentence, said);
}

static void each_row_gives_its_list(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(late_rows); i++)
		late_row_holds(&late_rows[i]);
}

static void a_row_says_when_the_pupil_came(void **state)
{
	struct staff_row row;
	(void)state;
	begin(600);
	play(add_pupil()->key, "a551 l570 r580");
	staffroom_late_row(&day, &pupils[0], (struct session){DAY, PART_AM}, &row);
	assert_int_equal(row.state, STATE_LATE);
	assert_int_equal(row.minute, 551);
	assert_string_equal(row.code.text, "L");
}

static void of_very_many_the_newest_are_listed(void **state)
{
	struct staff_group late;
	(void)state;
	begin(600);
	for (int i = 0; i < STAFF_TOGETHER_MAX + 10; i++)
		add_fact(add_pupil()->key, 'a', 531 + i / 10);
	staffroom_late(&day, &late);
	assert_int_equal(late.count, STAFF_TOGETHER_MAX);
	assert_int_equal(late.pupils[0], STAFF_TOGETHER_MAX + 5);
	for (size_t i = 0; i < late.count; i++)
		assert_true(late.pupils[i] > 10);
}

static void a_closed_school_has_nobody_late(void **state)
{
	const struct closure inset = {DAY, {true, true}, {"#"}, CALENDAR_ALL_YEARS};
	struct staff_group late;
	(void)state;
	begin(600);
	play(add_pupil()->key, "a551");
	day.school.calendar.closures = &inset;
	day.school.calendar.closure_count = 1;
	staffroom_late(&day, &late);
	assert_int_equal(late.count, 0);
}

/* -- whom letters find ----------------------------------------------------------------------------- */

static void put_names(struct pupil *pupil, const char *legal, const char *legal_surname,
		      const char *preferred, const char *preferred_surname)
{
	assert_true(text_copy(pupil->legal_forename, sizeof(pupil->legal_forename), legal));
	assert_true(text_copy(pupil->legal_surname, sizeof(pupil->legal_surname), legal_surname));
	assert_true(
		text_copy(pupil->preferred_forename, sizeof(pupil->preferred_forename), preferred));
	assert_true(text_copy(pupil->preferred_surname, sizeof(pupil->preferred_surname),
			      preferred_surname));
}

static struct spelling spelling_of(const char *letters)
{
	struct spelling spelling = {.count = 0};
	for (; *letters; letters++)
		for (int i = 1; i <= ALPHABET_LETTERS; i++)
			if (alphabet_text(i)[0] == *letters && !alphabet_text(i)[1])
				spelling.letters[spelling.count++] = (uint8_t)i;
	return spelling;
}

static void letters_find_whom_they_should(void **state)
{
	static const struct {
		const char *sentence, *letters, *found;
	} rows[] = {
		{"without letters nobody", "", ""},
		{"a forename, in the order of names", "ANN", " 4 1"},
		{"a surname", "SHAW", " 1 2"},
		{"a legal name", "WILLI", " 2"},
		{"a preferred one", "BI", " 2"},
		{"a preferred surname", "OK", " 4"},
		{"who has left the school is not found", "GONE", ""},
		{"nobody", "Z", ""},
	};
	(void)state;
	begin(600);
	put_names(add_pupil(), "Anna", "Shaw", "", "");
	put_names(add_pupil(), "William", "Shaw", "Bill", "");
	put_names(add_pupil(), "Gone", "Away", "", "");
	put_names(add_pupil(), "Ann", "Lee", "", "Okafor");
	pupils[2].on_roll_to = DAY - 1;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct spelling letters = spelling_of(rows[i].letters);
		struct staffroom_found found;
		char said[40] = "";
		assert_int_equal(staffroom_find(&day, LANGUAGE_EN, &letters, &found), OK);
		for (size_t n = 0; n < found.pupils.count; n++)
			snprintf(said + strlen(said), sizeof(said) - strlen(said), " %u",
				 found.pupils.pupils[n]->key);
		free(found.pupils.pupils);
		if (strcmp(said, rows[i].found) != 0)
			fail_msg("%s: %s:%s", rows[i].sentence, rows[i].letters, said);
	}
}

static void letters_are_written_as_a_name(void **state)
{
	struct spelling search = spelling_of("SHA");
	char said[40];
	(void)state;
	staffroom_spell(&search, said, sizeof(said));
	assert_string_equal(said, "Sha");
	search = (struct spelling){.letters = {ALPHABET_OTHER, 4, 4}, .count = 3};
	staffroom_spell(&search, said, sizeof(said));
	assert_string_equal(said, "…chch");
	memset(search.letters, ALPHABET_OTHER, sizeof(search.letters));
	search.count = SPELLING_MAX;
	staffroom_spell(&search, said, sizeof(said));
	assert_int_equal(strlen(said), SPELLING_MAX * strlen("…"));
	search.count = 0;
	staffroom_spell(&search, said, sizeof(said));
	assert_string_equal(said, "");
}

/* -- all or none ----------------------------------------------------------------------------------- */

static bool is_marked(uint32_t pupil)
{
	struct roll_child child = roll_child(&day.roll, &day.school.calendar, pupil, day.roll_day);
	return child.mark[PART_AM] != NULL;
}

static void marks_are_kept_together_or_not_at_all(void **state)
{
	static const struct app_by by = {"the bus was late", "R. Okafor", "teacher"};
	const uint32_t some[] = {1, 2, 3}, one_is_nobody[] = {1, 2, 99999};
	struct demo demo;
	int64_t before = 0, after = 0;
	(void)state;
	assert_int_equal(demo_school(&demo), OK);
	assert_int_equal(world_init(7), OK);
	world.true_ms = calendar_utc_ms(calendar_day(2026, 9, 14), 600);
	world_boot();
	memset(&day, 0, sizeof(day));
	assert_int_equal(day_open(&day, demo.school), OK);
	assert_int_equal(day_open_store(&day, demo.school), OK);
	struct session session = {day.roll_day, PART_AM};
	assert_int_equal(store_last_row(day.store, &before), OK);
	assert_int_not_equal(staff_mark_all(&day, one_is_nobody, 3, session, "L", &by), OK);
	assert_int_equal(staff_mark_all(&day, some, 3, session, "QQ", &by), ERR_BAD_INPUT);
	assert_int_equal(store_last_row(day.store, &after), OK);
	assert_int_equal(after, before);
	assert_false(is_marked(1) || is_marked(2));
	assert_int_equal(staff_mark_all(&day, some, 3, session, "L", &by), OK);
	assert_int_equal(store_last_row(day.store, &after), OK);
	assert_int_equal(after, before + 3);
	assert_true(is_marked(1) && is_marked(2) && is_marked(3));
	day_release(&day);
	world_release();
	demo_stop(&demo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_gives_its_list),
		cmocka_unit_test(a_row_says_when_the_pupil_came),
		cmocka_unit_test(of_very_many_the_newest_are_listed),
		cmocka_unit_test(a_closed_school_has_nobody_late),
		cmocka_unit_test(letters_find_whom_they_should),
		cmocka_unit_test(letters_are_written_as_a_name),
		cmocka_unit_test(marks_are_kept_together_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
