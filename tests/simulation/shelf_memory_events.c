#include "tests/simulation/shelf_memory.h"

#include <stdlib.h>
#include <string.h>

#define NO_LOG UINT32_MAX

/* -- logs ---------------------------------------------------------------------------------------------- */

/* From the newest on: that is the one that is written to. */
static uint32_t find_log(const struct events *events, const struct event_key *key)
{
	for (size_t i = events->log_count; i > 0; i--) {
		const struct log *log = &events->logs[i - 1];
		if (log->stream == key->stream && strcmp(log->kiosk, key->kiosk) == 0)
			return (uint32_t)(i - 1);
	}
	return NO_LOG;
}

static struct log *new_log(struct events *events)
{
	events->logs = shelf_room(events->logs, events->log_count, &events->log_capacity,
				  sizeof(*events->logs));
	if (events->log_count == events->log_made)
		events->logs[events->log_made++] = (struct log){0};
	return &events->logs[events->log_count++];
}

static uint32_t need_log(struct base *base, const struct event_key *key)
{
	struct events *events = &base->events;
	uint32_t found = find_log(events, key);
	if (found != NO_LOG)
		return found;
	struct log *log = new_log(events);
	memcpy(log->kiosk, key->kiosk, sizeof(log->kiosk));
	log->stream = key->stream;
	log->last_sequence = 0;
	log->own = strcmp(key->kiosk, base->config.site.kiosks[0]) == 0;
	return (uint32_t)(events->log_count - 1);
}

static uint64_t last_sequence(const struct events *events, const struct event_key *key)
{
	uint32_t found = find_log(events, key);
	return found == NO_LOG ? 0 : events->logs[found].last_sequence;
}

static void log_add(struct log *log, uint32_t place)
{
	log->places =
		shelf_room(log->places, log->last_sequence, &log->capacity, sizeof(*log->places));
	log->places[log->last_sequence++] = place;
}

/* -- writing -------------------------------------------------------------------------------------------- */

static bool has_words(const struct event *event)
{
	const struct event_words *words = &event->words;
	return words->by_name[0] || words->by_role[0] || words->reason[0];
}

static uint32_t keep_more(struct events *events, const struct event *event)
{
	if (event->kind != EVENT_UNDONE && !has_words(event))
		return 0;
	events->mores = shelf_room(events->mores, events->more_count, &events->more_capacity,
				   sizeof(*events->mores));
	struct more *more = &events->mores[events->more_count++];
	*more = (struct more){.words = event->words};
	if (event->kind == EVENT_UNDONE)
		more->target = event->target;
	return (uint32_t)events->more_count;
}

static struct list *pupil_list(struct events *events, uint32_t pupil)
{
	while (pupil >= events->pupil_capacity) {
		size_t before = events->pupil_capacity;
		events->pupils = shelf_room(events->pupils, before, &events->pupil_capacity,
					    sizeof(*events->pupils));
		memset(events->pupils + before, 0,
		       (events->pupil_capacity - before) * sizeof(*events->pupils));
	}
	return &events->pupils[pupil];
}

static void add(struct events *events, const struct event *event, uint32_t log)
{
	events->kept =
		shelf_room(events->kept, events->count, &events->capacity, sizeof(*events->kept));
	uint32_t place = (uint32_t)events->count++;
	events->kept[place] = (struct kept_event){
		.utc_ms = event->at.utc_ms,
		.mono_ms = event->at.mono_ms,
		.number = event->number,
		.sequence = event->key.sequence,
		.pupil = event->pupil,
		.boot = event->at.boot,
		.at_day = event->at.day,
		.day = event->session.day,
		.log = log,
		.more = keep_more(events, event),
		.minute = event->at.minute,
		.offset_min = event->at.offset_min,
		.kind = (uint8_t)event->kind,
		.source = (uint8_t)event->source,
		.trust = (uint8_t)event->at.trust,
		.part = (uint8_t)event->session.part,
		.code = event->code,
	};
	log_add(&events->logs[log], place);
	list_add(&events->all, place, event->session.day);
	list_add(pupil_list(events, event->pupil), place, event->session.day);
	if (events->logs[log].own)
		list_add(&events->own, place, event->session.day);
	if (event->kind == EVENT_SESSION_CLOSED)
		list_add(&events->closed, place, event->session.day);
}

/* -- what is there already ---------------------------------------------------------------------------------- */

/* `out` was given out before, or is zeroed: its words are only written where there are some. */
static void spread(const struct events *events, const struct kept_event *kept, struct event *out)
{
	const struct log *log = &events->logs[kept->log];
	memcpy(out->key.kiosk, log->kiosk, sizeof(out->key.kiosk));
	out->key.stream = log->stream;
	out->key.sequence = kept->sequence;
	out->kind = kept->kind;
	out->source = kept->source;
	out->at = (struct moment){kept->utc_ms,     kept->mono_ms, kept->at_day, kept->minute,
				  kept->offset_min, kept->boot,    kept->trust};
	out->pupil = kept->pupil;
	out->session = (struct session){kept->day, kept->part};
	out->code = kept->code;
	out->number = kept->number;
	if (kept->more) {
		out->target = events->mores[kept->more - 1].target;
		out->words = events->mores[kept->more - 1].words;
	} else if (out->target.sequence || has_words(out)) {
		out->target = (struct event_key){0};
		out->words = (struct event_words){0};
	}
}

static bool same_moment(const struct moment *a, const struct moment *b)
{
	return a->utc_ms == b->utc_ms && a->mono_ms == b->mono_ms && a->day == b->day &&
	       a->minute == b->minute && a->offset_min == b->offset_min && a->boot == b->boot &&
	       a->trust == b->trust;
}

static bool same_words(const struct event_words *a, const struct event_words *b)
{
	return strcmp(a->by_name, b->by_name) == 0 && strcmp(a->by_role, b->by_role) == 0 &&
	       strcmp(a->reason, b->reason) == 0;
}

static bool same_content(const struct event *a, const struct event *b)
{
	return a->kind == b->kind && a->source == b->source && same_moment(&a->at, &b->at) &&
	       a->pupil == b->pupil && a->session.day == b->session.day &&
	       a->session.part == b->session.part && strcmp(a->code.text, b->code.text) == 0 &&
	       (a->kind != EVENT_UNDONE || event_key_compare(&a->target, &b->target) == 0) &&
	       a->number == b->number && same_words(&a->words, &b->words);
}

/* Of an event whose place in its log is taken. */
static enum err meet_again(const struct events *events, const struct event *event)
{
	const struct log *log = &events->logs[find_log(events, &event->key)];
	struct event there = {0};
	spread(events, &events->kept[log->places[event->key.sequence - 1]], &there);
	return same_content(event, &there) ? ERR_EXISTS : ERR_BAD_INPUT;
}

static enum err check(const struct base *base, const struct event *event, uint64_t last)
{
	if (!event_valid(event))
		return ERR_BAD_INPUT;
	if (event->key.sequence > last + 1)
		return ERR_REFUSED;
	if (event->key.sequence <= last)
		return meet_again(&base->events, event);
	return event->pupil > base->book->ever_count ? ERR_BAD_INPUT : OK;
}

enum err events_append(struct base *base, const char *kiosk, uint64_t stream, struct event *event)
{
	struct event_key given = event->key;
	bool is_new = given.sequence == 0;
	if (is_new) {
		ENSURE(kiosk[0]); /* store_stream comes first */
		memcpy(event->key.kiosk, kiosk, sizeof(event->key.kiosk));
		event->key.stream = stream;
	}
	uint64_t last = last_sequence(&base->events, &event->key);
	if (is_new)
		event->key.sequence = last + 1;
	enum err err = check(base, event, last);
	if (err)
		event->key = given;
	else
		add(&base->events, event, need_log(base, &event->key));
	return err;
}

static void take_last_back(struct events *events)
{
	const struct kept_event *kept = &events->kept[--events->count];
	struct log *log = &events->logs[kept->log];
	log->last_sequence--;
	list_drop(&events->all);
	list_drop(&events->pupils[kept->pupil]);
	if (log->own)
		list_drop(&events->own);
	if (kept->kind == EVENT_SESSION_CLOSED)
		list_drop(&events->closed);
}

void events_take_back(struct events *events, const struct mark *mark)
{
	while (events->count > mark->event_count)
		take_last_back(events);
	events->more_count = mark->more_count;
	events->log_count = mark->log_count;
}

/* -- reading -------------------------------------------------------------------------------------------- */

/* Hands out what a list has of some days from `at` on, of the first `limit` events. */
static enum err hand_out(const struct events *events, const struct list *list, size_t at,
			 size_t limit, const int32_t days[2], int64_t *last_row,
			 store_take_event *take, void *context)
{
	struct event event = {0};
	enum err err = OK;
	for (at = list_next(list, at, days[0], days[1]); !err && at < list->count;
	     at = list_next(list, at + 1, days[0], days[1])) {
		uint32_t place = list->places[at].event;
		if (place >= limit)
			break;
		spread(events, &events->kept[place], &event);
		err = take(context, &event);
		if (!err)
			*last_row = (int64_t)place + 1;
	}
	return err;
}

static uint32_t first_after(int64_t row)
{
	return row < 0 ? 0 : row > UINT32_MAX ? UINT32_MAX : (uint32_t)row;
}

enum err store_read_events(struct store *store, int32_t from_day, int32_t to_day, uint32_t pupil,
			   int64_t after_row, int64_t *last_row, store_take_event *take,
			   void *context)
{
	enum err err = store_alive(store);
	const struct events *events = &store->base->events;
	if (err || (pupil != STORE_ALL && pupil >= events->pupil_capacity))
		return err;
	const struct list *list = pupil == STORE_ALL ? &events->all : &events->pupils[pupil];
	const int32_t days[2] = {from_day, to_day};
	size_t at = list_from(list, first_after(after_row));
	return hand_out(events, list, at, events->count, days, last_row, take, context);
}

enum err events_read_own(const struct base *base, int64_t after_row, int64_t *last_row,
			 store_take_event *take, void *context)
{
	const struct events *events = &base->events;
	static const int32_t days[2] = {INT32_MIN, INT32_MAX};
	size_t limit = base->writer ? base->begun.event_count : events->count;
	size_t at = list_from(&events->own, first_after(after_row));
	enum err err = hand_out(events, &events->own, at, limit, days, last_row, take, context);
	if (!err && (int64_t)limit > after_row)
		*last_row = (int64_t)limit;
	return err;
}

enum err store_append_event(struct store *store, struct event *event)
{
	enum err err = store_write(store);
	return err ? err : events_append(store->base, store->kiosk, store->stream, event);
}

enum err store_last_row(struct store *store, int64_t *row)
{
	*row = (int64_t)store->base->events.count;
	return store_alive(store);
}

static bool is_use(const struct kept_event *kept)
{
	return kept->day == kept->at_day && kept->trust < TRUST_UNTRUSTED &&
	       (kept->kind == EVENT_KIOSK_UP || kept->kind == EVENT_HEARTBEAT ||
		kept->kind == EVENT_ARRIVED);
}

enum err store_first_day(struct store *store, int32_t from_day, int32_t *day)
{
	const struct events *events = &store->base->events;
	*day = INT32_MAX;
	for (size_t at = list_next(&events->all, 0, from_day, INT32_MAX); at < events->all.count;
	     at = list_next(&events->all, at + 1, from_day, *day - 1))
		if (is_use(&events->kept[events->all.places[at].event]))
			*day = events->all.places[at].day;
	return store_alive(store);
}

enum err store_last_register(struct store *store, int32_t before_day, int32_t *day)
{
	const struct list *closed = &store->base->events.closed;
	*day = INT32_MIN;
	if (before_day == INT32_MIN)
		return store_alive(store);
	for (size_t at = list_next(closed, 0, INT32_MIN, before_day - 1); at < closed->count;
	     at = list_next(closed, at + 1, *day == INT32_MIN ? *day : *day + 1, before_day - 1))
		if (store->base->events.kept[closed->places[at].event].at_day ==
		    closed->places[at].day)
			*day = closed->places[at].day;
	return store_alive(store);
}

/* -- the whole ------------------------------------------------------------------------------------------ */

void events_clear(struct events *events)
{
	events->count = events->more_count = events->log_count = 0;
	events->all.count = events->own.count = events->closed.count = 0;
	for (size_t i = 0; i < events->pupil_capacity; i++)
		events->pupils[i].count = 0;
}

void events_release(struct events *events)
{
	for (size_t i = 0; i < events->pupil_capacity; i++)
		list_release(&events->pupils[i]);
	for (size_t i = 0; i < events->log_made; i++)
		free(events->logs[i].places);
	list_release(&events->all);
	list_release(&events->own);
	list_release(&events->closed);
	free(events->pupils);
	free(events->kept);
	free(events->mores);
	free(events->logs);
	*events = (struct events){0};
}
