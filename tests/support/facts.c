#include "tests/support/facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void bad_script(const char *item)
{
	fprintf(stderr, "facts: not understood: \"%s\"\n", item);
	exit(99);
}

void facts_clear(struct facts *facts)
{
	facts->count = 0;
	facts->roll = (struct roll){.facts = facts->memory, .capacity = FACTS_MAX};
	facts->pupil = FACTS_PUPIL;
}

/* "AM", "PM" or "both", and "-N" for the day N days before. Is it both? */
static bool take_session(const char *word, struct session *session, const char *item)
{
	char part[8] = "";
	int back = 0, fields = word ? sscanf(word, "%7[a-zA-Z]-%d", part, &back) : 0;
	if (fields < 1 ||
	    (strcmp(part, "AM") != 0 && strcmp(part, "PM") != 0 && strcmp(part, "both") != 0))
		bad_script(item);
	session->part = strcmp(part, "PM") == 0 ? PART_PM : PART_AM;
	session->day -= back;
	return strcmp(part, "both") == 0;
}

static void append(struct facts *facts, struct event *event)
{
	if (facts->count == FACTS_MAX)
		bad_script("too many events");
	event->key.stream = 1;
	event->key.sequence = facts->count + 1;
	facts->events[facts->count++] = *event;
	if (!event_valid(event) || roll_add(&facts->roll, event) != OK)
		bad_script("an event that is not valid");
}

static const struct {
	const char *word;
	enum event_kind kind;
	enum event_source source;
	int number;
} words[] = {
	{"tap", EVENT_ARRIVED, SOURCE_CARD, 0},
	{"left", EVENT_LEFT, SOURCE_TOUCH, 0},
	{"back", EVENT_RETURNED, SOURCE_TOUCH, 0},
	{"why", EVENT_LATE_REASON, SOURCE_TOUCH, 0},
	{"mark", EVENT_MARKED, SOURCE_STAFF, 0},
	{"closure", EVENT_CLOSURE, SOURCE_STAFF, 0},
	{"mis", EVENT_MARKED, SOURCE_MIS, 0},
	{"closed", EVENT_SESSION_CLOSED, SOURCE_KIOSK, 0},
	{"shut", EVENT_SESSION_CLOSED, SOURCE_STAFF, 0},
	{"missing", EVENT_FORM_MISSING, SOURCE_KIOSK, 0},
	{"undo", EVENT_UNDONE, SOURCE_STAFF, 0},
	{"up", EVENT_KIOSK_UP, SOURCE_KIOSK, 0},
	{"down", EVENT_KIOSK_DOWN, SOURCE_KIOSK, 0},
	{"lost", EVENT_READER_LOST, SOURCE_KIOSK, 0},
	{"found", EVENT_READER_BACK, SOURCE_KIOSK, 0},
	{"step", EVENT_CLOCK_STEPPED, SOURCE_KIOSK, 0},
	{"beat", EVENT_HEARTBEAT, SOURCE_KIOSK, 1},
	{"sick", EVENT_HEARTBEAT, SOURCE_KIOSK, 0},
	{"beats", EVENT_HEARTBEAT, SOURCE_KIOSK, 1},
	{"unused", EVENT_DOOR_NOT_IN_USE, SOURCE_STAFF, 0},
	{"used", EVENT_DOOR_IN_USE, SOURCE_STAFF, 0},
};

/* The next word of an item; NULL: none. */
static char *next_word(char **rest)
{
	return strtok_r(NULL, " ", rest);
}

static long number_of(const char *word, const char *item)
{
	char *end = NULL;
	long number = word ? strtol(word, &end, 10) : 0;
	if (!word || end == word || *end)
		bad_script(item);
	return number;
}

static size_t word_index(char *word, enum trust *trust, const char *item)
{
	char *doubt = word ? strchr(word, '?') : NULL;
	*trust = doubt ? TRUST_UNTRUSTED : TRUST_SYNCED;
	if (doubt)
		*doubt = '\0';
	for (size_t i = 0; word && i < COUNT_OF(words); i++) {
		if (strcmp(word, words[i].word) == 0)
			return i;
	}
	bad_script(item);
}

/* The rest of a word's item: marks, closures, undoing. */
static void take_arguments(struct facts *facts, struct event *event, char **rest, const char *item)
{
	if (event->kind == EVENT_LATE_REASON) {
		take_session(next_word(rest), &event->session, item);
		text_copy(event->words.reason, sizeof(event->words.reason), "overslept");
	} else if (event->kind == EVENT_MARKED || event->kind == EVENT_CLOSURE) {
		bool both = take_session(next_word(rest), &event->session, item);
		const char *code = next_word(rest), *role = next_word(rest);
		event->number = event->kind == EVENT_CLOSURE && both;
		if (!code || !code_from_text(code, &event->code))
			bad_script(item);
		text_copy(event->words.by_role, ROLE_SIZE, role ? role : "office");
	} else if (event->kind == EVENT_SESSION_CLOSED) {
		take_session(next_word(rest), &event->session, item);
	} else if (event->kind == EVENT_FORM_MISSING) {
		take_session(next_word(rest), &event->session, item);
		const char *form = next_word(rest);
		event->number = form ? rules_form(form) : FORM_WHOLE_SCHOOL;
	} else if (event->kind == EVENT_DOOR_NOT_IN_USE || event->kind == EVENT_DOOR_IN_USE) {
		const char *door = next_word(rest);
		if (!door)
			bad_script(item);
		text_copy(event->words.reason, KIOSK_ID_SIZE, door);
	} else if (event->kind == EVENT_CLOCK_STEPPED) {
		event->number = number_of(next_word(rest), item);
	} else if (event->kind == EVENT_UNDONE) {
		const struct event *target = &facts->events[facts->count - 1];
		event->target = target->key;
		event->pupil = target->pupil;
		event->session = target->session;
	}
}

static bool moves_or_marks(enum event_kind kind)
{
	return kind == EVENT_ARRIVED || kind == EVENT_LEFT || kind == EVENT_RETURNED ||
	       kind == EVENT_LATE_REASON || kind == EVENT_MARKED;
}

static void add_item(struct facts *facts, int32_t day, char *item)
{
	char whole[128];
	text_copy(whole, sizeof(whole), item);
	int back = 0, hour, minute, second = 0, used = 0;
	if (sscanf(item, " d-%d %n", &back, &used) == 1)
		item += used;
	if (sscanf(item, " %d:%d:%d%n", &hour, &minute, &second, &used) != 3 &&
	    sscanf(item, " %d:%d%n", &hour, &minute, &used) != 2)
		bad_script(whole);
	char *rest = item + used;
	char *word = next_word(&rest);
	struct event event = {.key.kiosk = "door", .session.day = day - back};
	if (word && word[0] == '@') {
		text_copy(event.key.kiosk, KIOSK_ID_SIZE, word + 1);
		word = next_word(&rest);
	}
	uint32_t pupil = facts->pupil;
	if (word && word[0] == '#') {
		pupil = (uint32_t)number_of(word + 1, whole);
		word = next_word(&rest);
	}
	enum trust trust;
	size_t index = word_index(word, &trust, whole);
	event.kind = words[index].kind;
	event.source = words[index].source;
	event.number = words[index].number;
	event.pupil = moves_or_marks(event.kind) ? pupil : 0;
	take_arguments(facts, &event, &rest, whole);
	int last_hour = hour, last_minute = minute;
	if (strcmp(words[index].word, "beats") == 0 &&
	    sscanf(rest, " %d:%d", &last_hour, &last_minute) != 2)
		bad_script(whole);
	for (int at = hour * 60 + minute; at <= last_hour * 60 + last_minute; at++) {
		int64_t utc_ms = calendar_utc_ms(day - back, at) + second * 1000;
		event.at = calendar_moment(utc_ms, utc_ms, 1, trust);
		append(facts, &event);
	}
}

void facts_add(struct facts *facts, int32_t day, const char *script)
{
	char item[128];
	while (script && *script) {
		size_t length = strcspn(script, ";");
		if (length >= sizeof(item))
			bad_script(script);
		memcpy(item, script, length);
		item[length] = '\0';
		add_item(facts, day, item);
		script += length + (script[length] == ';');
	}
}

void facts_school(struct school *school)
{
	*school = (struct school){
		.calendar.bells = {{true, 510, 530, 560, 10}, {true, 760, 790, 805, 10}},
		.nation = NATION_ENGLAND,
		.afternoon = AFTERNOON_CARRIED,
		.site = {.kiosks = {"door"}, .count = 1},
		.roster_day = FACTS_MONDAY - 1,
	};
}

void facts_close(struct calendar *calendar, struct closure *closures, struct closure closure)
{
	size_t at = calendar->closure_count++;
	for (; at > 0 && closures[at - 1].day > closure.day; at--)
		closures[at] = closures[at - 1];
	closures[at] = closure;
}

struct child facts_child(void)
{
	return (struct child){.pupil = FACTS_PUPIL,
			      .on_roll_from = calendar_day(2020, 9, 1),
			      .on_roll_to = DAY_OPEN,
			      .year_group = 9};
}

/* Knuth's MMIX line, the high bits of it. */
uint32_t facts_random(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*seed >> 33) % below);
}

uint64_t facts_seed(void)
{
	const char *text = getenv("SEED");
	uint64_t seed = text ? strtoull(text, NULL, 10) : 20260914;
	printf("# SEED=%" PRIu64 "\n", seed);
	return seed;
}
