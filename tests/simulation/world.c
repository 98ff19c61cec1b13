#include "tests/simulation/world.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "tests/simulation/checker.h"
#include "tests/simulation/shelf.h"

#define MINUTE_MS 60000
#define WEEKDAYS 5

void world_violation(struct world *world, const char *invariant, int32_t day, const char *format,
		     ...)
{
	if (world->violations++ > 0)
		return;
	struct violation *violation = &world->violation;
	va_list words;
	va_start(words, format);
	vsnprintf(violation->text, sizeof(violation->text), format, words);
	va_end(words);
	snprintf(violation->invariant, sizeof(violation->invariant), "%s", invariant);
	violation->at_ms = world->now_ms;
	violation->day = day;
	world_trace(world, "VIOLATION %s: %s", invariant, violation->text);
}

void world_trace(struct world *world, const char *format, ...)
{
	struct moment now = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED);
	if (!world->trace || now.day < world->filter->quiet_until_day)
		return;
	char time[TIME_TEXT_SIZE];
	calendar_format_local(&now, time);
	fprintf(world->trace, "%.19s  ", time);
	va_list words;
	va_start(words, format);
	vfprintf(world->trace, format, words);
	va_end(words);
	fputc('\n', world->trace);
}

void world_push(struct world *world, int64_t at_ms, enum step_kind kind, int kiosk, int64_t a,
		int64_t b)
{
	struct step step = {
		.at_ms = at_ms, .kind = (uint8_t)kind, .kiosk = (uint8_t)kiosk, .a = a, .b = b};
	queue_push(&world->queue, &step);
}

bool *world_set_back(struct world *world, int32_t day)
{
	int32_t at = day - world->plan.first_day;
	ENSURE(at >= 0 && at < WORLD_SESSIONS_MAX);
	return &world->set_back[at];
}

int32_t *world_stated(struct world *world, int kiosk, struct session session)
{
	int32_t at = (session.day - world->plan.first_day) * PART_COUNT + (int32_t)session.part;
	ENSURE(at >= 0 && at < WORLD_SESSIONS_MAX);
	return &world->stated_day[kiosk][at];
}

bool world_heals(const struct world *world, int32_t day)
{
	return calendar_weekday(day) % 2 == 0 || day == world->end_day;
}

/* -- days ------------------------------------------------------------------------------------------ */

static void plan_imports(struct world *world, int32_t day)
{
	const struct plan *plan = &world->plan;
	struct agenda agenda = {.world = world, .day = day, .named = 16000};
	struct dice dice = dice_of(plan->seed, 3, (uint64_t)day);
	int64_t from_ms = calendar_utc_ms(day, 4 * 60), to_ms = calendar_utc_ms(day + 1, 4 * 60);
	if (calendar_weekday(day) == 0 && !dice_mill(&dice, 40))
		agenda_push(&agenda, &(struct step){.at_ms = plan_morning_ms(day) + 30000,
						    .kind = STEP_IMPORT,
						    .class = CLASS_IMPORTS});
	for (;;) {
		int64_t at_ms = plan_next_change(plan, from_ms, to_ms);
		if (at_ms == INT64_MAX)
			return;
		agenda_push(&agenda, &(struct step){.at_ms = at_ms,
						    .kind = STEP_IMPORT,
						    .class = CLASS_IMPORTS});
		from_ms = at_ms + 1;
	}
}

static void begin_day(struct world *world)
{
	int32_t day = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	facts_read(world);
	facts_check_ticked(world);
	int64_t noon = calendar_utc_ms(day, 12 * 60);
	world->counts.of[COUNT_DST] += noon - calendar_utc_ms(day - 1, 12 * 60) != 86400000;
	plan_imports(world, day);
	if (calendar_weekday(day) < WEEKDAYS) {
		agenda_day(world, day);
		int minute = world->plan.bells[PART_PM].closes_min + 26;
		if (world_heals(world, day))
			world_push(world, calendar_utc_ms(day, minute), STEP_CHECK, 0, PART_COUNT,
				   0);
	}
	if (day < world->end_day)
		world_push(world, calendar_utc_ms(day + 1, 4 * 60), STEP_DAY, 0, 0, 0);
}

static void check(struct world *world, const struct step *step)
{
	int32_t day = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	if (step->a == PART_COUNT)
		checker_healed(world, day);
	else
		checker_session(world, (struct session){day, (enum part)step->a});
}

static void set_link(struct world *world, const struct step *step)
{
	world->links[step->kiosk][step->other].silent = step->a;
}

static void do_step(struct world *world, const struct step *step)
{
	world->now_ms = step->at_ms;
	world->counts.steps[step->kind]++;
	if (step->name && step->kind != STEP_MOVE)
		world_trace(world, "%s kiosk %d%s %lld %lld", step_text((enum step_kind)step->kind),
			    step->kiosk, step->code, (long long)step->a, (long long)step->b);
	switch ((enum step_kind)step->kind) {
	case STEP_DAY: begin_day(world); break;
	case STEP_BEAT: site_beat(world, step->kiosk, step->a); break;
	case STEP_MOVE: site_move(world, step); break;
	case STEP_UNDO: site_undo(world, step); break;
	case STEP_MARK: site_mark(world, step); break;
	case STEP_CLOSURE: site_closure(world, step); break;
	case STEP_DOOR: site_door(world, step); break;
	case STEP_IMPORT: site_import(world); break;
	case STEP_EXCHANGE: set_link(world, step); break;
	case STEP_AGAIN: exchange_again(world, step->kiosk, step->other); break;
	case STEP_SEND: post_send(world, step); break;
	case STEP_POST: post_arrive(world, step); break;
	case STEP_REPLY: post_reply(world, step); break;
	case STEP_CHECK: check(world, step); break;
	default: power_step(world, step); break;
	}
}

/* -- the year -------------------------------------------------------------------------------------- */

/* Most years have most kinds of faults, some have none. */
static unsigned choose_faults(uint64_t seed)
{
	struct dice dice = dice_of(seed, 4, 0);
	unsigned faults = 0;
	bool calm = dice_mill(&dice, 80);
	for (int class = CLASS_POWER; class < CLASS_COUNT; class ++)
		if (!calm && dice_mill(&dice, 750))
			faults |= 1u << class;
	return faults;
}

static void open_world(struct world *world, uint64_t seed, int pupils)
{
	plan_make(&world->plan, seed, pupils);
	const struct plan *plan = &world->plan;
	enum err err = shelf_open(seed);
	ENSURE(!err);
	inbox_open(&world->inbox, plan);
	facts_open(world);
	world->faults = choose_faults(seed);
	world->end_day = plan->last_day;
	if (world->filter->days && plan->first_day + world->filter->days < world->end_day)
		world->end_day = plan->first_day + world->filter->days;
	if (world->filter->end_day < world->end_day)
		world->end_day = world->filter->end_day;
	world->checked_day = plan->first_day;
	world->now_ms = plan_morning_ms(plan->first_day) - 30 * MINUTE_MS;
	world->imports[world->import_count++] = world->now_ms;
	for (int i = 0; i < plan->kiosk_count; i++) {
		struct kiosk *kiosk = &world->kiosks[i];
		struct config config;
		char name[KIOSK_ID_SIZE];
		plan_kiosk_name(i, name);
		kiosk->at = i;
		kiosk->true_ms = &world->now_ms;
		kiosk->random = dice_of(seed, 5, (uint64_t)i);
		snprintf(kiosk->dir, sizeof(kiosk->dir), "school/%s", name);
		plan_config(plan, i, &config);
		kiosk_now = kiosk;
		err = shelf_kiosk(kiosk->dir, &config);
		ENSURE(!err);
		site_start(world, i);
	}
	world_push(world, calendar_utc_ms(plan->first_day, 6 * 60 + 20), STEP_DAY, 0, 0, 0);
}

static void close_world(struct world *world)
{
	for (int i = 0; i < world->plan.kiosk_count; i++)
		if (world->kiosks[i].on)
			kiosk_stop(&world->kiosks[i]);
	facts_close(world);
	inbox_close(&world->inbox);
	queue_release(&world->queue);
	for (int i = 0; i < WORLD_PACKETS_MAX; i++)
		if (world->packets[i])
			free(world->packets[i]->letters), free(world->packets[i]);
	shelf_close();
}

void world_run(uint64_t seed, int pupils, const struct filter *filter, FILE *trace,
	       struct counts *counts, struct outcome *out, uint32_t *names, size_t *name_count)
{
	struct world *world = calloc(1, sizeof(*world));
	ENSURE(world);
	world->filter = filter;
	world->trace = trace;
	open_world(world, seed, pupils);
	size_t named = 0;
	struct step step;
	int64_t end_ms = calendar_utc_ms(world->end_day, 17 * 60);
	while (queue_pop(&world->queue, &step) && step.at_ms < end_ms && !world->violations) {
		if (names && step.name && step.class != CLASS_PLAN && named < *name_count)
			names[named++] = step.name;
		do_step(world, &step);
	}
	facts_read(world);
	facts_check_ticked(world);
	if (names)
		*name_count = named;
	counts_add(counts, &world->counts);
	*out = (struct outcome){world->violation, world->violations, world->digest};
	close_world(world);
	free(world);
}
