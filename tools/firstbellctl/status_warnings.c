#include <stdlib.h>
#include <string.h>

#include "status.h"

/* No register is closed later than this after its day (a kiosk that slept through a summer looks back so far). */
#define LOOK_BACK_DAYS 100
/* A kiosk that is up closes its register on the minute; later than this, it was not. */
#define LATE_MS COVERAGE_GAP_MS

/* -- arrangements (expectations.csv) that have ended */

/* The next session of the weekday that the arrangement was for. */
static int32_t next_day(const struct expectation *expectation, int32_t today)
{
	return today + (expectation->weekday - calendar_weekday(today) + 7) % 7;
}

/* Does another arrangement stand in for one that has ended: in force on that day, or ended later itself and told of instead?
 * (As the rules have it, verdict.grid_ended.) Otherwise *follows_day is when the next begins. */
static bool stands_in(const struct roster *roster, const struct expectation *ended, int32_t day,
		      int32_t *follows_day)
{
	*follows_day = 0;
	for (size_t i = 0; i < roster->expectation_count; i++) {
		const struct expectation *other = &roster->expectations[i];
		if (other->pupil != ended->pupil || other->weekday != ended->weekday ||
		    other->part != ended->part || other->to_day <= ended->to_day)
			continue;
		if (other->from_day <= day)
			return true;
		if (*follows_day == 0 || other->from_day < *follows_day)
			*follows_day = other->from_day;
	}
	return false;
}

static void gather_arrangements(const struct roster *roster, int32_t today,
				struct status_warnings *out)
{
	for (size_t i = 0; i < roster->expectation_count; i++) {
		const struct expectation *ended = &roster->expectations[i];
		const struct pupil *pupil = roster_pupil(roster, ended->pupil);
		int32_t day = next_day(ended, today), follows_day;
		if (ended->to_day >= today || ended->to_day < today - STATUS_ENDED_DAYS || !pupil ||
		    pupil->on_roll_from > day || pupil->on_roll_to < day ||
		    stands_in(roster, ended, day, &follows_day))
			continue;
		if (out->arrangement_count++ >= STATUS_LIST_SHOWN)
			continue;
		struct status_arrangement *shown = &out->arrangements[out->arrangement_count - 1];
		*shown = (struct status_arrangement){.weekday = ended->weekday,
						     .part = ended->part,
						     .code = ended->code,
						     .ended_day = ended->to_day,
						     .follows_day = follows_day};
		(void)text_copy(shown->pupil_id, sizeof(shown->pupil_id), pupil->pupil_id);
	}
}

/* -- what the log says of its registers */

struct log {
	struct event *events; /* of the kinds that are asked for */
	size_t count, room;
};

static enum err take(void *context, const struct event *event)
{
	struct log *log = context;
	if (event->kind != EVENT_FORM_MISSING && event->kind != EVENT_UNDONE &&
	    event->kind != EVENT_SESSION_CLOSED)
		return OK;
	if (log->count == log->room) {
		size_t room = log->room ? 2 * log->room : 64;
		struct event *more = realloc(log->events, room * sizeof(*more));
		if (!more)
			return ERR_NO_MEMORY;
		log->events = more;
		log->room = room;
	}
	log->events[log->count++] = *event;
	return OK;
}

static bool taken_back(const struct log *log, const struct event *event)
{
	for (size_t i = 0; i < log->count; i++)
		if (log->events[i].kind == EVENT_UNDONE &&
		    event_key_compare(&log->events[i].target, &event->key) == 0)
			return true;
	return false;
}

static bool same_session(struct session a, struct session b)
{
	return a.day == b.day && a.part == b.part;
}

/* Of several kiosks' notes on one form the first that stands is shown. */
static bool noted_before(const struct log *log, size_t at)
{
	const struct event *event = &log->events[at];
	for (size_t i = 0; i < at; i++) {
		const struct event *other = &log->events[i];
		if (other->kind == EVENT_FORM_MISSING && other->number == event->number &&
		    same_session(other->session, event->session) && !taken_back(log, other))
			return true;
	}
	return false;
}

static void gather_forms(const struct log *log, int32_t last_day, struct status_warnings *out)
{
	for (size_t i = 0; i < log->count; i++) {
		const struct event *event = &log->events[i];
		if (event->kind != EVENT_FORM_MISSING || event->session.day != last_day ||
		    taken_back(log, event) || noted_before(log, i))
			continue;
		if (out->form_count++ >= STATUS_LIST_SHOWN)
			continue;
		struct status_form *shown = &out->forms[out->form_count - 1];
		shown->session = event->session;
		(void)text_copy(shown->name, sizeof(shown->name), event->words.reason);
	}
}

/* A register is closed by the earliest such event (roll_closed). */
static bool first_close(const struct log *log, const struct event *event)
{
	for (size_t i = 0; i < log->count; i++) {
		const struct event *other = &log->events[i];
		if (other->kind == EVENT_SESSION_CLOSED && other != event &&
		    same_session(other->session, event->session) &&
		    (other->at.utc_ms < event->at.utc_ms ||
		     (other->at.utc_ms == event->at.utc_ms && other < event)))
			return false;
	}
	return true;
}

static void gather_late(const struct config *config, const struct log *log, int32_t today,
			struct status_warnings *out)
{
	struct calendar calendar = {.closures = NULL};
	memcpy(calendar.bells, config->bells, sizeof(calendar.bells));
	for (size_t i = 0; i < log->count; i++) {
		const struct event *event = &log->events[i];
		if (event->kind != EVENT_SESSION_CLOSED ||
		    event->at.day <= today - STATUS_LATE_DAYS ||
		    event->at.utc_ms <= calendar_closes_ms(&calendar, event->session) + LATE_MS ||
		    !first_close(log, event))
			continue;
		if (out->late_count++ >= STATUS_LIST_SHOWN)
			continue;
		struct status_late *shown = &out->late[out->late_count - 1];
		shown->session = event->session;
		shown->closed = event->at;
	}
}

enum err status_warnings_gather(const struct config *config, struct store *store,
				const struct roster *roster, int32_t today,
				struct status_warnings *out)
{
	struct log log = {.events = NULL};
	int32_t last_day = INT32_MIN;
	int64_t row = 0;
	*out = (struct status_warnings){.late_count = 0};
	gather_arrangements(roster, today, out);
	enum err err = store_last_register(store, today + 1, &last_day);
	if (err == OK)
		err = store_read_events(store, today - LOOK_BACK_DAYS, today, 0, 0, &row, take,
					&log);
	if (err == OK) {
		gather_forms(&log, last_day, out);
		gather_late(config, &log, today, out);
	}
	free(log.events);
	return err;
}
