#include "tests/simulation/facts.h"
#include "tests/simulation/world.h"

#include <stdlib.h>
#include <string.h>

#include "tests/simulation/shelf.h"

#define DAYS_BEFORE 30

void facts_open(struct world *world)
{
	struct facts *facts = &world->facts;
	const struct plan *plan = &world->plan;
	for (int i = 0; i < plan->person_count; i++) {
		bool kept = plan->people[i].tracked && !plan->people[i].on_no_roll;
		facts->child_of[i] = kept ? (int16_t)facts->children++ : (int16_t)-1;
		ENSURE(facts->children < FACTS_CHILDREN_MAX);
	}
	facts->first_day = plan->first_day - DAYS_BEFORE;
	facts->day_count = plan->last_day - plan->first_day + 3 * DAYS_BEFORE;
	facts->days =
		calloc((size_t)((facts->children + 2) * facts->day_count), sizeof(*facts->days));
	facts->past = calloc((size_t)(PLAN_KIOSKS_MAX * PART_COUNT * facts->day_count),
			     sizeof(*facts->past));
	ENSURE(facts->days && facts->past);
}

void facts_close(struct world *world)
{
	for (int i = 0; i < PLAN_KIOSKS_MAX; i++)
		free(world->facts.logs[i].ticked);
	free(world->facts.days);
	free(world->facts.past);
}

static struct fact **place_of(const struct facts *facts, int child, int32_t day)
{
	int32_t at = day - facts->first_day;
	if (child < 0 || at < 0 || at >= facts->day_count)
		return NULL;
	return &facts->days[child * facts->day_count + at];
}

const struct fact *facts_of(const struct world *world, int person, int32_t day)
{
	const struct facts *facts = &world->facts;
	int child = person < 0 ? facts->children : facts->child_of[person];
	struct fact **place = place_of(facts, child, day);
	return place ? *place : NULL;
}

const struct fact *facts_of_doors(const struct world *world, int32_t day)
{
	struct fact **place = place_of(&world->facts, world->facts.children + 1, day);
	return place ? *place : NULL;
}

static uint64_t *past_of(const struct facts *facts, int kiosk, struct session session)
{
	int32_t at = session.day - facts->first_day;
	if (at < 0 || at >= facts->day_count)
		return NULL;
	return &facts->past[(kiosk * facts->day_count + at) * PART_COUNT + (int)session.part];
}

uint64_t facts_past(const struct world *world, int kiosk, struct session session)
{
	const uint64_t *past = past_of(&world->facts, kiosk, session);
	return past ? *past : 0;
}

struct reading {
	struct world *world;
	int kiosk;
};

static int kiosk_of(const struct world *world, const char *id)
{
	for (int i = 0; i < world->plan.kiosk_count; i++)
		if (strcmp(world->kiosks[i].day.config.site.kiosks[0], id) == 0 ||
		    strcmp(world->kiosks[i].dir + 7, id) == 0)
			return i;
	return 0xff;
}

static bool of_door(enum event_kind kind)
{
	return kind == EVENT_DOOR_NOT_IN_USE || kind == EVENT_DOOR_IN_USE;
}

static bool concerns_doors(const struct world *world, const struct event *event)
{
	bool moved = event->kind == EVENT_ARRIVED || event->kind == EVENT_LEFT ||
		     event->kind == EVENT_RETURNED;
	return of_door(event->kind) ||
	       (moved && plan_doors_spoken_of(&world->plan, event->session.day));
}

static void add(struct reading *reading, struct fact **place, const struct event *event);

static void keep(struct reading *reading, const struct event *event)
{
	struct world *world = reading->world;
	if (concerns_doors(world, event))
		add(reading, place_of(&world->facts, world->facts.children + 1, event->session.day),
		    event);
	int person = event->pupil ? world->person_of[event->pupil] : -1;
	bool school = !event->pupil &&
		      (event->kind == EVENT_CLOSURE || event->kind == EVENT_SESSION_CLOSED ||
		       event->kind == EVENT_UNDONE);
	if (!school && !event->pupil)
		return;
	int child = event->pupil ? world->facts.child_of[person] : world->facts.children;
	add(reading, place_of(&world->facts, child, event->session.day), event);
}

static void add(struct reading *reading, struct fact **place, const struct event *event)
{
	struct world *world = reading->world;
	const char *other = of_door(event->kind) ? event->words.reason : event->target.kiosk;
	if (!place)
		return;
	struct fact *fact = inbox_memory(&world->inbox, sizeof(*fact));
	*fact = (struct fact){
		.next = *place,
		.stream = event->key.stream,
		.sequence = event->key.sequence,
		.ordinal = world->facts.logs[reading->kiosk].ordinal,
		.target_stream = event->target.stream,
		.target_sequence = event->target.sequence,
		.utc_ms = event->at.utc_ms,
		.number = event->number,
		.read_ms = world->now_ms,
		.at_day = event->at.day,
		.session = event->session,
		.minute = event->at.minute,
		.kind = (uint8_t)event->kind,
		.source = (uint8_t)event->source,
		.kiosk = (uint8_t)reading->kiosk,
		.target_kiosk = (uint8_t)(other[0] ? kiosk_of(world, other) : 0xff),
		.untrusted = event->at.trust == TRUST_UNTRUSTED,
		.code = event->code,
		.by_role = event->words.by_role[0] ? inbox_hash(event->words.by_role) : 0,
	};
	*place = fact;
}

/* I5: what was ticked stands in the log, in its order and with the same content. */
static void find_ticked(struct reading *reading, const struct event *event)
{
	struct facts_log *log = &reading->world->facts.logs[reading->kiosk];
	if (log->found == log->ticked_count)
		return;
	const struct ticked *ticked = &log->ticked[log->found];
	if (event->key.stream == ticked->stream && event->key.sequence == ticked->sequence &&
	    event->pupil == ticked->pupil && event->at.utc_ms == ticked->utc_ms)
		log->found++;
}

static bool of_kiosk(enum event_kind kind)
{
	return kind >= EVENT_KIOSK_UP && kind <= EVENT_HEARTBEAT;
}

static void note_past(struct reading *reading, const struct event *event)
{
	const struct world *world = reading->world;
	for (enum part part = PART_AM; part < PART_COUNT && of_kiosk(event->kind); part++) {
		struct session session = {event->at.day, part};
		int ends_min = world->plan.bells[part].closes_min + 1;
		uint64_t *past = past_of(&world->facts, reading->kiosk, session);
		if (past && !*past && event->at.utc_ms >= calendar_utc_ms(session.day, ends_min))
			*past = world->facts.logs[reading->kiosk].ordinal;
	}
}

static enum err take(void *context, const struct event *event)
{
	struct reading *reading = context;
	struct world *world = reading->world;
	struct facts_log *log = &world->facts.logs[reading->kiosk];
	find_ticked(reading, event);
	log->ordinal++;
	world->digest = dice_mix(world->digest, (uint64_t)event->kind << 32 | event->pupil);
	world->digest = dice_mix(world->digest, (uint64_t)event->at.utc_ms);
	keep(reading, event);
	note_past(reading, event);
	return OK;
}

void facts_read(struct world *world)
{
	for (int i = 0; i < world->plan.kiosk_count; i++) {
		struct facts_log *log = &world->facts.logs[i];
		struct reading reading = {world, i};
		kiosk_now = &world->kiosks[i];
		int64_t last = log->row;
		enum err err =
			shelf_read_events(world->kiosks[i].dir, log->row, &last, take, &reading);
		ENSURE(!err);
		log->row = last;
	}
}

void facts_ticked(struct world *world, int kiosk, const struct event *event)
{
	struct facts_log *log = &world->facts.logs[kiosk];
	if (log->ticked_count == log->ticked_capacity) {
		log->ticked_capacity = log->ticked_capacity ? log->ticked_capacity * 2 : 1024;
		log->ticked = realloc(log->ticked, log->ticked_capacity * sizeof(*log->ticked));
		ENSURE(log->ticked);
	}
	log->ticked[log->ticked_count++] = (struct ticked){event->key.stream, event->key.sequence,
							   event->pupil, event->at.utc_ms};
	world->counts.of[COUNT_TICKED]++;
}

void facts_check_ticked(struct world *world)
{
	for (int i = 0; i < world->plan.kiosk_count; i++) {
		struct facts_log *log = &world->facts.logs[i];
		if (log->found == log->ticked_count)
			continue;
		const struct ticked *ticked = &log->ticked[log->found];
		world_violation(
			world, "I5", calendar_moment(ticked->utc_ms, 0, 0, TRUST_SYNCED).day,
			"arrival of person %d, ticked at kiosk %d as %llu, is not in its log",
			world->person_of[ticked->pupil], i, (unsigned long long)ticked->sequence);
		log->found = log->ticked_count;
	}
}

void facts_backed_up(struct world *world, int kiosk)
{
	facts_read(world);
	struct facts_log *log = &world->facts.logs[kiosk];
	log->backup_row = log->row;
	log->backup_ordinal = log->ordinal;
	log->backup_ticked = log->ticked_count;
	log->backup_ms = world->now_ms;
}

void facts_restored(struct world *world, int kiosk)
{
	facts_read(world);
	facts_check_ticked(world);
	struct facts *facts = &world->facts;
	struct facts_log *log = &facts->logs[kiosk];
	for (int i = 0; i < (facts->children + 2) * facts->day_count; i++)
		for (struct fact *fact = facts->days[i]; fact; fact = fact->next)
			if (fact->kiosk == kiosk && fact->ordinal > log->backup_ordinal) {
				fact->lost = true;
				/* The other kiosks may have heard of it, and rightly go by it. Of days before the
				 * first there are marks, and nothing to check. */
				if (fact->session.day >= world->plan.first_day)
					*world_set_back(world, fact->session.day) = true;
			}
	world->counts.of[COUNT_LOST_BY_RESTORE] += log->ticked_count - log->backup_ticked;
	log->row = log->backup_row;
	log->ordinal = log->backup_ordinal;
	log->ticked_count = log->found = log->backup_ticked;
}
