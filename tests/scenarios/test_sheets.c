/* The evacuation list on paper: each sheet by itself, and all of them together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "evacuation_sheets.h"
#include "tests/support/gallery.h"

#define DAY 20710 /* Monday 14 September 2026 */
#define PUPILS_MAX 2000

static struct words *words;
static struct pupil pupils[PUPILS_MAX];
static struct roll_fact facts[PUPILS_MAX];
static struct day day;

/* So many pupils in so many forms, all inside but every tenth. */
static void set_up_school(size_t count, size_t forms)
{
	memset(pupils, 0, sizeof(pupils));
	day = (struct day){
		.roster = {.pupils = pupils, .pupil_count = count},
		.roll = {.facts = facts, .capacity = COUNT_OF(facts)},
		.roll_day = DAY,
		.now = calendar_moment(calendar_utc_ms(DAY, 11 * 60 + 5), 0, 1, TRUST_SYNCED),
		.config = {.school_name = "Tŷ Coed School"},
	};
	day.school.calendar.bells[PART_AM] =
		(struct bell){.held = true, .opens_min = 510, .starts_min = 530, .closes_min = 560};
	for (size_t i = 0; i < count; i++) {
		pupils[i] = (struct pupil){
			.key = (uint32_t)i + 1, .year_group = 7, .on_roll_to = INT32_MAX};
		snprintf(pupils[i].legal_forename, sizeof(pupils[i].legal_forename), "Pupil%04zu",
			 i);
		snprintf(pupils[i].form, sizeof(pupils[i].form), "F%03zu", i % forms);
		struct event event = {
			.key = {.kiosk = "door", .stream = 1, .sequence = i + 1},
			.kind = EVENT_ARRIVED,
			.source = SOURCE_CARD,
			.at = calendar_moment(calendar_utc_ms(DAY, 520), 0, 1, TRUST_SYNCED),
			.pupil = pupils[i].key,
			.session = {DAY, PART_AM}};
		if (i % 10 != 9)
			assert_int_equal(roll_add(&day.roll, &event), OK);
	}
}

static char *print(enum language language)
{
	struct evacuation list;
	assert_int_equal(evacuation_make(&day, &list), OK);
	char *text = evacuation_sheets(&day, &list, words, language);
	assert_non_null(text);
	evacuation_release(&list);
	return text;
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;
	for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
		count++;
	return count;
}

/* What is wrong with one sheet; NULL: nothing. */
static const char *broken_sheet(const char *sheet, size_t number, size_t sheets)
{
	char head[200];
	snprintf(head, sizeof(head),
		 "Tŷ Coed School\nEvacuation list   14/09/2026 11:05   Sheet %zu/%zu\nIn school "
		 "now: ",
		 number, sheets);
	if (strncmp(sheet, head, strlen(head)) != 0)
		return "it begins with school, time and number";
	if (count_of(sheet, "\n") > SHEET_LINES)
		return "it fits the paper";
	const char *body = strstr(sheet, "\n\n");
	if (!body || strncmp(body + 2, "    ", 4) == 0)
		return "the first line says which form";
	return count_of(sheet, "in the building") > 0 ? NULL : "it has a count";
}

static void each_sheet_makes_sense_by_itself(void **state)
{
	static const struct {
		size_t pupils, forms, sheets;
	} schools[] = {{1, 1, 2},     {20, 1, 2},     {56, 1, 2},       {200, 3, 5},
		       {612, 28, 13}, {1500, 60, 30}, {2000, 2000, 113}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(schools); i++) {
		set_up_school(schools[i].pupils, schools[i].forms);
		char *text = print(LANGUAGE_EN), *rest = text;
		size_t inside = schools[i].pupils - schools[i].pupils / 10;
		size_t sheets = count_of(text, "\f") + 1, number = 0;
		if (sheets != schools[i].sheets)
			fail_msg("%zu pupils: %zu sheets", schools[i].pupils, sheets);
		assert_int_equal(count_of(text, "    [ ] "), inside);
		for (size_t n = 0; n < schools[i].pupils; n++)
			assert_int_equal(count_of(text, pupils[n].legal_forename), n % 10 != 9);
		for (char *sheet; (sheet = strsep(&rest, "\f")) != NULL;) {
			const char *broken = broken_sheet(sheet, ++number, sheets);
			if (broken)
				fail_msg("%zu pupils, sheet %zu: %s:\n%s", schools[i].pupils,
					 number, broken, sheet);
		}
		free(text);
	}
}

static void the_words_are_the_languages_of_who_asks(void **state)
{
	(void)state;
	set_up_school(3, 2);
	char *text = print(LANGUAGE_CY);
	assert_non_null(strstr(text, "Rhestr"));
	assert_non_null(strstr(text, "Dalen 1/2"));
	assert_non_null(strstr(text, "[ ] F000: 2 yn yr adeilad"));
	assert_null(strstr(text, "in the building"));
	free(text);
}

/* What somebody typed is no order to a printer. */
static void control_characters_are_not_printed(void **state)
{
	(void)state;
	set_up_school(1, 1);
	(void)text_copy(pupils[0].legal_forename, sizeof(pupils[0].legal_forename),
			"A\x1b[2J\fB\x7f\nC");
	(void)text_copy(pupils[0].form, sizeof(pupils[0].form), "7\tB");
	char *text = print(LANGUAGE_EN);
	assert_non_null(strstr(text, "    [ ] A [2J B  C\n"));
	assert_non_null(strstr(text, "7 B: 1 in the building\n"));
	assert_int_equal(count_of(text, "\f"), 1);
	free(text);
}

static void a_clock_that_may_be_wrong_is_said_to_be(void **state)
{
	(void)state;
	set_up_school(1, 1);
	day.now.trust = TRUST_UNTRUSTED;
	char *text = print(LANGUAGE_EN);
	assert_non_null(strstr(text, "14/09/2026 11:05   Clock: may be wrong   Sheet 1/2\n"));
	free(text);
}

static int open_words(void **state)
{
	(void)state;
	return words_open(&words, gallery_locale_dir()) != OK;
}

static int close_words(void **state)
{
	(void)state;
	words_close(words);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sheet_makes_sense_by_itself),
		cmocka_unit_test(the_words_are_the_languages_of_who_asks),
		cmocka_unit_test(control_characters_are_not_printed),
		cmocka_unit_test(a_clock_that_may_be_wrong_is_said_to_be),
	};
	return cmocka_run_group_tests(tests, open_words, close_words);
}
