#include "sitting.h"

#include "forms.h"

#define LOOK_BACK_DAYS 21

static enum err close_register(struct day *day, struct session session)
{
	const struct calendar *calendar = &day->school.calendar;
	if (!rules_school_open(&day->school, session) || roll_closed(&day->roll, session))
		return OK;
	if (day->now.utc_ms < calendar_closes_ms(calendar, session))
		return OK;
	struct event event = {
		.kind = EVENT_SESSION_CLOSED,
		.source = SOURCE_KIOSK,
		.session = session,
		.number = (int64_t)forms_arrivals(day, session),
	};
	return day_record(day, &event);
}

enum err sitting_close_registers(struct day *day)
{
	if (day_clock_lost(day))
		return OK;
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		enum err err = close_register(day, (struct session){day->roll_day, part});
		if (err)
			return err;
	}
	return OK;
}

struct session sitting_now(const struct day *day)
{
	return (struct session){day->roll_day,
				calendar_part_at(&day->school.calendar, day->now.minute)};
}

bool sitting_last_closed(const struct day *day, struct session *out)
{
	for (int part = PART_COUNT - 1; part >= 0; part--) {
		struct session session = {day->roll_day, (enum part)part};
		if (!roll_closed(&day->roll, session) || !rules_school_open(&day->school, session))
			continue;
		*out = session;
		return true;
	}
	return false;
}

enum err sitting_look_back(const struct day *day, int32_t *from_day)
{
	int32_t earliest = day->roll_day - DAY_LATE_BACK;
	if (earliest < day->usable_from_day)
		earliest = day->usable_from_day;
	int32_t last = INT32_MIN;
	enum err err = store_last_register(day->store, day->roll_day, &last);
	if (err)
		return err;
	int32_t from = day->roll_day;
	int school_days = 0;
	while (from > earliest && (school_days <= REASON_SCHOOL_DAYS ||
				   day->roll_day - from < LOOK_BACK_DAYS || from > last))
		school_days += rules_school_day(&day->school, NULL, --from);
	*from_day = from;
	return OK;
}

unsigned sitting_stages(const struct day *day)
{
	const struct calendar *calendar = &day->school.calendar;
	unsigned stages = 0;
	for (enum part part = PART_AM; part < PART_COUNT; part++) {
		struct session session = {day->roll_day, part};
		if (day->now.utc_ms >= calendar_opens_ms(calendar, session))
			stages |= 1u << part;
		if (day->now.utc_ms >= calendar_due_ms(calendar, session))
			stages |= 4u << part;
	}
	return stages;
}

int32_t sitting_settled_day(const struct day *day, const struct roll *roll)
{
	int school_days = 0;
	for (int32_t past = day->roll_day; past >= day->roll_day - DAY_LATE_BACK; past--) {
		if (!rules_school_day(&day->school, roll, past))
			continue;
		if (school_days == REASON_SCHOOL_DAYS)
			return past;
		school_days++;
	}
	return day->roll_day;
}

static enum err close_late(struct day *day, const struct roll *roll, struct session session)
{
	if (!rules_school_open(&day->school, session) || roll_closed(roll, session))
		return OK;
	struct event event = {
		.kind = EVENT_SESSION_CLOSED, .source = SOURCE_KIOSK, .session = session};
	return day_record(day, &event);
}

enum err sitting_close_late(struct day *day, const struct roll *roll)
{
	int32_t from;
	enum err err = sitting_look_back(day, &from);
	for (int32_t past = from; !err && past < day->roll_day; past++) {
		err = close_late(day, roll, (struct session){past, PART_AM});
		if (!err)
			err = close_late(day, roll, (struct session){past, PART_PM});
	}
	return err;
}

static enum reader_activity activity(size_t arrivals, bool doubted)
{
	if (arrivals == 0)
		return ACTIVITY_NONE;
	return doubted ? ACTIVITY_LOW : ACTIVITY_NORMAL;
}

/* What the kiosks' own facts do not say: too few were seen, or the kiosk was off when the register should have closed. */
static void doubt(const struct sitting *sitting, bool doubted, struct coverage *coverage)
{
	if (doubted)
		coverage->because |= BECAUSE_IMPLAUSIBLE;
	if (sitting->closed && sitting->closed->at.day != sitting->session.day)
		coverage->because |= BECAUSE_KIOSK_DOWN;
	if (coverage->because)
		coverage->complete = false;
}

void sitting_make(const struct day *day, const struct roll *roll, struct session session,
		  struct sitting *out)
{
	*out = (struct sitting){
		.session = session,
		.today = session.day == day->roll_day,
		.open = rules_school_open(&day->school, session),
	};
	const struct calendar *calendar = &day->school.calendar;
	rules_coverage(&day->school, roll, session, &out->coverage);
	out->closed = roll_closed(roll, session);
	size_t arrivals = out->today ? forms_arrivals(day, session)
				     : (size_t)(out->closed ? out->closed->number : 0);
	bool doubted = roll_form_missing(roll, session, FORM_WHOLE_SCHOOL);
	out->activity = activity(arrivals, doubted);
	doubt(out, doubted, &out->coverage);
	out->due = out->closed && day->now.utc_ms >= calendar_due_ms(calendar, session);
}
