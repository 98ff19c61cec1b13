/* The evacuation list: who is counted, and in which order forms and names stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "evacuation.h"

#define DAY 20710

/* What a pupil did: "a" arrived, "l" left, "r" returned, "p" marked present, "i" marked ill. */
struct someone {
	const char *forename, *surname, *form;
	int year_group;
	const char *did;
};
struct row {
	const char *sentence;
	struct someone someone[8];
	const char *list; /* "7A 2: Ann Bee, Cy Dee; 7B 0" */
	bool welsh;
};

static const struct row rows[] = {
	{"who came is inside", {{"Ann", "Bee", "7A", 7, "a"}}, "7A 1: Ann Bee", false},
	{"who did not come is not", {{"Ann", "Bee", "7A", 7, ""}}, "7A 0", false},
	{"who went is not", {{"Ann", "Bee", "7A", 7, "al"}}, "7A 0", false},
	{"who came back is", {{"Ann", "Bee", "7A", 7, "alr"}}, "7A 1: Ann Bee", false},
	{"who was marked present is", {{"Ann", "Bee", "7A", 7, "p"}}, "7A 1: Ann Bee", false},
	{"... until they go", {{"Ann", "Bee", "7A", 7, "pl"}}, "7A 0", false},
	{"who was marked ill is not", {{"Ann", "Bee", "7A", 7, "i"}}, "7A 0", false},
	{"forms stand by year group, then by name",
	 {{"A", "A", "10A", 10, "a"}, {"B", "B", "9B", 9, "a"}, {"C", "C", "9A", 9, "a"}},
	 "9A 1: C C; 9B 1: B B; 10A 1: A A",
	 false},
	{"a form of mixed ages stands once, with its youngest",
	 {{"A", "A", "Sunflowers", 1, "a"},
	  {"B", "B", "Apples", 1, "a"},
	  {"C", "C", "Sunflowers", 0, "a"}},
	 "Sunflowers 2: A A, C C; Apples 1: B B",
	 false},
	{"names stand as readers expect, accents folded",
	 {{"Zoe", "Ash", "7A", 7, "a"},
	  {"Élodie", "Roy", "7A", 7, "a"},
	  {"Fay", "Elm", "7A", 7, "a"}},
	 "7A 3: Élodie Roy, Fay Elm, Zoe Ash",
	 false},
	{"... in Welsh with Ll after L",
	 {{"Llio", "Wyn", "7A", 7, "a"}, {"Lowri", "Wyn", "7A", 7, "a"}},
	 "7A 2: Lowri Wyn, Llio Wyn",
	 true},
	{"who is in no form stands at the end",
	 {{"A", "A", "", 1, "a"}, {"B", "B", "8A", 8, "a"}, {"C", "C", "8B", 8, ""}},
	 "8A 1: B B; 8B 0;  1: A A",
	 false},
	{"namesakes stand both",
	 {{"A", "A", "7A", 7, "a"}, {"A", "A", "7A", 7, "a"}},
	 "7A 2: A A, A A",
	 false},
};

static struct pupil pupils[8];
static struct roll_fact facts[64];
static struct day day;

static void add_fact(uint32_t pupil, char did, int minute)
{
	struct event event = {
		.key = {.kiosk = "door", .stream = 1, .sequence = day.roll.count + 1},
		.kind = did == 'a'   ? EVENT_ARRIVED
			: did == 'l' ? EVENT_LEFT
			: did == 'r' ? EVENT_RETURNED
				     : EVENT_MARKED,
		.source = SOURCE_STAFF,
		.at = calendar_moment(calendar_utc_ms(DAY, minute), 0, 1, TRUST_SYNCED),
		.pupil = pupil,
		.session = {DAY, PART_AM},
		.words = {"Rhian Okafor", "teacher", "seen"}};
	if (event.kind == EVENT_MARKED)
		event.code = did == 'p' ? (struct code){"/"} : (struct code){"I"};
	assert_int_equal(roll_add(&day.roll, &event), OK);
}

static void set_up(const struct row *row)
{
	memset(pupils, 0, sizeof(pupils));
	day = (struct day){
		.roster = {.pupils = pupils},
		.roll = {.facts = facts, .capacity = COUNT_OF(facts)},
		.roll_day = DAY,
		.now = calendar_moment(calendar_utc_ms(DAY, 11 * 60), 0, 1, TRUST_SYNCED),
		.config = {.language = row->welsh ? LANGUAGE_CY : LANGUAGE_EN},
	};
	day.school.calendar.bells[PART_AM] =
		(struct bell){.held = true, .opens_min = 510, .starts_min = 530, .closes_min = 560};
	for (size_t i = 0; i < COUNT_OF(pupils) && row->someone[i].forename; i++) {
		const struct someone *from = &row->someone[i];
		struct pupil *pupil = &pupils[day.roster.pupil_count++];
		*pupil = (struct pupil){.key = (uint32_t)i + 1,
					.year_group = (int8_t)from->year_group,
					.on_roll_to = INT32_MAX};
		assert_true(text_copy(pupil->legal_forename, sizeof(pupil->legal_forename),
				      from->forename));
		assert_true(text_copy(pupil->legal_surname, sizeof(pupil->legal_surname),
				      from->surname));
		assert_true(text_copy(pupil->form, sizeof(pupil->form), from->form));
		for (int n = 0; from->did[n]; n++)
			add_fact(pupil->key, from->did[n], 520 + 5 * n);
	}
}

static void put_list(const struct evacuation *list, char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t form = 0; form < list->form_count; form++) {
		used += (size_t)snprintf(out + used, size - used, "%s%s %zu", form ? "; " : "",
					 list->forms[form], list->inside[form]);
		for (size_t place = 1; place <= list->inside[form]; place++)
			used += (size_t)snprintf(
				out + used, size - used, "%s%s", place == 1 ? ": " : ", ",
				evacuation_at(list, (struct muster_line){form, place})->name);
	}
}

static void each_row_gives_its_list(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct evacuation list;
		char said[600];
		set_up(&rows[i]);
		assert_int_equal(evacuation_make(&day, &list), OK);
		put_list(&list, said, sizeof(said));
		if (strcmp(said, rows[i].list) != 0)
			fail_msg("%s: %s", rows[i].sentence, said);
		evacuation_release(&list);
	}
}

static void an_empty_school_has_an_empty_list(void **state)
{
	static const struct row empty = {.sentence = "nobody"};
	struct evacuation list;
	(void)state;
	set_up(&empty);
	assert_int_equal(evacuation_make(&day, &list), OK);
	assert_int_equal(list.form_count, 0);
	assert_int_equal(list.count, 0);
	evacuation_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_gives_its_list),
		cmocka_unit_test(an_empty_school_has_an_empty_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
