#include <inttypes.h>
#include <stdio.h>

#include "tests/support/invented.h"

static const char *part_word(enum part part)
{
	return part == PART_AM ? "AM" : "PM";
}

static void say_day(int32_t day)
{
	char text[DAY_TEXT_SIZE] = "open";
	if (day != DAY_OPEN)
		calendar_format_day(day, text);
	printf("%s", text);
}

void invented_say_lists(const struct invented *school, const struct child *child)
{
	const struct school *rules = &school->school;
	printf("# %s, afternoon %s, roster of ",
	       rules->nation == NATION_WALES ? "wales" : "england",
	       rules->afternoon == AFTERNOON_TAP ? "tap" : "carried");
	say_day(rules->roster_day);
	for (int part = 0; part < PART_COUNT; part++) {
		const struct bell *bell = &rules->calendar.bells[part];
		printf("; %s %s %02d:%02d %02d:%02d %02d:%02d", part_word((enum part)part),
		       bell->held ? "held" : "not held", bell->opens_min / 60, bell->opens_min % 60,
		       bell->starts_min / 60, bell->starts_min % 60, bell->closes_min / 60,
		       bell->closes_min % 60);
	}
	printf("\n# child #%u year %d form %d%s, on roll ", child->pupil, child->year_group,
	       (int)child->form, child->on_no_roll ? ", on no roll" : "");
	say_day(child->on_roll_from);
	printf(" to ");
	say_day(child->on_roll_to);
	printf("\n");
	for (size_t i = 0; i < rules->calendar.closure_count; i++) {
		const struct closure *closure = &rules->calendar.closures[i];
		printf("# calendar closure ");
		say_day(closure->day);
		printf("%s%s %s years %" PRIx32 "\n", closure->parts[PART_AM] ? " AM" : "",
		       closure->parts[PART_PM] ? " PM" : "", closure->code.text, closure->years);
	}
	for (size_t i = 0; i < rules->expectation_count; i++) {
		const struct expectation *row = &rules->expectations[i];
		printf("# arranged #%u weekday %d %s %s ", row->pupil, row->weekday,
		       part_word(row->part), row->code.text);
		say_day(row->from_day);
		printf(" to ");
		say_day(row->to_day);
		printf("\n");
	}
}

void invented_say_fact(const struct roll_fact *fact)
{
	static const char *const words[EVENT_KIND_COUNT] = {
		[EVENT_ARRIVED] = "tap",           [EVENT_LEFT] = "left",
		[EVENT_RETURNED] = "back",         [EVENT_MARKED] = "mark",
		[EVENT_CLOSURE] = "closure",       [EVENT_SESSION_CLOSED] = "closed",
		[EVENT_KIOSK_UP] = "up",           [EVENT_KIOSK_DOWN] = "down",
		[EVENT_READER_LOST] = "lost",      [EVENT_READER_BACK] = "found",
		[EVENT_CLOCK_STEPPED] = "step",    [EVENT_HEARTBEAT] = "beat",
		[EVENT_UNDONE] = "undo",           [EVENT_FORM_MISSING] = "form",
		[EVENT_ROSTER_CHANGED] = "roster", [EVENT_LATE_REASON] = "why"};
	say_day(fact->at.day);
	printf(" %02d:%02d:%02d @%s", fact->at.minute / 60, fact->at.minute % 60,
	       (int)(fact->at.utc_ms / 1000 % 60), fact->key.kiosk);
	if (fact->pupil != 0)
		printf(" #%u", fact->pupil);
	printf(" %s%s", words[fact->kind], fact->at.trust == TRUST_UNTRUSTED ? "?" : "");
	if (fact->kind == EVENT_MARKED || fact->kind == EVENT_CLOSURE ||
	    fact->kind == EVENT_SESSION_CLOSED || fact->kind == EVENT_FORM_MISSING) {
		printf(" ");
		say_day(fact->session.day);
		printf("/%s %s", part_word(fact->session.part), fact->code.text);
	}
	if (fact->number != 0)
		printf(" (%" PRId64 ")", fact->number);
	printf(" [%" PRIu64 ".%" PRIu64 "]", fact->key.stream, fact->key.sequence);
	if (fact->kind == EVENT_UNDONE)
		printf(" of [%" PRIu64 ".%" PRIu64 "]", fact->target.stream, fact->target.sequence);
}

void invented_say_facts(const struct invented *school, uint32_t pupil)
{
	for (size_t i = 0; i < school->count; i++) {
		const struct roll_fact *fact = &school->facts[i];
		if (fact->pupil != pupil && fact->pupil != 0)
			continue;
		printf("# ");
		invented_say_fact(fact);
		printf("\n");
	}
}
