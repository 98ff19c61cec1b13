/* Do the kiosks whose doors are in use vouch for the whole time from `opens` to `closes`? */
#include "tests/support/oracle.h"

#include <string.h>

#define GAP_MS 120000
#define CAUSES 4
/* In the order of these the time is counted that a kiosk cannot vouch for. */
static const unsigned causes[CAUSES] = {BECAUSE_KIOSK_DOWN, BECAUSE_READER_FAULT,
					BECAUSE_CLOCK_UNTRUSTED, BECAUSE_KIOSK_NOT_HEARD};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The day number of the last Sunday of March or October. */
static int32_t last_sunday(int year, int month)
{
	static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t day = 0;
	for (int y = 1970; y < year; y++)
		day += is_leap(y) ? 366 : 365;
	for (int m = 0; m < month; m++)
		day += lengths[m] + (m == 1 && is_leap(year) ? 1 : 0);
	for (day--; oracle_weekday(day) != 6; day--)
		continue;
	return day;
}

/* A minute of school hours, which no clock change touches. */
static int64_t utc_ms_of(int32_t day, int minute)
{
	bool summer = false;
	for (int year = 2020; year < 2040; year++) {
		if (day >= last_sunday(year, 3) && day < last_sunday(year, 10))
			summer = true;
	}
	return ((int64_t)day * 24 * 60 + minute - (summer ? 60 : 0)) * 60000;
}

/* What is known of a kiosk after one of its facts. */
struct health {
	bool up, well, trusted;
	bool lost, sick; /* its reader */
};

static struct health after(struct health before, const struct roll_fact *fact)
{
	struct health health = before;
	health.up = fact->kind != EVENT_KIOSK_DOWN;
	health.trusted = fact->at.trust != TRUST_UNTRUSTED;
	/* What is lost is lost until it is back; a heartbeat alone does not bring it back. */
	if (fact->kind == EVENT_READER_LOST)
		health.lost = true;
	if (fact->kind == EVENT_READER_BACK || fact->kind == EVENT_KIOSK_UP)
		health.lost = health.sick = false;
	if (fact->kind == EVENT_HEARTBEAT)
		health.sick = fact->number != 1;
	health.well = !health.lost && !health.sick;
	return health;
}

struct window {
	int64_t opens, closes;
	int64_t end; /* of the minute of the close */
};

/* How much of a stretch lies in the window. */
static int64_t within(int64_t from, int64_t to, const struct window *window)
{
	if (from < window->opens)
		from = window->opens;
	if (to > window->end)
		to = window->end;
	return to > from ? to - from : 0;
}

static unsigned faults(struct health health)
{
	unsigned why = BECAUSE_NOTHING;
	if (!health.up)
		why |= BECAUSE_KIOSK_DOWN;
	if (!health.well)
		why |= BECAUSE_READER_FAULT;
	if (!health.trusted)
		why |= BECAUSE_CLOCK_UNTRUSTED;
	return why;
}

struct sum {
	int64_t all_ms, of_ms[CAUSES];
};

static void add(struct sum *sum, unsigned why, int64_t ms)
{
	if (why)
		sum->all_ms += ms;
	for (int i = 0; i < CAUSES; i++) {
		if (why & causes[i])
			sum->of_ms[i] += ms;
	}
}

static bool is_of_kiosk(const struct roll_fact *fact, const char *kiosk)
{
	return strcmp(fact->key.kiosk, kiosk) == 0 &&
	       (fact->kind == EVENT_KIOSK_UP || fact->kind == EVENT_KIOSK_DOWN ||
		fact->kind == EVENT_READER_LOST || fact->kind == EVENT_READER_BACK ||
		fact->kind == EVENT_CLOCK_STEPPED || fact->kind == EVENT_HEARTBEAT);
}

static void say(struct coverage_kiosk *out, const struct sum *sum, bool unheard)
{
	out->complete = sum->all_ms <= GAP_MS && !unheard;
	out->because = BECAUSE_NOTHING;
	for (int i = 0; i < CAUSES && !out->complete; i++) {
		if (sum->of_ms[i] > GAP_MS)
			out->because |= causes[i];
	}
	/* None too much by itself: all of them. */
	for (int i = 0; i < CAUSES && !out->complete; i++) {
		int64_t most = 0;
		for (int k = 0; k < CAUSES; k++)
			most = sum->of_ms[k] > most ? sum->of_ms[k] : most;
		if (most <= GAP_MS && sum->of_ms[i] > 0)
			out->because |= causes[i];
	}
}

/* The time from one fact to the next, and why nobody can vouch for it. */
static void add_stretch(struct sum *sum, const struct roll_fact *first, struct health a,
			const struct roll_fact *second, struct health b,
			const struct window *window)
{
	int64_t from = first ? first->at.utc_ms : window->opens;
	int64_t apart = second->at.utc_ms - from;
	/* Who says that it goes down was up to then. */
	unsigned why = faults(b) & ~(unsigned)BECAUSE_KIOSK_DOWN;
	if (first)
		why |= faults(a);
	bool stepped = second->kind == EVENT_CLOCK_STEPPED;
	int64_t jumped = stepped && second->number > 0 ? second->number : 0;
	/* Up or back just now: it was away, nobody knows since when. */
	if (second->kind == EVENT_KIOSK_UP)
		why |= BECAUSE_KIOSK_DOWN;
	if (second->kind == EVENT_READER_BACK)
		why |= BECAUSE_READER_FAULT;
	if ((!first || apart > GAP_MS) && stepped)
		why |= BECAUSE_CLOCK_UNTRUSTED;
	/* Silence, but as far as the clock has jumped over it; before the first fact even a short one. */
	if (apart - jumped > GAP_MS || (!first && why == BECAUSE_NOTHING))
		why |= BECAUSE_KIOSK_DOWN;
	add(sum, why, within(from, second->at.utc_ms, window));
}

/* From its last fact to the end. */
static void add_tail(struct sum *sum, bool own, const struct roll_fact *last, struct health health,
		     const struct window *window)
{
	int64_t from = last ? last->at.utc_ms : window->opens;
	unsigned why = last ? faults(health) : BECAUSE_NOTHING;
	/* Who said that it goes down is heard to its end. */
	bool heard = own || (last && !health.up);
	if (window->end - from > GAP_MS || why == BECAUSE_NOTHING)
		why |= heard ? BECAUSE_KIOSK_DOWN : BECAUSE_KIOSK_NOT_HEARD;
	add(sum, why, within(from, INT64_MAX, window));
}

static void look_at(const struct oracle_day *day, bool own, const struct window *window,
		    struct coverage_kiosk *out)
{
	struct health health = {.up = true, .well = true, .trusted = true};
	const struct roll_fact *last = NULL;
	struct sum sum = {0};
	for (size_t i = 0; i < day->count; i++) {
		const struct roll_fact *fact = day->facts[i];
		if (!is_of_kiosk(fact, out->kiosk))
			continue;
		struct health now = after(health, fact);
		add_stretch(&sum, last, health, fact, now, window);
		if (faults(now) == BECAUSE_NOTHING)
			out->through_utc_ms =
				fact->at.utc_ms < window->closes ? fact->at.utc_ms : window->closes;
		health = now;
		last = fact;
	}
	add_tail(&sum, own, last, health, window);
	/* What another saw last may not have come yet. */
	say(out, &sum, !own && (!last || last->at.utc_ms < window->end));
}

/* -- doors that are not in use -------------------------------------------------------------------- */

/* In one millisecond what was said of the door comes before who used it: the doubt wins. */
enum door_news { SAID_UNUSED, SAID_USED, WALKED_THROUGH };
struct news {
	enum door_news what;
	int64_t at;
};
#define NEWS_MAX 128

static void put_in_order(struct news *news, size_t *count, enum door_news what, int64_t at)
{
	ENSURE(*count < NEWS_MAX);
	size_t place = (*count)++;
	for (; place > 0 && (news[place - 1].at > at ||
			     (news[place - 1].at == at && news[place - 1].what > what));
	     place--)
		news[place] = news[place - 1];
	news[place] = (struct news){what, at};
}

/* What is known of a door on a day, in order of time. False: somebody used it, and nobody knows when. */
static bool read_news(const struct oracle_facts *facts, const struct oracle_day *day, int32_t on,
		      const char *kiosk, struct news *news, size_t *count)
{
	bool dated = true;
	*count = 0;
	for (size_t i = 0; i < day->count; i++) {
		const struct roll_fact *fact = day->facts[i];
		bool unused = fact->kind == EVENT_DOOR_NOT_IN_USE;
		bool doubtful = fact->at.trust == TRUST_UNTRUSTED;
		if ((!unused && fact->kind != EVENT_DOOR_IN_USE) || strcmp(fact->door, kiosk) != 0)
			continue;
		if (!doubtful)
			put_in_order(news, count, unused ? SAID_UNUSED : SAID_USED,
				     fact->at.utc_ms);
		else if (!unused)
			dated = false;
	}
	/* Of pupils all that was ever recorded, whatever became of it. */
	for (size_t i = 0; i < facts->count; i++) {
		const struct roll_fact *fact = &facts->facts[i];
		if ((fact->kind != EVENT_ARRIVED && fact->kind != EVENT_LEFT &&
		     fact->kind != EVENT_RETURNED) ||
		    fact->session.day != on || strcmp(fact->key.kiosk, kiosk) != 0)
			continue;
		if (fact->at.trust == TRUST_UNTRUSTED)
			dated = false;
		put_in_order(news, count, WALKED_THROUGH, fact->at.utc_ms);
	}
	return dated;
}

/* Walks through the day for each saying: did it hold, and did it hold from the window's first moment to its last? */
static bool is_unused(const struct news *news, size_t count, const struct window *window)
{
	for (size_t said = 0; said < count; said++) {
		if (news[said].what != SAID_UNUSED)
			continue;
		/* Nothing known of the door before: it was shut since the morning. */
		bool from_morning = true;
		for (size_t i = 0; i < said; i++)
			from_morning = from_morning && news[i].what == SAID_UNUSED;
		size_t next = said + 1;
		while (next < count && news[next].what == SAID_UNUSED)
			next++;
		bool begins = from_morning || news[said].at <= window->opens;
		if (next == count) {
			if (begins)
				return true;
			continue;
		}
		if (news[next].what == WALKED_THROUGH)
			continue;
		if (begins && news[next].at >= window->end && news[said].at < window->end)
			return true;
	}
	return false;
}

static bool door_unused(const struct oracle_facts *facts, const struct oracle_day *day, int32_t on,
			const char *kiosk, const struct window *window)
{
	struct news news[NEWS_MAX];
	size_t count;
	return read_news(facts, day, on, kiosk, news, &count) && is_unused(news, count, window);
}

void oracle_coverage(const struct oracle_facts *facts, const struct calendar *calendar,
		     const struct site *site, struct session session, struct coverage *out)
{
	const struct bell *bell = &calendar->bells[session.part];
	struct window window = {.opens = utc_ms_of(session.day, bell->opens_min),
				.closes = utc_ms_of(session.day, bell->closes_min),
				.end = utc_ms_of(session.day, bell->closes_min + 1)};
	struct oracle_day day;
	oracle_day(facts, 0, session.day, &day);
	memset(out, 0, sizeof(*out));
	out->complete = true;
	size_t in_use = 0;
	for (size_t i = 0; i < site->count; i++)
		in_use += !door_unused(facts, &day, session.day, site->kiosks[i], &window);
	for (size_t i = 0; i < site->count; i++) {
		struct coverage_kiosk *kiosk = &out->kiosks[out->count++];
		memcpy(kiosk->kiosk, site->kiosks[i], KIOSK_ID_SIZE);
		look_at(&day, i == 0, &window, kiosk);
		if (in_use == 0) {
			kiosk->complete = false;
			kiosk->because |= BECAUSE_KIOSK_DOWN;
		} else if (door_unused(facts, &day, session.day, kiosk->kiosk, &window)) {
			kiosk->complete = kiosk->not_in_use = true;
			kiosk->because = BECAUSE_NOTHING;
		}
		out->complete = out->complete && kiosk->complete;
		out->because |= kiosk->because;
	}
}
