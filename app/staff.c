#include "staff.h"

static enum err put_words(struct event_words *words, const struct app_by *by)
{
	bool whole = text_copy(words->reason, sizeof(words->reason), by->reason) &&
		     text_copy(words->by_name, sizeof(words->by_name), by->name) &&
		     text_copy(words->by_role, sizeof(words->by_role), by->role);
	return whole ? OK : ERR_BAD_INPUT;
}

static enum err record(struct day *day, struct event *event, const char *code,
		       const struct app_by *by)
{
	if (!code_from_text(code, &event->code) ||
	    !codes_find(codes_for(day->config.nation, day->now.day), event->code))
		return ERR_BAD_INPUT;
	enum err err = put_words(&event->words, by);
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

enum err staff_close_today(struct day *day, const char *code, const struct app_by *by)
{
	struct event event = {
		.kind = EVENT_CLOSURE,
		.source = SOURCE_STAFF,
		.session = {day->now.day, PART_AM},
		.number = 1, /* both sessions */
	};
	return record(day, &event, code, by);
}
