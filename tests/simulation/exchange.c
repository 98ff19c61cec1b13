/* The exchange of events between the kiosks of a site: each sender's in the order of its rows, again until they have come; that
 * order is the watermark. */
#include "tests/simulation/shelf.h"
#include "tests/simulation/world.h"

struct passing {
	struct world *world;
	int from, to;
	uint64_t taken;
	bool again;
};

static void count_late(const struct passing *passing, const struct event *event)
{
	struct world *world = passing->world;
	int32_t today = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	enum part part = event->session.part;
	world->counts.of[COUNT_LATE_EVIDENCE] +=
		event->kind == EVENT_ARRIVED && event->session.day <= today &&
		event->at.minute <= world->plan.bells[part].closes_min &&
		world->now_ms >
			calendar_utc_ms(event->session.day, world->plan.bells[part].closes_min + 1);
}

static enum err take(void *context, const struct event *event)
{
	struct passing *passing = context;
	struct world *world = passing->world;
	kiosk_now = &world->kiosks[passing->to];
	enum err err = shelf_take_event(world->kiosks[passing->to].dir, event);
	if (err && err != ERR_EXISTS)
		return err;
	passing->taken++;
	count_late(passing, event);
	world->counts.of[passing->again ? COUNT_EXCHANGED_AGAIN : COUNT_EXCHANGED]++;
	return OK;
}

static void pass(struct world *world, int from, int to)
{
	struct link *link = &world->links[from][to];
	if (link->silent || !world->kiosks[from].on)
		return;
	struct passing passing = {world, from, to, 0, false};
	int64_t last = link->cursor;
	kiosk_now = &world->kiosks[from];
	enum err err =
		shelf_read_events(world->kiosks[from].dir, link->cursor, &last, take, &passing);
	/* Where an event could not be taken all come again from there the next time. */
	link->broken = err;
	if (!err) {
		link->cursor = last;
		link->ordinal += passing.taken;
	}
}

void exchange_pull(struct world *world, int to)
{
	for (int from = 0; from < world->plan.kiosk_count; from++)
		if (from != to && world->kiosks[to].on)
			pass(world, from, to);
}

void exchange_again(struct world *world, int from, int to)
{
	struct link *link = &world->links[from][to];
	if (from == to || !world->kiosks[to].on || !world->kiosks[from].on || link->silent)
		return;
	pass(world, from, to);
	struct passing passing = {world, from, to, 0, true};
	int64_t last = 0, after = link->cursor > 60 ? link->cursor - 60 : 0;
	kiosk_now = &world->kiosks[from];
	enum err err = shelf_read_events(world->kiosks[from].dir, after, &last, take, &passing);
	if (err)
		world->trouble_ms[to] = world->now_ms;
}

void exchange_done(struct world *world, int to)
{
	for (int from = 0; from < world->plan.kiosk_count; from++)
		world->links[from][to].full_ordinal = world->links[from][to].ordinal;
}

bool exchange_is_whole(const struct world *world, int to)
{
	for (int from = 0; from < world->plan.kiosk_count; from++)
		if (from != to &&
		    (world->links[from][to].broken ||
		     world->links[from][to].ordinal < world->facts.logs[from].ordinal))
			return false;
	return true;
}
