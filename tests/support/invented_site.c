/* A morning or afternoon at the doors: heartbeats with holes, lost readers, kiosks that go down, clocks that step. */
#include "tests/support/invented.h"

#include <string.h>

#include "tests/support/facts.h"

static void say(struct invented *school, const char *kiosk, enum event_kind kind, int64_t number,
		bool trusted, struct session session, int second, uint64_t *seed)
{
	struct roll_fact *fact = invented_fact(school, kind, session.day, second, seed);
	text_copy(fact->key.kiosk, KIOSK_ID_SIZE, kiosk);
	fact->session.part = session.part;
	fact->number = number;
	fact->at.trust = trusted ? (enum trust)facts_random(seed, 2) : TRUST_UNTRUSTED;
}

/* What befalls a kiosk between two heartbeats; the second at which it goes on. */
static int befall(struct invented *school, const char *kiosk, bool *trusted, int *well,
		  struct session session, int second, uint64_t *seed)
{
	int pause = 1 + (int)facts_random(seed, 200);
	switch (facts_random(seed, 9)) {
	case 0:
		say(school, kiosk, EVENT_READER_LOST, 0, *trusted, session, second, seed);
		*well = 0;
		return second + pause / 4;
	case 1:
		say(school, kiosk, EVENT_READER_BACK, 0, *trusted, session, second, seed);
		*well = 1;
		return second + pause / 4;
	case 2:
		say(school, kiosk, EVENT_KIOSK_DOWN, 0, *trusted, session, second, seed);
		second += pause;
		if (!invented_once_in(8, seed))
			say(school, kiosk, EVENT_KIOSK_UP, 0, *trusted, session, second, seed);
		return second + (int)facts_random(seed, 60);
	case 3: /* The power went: no word of it. */
		second += pause;
		say(school, kiosk, EVENT_KIOSK_UP, 0, *trusted, session, second, seed);
		return second + (int)facts_random(seed, 60);
	case 4: *trusted = false; return second;
	case 5: *trusted = true; return second;
	case 6: { /* The clock jumps, forwards or back. */
		int jump = (int)facts_random(seed, 600) - 200;
		second += invented_once_in(3, seed) ? pause : 0;
		say(school, kiosk, EVENT_CLOCK_STEPPED, jump * INT64_C(1000), *trusted, session,
		    second + jump, seed);
		return second + jump + 1;
	}
	case 7: *well = !*well; return second;
	default: return second + pause; /* silence */
	}
}

static void draw_kiosk(struct invented *school, const char *kiosk, struct session session,
		       uint64_t *seed)
{
	const struct bell *bell = &school->school.calendar.bells[session.part];
	int second = (bell->opens_min - 3) * 60 + (int)facts_random(seed, 200);
	int end = (bell->closes_min + 1) * 60 + (int)facts_random(seed, 120);
	/* Sometimes to the second. */
	if (invented_once_in(4, seed))
		second = bell->opens_min * 60 - 60 * (int)facts_random(seed, 2);
	/* From a quiet morning to a wild one. */
	uint32_t quiet = 6 + facts_random(seed, 120);
	bool trusted = !invented_once_in(15, seed);
	int well = !invented_once_in(15, seed);
	if (invented_once_in(15, seed))
		return;
	if (invented_once_in(10, seed))
		end -= (int)facts_random(seed, 1500);
	if (invented_once_in(2, seed))
		say(school, kiosk, EVENT_KIOSK_UP, 0, trusted, session, second - 20, seed);
	for (int steps = 0; second < end && steps < 120; steps++) {
		if (invented_once_in(quiet, seed))
			second = befall(school, kiosk, &trusted, &well, session, second, seed);
		say(school, kiosk, EVENT_HEARTBEAT, well, trusted, session, second, seed);
		second += 60;
		/* Just as long as may be, a second longer, or anything. */
		if (invented_once_in(30, seed))
			second += invented_once_in(2, seed) ? 60 + (int)facts_random(seed, 2)
							    : (int)facts_random(seed, 120);
	}
}

/* Mostly about the times at which a window begins and ends. */
static int draw_second(const struct invented *school, struct session session, uint64_t *seed)
{
	const struct bell *bell = &school->school.calendar.bells[session.part];
	const int seconds[] = {bell->opens_min * 60, bell->closes_min * 60 + 60,
			       bell->closes_min * 60, 7 * 3600};
	int second =
		seconds[facts_random(seed, COUNT_OF(seconds))] + (int)facts_random(seed, 3) - 1;
	return second + (invented_once_in(2, seed) ? (int)facts_random(seed, 7200) - 2400 : 0);
}

static struct roll_fact *say_door(struct invented *school, const char *door, bool in_use,
				  struct session session, int second, uint64_t *seed)
{
	struct roll_fact *fact =
		invented_fact(school, in_use ? EVENT_DOOR_IN_USE : EVENT_DOOR_NOT_IN_USE,
			      session.day, second, seed);
	fact->source = SOURCE_STAFF;
	fact->session.part = session.part;
	text_copy(fact->door, sizeof(fact->door), door);
	return fact;
}

static void move(struct invented *school, const char *kiosk, struct session session, int second,
		 uint64_t *seed)
{
	static const enum event_kind kinds[] = {EVENT_ARRIVED, EVENT_ARRIVED, EVENT_LEFT,
						EVENT_RETURNED};
	struct roll_fact *fact = invented_fact(school, kinds[facts_random(seed, COUNT_OF(kinds))],
					       session.day, second, seed);
	fact->source = SOURCE_CARD;
	fact->pupil = 1 + facts_random(seed, 3);
	fact->session.part = session.part;
	text_copy(fact->key.kiosk, KIOSK_ID_SIZE, kiosk);
}

static void undo(struct invented *school, const struct roll_fact *fact, struct session session,
		 uint64_t *seed)
{
	const struct event_key target = fact->key;
	uint32_t pupil = fact->pupil;
	struct roll_fact *undone =
		invented_fact(school, EVENT_UNDONE, session.day, 12 * 3600, seed);
	undone->source = SOURCE_STAFF;
	undone->pupil = pupil;
	undone->target = target;
}

/* Staff say that a door is not in use, are mistaken, take it back; pupils walk through it all the same. */
static void draw_door(struct invented *school, const char *kiosk, struct session session,
		      uint64_t *seed)
{
	int second = draw_second(school, session, seed);
	for (uint32_t left = 1 + facts_random(seed, 4); left > 0; left--) {
		uint32_t what = facts_random(seed, 8);
		if (!invented_once_in(6, seed))
			second = draw_second(school, session, seed);
		if (what < 5) {
			struct roll_fact *said =
				say_door(school, kiosk, what == 4, session, second, seed);
			if (invented_once_in(12, seed))
				undo(school, said, session, seed);
		} else if (what == 5) {
			move(school, kiosk, session, second, seed);
			if (invented_once_in(4, seed))
				undo(school, &school->facts[school->count - 1], session, seed);
		} else {
			say_door(school, kiosk, false, session, 7 * 3600, seed);
		}
	}
}

void invented_site(struct invented *school, struct session session, uint64_t *seed)
{
	static const char *const names[] = {"door", "gate", "annexe"};
	struct site *site = &school->school.site;
	school->count = 0;
	site->count = 1 + facts_random(seed, 3);
	for (size_t i = 0; i < site->count; i++) {
		text_copy(site->kiosks[i], KIOSK_ID_SIZE, names[i]);
		draw_kiosk(school, names[i], session, seed);
		if (invented_once_in(3, seed))
			draw_door(school, names[i], session, seed);
		if (invented_once_in(8, seed))
			move(school, names[i], session, draw_second(school, session, seed), seed);
	}
	/* A kiosk that is no longer of the site, and the day before. */
	draw_kiosk(school, "shed", session, seed);
	draw_kiosk(school, "door", (struct session){session.day - 1, session.part}, seed);
}
