#include "core/roll.h"

#include <string.h>

static int number_compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int fact_compare(const struct roll_fact *a, const struct roll_fact *b)
{
	int order = number_compare(a->session.day, b->session.day);
	if (!order)
		order = number_compare(a->pupil, b->pupil);
	if (!order)
		order = number_compare(a->at.utc_ms, b->at.utc_ms);
	if (!order)
		order = strcmp(a->key.kiosk, b->key.kiosk);
	if (!order) /* a start begins a stream, and streams have no order */
		order = number_compare(a->at.boot, b->at.boot);
	return order ? order : event_key_compare(&a->key, &b->key);
}

static bool speaks_of_kiosk(enum event_kind kind)
{
	switch (kind) {
	case EVENT_KIOSK_UP:
	case EVENT_KIOSK_DOWN:
	case EVENT_READER_LOST:
	case EVENT_READER_BACK:
	case EVENT_CLOCK_STEPPED:
	case EVENT_HEARTBEAT: return true;
	default: return false;
	}
}

static struct roll_fact fact_of(const struct event *event)
{
	struct roll_fact fact = {
		.key = event->key,
		.kind = event->kind,
		.source = event->source,
		.at = event->at,
		.pupil = event->pupil,
		.session = event->session,
		.code = event->code,
		.number = event->number,
	};
	/* What is said of a kiosk, or of its roster, is of the day it is said. */
	bool of_kiosk = speaks_of_kiosk(event->kind);
	if (of_kiosk || event->kind == EVENT_ROSTER_CHANGED)
		fact.session.day = event->at.day;
	if (fact.pupil == 0 && !of_kiosk)
		fact.pupil = ROLL_SCHOOL;
	if (event->kind == EVENT_UNDONE)
		fact.target = event->target;
	else if (event->kind == EVENT_DOOR_NOT_IN_USE || event->kind == EVENT_DOOR_IN_USE)
		text_copy(fact.door, sizeof(fact.door), event->words.reason);
	else
		text_copy(fact.by_role, sizeof(fact.by_role), event->words.by_role);
	return fact;
}

/* Where the fact is, or belongs: mostly at or near the end, for days are read in their order. */
static size_t place_of(const struct roll *roll, const struct roll_fact *fact)
{
	size_t low = roll->count, high = roll->count;
	for (size_t step = 1; low > 0 && fact_compare(&roll->facts[low - 1], fact) >= 0;
	     step *= 2) {
		high = low - 1;
		low = low > step ? low - step : 0;
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (fact_compare(&roll->facts[middle], fact) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum err roll_add(struct roll *roll, const struct event *event)
{
	struct roll_fact fact = fact_of(event);
	return roll_add_fact(roll, &fact);
}

enum err roll_add_fact(struct roll *roll, const struct roll_fact *fact)
{
	size_t place = place_of(roll, fact);
	if (place < roll->count && fact_compare(&roll->facts[place], fact) == 0)
		return OK;
	if (roll->count == roll->capacity)
		return ERR_FULL;
	struct roll_fact *at = roll->facts + place;
	memmove(at + 1, at, (roll->count - place) * sizeof(*at));
	*at = *fact;
	roll->count++;
	return OK;
}

static bool is_before(const struct roll_fact *fact, uint32_t pupil, int32_t day)
{
	return fact->session.day < day || (fact->session.day == day && fact->pupil < pupil);
}

/* The first fact of a pupil on a day or later. Asked for several times in each verdict. */
static size_t begin_of(const struct roll *roll, uint32_t pupil, int32_t day)
{
	size_t low = 0, high = roll->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (is_before(&roll->facts[middle], pupil, day))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct roll_slice slice_at(const struct roll *roll, size_t begin, uint32_t pupil,
				  int32_t day)
{
	size_t end = begin;
	while (end < roll->count && roll->facts[end].pupil == pupil &&
	       roll->facts[end].session.day == day)
		end++;
	return (struct roll_slice){.facts = roll->facts + begin, .count = end - begin};
}

struct roll_slice roll_find(const struct roll *roll, uint32_t pupil, int32_t day)
{
	if (roll->count == 0)
		return (struct roll_slice){0};
	return slice_at(roll, begin_of(roll, pupil, day), pupil, day);
}

struct roll_slice roll_find_pupils(const struct roll *roll, int32_t day)
{
	if (roll->count == 0)
		return (struct roll_slice){0};
	size_t begin = begin_of(roll, 1, day);
	size_t end = begin_of(roll, ROLL_SCHOOL, day);
	return (struct roll_slice){.facts = roll->facts + begin, .count = end - begin};
}

static bool key_equal(const struct event_key *a, const struct event_key *b)
{
	return event_key_compare(a, b) == 0;
}

static bool undone(struct roll_slice slice, const struct roll_fact *fact)
{
	for (size_t i = 0; i < slice.count; i++) {
		const struct roll_fact *other = &slice.facts[i];
		if (other->kind == EVENT_UNDONE && key_equal(&other->target, &fact->key))
			return true;
	}
	return false;
}

bool roll_undone(const struct roll *roll, const struct roll_fact *fact)
{
	return undone(roll_find(roll, fact->pupil, fact->session.day), fact);
}

static bool comes_in(const struct roll_fact *fact)
{
	return fact->kind == EVENT_ARRIVED || fact->kind == EVENT_RETURNED;
}

static void child_take(struct roll_child *child, const struct calendar *calendar,
		       const struct roll_fact *fact)
{
	if (fact->kind == EVENT_ARRIVED) {
		enum part part = calendar_part_at(calendar, fact->at.minute);
		if (!child->arrived[part])
			child->arrived[part] = fact;
	}
	if (comes_in(fact)) {
		if (child->left && !child->returned)
			child->returned = fact;
		child->inside = true;
	} else if (fact->kind == EVENT_LEFT) {
		child->left = fact;
		child->returned = NULL;
		child->inside = false;
	} else if (fact->kind == EVENT_MARKED) {
		child->mark[fact->session.part] = fact;
	}
}

static struct roll_child add_up(struct roll_slice slice, const struct calendar *calendar)
{
	struct roll_child child = {0};
	for (size_t i = 0; i < slice.count; i++) {
		if (!undone(slice, &slice.facts[i]))
			child_take(&child, calendar, &slice.facts[i]);
	}
	return child;
}

struct roll_child roll_child(const struct roll *roll, const struct calendar *calendar,
			     uint32_t pupil, int32_t day)
{
	return add_up(roll_find(roll, pupil, day), calendar);
}

static void stay_take_before(struct roll_stay *stay, const struct roll_fact *fact)
{
	if (comes_in(fact)) {
		if (!stay->before)
			stay->before = fact;
		stay->out_before = NULL;
	} else if (fact->kind == EVENT_LEFT) {
		stay->before = NULL;
		stay->out_before = fact;
	}
}

static void stay_take(struct roll_stay *stay, const struct roll_fact *fact, int closes_min)
{
	if (comes_in(fact)) {
		if (!stay->came)
			stay->came = fact;
		if (stay->left && !stay->back)
			stay->back = fact;
	} else if (fact->kind == EVENT_LEFT && fact->at.minute < closes_min) {
		stay->left = fact;
		stay->back = NULL;
	}
}

struct roll_stay roll_stay(const struct roll *roll, const struct calendar *calendar, uint32_t pupil,
			   struct session session, int closes_min)
{
	struct roll_stay stay = {0};
	struct roll_slice slice = roll_find(roll, pupil, session.day);
	for (size_t i = 0; i < slice.count; i++) {
		const struct roll_fact *fact = &slice.facts[i];
		if (undone(slice, fact))
			continue;
		enum part part = calendar_part_at(calendar, fact->at.minute);
		if (fact->kind == EVENT_MARKED)
			stay.mark[fact->session.part] = fact;
		else if (part < session.part)
			stay_take_before(&stay, fact);
		else if (part == session.part)
			stay_take(&stay, fact, closes_min);
	}
	return stay;
}

const struct roll_fact *roll_closure(const struct roll *roll, struct session session)
{
	struct roll_slice slice = roll_find(roll, ROLL_SCHOOL, session.day);
	for (size_t i = slice.count; i > 0; i--) {
		const struct roll_fact *fact = &slice.facts[i - 1];
		if (fact->kind != EVENT_CLOSURE)
			continue;
		if ((fact->session.part == session.part || fact->number == 1) &&
		    !undone(slice, fact))
			return fact;
	}
	return NULL;
}

const struct roll_fact *roll_closed(const struct roll *roll, struct session session)
{
	struct roll_slice slice = roll_find(roll, ROLL_SCHOOL, session.day);
	for (size_t i = 0; i < slice.count; i++) {
		const struct roll_fact *fact = &slice.facts[i];
		if (fact->kind == EVENT_SESSION_CLOSED && fact->session.part == session.part)
			return fact;
	}
	return NULL;
}

bool roll_form_missing(const struct roll *roll, struct session session, int64_t form)
{
	struct roll_slice slice = roll_find(roll, ROLL_SCHOOL, session.day);
	for (size_t i = 0; i < slice.count; i++) {
		const struct roll_fact *fact = &slice.facts[i];
		if (fact->kind == EVENT_FORM_MISSING && fact->session.part == session.part &&
		    fact->number == form && !undone(slice, fact))
			return true;
	}
	return false;
}

size_t roll_arrivals(const struct roll *roll, const struct calendar *calendar,
		     struct session session)
{
	size_t arrivals = 0;
	size_t end = begin_of(roll, ROLL_SCHOOL, session.day);
	/* Pupil 0 are the kiosks, who never arrive; nor does the school. */
	for (size_t i = begin_of(roll, 1, session.day); i < end;) {
		struct roll_slice slice = slice_at(roll, i, roll->facts[i].pupil, session.day);
		struct roll_child child = add_up(slice, calendar);
		arrivals += child.arrived[session.part] != NULL;
		i += slice.count;
	}
	return arrivals;
}
