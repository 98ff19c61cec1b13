#include "tests/support/office_weeks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/rules.h"
#include "tests/support/office_log.h"

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "office_weeks: %s\n", #condition);                         \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

static struct event event_at(enum event_kind kind, enum event_source source, int32_t day,
			     int minute)
{
	return (struct event){
		.kind = kind,
		.source = source,
		.at = calendar_moment(calendar_utc_ms(day, minute), 0, 1, TRUST_SYNCED),
		.session = {day, minute < 12 * 60 + 40 ? PART_AM : PART_PM},
	};
}

static void append(struct store *store, struct event event)
{
	MUST(store_append_event(store, &event) == OK);
}

static void arrive(struct store *store, uint32_t pupil, int32_t day, int minute)
{
	struct event event = event_at(EVENT_ARRIVED, SOURCE_TOUCH, day, minute);
	event.pupil = pupil;
	append(store, event);
}

static void mark(struct store *store, uint32_t pupil, struct session session, const char *code)
{
	struct event event = event_at(EVENT_MARKED, SOURCE_MIS, session.day, 9 * 60);
	event.pupil = pupil;
	event.session = session;
	MUST(code_from_text(code, &event.code));
	MUST(text_copy(event.words.by_name, sizeof(event.words.by_name), "R. Okafor"));
	append(store, event);
}

static void beats(struct store *store, int32_t day, int from, int to, bool well)
{
	for (int minute = from; minute <= to; minute++) {
		struct event event = event_at(EVENT_HEARTBEAT, SOURCE_KIOSK, day, minute);
		event.number = well;
		append(store, event);
	}
}

static void close_registers(struct store *store, int32_t day, int32_t on_day, int64_t seen)
{
	static const int closes[PART_COUNT] = {9 * 60 + 20, 13 * 60 + 25};
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		struct event event =
			event_at(EVENT_SESSION_CLOSED, SOURCE_KIOSK, on_day, closes[part]);
		event.session = (struct session){day, part};
		event.number = seen;
		append(store, event);
	}
}

/* The kiosk's note on a whole school of which hardly anybody was seen. */
static void note_school(struct store *store, int32_t day)
{
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		struct event event = event_at(EVENT_FORM_MISSING, SOURCE_KIOSK, day,
					      part == PART_AM ? 9 * 60 + 20 : 13 * 60 + 25);
		event.number = FORM_WHOLE_SCHOOL;
		append(store, event);
	}
}

static void school_day(struct store *store, int32_t day, char how, int64_t seen)
{
	if (how == 'o') {
		close_registers(store, day, day + 1, 0);
		return;
	}
	if (how == 'c') {
		struct event event = event_at(EVENT_CLOSURE, SOURCE_STAFF, day, 8 * 60);
		event.number = 1;
		event.code = (struct code){"Y4"};
		MUST(text_copy(event.words.by_name, sizeof(event.words.by_name), "A. Head"));
		append(store, event);
		return;
	}
	beats(store, day, 8 * 60 + 29, 9 * 60 + 21, how != 'r');
	beats(store, day, 12 * 60 + 39, 13 * 60 + 26, true);
	close_registers(store, day, how == 'k' ? day + 1 : day, seen);
	if (how == 'd')
		note_school(store, day);
}

static int64_t pupil_day(struct store *store, uint32_t pupil, int32_t day, char how)
{
	switch (how) {
	case 'i':
		mark(store, pupil, (struct session){day, PART_AM}, "I");
		mark(store, pupil, (struct session){day, PART_PM}, "I");
		return 0;
	case 'm':
		mark(store, pupil, (struct session){day, PART_AM}, "M");
		mark(store, pupil, (struct session){day, PART_PM}, "M");
		return 0;
	case 'h':
		mark(store, pupil, (struct session){day, PART_AM}, "I");
		arrive(store, pupil, day, 12 * 60 + 45);
		return 0;
	case 'n': return 0;
	default: arrive(store, pupil, day, how == 'l' ? 9 * 60 : 8 * 60 + 40); return 1;
	}
}

void office_live(struct office *office, const struct office_weeks *weeks, int days)
{
	office_reset(office);
	struct roster roster;
	struct store *store = office_log_open(office);
	MUST(store_load_roster(store, &roster) == OK);
	for (int number = 0; number < days; number++) {
		int32_t day = OFFICE_MONDAY + number / 5 * 7 + number % 5;
		size_t at = (size_t)(number / 5 * 6 + number % 5);
		char how = weeks->school[at];
		int64_t seen = 0;
		for (size_t i = 0; i < OFFICE_PUPILS && how != 'o' && how != 'c'; i++)
			seen += pupil_day(store, roster.pupils[i].key, day, weeks->pupils[i][at]);
		school_day(store, day, how, seen);
	}
	office_log_close(store);
	roster_release(&roster);
	int32_t today = OFFICE_MONDAY + days / 5 * 7 + days % 5;
	office->ctl.now = calendar_moment(calendar_utc_ms(today, 7 * 60), 0, 0, TRUST_HOLDOVER);
}
