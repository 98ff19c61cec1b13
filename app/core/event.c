#include "core/event.h"

#include <string.h>

#define LIST_TEXT(name, text) [name] = text,

static const char *const kind_texts[EVENT_KIND_COUNT] = {EVENT_KIND_LIST(LIST_TEXT)};
static const char *const source_texts[SOURCE_COUNT] = {EVENT_SOURCE_LIST(LIST_TEXT)};

const char *event_kind_text(enum event_kind kind)
{
	ENSURE((unsigned)kind < EVENT_KIND_COUNT);
	return kind_texts[kind];
}

bool event_is_movement(enum event_kind kind)
{
	return kind == EVENT_ARRIVED || kind == EVENT_LEFT || kind == EVENT_RETURNED;
}

bool event_kind_parse(const char *text, enum event_kind *out)
{
	for (int i = 0; i < EVENT_KIND_COUNT; i++) {
		if (strcmp(text, kind_texts[i]) == 0) {
			*out = (enum event_kind)i;
			return true;
		}
	}
	return false;
}

const char *event_source_text(enum event_source source)
{
	ENSURE((unsigned)source < SOURCE_COUNT);
	return source_texts[source];
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int event_key_compare(const struct event_key *a, const struct event_key *b)
{
	int order = strcmp(a->kiosk, b->kiosk);
	if (order == 0)
		order = compare_numbers(a->stream, b->stream);
	if (order == 0)
		order = compare_numbers(a->sequence, b->sequence);
	return order;
}

static bool is_text(const char *text, size_t size)
{
	return memchr(text, '\0', size) != NULL;
}

static bool texts_valid(const struct event *event)
{
	return is_text(event->key.kiosk, sizeof(event->key.kiosk)) &&
	       is_text(event->target.kiosk, sizeof(event->target.kiosk)) &&
	       is_text(event->code.text, 3) &&
	       is_text(event->words.by_name, sizeof(event->words.by_name)) &&
	       is_text(event->words.by_role, sizeof(event->words.by_role)) &&
	       is_text(event->words.reason, sizeof(event->words.reason));
}

static bool moment_valid(const struct moment *at)
{
	if ((unsigned)at->trust > TRUST_UNTRUSTED || at->minute < 0 || at->minute > 1439)
		return false;
	int64_t utc_min = at->utc_ms / 60000 - (at->utc_ms % 60000 < 0);
	return utc_min + at->offset_min == (int64_t)at->day * 1440 + at->minute;
}

static bool is_by_person(enum event_source source)
{
	return source == SOURCE_STAFF || source == SOURCE_MIS;
}

static bool undo_valid(const struct event *event)
{
	return event->target.kiosk[0] != '\0' && event->target.sequence > 0 &&
	       event_key_compare(&event->target, &event->key) != 0;
}

static bool door_valid(const struct event *event)
{
	size_t length = strlen(event->words.reason);
	return event->pupil == 0 && is_by_person(event->source) && length > 0 &&
	       length < KIOSK_ID_SIZE && event->session.day == event->at.day;
}

static bool kind_valid(const struct event *event)
{
	bool is_flag = event->number == 0 || event->number == 1;
	switch (event->kind) {
	case EVENT_ARRIVED:
	case EVENT_LEFT:
	case EVENT_RETURNED:
		return event->pupil != 0 && event->source != SOURCE_KIOSK &&
		       event->session.day == event->at.day;
	case EVENT_UNDONE: return undo_valid(event);
	case EVENT_MARKED:
		return event->pupil != 0 && event->code.text[0] != '\0' &&
		       is_by_person(event->source);
	case EVENT_CLOSURE:
		return event->pupil == 0 && event->code.text[0] != '\0' && is_flag &&
		       is_by_person(event->source);
	case EVENT_CARD_GIVEN:
	case EVENT_CARDS_BLOCKED: return event->pupil != 0 && is_by_person(event->source);
	case EVENT_DOOR_NOT_IN_USE:
	case EVENT_DOOR_IN_USE: return door_valid(event);
	case EVENT_STAFF_IN:
	case EVENT_LIST_PRINTED: return event->pupil == 0 && is_by_person(event->source);
	case EVENT_ROSTER_CHANGED: return event->pupil == 0 && event->number > 0;
	case EVENT_FORM_MISSING: return event->pupil == 0 && event->number != 0;
	case EVENT_LATE_REASON:
		return event->pupil != 0 && event->source != SOURCE_KIOSK &&
		       event->words.reason[0] != '\0';
	case EVENT_CLOCK_STEPPED: return event->pupil == 0 && event->number != 0;
	case EVENT_HEARTBEAT: return event->pupil == 0 && is_flag;
	case EVENT_SESSION_CLOSED:
	case EVENT_KIOSK_UP:
	case EVENT_KIOSK_DOWN:
	case EVENT_READER_LOST:
	case EVENT_READER_BACK: return event->pupil == 0;
	case EVENT_KIND_COUNT: break;
	}
	return false;
}

bool event_valid(const struct event *event)
{
	if ((unsigned)event->source >= SOURCE_COUNT || (unsigned)event->session.part >= PART_COUNT)
		return false;
	if (!texts_valid(event) || !moment_valid(&event->at))
		return false;
	if (event->key.sequence > 0 && event->key.kiosk[0] == '\0')
		return false;
	return kind_valid(event);
}
