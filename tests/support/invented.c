/* The days of an invented school: who came, who was marked, what the head announced, when registers were closed. */
#include "tests/support/invented.h"

#include <string.h>

#include "tests/support/facts.h"

struct roll_fact *invented_fact(struct invented *school, enum event_kind kind, int32_t day,
				int second_of_day, uint64_t *seed)
{
	static struct roll_fact overflow;
	bool room = school->count < INVENTED_FACTS;
	struct roll_fact *fact = room ? &school->facts[school->count++] : &overflow;
	memset(fact, 0, sizeof(*fact));
	text_copy(fact->key.kiosk, KIOSK_ID_SIZE, invented_once_in(4, seed) ? "gate" : "door");
	fact->key.stream = 1 + facts_random(seed, 2);
	/* Numbers that no other has, and that say nothing of the order. */
	fact->key.sequence = 1 + (school->count * 2654435761u & 0xffffff);
	fact->kind = kind;
	int64_t utc_ms = calendar_utc_ms(day, second_of_day / 60) + second_of_day % 60 * 1000;
	enum trust trust = (enum trust)(invented_once_in(10, seed) ? 1 + facts_random(seed, 2) : 0);
	fact->at = calendar_moment(utc_ms, utc_ms, 1, trust);
	fact->session = (struct session){day, PART_AM};
	return fact;
}

/* A time at which something turns: a bell's minute, the one before, the one after. */
static int draw_second(const struct calendar *calendar, int part, uint64_t *seed)
{
	const struct bell *bell = &calendar->bells[part];
	const int minutes[] = {bell->opens_min,
			       bell->starts_min,
			       bell->closes_min,
			       bell->starts_min,
			       bell->closes_min,
			       bell->opens_min - 40,
			       calendar->bells[PART_PM].opens_min,
			       bell->opens_min + (int)facts_random(seed, 120),
			       bell->opens_min + (int)facts_random(seed, 60)};
	int minute = minutes[facts_random(seed, COUNT_OF(minutes))];
	minute += (int)facts_random(seed, 3) - 1;
	/* Some of them at the same second, so that only the key tells them apart. */
	return minute * 60 + (invented_once_in(2, seed) ? 0 : (int)facts_random(seed, 60));
}

static void move(struct invented *school, enum event_kind kind, uint32_t pupil, int32_t day,
		 int part, uint64_t *seed)
{
	static const enum event_source sources[] = {SOURCE_CARD, SOURCE_CARD, SOURCE_TOUCH,
						    SOURCE_STAFF};
	const struct calendar *calendar = &school->school.calendar;
	struct roll_fact *fact =
		invented_fact(school, kind, day, draw_second(calendar, part, seed), seed);
	fact->pupil = pupil;
	fact->source = sources[facts_random(seed, COUNT_OF(sources))];
	fact->session.part = calendar_part_at(calendar, fact->at.minute);
}

static struct code draw_code(uint64_t *seed)
{
	static const char *const codes[] = {
		"N", "N",  "N",  "N",  "/", "/", "\\", "L", "U", "I",  "I",  "M", "O", "G",
		"B", "C2", "D",  "E",  "X", "S", "V",  "K", "W", "Q",  "Y1", "Z", "#", "-",
		"!", "Y4", "Y7", "C1", "J", "H", "R",  "T", "F", "J1", "P",  "Y", "C", "@"};
	struct code code = {0};
	text_copy(code.text, sizeof(code.text), codes[facts_random(seed, COUNT_OF(codes))]);
	return code;
}

static void mark(struct invented *school, uint32_t pupil, int32_t day, uint64_t *seed)
{
	enum part part = (enum part)facts_random(seed, PART_COUNT);
	/* Mostly that day, some of them the day before or after. */
	int32_t given = day + (invented_once_in(8, seed) ? (int32_t)facts_random(seed, 3) - 1 : 0);
	struct roll_fact *fact = invented_fact(
		school, EVENT_MARKED, given,
		draw_second(&school->school.calendar, (int)facts_random(seed, 2), seed), seed);
	fact->pupil = pupil;
	fact->session = (struct session){day, part};
	fact->code = draw_code(seed);
	fact->source = invented_once_in(3, seed) ? SOURCE_MIS : SOURCE_STAFF;
	text_copy(fact->by_role, ROLE_SIZE, "office");
}

/* Somebody takes back the last fact. */
static void undo(struct invented *school, uint64_t *seed)
{
	if (school->count == 0)
		return;
	const struct roll_fact target = school->facts[school->count - 1];
	int32_t day = target.at.day + (invented_once_in(3, seed) ? 1 : 0);
	struct roll_fact *fact = invented_fact(school, EVENT_UNDONE, day,
					       600 * 60 + (int)facts_random(seed, 3600 * 6), seed);
	fact->pupil = target.pupil;
	fact->session = target.session;
	fact->target = target.key;
	fact->source = SOURCE_STAFF;
}

/* Says why they came late, or seem to have: reasons change nothing. Draws aside, so that the rest of the school is the same. */
static void say_why(struct invented *school, uint32_t pupil, int32_t day, int part, uint64_t seed)
{
	move(school, EVENT_LATE_REASON, pupil, day, part, &seed);
}

static void half_day(struct invented *school, uint32_t pupil, int32_t day, int part, bool comes,
		     uint64_t *seed)
{
	if (comes) {
		move(school, EVENT_ARRIVED, pupil, day, part, seed);
		if (invented_once_in(12, seed))
			undo(school, seed);
		if (invented_once_in(9, seed))
			move(school, EVENT_ARRIVED, pupil, day, part, seed);
	}
	if (invented_once_in(comes ? 4 : 25, seed)) {
		move(school, EVENT_LEFT, pupil, day, part, seed);
		if (invented_once_in(10, seed))
			undo(school, seed);
	}
	if (invented_once_in(comes ? 5 : 30, seed)) {
		move(school, EVENT_RETURNED, pupil, day, part, seed);
		if (invented_once_in(8, seed))
			undo(school, seed);
	}
	if (comes && invented_once_in(12, seed))
		move(school, EVENT_LEFT, pupil, day, part, seed);
	if ((day + (int32_t)pupil) % 5 == 0)
		say_why(school, pupil, day, part, *seed);
}

/* Children come or stay away for days on end. */
static void draw_child_days(struct invented *school, uint32_t pupil, uint64_t *seed)
{
	bool away = invented_once_in(2, seed);
	uint32_t turns = 2 + facts_random(seed, 9);
	for (int32_t day = school->first_day - 1; day <= school->first_day + INVENTED_DAYS; day++) {
		if ((day - school->first_day) % 7 >= 5 && !invented_once_in(10, seed))
			continue;
		if (invented_once_in(turns, seed))
			away = !away;
		half_day(school, pupil, day, PART_AM, !away && !invented_once_in(10, seed), seed);
		half_day(school, pupil, day, PART_PM, !away && invented_once_in(3, seed), seed);
		for (uint32_t marks = facts_random(seed, 10); marks > 7; marks--) {
			mark(school, pupil, day, seed);
			if (invented_once_in(6, seed))
				undo(school, seed);
		}
	}
}

static void announce(struct invented *school, int32_t day, uint64_t *seed)
{
	static const char *const codes[] = {"Y4", "Y4", "Y4", "Y3", "#", "V",
					    "W",  "!",  "S",  "E",  "N"};
	int32_t given = day - (invented_once_in(5, seed) ? 1 : 0);
	struct roll_fact *fact = invented_fact(school, EVENT_CLOSURE, given,
					       (int)facts_random(seed, 8 * 3600) + 7 * 3600, seed);
	fact->session = (struct session){day, (enum part)facts_random(seed, PART_COUNT)};
	fact->number = facts_random(seed, 2);
	fact->source = SOURCE_STAFF;
	text_copy(fact->code.text, sizeof(fact->code.text),
		  codes[facts_random(seed, COUNT_OF(codes))]);
	text_copy(fact->by_role, ROLE_SIZE, "head");
	if (invented_once_in(3, seed))
		undo(school, seed);
}

static void close_register(struct invented *school, struct session session, uint64_t *seed)
{
	const struct bell *bell = &school->school.calendar.bells[session.part];
	uint32_t way = facts_random(seed, 14);
	int32_t day = session.day;
	int minute = bell->closes_min + (int)facts_random(seed, 15);
	if (way == 0)
		return;
	if (way == 1 || way == 2)
		minute = bell->closes_min - (int)facts_random(seed, 30);
	if (way == 3)
		minute = bell->opens_min - (int)facts_random(seed, 20);
	if (way == 4)
		day += 1 + (int32_t)facts_random(seed, 3);
	if (way == 5)
		minute -= (int)facts_random(seed, 30);
	struct roll_fact *fact = invented_fact(school, EVENT_SESSION_CLOSED, day,
					       minute * 60 + (int)facts_random(seed, 60), seed);
	fact->session = session;
	fact->source = minute < bell->closes_min ? SOURCE_STAFF : SOURCE_KIOSK;
	if (way == 5)
		close_register(school, session, seed);
}

static void miss_form(struct invented *school, struct session session, uint64_t *seed)
{
	static const int64_t forms[] = {11, 12, 99, FORM_WHOLE_SCHOOL};
	struct roll_fact *fact = invented_fact(
		school, EVENT_FORM_MISSING, session.day,
		(school->school.calendar.bells[session.part].closes_min + 1) * 60, seed);
	fact->session = session;
	fact->number = forms[facts_random(seed, COUNT_OF(forms))];
	if (invented_once_in(4, seed))
		undo(school, seed);
}

static void draw_school_days(struct invented *school, uint64_t *seed)
{
	/* Some weeks the kiosk was off. */
	int32_t off = school->first_day + (int32_t)facts_random(seed, 3 * INVENTED_DAYS);
	for (int32_t day = school->first_day - 1; day < school->first_day + INVENTED_DAYS; day++) {
		for (int part = 0; part < PART_COUNT; part++) {
			struct session session = {day, (enum part)part};
			if ((day - school->first_day) % 7 < 5 && (day < off || day > off + 4))
				close_register(school, session, seed);
			if (invented_once_in(25, seed))
				miss_form(school, session, seed);
		}
		if (invented_once_in(20, seed))
			announce(school, day, seed);
		if (invented_once_in(80, seed)) {
			announce(school, day, seed);
			announce(school, day, seed);
		}
	}
}

void invented_school(struct invented *school, uint64_t *seed)
{
	invented_lists(school, seed);
	draw_school_days(school, seed);
	for (size_t i = 0; i < INVENTED_CHILDREN; i++) {
		if (!school->children[i].on_no_roll)
			draw_child_days(school, school->children[i].pupil, seed);
	}
	/* Somebody else, with a key between theirs. */
	for (int32_t day = school->first_day; day < school->first_day + INVENTED_DAYS; day += 3)
		half_day(school, 6, day, PART_AM, true, seed);
}

struct event invented_event(const struct roll_fact *fact)
{
	struct event event = {.key = fact->key,
			      .kind = fact->kind,
			      .source = fact->source,
			      .at = fact->at,
			      .pupil = fact->pupil,
			      .session = fact->session,
			      .code = fact->code,
			      .target = fact->target,
			      .number = fact->number};
	if (fact->kind == EVENT_LATE_REASON)
		text_copy(event.words.reason, sizeof(event.words.reason), "felt ill");
	if (fact->kind == EVENT_DOOR_NOT_IN_USE || fact->kind == EVENT_DOOR_IN_USE)
		text_copy(event.words.reason, sizeof(event.words.reason), fact->door);
	else
		text_copy(event.words.by_role, ROLE_SIZE, fact->by_role);
	return event;
}
