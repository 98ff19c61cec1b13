#include "tests/simulation/shelf_law.h"

#include <string.h>

/* splitmix64 (Steele, Lea and Flood, 2014). */
uint32_t draw_below(struct draw *draw, uint32_t below)
{
	uint64_t mixed = (draw->state += UINT64_C(0x9e3779b97f4a7c15));
	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((mixed ^ (mixed >> 31)) >> 32) % below;
}

bool draw_percent(struct draw *draw, uint32_t percent)
{
	return draw_below(draw, 100) < percent;
}

static const char *draw_word(struct draw *draw, const char *const *words, size_t count)
{
	return words[draw_below(draw, (uint32_t)count)];
}

static int32_t draw_day(struct draw *draw)
{
	/* a clock that was never set, and one that ran ahead */
	if (draw_percent(draw, 4))
		return draw_percent(draw, 50) ? 0 : LAW_DAY + 4000;
	return LAW_DAY + (int32_t)draw_below(draw, LAW_DAYS);
}

struct session draw_session(struct draw *draw)
{
	return (struct session){LAW_DAY + (int32_t)draw_below(draw, 6),
				(enum part)draw_below(draw, PART_COUNT)};
}

static struct code draw_code(struct draw *draw)
{
	static const char *const codes[] = {"N", "I", "C2", "#", "Y3"};
	struct code code = {""};
	text_copy(code.text, sizeof(code.text), draw_word(draw, codes, COUNT_OF(codes)));
	return code;
}

struct moment draw_moment(struct draw *draw, uint32_t boot)
{
	int64_t utc_ms = draw_day(draw) * INT64_C(86400000) + draw_below(draw, 86400000);
	return calendar_moment(utc_ms, draw_below(draw, 1000000), boot,
			       (enum trust)draw_below(draw, 3));
}

/* -- events --------------------------------------------------------------------------------------------- */

static void draw_words(struct draw *draw, struct event_words *words)
{
	text_copy(words->by_name, sizeof(words->by_name), draw_percent(draw, 70) ? "A. Head" : "");
	text_copy(words->by_role, sizeof(words->by_role), draw_percent(draw, 70) ? "head" : "");
	text_copy(words->reason, sizeof(words->reason), draw_percent(draw, 70) ? "rang in" : "");
}

static void draw_kind(struct draw *draw, struct event *event)
{
	static const enum event_kind kinds[] = {
		EVENT_ARRIVED,   EVENT_ARRIVED,        EVENT_LEFT,     EVENT_RETURNED,
		EVENT_UNDONE,    EVENT_MARKED,         EVENT_CLOSURE,  EVENT_HEARTBEAT,
		EVENT_HEARTBEAT, EVENT_SESSION_CLOSED, EVENT_KIOSK_UP, EVENT_CLOCK_STEPPED,
	};
	event->kind = kinds[draw_below(draw, COUNT_OF(kinds))];
	event->source = SOURCE_STAFF;
	if (event->kind < EVENT_MARKED)
		event->pupil = 1 + draw_below(draw, LAW_PUPILS);
	else if (event->kind == EVENT_MARKED)
		event->pupil = 1 + draw_below(draw, LAW_PUPILS / 2);
	if (event->kind == EVENT_MARKED || event->kind == EVENT_CLOSURE) {
		event->code = draw_code(draw);
		draw_words(draw, &event->words);
	}
	if (event->kind == EVENT_HEARTBEAT)
		event->number = draw_below(draw, 2);
	if (event->kind == EVENT_CLOCK_STEPPED)
		event->number = -7000;
	if (event->kind == EVENT_UNDONE) {
		text_copy(event->target.kiosk, sizeof(event->target.kiosk), "hall");
		event->target.stream = 1 + draw_below(draw, 3);
		event->target.sequence = 1 + draw_below(draw, 9);
	}
}

struct event draw_event(struct draw *draw, uint32_t boot)
{
	struct event event = {.at = draw_moment(draw, boot)};
	draw_kind(draw, &event);
	event.session = (struct session){event.at.day, (enum part)draw_below(draw, PART_COUNT)};
	/* the office speaks of days gone by, and a register may be closed late */
	if (event.kind == EVENT_MARKED || event.kind == EVENT_SESSION_CLOSED)
		event.session.day = draw_day(draw);
	if (draw_percent(draw, 3))
		event.at.minute = 1440;
	if (draw_percent(draw, 3))
		event.pupil = 999;
	return event;
}

/* -- notices --------------------------------------------------------------------------------------------- */

static void draw_statement(struct draw *draw, struct notice *notice)
{
	static struct notice_child children[5];
	static struct coverage coverage;
	notice->child[0] = '\0';
	notice->child_count = draw_below(draw, COUNT_OF(children) + 1);
	notice->children = children;
	for (size_t i = 0; i < notice->child_count; i++) {
		snprintf(children[i].child, sizeof(children[i].child), "CH-%u",
			 (unsigned)draw_below(draw, 30));
		children[i].state = (enum state)draw_below(draw, STATE_COUNT);
		children[i].code = draw_percent(draw, 50) ? draw_code(draw) : (struct code){""};
	}
	coverage = (struct coverage){.count = draw_below(draw, 4),
				     .complete = draw_percent(draw, 50),
				     .because = draw_below(draw, 64)};
	for (size_t i = 0; i < coverage.count; i++) {
		struct coverage_kiosk *kiosk = &coverage.kiosks[i];
		text_copy(kiosk->kiosk, sizeof(kiosk->kiosk), i ? "hall" : "door");
		kiosk->through_utc_ms =
			draw_percent(draw, 20) ? 0 : draw_moment(draw, 1).utc_ms + 1;
		kiosk->complete = draw_percent(draw, 50);
		kiosk->because = kiosk->complete ? 0 : draw_below(draw, 64);
	}
	notice->coverage = draw_percent(draw, 90) ? &coverage : NULL;
	notice->expected = (int)draw_below(draw, 9);
	notice->present = (int)draw_below(draw, 9);
	notice->absent = (int)draw_below(draw, 9);
	notice->unknown = (int)draw_below(draw, 9);
	notice->reader_activity = (enum reader_activity)draw_below(draw, 3);
}

struct notice draw_notice(struct draw *draw, const char *authority)
{
	/* every field is drawn, also those that the kind does not carry */
	struct notice notice = {
		.kind = (enum notice_kind)draw_below(draw, NOTICE_QUARANTINED),
		.session = draw_session(draw),
		.state = (enum state)draw_below(draw, STATE_COUNT),
		.code = draw_code(draw),
		.has_at = draw_percent(draw, 50),
		.at = draw_moment(draw, 7),
		.first_day = draw_percent(draw, 50),
		.day = 1 + (int)draw_below(draw, 9),
		.certainty = (enum certainty)draw_below(draw, 2),
		.because = draw_below(draw, 64),
		.office = (enum office)draw_below(draw, 2),
		.withdrawal = (enum withdrawal)draw_below(draw, WITHDRAWAL_COUNT),
		.roster_version = draw_below(draw, 99),
		.refused_sequence = draw_below(draw, 9),
		.problem = "schema",
	};
	text_copy(notice.authority, sizeof(notice.authority), authority);
	snprintf(notice.child, sizeof(notice.child), "CH-%u", (unsigned)draw_below(draw, 30));
	notice_flag_id(authority, notice.child, notice.session, notice.flag);
	text_copy(notice.by_role, sizeof(notice.by_role), draw_percent(draw, 50) ? "office" : "");
	if (notice.kind != NOTICE_FLAG_RAISED && notice.kind != NOTICE_SUSPENSION &&
	    draw_percent(draw, 30))
		notice.code = (struct code){""};
	if (notice.kind == NOTICE_SESSION_CLOSED)
		draw_statement(draw, &notice);
	return notice;
}

/* -- imports --------------------------------------------------------------------------------------------- */

size_t draw_pupils(struct draw *draw, struct pupil out[LAW_PUPILS])
{
	size_t count = 0;
	for (unsigned i = 0; i < LAW_PUPILS; i++) {
		if (draw_percent(draw, 25))
			continue;
		struct pupil *pupil = &out[count++];
		*pupil = (struct pupil){.year_group = (int8_t)(draw_below(draw, 14)),
					.on_roll_from = LAW_DAY - 30,
					.on_roll_to = draw_percent(draw, 90) ? INT32_MAX : LAW_DAY};
		snprintf(pupil->pupil_id, sizeof(pupil->pupil_id), "P%02u",
			 draw_percent(draw, 1) ? 3 : i);
		/* a UPN that changes, none, and now and then one twice */
		if (draw_percent(draw, 90))
			snprintf(pupil->upn, sizeof(pupil->upn), "U%04u",
				 draw_percent(draw, 2) ? 7 : i + 100 * draw_below(draw, 2));
		snprintf(pupil->legal_forename, sizeof(pupil->legal_forename), "Child%u", i);
		snprintf(pupil->form, sizeof(pupil->form), "%uA", 7 + draw_below(draw, 2));
	}
	if (count && draw_percent(draw, 3))
		out[count - 1].pupil_id[0] = '\0';
	if (count && draw_percent(draw, 3))
		out[count / 2].year_group = 44;
	return count;
}

size_t draw_expectations(struct draw *draw, struct expectation out[LAW_PUPILS])
{
	size_t count = draw_below(draw, LAW_PUPILS);
	for (size_t i = 0; i < count; i++)
		out[i] = (struct expectation){
			.pupil = 1 + draw_below(draw, LAW_PUPILS),
			.weekday = (int8_t)draw_below(draw, 5),
			.part = (enum part)draw_below(draw, PART_COUNT),
			.code = draw_code(draw),
			.from_day = LAW_DAY,
			.to_day = LAW_DAY + (int32_t)draw_below(draw, 99),
		};
	if (count && draw_percent(draw, 5))
		out[count - 1].weekday = 7;
	return count;
}

size_t draw_closures(struct draw *draw, struct closure out[LAW_PUPILS])
{
	size_t count = draw_below(draw, LAW_PUPILS);
	for (size_t i = 0; i < count; i++)
		out[i] = (struct closure){
			.day = LAW_DAY + (int32_t)draw_below(draw, 9),
			.parts = {draw_percent(draw, 50), draw_percent(draw, 50)},
			.code = draw_code(draw),
			.years = draw_percent(draw, 50) ? CALENDAR_ALL_YEARS
							: 1 + draw_below(draw, 99),
		};
	if (count && draw_percent(draw, 5))
		out[count - 1].years = 0;
	return count;
}
