#include "core/coverage.h"

#include <string.h>

#include "core/door.h"

#define CLOSING_MINUTE_MS 60000

static const char *const because_texts[BECAUSE_KINDS] = {
#define BECAUSE_TEXT(name, bit, text) text,
	BECAUSE_LIST(BECAUSE_TEXT)
#undef BECAUSE_TEXT
};

const char *because_text(unsigned bit)
{
	for (size_t i = 0; i < BECAUSE_KINDS; i++) {
		if (bit == 1u << i)
			return because_texts[i];
	}
	return NULL;
}

unsigned because_parse(const char *text)
{
	for (size_t i = 0; i < BECAUSE_KINDS; i++) {
		if (strcmp(text, because_texts[i]) == 0)
			return 1u << i;
	}
	return BECAUSE_NOTHING;
}

/* The reading of one kiosk's facts, from the earliest to the latest. */
struct watch {
	int64_t opens_ms,
		ends_ms; /* who comes in the minute of the close is in time: it is watched to its end */
	bool quiet;      /* no heartbeats are written here, and silence is well */
	const struct roll_fact *last;
	bool reader_lost;                /* after `last` */
	bool reader_sick;                /* said by the last heartbeat */
	unsigned last_fault;             /* why `last` does not vouch for what comes after it */
	int64_t unvouched_ms;            /* all told, within the window */
	int64_t cause_ms[BECAUSE_KINDS]; /* the same by cause; a stretch may have several */
	int64_t through_ms;
};

static unsigned fault_of(const struct roll_fact *fact, bool reader_unwell)
{
	unsigned fault = reader_unwell ? BECAUSE_READER_FAULT : BECAUSE_NOTHING;
	if (fact->at.trust == TRUST_UNTRUSTED)
		fault |= BECAUSE_CLOCK_UNTRUSTED;
	return fault;
}

static bool says_sick(const struct roll_fact *fact)
{
	return fact->kind == EVENT_HEARTBEAT && fact->number != 1;
}

/* Why a fact does not vouch for what lies before it, besides what the fact before says. A start is a fault of all that is
 * before; a reader that is back was away. */
static unsigned fault_before(const struct watch *watch, const struct roll_fact *fact)
{
	if (fact->kind == EVENT_KIOSK_UP)
		return BECAUSE_KIOSK_DOWN | fault_of(fact, false);
	/* It was lost at some time since the fact before: of the quiet time, that is hours ago. */
	bool was_away = fact->kind == EVENT_READER_BACK ||
			(fact->kind == EVENT_READER_LOST && !watch->quiet);
	return fault_of(fact, was_away || says_sick(fact));
}

static unsigned fault_after(const struct watch *watch, const struct roll_fact *fact)
{
	unsigned down = fact->kind == EVENT_KIOSK_DOWN ? BECAUSE_KIOSK_DOWN : BECAUSE_NOTHING;
	return down | fault_of(fact, watch->reader_lost || watch->reader_sick);
}

static void count_unvouched(struct watch *watch, int64_t from_ms, int64_t to_ms, unsigned because)
{
	if (from_ms < watch->opens_ms)
		from_ms = watch->opens_ms;
	if (to_ms > watch->ends_ms)
		to_ms = watch->ends_ms;
	if (from_ms >= to_ms)
		return;
	watch->unvouched_ms += to_ms - from_ms;
	for (size_t i = 0; i < BECAUSE_KINDS; i++) {
		if (because & 1u << i)
			watch->cause_ms[i] += to_ms - from_ms;
	}
}

/* Silence that a clock put forward has jumped over is no silence, but a clock that was wrong. */
static unsigned silence_before(const struct roll_fact *fact, int64_t gap_ms)
{
	if (fact->kind != EVENT_CLOCK_STEPPED)
		return BECAUSE_KIOSK_DOWN;
	int64_t jumped_ms = fact->number > 0 ? fact->number : 0;
	bool silent_too = gap_ms - jumped_ms > COVERAGE_GAP_MS;
	return BECAUSE_CLOCK_UNTRUSTED | (silent_too ? BECAUSE_KIOSK_DOWN : BECAUSE_NOTHING);
}

static void watch_take(struct watch *watch, const struct roll_fact *fact)
{
	int64_t from_ms = watch->last ? watch->last->at.utc_ms : watch->opens_ms;
	unsigned because = watch->last_fault | fault_before(watch, fact);
	int64_t gap_ms = fact->at.utc_ms - from_ms;
	bool silence = gap_ms > COVERAGE_GAP_MS || (!because && !watch->last);
	if (silence && !watch->quiet)
		because |= silence_before(fact, gap_ms);
	if (because)
		count_unvouched(watch, from_ms, fact->at.utc_ms, because);
	if (fact->kind == EVENT_READER_LOST)
		watch->reader_lost = true;
	else if (fact->kind == EVENT_READER_BACK || fact->kind == EVENT_KIOSK_UP)
		watch->reader_lost = watch->reader_sick = false;
	if (fact->kind == EVENT_HEARTBEAT)
		watch->reader_sick = says_sick(fact);
	watch->last = fact;
	watch->last_fault = fault_after(watch, fact);
	if (!watch->last_fault)
		watch->through_ms = fact->at.utc_ms;
}

/* What lies after the last fact: for another kiosk it may only be that its facts have not come yet.
 * */
static void watch_end(struct watch *watch, bool own)
{
	int64_t from_ms = watch->last ? watch->last->at.utc_ms : watch->opens_ms;
	unsigned because = watch->last_fault;
	bool silence = watch->ends_ms - from_ms > COVERAGE_GAP_MS;
	if (!watch->quiet && (!because || (silence && !(because & BECAUSE_KIOSK_DOWN))))
		because |= own ? BECAUSE_KIOSK_DOWN : BECAUSE_KIOSK_NOT_HEARD;
	if (because)
		count_unvouched(watch, from_ms, watch->ends_ms, because);
}

/* The causes that are enough by themselves; where only their sum is too much, all of them. */
static unsigned causes(const struct watch *watch)
{
	unsigned enough = BECAUSE_NOTHING, any = BECAUSE_NOTHING;
	for (size_t i = 0; i < BECAUSE_KINDS; i++) {
		if (watch->cause_ms[i] > COVERAGE_GAP_MS)
			enough |= 1u << i;
		if (watch->cause_ms[i] > 0)
			any |= 1u << i;
	}
	return enough ? enough : any;
}

static void watch_all(struct watch *watch, struct roll_slice slice, const char *kiosk, bool own)
{
	for (size_t i = 0; i < slice.count; i++) {
		const struct roll_fact *fact = &slice.facts[i];
		if (strcmp(fact->key.kiosk, kiosk) == 0)
			watch_take(watch, fact);
	}
	watch_end(watch, own);
}

static void kiosk_coverage(struct watch *watch, struct roll_slice slice, bool own,
			   struct coverage_kiosk *out)
{
	watch_all(watch, slice, out->kiosk, own);
	int64_t closes_ms = watch->ends_ms - CLOSING_MINUTE_MS;
	out->through_utc_ms = watch->through_ms < closes_ms ? watch->through_ms : closes_ms;
	bool heard = own || (watch->last && watch->last->at.utc_ms >= watch->ends_ms);
	out->complete = heard && watch->unvouched_ms <= COVERAGE_GAP_MS;
	out->because = out->complete ? BECAUSE_NOTHING : causes(watch);
}

/* Whose doors were not in use from from_ms to before to_ms; true: all of the site's. */
static bool doors_shut(const struct roll *roll, const struct site *site, int32_t day,
		       int64_t from_ms, int64_t to_ms, bool shut[SITE_KIOSKS_MAX])
{
	bool all = true;
	for (size_t i = 0; i < site->count; i++) {
		shut[i] = door_shut(roll, day, site->kiosks[i], from_ms, to_ms);
		all = all && shut[i];
	}
	return all;
}

static void judge_shut(bool all_shut, struct coverage_kiosk *kiosk)
{
	kiosk->not_in_use = kiosk->complete = !all_shut;
	kiosk->because = all_shut ? kiosk->because | BECAUSE_KIOSK_DOWN : BECAUSE_NOTHING;
}

void coverage_of(const struct roll *roll, const struct calendar *calendar, const struct site *site,
		 struct session session, struct coverage *out)
{
	ENSURE(site->count > 0 && site->count <= SITE_KIOSKS_MAX);
	*out = (struct coverage){.count = site->count, .complete = true};
	const int64_t opens_ms = calendar_opens_ms(calendar, session);
	const int64_t ends_ms = calendar_closes_ms(calendar, session) + CLOSING_MINUTE_MS;
	bool shut[SITE_KIOSKS_MAX];
	bool all_shut = doors_shut(roll, site, session.day, opens_ms, ends_ms, shut);
	struct roll_slice slice = roll_find(roll, 0, session.day);
	for (size_t i = 0; i < site->count; i++) {
		struct coverage_kiosk *kiosk = &out->kiosks[i];
		struct watch watch = {.opens_ms = opens_ms, .ends_ms = ends_ms};
		text_copy(kiosk->kiosk, sizeof(kiosk->kiosk), site->kiosks[i]);
		kiosk_coverage(&watch, slice, i == 0, kiosk);
		if (shut[i])
			judge_shut(all_shut, kiosk);
		out->complete = out->complete && kiosk->complete;
		out->because |= kiosk->because;
	}
}

/* Of a time in which no heartbeats are due: what is known to have gone wrong all the same. */
static unsigned quiet_trouble(const struct roll *roll, int32_t day, const char *kiosk,
			      int64_t from_ms, int64_t to_ms)
{
	struct watch watch = {.opens_ms = from_ms, .ends_ms = to_ms, .quiet = true};
	watch_all(&watch, roll_find(roll, 0, day), kiosk, true);
	return watch.unvouched_ms > COVERAGE_GAP_MS ? causes(&watch) : BECAUSE_NOTHING;
}

void coverage_add_morning(const struct roll *roll, const struct calendar *calendar,
			  const struct site *site, int32_t day, bool taken,
			  struct coverage *afternoon)
{
	const struct session am = {day, PART_AM};
	struct coverage morning = {0};
	int64_t from_ms = calendar_opens_ms(calendar, am);
	if (taken) {
		coverage_of(roll, calendar, site, am, &morning);
		from_ms = calendar_closes_ms(calendar, am) + CLOSING_MINUTE_MS;
	}
	int64_t to_ms = calendar_opens_ms(calendar, (struct session){day, PART_PM});
	bool shut[SITE_KIOSKS_MAX];
	bool all_shut = doors_shut(roll, site, day, from_ms, to_ms, shut);
	for (size_t i = 0; i < afternoon->count; i++) {
		struct coverage_kiosk *kiosk = &afternoon->kiosks[i];
		kiosk->because |= morning.kiosks[i].because;
		if (!shut[i] || all_shut)
			kiosk->because |= quiet_trouble(roll, day, kiosk->kiosk, from_ms, to_ms);
		kiosk->complete = !kiosk->because;
		kiosk->not_in_use =
			kiosk->not_in_use && shut[i] && (!taken || morning.kiosks[i].not_in_use);
		afternoon->because |= kiosk->because;
		afternoon->complete = afternoon->complete && kiosk->complete;
	}
}
