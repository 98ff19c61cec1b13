#include "staff.h"

#include <stdlib.h>

#include "forms.h"

static enum err put_words(struct event_words *words, const struct app_by *by)
{
	bool whole = text_copy(words->reason, sizeof(words->reason), by->reason) &&
		     text_copy(words->by_name, sizeof(words->by_name), by->name) &&
		     text_copy(words->by_role, sizeof(words->by_role), by->role);
	return whole ? OK : ERR_BAD_INPUT;
}

/* The code, if it is one of the nation's in force, and who gives it why. */
static enum err put_code(const struct day *day, struct event *event, const char *code,
			 const struct app_by *by)
{
	if (!code_from_text(code, &event->code) ||
	    !codes_find(codes_for(day->config.nation, day->now.day), event->code))
		return ERR_BAD_INPUT;
	return put_words(&event->words, by);
}

static enum err record(struct day *day, struct event *event, const char *code,
		       const struct app_by *by)
{
	enum err err = put_code(day, event, code, by);
	return err ? err : day_record(day, event);
}

enum err staff_mark(struct day *day, const char *pupil_id, const char *code,
		    const struct app_by *by)
{
	const struct pupil *pupil = roster_pupil_by_id(&day->roster, pupil_id);
	if (!pupil)
		return ERR_NOT_FOUND;
	struct event event = {.kind = EVENT_MARKED, .source = SOURCE_STAFF, .pupil = pupil->key};
	return record(day, &event, code, by);
}

enum err staff_mark_session(struct day *day, uint32_t pupil, struct session session,
			    const char *code, const struct app_by *by)
{
	struct event event = {
		.kind = EVENT_MARKED, .source = SOURCE_STAFF, .pupil = pupil, .session = session};
	return record(day, &event, code, by);
}

enum err staff_mark_all(struct day *day, const uint32_t *pupils, size_t count,
			struct session session, const char *code, const struct app_by *by)
{
	struct event mark = {.kind = EVENT_MARKED, .source = SOURCE_STAFF, .session = session};
	enum err err = put_code(day, &mark, code, by);
	struct event *events = err ? NULL : calloc(count ? count : 1, sizeof(*events));
	if (!err && !events)
		err = ERR_NO_MEMORY;
	for (size_t i = 0; !err && i < count; i++) {
		events[i] = mark;
		events[i].pupil = pupils[i];
	}
	if (!err)
		err = day_record_all(day, events, count);
	free(events);
	return err;
}

/* -- arrivals taken back --------------------------------------------------------------------------- */

/* An arrival of this part of today that stands; NULL: there is none (more). */
static const struct roll_fact *find_arrival(const struct day *day, uint32_t pupil, enum part part)
{
	struct roll_slice slice = roll_find(&day->roll, pupil, day->roll_day);
	for (size_t i = 0; i < slice.count; i++) {
		const struct roll_fact *fact = &slice.facts[i];
		if (fact->kind == EVENT_ARRIVED && fact->session.part == part &&
		    !roll_undone(&day->roll, fact))
			return fact;
	}
	return NULL;
}

enum err staff_undo_arrival(struct day *day, uint32_t pupil, const struct app_by *by)
{
	enum part part = calendar_part_at(&day->school.calendar, day->now.minute);
	bool carried = day->school.afternoon == AFTERNOON_CARRIED;
	const struct roll_fact *arrival = find_arrival(day, pupil, part);
	if (!arrival && carried && part == PART_PM)
		arrival = find_arrival(day, pupil, part = PART_AM);
	if (!arrival)
		return ERR_NOT_FOUND;
	enum err err = OK;
	for (; arrival && !err; arrival = find_arrival(day, pupil, part)) {
		struct event event = {.kind = EVENT_UNDONE,
				      .source = SOURCE_STAFF,
				      .pupil = pupil,
				      .session = arrival->session,
				      .target = arrival->key};
		err = put_words(&event.words, by);
		if (!err)
			err = day_record(day, &event);
	}
	return err;
}

/* -- cards ----------------------------------------------------------------------------------------- */

struct new_card {
	const struct card *card;
	uint32_t pupil;
};

static enum err write_given(struct store *store, void *context)
{
	const struct new_card *given = context;
	return store_give_card(store, given->card, given->pupil);
}

static enum err write_blocked(struct store *store, void *context)
{
	const struct new_card *blocked = context;
	return store_block_cards(store, blocked->pupil);
}

static enum err change_cards(struct day *day, enum event_kind kind, day_write *write,
			     struct new_card *change, const struct app_by *by)
{
	struct event event = {.kind = kind, .source = SOURCE_STAFF, .pupil = change->pupil};
	enum err err = put_words(&event.words, by);
	if (!err)
		err = day_record_with(day, &event, write, change);
	return err ? err : day_load_roster(day);
}

enum err staff_give_card(struct day *day, uint32_t pupil, const struct card *card,
			 const struct app_by *by)
{
	char number[CARD_TEXT_SIZE];
	card_format(card, number);
	struct app_by with_number = {.reason = number, .name = by->name, .role = by->role};
	struct new_card given = {card, pupil};
	return change_cards(day, EVENT_CARD_GIVEN, write_given, &given, &with_number);
}

enum err staff_block_cards(struct day *day, uint32_t pupil, const struct app_by *by)
{
	struct new_card blocked = {NULL, pupil};
	return change_cards(day, EVENT_CARDS_BLOCKED, write_blocked, &blocked, by);
}

enum err staff_note(struct day *day, enum event_kind kind, const struct app_by *by)
{
	struct event event = {.kind = kind, .source = SOURCE_STAFF};
	enum err err = put_words(&event.words, by);
	return err ? err : day_record(day, &event);
}

enum err staff_say_door(struct day *day, size_t kiosk, bool in_use, const struct app_by *by)
{
	struct event event = {.kind = in_use ? EVENT_DOOR_IN_USE : EVENT_DOOR_NOT_IN_USE,
			      .source = SOURCE_STAFF};
	if (kiosk >= day->config.site.count)
		return ERR_NOT_FOUND;
	if (!in_use && day->now.trust == TRUST_UNTRUSTED)
		return ERR_REFUSED;
	struct app_by of_door = {
		.reason = day->config.site.kiosks[kiosk], .name = by->name, .role = by->role};
	enum err err = put_words(&event.words, &of_door);
	return err ? err : day_record(day, &event);
}

enum err staff_close_today(struct day *day, const char *code, const struct app_by *by)
{
	bool morning = forms_taken(day, (struct session){day->now.day, PART_AM});
	bool afternoon = forms_taken(day, (struct session){day->now.day, PART_PM});
	if (morning && afternoon)
		return ERR_EXISTS;
	struct event event = {
		.kind = EVENT_CLOSURE,
		.source = SOURCE_STAFF,
		.session = {day->now.day, morning ? PART_PM : PART_AM},
		.number = !morning && !afternoon,
	};
	return record(day, &event, code, by);
}
