#include "tests/support/invented.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/facts.h"

#define COUNT_USUAL 1000000

long invented_count(void)
{
	const char *text = getenv("COUNT");
	long count = text ? strtol(text, NULL, 10) : 0;
	return count > 0 ? count : COUNT_USUAL;
}

bool invented_once_in(uint32_t times, uint64_t *seed)
{
	return facts_random(seed, times) == 0;
}

static struct code one_of(const char *const *codes, size_t count, uint64_t *seed)
{
	struct code code = {0};
	text_copy(code.text, sizeof(code.text), codes[facts_random(seed, (uint32_t)count)]);
	return code;
}

static void draw_bells(struct calendar *calendar, uint64_t *seed)
{
	static const struct bell usual[PART_COUNT] = {{true, 510, 530, 560, 10},
						      {true, 760, 790, 805, 10}};
	memcpy(calendar->bells, usual, sizeof(usual));
	for (int part = 0; part < PART_COUNT; part++) {
		struct bell *bell = &calendar->bells[part];
		bell->starts_min = (int16_t)(bell->opens_min + 5 + facts_random(seed, 26));
		bell->closes_min = (int16_t)(bell->starts_min + 1 + facts_random(seed, 30));
	}
	calendar->bells[PART_AM].held = !invented_once_in(20, seed);
	calendar->bells[PART_PM].held = !invented_once_in(12, seed);
}

static void add_closure(struct invented *school, int32_t day, bool am, bool pm, struct code code,
			uint32_t years)
{
	struct calendar *calendar = &school->school.calendar;
	if (calendar->closure_count < INVENTED_CLOSURES)
		facts_close(calendar, school->closures,
			    (struct closure){day, {am, pm}, code, years});
}

static uint32_t draw_years(uint64_t *seed)
{
	switch (facts_random(seed, 4)) {
	case 0: return 1u << 7 | 1u << 9;
	case 1: return 1u << 0 | 1u << 31;
	case 2: return 1u << 11;
	default: return CALENDAR_ALL_YEARS;
	}
}

static void draw_closures(struct invented *school, uint64_t *seed)
{
	static const char *const codes[] = {"#", "#", "#", "#",  "Y3", "Y3", "Y4", "V", "S", "W",
					    "!", "Q", "E", "Y4", "I",  "D",  "N",  "/", "Y", "O"};
	for (uint32_t left = facts_random(seed, 7); left > 0; left--) {
		uint32_t parts = 1 + facts_random(seed, 3);
		add_closure(school, school->first_day + (int32_t)facts_random(seed, INVENTED_DAYS),
			    parts & 1, parts & 2, one_of(codes, COUNT_OF(codes), seed),
			    draw_years(seed));
	}
	if (!invented_once_in(2, seed))
		return;
	/* A holiday, some of them just long enough to be a break and some not. */
	int32_t day = school->first_day + 3 + (int32_t)facts_random(seed, 16);
	uint32_t years = invented_once_in(3, seed) ? 1u << 7 | 1u << 9 : CALENDAR_ALL_YEARS;
	for (uint32_t days = 1 + facts_random(seed, 9); days > 0; days--, day++)
		add_closure(school, day, true, days > 1 || !invented_once_in(5, seed),
			    (struct code){"#"}, years);
}

static void draw_child(struct invented *school, size_t index, uint64_t *seed)
{
	static const int8_t years[] = {7, 9, 11, 0, 31, -1, 9, 7};
	static const int64_t forms[] = {0, 11, 12};
	struct child *child = &school->children[index];
	*child = (struct child){.pupil = 5 + 2 * (uint32_t)index, .on_roll_to = DAY_OPEN};
	child->on_roll_from = school->first_day - 400;
	child->year_group = years[facts_random(seed, COUNT_OF(years))];
	child->form = forms[facts_random(seed, COUNT_OF(forms))];
	if (invented_once_in(4, seed))
		child->on_roll_from =
			school->first_day + (int32_t)facts_random(seed, INVENTED_DAYS);
	if (invented_once_in(5, seed))
		child->on_roll_to = school->first_day + (int32_t)facts_random(seed, INVENTED_DAYS);
	child->on_no_roll = invented_once_in(20, seed);
	if (child->on_no_roll)
		child->pupil = 0;
}

static void draw_arrangements(struct invented *school, uint32_t pupil, uint64_t *seed)
{
	static const char *const codes[] = {"C2", "C2", "C2", "D", "D", "D", "B", "B",  "K",
					    "W",  "X",  "S",  "V", "P", "/", "N", "!!", "I",
					    "E",  "U",  "#",  "L", "J", "O", "G", "\\"};
	int32_t middle = school->first_day + (int32_t)facts_random(seed, INVENTED_DAYS);
	uint32_t weekday = facts_random(seed, 5);
	for (uint32_t left = facts_random(seed, 6); left > 0; left--) {
		if (school->school.expectation_count == INVENTED_ARRANGEMENTS)
			return;
		struct expectation *row = &school->arrangements[school->school.expectation_count++];
		/* Often the same weekday, so that they overlap and follow one another. */
		if (invented_once_in(2, seed))
			weekday = facts_random(seed, 6);
		*row = (struct expectation){.pupil = pupil,
					    .weekday = (int8_t)weekday,
					    .part = (enum part)facts_random(seed, 2),
					    .code = one_of(codes, COUNT_OF(codes), seed),
					    .from_day = school->first_day - 100,
					    .to_day = DAY_OPEN};
		uint32_t shape = facts_random(seed, 5);
		if (shape == 1 || shape == 3)
			row->from_day = middle;
		if (shape == 2)
			row->to_day = middle - (int32_t)facts_random(seed, 2);
		if (shape == 3)
			row->to_day = middle + (int32_t)facts_random(seed, 10);
		if (shape == 4)
			row->to_day = school->first_day - 1 + (int32_t)facts_random(seed, 10);
	}
}

void invented_lists(struct invented *school, uint64_t *seed)
{
	memset(school, 0, sizeof(*school));
	/* Mondays of a school year and more: the changes of the clock are among them. */
	school->first_day = FACTS_MONDAY + 7 * (int32_t)facts_random(seed, 60);
	school->school.nation = invented_once_in(4, seed) ? NATION_WALES : NATION_ENGLAND;
	school->school.afternoon = invented_once_in(3, seed) ? AFTERNOON_TAP : AFTERNOON_CARRIED;
	school->school.site = (struct site){.kiosks = {"door"}, .count = 1};
	school->school.roster_day = school->first_day + 14 - (int32_t)facts_random(seed, 10);
	if (invented_once_in(3, seed))
		school->school.roster_day += INVENTED_DAYS;
	school->school.expectations = school->arrangements;
	school->school.calendar.closures = school->closures;
	draw_bells(&school->school.calendar, seed);
	draw_closures(school, seed);
	for (size_t i = 0; i < INVENTED_CHILDREN; i++) {
		draw_child(school, i, seed);
		/* Of somebody else's, too, in the order of pupils. */
		uint32_t pupil = 5 + 2 * (uint32_t)i;
		draw_arrangements(school, pupil, seed);
		if (invented_once_in(3, seed))
			draw_arrangements(school, pupil + 1, seed);
	}
}

const struct coverage *invented_coverage(struct coverage *out, uint64_t *seed)
{
	static const unsigned reasons[] = {BECAUSE_READER_FAULT, BECAUSE_KIOSK_DOWN,
					   BECAUSE_KIOSK_NOT_HEARD, BECAUSE_CLOCK_UNTRUSTED,
					   BECAUSE_IMPLAUSIBLE};
	uint32_t way = facts_random(seed, 4);
	if (way == 0)
		return NULL;
	*out = (struct coverage){.count = 1, .complete = true};
	if (way == 1)
		return out;
	out->because = reasons[facts_random(seed, COUNT_OF(reasons))];
	if (invented_once_in(3, seed))
		out->because |= reasons[facts_random(seed, COUNT_OF(reasons))];
	out->complete = false;
	out->kiosks[0].because = out->because;
	return out;
}
