/* What befalls a kiosk: power, clock, reader, disk, backups. */
#include "tests/simulation/shelf.h"
#include "tests/simulation/world.h"

#define MINUTE_MS 60000
#define SECOND_MS 1000

static void cut_one(struct world *world, int kiosk, int64_t minutes)
{
	struct kiosk *one = &world->kiosks[kiosk];
	if (!one->on)
		return;
	const struct facts_log *log = &world->facts.logs[kiosk];
	if (log->ticked_count > 0 &&
	    world->now_ms - log->ticked[log->ticked_count - 1].utc_ms < 5 * SECOND_MS)
		world->counts.of[COUNT_TORN_AT_TAP]++;
	kiosk_die(one);
	world_push(world, world->now_ms + minutes * MINUTE_MS, STEP_ON, kiosk, 0, 0);
}

static void cut(struct world *world, const struct step *step)
{
	struct kiosk *kiosk = &world->kiosks[step->kiosk];
	if (!kiosk->on)
		return;
	shelf_cut(kiosk->dir);
	if (step->b)
		kiosk->unset = true;
	if (kiosk->unset || kiosk->trust == TRUST_UNTRUSTED)
		kiosk->trust = TRUST_UNTRUSTED;
	cut_one(world, step->kiosk, step->a);
	for (int i = 0; i < world->plan.kiosk_count && !shelf_cuts_alone(); i++)
		cut_one(world, i, step->a + i);
}

static void off(struct world *world, const struct step *step)
{
	struct kiosk *kiosk = &world->kiosks[step->kiosk];
	if (!kiosk->on)
		return;
	kiosk_stop(kiosk);
	world_push(world, world->now_ms + step->a * MINUTE_MS, STEP_ON, step->kiosk, 0, 0);
}

static void set_clock(struct world *world, const struct step *step)
{
	struct kiosk *kiosk = &world->kiosks[step->kiosk];
	int64_t by_ms = step->a - kiosk->offset_ms;
	if (kiosk->on && !kiosk->unset) {
		world->counts.of[COUNT_FORWARD] += by_ms > 2 * SECOND_MS;
		world->counts.of[COUNT_BACK] += by_ms < -2 * SECOND_MS;
	}
	kiosk->offset_ms = step->a;
	kiosk->trust = (enum trust)step->b;
	kiosk->unset = false;
	world->trouble_ms[step->kiosk] = world->now_ms;
}

/* The databases are copied while the kiosk is down for a moment. */
static void back_up(struct world *world, const struct step *step)
{
	struct kiosk *kiosk = &world->kiosks[step->kiosk];
	if (!kiosk->on)
		return;
	kiosk_stop(kiosk);
	ENSURE(shelf_back_up(kiosk->dir) == OK);
	facts_backed_up(world, step->kiosk);
	for (int from = 0; from < world->plan.kiosk_count; from++) {
		struct link *link = &world->links[from][step->kiosk];
		link->backup_cursor = link->cursor;
		link->backup_ordinal = link->ordinal;
	}
	site_start(world, step->kiosk);
}

static void forget_rows(struct world *world, int kiosk)
{
	const struct facts_log *log = &world->facts.logs[kiosk];
	for (int other = 0; other < world->plan.kiosk_count; other++) {
		struct link *heard = &world->links[other][kiosk];
		heard->cursor = heard->backup_cursor;
		heard->ordinal = heard->backup_ordinal;
		/* The others ask again from where the log now ends. */
		struct link *told = &world->links[kiosk][other];
		if (told->ordinal > log->backup_ordinal) {
			told->cursor = log->backup_row;
			told->ordinal = log->backup_ordinal;
		}
	}
}

static void restore(struct world *world, const struct step *step)
{
	struct kiosk *kiosk = &world->kiosks[step->kiosk];
	struct facts_log *log = &world->facts.logs[step->kiosk];
	if (!log->backup_ms)
		return;
	if (kiosk->on)
		kiosk_stop(kiosk);
	facts_restored(world, step->kiosk);
	ENSURE(shelf_restore(kiosk->dir) == OK);
	forget_rows(world, step->kiosk);
	int32_t from_day = calendar_moment(log->backup_ms, 0, 0, TRUST_SYNCED).day;
	world->restored_day = calendar_moment(world->now_ms, 0, 0, TRUST_SYNCED).day;
	for (int32_t day = from_day; day <= world->restored_day; day++)
		*world_set_back(world, day) = true;
	while (kiosk->imports > 1 && world->imports[kiosk->imports - 1] > log->backup_ms)
		kiosk->imports--;
	site_start(world, step->kiosk);
	if (kiosk->ready)
		post_seen(world, step->kiosk);
}

void power_step(struct world *world, const struct step *step)
{
	struct kiosk *kiosk = &world->kiosks[step->kiosk];
	world->trouble_ms[step->kiosk] = world->now_ms;
	kiosk_now = kiosk;
	switch ((enum step_kind)step->kind) {
	case STEP_CUT: cut(world, step); break;
	case STEP_OFF: off(world, step); break;
	case STEP_ON: site_start(world, step->kiosk); break;
	case STEP_READER: kiosk->reader = step->a ? HAL_READER_LOST : HAL_READER_WELL; break;
	case STEP_CLOCK: set_clock(world, step); break;
	case STEP_COMMIT: shelf_fail_after(kiosk->dir, (unsigned)step->a); break;
	case STEP_NETWORK: kiosk->network_down = step->a; break;
	case STEP_SLOW: kiosk->slow_ms = step->a; break;
	case STEP_BACKUP: back_up(world, step); break;
	case STEP_RESTORE: restore(world, step); break;
	default: ENSURE(!"no such step");
	}
}
