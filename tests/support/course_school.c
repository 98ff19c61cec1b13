#include "tests/support/course_school.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 16

static _Noreturn void bad(const char *item)
{
	fprintf(stderr, "course: not understood: \"%s\"\n", item);
	exit(99);
}

void course_school_make(struct course_school *out)
{
	*out = (struct course_school){.heard_of = COHORTS_LOOKED_AFTER, .care_count = 1};
	facts_school(&out->school);
	out->child = facts_child();
	out->school.roster_day = FACTS_MONDAY + 60;
	out->school.expectations = out->arranged;
	out->school.calendar.closures = out->closures;
	out->care[0] = (struct care){.pupil = FACTS_PUPIL,
				     .authority = "835",
				     .child_ref = "CH-A",
				     .from_day = calendar_day(2020, 9, 1),
				     .to_day = DAY_OPEN};
}

/* An item's words; those that are not there are "". */
struct words {
	char text[128];
	const char *word[WORDS_MAX];
	size_t count;
};

static void split(const char *item, size_t length, struct words *out)
{
	*out = (struct words){0};
	if (length >= sizeof(out->text))
		bad(item);
	memcpy(out->text, item, length);
	char *rest = NULL;
	for (char *word = strtok_r(out->text, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		if (out->count == WORDS_MAX)
			bad(item);
		out->word[out->count++] = word;
	}
	for (size_t i = out->count; i < WORDS_MAX; i++)
		out->word[i] = "";
}

static int number(const char *word)
{
	char *end = NULL;
	long value = strtol(word, &end, 10);
	if (end == word || *end)
		bad(word);
	return (int)value;
}

static int32_t day_of(const char *word, int32_t for_ever)
{
	return strcmp(word, "*") == 0 ? for_ever : FACTS_MONDAY + number(word);
}

static void set_parts(const char *word, bool parts[PART_COUNT])
{
	bool both = strcmp(word, "both") == 0;
	parts[PART_AM] = both || strcmp(word, "AM") == 0;
	parts[PART_PM] = both || strcmp(word, "PM") == 0;
	if (!parts[PART_AM] && !parts[PART_PM])
		bad(word);
}

static void set_code(const char *word, struct code *out)
{
	if (!code_from_text(word, out))
		bad(word);
}

static void add_arranged(struct course_school *school, const struct expectation *row)
{
	if (school->school.expectation_count == COURSE_ROWS_MAX)
		bad("too many arrangements");
	school->arranged[school->school.expectation_count++] = *row;
}

static void arrange(struct course_school *school, const struct words *words)
{
	static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri"};
	bool parts[PART_COUNT], known = false;
	set_parts(words->word[2], parts);
	struct expectation row = {.pupil = FACTS_PUPIL, .to_day = DAY_OPEN};
	set_code(words->word[3], &row.code);
	if (words->count > 4) {
		row.from_day = day_of(words->word[4], 0);
		row.to_day = day_of(words->word[5], DAY_OPEN);
	}
	for (int8_t weekday = 0; weekday < 5; weekday++) {
		if (strcmp(words->word[1], "all") && strcmp(words->word[1], weekdays[weekday]))
			continue;
		known = true;
		row.weekday = weekday;
		for (row.part = PART_AM; row.part < PART_COUNT; row.part++)
			if (parts[row.part])
				add_arranged(school, &row);
	}
	if (!known)
		bad(words->word[1]);
}

static void shut(struct course_school *school, const struct words *words)
{
	int first = 0, last = 0;
	if (sscanf(words->word[1], "%d..%d", &first, &last) != 2)
		first = last = number(words->word[1]);
	struct closure closure = {.years = words->count > 4 ? 0 : CALENDAR_ALL_YEARS};
	set_parts(words->word[2], closure.parts);
	set_code(words->word[3], &closure.code);
	for (size_t i = 4; i < words->count; i++)
		closure.years |= 1u << number(words->word[i]);
	for (int day = first; day <= last; day++) {
		if (school->school.calendar.closure_count == COURSE_ROWS_MAX)
			bad("too many closures");
		closure.day = FACTS_MONDAY + day;
		facts_close(&school->school.calendar, school->closures, closure);
	}
}

static void add_care(struct course_school *school, const struct words *words)
{
	if (strcmp(words->word[1], "none") == 0) {
		school->care_count = 0;
		return;
	}
	if (school->care_count == COURSE_ROWS_MAX)
		bad("too many care facts");
	struct care *care = &school->care[school->care_count++];
	*care = (struct care){.pupil = FACTS_PUPIL,
			      .from_day = day_of(words->word[3], 0),
			      .to_day = day_of(words->word[4], DAY_OPEN)};
	if (!text_copy(care->authority, sizeof(care->authority), words->word[1]) ||
	    !text_copy(care->child_ref, sizeof(care->child_ref), words->word[2]) ||
	    (words->count > 5 && !cohort_parse(words->word[5], &care->cohort)))
		bad(words->word[0]);
	care_sort(school->care, school->care_count);
}

static void set_kiosks(struct course_school *school, const struct words *words)
{
	static const char *const names[] = {"door", "gate", "hall"};
	school->watched = true;
	school->school.site.count = (size_t)number(words->word[1]);
	if (school->school.site.count < 1 || school->school.site.count > COUNT_OF(names))
		bad(words->word[1]);
	for (size_t i = 0; i < school->school.site.count; i++)
		text_copy(school->school.site.kiosks[i], KIOSK_ID_SIZE, names[i]);
}

static void set_rolled(struct course_school *school, const struct words *words)
{
	school->child.on_roll_from = day_of(words->word[1], 0);
	school->child.on_roll_to = day_of(words->word[2], DAY_OPEN);
}

static void set_year(struct course_school *school, const struct words *words)
{
	school->child.year_group = (int8_t)number(words->word[1]);
}

static void set_form(struct course_school *school, const struct words *words)
{
	school->child.form = rules_form(words->word[1]);
	text_copy(school->form, sizeof(school->form), words->word[1]);
	if (words->count > 2)
		school->form_count =
			(struct form_count){.unseen = (size_t)number(words->word[2]),
					    .expected = (size_t)number(words->word[4])};
	school->whole_count = (struct form_count){.unseen = 15, .expected = 300};
	if (words->count > 5)
		school->whole_count =
			(struct form_count){.unseen = (size_t)number(words->word[5]),
					    .expected = (size_t)number(words->word[7])};
}

static void set_enrolled(struct course_school *school, const struct words *words)
{
	(void)words;
	school->child = facts_child();
}

/* As closing.c has it: no pupil, from and to the authority's. */
static void set_no_roll(struct course_school *school, const struct words *words)
{
	(void)words;
	school->child = (struct child){.on_no_roll = true,
				       .on_roll_from = school->care[0].from_day,
				       .on_roll_to = school->care[0].to_day};
}

static void set_roster(struct course_school *school, const struct words *words)
{
	school->school.roster_day = day_of(words->word[1], 0);
}

static void set_tapped(struct course_school *school, const struct words *words)
{
	(void)words;
	school->school.afternoon = AFTERNOON_TAP;
}

static void set_wales(struct course_school *school, const struct words *words)
{
	(void)words;
	school->school.nation = NATION_WALES;
}

static void set_arrivals(struct course_school *school, const struct words *words)
{
	school->counted = true;
	school->arrivals = (size_t)number(words->word[1]);
	school->usual = (size_t)number(words->word[3]);
}

static void set_heard_of(struct course_school *school, const struct words *words)
{
	enum cohort cohort;
	if (!cohort_parse(words->word[1], &cohort))
		bad(words->word[1]);
	school->heard_of |= 1u << cohort;
}

static void set_explained(struct course_school *school, const struct words *words)
{
	(void)words;
	school->explained_too = true;
}

static void set_away(struct course_school *school, const struct words *words)
{
	(void)words;
	school->away = true;
}

static void set_off(struct course_school *school, const struct words *words)
{
	if (school->off_count == COURSE_ROWS_MAX)
		bad("too many days off");
	school->off_days[school->off_count++] = number(words->word[1]);
}

static const struct {
	const char *word;
	void (*apply)(struct course_school *school, const struct words *words);
} items[] = {
	{"arranged", arrange},      {"closure", shut},        {"care", add_care},
	{"kiosks", set_kiosks},     {"rolled", set_rolled},   {"year", set_year},
	{"form", set_form},         {"no-roll", set_no_roll}, {"enrolled", set_enrolled},
	{"roster", set_roster},     {"tapped", set_tapped},   {"wales", set_wales},
	{"arrivals", set_arrivals}, {"hears", set_heard_of},  {"explained", set_explained},
	{"away", set_away},         {"off", set_off},
};

static void apply(struct course_school *school, const char *item, size_t length)
{
	struct words words;
	split(item, length, &words);
	for (size_t i = 0; words.count > 0 && i < COUNT_OF(items); i++) {
		if (strcmp(words.word[0], items[i].word) == 0) {
			items[i].apply(school, &words);
			return;
		}
	}
	bad(item);
}

void course_school_change(struct course_school *school, const char *words)
{
	while (words && *words) {
		size_t length = strcspn(words, ";");
		apply(school, words, length);
		words += length + (words[length] == ';');
	}
}

bool course_school_off(const struct course_school *school, int32_t day)
{
	for (size_t i = 0; i < school->off_count; i++)
		if (FACTS_MONDAY + school->off_days[i] == day)
			return true;
	return false;
}
